"""The path a goal was agreed to take: where it should be by a period."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from shared_metrics.agenda.model import Goal, Point
from shared_metrics.periods import Period, periods_between
from shared_metrics.progress.series import Observed

Season = Mapping[Period, Fraction]
EVEN: Final[Season] = {}


def needed_by(goal: Goal, period: Period, season: Season = EVEN) -> Fraction:
    """What the path asks for in a period of the goal's kind, in the metric's unit.

    From baseline to target, straight or through the milestones; the baseline before, the target
    after. `season` (see `season_of`): what belongs to each period beside an even share. A goal of
    kind milestone asks for nothing more than the baseline until its day; a value to be kept is
    asked for at all times.
    """
    if goal.kind.startswith("keep_"):
        return Fraction(goal.target.value)
    if goal.kind == "milestone":
        point = goal.target if period >= goal.target.period else goal.baseline
        return Fraction(point.value)
    if goal.path == "seasonal" and season:
        return _in_season(goal, period, season)
    return _through(_points(goal), period)


def target_by(goal: Goal, period: Period, season: Season = EVEN) -> Fraction:
    """The target as it reads in a period: of a level with seasons, its share of the season."""
    target = Fraction(goal.target.value)
    return target if goal.kind == "cumulative" else target * season.get(period, Fraction(1))


def path_points(goal: Goal, season: Season = EVEN) -> tuple[tuple[Period, Fraction], ...]:
    """The path, period by period, from baseline to target (for the chart)."""
    if goal.target.period < goal.baseline.period:
        return ()
    between = periods_between(goal.baseline.period, goal.target.period)
    return tuple((period, needed_by(goal, period, season)) for period in between)


def season_of(goal: Goal, series: Sequence[Observed]) -> Season:
    """Last year's profile: what each period of the way had, beside an even share, a year earlier.

    Years begin after the baseline. While last year's figures are not whole, the year before's
    count; without any, all periods are alike. `series`: the periods' own figures, not added up.
    """
    if goal.path != "seasonal":
        return EVEN
    values = {one.period: one.value for one in series}
    length, first = goal.every.a_year, goal.baseline.period + 1
    season: dict[Period, Fraction] = {}
    profile = [Fraction(1)] * length
    for period in periods_between(first, goal.target.period):
        place = (period - first) % length
        if place == 0:
            profile = _profile([values.get(period + (i - length)) for i in range(length)], profile)
        season[period] = profile[place]
    return season


def _profile(year: Sequence[Fraction | None], before: list[Fraction]) -> list[Fraction]:
    known = [value for value in year if value is not None]
    whole = sum(known, Fraction(0))
    if len(known) < len(year) or whole <= 0:
        return before
    return [value * len(year) / whole for value in known]


def _in_season(goal: Goal, period: Period, season: Season) -> Fraction:
    """An even path gives every period its step; a season gives some more of it than others."""
    if goal.kind != "cumulative":
        return _through(_points(goal), period) * season.get(period, Fraction(1))
    start, end = Fraction(goal.baseline.value), Fraction(goal.target.value)
    step = (end - start) / (goal.target.period - goal.baseline.period)
    return start + step * sum((s for p, s in season.items() if p <= period), Fraction(0))


def _points(goal: Goal) -> list[Point]:
    return [goal.baseline, *goal.milestones, goal.target]


def _through(points: Sequence[Point], period: Period) -> Fraction:
    """On the straight line between the two points around a period."""
    at = bisect_left([point.period.ordinal for point in points], period.ordinal)
    if at == len(points) or period >= points[-1].period:
        return Fraction(points[-1].value)
    if at == 0:
        return Fraction(points[0].value)
    before, after = points[at - 1], points[at]
    start, end = Fraction(before.value), Fraction(after.value)
    steps = after.period - before.period
    return start + (end - start) * Fraction(period - before.period, steps)
