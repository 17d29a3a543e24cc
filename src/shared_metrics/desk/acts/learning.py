"""What was learned is written down, changed, looked at again and agreed to by who is named."""

import datetime as dt
from dataclasses import replace
from typing import TypeVar, get_args

from shared_metrics.agenda.model import Person
from shared_metrics.desk.acts.learned_words import (
    check_adaptation,
    check_day_to_come,
    check_field_note,
    check_setback,
    check_words,
)
from shared_metrics.desk.acts.reviewing import check_is_open
from shared_metrics.desk.kept_records import KeptRecord, keep_changed, keep_new, kept
from shared_metrics.desk.learned import kept_adaptations, names_in, one_learned
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.learning import (
    Adaptation,
    Approval,
    FieldNote,
    Learned,
    Outcome,
    Setback,
    Visibility,
    words_sha256,
)
from shared_metrics.ledger import Entry
from shared_metrics.people import (
    can_approve_words,
    check_can_approve_words,
    check_can_tell_heard,
    check_can_write_learning,
)

Kind = TypeVar("Kind", Setback, Adaptation, FieldNote)
Seen = TypeVar("Seen", Setback, FieldNote)
_TAKEN_BACK = ""  # no words have this digest


def write_setback(
    desk: Desk, setback: Setback, *, actor: Person, now: dt.datetime
) -> KeptRecord[Setback]:
    """Writes down what was expected, what happened and what was learned.

    Raises NotAllowed and CallersMistake.
    """
    check_can_write_learning(actor)
    check_setback(desk, setback, desk.day_of(now))
    with desk.writing(actor, now) as entry:
        _check_review(entry, setback)
        return keep_new(entry, "write_setback", replace(setback, id=""))


def change_setback(
    desk: Desk, seen: KeptRecord[Setback], changed: Setback, *, actor: Person, now: dt.datetime
) -> KeptRecord[Setback]:
    """Writes a setback anew; who agreed to the words before is asked again.

    Raises NotAllowed, CallersMistake and Conflict `changed_meanwhile`.
    """
    check_can_write_learning(actor)
    check_setback(desk, changed, desk.day_of(now))
    with desk.writing(actor, now) as entry:
        return _keep(entry, "change_setback", seen, replace(changed, id=seen.id))


def write_adaptation(
    desk: Desk, adaptation: Adaptation, *, actor: Person, now: dt.datetime
) -> KeptRecord[Adaptation]:
    """Writes down what is done otherwise in answer to a setback, and when to look again.

    Raises NotAllowed and CallersMistake.
    """
    check_can_write_learning(actor)
    check_adaptation(desk, adaptation)
    check_day_to_come(adaptation.check_back, desk.day_of(now))
    _check_outcome(None, adaptation.outcome)
    with desk.writing(actor, now) as entry:
        _check_review(entry, adaptation)
        return keep_new(entry, "write_adaptation", replace(adaptation, id=""))


def change_adaptation(
    desk: Desk,
    seen: KeptRecord[Adaptation],
    changed: Adaptation,
    *,
    actor: Person,
    now: dt.datetime,
) -> KeptRecord[Adaptation]:
    """Writes an adaptation anew; its outcome is found by `check_back` alone.

    Raises NotAllowed, CallersMistake and Conflict `changed_meanwhile`.
    """
    check_can_write_learning(actor)
    check_adaptation(desk, changed)
    if changed.check_back != seen.thing.check_back:
        check_day_to_come(changed.check_back, desk.day_of(now))
    _check_outcome(seen.thing.outcome, changed.outcome)
    with desk.writing(actor, now) as entry:
        return _keep(entry, "change_adaptation", seen, replace(changed, id=seen.id))


