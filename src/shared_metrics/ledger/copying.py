"""A ledger as one SQLite file: the form a backup holds, whatever database the ledger lives in."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from shared_metrics.errors import Conflict, InstallationProblem
from shared_metrics.ledger.engine import make_engine, plain_words, sqlite_url
from shared_metrics.ledger.migrate import check_version, run_migrations, stored_version
from shared_metrics.ledger.tables import records, releases, submissions
from shared_metrics.releases.states import KEPT, folder_of

BATCH = 500  # rows held in memory at once
ALEMBIC = "alembic_version"


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """Every file a ledger names.

    Of the vault: originals by SHA-256, parts by path -> SHA-256. `releases`: folder of a release or
    draft -> SHA-256 of its manifest.
    """

    originals: frozenset[str]
    parts: Mapping[str, str]
    releases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """What a ledger's file says of itself."""

    version: str
    acts: int
    named: NamedFiles


def copy_ledger(engine: sa.Engine, target: Path) -> LedgerFile:
    """Writes one state of a ledger to a new SQLite file, while others go on writing to it.

    Raises InstallationProblem: `ledger_newer`, `ledger_missing`, or the database's own trouble.
    """
    with plain_words():
        with engine.connect() as connection:
            version = stored_version(connection)
        if version is None:
            raise InstallationProblem(
                "ledger_missing", "There is no ledger here yet.", "There is nothing to back up."
            )
        check_version(version)
        (_copy_sqlite if engine.dialect.name == "sqlite" else _export_rows)(engine, target)
        return read_copy(target)


def read_copy(copy: Path) -> LedgerFile:
    """What a ledger's file holds. Raises InstallationProblem `ledger_damaged`."""
    try:
        with closing(sqlite3.connect(f"file:{_quoted(copy)}?mode=ro", uri=True)) as opened:
            damage = opened.execute("PRAGMA quick_check").fetchone()[0]
            if damage != "ok":
                raise _damaged(damage)
            (version,) = opened.execute("SELECT version_num FROM alembic_version").fetchone()
            (acts,) = opened.execute("SELECT seq FROM ledger_head").fetchone()
            named = opened.execute("SELECT originals, part FROM submissions").fetchall()
            released, frozen = _released(opened), _frozen(opened)
    except (sqlite3.Error, TypeError) as error:
        raise _damaged(str(error)) from error
    told = [(json.loads(originals), json.loads(part or "null")) for originals, part in named]
    return LedgerFile(version, acts, replace(_named(told, frozen), releases=released))


def _frozen(opened: sqlite3.Connection) -> list[list[str]]:
    """Ledgers of earlier versions have no records."""
    known = opened.execute("SELECT name FROM sqlite_master WHERE name = 'records'").fetchone()
    return (
        [json.loads(row[0]) for row in opened.execute("SELECT files FROM records")] if known else []
    )


def _released(opened: sqlite3.Connection) -> dict[str, str]:
    """Ledgers of earlier versions have no releases."""
    known = opened.execute("SELECT name FROM sqlite_master WHERE name = 'releases'").fetchone()
    rows = opened.execute("SELECT id, state, key, manifest_sha256 FROM releases") if known else ()
    return {folder_of(*row[:3]): row[3] for row in rows if row[1] in KEPT}


def released_in(connection: sa.Connection) -> dict[str, str]:
    """The releases and drafts an open ledger names: folder -> SHA-256 of its manifest."""
    if not sa.inspect(connection).has_table(releases.name):
        return {}
    named = sa.select(releases).where(releases.c.state.in_([state.value for state in KEPT]))
    rows = connection.execute(named)
    return {folder_of(row.id, row.state, row.key): row.manifest_sha256 for row in rows}


def names_in(connection: sa.Connection) -> NamedFiles:
    """Every file of the vault an open ledger names."""
    columns = submissions.c.originals, submissions.c.part
    has_records = sa.inspect(connection).has_table(records.name)
    frozen = connection.scalars(sa.select(records.c.files)).all() if has_records else []
    rows = connection.execute(sa.select(*columns))
    return _named(((row.originals, row.part) for row in rows), frozen)


def _named(
    told: Iterable[tuple[list[str], dict[str, str] | None]], frozen: Iterable[list[str]]
) -> NamedFiles:
    told = list(told)
    named = (*(originals for originals, _ in told), *frozen)
    return NamedFiles(
        frozenset(sha256 for originals in named for sha256 in originals),
        {part["path"]: part["sha256"] for _, part in told if part},
    )


def load_ledger(copy: Path, engine: sa.Engine) -> None:
    """Fills an empty database from a ledger's file and brings it up to date, all or none.

    Raises Conflict `database_not_empty`, InstallationProblem as `copy_ledger` does.
    """
    version = read_copy(copy).version
    check_version(version)
    source = make_engine(sqlite_url(copy))
    try:
        with plain_words(), source.connect() as rows, engine.begin() as target:
            _check_empty(target)
            run_migrations(target, to=version)
            _copy_rows(rows, target)
            run_migrations(target)
    finally:
        source.dispose()


