"""Releases in backups, restored homes, the doctor's look, the trail, and what sweeping removes."""

import shutil
import zipfile
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest

from desk_factories import ADMIN, DEFINITIONS, NOOR, TOMAS, person
from keeping_factories import CLOCK, everything_in, settings
from releasing_factories import (
    IN_JUNE,
    IN_MAY,
    PUBLIC_PLAN,
    SIMPLE,
    copied,
    planned,
    prepare,
    publish,
    published_desk,
)
from shared_metrics.cli import main
from shared_metrics.desk import Desk, open_desk
from shared_metrics.desk.doctor import examine
from shared_metrics.desk.home import RELEASES
from shared_metrics.desk.keeping import back_up, backup, restore
from shared_metrics.desk.questions import releases as questions
from shared_metrics.desk.releasing.shelf import shelf_of
from shared_metrics.desk.releasing.verifying import verify_release
from shared_metrics.desk.verification import sweep, verify_audit
from shared_metrics.errors import InstallationProblem

TABLE = "tables/placements-quarter.csv"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with R1, and R2 as a draft."""
    folder = tmp_path_factory.mktemp("made") / "home"
    open_desk(settings(folder, definitions=DEFINITIONS)).ledger.close()
    desk = published_desk(folder)
    prepare(desk)
    desk.ledger.close()
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    return copied(made, tmp_path / "home")


def lose(folder: Path) -> None:
    shutil.rmtree(folder)


def change_a_table(folder: Path) -> None:
    (folder / TABLE).write_text("period,value\n")


def change_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_bytes((folder / "manifest.json").read_bytes() + b" ")


def lose_a_private_file(folder: Path) -> None:
    (folder / "private" / "basis.json").unlink()


def add_a_file(folder: Path) -> None:
    (folder / "private" / "more.csv").write_text("1")


HARMS = [lose, change_a_table, change_the_manifest, lose_a_private_file, add_a_file]


def harmed(desk: Desk, harm: Callable[[Path], None], name: str = "R1") -> None:
    (folder,) = (desk.home.folder / RELEASES).glob(f"{name}*")
    harm(folder)


def levels(desk: Desk, check: str) -> list[str]:
    """What the doctor says of one check, without waiting for those after `leftovers`."""
    looked = takewhile(lambda one: one.check != "clock", examine(desk.settings, now=CLOCK))
    return [one.level.value for one in looked if one.check == check]


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_harmed_release_is_told_everywhere(desk: Desk, harm: Callable[[Path], None]) -> None:
    """The doctor, `audit verify`, `release verify` and a backup all notice; a backup is refused."""
    assert verify_audit(desk) == []
    harmed(desk, harm)
    assert {problem.rule for problem in verify_audit(desk)} == {"release_altered"}
    assert set(levels(desk, "releases")) == {"broken"}
    assert verify_release(desk, "R1", protection=SIMPLE)
    with pytest.raises(InstallationProblem, match="releases/R1") as refused:
        back_up(desk.settings, desk.home.folder.parent / "b.zip", now=CLOCK)
    assert refused.value.code == "vault_damaged"
    made = back_up(
        desk.settings, desk.home.folder.parent / "b.zip", now=CLOCK, even_if_damaged=True
    )
    assert made.manifest.missing == ("releases/R1",)


def test_a_backup_brings_releases_and_drafts_back(desk: Desk, tmp_path: Path) -> None:
    """A restored home serves the same editions, and its draft can be published."""
    back_up(desk.settings, tmp_path / "b.zip", now=CLOCK)
    restored = restore(settings(tmp_path / "again"), tmp_path / "b.zip")
    assert restored.problems == ()
    again = planned(open_desk(settings(tmp_path / "again")), PUBLIC_PLAN)
    assert everything_in(tmp_path / "again" / RELEASES) == everything_in(
        desk.home.folder / RELEASES
    )
    assert questions.edition(again, "R1").manifest_sha256 == (
        questions.edition(desk, "R1").manifest_sha256
    )
    assert verify_release(again, "R1", protection=SIMPLE) == []
    publish(again)
    assert [row.id for row in questions.releases(again)] == ["R1", "R2"]


def test_a_damaged_release_is_restored_and_told(desk: Desk, tmp_path: Path) -> None:
    """What a backup made all the same could not hold is a problem of the restored home."""
    harmed(desk, lose)
    back_up(desk.settings, tmp_path / "b.zip", now=CLOCK, even_if_damaged=True)
    restored = restore(settings(tmp_path / "again"), tmp_path / "b.zip")
    assert [problem.rule for problem in restored.problems] == ["release_altered"]


def test_leftovers_are_in_no_backup(desk: Desk, tmp_path: Path) -> None:
    """A folder without a row, and what somebody lays out at this moment, stay out."""
    shutil.copytree(desk.home.folder / RELEASES / "R1", desk.home.folder / RELEASES / "R3")
    with shelf_of(desk.home).laid_out({"release.json": b"{}"}):
        back_up(desk.settings, tmp_path / "b.zip", now=CLOCK)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        folders = {name.split("/")[1] for name in archive.namelist() if name.startswith(RELEASES)}
    assert {name.partition(".")[0] for name in folders} == {"R1", "R2"}


def test_a_draft_published_while_a_backup_is_made(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backup begins again, and holds what was published."""
    real, moved = backup.read_folder, []

    def read(folder: Path) -> dict[str, bytes]:
        if not moved:
            moved.append(publish(desk))
        return real(folder)

    monkeypatch.setattr(backup, "read_folder", read)
    back_up(desk.settings, tmp_path / "b.zip", now=CLOCK)
    restored = restore(settings(tmp_path / "again"), tmp_path / "b.zip")
    assert restored.problems == ()
    names = sorted(path.name for path in (tmp_path / "again" / RELEASES).iterdir())
    assert names == ["R1", "R2"]


