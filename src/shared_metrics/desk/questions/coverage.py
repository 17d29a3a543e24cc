"""How much of what a figure is made of is in: of files, of partners, of last year's volume."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.due import every_expected
from shared_metrics.desk.questions.figures import table_of
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.metrics import Question
from shared_metrics.observations import DENOMINATOR, NUMERATOR, PARTNER, PERIOD
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.progress import Asked, Coverage, coverage_of


def files_in(desk: Desk, metric_id: str, period: Period) -> Coverage:
    """How much of what a metric is made of is in for a period (of any kind): never whose."""
    metric = desk.definitions.metric(metric_id)
    asked = _asked_by_period(desk, metric, period.kind).get(period, [])
    if not asked:
        return Coverage(period, 0, 0)
    return coverage_of(period, asked, _volumes(desk, metric, period + -period.kind.a_year))


def provisional_periods(desk: Desk, goal: Goal) -> frozenset[Period]:
    """The periods of which too much is missing to say a word. Of published figures: none."""
    metric = desk.definitions.metric(goal.metric)
    if metric.source == "published":
        return frozenset()
    least = Fraction(metric.judging.coverage)
    return frozenset(
        period
        for period in _asked_by_period(desk, metric, goal.every)
        if not files_in(desk, metric.id, period).is_enough(least)
    )


def gaps_in(desk: Desk, metric: Metric, kind: PeriodKind) -> frozenset[tuple[str, Period]]:
    """Partners and periods of which a file is missing."""
    by_period = _asked_by_period(desk, metric, kind).items()
    return frozenset(
        (one.partner, period) for period, asked in by_period for one in asked if not one.is_in
    )


def last_closed(desk: Desk, goal: Goal, today: dt.date) -> Period:
    """The newest period of a goal for which nothing may come any more."""
    contract = desk.definitions.contract(desk.definitions.metric(goal.metric).contract)
    period = Period.of(today, goal.every) + -1
    while contract.due.closes_on(Period.of(period.last_day, contract.period_kind)) >= today:
        period += -1
    return period


def _asked_by_period(desk: Desk, metric: Metric, kind: PeriodKind) -> Mapping[Period, list[Asked]]:
    def compute() -> Mapping[Period, list[Asked]]:
        found: dict[Period, list[Asked]] = defaultdict(list)
        for one in every_expected(desk):
            cell = one.cell
            if cell.contract == metric.contract:
                asked = Asked(cell.partner, cell.period, one.standing.is_reported)
                found[cell.period.within(kind)].append(asked)
        return dict(found)

    key = ("asked", metric.contract, kind, desk.today())
    return remembered(desk.ledger, key, compute)


def _volumes(desk: Desk, metric: Metric, period: Period) -> Mapping[str, Fraction]:
    """What each partner brought: people counted, or what a share or mean is of."""
    table = table_of(desk, metric.id, Question((PERIOD, PARTNER), every=period.kind))
    column = DENOMINATOR if metric.denominator else NUMERATOR
    rows = table.filter(table[PERIOD] == period.text).iter_rows(named=True)
    return {row[PARTNER]: Fraction(str(row[column])) for row in rows if row[column] is not None}
