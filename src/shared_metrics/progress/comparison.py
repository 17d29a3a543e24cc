"""A change on the same partners: who came or left in between does not move it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from shared_metrics.observations import PARTNER
from shared_metrics.periods import Period
from shared_metrics.progress.explained import Amounts, amounts_of

Gaps = Collection[tuple[str, Period]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure and the one a year earlier, in the metric's unit.

    `before`, `after`: of everybody. `same_before`, `same_after`: of the `same` partners, who are in
    both with all their files; None where nobody is. The others, by id: `came` is in the later one
    only, `left` in the earlier one only, of `incomplete` a file is missing in one of them: who is
    late has not left.
    """

    before: Fraction | None
    after: Fraction | None
    same_before: Fraction | None
    same_after: Fraction | None
    same: tuple[str, ...]
    came: tuple[str, ...]
    left: tuple[str, ...]
    incomplete: tuple[str, ...] = ()

    @property
    def change(self) -> Fraction | None:
        """On the same partners."""
        return _less(self.same_after, self.same_before)

    @property
    def raw_change(self) -> Fraction | None:
        """Of the totals, whoever is in them."""
        return _less(self.after, self.before)

    @property
    def is_on_all(self) -> bool:
        """Whether everybody is in both, so that the two changes are one."""
        return not (self.came or self.left or self.incomplete)


def compared(
    measured: pl.DataFrame,
    before: Sequence[Period],
    after: Sequence[Period],
    *,
    successors: Mapping[str, str],
    gaps: Gaps = frozenset(),
) -> Comparison:
    """A measured table by period and partner -> the periods of `after` beside those of `before`.

    `successors`: partner -> who carries its work on; their figures are one partner's. `gaps`:
    partners and periods with a file missing; they are not compared.
    """
    then = _of_periods(measured, PARTNER, before, successors, gaps)
    now = _of_periods(measured, PARTNER, after, successors, gaps)
    same = tuple(sorted(p for p in then.keys() & now.keys() if then[p].whole and now[p].whole))
    looked_at = {*before, *after}
    late = {last_successor(one, successors) for one, period in gaps if period in looked_at}
    both = then.keys() & now.keys()
    return Comparison(
        _value(then.values()),
        _value(now.values()),
        _value([then[p] for p in same]),
        _value([now[p] for p in same]),
        same,
        tuple(sorted(now.keys() - then.keys() - late)),
        tuple(sorted(then.keys() - now.keys() - late)),
        tuple(sorted((both - set(same)) | (late & (then.keys() ^ now.keys())))),
    )


def last_successor(partner: str, successors: Mapping[str, str]) -> str:
    """Who carries on a partner's work today; itself without a successor."""
    seen = {partner}
    while (following := successors.get(partner)) and following not in seen:
        partner = following
        seen.add(partner)
    return partner


def amounts_over(
    measured: pl.DataFrame, by: str, periods: Sequence[Period], successors: Mapping[str, str]
) -> dict[str, Amounts]:
    """What each partner or sector brought over some periods; of a count the mean of a period."""
    found = _of_periods(measured, by, periods, successors, frozenset())
    return {partner: _mean(one) for partner, one in found.items()}


@dataclass(slots=True)
class _Sums:
    top: Fraction
    bottom: Fraction | None
    periods: int
    whole: bool = True


def _of_periods(
    measured: pl.DataFrame,
    by: str,
    periods: Sequence[Period],
    successors: Mapping[str, str],
    gaps: Gaps,
) -> dict[str, _Sums]:
    found: dict[str, _Sums] = {}
    seen: dict[str, set[Period]] = {}
    for period in periods:
        for id_, amounts in amounts_of(measured, by, period).items():
            partner = last_successor(id_, successors)
            sums = found.setdefault(partner, _Sums(Fraction(0), None, len(periods)))
            sums.top += amounts.top
            if amounts.bottom is not None:
                sums.bottom = (sums.bottom or Fraction(0)) + amounts.bottom
            sums.whole = sums.whole and (id_, period) not in gaps
            seen.setdefault(partner, set()).add(period)
    for partner, sums in found.items():
        sums.whole = sums.whole and len(seen[partner]) == len(periods)
    return found


def _mean(one: _Sums) -> Amounts:
    if one.bottom is not None:
        return Amounts(one.top, one.bottom)
    return Amounts(one.top / one.periods, None)


def _value(all_of_them: Collection[_Sums]) -> Fraction | None:
    amounts = [_mean(one) for one in all_of_them]
    if not amounts:
        return None
    top = sum((one.top for one in amounts), Fraction(0))
    if all(one.bottom is None for one in amounts):
        return top
    bottom = sum((one.bottom or Fraction(0) for one in amounts), Fraction(0))
    return top / bottom if bottom else None


def _less(after: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if after is None or before is None else after - before
