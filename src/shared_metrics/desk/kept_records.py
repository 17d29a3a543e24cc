"""Things the ledger keeps as records: reviews, decisions, commitments, setbacks and the like."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter

from shared_metrics.desk.who import new_id
from shared_metrics.errors import CallersMistake
from shared_metrics.learning import Adaptation, Approval, FieldNote, Setback
from shared_metrics.ledger import Entry, Ledger, Record
from shared_metrics.reflection import Round
from shared_metrics.reviews import Commitment, Decision, Review

Kind = TypeVar("Kind")

# Kind of thing -> how the ledger calls it, how its ids begin, what people read for one.
_KINDS: Final[dict[type, tuple[str, str, str]]] = {
    Review: ("review", "rvw", "review"),
    Decision: ("decision", "dec", "decision"),
    Commitment: ("commitment", "com", "commitment"),
    Setback: ("setback", "stb", "setback"),
    Adaptation: ("adaptation", "ada", "adaptation"),
    FieldNote: ("field_note", "fln", "field note"),
    Approval: ("approval", "apr", "approval"),
    Round: ("reflection_round", "rnd", "round of reflection"),
}
_ADAPTERS: Final[dict[type, TypeAdapter[Any]]] = {kind: TypeAdapter(kind) for kind in _KINDS}


@dataclass(frozen=True, slots=True)
class KeptRecord(Generic[Kind]):
    """A thing as the ledger keeps it: one version of it, from 1, and who wrote it when."""

    id: str
    version: int
    thing: Kind
    made_by: str
    made_at: dt.datetime
    changed_by: str
    changed_at: dt.datetime
    files: tuple[str, ...] = ()
    place: int = 0  # in the order things were written down


def kept(source: Ledger | Entry, kind: type[Kind]) -> list[KeptRecord[Kind]]:
    """Every thing of a kind as it stands, in the order they were written down."""
    return [_read(kind, record) for record in source.records(_KINDS[kind][0])]


def things(source: Ledger | Entry, kind: type[Kind]) -> list[Kind]:
    """The things alone, without who wrote them when."""
    return [one.thing for one in kept(source, kind)]


def one_kept(source: Ledger | Entry, kind: type[Kind], id_: str) -> KeptRecord[Kind]:
    """One thing. Raises CallersMistake `unknown_<kind>`."""
    found = next((one for one in kept(source, kind) if one.id == id_), None)
    if found is None:
        called, _, words = _KINDS[kind]
        raise CallersMistake(f"unknown_{called}", f"There is no {words} “{id_}”.", None)
    return found


def keep_new(
    entry: Entry, act: str, thing: Kind, *, id_: str = "", files: Iterable[str] = ()
) -> KeptRecord[Kind]:
    """Writes a new thing; its id is made here unless it is given."""
    kind = type(thing)
    called, prefix, _ = _KINDS[kind]
    nobody = ("", dt.datetime.min.replace(tzinfo=dt.UTC))
    record = Record(id_ or new_id(prefix), called, 1, _told(thing), tuple(files), *nobody, *nobody)
    return _read(kind, entry.keep_record(act, record))


def keep_changed(
    entry: Entry, act: str, seen: KeptRecord[Kind], thing: Kind, *, files: Iterable[str] = ()
) -> KeptRecord[Kind]:
    """Writes what a thing became, with more files where some belong to it.

    Raises Conflict `changed_meanwhile` when it is no longer as it was seen.
    """
    kind = type(thing)
    record = Record(
        id=seen.id,
        kind=_KINDS[kind][0],
        version=seen.version + 1,
        body=_told(thing),
        files=(*seen.files, *files),
        made_by=seen.made_by,
        made_at=seen.made_at,
        changed_by=seen.changed_by,
        changed_at=seen.changed_at,
        place=seen.place,
    )
    return _read(kind, entry.keep_record(act, record))


def _read(kind: type[Kind], record: Record) -> KeptRecord[Kind]:
    thing: Kind = _ADAPTERS[kind].validate_python(_with_id(kind, record))
    who_and_when = (record.made_by, record.made_at, record.changed_by, record.changed_at)
    return KeptRecord(record.id, record.version, thing, *who_and_when, record.files, record.place)


def _with_id(kind: type, record: Record) -> dict[str, Any]:
    """A thing without an id of its own has that of its record."""
    has_own = any(field.name == "id" for field in fields(kind))
    own = record.body.get("id")
    return {**record.body, "id": own or record.id} if has_own else dict(record.body)


def _told(thing: object) -> dict[str, Any]:
    told: dict[str, Any] = _ADAPTERS[type(thing)].dump_python(thing, mode="json")
    return told
