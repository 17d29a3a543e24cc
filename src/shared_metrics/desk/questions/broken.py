"""“What happened here?”: where a goal's series clearly broke and nobody has said why."""

from dataclasses import dataclass

from shared_metrics.agenda.model import Person
from shared_metrics.desk.learned import setbacks_known
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.desk.questions.progress import goal_standing
from shared_metrics.people import check_can_see_everything
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.progress.change_points import change_point

A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Broken:
    """A break in a goal's series to ask about. `month`: the first one of its period."""

    goal: str
    metric: str
    period: Period
    month: str


def what_happened(desk: Desk, person: Person, goal_id: str) -> Broken | None:
    """The newest clear break of the last year, at most one; None unless partnership.yaml asks.

    Not asked again once a setback of this metric stands in the same quarter. Raises NotAllowed.
    """
    check_can_see_everything(person)
    if not desk.partnership.asks_what_happened:
        return None
    key = ("what_happened", goal_id, desk.today())
    broken = remembered(desk.ledger, key, lambda: _broken(desk, goal_id))
    return None if broken is None or _is_told(desk, broken) else broken


def _broken(desk: Desk, goal_id: str) -> Broken | None:
    found = goal_standing(desk, None, goal_id)
    point = change_point(found.whole, found.goal.every.a_year)
    if point is None:
        return None
    month = Period.of(point.period.first_day, PeriodKind.MONTH)
    if Period.of(desk.today(), PeriodKind.MONTH) - month > A_YEAR:
        return None
    return Broken(goal_id, found.goal.metric, point.period, month.text)


def _is_told(desk: Desk, broken: Broken) -> bool:
    quarter = _quarter(broken.month)
    return any(
        broken.metric in one.metrics and _quarter(one.period) == quarter
        for one in setbacks_known(desk)
    )


def _quarter(month: str) -> Period:
    return Period.of(parse_period(month, PeriodKind.MONTH).first_day, PeriodKind.QUARTER)
