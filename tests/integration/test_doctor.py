"""The doctor: each thing that can be wrong is found, named, and comes with what to do."""

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk_factories import ADMIN, DEFINITIONS, ROSA, person
from keeping_factories import CLOCK, everything_in, frozen_home, kept_home, settings
from shared_metrics.desk import Desk
from shared_metrics.desk.doctor import CHECKS, Level, examine, is_broken, kept, machine
from shared_metrics.desk.doctor.examined import Examined, Installation
from shared_metrics.desk.verification import sweep
from shared_metrics.errors import NotAllowed
from shared_metrics.ledger import Ledger, sqlite_url
from shared_metrics.ledger.copying import copy_ledger
from shared_metrics.ledger.migrate import VERSIONS


@pytest.fixture(autouse=True)
def without_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Great Expectations is loaded by its own test only: it takes seconds."""
    done = subprocess.CompletedProcess([], 0, b"", b"")
    monkeypatch.setattr(machine.subprocess, "run", lambda *_, **__: done)
    for name in list(os.environ):
        if name.startswith("SHARED_METRICS_"):
            monkeypatch.delenv(name)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A home of a real partnership, as far as the doctor is told."""
    mine = shutil.copytree(DEFINITIONS, tmp_path / "mine")
    desk = kept_home(
        tmp_path / "home",
    )
    desk.ledger.close()
    text = (desk.home.folder / "settings.toml").read_text()
    text = text.replace(str(DEFINITIONS), str(mine)).replace("sample = true", "sample = false")
    (desk.home.folder / "settings.toml").write_text(text)
    return desk


def examined(desk: Desk, **given: object) -> list[Examined]:
    return list(examine(settings(desk.home.folder, **given), now=CLOCK))


def not_fine(desk: Desk, **given: object) -> list[tuple[str, str]]:
    return [(e.check, e.level.value) for e in examined(desk, **given) if e.level is not Level.FINE]


def test_a_sound_home_is_well(desk: Desk) -> None:
    """Everything is looked at, nothing is found, nothing is changed."""
    before = everything_in(desk.home.folder)
    told = examined(desk)
    assert {one.level for one in told} == {Level.FINE}
    assert {one.check for one in told} == {"home", "files", *CHECKS}
    assert [p for p in everything_in(desk.home.folder) if "ledger.db-" not in p] == before


def ledger(desk: Desk, statement: str) -> None:
    with sqlite3.connect(desk.home.folder / "ledger.db") as opened:
        opened.execute(statement)


def part_of(desk: Desk) -> Path:
    return next(desk.vault.folder.rglob("*.parquet"))


def lose_part(desk: Desk) -> None:
    part_of(desk).unlink()


def change_part(desk: Desk) -> None:
    part_of(desk).write_bytes(b"changed")


def lose_ledger(desk: Desk) -> None:
    (desk.home.folder / "ledger.db").unlink()


def newer_ledger(desk: Desk) -> None:
    ledger(desk, "UPDATE alembic_version SET version_num = '9999'")


def changed_row(desk: Desk) -> None:
    ledger(desk, "UPDATE submissions SET row_count = 7")


def spoil_ledger(desk: Desk) -> None:
    (desk.home.folder / "ledger.db").write_bytes(b"SQLite format 3\0" + b"\0" * 5000)


def break_definitions(desk: Desk) -> None:
    text = (desk.home.folder / "settings.toml").read_text()
    mine = Path(text.split('definitions = "')[1].split('"')[0])
    (mine / "agenda" / "goals.yaml").write_text("goals: [")


def vault_is_a_file(desk: Desk) -> None:
    shutil.rmtree(desk.vault.folder)
    desk.vault.folder.write_text("x")


def break_settings(desk: Desk) -> None:
    (desk.home.folder / "settings.toml").write_text("definitions = ")


def open_to_all(desk: Desk) -> None:
    desk.home.folder.chmod(0o755)


def leave_something(desk: Desk) -> None:
    sha256 = desk.vault.keep_original(b"never sent")
    path = next(desk.vault.folder.rglob(sha256))
    old = (CLOCK - dt.timedelta(days=3)).timestamp()
    os.utime(path, (old, old))


FAULTS: list[tuple[Callable[[Desk], None], tuple[str, str]]] = [
    (lose_part, ("files", "broken")),
    (change_part, ("files", "broken")),
    (lose_ledger, ("ledger", "broken")),
    (newer_ledger, ("ledger", "broken")),
    (spoil_ledger, ("ledger", "broken")),
    (changed_row, ("trail", "broken")),
    (break_definitions, ("definitions", "broken")),
    (vault_is_a_file, ("permissions", "broken")),
    (break_settings, ("home", "broken")),
    (open_to_all, ("permissions", "look")),
    (leave_something, ("leftovers", "look")),
]


