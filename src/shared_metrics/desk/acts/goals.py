"""Goals: changed and begun by what a review decided, in their own file."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from shared_metrics.agenda.goal_change import AgreedIn, changed_goal
from shared_metrics.agenda.goal_text import goals_yaml
from shared_metrics.agenda.model import Goal, Person
from shared_metrics.desk import goals_file
from shared_metrics.desk.goals_file import FILE, Rewritten, rewritten
from shared_metrics.desk.kept_records import one_kept
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import CallersMistake
from shared_metrics.ledger import Entry
from shared_metrics.people import check_can_change_goals
from shared_metrics.reviews import Decision, Review, State

DECIDED_IN = (State.OPEN, State.CLOSED)


def change_goal(
    desk: Desk, goal: Goal, *, why: str, decision: str, actor: Person, now: dt.datetime
) -> Goal:
    """Writes a goal as it is asked for into goals.yaml; what was agreed before stays with it.

    Raises NotAllowed, CallersMistake (`unknown_goal`, `unknown_decision`, `another_goal`,
    `history_kept`, `nothing_changed`, `reason_needed`), Conflict (`agreed_later`,
    `definitions_changed`, `goal_not_written`), DefinitionsBroken and InstallationProblem.
    """
    check_can_change_goals(actor)
    before = desk.definitions.goal(goal.id)
    agreed = agreement_of(desk, decision, goal.id)
    metric = desk.definitions.metric(before.metric)
    after = changed_goal(before, goal, why=why, agreed=agreed, metric=metric)
    change = rewritten(desk.definitions, before, after)
    with _writing(desk, change, actor, now) as entry:
        told = {"decided_in": decision, "why": why.strip(), FILE: change.told}
        goals = {"before": goals_yaml([before]), "after": goals_yaml([after])}
        entry.record("change_goal", goal.id, told | goals)
    return after


def begin_goal(desk: Desk, goal: Goal, *, decision: str, actor: Person, now: dt.datetime) -> Goal:
    """Writes a new goal into goals.yaml, agreed by what was decided.

    Raises as `change_goal`, and CallersMistake `goal_exists`.
    """
    check_can_change_goals(actor)
    if goal.id in desk.agenda.goal_by_id:
        raise CallersMistake(
            "goal_exists",
            f"There is a goal “{goal.id}” already.",
            "Give the new one another title.",
        )
    agreed = agreement_of(desk, decision, goal.id)
    new = replace(goal, agreed_by=agreed.by, agreed_on=agreed.on, earlier=())
    change = rewritten(desk.definitions, None, new)
    with _writing(desk, change, actor, now) as entry:
        told = {"decided_in": decision, FILE: change.told, "after": goals_yaml([new])}
        entry.record("begin_goal", goal.id, told)
    return new


def agreement_of(desk: Desk, decision_id: str, goal_id: str) -> AgreedIn:
    """What a decision stands for: its review's name and day.

    Raises CallersMistake `unknown_decision`: also of a review that is not open yet, or about
    another goal.
    """
    decision = one_kept(desk.ledger, Decision, decision_id).thing
    review = one_kept(desk.ledger, Review, decision.review).thing
    if review.state not in DECIDED_IN or decision.goal not in (None, goal_id):
        raise CallersMistake(
            "unknown_decision",
            f"“{decision_id}” decides nothing about this goal.",
            "Name a decision about it, taken in a review that is open or closed.",
        )
    day = desk.day_of(review.opened_at) if review.opened_at else review.on
    return AgreedIn(f"The review “{review.title}” of {day.day} {day:%B %Y}", day)


@contextmanager
def _writing(desk: Desk, change: Rewritten, actor: Person, now: dt.datetime) -> Iterator[Entry]:
    """A transaction at whose end the file is changed too, or neither is."""
    goals_file.lay_beside(change)
    try:
        with desk.writing(actor, now) as entry:
            goals_file.settle(desk.ledger, change.path)
            goals_file.check_unchanged(change)
            yield entry
    except BaseException:
        goals_file.take_back(desk.ledger, change)
        raise
    goals_file.put_in_place(change.beside, change.path)
