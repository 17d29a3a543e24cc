"""Where a metric stands against its goal: the status word, and everything it rests on."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import polars as pl

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.periods import Period
from shared_metrics.progress.evidence import Evidence
from shared_metrics.progress.judging import (
    Judgement,
    Status,
    Verdict,
    judgements,
    turning_point,
)
from shared_metrics.progress.path import Season, season_of
from shared_metrics.progress.series import Observed, observed_series

REACHED: Final = "reached"


@dataclass(frozen=True, slots=True)
class Standing:
    """A goal and where its metric is in the newest period known.

    Values are in the metric's unit (a share as a fraction 0-1). `series`: all periods as they are
    drawn, oldest first. `judgements`: the word of every period. `status`: the newest, `provisional`
    when too much is missing, so that the word before is held. `stale`: the newest period is too
    old. `moving_away`: groups for whom it became worse, for which reason it does not read reached.
    """

    goal: Goal
    metric: Metric
    series: tuple[Observed, ...]
    judgements: tuple[Judgement, ...]
    season: Season
    stale: bool = False
    moving_away: tuple[str, ...] = ()

    @property
    def newest(self) -> Judgement | None:
        """The newest period judged."""
        return self.judgements[-1] if self.judgements else None

    @property
    def evidence(self) -> Evidence | None:
        """What the newest word rests on."""
        return self.newest.evidence if self.newest else None

    @property
    def provisional(self) -> bool:
        """Whether too much is missing of the newest period."""
        return self.newest is not None and self.newest.provisional

    @property
    def whole(self) -> tuple[Observed, ...]:
        """The periods with a figure of which not too much is missing, oldest first."""
        partial = {one.period for one in self.judgements if one.provisional}
        return tuple(o for o in self.series if o.value is not None and o.period not in partial)

    @property
    def status(self) -> Status:
        """The word."""
        newest = self.newest
        if newest is None:
            return "no_data"
        if self.stale:
            return "out_of_date"
        if newest.status == REACHED and self.moving_away:
            return self._without_reached(newest)
        return newest.status

    def _without_reached(self, newest: Judgement) -> Verdict:
        off_path = newest.evidence.errors_better(newest.evidence.needed)
        ahead = off_path > self.metric.judging.band and not self.goal.kind.startswith("keep_")
        return "ahead" if ahead else "on_track"

    @property
    def value(self) -> Fraction | None:
        """The newest figure, over the periods looked at together."""
        return self.evidence.value if self.evidence else None

    @property
    def period(self) -> Period | None:
        """The newest period known."""
        return self.newest.period if self.newest else None

    @property
    def needed_by_now(self) -> Fraction | None:
        """What the path asks for then."""
        return self.evidence.needed if self.evidence else None

    @property
    def share_of_the_way(self) -> Fraction | None:
        """0 at the baseline, 1 at the target, below 0 when it moved away.

        None for values to be kept and where baseline and target are the same.
        """
        evidence = self.evidence
        if evidence is None or self.goal.kind.startswith("keep_"):
            return None
        start, end = Fraction(self.goal.baseline.value), Fraction(self.goal.target.value)
        if start == end:
            return None
        season = evidence.target / end if end and self.goal.kind != "cumulative" else Fraction(1)
        return (evidence.value / (season or 1) - start) / (end - start)

    @property
    def would_change_at(self) -> tuple[Fraction, Status] | None:
        """The figure at which the word would change, and to which."""
        newest = self.newest
        if newest is None or newest.provisional or self.status != newest.status:
            return None
        return turning_point(newest.evidence, newest.status, Fraction(self.metric.judging.band))

    def up_to(self, period: Period) -> "Standing":
        """The same without any later period, as if it were the newest."""
        return replace(
            self,
            series=tuple(one for one in self.series if one.period <= period),
            judgements=tuple(one for one in self.judgements if one.period <= period),
            stale=False,
        )

    def with_groups(self, moving_away: Collection[str]) -> "Standing":
        """The same, knowing for whom it became worse."""
        return replace(self, moving_away=tuple(moving_away))


def standing(
    goal: Goal,
    metric: Metric,
    measured: pl.DataFrame,
    *,
    today: dt.date | None = None,
    provisional: Collection[Period] = frozenset(),
    closed: Period | None = None,
) -> Standing:
    """Goal x measured table by period (of the goal's kind) -> where it stands.

    With `today`, only periods that have ended are looked at, and the goal is the one agreed then.
    `provisional`: periods of which too much is missing. `closed`: the newest period for which
    nothing may come any more; so many periods after the newest figure, it is too old.
    """
    goal = goal if today is None else goal.known_on(today)
    series = observed_series(measured, goal.every, today=today)
    judged = judgements(goal, metric, series, provisional)
    drawn = _accumulated(goal, series) if goal.kind == "cumulative" else series
    return Standing(
        goal,
        metric,
        drawn,
        judged,
        season_of(goal, series),
        _is_stale(judged, closed, metric.judging.stale_after),
    )


def _is_stale(judged: tuple[Judgement, ...], closed: Period | None, after: int) -> bool:
    return bool(judged) and closed is not None and closed - judged[-1].period >= after


def _accumulated(goal: Goal, series: tuple[Observed, ...]) -> tuple[Observed, ...]:
    """Everything since the baseline, on top of the baseline."""
    total, summed = Fraction(goal.baseline.value), []
    for observed in series:
        if observed.period > goal.baseline.period and observed.value is not None:
            total += observed.value
            summed.append(Observed(observed.period, total, observed.partners, observed.missing))
    return tuple(summed)
