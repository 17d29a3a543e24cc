"""A goal's figure beside a year before: of the same partners, and why the totals differ."""

from dataclasses import dataclass

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.progress import compared_periods, goal_view
from shared_metrics.periods import Period
from shared_metrics.progress import Comparison


@dataclass(frozen=True, slots=True)
class YearBefore:
    """A comparison, which names partners, with the periods it is of."""

    comparison: Comparison
    before: tuple[Period, ...]
    after: tuple[Period, ...]


def goal_year_before(desk: Desk, person: Person, goal_id: str) -> YearBefore | None:
    """The newest figure beside a year before; None without both. Names: for the backbone only."""
    people.check_can_measure(person)
    view = goal_view(desk, person, goal_id)
    periods = compared_periods(view.standing)
    if periods is None or view.comparison is None:
        return None
    before, after = (tuple(one) for one in periods)
    return YearBefore(view.comparison, before, after)
