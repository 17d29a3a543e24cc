"""What a change of a goal would say now, and which decisions a change may name."""

import datetime as dt
from dataclasses import dataclass, replace

from shared_metrics import people
from shared_metrics.agenda.goal_change import AGREED, AgreedIn, changed_goal, differences
from shared_metrics.agenda.model import Goal, Person
from shared_metrics.desk.acts.goals import DECIDED_IN
from shared_metrics.desk.goals_file import text_with
from shared_metrics.desk.kept_records import things
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.progress import GoalView, goal_view, view_of_goal
from shared_metrics.reviews import Decision, Review

NOT_YET = "what is still to be decided"


@dataclass(frozen=True, slots=True)
class GoalPreview:
    """What would be said of the figures of now by a goal as it would be, and what is said of it.

    `now` None: a new goal. `changes`: the keys that differ.
    """

    then: GoalView
    now: GoalView | None
    changes: tuple[str, ...]

    @property
    def makes_version(self) -> bool:
        """Whether more than words would change, so that what was agreed before is kept beside."""
        return self.now is not None and bool(set(self.changes) & set(AGREED))


def goal_preview(desk: Desk, person: Person, goal: Goal) -> GoalPreview:
    """What a goal, changed or new, would say of the figures of now. Nothing is kept.

    Once it is changed, periods that have ended stay judged by what was agreed at their time.
    Raises NotAllowed, DefinitionsBroken with what does not fit, and CallersMistake
    (`nothing_changed`, `another_goal`, `history_kept`).
    """
    people.check_can_change_goals(person)
    before = desk.agenda.goal_by_id.get(goal.id)
    if before is None:
        new = replace(goal, agreed_by=NOT_YET, agreed_on=desk.today(), earlier=())
        text_with(desk.definitions, None, new)
        return GoalPreview(view_of_goal(desk, new), None, ())
    text_with(desk.definitions, before, _changed(desk, before, goal))
    now = goal_view(desk, person, goal.id)
    return GoalPreview(view_of_goal(desk, goal), now, differences(before, goal))


def _changed(desk: Desk, before: Goal, goal: Goal) -> Goal:
    """As if agreed today, or right after what was agreed last."""
    day = max(desk.today(), before.agreed_on + dt.timedelta(days=1))
    agreed = AgreedIn(NOT_YET, day)
    metric = desk.definitions.metric(before.metric)
    return changed_goal(before, goal, why=NOT_YET, agreed=agreed, metric=metric)


def goal_decisions(
    desk: Desk, person: Person, goal_id: str | None
) -> list[tuple[Decision, Review]]:
    """The decisions that a change of this goal (None: a new one) may name, those about it first."""
    people.check_can_change_goals(person)
    reviews = {one.id: one for one in things(desk.ledger, Review) if one.state in DECIDED_IN}
    found = [
        (one, reviews[one.review])
        for one in things(desk.ledger, Decision)
        if one.review in reviews and one.goal in (None, goal_id)
    ]
    in_time = sorted(found, key=lambda pair: pair[1].on)[::-1]
    return sorted(in_time, key=lambda pair: pair[0].goal is None)
