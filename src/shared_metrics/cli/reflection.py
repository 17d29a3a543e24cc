"""`reflection list`: rounds of questions about working together, and how the answers spread."""

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options

_HEADER = ("round", "title", "opens", "closes", "state", "answered")


@click.group()
def reflection() -> None:
    """Look at the questions about how the partnership works together."""


@reflection.command(name="list")
@shared_options
def list_(call: Call) -> None:
    """List every round; of those that are over, how the answers spread over 1 to 5.

    A question that fewer than five people answered shows nothing. Whose an answer is is not kept.
    With --json: {"rounds", "questions": [{"id", "asks", "results": [{"round", "answered",
    "steps"}]}]}; `answered` and `steps` are null where nothing is shown.
    """
    from shared_metrics.desk.questions.reflecting import reflection_rounds, reflection_spreads

    desk = call.open_desk()
    rounds, spreads = reflection_rounds(desk, None), reflection_spreads(desk, None)
    if call.as_json:
        told = [spread.as_dict() for spread in spreads]
        output.put_json({"rounds": [one.as_dict() for one in rounds], "questions": told})
        return
    if rounds:
        output.put(output.aligned(_HEADER, (one.row for one in rounds), frozenset()))
    for spread in spreads:
        output.put(f"\n{spread.question.asks}")
        for one in spread.results:
            output.put(f"  {one.sentence}{one.steps_words}.")
    switched_off = "" if desk.agenda.reflection else " The questions are switched off here."
    output.say(f"{output.counted(len(rounds), 'round')}.{switched_off}")
