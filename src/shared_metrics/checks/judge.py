"""A read file -> its verdict: what must be fixed, what was understood, what it adds up to."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from shared_metrics.agenda.model import Partner
from shared_metrics.checks.grid import grid_findings
from shared_metrics.checks.judged import JudgedTable
from shared_metrics.checks.personal import (
    personal_columns,
    personal_findings,
    personal_outside,
    without_values,
)
from shared_metrics.checks.rules import RULES
from shared_metrics.checks.totals import control_findings, headline_totals, part_findings
from shared_metrics.checks.typed import TypedTable, type_table
from shared_metrics.checks.verdicts import suite_findings, waiting_rules
from shared_metrics.checks.whose import RowPeriods, check_partner, row_periods
from shared_metrics.contracts import part_schema
from shared_metrics.contracts.model import Contract
from shared_metrics.findings import (
    Assumption,
    Finding,
    Level,
    Verdict,
    in_reading_order,
    verdict_of,
)
from shared_metrics.observations import LINE, PERIOD
from shared_metrics.periods import Period
from shared_metrics.reading import RULES as READING_RULES
from shared_metrics.reading import ReadTable


@dataclass(frozen=True, eq=False)
class Judgement:
    """What is known of one file after all checks.

    `observations`: the rows to keep, `contracts.part_schema`, sorted by period and key; no rows
    when anything must be fixed. `typed`: the same columns as far as they were understood.
    `findings`: reading's and ours, in reading order. `waiting_rules`: rules not judged because a
    column is missing. `totals`: indicator -> plain sum of the headline rows, unscaled.
    """

    observations: pl.DataFrame
    typed: pl.DataFrame
    periods: tuple[Period, ...]
    findings: tuple[Finding, ...]
    assumptions: tuple[Assumption, ...]
    waiting_rules: tuple[str, ...]
    verdict: Verdict
    totals: Mapping[str, Decimal]


def judge(
    table: ReadTable,
    contract: Contract,
    *,
    partner: Partner | None,
    other_partners: Iterable[Partner] = (),
    period: Period | None = None,
    today: dt.date,
    false_alarms: frozenset[str] = frozenset(),
) -> Judgement:
    """Judge a read file under its contract; whatever is wrong with it is a finding.

    `partner`: for whom it is sent; None leaves a partner column unjudged. `period`: given by the
    sender, else taken from the file. `today`: in the partnership's time zone. `false_alarms`:
    columns a steward marked as not personal.
    """
    if not table.readable:
        return _unreadable(table, contract)
    personal = personal_columns(table, contract, today)
    typed = type_table(table, contract)
    periods = row_periods(typed, contract, period, today)
    judged = JudgedTable(typed, contract, periods.texts)
    of_cells = [
        *(f for f in table.findings if not _about_period_column(f, contract)),
        *personal_findings(personal, table, false_alarms),
        *personal_outside(table, today),
        *typed.findings(),
        *typed.notes(contract),
        *check_partner(typed, contract, partner, other_partners),
        *periods.findings,
    ]
    together = _not_waiting(list(_rows_together(judged, periods, today)), of_cells)
    findings = [*of_cells, *together]
    findings += _without_rows(judged, findings)
    secret = [found.column for found in personal]
    meanings = {**READING_RULES, **RULES}
    return _judgement(judged, periods, tuple(without_values(findings, secret, meanings)), secret)


def _without_rows(judged: JudgedTable, findings: Iterable[Finding]) -> list[Finding]:
    """An empty table is no figure; when something else stops it, that says why it is empty."""
    if len(judged.observations) or any(f.level is Level.FIX for f in findings):
        return []
    fix = "Fill in the rows. If there is nothing this period, say so: “nothing to report”."
    return [Finding("no_rows", Level.FIX, "Below the header there are no rows.", fix=fix)]


def _not_waiting(together: list[Finding], of_cells: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of rules, but those about a cell that must be fixed anyway: they wait for it."""
    broken = _cells_to_fix(of_cells)
    refused = _cells_to_fix(together)
    for finding in together:
        if finding.cell in broken or (finding.level is not Level.FIX and finding.cell in refused):
            continue
        yield finding


def _cells_to_fix(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(f.cell for f in findings if f.level is Level.FIX and f.cell)


def _about_period_column(finding: Finding, contract: Contract) -> bool:
    """A missing period column is no fault when the period is given; else `no_period` says it."""
    said = contract.period_source
    return (
        finding.rule == "missing_column" and said.how != "date" and finding.column in said.columns
    )


def _rows_together(judged: JudgedTable, periods: RowPeriods, today: dt.date) -> Iterator[Finding]:
    yield from suite_findings(judged)
    yield from part_findings(judged)
    yield from control_findings(judged)
    yield from grid_findings(judged, periods.periods, today)


def _judgement(
    judged: JudgedTable,
    periods: RowPeriods,
    findings: tuple[Finding, ...],
    secret: Iterable[str],
) -> Judgement:
    contract = judged.contract
    ordered = sorted_rows(judged.observations, contract)
    verdict = verdict_of(findings)
    blocked = frozenset(
        f.column for f in findings if f.rule == "personal_data" and verdict == "fail"
    )
    hidden = [name for name in secret if name in ordered.columns and name in blocked]
    read_as = judged.typed.read.assumptions
    assumptions = (*read_as, *_said(judged.typed, secret), *periods.assumptions)
    return Judgement(
        observations=ordered if verdict == "pass" else ordered.clear(),
        typed=ordered.with_columns(pl.lit(None, dtype=ordered.schema[n]).alias(n) for n in hidden),
        periods=periods.periods,
        findings=in_reading_order(findings),
        assumptions=assumptions,
        waiting_rules=waiting_rules(contract, judged.typed.read.cells.columns),
        verdict=verdict,
        totals=headline_totals(judged.observations, contract),
    )


def _said(typed: TypedTable, secret: Iterable[str]) -> Iterator[Assumption]:
    hidden = frozenset(secret)
    for name, column in typed.columns.items():
        if name not in hidden:
            yield from column.assumptions


def sorted_rows(rows: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """Rows by period, then key, then line."""
    keys = [name for name in contract.key if name in rows.columns and name != PERIOD]
    return rows.sort(PERIOD, *keys, LINE)


def _unreadable(table: ReadTable, contract: Contract) -> Judgement:
    nothing = pl.DataFrame(schema=part_schema(contract))
    return Judgement(
        observations=nothing,
        typed=nothing,
        periods=(),
        findings=in_reading_order(table.findings),
        assumptions=table.assumptions,
        waiting_rules=tuple(rule.id for rule in contract.rules),
        verdict=verdict_of(table.findings),
        totals={},
    )


def warm() -> None:
    """Nothing more to do: importing this package has loaded Great Expectations."""
