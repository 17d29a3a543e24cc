"""A metric period by period, in exact fractions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from shared_metrics.observations import DENOMINATOR, MISSING, NUMERATOR, PARTNERS, PERIOD
from shared_metrics.periods import Period, PeriodKind, parse_period


@dataclass(frozen=True, slots=True)
class Observed:
    """The metric in one period: an exact value, or None where nothing is known.

    `top`, `bottom`: what it is the ratio of, where that is known; a count has no `bottom`.
    """

    period: Period
    value: Fraction | None
    partners: int = 0
    missing: int = 0
    top: Fraction | None = None
    bottom: Fraction | None = None


def observed_series(
    measured: pl.DataFrame, kind: PeriodKind, *, today: dt.date | None = None
) -> tuple[Observed, ...]:
    """A measured table by period -> exact values, oldest first.

    With `today`, only periods that have ended: half a quarter is not a quarter.
    """
    rows = sorted(measured.to_dicts(), key=lambda row: str(row[PERIOD]))
    series = (_observed(row, kind) for row in rows)
    return tuple(o for o in series if today is None or o.period.last_day < today)


def _observed(row: dict[str, object], kind: PeriodKind) -> Observed:
    return Observed(
        parse_period(str(row[PERIOD]), kind),
        exact_value(row),
        int(str(row[PARTNERS])),
        int(str(row[MISSING])),
        exact_number(row[NUMERATOR]),
        exact_number(row[DENOMINATOR]),
    )


def exact_value(row: dict[str, object]) -> Fraction | None:
    """The value of a measured row as a fraction: the table's float is this, rounded once."""
    top, bottom = exact_number(row[NUMERATOR]), exact_number(row[DENOMINATOR])
    if top is None or bottom == 0:
        return None
    return top / (1 if bottom is None else bottom)


def exact_number(number: object) -> Fraction | None:
    """A decimal of a measured table as a fraction."""
    return None if number is None else Fraction(str(number))


def mean_of(window: Sequence[Observed]) -> Fraction | None:
    """The value over some periods: the ratio of sums, or of a count the mean of the periods."""
    known = [one for one in window if one.value is not None]
    if not known:
        return None
    if all(one.top is not None and one.bottom is not None for one in known):
        below = sum((one.bottom or Fraction(0) for one in known), Fraction(0))
        return sum((one.top or Fraction(0) for one in known), Fraction(0)) / below
    return sum((one.value or Fraction(0) for one in known), Fraction(0)) / len(known)
