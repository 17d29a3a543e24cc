"""A disk that is full or may only be read: told in plain words, nothing lost, well again after."""

import contextlib
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app_pages import press, use_home, visit, words
from desk_factories import (
    BOARD,
    DEFINITIONS,
    NOOR,
    NOW,
    ROSA,
    WORKFORCE,
    person,
    placements,
    send_rows,
)
from keeping_factories import CLOCK, everything_in, kept_home, sent, settings
from shared_metrics.cli import main
from shared_metrics.desk import Desk, acts, open_desk
from shared_metrics.desk.keeping import back_up, restore
from shared_metrics.desk.partner_export import export_partner
from shared_metrics.desk.verification import verify_audit
from shared_metrics.errors import InstallationProblem

FILE = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage\n"
    "2025-11,healthcare,all,all,42,12,10,7,24.50\n"
)
PLAIN = ("Traceback", "Errno", "sqlite", "OperationalError")


@contextlib.contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own size, where this user may mount one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(mount, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", "3m") as folder:
        yield folder


@pytest.fixture
def desk(disk: Path) -> Desk:
    """A home with figures in it, on the small disk."""
    return kept_home(disk / "home")


def fill(disk: Path, left: int = 0) -> Path:
    """Fills a disk up to some bytes."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    if left:
        os.truncate(filler, filler.stat().st_size - left)
    return filler


def may_be_written(disk: Path, *, may: bool) -> None:
    """Makes a disk one that may only be read, or free again."""
    way = f"remount,{'rw' if may else 'ro'}"
    subprocess.run(["mount", "-o", way, disk], check=True)


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(InstallationProblem) as told:
        work()
    return _code_of(told.value)


def _code_of(problem: InstallationProblem) -> str:
    """What it is called; it says what to do, in plain words."""
    assert problem.hint
    assert not any(word in problem.message for word in PLAIN)
    return problem.code


def command(capsys: pytest.CaptureFixture[str], home: Path, *given: object) -> tuple[int, str]:
    """A command's exit code and what it said to a person."""
    capsys.readouterr()
    code = main([*map(str, given), "--home", str(home), "--definitions", str(DEFINITIONS)])
    said = capsys.readouterr()
    assert not any(word in said.out + said.err for word in PLAIN), said
    return code, said.err


def submit_words(folder: Path) -> list[object]:
    file = folder / "november.csv"
    file.write_text(FILE)
    return ["submit", file, "--contract", WORKFORCE, "--partner", BOARD, "--as", ROSA]


def well(desk: Desk, before: list[object]) -> None:
    """Nothing was lost, all verifies, and the next file is taken and counted."""
    assert sent(desk) == before
    assert verify_audit(desk) == []
    (one,) = send_rows(desk, placements("2025-12"), "after it")
    acts.accept(desk, [one.id], actor=person(NOOR), now=NOW)
    assert verify_audit(desk) == []


def test_a_home_that_does_not_fit_is_told_and_begun_again(disk: Path) -> None:
    """Wherever a disk fills up while a home is made, it is called full; afterwards it is well."""
    told = []
    for left in itertools.count(0, 12_288):
        home, filler = disk / f"home{left}", fill(disk, left)
        try:
            kept_home(home)
        except InstallationProblem as problem:
            told.append(_code_of(problem))
        else:
            break
        filler.unlink()
        assert verify_audit(open_desk(settings(home, definitions=DEFINITIONS))) == []
        shutil.rmtree(home)
    assert len(told) > 10
    assert set(told) == {"disk_full"}


@pytest.mark.parametrize("left", [0, 4096, 12288, 20480])
def test_a_full_disk_loses_nothing_of_what_was_sent(
    desk: Desk, disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], left: int
) -> None:
    """Wherever it fills up, a command says so (14) or has done all of it; then all goes on."""
    before = sent(desk)
    filler = fill(disk, left)
    code, said = command(capsys, desk.home.folder, *submit_words(tmp_path))
    assert code in (0, 14)
    assert code == 0 or "full" in said
    assert left or code == 14
    filler.unlink()
    well(desk, before if code else sent(desk))


