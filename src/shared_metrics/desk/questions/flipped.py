"""Words that turned without a new period: a goal as it was judged, and as it is now known."""

from collections.abc import Iterator

from shared_metrics.agenda.model import Goal
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.progress import goal_standing, view_up_to
from shared_metrics.periods import Period
from shared_metrics.releases.restated import Flip


def flips(then: Desk, now: Desk, metric: str | None = None) -> Iterator[Flip]:
    """Goals and periods of which another word is said, the newest period first.

    For questions that have asked who may know it. The newest period known then is looked at with
    its groups, earlier ones only where their own word is another. That a figure became too old is
    no flip: time did it.
    """
    for goal in now.agenda.goals:
        agreed = goal.versions[0].agreed_on <= then.today()
        if agreed and metric in (None, goal.metric):
            yield from _of_goal(then, now, goal)


def _of_goal(then: Desk, now: Desk, goal: Goal) -> Iterator[Flip]:
    was, known = (
        {one.period: one.status for one in goal_standing(desk, None, goal.id).judgements}
        for desk in (then, now)
    )
    for period in sorted(was.keys() & known.keys(), reverse=True):
        if period == max(was) or was[period] != known[period]:
            flip = _flip(then, now, goal, period)
            if flip.word_then != flip.word_now:
                yield flip


def _flip(then: Desk, now: Desk, goal: Goal, period: Period) -> Flip:
    before, after = (view_up_to(desk, goal.id, period) for desk in (then, now))
    return Flip(
        goal=goal.id,
        title=goal.title,
        word_then=before.standing.status,
        word_now=after.standing.status,
        sentence_then=before.sentence,
        sentence_now=after.sentence,
        period_then=period.text,
        period_now=period.text,
    )
