"""From rows to cells: one number per partner, period and thing counted, nobody counted twice.

A *cell* is one partner x period x other key columns x group asked for. Breakdowns that are not
asked for are taken away one after the other:

1. one that declares a total: the total row; without one, the parts if they are exclusive and
   exhaustive; else nothing is known;
2. then those without a total: their parts are added up if they are exclusive and exhaustive.

A part that is not in the file while others are counts as nobody (partners leave out empty groups);
a part that is there with an empty number is unknown, and so is the cell it would be added to. A
part a metric names in `where` is unknown where a file does not report that breakdown at all,
unless the total is 0.
"""

from collections.abc import Sequence

import narwhals as nw

from shared_metrics.contracts.model import Breakdown, Contract, Role
from shared_metrics.metrics.frames import Rows
from shared_metrics.metrics.question import Question, asked_columns
from shared_metrics.metrics.terms import Scope
from shared_metrics.observations import DENOMINATOR, MISSING, NUMERATOR, PARTNER, PERIOD

COUNTED = "__counted"


def other_keys(contract: Contract, have: Sequence[str]) -> tuple[str, ...]:
    """The key columns, beside partner, period and breakdowns, that tell two cells apart."""
    keys = (*contract.key, *(column.name for column in contract.columns_in(Role.KEY)))
    apart = (PARTNER, PERIOD, *contract.breakdown_of)
    return tuple(dict.fromkeys(name for name in keys if name in have and name not in apart))


def rows_asked_for(rows: Rows, question: Question, contract: Contract) -> Rows:
    """Rows of the parts of the breakdowns asked for: a total is no group."""
    for breakdown in contract.breakdowns:
        if breakdown.column in question.by and breakdown.total is not None:
            rows = rows.filter(nw.col(breakdown.column) != nw.lit(breakdown.total))
    return rows


def cells_of(
    rows: Rows,
    scopes: Sequence[Scope],
    contract: Contract,
    question: Question,
    keys: Sequence[str],
) -> Rows:
    """Rows with work columns -> cells.

    A cell has partner, period, keys and groups; numerator and denominator (0 when left out);
    `__counted` (1, or 0 when left out) and missing (the other way round).
    """
    hidden = [b for b in contract.breakdowns if b.column not in question.by]
    with_total = [b for b in hidden if b.total is not None]
    without_total = [b for b in hidden if b.total is None]
    stay = list(dict.fromkeys([PARTNER, PERIOD, *keys, *asked_columns(question)]))
    for step, breakdown in enumerate(with_total):
        later = [b.column for b in (*with_total[step + 1 :], *without_total)]
        rows = _take_away(rows, breakdown, scopes, [*stay, *later])
    rows = rows.with_columns(*(_unknown_when_absent(scope) for scope in scopes))
    if without_total:
        rows = rows.with_columns(*(_unknown_unless_summable(s, without_total) for s in scopes))
    if hidden:
        rows = _add_up(rows, scopes, stay)
    return rows.with_columns(_counted(scopes)).select(*stay, *_cell_columns(scopes))


def _take_away(rows: Rows, breakdown: Breakdown, scopes: Sequence[Scope], stay: list[str]) -> Rows:
    """Collapse a breakdown that has a total row, by scope: the total, else the parts."""
    choosing = [s for s in scopes if breakdown.column not in s.breakdowns]
    is_total = nw.col(breakdown.column) == nw.lit(breakdown.total)
    of_total = [
        nw.when(is_total).then(nw.col(name)).otherwise(nw.lit(0)).alias(_total(name))
        for scope in choosing
        for name in scope.sums
    ]
    sums = [name for scope in scopes for name in scope.work_columns]
    sums += [_total(name) for scope in choosing for name in scope.sums]
    grouped = rows.with_columns(*of_total).group_by(stay).agg(*(nw.col(n).sum() for n in sums))
    chosen = [_total_else_parts(scope, breakdown) for scope in choosing]
    kept = [name for scope in scopes for name in scope.work_columns]
    return grouped.with_columns(*(e for many in chosen for e in many)).select(*stay, *kept)


def _total(name: str) -> str:
    return f"{name}_total"


def _total_else_parts(scope: Scope, breakdown: Breakdown) -> list[nw.Expr]:
    """The scope's columns from the total row when there is one, else from the parts."""
    has_total = nw.col(_total(scope.present)) > 0
    parts = {name: nw.col(name) for name in scope.sums}
    if not breakdown.adds_up:
        parts[scope.unknown] = nw.col(scope.present)
    return [
        nw.when(has_total).then(nw.col(_total(name))).otherwise(parts[name]).alias(name)
        for name in scope.sums
    ]


def _unknown_when_absent(scope: Scope) -> nw.Expr:
    absent = nw.col(scope.present) == 0
    if scope.breakdowns:
        absent = absent & (nw.col(scope.something) > 0)
    return (nw.col(scope.unknown) + absent.cast(nw.Int64)).alias(scope.unknown)


def _unknown_unless_summable(scope: Scope, without_total: Sequence[Breakdown]) -> nw.Expr:
    """Parts of a breakdown that may overlap or leave people out say nothing about everybody."""
    for breakdown in without_total:
        if not breakdown.adds_up and breakdown.column not in scope.breakdowns:
            return nw.col(scope.present).alias(scope.unknown)
    return nw.col(scope.unknown)


def _add_up(rows: Rows, scopes: Sequence[Scope], stay: list[str]) -> Rows:
    sums = [name for scope in scopes for name in scope.sums]
    return rows.group_by(stay).agg(*(nw.col(name).sum() for name in sums))


def _counted(scopes: Sequence[Scope]) -> nw.Expr:
    unknown = nw.sum_horizontal(*(nw.col(scope.unknown) for scope in scopes))
    return (unknown == 0).cast(nw.Int64).alias(COUNTED)


def _cell_columns(scopes: Sequence[Scope]) -> list[nw.Expr]:
    counted = nw.col(COUNTED)
    numerator = nw.sum_horizontal(*(nw.col(scope.numerator_sum) for scope in scopes))
    denominator = nw.sum_horizontal(*(nw.col(scope.denominator_sum) for scope in scopes))
    nothing = nw.lit(0)
    return [
        nw.when(counted == 1).then(numerator).otherwise(nothing).alias(NUMERATOR),
        nw.when(counted == 1).then(denominator).otherwise(nothing).alias(DENOMINATOR),
        counted,
        (1 - counted).alias(MISSING),
    ]