def test_a_backup_that_does_not_fit_leaves_the_older_one(
    disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing half is left beside it, and it works once there is room."""
    desk, file = kept_home(tmp_path / "home"), disk / "backup.zip"
    back_up(desk.settings, file, now=CLOCK)
    older = file.read_bytes()
    filler = fill(disk, 8192)
    code, said = command(capsys, desk.home.folder, "backup", file, "--force")
    assert (code, "full" in said) == (14, True)
    assert everything_in(disk) == ["backup.zip", "filler"]
    assert file.read_bytes() == older
    filler.unlink()
    assert command(capsys, desk.home.folder, "backup", file, "--force")[0] == 0


def test_an_export_that_does_not_fit_leaves_nothing(disk: Path, tmp_path: Path) -> None:
    """An archive to take away is there whole or not at all."""
    desk, file = kept_home(tmp_path / "home"), disk / "export.zip"
    filler = fill(disk, 4096)

    def export() -> object:
        return export_partner(desk, BOARD, file, actor=person(ROSA), now=NOW)

    assert code_of(export) == "disk_full"
    assert everything_in(disk) == ["filler"]
    filler.unlink()
    export()


@pytest.mark.parametrize("left", [4096, 65536, 131072])
def test_a_restore_that_runs_out_of_room_makes_no_home(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    """Room is counted first; where it goes meanwhile, no home appears and nothing is left."""
    desk, file = kept_home(tmp_path / "home"), tmp_path / "backup.zip"
    back_up(desk.settings, file, now=CLOCK)
    new = settings(disk / "new")
    assert code_of(lambda: restore(new, file)) == "disk_full"
    monkeypatch.setattr(sys.modules[restore.__module__], "SPARE_BYTES", -(10**9))
    filler = fill(disk, left)
    assert code_of(lambda: restore(new, file)) == "disk_full"
    assert everything_in(disk) == ["filler"]
    filler.unlink()
    assert restore(new, file).problems == ()
    assert sent(open_desk(settings(disk / "new", definitions=DEFINITIONS))) == sent(desk)


def test_the_page_says_that_the_disk_is_full(
    desk: Desk, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sends a file from the page reads what happened, and sends it again later."""
    use_home(desk.home.folder, monkeypatch)
    before = sent(desk)
    app = visit("send", ROSA, contract=WORKFORCE, period="2025-11")
    app.file_uploader[0].set_value(("november.csv", FILE.encode(), "text/csv"))
    app.run()
    filler = fill(disk)
    press(app, "send")
    assert "full" in words(app)
    assert not app.exception
    filler.unlink()
    assert sent(desk) == before
    press(app, "send")
    assert "Sent." in words(app)
    assert len(sent(desk)) == len(before) + 1
    assert verify_audit(desk) == []


def test_a_disk_that_may_only_be_read_is_told(
    desk: Desk, disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command that writes there says so (14); nothing changes, and all goes on after."""
    before, home = sent(desk), desk.home.folder
    back_up(desk.settings, tmp_path / "backup.zip", now=CLOCK)
    (waiting,) = (one.id for one in before if one.state == "passed")
    writing = [
        submit_words(tmp_path),
        ["accept", waiting, "--as", NOOR],
        ["backup", disk / "backup.zip"],
        ["partner", "export", BOARD, "--out", disk / "export.zip", "--as", ROSA],
    ]
    desk.ledger.close()
    there = everything_in(disk)
    may_be_written(disk, may=False)
    try:
        told = [command(capsys, home, *given) for given in writing]
        told.append(command(capsys, disk / "new", "restore", tmp_path / "backup.zip"))
    finally:
        may_be_written(disk, may=True)
    assert [code for code, _ in told] == [14] * len(told), told
    assert all("writ" in said or "read-only" in said for _, said in told), told
    assert everything_in(disk) == there
    well(open_desk(desk.settings), before)
