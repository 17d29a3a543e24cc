"""`review` at the command line: shapes, words, exit codes; the same bytes as on the page."""

import json
from pathlib import Path
from typing import Any

import pytest

from desk_factories import CHAIR, DEFINITIONS, person
from releasing_factories import accept_placed, releasing_desk
from reviewing_factories import JUNE, closed, decided, opened, plan
from shared_metrics.cli import main
from shared_metrics.desk import Desk
from shared_metrics.web.panels import review_files
from site_factories import drawings

pytestmark = pytest.mark.xdist_group("site")
DECIDED = "We ask more employers."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a closed review, and one that is planned."""
    desk = releasing_desk(tmp_path_factory.mktemp("made"))
    told = f'partnership = "{desk.partnership.id}"\ndefinitions = "{DEFINITIONS}"\nsample = true\n'
    (desk.home.folder / "settings.toml").write_text(told)
    one = opened(desk)
    decided(desk, one.id, DECIDED)
    closed(desk, one.id)
    plan(desk, "Summer review", JUNE)
    return desk


@pytest.fixture
def program(made: Desk, capsys: pytest.CaptureFixture[str]) -> Any:
    """The program on that home: exit code, data, words."""

    def called(*given: object) -> tuple[int, str, str]:
        code = main([*map(str, given), "--home", str(made.home.folder)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


def ids(program: Any) -> dict[str, str]:
    """State -> id."""
    return {one["state"]: one["id"] for one in json.loads(program("review", "list", "--json")[1])}


def test_the_list_names_every_review(program: Any) -> None:
    """The newest day first, with its state and the last day of its figures."""
    code, told, words = program("review", "list", "--json")
    assert code == 0
    assert [(one["title"], one["state"], one["data_to"]) for one in json.loads(told)] == [
        ("Summer review", "planned", None),
        ("Spring review", "closed", "2026-04-30"),
    ]
    code, told, words = program("review", "list")
    assert (code, words) == (0, "2 reviews.\n")
    assert [line.split()[-2] for line in told.splitlines()[1:]] == ["Summer", "Spring"]


def test_a_pack_goes_to_stdout_or_into_a_file(program: Any, tmp_path: Path) -> None:
    """The same page both ways; a file that is there is kept, unless told otherwise."""
    one, file = ids(program)["closed"], tmp_path / "pack.html"
    code, page, _ = program("review", "pack", one)
    assert code == 0
    assert "<h1>Spring review</h1>" in page
    assert program("review", "pack", one, "--out", file)[0] == 0
    assert file.read_text() == page
    before = file.read_bytes()
    assert program("review", "pack", one, "--out", file)[0] != 0
    assert program("review", "pack", one, "--out", file, "--force")[0] == 0
    assert file.read_bytes() == before


def test_what_comes_later_changes_no_file(program: Any, made: Desk) -> None:
    """A figure accepted after the closing moves nothing in the pack, nor in the minutes."""
    one = ids(program)["closed"]
    before = [program("review", what, one)[1] for what in ("pack", "minutes")]
    accept_placed(made, "2026-03", 90)
    assert [program("review", what, one)[1] for what in ("pack", "minutes")] == before
    assert DECIDED in before[1]


def test_a_pdf_is_named_after_the_day(
    program: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a place it lies here; with --json its fingerprint is told."""
    monkeypatch.chdir(tmp_path)
    code, told, _ = program(
        "review", "minutes", ids(program)["closed"], "--format", "pdf", "--json"
    )
    assert code == 0
    file = tmp_path / "review-2026-05-21-minutes.pdf"
    assert json.loads(told)["file"] == str(file)
    assert file.read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("what", "state", "code", "error"),
    [
        ("pack", "planned", 13, "not_open"),
        ("minutes", "planned", 13, "not_open"),
        ("pack", None, 10, "unknown_review"),
        ("minutes", None, 10, "unknown_review"),
    ],
)
def test_what_is_not_frozen_has_no_file(
    program: Any, what: str, state: str | None, code: int, error: str
) -> None:
    """A review that was not opened, or that there is not, ends in one plain line."""
    one = ids(program)[state] if state else "rvw_none"
    ended, told, _ = program("review", what, one, "--json")
    assert (ended, json.loads(told)["error"]["code"]) == (code, error)


def test_the_page_gives_the_bytes_of_the_command_line(program: Any, made: Desk) -> None:
    """Pack and minutes, made on the review's page, are the very same files."""
    one = ids(program)["closed"]
    found = {file.name: file for _, file in review_files.files_of(made, person(CHAIR), one)}
    assert sorted(found) == [
        f"review-2026-05-21-{what}.{kind}"
        for what in ("minutes", "pack")
        for kind in ("html", "pdf")
    ]
    for what in ("pack", "minutes"):
        made_there = found[f"review-2026-05-21-{what}.html"].made(drawings())
        assert made_there.decode() == program("review", what, one)[1]


def test_an_open_review_has_no_minutes(program: Any, made: Desk) -> None:
    """Its pack is there; its minutes come with its closing."""
    later = opened(made, "Summer review", JUNE)
    assert program("review", "pack", later.id)[0] == 0
    code, told, _ = program("review", "minutes", later.id, "--json")
    assert (code, json.loads(told)["error"]["code"]) == (13, "not_closed_yet")
    assert len(list(review_files.files_of(made, person(CHAIR), later.id))) == 2
