"""A metric's terms as Narwhals expressions on rows.

Terms that name the same breakdowns in `where` form one *scope*: rows are theirs alike. For each
scope a row carries four whole numbers, all of which simply add up:

    numerator, denominator   the scaled products of its columns (0 where unknown)
    present                  1 when the row speaks of the scope at all
    unknown                  1 when a column the scope uses is empty

and, when it names breakdowns, `something`: 1 unless the row, part or total, is known to be 0. Where
even the total is 0, parts that were not reported are known: they are 0 too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

import narwhals as nw

from shared_metrics.agenda.model import Metric, Term
from shared_metrics.contracts.model import Contract
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics.frames import Integer

NUMERATOR_SUM = "__numerator_{}"
DENOMINATOR_SUM = "__denominator_{}"
PRESENT = "__present_{}"
UNKNOWN = "__unknown_{}"
SOMETHING = "__something_{}"


@dataclass(frozen=True)
class Scope:
    """Terms that are answered from the parts of the same breakdowns."""

    index: int
    breakdowns: frozenset[str]
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]

    @cached_property
    def numerator_sum(self) -> str:
        """The work column that holds the scaled numerator."""
        return NUMERATOR_SUM.format(self.index)

    @cached_property
    def denominator_sum(self) -> str:
        """The work column that holds the scaled denominator."""
        return DENOMINATOR_SUM.format(self.index)

    @cached_property
    def present(self) -> str:
        """The work column that counts rows that speak of the scope."""
        return PRESENT.format(self.index)

    @cached_property
    def unknown(self) -> str:
        """The work column that counts rows with an empty cell."""
        return UNKNOWN.format(self.index)

    @property
    def sums(self) -> tuple[str, str, str, str]:
        """The four that the total row or the parts answer."""
        return (self.numerator_sum, self.denominator_sum, self.present, self.unknown)

    @cached_property
    def something(self) -> str:
        """The work column that counts rows, of parts and totals, not known to be 0."""
        return SOMETHING.format(self.index)

    @property
    def work_columns(self) -> tuple[str, ...]:
        """All that rows of the scope carry."""
        return (*self.sums, self.something) if self.breakdowns else self.sums


def parts_named(term: Term, contract: Contract) -> frozenset[str]:
    """The breakdowns whose parts the term asks for; naming the total asks for the headline."""
    return frozenset(
        column
        for column, groups in term.where.items()
        if column in contract.breakdown_of and groups != (contract.breakdown_of[column].total,)
    )


def scopes_of(metric: Metric, contract: Contract) -> tuple[Scope, ...]:
    """The metric's terms grouped into scopes, in order of appearance."""
    terms = (*metric.numerator, *metric.denominator)
    named = dict.fromkeys(parts_named(term, contract) for term in terms)
    return tuple(
        Scope(
            index,
            breakdowns,
            tuple(t for t in metric.numerator if parts_named(t, contract) == breakdowns),
            tuple(t for t in metric.denominator if parts_named(t, contract) == breakdowns),
        )
        for index, breakdowns in enumerate(named)
    )


def scale_of(term: Term, contract: Contract) -> int:
    """The decimals of a product: the sum of its factors' decimals."""
    return sum(contract.by_name[column].scale for column in term.columns)


def scale_of_all(terms: Sequence[Term], contract: Contract) -> int:
    """The decimals of a sum: the most of its terms'."""
    return max((scale_of(term, contract) for term in terms), default=0)


def check_terms(metric: Metric, contract: Contract) -> None:
    """Raise CallersMistake for terms the contract cannot answer."""
    for term in (*metric.numerator, *metric.denominator):
        for name in (*term.columns, *term.where):
            if name not in contract.by_name:
                raise CallersMistake(
                    "unknown_column",
                    f"Metric “{metric.id}” uses “{name}”, which “{contract.id}” does not have.",
                    "Mend the metric's YAML file.",
                )
        for column, groups in term.where.items():
            _check_groups(metric, contract, column, groups)


