"""What was learned, from the definitions and the ledger, and who may read which words of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeVar

from shared_metrics.desk.kept_records import KeptRecord, kept, things
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import CallersMistake
from shared_metrics.learning import (
    Adaptation,
    Approval,
    FieldNote,
    Learned,
    Setback,
    Visibility,
    named_partners,
    not_approved,
)
from shared_metrics.ledger import Entry, Ledger

Audience = Literal["backbone", "partners", "public"]
KeptLearned = KeptRecord[Setback] | KeptRecord[Adaptation] | KeptRecord[FieldNote]
One = TypeVar("One", Setback, Adaptation)
_INSIDE: Final[Mapping[str, Any]] = {"partners": (), "review": None, "item": ""}  # for nobody else
FROM_FILE: Final = "agenda/setbacks.yaml"
_LONG_AGO: Final = dt.datetime.min.replace(tzinfo=dt.UTC)
_READ_BY: Final[Mapping[Audience, tuple[Visibility, ...]]] = {
    "backbone": ("private", "partners", "public"),
    "partners": ("partners", "public"),
    "public": ("public",),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What an audience may read."""

    setbacks: tuple[Setback, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    field_notes: tuple[FieldNote, ...] = ()

    def answers_to(self, setback_id: str) -> tuple[Adaptation, ...]:
        """What was changed in answer to a setback."""
        return tuple(one for one in self.adaptations if one.setback == setback_id)

    def of(self, metric_ids: Iterable[str]) -> "Shown":
        """What is about any of these metrics."""
        wanted = set(metric_ids)
        setbacks = tuple(one for one in self.setbacks if wanted & set(one.metrics))
        ids = {one.id for one in setbacks}
        return Shown(
            setbacks,
            tuple(one for one in self.adaptations if one.setback in ids),
            tuple(one for one in self.field_notes if wanted & set(one.metrics)),
        )


def kept_setbacks(desk: Desk, source: Entry | None = None) -> list[KeptRecord[Setback]]:
    """Every setback by the month it shows in; one of the file has version 0 until it is changed.

    `source`: a transaction to read in, instead of what is committed.
    """
    return _by_month(_both(source or desk.ledger, Setback, desk.definitions.setbacks))


def kept_adaptations(desk: Desk, source: Entry | None = None) -> list[KeptRecord[Adaptation]]:
    """Every adaptation, as `kept_setbacks`."""
    return _by_month(_both(source or desk.ledger, Adaptation, desk.definitions.adaptations))


def kept_field_notes(desk: Desk, source: Entry | None = None) -> list[KeptRecord[FieldNote]]:
    """Every field note by its month, then as they were written down."""
    return sorted(kept(source or desk.ledger, FieldNote), key=lambda one: one.thing.period)


def setbacks_known(desk: Desk) -> list[Setback]:
    """Every setback, whoever may read it."""
    return [one.thing for one in kept_setbacks(desk)]


def adaptations_known(desk: Desk) -> list[Adaptation]:
    """Every adaptation, whoever may read it."""
    return [one.thing for one in kept_adaptations(desk)]


def field_notes_known(desk: Desk) -> list[FieldNote]:
    """Every field note, whoever may read it."""
    return [one.thing for one in kept_field_notes(desk)]


def approvals(desk: Desk, source: Entry | None = None) -> list[Approval]:
    """What partners agreed to, of words that were since changed too."""
    return things(source or desk.ledger, Approval)


def shown_to(desk: Desk, audience: Audience) -> Shown:
    """What an audience may read: it is meant for it, and every partner named agreed to the words.

    An adaptation is shown where its setback is.
    """
    if audience == "backbone":
        notes = tuple(field_notes_known(desk))
        return Shown(tuple(setbacks_known(desk)), tuple(adaptations_known(desk)), notes)
    agreed = approvals(desk)

    def is_agreed(one: Learned) -> bool:
        return not waits_for(desk, one, agreed, audience)

    visible = _READ_BY[audience]
    setbacks = [s for s in setbacks_known(desk) if s.visibility in visible and is_agreed(s)]
    ids = {one.id for one in setbacks}
    heard = (n for n in field_notes_known(desk) if n.visibility in visible and is_agreed(n))
    return Shown(
        tuple(replace(one, **_INSIDE) for one in setbacks),
        tuple(
            replace(a, **_INSIDE)
            for a in adaptations_known(desk)
            if a.setback in ids and is_agreed(a)
        ),
        tuple(replace(one, **_INSIDE, submission=None, wish="private") for one in heard),
    )


def names_in(desk: Desk, one: Learned) -> tuple[str, ...]:
    """The partners its words name, by whichever of their names."""
    return named_partners(one, _names(desk))


def waits_for(
    desk: Desk, one: Learned, agreed: Iterable[Approval], readers: Audience
) -> tuple[str, ...]:
    """The partners named that have not agreed that `readers` read the words as they stand."""
    return not_approved(one, _names(desk), agreed, "public" if readers == "public" else "partners")


def meant_for(one: Learned, setbacks: Iterable[Setback]) -> Audience:
    """Whom words are meant for, all partners at least; an adaptation's are its setback's."""
    about: Setback | FieldNote | None
    if isinstance(one, Adaptation):
        about = next((setback for setback in setbacks if setback.id == one.setback), None)
    else:
        about = one
    return "public" if about is not None and about.visibility == "public" else "partners"


def one_learned(desk: Desk, id_: str, source: Entry | None = None) -> KeptLearned:
    """A setback, adaptation or field note by id. Raises CallersMistake `unknown_learning`."""
    every: tuple[KeptLearned, ...] = (
        *kept_setbacks(desk, source),
        *kept_adaptations(desk, source),
        *kept_field_notes(desk, source),
    )
    found = next((one for one in every if one.id == id_), None)
    if found is None:
        raise CallersMistake(
            "unknown_learning",
            f"There is no setback, adaptation or field note “{id_}”.",
            "Look at `shared-metrics setback list`.",
        )
    return found


def _names(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Everything each partner is called."""
    partners = desk.partnership.partners
    return {partner.id: (partner.name, *partner.synonyms) for partner in partners}


def _both(
    source: Ledger | Entry, kind: type[One], from_file: Iterable[One]
) -> list[KeptRecord[One]]:
    """Those of the file, each as the ledger has it where it was changed; then the ledger's own."""
    written = {one.id: one for one in kept(source, kind)}
    begun = {one.id: _of_file(one) for one in from_file}
    return list((begun | written).values())


def _of_file(one: One) -> KeptRecord[One]:
    return KeptRecord(one.id, 0, one, FROM_FILE, _LONG_AGO, FROM_FILE, _LONG_AGO)


def _by_month(every: Iterable[KeptRecord[One]]) -> list[KeptRecord[One]]:
    return sorted(every, key=lambda one: one.thing.period)