def check_back(
    desk: Desk,
    adaptation_id: str,
    *,
    outcome: Outcome,
    seen: str,
    next_check_back: dt.date | None = None,
    read: KeptRecord[Adaptation] | None = None,
    actor: Person,
    now: dt.datetime,
) -> KeptRecord[Adaptation]:
    """Writes down what was seen when an adaptation was looked at again.

    `too_early` needs the next day to look; every other outcome closes it. `read`: the adaptation
    as it was read. Raises NotAllowed, CallersMistake and Conflict (`already_closed`,
    `changed_meanwhile`).
    """
    check_can_write_learning(actor)
    check_words("what was seen", seen)
    _check_next_day(outcome, next_check_back, desk.day_of(now))
    with desk.writing(actor, now) as entry:
        known = _adaptation(desk, entry, adaptation_id)
        if read is not None and read.version != known.version:
            raise _words_changed()
        looked = replace(known.thing, outcome=outcome, seen=seen.strip())
        if next_check_back is not None:
            looked = replace(looked, check_back=next_check_back)
        return _keep(entry, "check_back", known, looked)


def write_field_note(
    desk: Desk, note: FieldNote, *, actor: Person, now: dt.datetime
) -> KeptRecord[FieldNote]:
    """Writes down what somebody heard; a partner's people: what their own partner heard.

    Theirs begins private: a wish to share it with the partners is kept for the backbone, and is
    their steward's agreement to the words. Raises NotAllowed and CallersMistake.
    """
    check_can_tell_heard(actor, note.heard_by)
    check_field_note(desk, note, desk.day_of(now))
    told = replace(note, id="", heard=note.heard.strip())
    with desk.writing(actor, now) as entry:
        _check_review(entry, told)
        made = keep_new(entry, "write_field_note", _as_told_by(actor, told))
        _agree_to_own(entry, made, actor)
        return made


def change_field_note(
    desk: Desk,
    seen: KeptRecord[FieldNote],
    changed: FieldNote,
    *,
    actor: Person,
    now: dt.datetime,
) -> KeptRecord[FieldNote]:
    """Writes a field note anew; changed by a partner's people, it is private again.

    Raises NotAllowed, CallersMistake and Conflict `changed_meanwhile`.
    """
    check_can_tell_heard(actor, seen.thing.heard_by)
    check_field_note(desk, changed, desk.day_of(now))
    told = replace(changed, id=seen.id, heard_by=seen.thing.heard_by)
    with desk.writing(actor, now) as entry:
        made = _keep(entry, "change_field_note", seen, _as_told_by(actor, told))
        _agree_to_own(entry, made, actor)
        return made


def set_visibility(
    desk: Desk, seen: KeptRecord[Seen], visibility: Visibility, *, actor: Person, now: dt.datetime
) -> KeptRecord[Seen]:
    """Says who may read a setback or field note, once everybody it names has agreed.

    Raises NotAllowed, CallersMistake and Conflict `changed_meanwhile`.
    """
    check_can_write_learning(actor)
    changed = replace(seen.thing, visibility=visibility)
    if isinstance(changed, Setback):
        check_setback(desk, changed, desk.day_of(now))
    elif visibility not in get_args(Visibility):
        raise _unknown_visibility(visibility)
    with desk.writing(actor, now) as entry:
        return _keep(entry, "set_visibility", seen, changed)


def approve_words(
    desk: Desk,
    about_id: str,
    partner: str,
    *,
    actor: Person,
    now: dt.datetime,
    words: str | None = None,
) -> KeptRecord[Approval]:
    """A steward agrees that these words, which name the partner, may leave the backbone.

    `words`: digest of the words as they were read, None: as they stand. Raises NotAllowed,
    CallersMistake (`unknown_learning`, `not_named`) and Conflict `changed_meanwhile`.
    """
    check_can_approve_words(actor, partner)
    with desk.writing(actor, now) as entry:
        about = one_learned(desk, about_id, entry).thing
        if partner not in names_in(desk, about):
            raise _not_named(desk, about_id, partner)
        if words not in (None, words_sha256(about)):
            raise _words_changed()
        return _approve(entry, about, partner)


def take_back_approval(
    desk: Desk, about_id: str, partner: str, *, actor: Person, now: dt.datetime
) -> KeptRecord[Approval]:
    """A steward no longer agrees; what was published already stays published.

    Raises NotAllowed and CallersMistake `not_approved`.
    """
    check_can_approve_words(actor, partner)
    with desk.writing(actor, now) as entry:
        given = _approval(entry, about_id, partner)
        if given is None or given.thing.words_sha256 == _TAKEN_BACK:
            raise CallersMistake("not_approved", "There is no agreement to take back.", None)
        none = replace(given.thing, words_sha256=_TAKEN_BACK)
        return keep_changed(entry, "take_back_approval", given, none)


