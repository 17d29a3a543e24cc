"""The home: made on first use, remembers, keeps partnerships apart."""

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from desk_factories import DEFINITIONS
from shared_metrics.desk import Desk, open_desk
from shared_metrics.desk.home import read_home, set_today
from shared_metrics.errors import CallersMistake, DefinitionsBroken, InstallationProblem
from shared_metrics.settings import Settings
from shared_metrics.vault.files import write_whole


def settings(home: Path, **given: object) -> Settings:
    return Settings(home=home, _env_file=None, **given)


def opened(home: Path, **given: object) -> Desk:
    return open_desk(settings(home, definitions=DEFINITIONS, **given))


def copied(folder: Path, old: str = "", new: str = "") -> Path:
    shutil.copytree(DEFINITIONS, folder)
    partnership = folder / "agenda" / "partnership.yaml"
    partnership.write_text(partnership.read_text().replace(old, new) if old else "")
    return folder


def test_first_use_makes_everything(tmp_path: Path) -> None:
    """Opening a home that is not there makes it, with a ledger to write in."""
    desk = opened(tmp_path / "deep" / "home")
    assert {path.name for path in desk.home.folder.iterdir()} >= {"ledger.db", "settings.toml"}
    assert desk.ledger.submissions() == []
    assert desk.sample


def test_it_remembers_its_definitions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Later calls need only the home, from whatever folder they are made."""
    opened(tmp_path / "home")
    monkeypatch.chdir(tmp_path)
    again = open_desk(settings(tmp_path / "home"))
    assert again.definitions.folder == DEFINITIONS


def test_definitions_inside_the_home_move_with_it(tmp_path: Path) -> None:
    """A home that holds its own definitions can be carried elsewhere."""
    home = tmp_path / "home"
    mine = copied(home / "data_contracts", "Arroyo Workforce Board", "The Board")
    open_desk(settings(home, definitions=mine))
    home.rename(tmp_path / "moved")
    desk = open_desk(settings(tmp_path / "moved"))
    assert desk.definitions.folder == tmp_path / "moved" / "data_contracts"


def test_definitions_given_for_one_call_are_not_remembered(tmp_path: Path) -> None:
    """`--definitions` holds for the call; the home keeps what it began with."""
    opened(tmp_path / "home")
    other = copied(tmp_path / "other", "Arroyo Workforce Board", "The Board")
    assert open_desk(settings(tmp_path / "home", definitions=other)).definitions.folder == other
    assert open_desk(settings(tmp_path / "home")).definitions.folder == DEFINITIONS


def test_another_partnership_is_kept_out(tmp_path: Path) -> None:
    """Sample figures and a real partnership's never share a home."""
    opened(tmp_path / "home")
    other = copied(tmp_path / "other", "id: arroyo_valley\n", "id: somewhere_else\n")
    with pytest.raises(InstallationProblem, match="belongs to “arroyo_valley”") as told:
        open_desk(settings(tmp_path / "home", definitions=other))
    assert told.value.code == "other_partnership"


def test_broken_definitions_make_no_home(tmp_path: Path) -> None:
    """A mistake in the YAML is told before anything is made."""
    with pytest.raises(DefinitionsBroken):
        open_desk(settings(tmp_path / "home", definitions=copied(tmp_path / "broken")))
    with pytest.raises(CallersMistake):
        open_desk(settings(tmp_path / "home", definitions=tmp_path / "nowhere"))
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "text",
    ["partnership = ", 'partnership = "x"\n', 'definitions = 1\npartnership = "x"\nsample = true'],
)
def test_a_broken_settings_file_is_told(tmp_path: Path, text: str) -> None:
    """What the home remembers must be readable; nothing is made up in its place."""
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(InstallationProblem, match="cannot be understood") as told:
        opened(tmp_path)
    assert told.value.code == "home_broken"


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is an installation problem in plain words."""
    (tmp_path / "home").write_text("")
    with pytest.raises(InstallationProblem):
        opened(tmp_path / "home")


def test_today_is_the_environments_or_the_homes_or_the_clocks(tmp_path: Path) -> None:
    """SHARED_METRICS_TODAY wins over what the home stores, which wins over the clock."""
    desk = opened(tmp_path)
    pacific = ZoneInfo("America/Los_Angeles")
    clock = dt.datetime.now(pacific)
    assert abs(desk.now() - clock) < dt.timedelta(minutes=1)
    assert desk.today() in (clock.date(), dt.datetime.now(pacific).date())

    set_today(settings(tmp_path), dt.date(2026, 7, 15))
    fixed = opened(tmp_path)
    assert fixed.today() == dt.date(2026, 7, 15)
    assert fixed.day_of(fixed.now()) == dt.date(2026, 7, 15)
    assert fixed.now().tzinfo is dt.UTC

    override = opened(tmp_path, today=dt.date(2026, 1, 2))
    assert override.today() == dt.date(2026, 1, 2)
    set_today(settings(tmp_path), None)
    remembered = read_home(tmp_path)
    assert remembered
    assert remembered.today is None


def test_a_day_cannot_be_fixed_where_there_is_no_home(tmp_path: Path) -> None:
    """Only a home that was made can be given a day."""
    with pytest.raises(InstallationProblem, match="There is no home"):
        set_today(settings(tmp_path / "nowhere"), dt.date(2026, 7, 15))


def test_a_path_with_strange_letters_is_a_path(tmp_path: Path) -> None:
    """Signs that mean something in an address mean nothing in a folder's name."""
    home = tmp_path / "a b?c=d#e%20f'g\"h"
    opened(home)
    assert (home / "ledger.db").is_file()
    assert open_desk(settings(home)).ledger.submissions() == []


def test_opening_a_desk_does_not_wait_for_great_expectations(tmp_path: Path) -> None:
    """Whoever only looks does not import what judges files, nor the pages, nor Alembic."""
    opened(tmp_path)
    program = (
        "import sys; from pathlib import Path; from shared_metrics.settings import Settings;"
        "from shared_metrics.desk import acts, open_desk;"
        "open_desk(Settings(home=Path(sys.argv[1])));"
        "print({'great_expectations', 'streamlit', 'alembic', 'duckdb'} & set(sys.modules))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert told.stdout == "set()\n"


def test_the_disk_is_waited_for_unless_all_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file of a real home is on the disk before it counts; the sample's need not be."""
    waited: list[int] = []
    monkeypatch.setattr("shared_metrics.vault.files.os.fsync", waited.append)
    mine = settings(tmp_path, definitions=DEFINITIONS)
    pragma = sa.text("PRAGMA synchronous")
    for durable, expected in ((False, 0), (True, 2)):
        desk = open_desk(mine, durable=durable)
        waited.clear()
        write_whole(tmp_path / f"file {durable}", b"x", durable=durable)
        assert bool(waited) is durable
        with desk.ledger.reading() as connection:
            assert connection.scalar(pragma) == expected
