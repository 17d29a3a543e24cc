"""What becomes of a submission: accepted or returned by the backbone, withdrawn by its sender."""

import datetime as dt
from collections.abc import Iterable

from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import CallersMistake
from shared_metrics.ledger import Entry, unknown_submission
from shared_metrics.people import (
    can_see_submission,
    check_can_accept,
    check_can_return,
    check_can_withdraw,
    check_reason_to_accept,
)
from shared_metrics.submissions import Act, State, Submission, check_can_move


def accept(
    desk: Desk, ids: Iterable[str], *, actor: Person, now: dt.datetime, reason: str | None = None
) -> list[Submission]:
    """Accepts all of them or none; a correction supersedes what was accepted before it.

    Raises NotAllowed, CallersMistake (`reason_needed`, `unknown_submission`) and Conflict when
    one of them no longer waits.
    """
    check_can_accept(actor, desk.partnership)
    with desk.writing(actor, now) as entry:
        waiting = [entry.submission(submission_id) for submission_id in dict.fromkeys(ids)]
        for submission in waiting:
            check_can_move(submission.state, Act.ACCEPT)
            check_can_accept(actor, desk.partnership, submission)
        check_reason_to_accept(actor, waiting, reason)
        return [_accept_one(entry, submission, reason) for submission in waiting]


def _accept_one(entry: Entry, submission: Submission, reason: str | None) -> Submission:
    counted = entry.standing_with(submission).get(State.ACCEPTED)
    if counted is not None:
        entry.move(counted, Act.SUPERSEDE, superseded_by=submission.id)
    return entry.move(submission, Act.ACCEPT, reason)


def return_(
    desk: Desk, submission_id: str, *, reason: str, actor: Person, now: dt.datetime
) -> Submission:
    """Returns a submission to its partner, who reads the reason.

    Raises NotAllowed, CallersMistake and Conflict as `accept` does.
    """
    check_can_return(actor)
    if not reason.strip():
        raise CallersMistake(
            "reason_needed",
            "A returned file needs a reason: the partner must know what to change.",
            "Say it with `--reason`.",
        )
    with desk.writing(actor, now) as entry:
        return entry.move(entry.submission(submission_id), Act.RETURN, reason.strip())


def withdraw(desk: Desk, submission_id: str, *, actor: Person, now: dt.datetime) -> Submission:
    """Takes a submission back before it is decided on.

    Raises NotAllowed, CallersMistake and Conflict as `accept` does. Of another partner's people
    nobody learns whether there is such a submission.
    """
    with desk.writing(actor, now) as entry:
        submission = entry.submission(submission_id)
        if not can_see_submission(actor, submission):
            raise unknown_submission(submission_id)
        check_can_withdraw(actor, submission, desk.partnership)
        return entry.move(submission, Act.WITHDRAW)