def _check_review(entry: Entry, one: Learned) -> None:
    """What is written down in a review is written while it is open. Raises Conflict."""
    if one.review is not None:
        check_is_open(entry, one.review)


def _keep(entry: Entry, act: str, seen: KeptRecord[Kind], thing: Kind) -> KeptRecord[Kind]:
    """Writes a change; the first one of what stands in the file makes its record."""
    if seen.version == 0 and any(one.id == seen.id for one in kept(entry, type(thing))):
        raise _words_changed()
    return keep_changed(entry, act, seen, thing)


def _as_told_by(actor: Person, note: FieldNote) -> FieldNote:
    if actor.of_backbone:
        return note
    if note.visibility == "public":
        raise CallersMistake(
            "wish_too_wide",
            "A field note can be meant for the backbone or for the partners.",
            "Ask the backbone when it should be public.",
        )
    return replace(note, visibility="private", wish=note.visibility)


def _agree_to_own(entry: Entry, note: KeptRecord[FieldNote], actor: Person) -> None:
    """A steward's wish to share is their agreement so far; taking it back takes that back."""
    own = note.thing.heard_by
    if not can_approve_words(actor, own):
        return
    given = _approval(entry, note.thing.id, own)
    if note.thing.wish != "private":
        _approve(entry, note.thing, own, up_to=note.thing.wish)
    elif given is not None:
        none = replace(given.thing, words_sha256=_TAKEN_BACK)
        keep_changed(entry, "take_back_approval", given, none)


def _approve(
    entry: Entry, about: Learned, partner: str, *, up_to: Visibility = "public"
) -> KeptRecord[Approval]:
    approval = Approval(about.id, partner, words_sha256(about), up_to)
    given = _approval(entry, about.id, partner)
    if given is None:
        return keep_new(entry, "approve_words", approval)
    return keep_changed(entry, "approve_words", given, approval)


def _approval(entry: Entry, about: str, partner: str) -> KeptRecord[Approval] | None:
    every = kept(entry, Approval)
    return next((a for a in every if (a.thing.about, a.thing.partner) == (about, partner)), None)


def _adaptation(desk: Desk, entry: Entry, id_: str) -> KeptRecord[Adaptation]:
    known = next((one for one in kept_adaptations(desk, entry) if one.id == id_), None)
    if known is None:
        raise CallersMistake("unknown_adaptation", f"There is no adaptation “{id_}”.", None)
    if known.thing.is_closed:
        raise Conflict(
            "already_closed",
            "This was looked at again already, and what came of it stands there.",
            "Read what was seen; change the words if there is more to say.",
        )
    return known


def _check_outcome(before: Outcome | None, after: Outcome | None) -> None:
    if before != after:
        raise CallersMistake(
            "outcome_by_check_back",
            "What came of a change is written down by looking at it again.",
            "Look at it again and say what was seen.",
        )


def _check_next_day(outcome: Outcome, day: dt.date | None, today: dt.date) -> None:
    if outcome not in get_args(Outcome):
        raise CallersMistake("unknown_outcome", f"“{outcome}” is no outcome.", None)
    if (outcome == "too_early") != (day is not None):
        raise CallersMistake(
            "next_day",
            "“Too early to tell” needs the day to look again; every other outcome needs none.",
            "Give the day, or say whether it helped.",
        )
    if day is not None:
        check_day_to_come(day, today)


def _words_changed() -> Conflict:
    return Conflict(
        "changed_meanwhile",
        "Somebody else changed these words in the meantime.",
        "Look at how they read now, then do it again.",
    )


def _not_named(desk: Desk, about: str, partner: str) -> CallersMistake:
    name = desk.definitions.partner(partner).name
    return CallersMistake("not_named", f"“{about}” does not name {name}.", None)


def _unknown_visibility(word: str) -> CallersMistake:
    known = ", ".join(get_args(Visibility))
    return CallersMistake("unknown_visibility", f"“{word}” is not known.", f"There are: {known}.")
