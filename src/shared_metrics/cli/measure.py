"""`measure`: a shared metric, from accepted figures only."""

import datetime as dt
from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, known_on_option, shared_options
from shared_metrics.cli.periods import parse_any
from shared_metrics.periods import PeriodKind

if TYPE_CHECKING:
    from shared_metrics.contracts.model import Contract


@click.command()
@click.argument("metric_id", metavar="METRIC")
@click.option(
    "--by", "by_text", default="", metavar="WHAT,...", help="period, sector, partner, a breakdown."
)
@click.option(
    "--every",
    type=click.Choice([kind.value for kind in PeriodKind]),
    help="Put periods together into longer ones (implies --by period).",
)
@click.option("--from", "first_text", metavar="P", help="The first period, included.")
@click.option("--to", "last_text", metavar="P", help="The last period, included.")
@click.option(
    "--partners",
    type=click.Choice(["as_reported", "current"]),
    default="as_reported",
    show_default=True,
    help="Under the partner that reported, or under its successor of today.",
)
@known_on_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@shared_options
def measure(
    call: Call,
    *,
    metric_id: str,
    by_text: str,
    every: str | None,
    first_text: str | None,
    last_text: str | None,
    partners: str,
    day: dt.datetime | None,
    as_csv: bool,
) -> None:
    """Measure METRIC: its numerator and denominator exactly, and their ratio.

    A ratio's value is a fraction from 0 to 1; without a value where the denominator is 0.
    """
    if as_csv and call.as_json:
        raise click.UsageError("Choose one of --csv and --json.")
    from shared_metrics.cli.measured_text import (
        measured_csv,
        measured_data,
        measured_text,
        remarks,
    )
    from shared_metrics.desk import questions
    from shared_metrics.metrics import Question

    desk = call.open_desk(day)
    metric = desk.definitions.metric(metric_id)
    kinds = _kinds(every, desk.definitions.contract(metric.contract))
    question = Question(
        by=_asked_by(by_text, every),
        every=PeriodKind(every) if every else None,
        first=parse_any(first_text, kinds) if first_text else None,
        last=parse_any(last_text, kinds) if last_text else None,
        partners="current" if partners == "current" else "as_reported",
    )
    table = questions.measured(desk, metric_id, question)
    if call.as_json:
        output.put_json(measured_data(metric, question.by, table))
    elif as_csv:
        output.put(measured_csv(question.by, table).rstrip("\n"))
    else:
        output.put(measured_text(metric, question.by, table))
        for remark in remarks(metric, desk.definitions.contract(metric.contract), question, table):
            output.say(f"\n{remark}")


def _asked_by(by_text: str, every: str | None) -> tuple[str, ...]:
    """What to split by; who says how long periods are to be asks by period."""
    by = tuple(name.strip() for name in by_text.split(",") if name.strip())
    return ("period", *by) if every and "period" not in by else by


def _kinds(every: str | None, contract: "Contract") -> tuple[PeriodKind, ...]:
    """The kinds of period a bound may be written in, the likeliest first."""
    first = [PeriodKind(every)] if every else []
    return tuple(dict.fromkeys([*first, contract.period_kind, *PeriodKind]))
