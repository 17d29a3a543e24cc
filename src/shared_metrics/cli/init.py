"""`init DIR`: a partnership of one's own, in a new folder."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.periods import PeriodKind

if TYPE_CHECKING:
    from shared_metrics.desk.starting import Begun
    from shared_metrics.drafting import Answers, PartnerAnswer
    from shared_metrics.drafting.draft import Asked
    from shared_metrics.reading import Upload

ASKED = {
    "name": "What is the partnership called?",
    "place": "Where does it work?",
    "time_zone": "Its time zone",
    "backbone": "Who coordinates it?",
    "person": "Your name",
    "email": "Your email address",
}
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("directory", metavar="DIR", type=_PATH)
@click.option("--name", default="Our partnership", show_default=True, help="What it is called.")
@click.option("--place", default="Our region", show_default=True, help="Where it works.")
@click.option("--time-zone", default="UTC", show_default=True, help="Such as Europe/Berlin.")
@click.option(
    "--backbone", default="Coordinating office", show_default=True, help="Who coordinates."
)
@click.option("--person", default="You", show_default=True, help="Your name.")
@click.option("--email", default="you@example.org", show_default=True, help="How you sign in.")
@click.option(
    "--partner",
    "partners",
    multiple=True,
    metavar="NAME:SECTOR",
    help="A partner and its sector: public, private, nonprofit, university or civil_society. "
    "May be given several times.",
)
@click.option(
    "--second-person",
    type=click.Choice(["recorded", "required"]),
    default="recorded",
    show_default=True,
    help="Whether one person may send and accept, on record, or a second one must accept.",
)
@click.option(
    "--file", "first", type=_PATH, metavar="FILE", help="A first file to draft the contract from."
)
@click.option("--title", default="", metavar="TEXT", help="What files like the first are called.")
@click.option(
    "--every",
    type=click.Choice([kind.value for kind in PeriodKind]),
    help="What its rows are for, if that is guessed wrong.",
)
@click.option("--period", metavar="P", help="The period of the first file, if it does not say.")
@click.option("--sheet", metavar="NAME", help="The sheet of an Excel file, if not the first.")
@click.option("--no-questions", is_flag=True, help="Ask nothing, also on a terminal.")
@shared_options
def init(
    call: Call,
    *,
    directory: Path,
    partners: tuple[str, ...],
    first: Path | None,
    title: str,
    every: str | None,
    period: str | None,
    sheet: str | None,
    no_questions: bool,
    **answers: str,
) -> None:
    """Make a new partnership in DIR: definitions to change, a home, a first file to try.

    With --file, the contract, three metrics and a goal are drafted from that file, which they
    accept; every guess is marked “check this”. Without it, an example is laid out. DIR must not
    exist yet, or be empty. On a terminal, what is not said is asked.
    """
    from shared_metrics.desk.starting import begin, check_can_begin

    if not (no_questions or call.as_json) and _at_a_terminal():
        answers, partners, first = _ask(answers, partners, first)
    said = _answers(answers, partners)
    check_can_begin(directory, said)
    settings = call.settings()
    begun = begin(
        directory,
        said,
        settings,
        first=_upload(first, settings.max_upload_bytes),
        asked=_asked(title, every, period, sheet) if first else None,
        home=call.home,
    )
    _tell(call, begun)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(
    answers: dict[str, str],
    partners: tuple[str, ...],
    first: Path | None,
) -> tuple[dict[str, str], tuple[str, ...], Path | None]:
    """Asks for whatever was not said; Enter takes what stands in brackets."""
    context = click.get_current_context()
    for name, question in ASKED.items():
        if context.get_parameter_source(name) is ParameterSource.DEFAULT:
            answers[name] = click.prompt(question, default=answers[name], err=True)
    if not partners:
        partners = tuple(_ask_partners())
    if first is None:
        question = "A first file to begin from, CSV or Excel (Enter: an example)"
        told = click.prompt(question, default="", show_default=False, err=True)
        first = Path(told) if told.strip() else None
    return answers, partners, first


def _ask_partners() -> list[str]:
    output.say("The partners, one a line, each with its sector: Eastside Skills: nonprofit")
    partners: list[str] = []
    while told := click.prompt("Partner (Enter: done)", default="", show_default=False, err=True):
        partners.append(told)
    return partners


def _answers(answers: dict[str, str], partners: tuple[str, ...]) -> "Answers":
    from shared_metrics.drafting import DEFAULT_PARTNERS, Answers, parse_partner

    named: tuple[PartnerAnswer, ...] = tuple(parse_partner(partner) for partner in partners)
    return Answers(**answers, partners=named or DEFAULT_PARTNERS)  # type: ignore[arg-type]  # click checked the choice


def _upload(first: Path | None, max_bytes: int) -> "Upload | None":
    from shared_metrics.cli.files import read_upload

    return read_upload(first, max_bytes) if first is not None else None


def _asked(title: str, every: str | None, period: str | None, sheet: str | None) -> "Asked":
    from shared_metrics.drafting.draft import Asked

    return Asked(title, PeriodKind(every) if every else None, period, sheet)


def _tell(call: Call, begun: "Begun") -> None:
    if call.as_json:
        output.put_json(begun.as_dict())
        return
    output.say(f"Made {begun.directory}: definitions in {begun.definitions}, home in {begun.home}.")
    if begun.questions:
        output.say("Guessed from the first file; check this:")
        for question in begun.questions:
            output.say(f"  {question.about}: {question.guess}")
    output.say("Next:")
    for step in begun.next_steps:
        output.put(step)
