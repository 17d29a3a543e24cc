"""The analyst's preparation sheet: names, reasons and gaps that never leave the backbone."""

import datetime as dt
from dataclasses import dataclass

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.due import every_expected
from shared_metrics.desk.questions.expected import Expected, Standing
from shared_metrics.desk.questions.sent import every_submission
from shared_metrics.desk.releasing.history import frozen_reviews
from shared_metrics.people import sent_by
from shared_metrics.submissions import State, Submission


@dataclass(frozen=True, slots=True)
class Preparation:
    """What whoever leads the review should know beforehand, newest first.

    `since`: the day the last review was opened, None before the first; `late`, `returned`: what
    is still missing; `nothing`: partners said there was nothing to report; `unusual`: accepted
    figures with a stated reason for unusual values; `alone`: accepted by who sent them.
    """

    since: dt.date | None
    late: tuple[Expected, ...]
    returned: tuple[Expected, ...]
    nothing: tuple[Submission, ...]
    unusual: tuple[Submission, ...]
    alone: tuple[Submission, ...]


def preparation(desk: Desk, person: Person) -> Preparation:
    """The sheet for the next review; for the backbone alone."""
    people.check_can_see_everything(person)
    since = _opened_last(desk)
    counted = [
        one
        for one in every_submission(desk)
        if one.state is State.ACCEPTED
        and (since is None or desk.day_of(one.decided_at or one.submitted_at) >= since)
    ]
    asked = every_expected(desk)
    return Preparation(
        since,
        tuple(one for one in asked if one.standing is Standing.LATE),
        tuple(one for one in asked if one.standing is Standing.RETURNED),
        tuple(one for one in counted if one.nothing_to_report),
        tuple(one for one in counted if one.reasons),
        tuple(one for one in counted if _accepted_alone(desk, one)),
    )


def _opened_last(desk: Desk) -> dt.date | None:
    opened = [one.opened_at for one in frozen_reviews(desk) if one.opened_at is not None]
    return desk.day_of(opened[-1]) if opened else None


def _accepted_alone(desk: Desk, one: Submission) -> bool:
    account = desk.account(one.decided_by or "")
    return account is not None and any(sent_by(person, one) for person in account.people)
