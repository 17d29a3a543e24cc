"""Reviews: planned, arranged, opened on frozen figures, written down in, closed with minutes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from shared_metrics.agenda.model import Person
from shared_metrics.agenda.publication import PARTNERS
from shared_metrics.desk.kept_records import KeptRecord, keep_changed, keep_new, one_kept
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.basis import basis_of
from shared_metrics.desk.releasing.history import (
    PROOF,
    folder_of,
    frozen_reviews,
    published,
    under,
)
from shared_metrics.desk.releasing.protection import PROVEN, Protection
from shared_metrics.desk.reviewing.captured import agenda_now, captured_in, minutes_made
from shared_metrics.desk.reviewing.freezing import Prepared, prepared
from shared_metrics.desk.reviewing.frozen import (
    AGENDA,
    MINUTES,
    REVIEW,
    agenda_json,
    minutes_json,
    read_frozen,
)
from shared_metrics.desk.reviewing.package import packed, unpacked
from shared_metrics.desk.who import new_id
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.ledger import Entry
from shared_metrics.people import check_can_run_review
from shared_metrics.reviews import Act, AgendaItem, Decision, Review, check_can_move

MAX_TITLE: Final = 120
MAX_WORDS: Final = 2_000
Kept = KeptRecord[Review]


def plan_review(desk: Desk, title: str, on: dt.date, *, actor: Person, now: dt.datetime) -> Kept:
    """Sets a day for a review.

    Raises NotAllowed, CallersMistake (`words_needed`, `words_too_long`, `day_gone`).
    """
    check_can_run_review(actor)
    words = checked_words(title, MAX_TITLE, "a title")
    _check_still_to_come(on, desk.day_of(now))
    with desk.writing(actor, now) as entry:
        state = check_can_move(None, Act.PLAN)
        return keep_new(entry, "plan_review", Review("", words, on, state))


def move_review(
    desk: Desk, seen: Kept, *, title: str, on: dt.date, actor: Person, now: dt.datetime
) -> Kept:
    """Gives a planned review another day or title; raises as `plan_review`, and Conflict."""
    check_can_run_review(actor)
    check_can_move(seen.thing.state, Act.OPEN)  # its day is set until it is open
    words = checked_words(title, MAX_TITLE, "a title")
    _check_still_to_come(on, desk.day_of(now))
    with desk.writing(actor, now) as entry:
        return keep_changed(entry, "move_review", seen, replace(seen.thing, title=words, on=on))


def arrange_review(
    desk: Desk,
    seen: Kept,
    *,
    order: Sequence[str],
    removed: Sequence[str],
    added: Sequence[AgendaItem],
    actor: Person,
    now: dt.datetime,
    protection: Protection = PROVEN,
) -> Kept:
    """Puts the agenda in the chair's order; items may be taken off, and added.

    Raises NotAllowed, CallersMistake and Conflict (`wrong_state`, `changed_meanwhile`, and
    `gate_closed` when the room reads it already and it tells a hidden number).
    """
    check_can_run_review(actor)
    state = check_can_move(seen.thing.state, Act.ARRANGE)
    for item in added:
        checked_words(item.title, MAX_TITLE, "a title")
    changed = replace(
        seen.thing, state=state, order=tuple(order), removed=tuple(removed), added=tuple(added)
    )
    if changed.is_frozen:  # everybody reads it from now on
        proof = _proof_of(unpacked(desk.vault, changed))
        _require_none_hidden(protection.found_in(proof, {AGENDA: agenda_json(changed)}))
    with desk.writing(actor, now) as entry:
        return keep_changed(entry, "arrange_review", seen, changed)


def own_item(title: str) -> AgendaItem:
    """An item of the chair's own, in the chair's words."""
    words = checked_words(title, MAX_TITLE, "a title")
    return AgendaItem(f"own:{new_id('itm')}", "own", words)


def call_off_review(desk: Desk, seen: Kept, *, actor: Person, now: dt.datetime) -> Kept:
    """A planned review does not take place. Raises NotAllowed and Conflict."""
    check_can_run_review(actor)
    state = check_can_move(seen.thing.state, Act.CALL_OFF)
    with desk.writing(actor, now) as entry:
        return keep_changed(entry, "call_off_review", seen, replace(seen.thing, state=state))


def open_review(
    desk: Desk,
    review_id: str,
    *,
    data_to: dt.date | None = None,
    actor: Person,
    now: dt.datetime,
    protection: Protection = PROVEN,
) -> Kept:
    """Freezes the figures and the agenda as all partners may read them; from then on they stay.

    `data_to`: the last day of the figures, by default of the newest month for which nothing may
    come any more. Raises NotAllowed, CallersMistake (`unknown_review`, `shown_before`, ...),
    Conflict (`wrong_state`, `gate_closed`, `no_plan`, `changed_meanwhile`) and
    InstallationProblem; then nothing was opened.
    """
    check_can_run_review(actor)
    seen = one_kept(desk.ledger, Review, review_id)
    state = check_can_move(seen.thing.state, Act.OPEN)
    made = prepared(desk, seen.thing, data_to=data_to, now=now, protection=protection)
    sha256 = desk.vault.keep_original(made.package)
    opened = replace(made.review, state=state, package=sha256, opened_by=actor.email, opened_at=now)
    with desk.writing(actor, now) as entry:
        _check_unchanged(desk, entry, made)
        return keep_changed(entry, "open_review", seen, opened, files=[sha256])


def decide(
    desk: Desk, decision: Decision, *, actor: Person, now: dt.datetime
) -> KeptRecord[Decision]:
    """Writes down what an open review decides.

    Raises NotAllowed, CallersMistake (`unknown_review`, `words_needed`, ...), Conflict.
    """
    check_can_run_review(actor)
    words = checked_words(decision.text, MAX_WORDS, "what was decided")
    if decision.goal is not None:
        desk.definitions.goal(decision.goal)
    with desk.writing(actor, now) as entry:
        check_is_open(entry, decision.review)
        return keep_new(entry, "decide", replace(decision, id="", text=words))


def reword_decision(
    desk: Desk, seen: KeptRecord[Decision], text: str, *, actor: Person, now: dt.datetime
) -> KeptRecord[Decision]:
    """Says a decision in other words while its review is open; raises as `decide`."""
    check_can_run_review(actor)
    words = checked_words(text, MAX_WORDS, "what was decided")
    with desk.writing(actor, now) as entry:
        check_is_open(entry, seen.thing.review)
        return keep_changed(entry, "reword_decision", seen, replace(seen.thing, text=words))


def close_review(
    desk: Desk,
    review_id: str,
    *,
    actor: Person,
    now: dt.datetime,
    protection: Protection = PROVEN,
) -> Kept:
    """Freezes the minutes; from then on nothing is written down in it.

    Raises NotAllowed, CallersMistake `unknown_review`, Conflict (`wrong_state`, `gate_closed`: a
    number that is hidden stands in the words) and InstallationProblem `review_altered`.
    """
    check_can_run_review(actor)
    seen = one_kept(desk.ledger, Review, review_id)
    state = check_can_move(seen.thing.state, Act.CLOSE)
    files = unpacked(desk.vault, seen.thing)
    with desk.writing(actor, now) as entry:
        seen = one_kept(entry, Review, review_id)
        check_can_move(seen.thing.state, Act.CLOSE)  # nobody was faster
        frozen = read_frozen(files[REVIEW])
        agenda = agenda_now(frozen, seen.thing)
        written = captured_in(desk, review_id, entry)
        day = desk.day_of(now)
        minutes = minutes_json(
            minutes_made(
                desk, seen.thing, frozen, agenda, written, closed_by=actor.name, closed_on=day
            )
        )
        _require_none_hidden(protection.found_in(_proof_of(files), {"the minutes": minutes}))
        sha256 = desk.vault.keep_original(packed({MINUTES: minutes}))
        closed = replace(
            seen.thing, state=state, minutes=sha256, closed_by=actor.email, closed_at=now
        )
        return keep_changed(entry, "close_review", seen, closed, files=[sha256])


def check_is_open(entry: Entry, review_id: str) -> Review:
    """The review, when something may be written down in it. Raises Conflict `wrong_state`."""
    review = one_kept(entry, Review, review_id).thing
    check_can_move(review.state, Act.CAPTURE)
    return review


def checked_words(words: str, most: int, what: str) -> str:
    """Words as they are kept: without spaces at their ends.

    Raises CallersMistake `words_needed`, `words_too_long`.
    """
    said = words.strip()
    if not said:
        raise CallersMistake("words_needed", f"It needs {what}.", "Write a few words.")
    if len(said) > most:
        raise CallersMistake(
            "words_too_long", f"It has {len(said):,} letters.", f"Use at most {most:,}."
        )
    return said


def _check_still_to_come(on: dt.date, today: dt.date) -> None:
    if on < today:
        raise CallersMistake(
            "day_gone", f"{on.isoformat()} is over.", "Choose today or a later day."
        )


def _check_unchanged(desk: Desk, entry: Entry, made: Prepared) -> None:
    """Nothing that is shown, and nothing it was held against, changed while it was frozen."""
    newest = next((row.id for row in reversed(published(entry.releases()))), None)
    day = made.review.data_to
    assert day is not None  # noqa: S101 - it was just frozen
    is_same = (
        newest == made.newest_release
        and len(frozen_reviews(desk)) == made.review.number - 1
        and basis_of(desk, day, made.basis_day) == made.basis
    )
    if not is_same:
        raise Conflict(
            "changed_meanwhile",
            "A file was accepted, or something was published, while the figures were frozen.",
            "Open the review once more: it takes the newest figures.",
        )


def _proof_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What protection gave to keep with a review's figures."""
    return under(PROOF, under(folder_of(PARTNERS), files))


def _require_none_hidden(told: list[str]) -> None:
    if told:
        raise Conflict(
            "gate_closed",
            f"Partners cannot read it so. {' '.join(told)}",
            "Say it without that number. Nothing was lost.",
        )
