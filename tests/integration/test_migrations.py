"""A ledger of every earlier version comes up to date, after everything was backed up."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk_factories import DEFINITIONS
from keeping_factories import FROZEN, frozen_home, frozen_ledger, sent, settings
from shared_metrics.desk import open_desk
from shared_metrics.desk.home import open_home
from shared_metrics.desk.keeping import restore
from shared_metrics.desk.keeping.before_migrating import NEWEST_KEPT, automatic_backups
from shared_metrics.errors import InstallationProblem
from shared_metrics.ledger import open_ledger, sqlite_url
from shared_metrics.ledger.copying import load_ledger
from shared_metrics.ledger.engine import make_engine
from shared_metrics.ledger.migrate import VERSIONS

BECAME = ["accepted", "passed", "returned", "superseded", "withdrawn"]


def schema(path: Path) -> set[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(path)) as opened:
        rows = opened.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {(name, " ".join(sql.split())) for name, sql in rows}


def test_every_version_is_frozen() -> None:
    """Whoever adds a migration keeps a ledger of it: `python tools/freeze_ledger.py`."""
    assert sorted(path.stem for path in FROZEN.glob("*.sql")) == list(VERSIONS)


def test_the_newest_frozen_ledger_is_as_ledgers_are_made_now(tmp_path: Path) -> None:
    """A migration that changed after its ledger was frozen is noticed."""
    open_ledger(sqlite_url(tmp_path / "new.db")).close()
    assert schema(frozen_ledger(VERSIONS[-1], tmp_path / "old.db")) == schema(tmp_path / "new.db")


@pytest.mark.parametrize("version", VERSIONS)
def test_an_earlier_ledger_comes_up_to_date(version: str, tmp_path: Path) -> None:
    """Whatever version left it, all that was sent is there, and its trail still holds."""
    given = frozen_home(version, tmp_path / "home")
    desk = open_desk(given)
    assert sorted(one.state.value for one in sent(desk)) == BECAME
    assert desk.ledger.verify() == []
    assert {person.email for person in desk.everybody()} >= {"noor.haddad@example.org"}


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_is_backed_up_before_a_ledger_is_changed(version: str, tmp_path: Path) -> None:
    """Before tables change, the home is backed up as it was; a newest ledger needs no backup."""
    given = frozen_home(version, tmp_path / "home")
    open_desk(given).ledger.close()
    made = automatic_backups(open_home(given))
    if version == VERSIONS[-1]:
        assert made == []
        return
    (backup,) = made
    restored = restore(settings(tmp_path / "again"), backup)
    assert restored.manifest.ledger_version == version
    assert (
        sorted(one.state.value for one in sent(open_desk(settings(tmp_path / "again")))) == BECAME
    )


def test_an_empty_ledger_is_not_backed_up(tmp_path: Path) -> None:
    """There is nothing to lose in a ledger nobody wrote to."""
    given = frozen_home(VERSIONS[0], tmp_path / "home")
    with contextlib.closing(sqlite3.connect(tmp_path / "home" / "ledger.db")) as opened:
        opened.executescript("DELETE FROM submissions; DELETE FROM audit;")
        opened.execute("UPDATE ledger_head SET seq = 0, hash = ?", ("0" * 64,))
        opened.commit()
    open_desk(given)
    assert automatic_backups(open_home(given)) == []


def test_only_the_newest_automatic_backups_stay(tmp_path: Path) -> None:
    """Upgrades do not fill the disk: three backups are kept, the oldest goes first."""
    home = tmp_path / "home"
    seen = []
    for _ in range(NEWEST_KEPT + 1):
        for file in home.glob("ledger.db*"):
            file.unlink()
        frozen_ledger(VERSIONS[0], home / "ledger.db") if home.exists() else frozen_home(
            VERSIONS[0], home
        )
        open_desk(settings(home)).ledger.close()
        seen.append(automatic_backups(open_home(settings(home)))[-1])
    assert automatic_backups(open_home(settings(home))) == seen[1:]


def test_no_backup_no_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the backup cannot be written, the ledger stays as it was and says why."""
    given = frozen_home(VERSIONS[0], tmp_path / "home")
    before = schema(tmp_path / "home" / "ledger.db")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shared_metrics.desk.keeping.backup.check_archive", full)
    with pytest.raises(InstallationProblem) as told:
        open_desk(given)
    assert told.value.code == "disk_full"
    assert schema(tmp_path / "home" / "ledger.db") == before
    assert automatic_backups(open_home(given)) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_an_earlier_ledger_goes_into_either_database(
    version: str, tmp_path: Path, database_url: str
) -> None:
    """A ledger's file of any version fills an empty database of either kind, up to date."""
    old = frozen_ledger(version, tmp_path / "old.db")
    engine = make_engine(database_url)
    load_ledger(old, engine)
    engine.dispose()
    ledger = open_ledger(database_url)
    assert sorted(one.state.value for one in ledger.submissions()) == BECAME
    assert ledger.verify() == []


def test_a_newer_ledger_is_left_alone(tmp_path: Path, database_url: str) -> None:
    """A program that is too old says so, and changes nothing."""
    ledger = open_ledger(database_url)
    with ledger.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    ledger.close()
    with pytest.raises(InstallationProblem, match="newer version of Shared Metrics") as told:
        open_desk(settings(tmp_path / "home", definitions=DEFINITIONS, database_url=database_url))
    assert (told.value.code, told.value.exit_code) == ("ledger_newer", 14)
    engine = make_engine(database_url)
    with engine.connect() as connection:
        kept = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    engine.dispose()
    assert kept == "9999"
