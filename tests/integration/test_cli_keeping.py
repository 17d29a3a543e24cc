"""Keeping it, from the command line: what is printed, and how it ends."""

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from desk_factories import BOARD, DEFINITIONS, ROSA
from keeping_factories import kept_home
from shared_metrics.cli import main
from shared_metrics.desk.doctor import machine


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "DEFINITIONS", "TODAY", "DATABASE_URL", "VAULT"):
        monkeypatch.delenv(f"SHARED_METRICS_{name}", raising=False)
    monkeypatch.setattr(machine, "great_expectations", lambda _: iter(()))
    kept_home(tmp_path / "home").ledger.close()
    return tmp_path / "home"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Runs a command with --json; its exit code and what it printed."""

    def command(*words: object) -> tuple[int, dict[str, object]]:
        code = main([*map(str, words), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


def test_backup_and_restore(home: Path, tmp_path: Path, run) -> None:
    """A backup is told with what it holds; restoring it gives a home that verifies."""
    code, told = run("backup", "out.zip", "--home", home)
    assert (code, told["partnership"], told["missing"]) == (0, "arroyo_valley", [])
    code, told = run("restore", "out.zip", "--home", tmp_path / "new")
    assert (code, told["verified"], told["problems"]) == (0, True, [])
    assert run("audit", "verify", "--home", tmp_path / "new")[1]["verified"] is True


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["backup", "there.zip", "--home", "home"], 13, "file_exists"),
        (["backup", "no/folder/out.zip", "--home", "home"], 10, "no_such_folder"),
        (["backup", "out.zip", "--home", "nowhere"], 14, "home_missing"),
        (["restore", "there.zip", "--home", "new"], 10, "not_a_backup"),
        (["restore", "missing.zip", "--home", "new"], 10, "no_such_file"),
        (["restore", "there.zip", "--home", "home"], 13, "home_not_empty"),
        (["partner", "export", BOARD, "--out", "there.zip", "--as", ROSA], 13, "file_exists"),
        (
            ["partner", "export", "steppingway_training", "--out", "x.zip", "--as", ROSA],
            11,
            "not_allowed",
        ),
        (["sweep", "--as", ROSA], 11, "not_allowed"),
    ],
)
def test_what_cannot_be_is_told_with_its_code(
    home: Path, tmp_path: Path, run, *, words: list[str], code: int, error: str
) -> None:
    """Each refusal has its exit code and a stable name, and writes nothing."""
    (tmp_path / "there.zip").write_text("not a backup")
    before = sorted(tmp_path.iterdir())
    if "--home" not in words:
        words = [*words, "--home", "home", "--definitions", str(DEFINITIONS)]
    ended, told = run(*words)
    assert (ended, told["error"]["code"]) == (code, error)
    assert sorted(tmp_path.iterdir()) == before


def test_a_trail_that_does_not_hold_is_restored_and_told(home: Path, tmp_path: Path, run) -> None:
    """The exit code is that of `audit verify`; the home is there."""
    with sqlite3.connect(home / "ledger.db") as opened:
        opened.execute("UPDATE submissions SET row_count = 7")
    run("backup", "out.zip", "--home", home)
    code, told = run("restore", "out.zip", "--home", tmp_path / "new")
    assert (code, told["verified"]) == (13, False)
    assert (tmp_path / "new" / "ledger.db").exists()


def test_the_doctor_ends_with_14_when_something_is_broken(home: Path, run) -> None:
    """Well or only to look at: 0. Broken: 14."""
    home.chmod(0o755)
    code, told = run("doctor", "--home", home)
    assert (code, told["broken"]) == (0, False)
    assert "look" in {one["level"] for one in told["examined"]}
    next(home.rglob("*.parquet")).unlink()
    code, told = run("doctor", "--home", home)
    assert (code, told["broken"]) == (14, True)


def test_the_doctor_speaks_plainly(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each thing, what to do below it, the sum at the end."""
    next(home.rglob("*.parquet")).unlink()
    assert main(["doctor", "--home", str(home)]) == 14
    said = capsys.readouterr()
    line = next(line for line in said.out.splitlines() if line.startswith("BROKEN"))
    assert line.startswith("BROKEN  files: The file “parts/workforce_placements/sub_")
    assert "\n        Keep a copy of the home" in said.out
    assert said.err.startswith("1 broken, ")


def test_a_partner_takes_away_what_is_its_own(home: Path, tmp_path: Path, run) -> None:
    """The export is told with how much is in it."""
    code, told = run(
        *("partner", "export", BOARD, "--out", "mine.zip", "--as", ROSA.upper()),
        *("--home", home, "--definitions", DEFINITIONS),
    )
    assert (code, told["submissions"]) == (0, 4)
    with zipfile.ZipFile(tmp_path / "mine.zip") as opened:
        assert "README.txt" in opened.namelist()
