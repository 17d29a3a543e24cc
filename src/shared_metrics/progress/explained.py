"""Why a number changed: what each partner or sector added to the change, exactly.

A count changed by what each one's count changed. A rate (or a mean of sums) changes for two
reasons: somebody's own rate changed (*rate effect*), or somebody weighs more or less in the whole
than before while its rate is not the common one (*mix effect*). The split is the symmetric one of
Kitagawa and of Marshall and Edgeworth: it treats both periods alike and leaves nothing over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

import polars as pl

from shared_metrics.observations import DENOMINATOR, NUMERATOR, PERIOD
from shared_metrics.periods import Period

Seen = Literal["both", "before", "after"]


@dataclass(frozen=True, slots=True)
class Amounts:
    """What one partner or sector counted in one period, in the columns' own units.

    `bottom` None: a count. Otherwise `top` / `bottom` is its rate or mean.
    """

    top: Fraction
    bottom: Fraction | None = None

    @property
    def rate(self) -> Fraction | None:
        """Its own value; None for a count and where there is nothing to divide by."""
        return self.top / self.bottom if self.bottom else None


NOTHING: Final = Amounts(Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class Explained:
    """What one partner or sector added to a change, in the metric's unit (a share as 0-1).

    `effect` is `mix` + `rate`; both are None for a count. `seen`: in which of the two periods it
    had figures; whoever came or left is explained by its weight alone.
    """

    id: str
    effect: Fraction
    mix: Fraction | None = None
    rate: Fraction | None = None
    seen: Seen = "both"


@dataclass(frozen=True, slots=True)
class Change:
    """The whole before and after, and what made the difference: the rows add up to it exactly."""

    before: Fraction
    after: Fraction
    rows: tuple[Explained, ...]

    @property
    def total(self) -> Fraction:
        """After less before."""
        return self.after - self.before

    @property
    def mix(self) -> Fraction | None:
        """All mix effects together; None for a count."""
        return _sum_of(row.mix for row in self.rows)

    @property
    def rate(self) -> Fraction | None:
        """All rate effects together; None for a count."""
        return _sum_of(row.rate for row in self.rows)


def explained(
    before: Mapping[str, Amounts], after: Mapping[str, Amounts], order: Sequence[str]
) -> Change | None:
    """Amounts by partner (or sector) in two periods -> the change and who made it.

    Rows come in the order given, then any other ids sorted; ids without figures in both periods
    are left out. An id with figures in one period only counts as 0 there for a count; for a rate
    it weighs nothing there and its rate is taken to be the one it has in the other period.

    None where the two cannot be compared: nobody has figures in one of the periods, or the
    denominators of one add up to 0. Raises ValueError when counts and rates are mixed.
    """
    amounts = [*before.values(), *after.values()]
    counts = {one.bottom is None for one in amounts}
    if len(counts) > 1:
        raise ValueError("Some of the amounts have a denominator and some have none.")
    sides = _whole_of(before), _whole_of(after)
    if sides[0] is None or sides[1] is None:
        return None
    was, now = sides[0], sides[1]
    ids = [i for i in _in_order(order, before, after) if i in before or i in after]
    rows = tuple(_row(id_, before.get(id_), after.get(id_), was, now) for id_ in ids)
    return Change(was.value, now.value, rows)


def amounts_of(measured: pl.DataFrame, group: str, period: Period) -> dict[str, Amounts]:
    """A measured table by `period` and one group -> amounts of each group in a period.

    Rows whose numerator is not known are left out; they are neither 0 nor a fall.
    """
    rows = measured.filter(
        (pl.col(PERIOD) == period.text) & pl.col(NUMERATOR).is_not_null()
    ).to_dicts()
    return {str(row[group]): Amounts(_exact(row[NUMERATOR]), _bottom(row)) for row in rows}


def _bottom(row: Mapping[str, object]) -> Fraction | None:
    return None if row[DENOMINATOR] is None else _exact(row[DENOMINATOR])


def _exact(number: object) -> Fraction:
    return Fraction(str(number))


@dataclass(frozen=True, slots=True)
class _Whole:
    """One period of everybody; `bottom` None for a count."""

    value: Fraction
    bottom: Fraction | None

    def weight(self, amounts: Amounts) -> Fraction:
        return (amounts.bottom or Fraction(0)) / (self.bottom or 1)

    def part(self, amounts: Amounts) -> Fraction:
        return amounts.top / (self.bottom or 1)


def _whole_of(side: Mapping[str, Amounts]) -> _Whole | None:
    if not side:
        return None
    top = sum((one.top for one in side.values()), Fraction(0))
    bottoms = [one.bottom for one in side.values() if one.bottom is not None]
    if not bottoms:
        return _Whole(top, None)
    bottom = sum(bottoms, Fraction(0))
    return _Whole(top / bottom, bottom) if bottom else None


def _in_order(order: Sequence[str], *sides: Mapping[str, Amounts]) -> list[str]:
    others = sorted({id_ for side in sides for id_ in side})
    return list(dict.fromkeys([*order, *others]))


def _row(
    id_: str, before: Amounts | None, after: Amounts | None, was: _Whole, now: _Whole
) -> Explained:
    seen: Seen = "after" if before is None else "before" if after is None else "both"
    start, end = before or NOTHING, after or NOTHING
    if was.bottom is None:
        return Explained(id_, end.top - start.top, seen=seen)
    weights = was.weight(start), now.weight(end)
    common = (was.value + now.value) / 2
    # what it adds to the value, less what anybody of its weight would add: the second part adds
    # up to nothing over everybody, so the sum stays the change of the whole
    effect = now.part(end) - was.part(start) - (weights[1] - weights[0]) * common
    rate = (weights[0] + weights[1]) / 2 * _own_change(start, end)
    return Explained(id_, effect, effect - rate, rate, seen)


def _own_change(start: Amounts, end: Amounts) -> Fraction:
    """How its own rate changed; not at all where it has one in one period only."""
    if start.rate is None or end.rate is None:
        return Fraction(0)
    return end.rate - start.rate


def _sum_of(effects: Iterable[Fraction | None]) -> Fraction | None:
    known = [effect for effect in effects if effect is not None]
    return sum(known, Fraction(0)) if known else None
