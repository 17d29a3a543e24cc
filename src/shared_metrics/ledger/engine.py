"""How the ledger's database is opened, and what its errors mean in plain words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event, exc

from shared_metrics.errors import Conflict, InstallationProblem

LOCK_WAIT_SECONDS = 30
READERS = 32  # a connection to SQLite is an open file; a page load uses one for a moment
READING = "shared_metrics_reading"  # execution option of a connection that will not write


def sqlite_url(path: Path) -> sa.URL:
    """The address of an SQLite file, whatever characters its path has."""
    return sa.URL.create("sqlite", database=str(path))


def make_engine(url: str | sa.URL, *, durable: bool = True) -> sa.Engine:
    """An engine for SQLite or PostgreSQL.

    Raises InstallationProblem for an address of another kind.
    """
    parsed = parsed_address(url)
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed, durable=durable)
        case "postgresql":
            return _postgresql(parsed)
    raise _unknown_address()


def parsed_address(url: str | sa.URL) -> sa.URL:
    """The parts of an address. Raises InstallationProblem when it is none."""
    try:
        return sa.make_url(url)
    except exc.ArgumentError:
        raise _unknown_address() from None


def _unknown_address() -> InstallationProblem:
    return InstallationProblem(
        "database_unknown",
        "SHARED_METRICS_DATABASE_URL is not the address of a database we can use.",
        "Use sqlite:///path or postgresql://user@host/name, or leave it out.",
    )


def _sqlite(url: sa.URL, *, durable: bool) -> sa.Engine:
    wait = {"timeout": LOCK_WAIT_SECONDS}
    engine = sa.create_engine(url, connect_args=wait, pool_size=READERS, max_overflow=READERS)
    # FULL: an acknowledged act survives a power cut.
    synchronous = "FULL" if durable else "OFF"
    event.listen(engine, "connect", lambda opened, _: _prepare_sqlite(opened, synchronous))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, synchronous: str) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is taken away is written over


def _begin_sqlite(connection: sa.Connection) -> None:
    # A plain BEGIN that turns into a write fails at once when another writer was faster.
    reading = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _postgresql(url: sa.URL) -> sa.Engine:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    options = f"-c lock_timeout={LOCK_WAIT_SECONDS * 1000} -c timezone=UTC"
    try:
        return sa.create_engine(url, pool_pre_ping=True, connect_args={"options": options})
    except ImportError:
        raise InstallationProblem(
            "database_driver_missing",
            "The PostgreSQL driver is not installed.",
            "Install it with `pip install 'shared-metrics[postgresql]'`.",
        ) from None


@contextmanager
def plain_words() -> Iterator[None]:
    """Turns a database error into one a person can act on."""
    try:
        yield
    except exc.TimeoutError as error:  # every connection is taken
        raise InstallationProblem(*_BUSY) from error
    except exc.IntegrityError as error:
        raise _conflict(error) from error
    except exc.DBAPIError as error:
        raise _problem(error.orig) from error
    except sqlite3.Error as error:  # of a file that is copied without SQLAlchemy
        raise _problem(error) from error


def _conflict(error: exc.IntegrityError) -> Conflict | InstallationProblem:
    told = str(error.orig)
    if "release" in told:
        return Conflict(
            "changed_meanwhile",
            "Somebody else prepared or published a release at the same moment.",
            "Look at `shared-metrics release list`, then do what is still to do.",
        )
    if "one_" in told or "UNIQUE constraint failed: submissions.partner" in told:
        return Conflict(
            "changed_meanwhile",
            "Somebody else changed this partner's figures for the period at the same moment.",
            "Look at them again, then repeat what you did if it is still right.",
        )
    return InstallationProblem("ledger_damaged", f"The ledger refused a row: {told}", _RESTORE)


_RESTORE = "Keep a copy of the ledger, then restore the newest backup."
_BUSY = ("ledger_busy", "The ledger was busy for too long.", "Do it again in a minute.")
_DISK = "Make room on the disk, then do it again: nothing was half-written."
_PROBLEMS: tuple[tuple[tuple[str, ...], tuple[str, ...], str, str, str], ...] = (
    # words in the error, states of PostgreSQL or SQLite, code, message, hint
    (
        ("database is locked", "database table is locked", "deadlock", "lock timeout"),
        ("40P01", "55P03", "40001"),
        *_BUSY,
    ),
    (
        ("disk is full", "no space left"),
        ("53100", "SQLITE_IOERR_SHMSIZE"),  # SQLite calls the second a “disk I/O error”
        "disk_full",
        "The disk is full.",
        _DISK,
    ),
    (
        ("unable to open", "readonly", "read-only", "permission denied"),
        ("42501", "25006"),
        "ledger_unwritable",
        "The ledger cannot be opened for writing.",
        "Check that the home folder exists and that this user may write to it.",
    ),
    (
        ("not a database", "malformed", "disk i/o error"),
        ("XX001", "XX002"),
        "ledger_damaged",
        "The ledger file is damaged.",
        _RESTORE,
    ),
    (
        ("connection", "could not translate host"),
        ("08000", "08006", "08001", "57P01", "57P03", "53300"),
        "database_unreachable",
        "The database cannot be reached.",
        "Check SHARED_METRICS_DATABASE_URL and that the database is running.",
    ),
)


def _problem(error: BaseException | None) -> InstallationProblem:
    told, lowered = str(error), str(error).lower()
    state = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    for words, states, code, message, hint in _PROBLEMS:
        if state in states or any(word in lowered for word in words):
            return InstallationProblem(code, message, hint)
    return InstallationProblem("ledger_problem", f"The ledger's database said: {told}", None)
