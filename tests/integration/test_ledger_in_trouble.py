"""When the database or the disk cannot: told in plain words, nothing half-written."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

import postgres_server
from desk_factories import NOW, ROSA, make_desk, placements, submission
from desk_factories import send_rows as send
from shared_metrics.desk.verification import verify_audit
from shared_metrics.errors import InstallationProblem
from shared_metrics.ledger import Ledger, engine, open_ledger, sqlite_url
from shared_metrics.submissions import Act, State


def add(ledger: Ledger, **changes: object) -> None:
    with ledger.writing(actor=ROSA, now=NOW) as entry:
        entry.add(submission(**changes), Act.SUBMIT)


def code_of(url: str | sa.URL) -> str:
    with pytest.raises(InstallationProblem) as told:
        add(open_ledger(url))
    assert "\n" not in told.value.message
    return told.value.code


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "", "duckdb:///x"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    """Only SQLite and PostgreSQL are ledgers; the address itself (a password!) is not repeated."""
    with pytest.raises(InstallationProblem) as told:
        open_ledger(url)
    assert told.value.code == "database_unknown"
    assert not url or url not in told.value.message


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A ledger cannot be made where there is no folder."""
    assert code_of(sqlite_url(tmp_path / "nowhere" / "ledger.db")) == "ledger_unwritable"


def test_a_file_that_is_no_ledger_is_told_and_left(tmp_path: Path) -> None:
    """A damaged file is named as such and not touched."""
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is not a database, it is a letter to the board " * 50)
    before = path.read_bytes()
    assert code_of(sqlite_url(path)) == "ledger_damaged"
    assert path.read_bytes() == before


def test_a_server_that_is_not_there_is_told() -> None:
    """A PostgreSQL that does not answer is said to be unreachable."""
    assert code_of("postgresql://app@127.0.0.1:9/none") == "database_unreachable"


def test_a_full_ledger_is_told_and_keeps_what_it_has(tmp_path: Path) -> None:
    """SQLite runs out of pages: the act did not happen, everything before it stands."""
    ledger = open_ledger(sqlite_url(tmp_path / "ledger.db"))
    add(ledger)

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    ledger.engine.dispose()
    sa.event.listen(ledger.engine, "connect", limit)
    with pytest.raises(InstallationProblem) as told:
        add(ledger, id="sub_2", partner="other", note="x" * 100_000)
    assert told.value.code == "disk_full"
    assert [s.id for s in ledger.submissions()] == [submission().id]
    assert ledger.verify() == []


def test_a_ledger_that_stays_locked_is_told(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody holds the ledger for too long: told to try again, nothing written."""
    monkeypatch.setattr(engine, "LOCK_WAIT_SECONDS", 0.05)
    ledger, second = open_ledger(database_url), open_ledger(database_url)
    with ledger.writing(actor="noor", now=NOW), pytest.raises(InstallationProblem) as told:
        add(second)
    assert told.value.code == "ledger_busy"
    assert ledger.submissions() == []


def test_many_readers_at_once_are_served(database_url: str) -> None:
    """More readers than a pool usually has connections."""
    ledger = open_ledger(database_url)
    with ThreadPoolExecutor(40) as threads:
        told = list(threads.map(lambda _: ledger.revision(), range(200)))
    assert told == [0] * 200


def test_when_every_connection_is_taken_it_is_told() -> None:
    """Waiting in vain for a connection is being busy, not a bug."""

    def wait_in_vain() -> None:
        with engine.plain_words():
            raise sa.exc.TimeoutError

    with pytest.raises(InstallationProblem) as told:
        wait_in_vain()
    assert told.value.code == "ledger_busy"


def test_readers_do_not_wait_for_a_writer(database_url: str) -> None:
    """While somebody writes, everybody else reads the state before."""
    ledger = open_ledger(database_url)
    with ledger.writing(actor=ROSA, now=NOW) as entry:
        entry.add(submission(), Act.SUBMIT)
        assert ledger.submissions() == []
        assert ledger.revision() == 0
    assert [s.state for s in ledger.submissions()] == [State.PASSED]


def test_many_that_open_a_new_ledger_at_once_make_one(database_url: str) -> None:
    """First use by several programs at the same moment: the tables are made once."""
    with ThreadPoolExecutor(4) as threads:
        opened = list(threads.map(open_ledger, [database_url] * 4))
    add(opened[0])
    assert [ledger.revision() for ledger in opened] == [1] * 4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 600 kB, where one may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", folder]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(mount, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_disk_that_fills_up_loses_nothing(small_disk: Path) -> None:
    """Files are sent until a real disk is full: what was acknowledged stands, and all verifies."""
    desk = make_desk(small_disk / "home")
    acknowledged: list[str] = []

    def send_until_full() -> None:
        for month in range(1, 13):
            content = os.urandom(50_000).hex()
            (sent,) = send(desk, placements(f"2025-{month:02}"), content)
            acknowledged.append(sent.id)

    with pytest.raises(InstallationProblem) as told:
        send_until_full()
    assert told.value.code == "disk_full"
    assert acknowledged
    assert sorted(s.id for s in desk.ledger.submissions()) == sorted(acknowledged)
    assert verify_audit(desk) == []


@pytest.mark.postgres
def test_the_server_programs_are_found_where_debian_puts_them(postgres: str) -> None:
    """The tests on PostgreSQL really talk to a PostgreSQL."""
    assert postgres_server.is_there()
    url = sa.make_url(postgres).set(drivername="postgresql+psycopg")
    server = sa.create_engine(url)
    with server.connect() as connection:
        assert "PostgreSQL" in str(connection.scalar(sa.text("SELECT version()")))
    server.dispose()
