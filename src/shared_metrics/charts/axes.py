"""Axes people can read: named periods, whole ticks, the unit where the eye begins."""

import datetime as dt
import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import altair as alt

from shared_metrics.agenda.model import Metric
from shared_metrics.charts.look import ON_SCREEN, Look
from shared_metrics.periods import Period, PeriodKind, periods_between
from shared_metrics.progress.wording import is_share

ROOM = 0.12
STEPS = {
    PeriodKind.MONTH: (1, 2, 3, 6, 12, 24, 60),
    PeriodKind.QUARTER: (1, 2, 4, 8, 20),
    PeriodKind.YEAR: (1, 2, 5, 10),
    PeriodKind.SCHOOL_YEAR: (1, 2, 5, 10),
}
DECIMALS_FOR_SPREAD = ((0, 5.0), (1, 0.5), (2, 0.0))  # five ticks then differ as written


def middle_of(period: Period) -> dt.date:
    """The day a period is drawn at."""
    return period.first_day + (period.last_day - period.first_day) / 2


def day_of(period: Period) -> str:
    """That day at noon: the same day in every viewer's time zone."""
    return f"{middle_of(period).isoformat()}T12:00:00"


def _date_time(day: dt.date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day, hours=12)


def period_axis(first: Period, last: Period, look: Look = ON_SCREEN) -> alt.X:
    """The x axis from one period to another of its kind, with whole periods named."""
    ticks = ticks_between(first, last, look.ticks)
    names = {middle_of(period).isoformat(): look.words.tick(period) for period in ticks}
    return alt.X(
        "day:T",
        scale=alt.Scale(domain=[_date_time(first.first_day), _date_time(last.last_day)]),
        axis=alt.Axis(
            title=None,
            grid=False,
            values=[_date_time(middle_of(period)) for period in ticks],
            labelExpr=f"({json.dumps(names)})[timeFormat(datum.value, '%Y-%m-%d')]",
            labelOverlap=True,
            labelFlush=False,
        ),
    )


def ticks_between(first: Period, last: Period, most: int = ON_SCREEN.ticks) -> list[Period]:
    """At most so many periods, evenly apart, beginning with a January where steps allow."""
    every = list(periods_between(first, last))
    for step in STEPS[first.kind]:
        chosen = [period for period in every if period.ordinal % step == 0]
        if len(chosen) <= most:
            return chosen or [first]
    return [first, last]


def value_axis(
    metric: Metric,
    values: Iterable[Fraction | float],
    *,
    unit: str | None,
    room: float = ROOM,
) -> alt.Y:
    """The y axis with its unit (if any) on top; counts begin at 0, other values where they are."""
    numbers = [float(value) for value in values]
    return alt.Y(
        "value:Q",
        scale=alt.Scale(domain=domain_of(metric, numbers, room), nice=True, zero=False),
        axis=alt.Axis(
            title=unit,
            titleAngle=0,
            titleAlign="left",
            titleAnchor="end",
            titleX=0,
            titleY=-14,
            titleBaseline="bottom",
            format=number_format(metric, numbers),
            tickCount=5,
            domain=False,
            ticks=False,
        ),
    )


def value_axis_across(field: str, metric: Metric, values: Iterable[Fraction | float]) -> alt.X:
    """The same as an x axis, for rows of names."""
    numbers = [float(value) for value in values]
    return alt.X(
        f"{field}:Q",
        scale=alt.Scale(domain=domain_of(metric, numbers), nice=True, zero=False),
        axis=alt.Axis(
            title=ON_SCREEN.words.unit(metric),
            titleAnchor="start",
            format=number_format(metric, numbers),
            tickCount=5,
            domain=False,
            ticks=False,
        ),
    )


def domain_of(metric: Metric, numbers: list[float], room: float = ROOM) -> list[float]:
    """Lowest and highest number to show, with room for labels (a part of their distance)."""
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    more = (high - low or abs(high) or 1.0) * room
    begins_at_0 = metric.kind in {"count", "last_value"}
    bottom = min(0.0, low) if begins_at_0 else low - more
    if low >= 0:
        bottom = max(0.0, bottom)
    top = min(1.0, high + more) if is_share(metric) and high <= 1 else high + more
    return [bottom, top]


def number_format(metric: Metric, numbers: list[float]) -> str:
    """As many decimals as the range of numbers needs."""
    low, high = domain_of(metric, numbers)
    spread = (high - low) * (100 if is_share(metric) else 1)
    needed = next(decimals for decimals, least in DECIMALS_FOR_SPREAD if spread >= least)
    return f",.{min(metric.decimals, needed)}{'%' if is_share(metric) else 'f'}"


def tooltip(*fields: tuple[str, str]) -> list[Any]:
    """What pointing at a mark shows: (field, heading)."""
    return [alt.Tooltip(f"{name}:N", title=title) for name, title in fields]
