"""Reviews for tests, held on the small releasing desk."""

import datetime as dt
from typing import Any

from desk_factories import CHAIR, person
from releasing_factories import SIMPLE
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.kept_records import KeptRecord
from shared_metrics.desk.questions import reviewing
from shared_metrics.desk.questions.reviewing import ReviewShown
from shared_metrics.reviews import Commitment, Decision, Review

MAY = dt.datetime(2026, 5, 21, 17, 0, tzinfo=dt.UTC)
JUNE = dt.datetime(2026, 6, 25, 17, 0, tzinfo=dt.UTC)


def how(now: dt.datetime = MAY) -> dict[str, Any]:
    """The chair, at a time."""
    return {"actor": person(CHAIR), "now": now}


def plan(desk: Desk, title: str = "Spring review", now: dt.datetime = MAY) -> KeptRecord[Review]:
    """A review planned for the day itself."""
    return acts.plan_review(desk, title, now.date(), **how(now))


def opened(
    desk: Desk, title: str = "Spring review", now: dt.datetime = MAY, **told: Any
) -> KeptRecord[Review]:
    """A review that was opened."""
    asked = {"protection": SIMPLE} | how(now) | told
    return acts.open_review(desk, plan(desk, title, now).id, **asked)


def closed(desk: Desk, review_id: str, now: dt.datetime = MAY, **told: Any) -> KeptRecord[Review]:
    """The same review, closed."""
    return acts.close_review(desk, review_id, **({"protection": SIMPLE} | how(now) | told))


def shown(desk: Desk, review_id: str) -> ReviewShown:
    """What the room sees."""
    return reviewing.review_shown(desk, person(CHAIR), review_id)


def decided(desk: Desk, review_id: str, text: str = "We go on.") -> KeptRecord[Decision]:
    """A decision."""
    return acts.decide(desk, Decision("", review_id, text), **how())


def committed(
    desk: Desk, review_id: str, owner: str, due: dt.date | None = None, text: str = "Call them."
) -> KeptRecord[Commitment]:
    """A commitment."""
    return acts.commit_to(desk, Commitment("", text, owner, due or MAY.date(), review_id), **how())
