"""What is known about a goal in one period: its figure over some periods beside what is needed."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.progress.noise import (
    binomial_error,
    empirical_error,
    error_kind,
    poisson_error,
    scatter_of_counts,
)
from shared_metrics.progress.path import EVEN, Season, needed_by, target_by
from shared_metrics.progress.series import Observed, mean_of

MONTHS_TOGETHER: Final = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure and what it is held against, all in the metric's unit.

    `first`, `period`: the periods it is of. `before`: the same a year earlier. `moving`: how much
    better it became since then (of a sum: how much faster it grows than asked), below 0: worse.
    `error`: its standard error, None where too little is known. `top`, `bottom`: its ratio.
    """

    goal: Goal
    first: Period
    period: Period
    value: Fraction
    needed: Fraction
    target: Fraction
    before: Fraction | None
    moving: Fraction | None
    error: float | None
    top: Fraction | None = None
    bottom: Fraction | None = None
    more: bool = True

    def better_by(self, value: Fraction, than: Fraction) -> Fraction:
        """How much better one value is than another; below 0: worse."""
        if self.goal.kind == "keep_within":
            return outside(self.goal, than) - outside(self.goal, value)
        return value - than if self.more else than - value

    def errors_better(self, than: Fraction) -> float:
        """The same of this figure, in standard errors."""
        return self._in_errors(self.better_by(self.value, than), 1.0)

    @property
    def errors_moved(self) -> float:
        """How much better it became, in standard errors of a difference; 0 where not known."""
        return self._in_errors(self.moving or Fraction(0), math.sqrt(2))

    def _in_errors(self, better: Fraction, times: float) -> float:
        error = (self.error or 0.0) * times
        if error > 0:
            return float(better) / error
        return math.copysign(math.inf, better) if better else 0.0


def outside(goal: Goal, value: Fraction) -> Fraction:
    """How far a value is from the range it is to be kept within."""
    low, high = sorted((Fraction(goal.baseline.value), Fraction(goal.target.value)))
    return max(low - value, value - high, Fraction(0))


def wants_more(goal: Goal, metric: Metric) -> bool:
    """Whether larger values are better for this goal."""
    if goal.kind in {"keep_above", "keep_below"}:
        return goal.kind == "keep_above"
    if goal.target.value != goal.baseline.value:
        return goal.target.value > goal.baseline.value
    return metric.better != "lower"


def window_of(metric: Metric, goal: Goal) -> int:
    """How many periods are looked at together: three months, one of anything longer."""
    if goal.kind == "cumulative":
        return 1
    return metric.judging.window or (MONTHS_TOGETHER if goal.every is PeriodKind.MONTH else 1)


def evidence_of(
    goal: Goal, metric: Metric, series: Sequence[Observed], season: Season = EVEN
) -> Evidence | None:
    """The evidence of the newest of these periods, oldest first; None without any value.

    `series`: each period's own figure, also for a goal that adds them up.
    """
    known = [one for one in series if one.value is not None]
    if goal.kind == "cumulative":
        known = [one for one in known if one.period <= goal.target.period]
        counted = [one for one in known if one.period > goal.baseline.period]
        return _added_up(goal, metric, known, counted, season) if counted else None
    return _of_window(goal, metric, known, season) if known else None


def _of_window(goal: Goal, metric: Metric, known: Sequence[Observed], season: Season) -> Evidence:
    size, newest = window_of(metric, goal), known[-1].period
    window = _ending(known, newest, size)
    value = mean_of(window) or Fraction(0)
    a_year_ago = newest + -goal.every.a_year
    then = _ending(known, a_year_ago, size)
    before = mean_of(then) if any(one.period == a_year_ago for one in then) else None
    found = Evidence(
        goal,
        window[0].period,
        newest,
        value,
        _weighted(window, [needed_by(goal, one.period, season) for one in window]),
        _weighted(window, [target_by(goal, one.period, season) for one in window]),
        before,
        None,
        None,
        _sum(one.top for one in window),
        _sum(one.bottom for one in window),
        wants_more(goal, metric),
    )
    moving = None if before is None else found.better_by(value, before)
    error = _with_season(_error(metric, found, known[: -len(window)], window), season)
    return replace(found, moving=moving, error=error)


def _with_season(error: float | None, season: Season) -> float | None:
    """A path by last year's figures is as uncertain as they were."""
    return error * math.sqrt(2) if error is not None and season else error


def _ending(known: Sequence[Observed], last: Period, size: int) -> list[Observed]:
    return [one for one in known if 0 <= last - one.period < size]


def _weighted(window: Sequence[Observed], asked: Sequence[Fraction]) -> Fraction:
    """Each period's with the weight its figure has in the window."""
    weights = [one.bottom for one in window if one.bottom is not None]
    if len(weights) < len(window):
        return _total(asked) / len(asked)
    return _total(a * w for a, w in zip(asked, weights, strict=True)) / _total(weights)


def _error(
    metric: Metric, found: Evidence, before: Sequence[Observed], window: Sequence[Observed]
) -> float | None:
    kind, people = error_kind(metric), found.bottom
    if kind == "binomial" and people is not None:
        enough = people >= metric.judging.least
        return binomial_error(found.needed, people) if enough else None
    values, lag = _values(before), _lag(found.goal)
    if kind == "quasi_poisson":
        return poisson_error(found.needed, len(window), scatter_of_counts(values, lag))
    return empirical_error(values, len(window), lag)


def _added_up(
    goal: Goal,
    metric: Metric,
    known: Sequence[Observed],
    counted: Sequence[Observed],
    season: Season,
) -> Evidence:
    """Everything since the baseline, on top of it; what moves is the pace of the last periods."""
    newest, start = counted[-1].period, Fraction(goal.baseline.value)
    needed = needed_by(goal, newest, season)
    size = MONTHS_TOGETHER if goal.every is PeriodKind.MONTH else 1
    recent = _ending(counted, newest, size)
    asked = needed - needed_by(goal, recent[0].period + -1, season)
    found = Evidence(
        goal,
        counted[0].period,
        newest,
        start + _total(_values(counted)),
        needed,
        Fraction(goal.target.value),
        None,
        None,
        _with_season(_error_of_sum(goal, metric, known, len(counted), needed - start), season),
        more=wants_more(goal, metric),
    )
    return replace(found, moving=found.better_by(_total(_values(recent)), asked))


def _error_of_sum(
    goal: Goal, metric: Metric, known: Sequence[Observed], periods: int, asked: Fraction
) -> float | None:
    values, lag = _values(known[:-1]), _lag(goal)
    if error_kind(metric) == "quasi_poisson":
        return poisson_error(abs(asked), 1, scatter_of_counts(values, lag))
    one = empirical_error(values, 1, lag)
    return None if one is None else one * math.sqrt(periods)


def _lag(goal: Goal) -> int:
    return goal.every.a_year if goal.path == "seasonal" else 1


def _values(series: Sequence[Observed]) -> list[Fraction]:
    return [one.value for one in series if one.value is not None]


def _total(numbers: Iterable[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0))


def _sum(numbers: Iterable[Fraction | None]) -> Fraction | None:
    told = list(numbers)
    known = [number for number in told if number is not None]
    return _total(known) if told and len(known) == len(told) else None
