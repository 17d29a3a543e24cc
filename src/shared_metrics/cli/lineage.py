"""`lineage`: a figure, what it is made of, and the rows of the files it came from."""

import datetime as dt
from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, known_on_option, shared_options
from shared_metrics.cli.periods import parse_any
from shared_metrics.errors import CallersMistake
from shared_metrics.periods import PeriodKind

if TYPE_CHECKING:
    from shared_metrics.desk import Desk
    from shared_metrics.desk.questions.lineage import Brought, FileRow, Lineage


@click.command()
@click.argument("metric_id", metavar="METRIC")
@click.option("--period", "text", required=True, metavar="P", help="Of which month, quarter, year.")
@click.option("--partner", metavar="ID", help="Only what this partner brings.")
@click.option("--group", metavar="BREAKDOWN=CODE", help="Only this group: gender=women.")
@known_on_option
@shared_options
def lineage(
    call: Call,
    *,
    metric_id: str,
    text: str,
    partner: str | None,
    group: str | None,
    day: dt.datetime | None,
) -> None:
    """Trace METRIC of a period to the submissions and the rows of the files it came from.

    What the rows bring adds up to the numerator and the denominator exactly. With --json:
    {"metric", "unit", "period", "partner", "group", "numerator", "denominator", "value",
    "brought": [{"partner", "period", "numerator", "denominator", "submission", "file_name",
    "files", "sent_at", "accepted_at", "contract_version", "corrects", "rows": [{"line", "groups",
    "figures", "numerator", "denominator", "counts"}]}]}.
    """
    from shared_metrics.desk.questions.lineage import lineage as traced

    desk = call.open_desk(day)
    contract = desk.definitions.contract(desk.definitions.metric(metric_id).contract)
    kinds = tuple(dict.fromkeys([contract.period_kind, *PeriodKind]))
    period = parse_any(text, kinds)
    found = traced(desk, None, metric_id, period, partner_id=partner, group=_group(group))
    if call.as_json:
        output.put_json(found.as_dict())
    else:
        _put(desk, found)


def _group(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    breakdown, sign, code = (word.strip() for word in text.partition("="))
    if not sign:
        raise CallersMistake(
            "bad_group", f"“{text}” names no group.", "Write a breakdown and a group: gender=women."
        )
    return breakdown, code


def _put(desk: "Desk", found: "Lineage") -> None:
    from shared_metrics.progress import value_text

    if not found.brought:
        output.put(f"{found.metric.title}, {found.period.label}: no figures yet.")
        return
    sides = [output.plain(n) for n in (found.numerator, found.denominator) if n is not None]
    made = f" = {' / '.join(sides)}" if sides else ""
    output.put(
        f"{found.metric.title}, {found.period.label}: {value_text(found.value, found.metric)}{made}"
    )
    for one in found.brought:
        _put_brought(desk, one, divided=bool(found.metric.denominator))
    if not found.adds_up:
        output.say("Several partners report it, and their figures have no total.")


def _put_brought(desk: "Desk", one: "Brought", *, divided: bool) -> None:
    sent = one.submission
    words = f"sent {desk.day_of(sent.submitted_at)}"
    words += f", accepted {desk.day_of(sent.decided_at)}" if sent.decided_at else ""
    words += f", corrects {sent.supersedes}" if sent.supersedes else ""
    output.put(f"\n{one.partner}, {one.period.label}: {sent.id} ({words})")
    first = one.rows[0]
    header = ("line", *first.groups, *first.figures, *("numerator", "denominator")[: 1 + divided])
    rows = [_row(row, divided=divided) for row in one.rows]
    output.put(output.aligned(header, rows, frozenset({0, *range(1 + len(first.groups), 99)})))


def _row(row: "FileRow", *, divided: bool) -> list[str]:
    figures = ["–" if n is None else output.plain(n) for n in row.figures.values()]
    brought = [output.plain(n) for n in (row.numerator, row.denominator)[: 1 + divided]]
    told = brought if row.counts else ["left out"] * len(brought)
    return [f"{row.line}", *(group or "–" for group in row.groups.values()), *figures, *told]
