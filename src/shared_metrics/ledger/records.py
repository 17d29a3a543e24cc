"""Records: things with a body and a version, as rows of the ledger, and what the trail says."""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import exc

from shared_metrics.errors import Conflict
from shared_metrics.ledger import tables
from shared_metrics.ledger.audit import AuditProblem, AuditRow
from shared_metrics.ledger.engine import LOCK_WAIT_SECONDS
from shared_metrics.ledger.rows import plain

RECORD: Final = "record"  # in the details of an audit row: the record as it became
TELLS_OF_ONE: Final = '{"record":'  # how the details of such a row begin
_r = tables.records
_a = tables.audit
_t = tables.reflection_answers
ANSWER: Final = "answer_reflection"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing as it is in one version, from 1; `files`: originals in the vault, by SHA-256.

    `place`: the row of the trail that made it, so that things have an order.
    """

    id: str
    kind: str
    version: int
    body: Mapping[str, Any]
    files: tuple[str, ...]
    made_by: str
    made_at: dt.datetime
    changed_by: str
    changed_at: dt.datetime
    place: int = 0

    def as_dict(self) -> dict[str, Any]:
        """As the trail tells it."""
        at = {n: getattr(self, n).astimezone(dt.UTC).isoformat() for n in ("made_at", "changed_at")}
        return asdict(self) | at | {"files": list(self.files)}


def record_of(told: Mapping[Any, Any]) -> Record:
    """The record of a row, or of what the trail told of one."""
    at = {
        name: value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)
        for name, value in ((n, told[n]) for n in ("made_at", "changed_at"))
    }
    return Record(**{**told, **at, "files": tuple(told["files"])})


def read_records(connection: sa.Connection, kind: str | None = None) -> list[Record]:
    """Records of a kind, in the order they were made."""
    query = sa.select(_r).order_by(_r.c.place)
    if kind is not None:
        query = query.where(_r.c.kind == kind)
    return [record_of(row) for row in connection.execute(query).mappings()]


def write_record(connection: sa.Connection, record: Record) -> Record:
    """Writes a new record, or the next version of one; returns it as it stands there.

    Raises Conflict `changed_meanwhile` when another version was written since it was read.
    """
    kept = record_of(asdict(record) | {"body": _plain(record.body)})
    row = asdict(kept) | {"files": list(kept.files)}
    if kept.version == 1:
        connection.execute(sa.insert(_r), [row])
        return kept
    is_seen = (_r.c.id == kept.id, _r.c.version == kept.version - 1)
    if not connection.execute(sa.update(_r).where(*is_seen).values(row)).rowcount:
        raise Conflict(
            "changed_meanwhile",
            "Somebody else changed this in the meantime; your change was not written over theirs.",
            "Look at how it reads now, then make your change again.",
        )
    return kept


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {plain(str(key)): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def replayed_records(trail: Iterable[AuditRow]) -> dict[str, Record]:
    """What the trail says every record became, by id, in the order they were made."""
    became: dict[str, Record] = {}
    for row in trail:
        told = row.told.get(RECORD) if row.details.startswith(TELLS_OF_ONE) else None
        if told is not None:
            record = record_of(told)
            became[record.id] = record
    return became


def record_disagreements(
    trail: Iterable[AuditRow], records: Iterable[Record]
) -> Iterator[AuditProblem]:
    """Every record that is not what the trail says it became."""
    promised = replayed_records(trail)
    for one in records:
        expected = promised.pop(one.id, None)
        if expected is None:
            told = f"{one.id} stands in the ledger but nobody wrote it."
            yield AuditProblem("record_without_trail", told, about=one.id)
        elif expected.as_dict() != one.as_dict():
            told = f"{one.id} was changed after it was written."
            yield AuditProblem("record_changed", told, about=one.id)
    for missing in promised:
        told = f"{missing} was written but no longer stands in the ledger."
        yield AuditProblem("record_missing", told, about=missing)


def read_answers(connection: sa.Connection, round_id: str) -> list[dict[str, int]]:
    """The answers of a round, in no order that says anything."""
    query = sa.select(_t.c.answers).where(_t.c.round == round_id).order_by(_t.c.id)
    return [dict(answers) for answers in connection.scalars(query)]


def write_answer(
    connection: sa.Connection, id_: str, round_id: str, answers: Mapping[str, int]
) -> None:
    """Writes an answer among the others of its round, all laid down anew in random order."""
    query = sa.select(_t).where(_t.c.round == round_id)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    rows.append({"id": id_, "round": round_id, "answers": dict(answers)})
    connection.execute(sa.delete(_t).where(_t.c.round == round_id))
    connection.execute(sa.insert(_t), sorted(rows, key=lambda row: str(row["id"])))


def check_not_answered(connection: sa.Connection, actor: str, round_id: str) -> None:
    """Raises Conflict `answered_already`: nobody knows which answer is theirs, to change it."""
    is_theirs = (_a.c.about == round_id, _a.c.act == ANSWER, _a.c.actor == actor)
    if connection.scalar(sa.select(_a.c.seq).where(*is_theirs).limit(1)) is not None:
        raise Conflict(
            "answered_already",
            "You have answered these questions before.",
            "Answers lie among the others without a name, so they cannot be changed.",
        )


def leave_no_traces(engine: sa.Engine) -> None:
    """Takes earlier states of the answers off the disk as far as the database can.

    They would tell which answer came last. While somebody else is reading, what is left is taken
    away after the next answer; PostgreSQL's own log keeps what its operator lets it keep.
    """
    with suppress(exc.DBAPIError, sqlite3.Error):
        if engine.dialect.name == "sqlite":
            with closing(engine.raw_connection()) as opened:
                cursor = opened.cursor()
                cursor.execute("PRAGMA busy_timeout = 1000")  # nobody waits long for tidying up
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                cursor.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_SECONDS * 1000}")
            return
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text(f"VACUUM {_t.name}"))


def answer_disagreements(
    trail: Iterable[AuditRow], counts: Mapping[str, int]
) -> Iterator[AuditProblem]:
    """Every round that does not hold as many answers as the trail says were given."""
    given: dict[str, int] = {}
    for row in trail:
        if row.act == ANSWER:
            given[row.about] = given.get(row.about, 0) + 1
    for round_id in sorted(given.keys() | counts.keys()):
        held, came = counts.get(round_id, 0), given.get(round_id, 0)
        if held != came:
            told = f"{round_id} holds {held} answers, {came} were given."
            yield AuditProblem("answers_changed", told, about=round_id)


def answers_by_round(connection: sa.Connection) -> dict[str, int]:
    """How many answers each round holds."""
    query = sa.select(_t.c.round, sa.func.count()).group_by(_t.c.round)
    return {row[0]: row[1] for row in connection.execute(query)}
