"""The rows of partners' files that an answer rests on, and what each brings to it.

The same decisions as in `headline`, kept row by row: what the rows bring adds up to the answer's
numerator and denominator, digit for digit.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

import narwhals as nw
import polars as pl

from shared_metrics.agenda.model import Metric, Partner
from shared_metrics.contracts.model import Breakdown, Contract
from shared_metrics.metrics.frames import Rows
from shared_metrics.metrics.headline import COUNTED, cells_of, other_keys, rows_asked_for
from shared_metrics.metrics.measure import (
    Asked,
    ask,
    checked_integer,
    in_range,
    same_stock,
    with_all_columns,
)
from shared_metrics.metrics.overflow import unscaled
from shared_metrics.metrics.question import Question, asked_columns
from shared_metrics.metrics.rollup import CONTRACT_PERIOD, last_cells, place
from shared_metrics.metrics.terms import Scope, lets_in, row_sums
from shared_metrics.observations import DENOMINATOR, LINE, NUMERATOR, PARTNER, PERIOD, SUBMISSION

COUNTS = "counts"
_CHOSEN = "__chosen_{}"
_LETS_IN = "__lets_in_{}"


def counted_rows(
    rows: Rows,
    metric: Metric,
    contract: Contract,
    question: Question,
    partners: Sequence[Partner],
) -> pl.DataFrame:
    """The rows behind `measure` of the same question, sorted by partner, period and line.

    Columns: `partner`, `period` (of the contract's kind), `submission`, `line`, the contract's
    keys, breakdowns and the metric's columns (scaled whole numbers, as kept), `numerator` and
    `denominator` (exact Decimals: what the row brings), `counts` (False for a row of a figure
    that was left out because a number it needs is missing; such a row brings nothing).

    Raises as `measure` does. `question.partners` is `as_reported`.
    """
    asked = ask(metric, contract, question)
    rows = in_range(with_all_columns(rows, metric, contract), question, contract)
    integer = checked_integer(rows, asked)
    rows = rows_asked_for(rows, question, contract).with_columns(
        *(e for s in asked.scopes for e in row_sums(s, contract, asked.scales, integer)),
        *(lets_in(s, contract).alias(_LETS_IN.format(s.index)) for s in asked.scopes),
    )
    keys = other_keys(contract, rows.collect_schema().names())
    cells = cells_of(rows, asked.scopes, contract, question, keys).collect("polars").to_native()
    kept = _kept_cells(cells, asked, partners)
    here = rows.collect("polars").to_native()
    on = _cell_of(question, keys)
    standing = _chosen(here, asked, keys).join(kept, on=on, how="inner", nulls_equal=True)
    return _with_what_they_bring(standing, asked, keys)


def _cell_of(question: Question, keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([PARTNER, PERIOD, *keys, *asked_columns(question)]))


def _kept_cells(cells: pl.DataFrame, asked: Asked, partners: Sequence[Partner]) -> pl.DataFrame:
    """Which cells the answer is made of, and whether each is known: of a stock, the last ones."""
    on = _cell_of(asked.question, other_keys(asked.contract, cells.columns))
    if asked.metric.kind != "last_value":
        return cells.select(*on, COUNTED)
    placed = place(nw.from_native(cells, eager_only=True), asked.question, asked.contract, partners)
    bucket = [PERIOD] if PERIOD in asked.question.by else []
    stock = same_stock(asked.question, placed.columns)
    last: pl.DataFrame = last_cells(placed, stock, bucket, asked.contract, partners).to_native()
    return last.with_columns(pl.col(CONTRACT_PERIOD).alias(PERIOD)).select(*on, COUNTED)


def _chosen(rows: pl.DataFrame, asked: Asked, keys: Sequence[str]) -> pl.DataFrame:
    """For each scope, whether a row is one that stands for its cell: the total, else the parts."""
    contract, question = asked.contract, asked.question
    hidden = [b for b in contract.breakdowns if b.column not in question.by]
    totals = [b for b in hidden if b.total is not None]
    without = [b.column for b in hidden if b.total is None]
    cell = _cell_of(question, keys)
    for scope in asked.scopes:
        chosen = _CHOSEN.format(scope.index)
        rows = rows.with_columns((pl.col(scope.present) > 0).alias(chosen))
        for step, breakdown in enumerate(totals):
            if breakdown.column not in scope.breakdowns:
                group = [*cell, *(b.column for b in totals[step + 1 :]), *without]
                rows = rows.with_columns(_total_else_parts(chosen, breakdown, group))
    return rows


def _total_else_parts(chosen: str, breakdown: Breakdown, group: Sequence[str]) -> pl.Expr:
    is_total = pl.col(breakdown.column) == breakdown.total
    has_total = (pl.col(chosen) & is_total).any().over(group)
    return (pl.col(chosen) & (is_total | ~has_total)).alias(chosen)


def _with_what_they_bring(rows: pl.DataFrame, asked: Asked, keys: Sequence[str]) -> pl.DataFrame:
    counts = [
        pl.col(_CHOSEN.format(s.index)) & pl.col(_LETS_IN.format(s.index)) for s in asked.scopes
    ]
    tops = [_brought(s, s.numerator_sum) for s in asked.scopes]
    bottoms = [_brought(s, s.denominator_sum) for s in asked.scopes]
    found = rows.filter(reduce(or_, counts)).with_columns(
        pl.sum_horizontal(tops).alias(NUMERATOR), pl.sum_horizontal(bottoms).alias(DENOMINATOR)
    )
    groups = [b.column for b in asked.contract.breakdowns if b.column in found.columns]
    told = dict.fromkeys(
        [PARTNER, PERIOD, SUBMISSION, LINE, *keys, *groups, *sorted(asked.metric.columns)]
    )
    return found.select(
        *told,
        _exact(found[NUMERATOR], asked.scales[0]),
        _exact(found[DENOMINATOR], asked.scales[1]),
        (pl.col(COUNTED) == 1).alias(COUNTS),
    ).sort(PARTNER, PERIOD, SUBMISSION, LINE)


def _brought(scope: Scope, sums: str) -> pl.Expr:
    stands = pl.col(_CHOSEN.format(scope.index)) & (pl.col(COUNTED) == 1)
    return pl.when(stands).then(pl.col(sums)).otherwise(0)


def _exact(numbers: pl.Series, scale: int) -> pl.Series:
    exact = [unscaled(int(number), scale) for number in numbers.to_list()]
    return pl.Series(numbers.name, exact, pl.Decimal(38, scale))