@pytest.mark.parametrize(
    ("harm", "found"), FAULTS, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_fault_is_found(desk: Desk, harm, found: tuple[str, str]) -> None:
    """Each fault is told under its own name and level, with what to do."""
    harm(desk)
    told = examined(desk)
    assert found in {(one.check, one.level.value) for one in told}
    assert is_broken(told) == (found[1] == "broken")
    assert all(one.todo for one in told if one.level is not Level.FINE)


def test_an_older_ledger_is_not_touched(tmp_path: Path) -> None:
    """The doctor does not bring a ledger up to date; it says that the next start will."""
    given = frozen_home(VERSIONS[0], tmp_path / "home")
    told = {one.check: one for one in examine(given, now=CLOCK)}
    assert told["ledger_version"].level is Level.LOOK
    with sqlite3.connect(tmp_path / "home" / "ledger.db") as opened:
        assert opened.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_a_wrong_home_is_not_made(tmp_path: Path) -> None:
    """Nothing is made where there is no home; only that is told."""
    told = list(examine(settings(tmp_path / "nowhere"), now=CLOCK))
    assert [(one.check, one.level) for one in told] == [("home", Level.BROKEN)]
    assert list(tmp_path.iterdir()) == []


def test_a_misspelt_variable_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that means nothing is named, never its value."""
    monkeypatch.setenv("SHARED_METRICS_DATABASE_ULR", "postgresql://app:secret@host/x")
    (found,) = [one for one in examined(desk) if one.level is not Level.FINE]
    assert "SHARED_METRICS_DATABASE_URL" in found.message
    assert "secret" not in found.message


@pytest.mark.parametrize(
    ("free", "level"), [(50_000_000, "broken"), (500_000_000, "look"), (5_000_000_000, None)]
)
def test_a_disk_filling_up_is_told_early(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, free: int, level: str | None
) -> None:
    """Little room is something to look at, hardly any is broken."""
    full = shutil._ntuple_diskusage(10**10, 10**10 - free, free)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: full)
    assert not_fine(desk) == ([("disk", level)] if level else [])


def test_a_clock_behind_the_last_act_is_told(desk: Desk) -> None:
    """An act from the future means that the clock was set back."""
    earlier = dt.datetime(2026, 4, 8, 16, 0, tzinfo=dt.UTC)  # an hour before the last act
    told = [one for one in examine(settings(desk.home.folder), now=earlier) if one.todo]
    assert [(one.check, one.level.value) for one in told] == [("clock", "broken")]


def test_a_fixed_day_in_a_real_home_is_told(desk: Desk) -> None:
    """A day left fixed after a test would date everything wrongly."""
    assert not_fine(desk, today=dt.date(2026, 4, 9)) == [("clock", "look")]


def installation(desk: Desk) -> Installation:
    return Installation(desk.settings, desk.home, desk.ledger, CLOCK)


def test_an_old_journal_mode_is_told(desk: Desk, tmp_path: Path) -> None:
    """A ledger that cannot write ahead (a network disk) makes readers wait."""
    copy_ledger(desk.ledger.engine, tmp_path / "copy.db")  # a copy is one file, with no journal
    plain = Ledger(sa.create_engine(sqlite_url(tmp_path / "copy.db")))
    (one,) = kept.database(replace(installation(desk), ledger=plain))
    plain.close()
    assert (one.level, "readers wait" in one.message) == (Level.LOOK, True)


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (lambda *_, **__: subprocess.CompletedProcess([], 1, b"", b"ImportError: no x\n"), "no x"),
        (lambda *_, **__: (_ for _ in ()).throw(subprocess.TimeoutExpired("x", 1)), "too long"),
    ],
)
def test_a_library_that_does_not_load_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, run: object, words: str
) -> None:
    """Whatever Great Expectations does at its import, the doctor goes on."""
    monkeypatch.setattr(machine.subprocess, "run", run)
    (one,) = machine.great_expectations(installation(desk))
    assert one.level is Level.BROKEN
    assert words in one.message


def test_it_does_load_here(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own, with its version and the seconds it took."""
    monkeypatch.undo()
    (one,) = machine.great_expectations(installation(desk))
    assert one.level is not Level.BROKEN
    assert "Great Expectations 1." in one.message


def test_fonts_that_are_missing_or_changed_are_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The pages fetch nothing from elsewhere, so their fonts must be here."""
    monkeypatch.setattr(machine, "STATIC", tmp_path)
    assert [one.level for one in machine.fonts(installation(desk))] == [Level.BROKEN]
    (tmp_path / "x.woff2").write_bytes(b"wOF2...")
    assert [one.level for one in machine.fonts(installation(desk))] == [Level.FINE]
    (tmp_path / "y.woff2").write_bytes(b"<html>")
    assert [one.level for one in machine.fonts(installation(desk))] == [Level.BROKEN]


def test_a_check_that_falls_over_stops_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug in one check is told as such; the others are made."""

    def bug(_: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(machine.shutil, "disk_usage", bug)
    told = {one.check: one for one in examined(desk)}
    assert told["disk"].level is Level.BROKEN
    assert "ZeroDivisionError" in told["disk"].message
    assert "fonts" in told


def test_sweeping_takes_leftovers_away(desk: Desk) -> None:
    """What the doctor calls a leftover, `sweep` removes; only the operator may."""
    leave_something(desk)
    with pytest.raises(NotAllowed):
        sweep(desk, actor=person(ROSA), now=CLOCK)
    assert len(sweep(desk, actor=person(ADMIN), now=CLOCK)) == 1
    assert not_fine(desk) == []
