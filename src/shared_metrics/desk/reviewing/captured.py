"""What was written down in a review, and the minutes made of it."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shared_metrics.desk.kept_records import KeptRecord, kept
from shared_metrics.desk.learned import (
    kept_adaptations,
    kept_field_notes,
    kept_setbacks,
    shown_to,
)
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.reviewing.frozen import Frozen, Minutes
from shared_metrics.desk.reviewing.room import owners_of, told_of
from shared_metrics.learning import Adaptation, FieldNote, Setback
from shared_metrics.ledger import Entry, Ledger
from shared_metrics.reviews import AgendaItem, Commitment, Decision, Review, arranged


@dataclass(frozen=True, slots=True)
class Captured:
    """Everything written down in one review, in the order it was, private things too."""

    decisions: tuple[KeptRecord[Decision], ...] = ()
    commitments: tuple[KeptRecord[Commitment], ...] = ()
    setbacks: tuple[KeptRecord[Setback], ...] = ()
    adaptations: tuple[KeptRecord[Adaptation], ...] = ()
    field_notes: tuple[KeptRecord[FieldNote], ...] = ()

    def at(self, item: str) -> "Captured":
        """What was written down at one item of the agenda."""
        return Captured(
            *(
                tuple(one for one in getattr(self, field.name) if one.thing.item == item)
                for field in dataclasses.fields(self)
            )
        )

    @property
    def every(self) -> tuple[KeptRecord[Any], ...]:
        """All of it, kind by kind."""
        return tuple(one for field in dataclasses.fields(self) for one in getattr(self, field.name))

    @property
    def learned(self) -> frozenset[str]:
        """Ids of the setbacks, adaptations and field notes."""
        setbacks = (one.thing.id for one in self.setbacks)
        adaptations = (one.thing.id for one in self.adaptations)
        return frozenset([*setbacks, *adaptations, *(one.thing.id for one in self.field_notes)])

    def __len__(self) -> int:
        return len(self.every)


def captured_in(desk: Desk, review_id: str, source: Ledger | Entry | None = None) -> Captured:
    """What was written down in a review so far."""
    entry = source if isinstance(source, Entry) else None
    ledger = source or desk.ledger
    decisions = [one for one in kept(ledger, Decision) if one.thing.review == review_id]
    commitments = [one for one in kept(ledger, Commitment) if one.thing.review == review_id]
    return Captured(
        tuple(decisions),
        tuple(commitments),
        tuple(one for one in kept_setbacks(desk, entry) if one.thing.review == review_id),
        tuple(one for one in kept_adaptations(desk, entry) if one.thing.review == review_id),
        tuple(one for one in kept_field_notes(desk, entry) if one.thing.review == review_id),
    )


def minutes_made(
    desk: Desk,
    review: Review,
    frozen: Frozen,
    agenda: Iterable[AgendaItem],
    captured: Captured,
    *,
    closed_by: str,
    closed_on: dt.date,
) -> Minutes:
    """The minutes as all partners may read them; what is private is counted, not told.

    What came of an adaptation that was looked at again meanwhile stands in them, too.
    """
    shown = shown_to(desk, "partners")
    written = captured.learned | looked_back(desk, review, frozen)
    setbacks = tuple(one for one in shown.setbacks if one.id in written)
    adaptations = tuple(one for one in shown.adaptations if one.id in written)
    heard = (one for one in shown.field_notes if one.id in written)
    notes = tuple(dataclasses.replace(one, submission=None) for one in heard)
    told = len(setbacks) + len(adaptations) + len(notes)
    return Minutes(
        review=frozen.id,
        closed_on=closed_on,
        closed_by=closed_by,
        items=tuple(agenda),
        decisions=tuple(one.thing for one in captured.decisions),
        commitments=tuple(told_of(one.thing) for one in captured.commitments),
        setbacks=setbacks,
        adaptations=adaptations,
        field_notes=notes,
        owners=owners_of(desk),
        kept_back=len(written) - told,
    )


def looked_back(desk: Desk, review: Review, frozen: Frozen) -> frozenset[str]:
    """Ids of the adaptations of which something else was said since the review was opened."""
    before = {one.id: one for one in frozen.adaptations}
    opened = review.opened_at
    now = [one.thing for one in kept_adaptations(desk) if opened and one.changed_at >= opened]
    return frozenset(
        one.id
        for one in now
        if one.id in before
        and (one.outcome, one.seen) != (before[one.id].outcome, before[one.id].seen)
    )


def agenda_now(frozen: Frozen, review: Review) -> tuple[AgendaItem, ...]:
    """The frozen agenda as the chair has it now: moved, taken off, added to."""
    known = {item.key: item for item in (*frozen.goals, *frozen.items)}
    added = tuple(known.get(item.key, item) for item in review.added)
    return arranged(frozen.items, dataclasses.replace(review, added=_new(added, frozen)))


def _new(added: Iterable[AgendaItem], frozen: Frozen) -> tuple[AgendaItem, ...]:
    """What was added that was not on the agenda when it was frozen."""
    there = {item.key for item in frozen.items}
    return tuple(item for item in added if item.key not in there)
