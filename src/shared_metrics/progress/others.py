"""Where the middle half of the other partners is: nobody's own figure, and never of a few."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import polars as pl

from shared_metrics.agenda.model import Metric
from shared_metrics.observations import PARTNER
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.progress.comparison import last_successor
from shared_metrics.progress.series import observed_series
from shared_metrics.progress.wording import is_share, rounded

FEWEST_OTHERS: Final = 5


@dataclass(frozen=True, slots=True)
class Others:
    """The other partners in one period: how many have a value, and where their middle half is.

    `low`, `high`: their quartiles in the metric's unit, rounded as the metric is written; None
    where fewer than five have a value.
    """

    period: Period
    count: int
    low: Fraction | None = None
    high: Fraction | None = None


def others_of(
    partner: str,
    metric: Metric,
    measured: pl.DataFrame,
    kind: PeriodKind,
    *,
    successors: Mapping[str, str],
    today: dt.date | None = None,
) -> tuple[Others, ...]:
    """A measured table by period and partner -> everybody but one partner, oldest first.

    `successors`: partner -> who carries its work on. Whose work a partner carries on, or who
    carries on its own, is no other.
    """
    ours = last_successor(partner, successors)
    values: dict[Period, list[Fraction]] = defaultdict(list)
    for id_ in measured[PARTNER].unique().sort():
        if last_successor(id_, successors) == ours:
            continue
        for one in observed_series(measured.filter(pl.col(PARTNER) == id_), kind, today=today):
            if one.value is not None:
                values[one.period].append(one.value)
    return tuple(_of(period, metric, values[period]) for period in sorted(values))


def _of(period: Period, metric: Metric, values: Sequence[Fraction]) -> Others:
    if len(values) < FEWEST_OTHERS:
        return Others(period, len(values))
    low, high = (_as_written(_quantile(values, Fraction(k, 4)), metric) for k in (1, 3))
    return Others(period, len(values), low, high)


def _quantile(values: Sequence[Fraction], part: Fraction) -> Fraction:
    """Between the two values around that place, in proportion."""
    in_order = sorted(values)
    place = part * (len(in_order) - 1)
    below = int(place)
    above = min(below + 1, len(in_order) - 1)
    return in_order[below] + (place - below) * (in_order[above] - in_order[below])


def _as_written(value: Fraction, metric: Metric) -> Fraction:
    scale = 100 if is_share(metric) else 1
    return Fraction(rounded(value * scale, metric.decimals)) / scale
