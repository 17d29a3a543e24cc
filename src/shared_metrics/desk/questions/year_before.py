"""A goal's figure beside a year before: of the same partners, and why the totals differ."""

from dataclasses import dataclass

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.coverage import gaps_in
from shared_metrics.desk.questions.progress import compared_periods, goal_view
from shared_metrics.periods import Period
from shared_metrics.progress import Comparison


@dataclass(frozen=True, slots=True)
class YearBefore:
    """A comparison with the periods it is of. Partners by id: who came, left, or lacks files.

    Whoever is still expected and has sent nothing has not left: it is one whose files are missing.
    """

    comparison: Comparison
    before: tuple[Period, ...]
    after: tuple[Period, ...]
    came: tuple[str, ...]
    left: tuple[str, ...]
    missing: tuple[str, ...]


def goal_year_before(desk: Desk, person: Person, goal_id: str) -> YearBefore | None:
    """The newest figure beside a year before; None without both. Names: for the backbone only."""
    people.check_can_measure(person)
    view = goal_view(desk, person, goal_id)
    periods = compared_periods(view.standing)
    if periods is None or view.comparison is None:
        return None
    before, after = (tuple(one) for one in periods)
    gaps = gaps_in(desk, view.standing.metric, view.standing.goal.every)
    late = {partner for partner, period in gaps if period in {*before, *after}}
    found = view.comparison
    return YearBefore(
        found,
        before,
        after,
        tuple(one for one in found.came if one not in late),
        tuple(one for one in found.left if one not in late),
        tuple(sorted({*found.incomplete, *(late & {*found.came, *found.left})})),
    )
