"""How each group of a breakdown fares: its gap to the whole, and whether it moves away."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import polars as pl

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.progress.evidence import Evidence, evidence_of
from shared_metrics.progress.series import observed_series
from shared_metrics.progress.standing import Standing


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """One group in the goal's newest period, in the metric's unit.

    `value`, `before`: its own now and a year earlier. `gap`, `gap_before`: how much better (above
    0) or worse it is than the whole; None for counts, which are parts of the whole. `moving_away`:
    whether it became worse than a year before by more than chance; `too_few`: not to be told.
    """

    breakdown: str
    group: str
    value: Fraction | None = None
    before: Fraction | None = None
    gap: Fraction | None = None
    gap_before: Fraction | None = None
    moving_away: bool = False
    too_few: bool = False


def group_standings(
    standing: Standing,
    tables: Mapping[str, pl.DataFrame],
    *,
    today: dt.date | None = None,
) -> tuple[GroupStanding, ...]:
    """Measured tables by period and one breakdown each -> every group, in the tables' order."""
    return tuple(
        one
        for breakdown, table in tables.items()
        for one in _of_breakdown(standing, breakdown, table, today)
    )


def _of_breakdown(
    standing: Standing, breakdown: str, table: pl.DataFrame, today: dt.date | None
) -> Iterator[GroupStanding]:
    for group in table[breakdown].unique().sort().to_list():
        rows = table.filter(pl.col(breakdown) == group)
        series = observed_series(rows, standing.goal.every, today=today)
        period = standing.period
        until = tuple(o for o in series if period is not None and o.period <= period)
        evidence = evidence_of(_alone(standing.goal), standing.metric, until)
        current = evidence if evidence and evidence.period == period else None
        yield _group(standing, breakdown, group, current)


def _alone(goal: Goal) -> Goal:
    """A group is held against its own past, not against the partnership's path or total."""
    return replace(goal, kind="reach" if goal.kind == "cumulative" else goal.kind)


def _group(
    standing: Standing, breakdown: str, group: str, evidence: Evidence | None
) -> GroupStanding:
    if evidence is None:
        return GroupStanding(breakdown, group)
    whole = standing.evidence
    too_few = evidence.error is None
    away = not too_few and evidence.errors_moved < -float(standing.metric.judging.band)
    return GroupStanding(
        breakdown,
        group,
        evidence.value,
        evidence.before,
        _gap(standing.metric, whole, evidence.value, whole.value if whole else None),
        _gap(standing.metric, whole, evidence.before, whole.before if whole else None),
        away,
        too_few,
    )


def _gap(
    metric: Metric, whole: Evidence | None, value: Fraction | None, of_all: Fraction | None
) -> Fraction | None:
    if metric.kind not in {"ratio", "weighted_mean"} or whole is None:
        return None
    if value is None or of_all is None:
        return None
    return whole.better_by(value, of_all)
