"""What may be shown outside until releases exist: a preview of closed periods.

A period is closed when its last day for sending has passed. A file accepted for a period that is
still open changes the backbone's number and not the public one. A late file or a correction for a
closed period does change the preview: only a release is frozen.
"""

from dataclasses import dataclass

import polars as pl

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.contracts.model import Contract
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.figures import measured_for_public
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.desk.questions.progress import Coverage, files_in
from shared_metrics.desk.questions.withdrawn import public_withdrawals
from shared_metrics.disclosure import PublicTable, preview
from shared_metrics.learning import Adaptation, Setback
from shared_metrics.metrics import SECTOR, Question
from shared_metrics.observations import PERIOD
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.submissions import Withdrawal


@dataclass(frozen=True, eq=False)
class PublicGoal:
    """A goal with what may be shown of it.

    `coverage`: of the newest closed period, how many files are in; None before there is one.
    `withdrawn`: what was taken back from the public, with notes; whose it was is not shown.
    """

    goal: Goal
    metric: Metric
    contract: Contract
    table: PublicTable
    coverage: Coverage | None
    setbacks: tuple[tuple[Setback, tuple[Adaptation, ...]], ...]
    withdrawn: tuple[Withdrawal, ...] = ()


def public_goals(desk: Desk) -> list[PublicGoal]:
    """Every goal, for anybody; the figures have passed `disclosure.preview`."""
    return remembered(
        desk.ledger,
        ("public", desk.today()),
        lambda: [_public_goal(desk, goal) for goal in desk.agenda.goals],
    )


def _public_goal(desk: Desk, goal: Goal) -> PublicGoal:
    metric = desk.definitions.metric(goal.metric)
    contract = desk.definitions.contract(metric.contract)
    total = _closed(desk, contract, metric.id, goal.every, (PERIOD,))
    by_sector = None
    if metric.source == "partners":
        by_sector = _closed(desk, contract, metric.id, goal.every, (PERIOD, SECTOR))
    table = preview(metric, contract, goal.every, total=total, by_sector=by_sector)
    closed = [parse_period(text, goal.every) for text in total[PERIOD].to_list()]
    newest = max(closed, key=lambda period: period.ordinal, default=None)
    return PublicGoal(
        goal,
        metric,
        contract,
        table,
        files_in(desk, metric.id, newest) if newest else None,
        _public_setbacks(desk, metric.id),
        public_withdrawals(desk, contract.id),
    )


def _closed(
    desk: Desk, contract: Contract, metric_id: str, every: PeriodKind, by: tuple[str, ...]
) -> pl.DataFrame:
    """A measured table of closed periods only."""
    table = measured_for_public(desk, metric_id, Question(by, every=every))
    texts = set(table[PERIOD].to_list())
    closed = [text for text in texts if _is_closed(desk, contract, parse_period(text, every))]
    return table.filter(pl.col(PERIOD).is_in(closed))


def _is_closed(desk: Desk, contract: Contract, period: Period) -> bool:
    """Whether nothing more may come for any of the contract's periods in it."""
    last = Period.of(period.last_day, contract.period_kind)
    return desk.today() > contract.due.closes_on(last)


def _public_setbacks(
    desk: Desk, metric_id: str
) -> tuple[tuple[Setback, tuple[Adaptation, ...]], ...]:
    return tuple(
        (setback, tuple(a for a in desk.definitions.adaptations if a.setback == setback.id))
        for setback in desk.definitions.setbacks
        if metric_id in setback.metrics and setback.visibility == "public"
    )
