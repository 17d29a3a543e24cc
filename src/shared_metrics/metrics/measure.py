"""Observations x metric -> a measured table, on any engine Narwhals speaks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from shared_metrics.agenda.model import Metric, Partner
from shared_metrics.contracts.model import Contract
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics.frames import Cells, Integer, Rows
from shared_metrics.metrics.headline import (
    COUNTED,
    cells_of,
    other_keys,
    rows_asked_for,
)
from shared_metrics.metrics.overflow import (
    exact_ratio,
    integer_for,
    size_expressions,
    sizes_from,
    unscaled,
)
from shared_metrics.metrics.question import SECTOR, Question, asked_columns, check_question
from shared_metrics.metrics.rollup import (
    CONTRACT_PERIOD,
    add_up,
    check_additive,
    last_cells,
    place,
)
from shared_metrics.metrics.terms import (
    Scope,
    check_terms,
    row_sums,
    scale_of_all,
    scopes_of,
)
from shared_metrics.observations import (
    DENOMINATOR,
    MISSING,
    NUMERATOR,
    PARTNER,
    PARTNERS,
    PERIOD,
    VALUE,
)
from shared_metrics.periods import Period, PeriodKind


@dataclass(frozen=True)
class Asked:
    """A checked question with what the definitions say about it."""

    metric: Metric
    contract: Contract
    question: Question
    scopes: tuple[Scope, ...]
    scales: tuple[int, int]  # decimals of the numerator's and the denominator's sums


def measure(
    rows: Rows,
    metric: Metric,
    contract: Contract,
    question: Question,
    partners: Sequence[Partner],
) -> pl.DataFrame:
    """The metric's answer to the question.

    `rows`: accepted observations of the contract, `part_schema` plus partner and submission;
    numbers are whole (value x 10^scale). Any lazy backend of Narwhals.

    Returns one row per group of `question.by` (String columns, in the order asked, sorted):
    `numerator` and `denominator` (exact Decimals in the columns' own units; the denominator is
    null for a count or last value), `value` (Float64, the exact quotient rounded once; null where
    the denominator is 0 or nothing is known), `partners` (how many contributed) and `missing`
    (how many cells were left out because a number they need is not there). Groups without any
    row do not appear.

    Raises CallersMistake: unknown_by, asked_twice, no_sector, not_longer, every_without_period,
    range_backwards, breakdown_in_metric, not_crossed, not_additive, not_additive_over_time,
    too_large, unknown_partner, unknown_column, total_and_part, groups_overlap.
    """
    asked = ask(metric, contract, question)
    rows = in_range(with_all_columns(rows, metric, contract), question, contract)
    integer = checked_integer(rows, asked)
    cells = place(_collected_cells(rows, asked, integer), question, contract, partners)
    if metric.kind == "last_value":
        bucket = [PERIOD] if PERIOD in question.by else []
        cells = last_cells(cells, same_stock(question, cells.columns), bucket, contract, partners)
    return _answer(add_up(cells, question.by, metric, contract), asked)


def ask(metric: Metric, contract: Contract, question: Question) -> Asked:
    """The question, checked. Raises CallersMistake when it cannot be put to this metric."""
    check_question(question, metric, contract)
    check_terms(metric, contract)
    check_additive(metric, contract, question)
    scales = scale_of_all(metric.numerator, contract), scale_of_all(metric.denominator, contract)
    return Asked(metric, contract, question, scopes_of(metric, contract), scales)


def with_all_columns(rows: Rows, metric: Metric, contract: Contract) -> Rows:
    """Optional columns nobody sent are empty; a blank group is the total (or a part named "")."""
    have = rows.collect_schema().names()
    absent = sorted(metric.columns - set(have))
    blank = [
        nw.col(b.column).fill_null(b.total or "") for b in contract.breakdowns if b.column in have
    ]
    filled = [*(nw.lit(None, nw.Int64).alias(name) for name in absent), *blank]
    return rows.with_columns(*filled) if filled else rows


def in_range(rows: Rows, question: Question, contract: Contract) -> Rows:
    """Whole periods between two days; canonical texts of one kind sort as their periods do."""
    kind = contract.period_kind
    if question.first is not None:
        begins = _first_within(question.first.first_day, kind)
        rows = rows.filter(nw.col(PERIOD) >= begins.text)
    if question.last is not None:
        ends = _last_within(question.last.last_day, kind)
        rows = rows.filter(nw.col(PERIOD) <= ends.text)
    return rows


def _first_within(day: dt.date, kind: PeriodKind) -> Period:
    """The first period that begins on the day or later."""
    period = Period.of(day, kind)
    return period if period.first_day == day else period + 1


def _last_within(day: dt.date, kind: PeriodKind) -> Period:
    """The last period that ends on the day or earlier."""
    period = Period.of(day, kind)
    return period if period.last_day == day else period + -1


def checked_integer(rows: Rows, asked: Asked) -> Integer:
    """One look at the data: is what is asked for reported together, and how large are sums?"""
    metric, contract = asked.metric, asked.contract
    columns = sorted(metric.columns)
    wanted = {n for s in asked.scopes if len(n := _parts_together(s, contract, asked.question)) > 1}
    looked_for = sorted(wanted | {(name,) for names in wanted for name in names})
    counts = [
        _all_parts(names, contract).cast(nw.Int64).sum().alias(f"__rows_of_{i}")
        for i, names in enumerate(looked_for)
    ]
    found = rows.select(*size_expressions(columns), *counts).collect("polars").rows(named=True)[0]
    sizes = sizes_from(found, columns)
    reported = {names: bool(found[f"__rows_of_{i}"]) for i, names in enumerate(looked_for)}
    for names in sorted(wanted):
        if sizes.rows and not reported[names]:
            raise _not_crossed(names, [n for n in names if reported[(n,)]], contract)
    return integer_for(metric, contract, sizes)


def _parts_together(scope: Scope, contract: Contract, question: Question) -> tuple[str, ...]:
    """The breakdowns whose parts one row must name at once to answer the scope."""
    return tuple(
        b.column
        for b in contract.breakdowns
        if b.total is not None and (b.column in question.by or b.column in scope.breakdowns)
    )


def _all_parts(names: Sequence[str], contract: Contract) -> nw.Expr:
    totals = {name: contract.breakdown_of[name].total for name in names}
    return nw.all_horizontal(
        *(nw.col(name) != nw.lit(total) for name, total in totals.items()), ignore_nulls=False
    )


def _not_crossed(
    wanted: Sequence[str], reported: Sequence[str], contract: Contract
) -> CallersMistake:
    there = [f"by {name}" for name in reported]
    return CallersMistake(
        "not_crossed",
        f"Nobody reports {' and '.join(wanted)} together under “{contract.id}”; "
        f"there are figures {' and '.join(there) or 'by neither'}.",
        f"Ask by one of them: {', '.join(reported)}." if reported else "Ask without them.",
    )


def _collected_cells(rows: Rows, asked: Asked, integer: Integer) -> Cells:
    """Cells in memory, added up as far as the rest of the work allows."""
    contract, question = asked.contract, asked.question
    rows = rows_asked_for(rows, question, contract)
    rows = rows.with_columns(
        *(e for s in asked.scopes for e in row_sums(s, contract, asked.scales, integer))
    )
    keys = other_keys(contract, rows.collect_schema().names())
    stay = [PARTNER, PERIOD, *asked_columns(question)]
    if asked.metric.kind == "last_value":
        stay = list(dict.fromkeys([*stay, *keys]))
    cells = cells_of(rows, asked.scopes, contract, question, keys)
    sums = (NUMERATOR, DENOMINATOR, COUNTED, MISSING)
    cells = cells.group_by(stay).agg(*(nw.col(name).sum() for name in sums))
    travel = nw.String if integer is nw.Int128 else nw.Int64  # no engine hands over 128 bits alike
    cells = cells.select(
        *(nw.col(name).cast(nw.String) for name in stay),
        *(nw.col(name).cast(travel) for name in (NUMERATOR, DENOMINATOR)),
        *(nw.col(name).cast(nw.Int64) for name in (COUNTED, MISSING)),
    )
    collected = cells.collect("polars")
    return collected.with_columns(nw.col(NUMERATOR, DENOMINATOR).cast(integer))


def same_stock(question: Question, have: Sequence[str]) -> list[str]:
    """What tells two stocks apart: bucket, partner, key and group."""
    others = {NUMERATOR, DENOMINATOR, COUNTED, MISSING, CONTRACT_PERIOD, SECTOR}
    if PERIOD not in question.by:
        others.add(PERIOD)
    return [name for name in have if name not in others]


def _answer(summed: Cells, asked: Asked) -> pl.DataFrame:
    """Whole sums -> the measured table in real units."""
    metric, question, scales = asked.metric, asked.question, asked.scales
    table = summed.sort(*question.by, nulls_last=False) if question.by else summed
    known = [count > 0 for count in table[COUNTED].to_list()]
    tops = [int(n) if k else None for n, k in zip(table[NUMERATOR], known, strict=True)]
    bottoms = [
        int(n) if k and metric.denominator else None
        for n, k in zip(table[DENOMINATOR], known, strict=True)
    ]
    return pl.DataFrame(
        [
            *(pl.Series(name, table[name].to_list(), pl.String) for name in question.by),
            _decimals(NUMERATOR, tops, scales[0]),
            _decimals(DENOMINATOR, bottoms, scales[1]),
            pl.Series(VALUE, _values(tops, bottoms, metric, scales), pl.Float64),
            pl.Series(PARTNERS, table[PARTNERS].to_list(), pl.Int64),
            pl.Series(MISSING, table[MISSING].to_list(), pl.Int64),
        ]
    )


def _decimals(name: str, numbers: Sequence[int | None], scale: int) -> pl.Series:
    exact = [None if n is None else unscaled(n, scale) for n in numbers]
    return pl.Series(name, exact, pl.Decimal(38, scale))


def _values(
    tops: Sequence[int | None],
    bottoms: Sequence[int | None],
    metric: Metric,
    scales: tuple[int, int],
) -> list[float | None]:
    """Quotients; a count is its own value."""
    if not metric.denominator:
        return [None if top is None else exact_ratio(top, 1, (scales[0], 0)) for top in tops]
    return [
        None if top is None or bottom is None else exact_ratio(top, bottom, scales)
        for top, bottom in zip(tops, bottoms, strict=True)
    ]
