"""The numbers of a goal: baseline, target and milestones, each a value in a period."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from shared_metrics.agenda.model import Goal, Metric, Point
from shared_metrics.periods import Period, periods_between
from shared_metrics.progress.wording import is_share
from shared_metrics.web.wording import plain

YEARS_BACK, YEARS_AHEAD = 10, 15
MOST_MILESTONES = 12
PERCENT = 2  # a share moves its point so many places
MOST_DIGITS = 30


def ask_points(goal: Goal, metric: Metric, key: str) -> Goal | None:
    """The goal with the points written; None, and it is said why, where one cannot be read."""
    periods = _periods(goal)
    columns = st.columns(4)
    baseline = _ask(
        columns[:2], "Baseline", goal.baseline, periods, metric=metric, key=f"{key}_baseline"
    )
    target = _ask(columns[2:], "Target", goal.target, periods, metric=metric, key=f"{key}_target")
    between = _ask_milestones(goal, periods, metric, key) if goal.path == "milestones" else []
    read = [one for one in (baseline, target, *between) if one is not None]
    if baseline is None or target is None or len(read) < 2 + len(between):
        return None
    return replace(goal, baseline=baseline, target=target, milestones=tuple(read[2:]))


def _periods(goal: Goal) -> list[Period]:
    a_year = goal.every.a_year
    first = goal.baseline.period + -YEARS_BACK * a_year
    return list(periods_between(first, goal.target.period + YEARS_AHEAD * a_year))


def _ask_milestones(
    goal: Goal, periods: Sequence[Period], metric: Metric, key: str
) -> list[Point | None]:
    kept = list(goal.milestones)
    count = st.number_input(
        "How many milestones?", 1, MOST_MILESTONES, max(len(kept), 1), key=f"{key}_milestones"
    )
    middle = Point(goal.baseline.period + 1, goal.baseline.value)
    points = [*kept, *[kept[-1] if kept else middle] * MOST_MILESTONES][: int(count)]
    return [
        _ask(
            st.columns(4)[:2],
            f"Milestone {at}",
            one,
            periods,
            metric=metric,
            key=f"{key}_milestone_{at}",
        )
        for at, one in enumerate(points, start=1)
    ]


def _ask(
    columns: Sequence[DeltaGenerator],
    name: str,
    point: Point,
    periods: Sequence[Period],
    *,
    metric: Metric,
    key: str,
) -> Point | None:
    period = columns[0].selectbox(
        f"{name}: period",
        periods,
        periods.index(point.period),
        lambda one: one.label,
        key=f"{key}_period",
    )
    unit = "per cent" if is_share(metric) else plain(metric.unit)
    written = columns[1].text_input(
        f"{name}: {unit}", written_value(point.value, metric), key=f"{key}_value"
    )
    value = read_value(written or "", metric)
    if value is None:
        columns[1].error(f"“{plain(written or '')}” is not a number.")
        return None
    return Point(period, value)


def written_value(value: Decimal, metric: Metric) -> str:
    """A value as it is written in a field: all its digits, a share as per cent."""
    shown = value.scaleb(PERCENT) if is_share(metric) else value
    text = f"{shown:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_value(text: str, metric: Metric) -> Decimal | None:
    """What is written in a field, in the metric's unit; None for no number."""
    plain_number = text.strip().removesuffix("%").replace(",", "").strip()
    try:
        value = Decimal(plain_number)
    except InvalidOperation:
        return None
    if not value.is_finite() or len(f"{value:f}") > MOST_DIGITS:
        return None
    return value.scaleb(-PERCENT) if is_share(metric) else value