def _check_groups(metric: Metric, contract: Contract, column: str, groups: tuple[str, ...]) -> None:
    breakdown = contract.breakdown_of.get(column)
    if breakdown is None or len(groups) == 1:
        return
    if breakdown.total in groups:
        raise CallersMistake(
            "total_and_part",
            f"Metric “{metric.id}” adds the total of {column} to its parts: they count twice.",
            "Name either the total or parts in the metric's `where`.",
        )
    if not breakdown.exclusive:
        raise CallersMistake(
            "groups_overlap",
            f"Metric “{metric.id}” adds up groups of {column} that may share people.",
            "Name one group in the metric's `where`.",
        )


def row_sums(
    scope: Scope, contract: Contract, scales: tuple[int, int], integer: Integer
) -> list[nw.Expr]:
    """The scope's work columns for rows; `scales`: decimals of numerator and denominator."""
    present = _present(scope, contract)
    sides = (
        (scope.numerator_sum, scope.numerator, scales[0]),
        (scope.denominator_sum, scope.denominator, scales[1]),
    )
    unknown = [_unknown(term, contract) for _, terms, _ in sides for term in terms]
    return [
        *(
            nw.when(present)
            .then(_sum([_scaled(term, contract, scale, integer) for term in terms]))
            .otherwise(nw.lit(0))
            .cast(integer)
            .alias(name)
            for name, terms, scale in sides
        ),
        present.cast(nw.Int64).alias(scope.present),
        (present & reduce(or_, unknown)).cast(nw.Int64).alias(scope.unknown),
        *([_something(scope)] if scope.breakdowns else []),
    ]


def lets_in(scope: Scope, contract: Contract) -> nw.Expr:
    """Whether some term of the scope counts a row: it is of the groups that its `where` names."""
    terms = (*scope.numerator, *scope.denominator)
    return _present(scope, contract) & reduce(or_, (_lets_in(term, contract) for term in terms))


def _something(scope: Scope) -> nw.Expr:
    not_nothing = [~_is_nothing(term) for term in (*scope.numerator, *scope.denominator)]
    return reduce(or_, not_nothing).cast(nw.Int64).alias(scope.something)


def _present(scope: Scope, contract: Contract) -> nw.Expr:
    parts = [
        nw.col(column) != nw.lit(total)
        for column in sorted(scope.breakdowns)
        if (total := contract.breakdown_of[column].total) is not None
    ]
    return nw.all_horizontal(nw.lit(value=True), *parts, ignore_nulls=False)


def _sum(expressions: Sequence[nw.Expr]) -> nw.Expr:
    return nw.sum_horizontal(nw.lit(0), *expressions)


def _scaled(term: Term, contract: Contract, scale: int, integer: Integer) -> nw.Expr:
    """The term's product times 10^(scale - its own scale); 0 where unknown or not let in."""
    factors = [nw.col(column).cast(integer) for column in term.columns]
    lift = 10 ** (scale - scale_of(term, contract))
    product = reduce(lambda left, right: left * right, factors)
    lifted = product if lift == 1 else product * nw.lit(lift).cast(integer)
    return nw.when(_lets_in(term, contract)).then(lifted.fill_null(0)).otherwise(nw.lit(0))


def _unknown(term: Term, contract: Contract) -> nw.Expr:
    """An empty factor, unless another factor is 0: nothing times anything is nothing."""
    empty = nw.any_horizontal(*(nw.col(c).is_null() for c in term.columns), ignore_nulls=True)
    if len(term.columns) == 1:
        return empty & _lets_in(term, contract)
    return empty & ~_is_nothing(term) & _lets_in(term, contract)


def _is_nothing(term: Term) -> nw.Expr:
    return nw.any_horizontal(
        *((nw.col(c) == 0).fill_null(value=False) for c in term.columns), ignore_nulls=True
    )


def _lets_in(term: Term, contract: Contract) -> nw.Expr:
    named = parts_named(term, contract)
    filters = [
        nw.col(column).is_in(list(groups)).fill_null(value=False)
        for column, groups in term.where.items()
        if column in named or column not in contract.breakdown_of
    ]
    return nw.all_horizontal(nw.lit(value=True), *filters, ignore_nulls=False)
