"""`release` and `site` at the command line: shapes, words, exit codes, on the real protection."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desk_factories import BOARD, DEFINITIONS, NOOR, STEPPINGWAY, TOMAS
from keeping_factories import settings
from releasing_factories import PARTNERS_OF, accept_placed, send_placed
from shared_metrics.cli import main
from shared_metrics.desk import Desk, open_desk
from shared_metrics.desk.home import RELEASES

ROW = {"id", "state", "data_to", "published_on", "reason"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with placements of two partners, January to March 2026."""
    home = tmp_path_factory.mktemp("made") / "home"
    desk = open_desk(settings(home, definitions=DEFINITIONS))
    for month, placed in (("2026-01", 40), ("2026-02", 50), ("2026-03", 60)):
        for partner in PARTNERS_OF:
            accept_placed(desk, month, placed, partner)
    desk.ledger.close()
    return home


class Program:
    """The program on one home, on 20 May 2026."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def words(self, *given: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        where = ["--home", str(self.home), "--definitions", str(DEFINITIONS)]
        code = main([*map(str, given), *where])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def data(self, *given: object) -> tuple[int, Any]:
        code, out, _ = self.words(*given, "--json")
        return code, json.loads(out)

    @property
    def desk(self) -> Desk:
        return open_desk(settings(self.home, definitions=DEFINITIONS))

    def publish(self) -> None:
        assert self.words("release", "prepare", "--data-to", "2026-03-31", "--as", NOOR)[0] == 0
        assert self.words("release", "publish", "R1", "--as", TOMAS)[0] == 0


@pytest.fixture
def program(
    made: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Program:
    monkeypatch.setenv("SHARED_METRICS_TODAY", "2026-05-20")
    shutil.copytree(made, tmp_path / "home")
    return Program(tmp_path / "home", capsys)


def test_from_nothing_to_an_amended_release(program: Program) -> None:
    """Prepare, check, publish, amend: each answers with its row; the list has exactly its names."""
    assert program.data("release", "list") == (0, [])
    code, row = program.data("release", "prepare", "--data-to", "2026-03-31", "--as", NOOR)
    told = {"id": "R1", "data_to": "2026-03-31", "published_on": None, "reason": None}
    assert (code, row) == (0, told | {"state": "prepared"})
    code, looked = program.data("release", "check", "R1")
    assert (code, looked["may_be_published"]) == (0, True)
    assert {"public", "partners"} <= set(looked["hidden"])
    assert {change["table"] for change in looked["changes"]} >= {"placements-quarter"}
    code, row = program.data("release", "publish", "R1", "--as", TOMAS)
    assert (code, row["state"], row["published_on"]) == (0, "published", "2026-05-20")
    accept_placed(program.desk, "2026-03", 95)
    code, row = program.data("release", "amend", "R1", "--reason", "A late file.", "--as", NOOR)
    assert (code, row["id"], row["reason"]) == (0, "R1.1", "A late file.")
    assert program.data("release", "publish", "R1.1", "--as", TOMAS)[0] == 0
    _, rows = program.data("release", "list")
    assert [(row["id"], row["state"]) for row in rows] == [("R1", "amended"), ("R1.1", "published")]
    assert all(set(row) == ROW for row in rows)
    for release_id in ("R1", "R1.1"):
        answer = {"id": release_id, "verified": True, "problems": []}
        assert program.data("release", "verify", release_id) == (0, answer)


def test_what_people_read(program: Program) -> None:
    """Words say what happened; a table lists releases; nothing that stops is `STOP`ped silently."""
    code, out, _ = program.words("release", "prepare", "--data-to", "2026-03-31", "--as", NOOR)
    assert (code, out) == (0, "R1 is prepared, with figures to 2026-03-31.\n")
    code, out, said = program.words("release", "check", "R1")
    assert code == 0
    assert "know  “More people placed in lasting jobs”: 6 of 21 files for 2026-Q1 are in." in out
    assert said == "R1 may be published.\n"
    send_placed(program.desk, "2026-02", 51)
    code, out, said = program.words("release", "check", "R1")
    assert (code, said) == (13, "R1 cannot be published as it is.\n")
    assert out.startswith("STOP  1 file waits for a decision: sub_")
    code, _, said = program.words("release", "publish", "R1", "--as", TOMAS)
    assert code == 13
    assert "R1 is not published. 1 file waits for a decision" in said
    code, out, said = program.words("release", "list")
    assert (code, said) == (0, "1 release.\n")
    assert out.splitlines()[1].split() == ["R1", "prepared", "2026-03-31"]
    code, out, _ = program.words("release", "discard", "R1", "--as", NOOR)
    assert (code, out) == (0, "The draft of R1 is gone.\n")
    assert program.words("release", "list")[2] == "0 releases.\n"


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["prepare", "--data-to", "31.3.2026", "--as", NOOR], 10, "bad_day"),
        (["prepare", "--data-to", "2026-03-30", "--as", NOOR], 10, "not_a_months_end"),
        (["prepare", "--data-to", "2026-05-31", "--as", NOOR], 10, "not_over"),
        (["check", "R9"], 10, "unknown_release"),
        (["check", "14"], 10, "bad_release"),
        (["publish", "R1", "--as", NOOR], 11, "second_person"),
        (["publish", "R2", "--as", TOMAS], 10, "unknown_release"),
        (["amend", "R1", "--reason", "Late.", "--as", NOOR], 10, "unknown_release"),
        (["verify", "R1"], 10, "unknown_release"),
        (["verify", "R1", "--public", "."], 10, "no_such_copy"),
        (["attack", "R1"], 10, "unknown_release"),
        (["amend", "R1", "--as", NOOR], 2, "usage"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else None,
)
def test_what_cannot_be(program: Program, words: list[str], code: int, error: str) -> None:
    """Each mistake has its exit code, a plain message and a hint."""
    program.words("release", "prepare", "--data-to", "2026-03-31", "--as", NOOR)
    answered, told = program.data("release", *words)
    assert (answered, told["error"]["code"]) == (code, error)
    assert told["error"]["hint"]


def test_an_altered_release_is_not_verified(program: Program) -> None:
    """A changed digit in a table, and `release verify` says so (13)."""
    program.publish()
    table = program.home / RELEASES / "R1" / "tables" / "placements-quarter.csv"
    table.write_text(table.read_text().replace("300", "301"))
    code, told = program.data("release", "verify", "R1")
    assert (code, told["verified"]) == (13, False)
    assert told["problems"] == ["R1: “tables/placements-quarter.csv” was changed."]


def test_a_copy_of_the_public_files_is_verified_without_the_home(
    program: Program, tmp_path: Path
) -> None:
    """Hashes, chain and visible sums, wherever the copy lies; a changed byte is told (13)."""
    program.publish()
    copy = tmp_path / "copy" / "R1"
    shutil.copytree(program.home / RELEASES / "R1", copy, ignore=lambda *_: {"private"})
    shutil.rmtree(program.home)
    for place in (copy, copy.parent):
        answered = program.data("release", "verify", "R1", "--public", place)
        assert answered == (0, {"id": "R1", "verified": True, "problems": []})
    assert not program.home.exists()
    (copy / "index.html").write_text("what else lies there does not matter")
    assert program.words("release", "verify", "R1", "--public", copy)[0] == 0
    assert program.words("release", "verify", "R2", "--public", copy)[0] == 13
    (copy / "release.json").write_bytes((copy / "release.json").read_bytes() + b" ")
    code, told = program.data("release", "verify", "R1", "--public", copy)
    assert (code, told["problems"]) == (13, ["“release.json” was changed."])


def test_an_attack_finds_nothing(program: Program) -> None:
    """Nobody, knowing nothing or their own rows, learns what was to stay uncertain."""
    for month in ("2026-01", "2026-02", "2026-03"):
        for partner in PARTNERS_OF:
            accept_placed(program.desk, month, 1, partner)
    program.publish()
    code, found = program.data("release", "attack", "R1")
    assert code == 0
    assert [one["knowing"] for one in found] == [None, BOARD, STEPPINGWAY]
    assert all(one["narrowed"] == [] for one in found)
    assert any(one["secrets"] and one["intervals"] for one in found)
    code, out, _ = program.words("release", "attack", "R1", "--knowing", BOARD)
    assert code == 0
    assert out.endswith("to protect, 0 narrowed.\n")


def test_the_site_is_written_from_releases(program: Program, tmp_path: Path) -> None:
    """Before there is a release it is a conflict; nothing private is ever in it."""
    out = tmp_path / "site"
    code, told = program.data("site", out)
    assert (code, told["error"]["code"], out.exists()) == (13, "no_release", False)
    program.publish()
    code, told = program.data("site", out, "--embed", "more_people_placed")
    assert (code, told["newest"], told["releases"]) == (0, "R1", ["R1"])
    assert "private" not in {path.name for path in out.rglob("*")}
    verified = program.words("release", "verify", "R1", "--public", out)
    assert (verified[0], verified[2]) == (0, "R1 is what was published.\n")
    (out / "releases" / "R1" / "release.json").write_text("{}")
    assert program.words("release", "verify", "R1", "--public", out)[0] == 13
    assert program.data("site", out, "--embed", "nothing")[1]["error"]["code"] == "unknown_goal"
