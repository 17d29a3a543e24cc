"""`setback list` and `commitment list`: what was learned and promised, for who holds the home."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options

_SETBACKS = ("setback", "month", "visibility", "waits for", "changes", "title")
_COMMITMENTS = ("commitment", "owner", "due", "state", "text")


@click.group()
def setback() -> None:
    """Setbacks, what was changed in answer to them, and what came of it."""


@setback.command(name="list")
@click.option("--metric", metavar="ID", help="Only about this metric.")
@click.option("--open", "only_open", is_flag=True, help="Only those with something to look at.")
@shared_options
def list_setbacks(call: Call, metric: str | None, *, only_open: bool) -> None:
    """List setbacks by month, with the partners whose agreement to the words is lacking."""
    from shared_metrics.desk import learned
    from shared_metrics.learning import Learned

    desk = call.open_desk()
    if metric is not None:
        desk.definitions.metric(metric)
    agreed = learned.approvals(desk)
    answers = learned.adaptations_known(desk)
    told: list[dict[str, Any]] = []
    for one in learned.setbacks_known(desk):
        changes = [answer for answer in answers if answer.setback == one.id]
        story: list[Learned] = [one, *changes]
        is_open = not changes or any(not answer.is_closed for answer in changes)
        if (metric is None or metric in one.metrics) and (is_open or not only_open):
            readers = learned.meant_for(one, ())
            waits = (p for words in story for p in learned.waits_for(desk, words, agreed, readers))
            row = dataclasses.asdict(one) | {"waits_for": list(dict.fromkeys(waits))}
            told.append(row | {"changes": [dataclasses.asdict(answer) for answer in changes]})
    if call.as_json:
        output.put_json(told)
        return
    rows = [
        (
            *(row["id"], row["period"], row["visibility"], ", ".join(row["waits_for"]) or "-"),
            *(f"{len(row['changes']):,}", row["title"]),
        )
        for row in told
    ]
    _put(_SETBACKS, rows, "setback")


@click.group()
def commitment() -> None:
    """Who does what until when."""


@commitment.command(name="list")
@click.option("--overdue", is_flag=True, help="Only those whose day has passed.")
@shared_options
def list_commitments(call: Call, *, overdue: bool) -> None:
    """List commitments by day."""
    from shared_metrics.desk.kept_records import things
    from shared_metrics.reviews import Commitment

    desk = call.open_desk()
    found = [
        one
        for one in sorted(things(desk.ledger, Commitment), key=lambda c: (c.due, c.id))
        if one.is_overdue(desk.today()) or not overdue
    ]
    if call.as_json:
        output.put_json([dataclasses.asdict(one) for one in found])
        return
    rows = [(one.id, one.owner, one.due.isoformat(), one.state, one.text) for one in found]
    _put(_COMMITMENTS, rows, "commitment")


def _put(header: Sequence[str], rows: Sequence[Sequence[str]], what: str) -> None:
    if rows:
        counts = frozenset(at for at, name in enumerate(header) if name == "changes")
        output.put(output.aligned(header, rows, counts))
    output.say(f"{output.counted(len(rows), what)}.")
