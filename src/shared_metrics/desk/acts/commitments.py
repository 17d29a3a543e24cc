"""Who does what until when: agreed by the backbone's people, done by who owns it."""

import datetime as dt
from dataclasses import replace
from typing import get_args

from shared_metrics.agenda.model import Person
from shared_metrics.desk.acts.learned_words import check_day_to_come, check_known, check_words
from shared_metrics.desk.acts.reviewing import check_is_open
from shared_metrics.desk.kept_records import KeptRecord, keep_changed, keep_new
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import CallersMistake
from shared_metrics.people import check_can_keep_commitment, check_can_run_review
from shared_metrics.reviews import Commitment, CommitmentState


def commit_to(
    desk: Desk, commitment: Commitment, *, actor: Person, now: dt.datetime
) -> KeptRecord[Commitment]:
    """Writes down what a partner or the backbone will do until a day.

    Raises NotAllowed and CallersMistake.
    """
    check_can_run_review(actor)
    _check(desk, commitment)
    check_day_to_come(commitment.due, desk.day_of(now))
    with desk.writing(actor, now) as entry:
        if commitment.review is not None:
            check_is_open(entry, commitment.review)
        return keep_new(entry, "commit_to", replace(commitment, id="", state="open", note=""))


def change_commitment(
    desk: Desk,
    seen: KeptRecord[Commitment],
    *,
    state: CommitmentState | None = None,
    due: dt.date | None = None,
    text: str | None = None,
    note: str = "",
    actor: Person,
    now: dt.datetime,
) -> KeptRecord[Commitment]:
    """Says that it is done; dropped, opened again, on another day or in other words: the backbone.

    `note`: what was done; why, where the backbone changes it. Raises NotAllowed, CallersMistake
    (`reason_needed`) and Conflict `changed_meanwhile`.
    """
    check_can_keep_commitment(actor, seen.thing.owner)
    before = seen.thing
    changed = replace(
        before,
        state=state or before.state,
        due=due or before.due,
        text=before.text if text is None else text,
        note=note.strip() or before.note,
    )
    _check(desk, changed)
    if not _is_done_as_agreed(before, changed):
        check_can_run_review(actor)
        _check_reason(note)
    if changed.due != before.due:
        check_day_to_come(changed.due, desk.day_of(now))
    with desk.writing(actor, now) as entry:
        return keep_changed(entry, "change_commitment", seen, changed)


def _is_done_as_agreed(before: Commitment, after: Commitment) -> bool:
    return before.state != "dropped" and after == replace(before, state="done", note=after.note)


def _check_reason(words: str) -> None:
    if not words.strip():
        raise CallersMistake(
            "reason_needed",
            "Dropping or changing a commitment needs a reason: its owner reads it.",
            "Say why.",
        )


def _check(desk: Desk, commitment: Commitment) -> None:
    check_words("what will be done", commitment.text)
    check_words("the note", commitment.note, needed=False)
    check_known("state", commitment.state, get_args(CommitmentState))
    if commitment.owner != desk.partnership.backbone:
        desk.definitions.partner(commitment.owner)
    if commitment.goal is not None:
        desk.definitions.goal(commitment.goal)
