"""One sector: its own series of each metric it reports, beside the whole."""

from dataclasses import dataclass

from shared_metrics import people
from shared_metrics.agenda.model import Goal, Metric, Person
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.progress import (
    goal_contributions,
    reporting_partners,
    sectors_of,
)
from shared_metrics.progress import Contribution


@dataclass(frozen=True, slots=True)
class SectorPart:
    """What a sector adds to one metric; `goal` is the one the metric belongs to or moves with."""

    metric: Metric
    goal: Goal
    part: Contribution


def sectors(desk: Desk) -> list[str]:
    """The sectors of today's partners, in a fixed order."""
    return sectors_of(desk, desk.partnership.partners)


def sector_parts(desk: Desk, person: Person, sector: str) -> list[SectorPart]:
    """Each metric the sector's partners report, in the agenda's order; metrics with a goal only.

    Without a goal there is no baseline to tell a change from.
    """
    people.check_can_measure(person)
    found = []
    for metric in desk.agenda.metrics:
        goal = _goal_of(desk, metric)
        if goal is None or sector not in sectors_of(desk, reporting_partners(desk, metric)):
            continue
        rows = goal_contributions(desk, person, goal.id, metric.id, "sector")
        then = goal.known_on(desk.today())
        found += [SectorPart(metric, then, row) for row in rows if row.id == sector]
    return found


def _goal_of(desk: Desk, metric: Metric) -> Goal | None:
    """Its own goal, else the first it contributes to."""
    own = [goal for goal in desk.agenda.goals if goal.metric == metric.id]
    moved = [goal for goal in desk.agenda.goals if metric.id in goal.contributing_metrics]
    return next(iter([*own, *moved]), None)