def _check_empty(target: sa.Connection) -> None:
    if stored_version(target) is not None:
        raise Conflict(
            "database_not_empty",
            "The database of SHARED_METRICS_DATABASE_URL already holds a ledger.",
            "Make a new, empty database and name that one. Nothing was changed.",
        )


def _copy_sqlite(engine: sa.Engine, target: Path) -> None:
    source = engine.raw_connection()
    try:
        with closing(sqlite3.connect(target)) as copy:
            opened = cast("sqlite3.Connection", source.driver_connection)
            opened.backup(copy)
            _settle(copy)
    finally:
        source.close()


def _export_rows(engine: sa.Engine, target: Path) -> None:
    copy = make_engine(sqlite_url(target), durable=False)
    one_state = engine.execution_options(isolation_level="REPEATABLE READ")
    try:
        with one_state.connect() as source, copy.begin() as connection:
            run_migrations(connection, to=stored_version(source) or "head")
            _copy_rows(source, connection)
    finally:
        copy.dispose()
    with closing(sqlite3.connect(target)) as settled:
        _settle(settled)


def _settle(copy: sqlite3.Connection) -> None:
    """One file, nothing beside it."""
    copy.execute("PRAGMA journal_mode = DELETE")


def _copy_rows(source: sa.Connection, target: sa.Connection) -> None:
    """Every row of every table, at one version on both sides; tables are read as they are."""
    theirs, ours = _tables(source), _tables(target)
    for table in reversed(ours.sorted_tables):
        target.execute(sa.delete(table))  # what a new ledger begins with
    for table in ours.sorted_tables:
        _Copying(source, theirs.tables[table.name], target, table).copy()
    if target.dialect.name == "postgresql":
        _continue_counting(target, ours.sorted_tables)


def _tables(connection: sa.Connection) -> sa.MetaData:
    found = sa.MetaData()
    found.reflect(connection, only=lambda name, _: name != ALEMBIC)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, sa.JSON):
                column.type = sa.JSON(none_as_null=True)
    return found


@dataclass(frozen=True, slots=True)
class _Copying:
    """One table on both sides."""

    source: sa.Connection
    theirs: sa.Table
    target: sa.Connection
    ours: sa.Table

    def copy(self) -> None:
        """Every row. A row may name a later one: such names are written when all are there."""
        ours = self.ours
        own = [c.name for c in ours.columns if any(f.column.table is ours for f in c.foreign_keys)]
        for rows in self._batches():
            told = [{n: _moment(value, self.target) for n, value in row.items()} for row in rows]
            self.target.execute(sa.insert(ours), [row | dict.fromkeys(own) for row in told])
        for name in own:
            self._name_each_other(name)

    def _batches(self) -> Iterator[list[dict[str, Any]]]:
        streaming = {"yield_per": BATCH}
        found = self.source.execute(sa.select(self.theirs), execution_options=streaming)
        for rows in found.mappings().partitions():
            yield [dict(row) for row in rows]

    def _name_each_other(self, name: str) -> None:
        (key,) = self.ours.primary_key
        update = sa.update(self.ours).where(self.ours.c[key.name] == sa.bindparam("key"))
        columns = (self.theirs.c[key.name].label("key"), self.theirs.c[name].label("named"))
        named = sa.select(*columns).where(self.theirs.c[name].is_not(None))
        rows = [dict(row) for row in self.source.execute(named).mappings()]
        if rows:
            self.target.execute(update.values({name: sa.bindparam("named")}), rows)


def _moment(value: Any, target: sa.Connection) -> Any:  # noqa: ANN401 - of any column
    """Times are UTC in both; SQLite keeps them without a zone."""
    if not isinstance(value, dt.datetime):
        return value
    aware = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    utc = aware.astimezone(dt.UTC)
    return utc.replace(tzinfo=None) if target.dialect.name == "sqlite" else utc


def _continue_counting(target: sa.Connection, tables: Iterable[sa.Table]) -> None:
    """Numbers that the database gives out go on after the last one copied."""
    for table in tables:
        for column in table.primary_key:
            asked = sa.select(sa.func.pg_get_serial_sequence(table.name, column.name))
            sequence = target.scalar(asked)
            last = target.scalar(sa.select(sa.func.max(column))) if sequence else None
            if last is not None:
                target.execute(sa.select(sa.func.setval(sequence, last)))


def _quoted(path: Path) -> str:
    return path.absolute().as_uri().removeprefix("file://")


def _damaged(told: str) -> InstallationProblem:
    return InstallationProblem(
        "ledger_damaged",
        f"The ledger's file is damaged: {told}.",
        "Keep a copy of it, then restore the newest backup.",
    )