def test_what_was_left_over_is_told_and_swept(desk: Desk) -> None:
    """A folder without a row is a `look`; sweeping removes it and nothing else."""
    shelf = desk.home.folder / RELEASES
    shutil.copytree(shelf / "R1", shelf / "R3")
    (shelf / "stray.txt").write_text("?")
    before = {path.name for path in shelf.iterdir()}
    assert levels(desk, "leftovers") == ["look"]
    assert sweep(desk, actor=person(ADMIN), now=IN_MAY) == ["releases/R3", "releases/stray.txt"]
    assert {path.name for path in shelf.iterdir()} == before - {"R3", "stray.txt"}
    assert levels(desk, "leftovers") == ["fine"]
    assert verify_audit(desk) == []


def test_sweeping_spares_what_is_laid_out_at_this_moment(desk: Desk) -> None:
    """Who is about to publish loses nothing to somebody who tidies up."""
    shelf = shelf_of(desk.home)
    with shelf.laid_out({"release.json": b"{}"}) as made:
        assert sweep(desk, actor=person(ADMIN), now=IN_MAY) == []
        assert (made / "release.json").is_file()


def test_a_harmed_draft_is_only_looked_at(desk: Desk) -> None:
    """Nothing public depends on it: prepared again, all is well."""
    harmed(desk, change_a_table, "R2")
    assert levels(desk, "releases") == ["look", "fine"]
    assert verify_audit(desk) == []
    prepare(desk, now=IN_JUNE, by=TOMAS)
    publish(desk, now=IN_JUNE, by=NOOR)
    assert questions.latest_edition(desk).id == "R2"


def test_sweep_says_what_it_removed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """At the command line too."""
    (desk.home.folder / RELEASES / "R9").mkdir()
    where = ["--home", str(desk.home.folder), "--definitions", str(DEFINITIONS)]
    assert main(["sweep", "--as", ADMIN, "--json", *where]) == 0
    assert "releases/R9" in capsys.readouterr().out
