"""Where a metric stands against its goal: facts and plain words, no claim of significance.

Whether a difference is more than chance and whether the figure is too old is not judged here: words
compare one number with another, and no word is said while files are missing.
"""

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import polars as pl

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.observations import (
    DENOMINATOR,
    MISSING,
    NUMERATOR,
    PARTNERS,
    PERIOD,
)
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.progress.path import needed_by
from shared_metrics.progress.wording import is_share, rounded, share_text, value_number, value_text

Word = Literal[
    "ahead of the path", "on the path", "short of the path", "provisional", "no figures yet"
]
SCALE_OF_PER_CENT = 2


@dataclass(frozen=True, slots=True)
class Observed:
    """The metric in one period: an exact value, or None where nothing is known."""

    period: Period
    value: Fraction | None
    partners: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A goal and where its metric is in the newest period known.

    `value`, `needed_by_now`: in the metric's unit (a share as a fraction 0-1). `share_of_the_way`:
    0 at the baseline, 1 at the target, below 0 when it moved away; None for values to be kept and
    where baseline and target are the same. `series`: all periods, oldest first.
    """

    goal: Goal
    metric: Metric
    series: tuple[Observed, ...]
    newest: Observed | None
    needed_by_now: Fraction | None
    share_of_the_way: Fraction | None
    word: Word

    @property
    def value(self) -> Fraction | None:
        """The newest value."""
        return self.newest.value if self.newest else None

    @property
    def period(self) -> Period | None:
        """The newest period known."""
        return self.newest.period if self.newest else None

    @property
    def on_path(self) -> bool | None:
        """Whether it is not short of the path; None when nothing is known for certain."""
        if self.newest is None or self.word == "provisional":
            return None
        return self.word != "short of the path"

    @property
    def reached(self) -> bool:
        """Whether the newest value is at least as good as the target."""
        return self.value is not None and _good_enough(
            self.goal, self.metric, self.value, Fraction(self.goal.target.value)
        )

    @property
    def sentence(self) -> str:
        """The whole standing in words."""
        return _sentence(self)

    def while_files_are_missing(self) -> "Standing":
        """The same figure without a verdict: a file still to come is no fall."""
        return self if self.newest is None else replace(self, word="provisional")


def standing(
    goal: Goal, metric: Metric, measured: pl.DataFrame, *, today: dt.date | None = None
) -> Standing:
    """Goal x measured table by period (of the goal's kind) -> where it stands.

    With `today`, only periods that have ended are looked at: half a quarter is not a quarter.
    """
    series = observed_series(measured, goal.every, today=today)
    if goal.kind == "cumulative":
        series = _accumulated(goal, series)
    known = [observed for observed in series if observed.value is not None]
    if not known:
        return Standing(goal, metric, series, None, None, None, "no figures yet")
    newest = known[-1]
    needed = needed_by(goal, newest.period)
    value = newest.value or Fraction(0)
    word = _word(goal, metric, value, needed)
    return Standing(goal, metric, series, newest, needed, _share(goal, value), word)


def observed_series(
    measured: pl.DataFrame, kind: PeriodKind, *, today: dt.date | None = None
) -> tuple[Observed, ...]:
    """A measured table by period -> exact values, oldest first."""
    rows = sorted(measured.to_dicts(), key=lambda row: str(row[PERIOD]))
    series = (
        Observed(parse_period(row[PERIOD], kind), exact_value(row), row[PARTNERS], row[MISSING])
        for row in rows
    )
    return tuple(o for o in series if today is None or o.period.last_day < today)


def exact_value(row: dict[str, object]) -> Fraction | None:
    """The value of a measured row as a fraction: the table's float is this, rounded once."""
    top, bottom = row[NUMERATOR], row[DENOMINATOR]
    if top is None or bottom == 0:
        return None
    return Fraction(str(top)) / (1 if bottom is None else Fraction(str(bottom)))


def _accumulated(goal: Goal, series: tuple[Observed, ...]) -> tuple[Observed, ...]:
    """Everything since the baseline, on top of the baseline."""
    total, summed = Fraction(goal.baseline.value), []
    for observed in series:
        if observed.period > goal.baseline.period and observed.value is not None:
            total += observed.value
            summed.append(Observed(observed.period, total, observed.partners, observed.missing))
    return tuple(summed)


def _share(goal: Goal, value: Fraction) -> Fraction | None:
    start, end = Fraction(goal.baseline.value), Fraction(goal.target.value)
    if start == end or goal.kind.startswith("keep_"):
        return None
    return (value - start) / (end - start)


def wants_more(goal: Goal, metric: Metric) -> bool:
    """Whether larger values are better for this goal."""
    if goal.kind in {"keep_above", "keep_below"}:
        return goal.kind == "keep_above"
    if goal.target.value != goal.baseline.value:
        return goal.target.value > goal.baseline.value
    return metric.better != "lower"


def _good_enough(goal: Goal, metric: Metric, value: Fraction, needed: Fraction) -> bool:
    if goal.kind == "keep_within":
        low, high = sorted((Fraction(goal.baseline.value), Fraction(goal.target.value)))
        return low <= value <= high
    return value >= needed if wants_more(goal, metric) else value <= needed


def _word(goal: Goal, metric: Metric, value: Fraction, needed: Fraction) -> Word:
    """Equal as far as people can see is on the path."""
    if goal.kind.startswith("keep_"):
        return "on the path" if _good_enough(goal, metric, value, needed) else "short of the path"
    if _shown(value, metric) == _shown(needed, metric):
        return "on the path"
    if _good_enough(goal, metric, value, needed):
        return "ahead of the path"
    return "short of the path"


def _shown(value: Fraction, metric: Metric) -> object:
    return rounded(value, metric.decimals + (SCALE_OF_PER_CENT if is_share(metric) else 0))


def _sentence(standing: Standing) -> str:
    goal, metric, newest = standing.goal, standing.metric, standing.newest
    target = value_text(Fraction(goal.target.value), metric)
    if newest is None or newest.value is None or standing.needed_by_now is None:
        return f"No figures yet. The target is {target} by {goal.target.period.label}."
    now = f"{newest.period.label}: {value_text(newest.value, metric)}"
    if goal.kind.startswith("keep_"):
        return f"{now}, to be kept {_bounds(goal, metric)}{_verdict(standing, _kept(standing))}."
    way = ""
    if standing.share_of_the_way is not None:
        start = value_number(Fraction(goal.baseline.value), metric)
        end = value_number(Fraction(goal.target.value), metric)
        way = f", {share_text(standing.share_of_the_way)} of the way from {start} to {end}"
    needed = value_text(standing.needed_by_now, metric)
    return f"{now}{way}. The path asks for {needed} by now{_verdict(standing, standing.word)}."


def _verdict(standing: Standing, word: str) -> str:
    if standing.word == "provisional":
        return "; files are still missing, so this is provisional"
    return f": {word}"


def _bounds(goal: Goal, metric: Metric) -> str:
    target = value_text(Fraction(goal.target.value), metric)
    if goal.kind == "keep_within":
        low, high = sorted((Fraction(goal.baseline.value), Fraction(goal.target.value)))
        return f"between {value_number(low, metric)} and {value_text(high, metric)}"
    return f"{'above' if goal.kind == 'keep_above' else 'below'} {target}"


def _kept(standing: Standing) -> str:
    return "it is" if standing.on_path else "it is not"
