"""What was learned and promised: as far as somebody may read it, and what waits for them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk.kept_records import KeptRecord, kept
from shared_metrics.desk.learned import (
    KeptLearned,
    approvals,
    kept_adaptations,
    kept_field_notes,
    kept_setbacks,
    meant_for,
    names_in,
    setbacks_known,
    shown_to,
    waits_for,
)
from shared_metrics.desk.opening import Desk
from shared_metrics.learning import Adaptation, FieldNote, Learned, Setback, words_sha256
from shared_metrics.reviews import Commitment


@dataclass(frozen=True, slots=True)
class Learning:
    """What somebody may read.

    `waits`: id -> the partners that have not agreed to the words; the backbone's alone to know.
    """

    setbacks: tuple[KeptRecord[Setback], ...]
    adaptations: tuple[KeptRecord[Adaptation], ...]
    field_notes: tuple[KeptRecord[FieldNote], ...]
    waits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def answers_to(self, setback_id: str) -> tuple[KeptRecord[Adaptation], ...]:
        """What was changed in answer to a setback."""
        return tuple(one for one in self.adaptations if one.thing.setback == setback_id)


@dataclass(frozen=True, slots=True)
class Naming:
    """Words meant for others that name a partner. `words`: their digest, as they are read here."""

    about: Learned
    words: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class CheckBack:
    """An adaptation to look at again, with the setback it answers."""

    adaptation: KeptRecord[Adaptation]
    setback: Setback


def learning(desk: Desk, person: Person) -> Learning:
    """Everything to the backbone; to a partner what is shared with all, and its own field notes.

    Raises NotAllowed.
    """
    people.check_can_see_reviews(person)
    setbacks, adaptations = kept_setbacks(desk), kept_adaptations(desk)
    notes = kept_field_notes(desk)
    if person.of_backbone:
        agreed = approvals(desk)
        every: tuple[KeptLearned, ...] = (*setbacks, *adaptations, *notes)
        known = [one.thing for one in setbacks]
        waits = {
            one.id: waits_for(desk, one.thing, agreed, meant_for(one.thing, known)) for one in every
        }
        return Learning(tuple(setbacks), tuple(adaptations), tuple(notes), waits)
    shown = shown_to(desk, "partners")
    readable: tuple[Learned, ...] = (*shown.setbacks, *shown.adaptations, *shown.field_notes)
    ids = {one.id for one in readable}
    return Learning(
        tuple(one for one in setbacks if one.id in ids),
        tuple(one for one in adaptations if one.id in ids),
        tuple(n for n in notes if n.id in ids or n.thing.heard_by == person.partner),
    )


def words_naming(desk: Desk, person: Person) -> list[Naming]:
    """The words meant for others that name a steward's partner, agreed to or not.

    Raises NotAllowed.
    """
    partner = person.partner or ""
    people.check_can_approve_words(person, partner)
    agreed, setbacks = approvals(desk), setbacks_known(desk)
    meant = [one for one in _meant_for_others(desk) if partner in names_in(desk, one)]
    waits = [waits_for(desk, one, agreed, meant_for(one, setbacks)) for one in meant]
    return [
        Naming(one, words_sha256(one), partner not in who)
        for one, who in zip(meant, waits, strict=True)
    ]


def to_approve(desk: Desk, person: Person) -> list[Naming]:
    """Those of `words_naming` that wait for the steward."""
    return [one for one in words_naming(desk, person) if not one.agreed]


def commitments(desk: Desk, person: Person) -> list[KeptRecord[Commitment]]:
    """Who does what until when, by day: the backbone all, a partner's people its own.

    Raises NotAllowed.
    """
    people.check_can_see_reviews(person)
    every = kept(desk.ledger, Commitment)
    own = [c for c in every if person.of_backbone or c.thing.owner == person.partner]
    return sorted(own, key=lambda one: (one.thing.due, one.id))


def due_check_backs(desk: Desk, person: Person) -> list[CheckBack]:
    """The adaptations whose day to look again has come, by day. Raises NotAllowed."""
    people.check_can_see_everything(person)
    setbacks = {one.id: one.thing for one in kept_setbacks(desk)}
    due = [one for one in kept_adaptations(desk) if _is_due(one.thing, desk.today())]
    in_order = sorted(due, key=lambda one: (one.thing.check_back, one.id))
    known = (one for one in in_order if one.thing.setback in setbacks)  # the file may lack it now
    return [CheckBack(one, setbacks[one.thing.setback]) for one in known]


def _is_due(adaptation: Adaptation, today: dt.date) -> bool:
    return not adaptation.is_closed and adaptation.check_back <= today


def _meant_for_others(desk: Desk) -> list[Learned]:
    setbacks = [one.thing for one in kept_setbacks(desk) if one.thing.visibility != "private"]
    ids = {one.id for one in setbacks}
    adaptations = [one.thing for one in kept_adaptations(desk) if one.thing.setback in ids]
    notes = [one.thing for one in kept_field_notes(desk) if one.thing.visibility != "private"]
    return [*setbacks, *adaptations, *notes]
