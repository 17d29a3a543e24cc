"""What each sector or partner adds: its own series, its change, its part of the whole.

No order of merit: rows come in the order of the ids given, and nobody gets a status word here.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from shared_metrics.agenda.model import Goal, Metric, Partner
from shared_metrics.observations import DENOMINATOR, NUMERATOR, PERIOD
from shared_metrics.periods import Period
from shared_metrics.progress.series import Observed, observed_series
from shared_metrics.progress.wording import value_text


@dataclass(frozen=True, slots=True)
class Contribution:
    """One sector or partner.

    `baseline`, `newest`, `change`: its own values in the metric's unit, in the goal's baseline
    period and in `period`; None where it has none. `part`: its share, 0-1, of the partnership's
    count in `period`; for a rate or mean, of what the rate is of (the denominator).
    """

    id: str
    period: Period | None
    baseline: Fraction | None
    newest: Fraction | None
    part: Fraction | None
    series: tuple[Observed, ...]

    @property
    def change(self) -> Fraction | None:
        """The newest value less the baseline's."""
        if self.newest is None or self.baseline is None:
            return None
        return self.newest - self.baseline


def contributions(
    goal: Goal,
    metric: Metric,
    measured: pl.DataFrame,
    *,
    period: Period | None,
    order: Sequence[str] = (),
    today: dt.date | None = None,
) -> tuple[Contribution, ...]:
    """Goal x measured table by period and one group -> one row per group.

    `measured`: by `period` (of the goal's kind) and either `sector` or `partner`. `period`: the one
    to look at, usually the standing's. `order`: ids in the order wanted; those without figures are
    there too; others follow by id.
    """
    group = next(name for name in measured.columns if name != PERIOD)
    found = sorted(measured[group].unique().to_list())
    ids = list(dict.fromkeys([*order, *found]))
    parts = _parts(metric, measured, group, period)
    return tuple(
        _contribution(
            id_,
            observed_series(measured.filter(pl.col(group) == id_), goal.every, today=today),
            goal.baseline.period,
            period,
            parts.get(id_),
        )
        for id_ in ids
    )


def _contribution(
    id_: str,
    series: tuple[Observed, ...],
    baseline: Period,
    period: Period | None,
    part: Fraction | None,
) -> Contribution:
    values = {observed.period: observed.value for observed in series}
    newest = values.get(period) if period else None
    return Contribution(id_, period, values.get(baseline), newest, part, series)


def _parts(
    metric: Metric, measured: pl.DataFrame, group: str, period: Period | None
) -> dict[str, Fraction]:
    """Shares of the numerator of a count, of the denominator of anything else; they add up to 1."""
    column = DENOMINATOR if metric.denominator else NUMERATOR
    rows = measured.filter(pl.col(PERIOD) == (period.text if period else "")).to_dicts()
    amounts = {str(r[group]): Fraction(str(r[column])) for r in rows if r[column] is not None}
    whole = sum(amounts.values(), Fraction(0))
    return {id_: amount / whole for id_, amount in amounts.items()} if whole else {}


@dataclass(frozen=True, slots=True)
class OwnStanding:
    """Where a partner stands against a target it agreed to itself."""

    metric: Metric
    by: str
    target: Fraction
    value: Fraction | None
    period: Period | None

    @property
    def reached(self) -> bool | None:
        """Whether the newest value is at least as good; None without figures or direction."""
        if self.value is None or self.metric.better == "range":
            return None
        if self.metric.better == "higher":
            return self.value >= self.target
        return self.value <= self.target

    @property
    def sentence(self) -> str:
        """In words."""
        agreed = f"{value_text(self.target, self.metric)} by {self.by}"
        if self.value is None or self.period is None:
            return f"Agreed: {agreed}. No figures yet."
        now = f"{self.period.label}: {value_text(self.value, self.metric)}"
        return f"{now}. Agreed: {agreed}{': reached' if self.reached else ''}."


def own_standings(
    partner: Partner, metric: Metric, series: Sequence[Observed]
) -> tuple[OwnStanding, ...]:
    """The partner's own targets on this metric, each with its newest value (from its series)."""
    known = [observed for observed in series if observed.value is not None]
    newest = known[-1] if known else None
    return tuple(
        OwnStanding(
            metric,
            target.by,
            Fraction(target.value),
            newest.value if newest else None,
            newest.period if newest else None,
        )
        for target in partner.own_targets
        if target.metric == metric.id
    )
