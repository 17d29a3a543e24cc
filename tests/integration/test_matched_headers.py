"""A partner's own word for a column: confirmed once, remembered, taken back, all in the trail."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk_factories import (
    BOARD,
    CARMEN,
    DEFINITIONS,
    NOOR,
    NOW,
    ROSA,
    SAMIR,
    STEPPINGWAY,
    WORKFORCE,
    make_desk,
    person,
)
from shared_metrics.cli import main
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.acts import Reading
from shared_metrics.errors import CallersMistake, NotAllowed
from shared_metrics.ledger import tables
from shared_metrics.reading import Upload
from shared_metrics.submissions import State

HEADER = "period,pathway,gender,age_group,enrolled,completed,follow_up_due,{},average_hourly_wage"
ROW = "{},healthcare,all,all,42,12,10,7,24.50\n"
ERFOLGE = Reading(header_matches={"Erfolge": "placed"})
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    return make_desk(tmp_path / "home", database_url)


def a_file(month: str = "2026-03", header: str = "Erfolge") -> Upload:
    return Upload("figures.csv", f"{HEADER.format(header)}\n{ROW.format(month)}".encode())


def send(desk: Desk, upload: Upload, reading: Reading | None = None, by: str = ROSA) -> State:
    whose = person(by).partner or BOARD
    told = {"partner_id": whose, "actor": person(by), "now": NOW, "reading": reading}
    (one,) = acts.submit(desk, upload, WORKFORCE, on_behalf=by == NOOR, **told)
    return one.state


def kept(desk: Desk, partner: str = BOARD) -> list[tuple[str, str]]:
    return [(one.header, one.column) for one in desk.ledger.header_matches(partner, WORKFORCE)]


def test_what_was_sent_so_is_remembered(desk: Desk) -> None:
    """The next file needs no word; the submission keeps on what day it was confirmed."""
    assert send(desk, a_file(), ERFOLGE) is State.PASSED
    assert kept(desk) == [("Erfolge", "placed")]
    assert send(desk, a_file("2026-02", " erfolge ")) is State.PASSED
    newest = desk.ledger.submissions(period="2026-02")[0]
    told = [one.message for one in newest.assumptions if one.rule == "header_matched"]
    assert told == ["“erfolge” was read as placed, as you confirmed on 8 April 2026."]


def test_a_file_with_something_to_fix_is_not_remembered(desk: Desk) -> None:
    """Only a match that went with a file that was kept counts from then on."""
    wrong = Upload("w.csv", a_file().content.replace(b",7,", b",77,"))
    assert send(desk, wrong, ERFOLGE) is State.FAILED
    assert kept(desk) == []


def test_a_match_that_was_not_used_is_not_remembered(desk: Desk) -> None:
    """A header that is not in the file says nothing about the next one."""
    assert send(desk, a_file(header="placed"), ERFOLGE) is State.PASSED
    assert kept(desk) == []


def test_it_counts_for_its_partner_alone(desk: Desk) -> None:
    """Another partner's file with the same word still lacks the column."""
    send(desk, a_file(), ERFOLGE)
    assert send(desk, a_file(), by=CARMEN) is State.FAILED
    assert kept(desk, STEPPINGWAY) == []


def test_the_contracts_own_word_comes_before_it(desk: Desk) -> None:
    """Once the file says `placed` itself, the old header is a column of their own again."""
    send(desk, a_file(), ERFOLGE)
    both = f"{HEADER.format('placed')},Erfolge\n{ROW.format('2026-02').strip()},99\n".encode()
    assert send(desk, Upload("both.csv", both)) is State.PASSED
    newest = desk.ledger.submissions(period="2026-02")[0]
    assert [f.rule for f in newest.findings] == ["unknown_column"]
    assert int(newest.totals["placed"]) == 7


def test_another_meaning_takes_its_place(desk: Desk) -> None:
    """A header means one thing; the trail keeps both."""
    send(desk, a_file(), ERFOLGE)
    swapped = HEADER.format("placed").replace("completed", "Erfolge")
    upload = Upload("s.csv", f"{swapped}\n{ROW.format('2026-02')}".encode())
    send(desk, upload, Reading(header_matches={"ERFOLGE": "completed"}))
    assert kept(desk) == [("Erfolge", "completed")]
    acts_told = [row.act for row in desk.ledger.audit_rows() if "header" in row.act]
    assert sorted(acts_told) == ["confirm_header_match"] * 2 + ["forget_header_match"]
    assert desk.ledger.verify() == []


def forget(desk: Desk, by: str, header: str = "erfolge") -> object:
    return acts.forget_header_match(desk, BOARD, WORKFORCE, header, actor=person(by), now=LATER)


def test_forgotten_it_means_nothing(desk: Desk) -> None:
    """After it was taken back the column is missing again; what was sent stays as it is."""
    send(desk, a_file(), ERFOLGE)
    forget(desk, ROSA)
    assert send(desk, a_file("2026-02")) is State.FAILED
    assert desk.ledger.submissions(period="2026-03")[0].state is State.PASSED
    assert desk.ledger.verify() == []
    with pytest.raises(CallersMistake, match="Nobody has matched"):
        forget(desk, ROSA)


@pytest.mark.parametrize("by", [SAMIR, CARMEN])
def test_only_who_sends_its_files_takes_it_back(desk: Desk, by: str) -> None:
    """Neither a member nor another partner's steward; they are not told what there is either."""
    send(desk, a_file(), ERFOLGE)
    with pytest.raises(NotAllowed):
        forget(desk, by)
    with pytest.raises(NotAllowed):
        questions.header_matches(desk, person(by), BOARD, desk.definitions.contract(WORKFORCE))
    assert kept(desk) == [("Erfolge", "placed")]


def test_the_backbone_may_for_a_partner(desk: Desk) -> None:
    """Sent on its behalf, it is the partner's match; the analyst may take it back too."""
    send(desk, a_file(), ERFOLGE, by=NOOR)
    (match,) = desk.ledger.header_matches(BOARD, WORKFORCE)
    assert match.confirmed_by == NOOR
    forget(desk, NOOR)
    assert kept(desk) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (sa.update(tables.header_matches).values(column="enrolled"), "header_match_changed"),
        (sa.update(tables.header_matches).values(forgotten_at=LATER), "header_match_changed"),
        (sa.delete(tables.header_matches), "header_match_missing"),
    ],
)
def test_a_match_changed_behind_our_back_is_noticed(
    desk: Desk, change: sa.Executable, rule: str
) -> None:
    """What stands in the ledger is what the trail says, or `audit verify` tells."""
    send(desk, a_file(), ERFOLGE)
    with desk.ledger.engine.begin() as connection:
        connection.execute(change)
    assert [problem.rule for problem in desk.ledger.verify()] == [rule]


def test_a_personal_column_is_no_less_so_for_being_matched(desk: Desk) -> None:
    """Matching a column of names with a contract column does not hide what it holds."""
    text = HEADER.format("placed").replace("pathway", "Client name")
    rows = "".join(
        ROW.format("2026-03").replace("healthcare", name) for name in ("Rosa Diaz", "James Lee")
    )
    checked = questions.check_file(
        desk,
        person(ROSA),
        Upload("names.csv", f"{text}\n{rows}".encode()),
        WORKFORCE,
        partner_id=BOARD,
        header_matches={"Client name": "pathway"},
    )
    assert "personal_data" in {finding.rule for finding in checked.judgement.findings}
    assert not any("Rosa" in str(finding.as_dict()) for finding in checked.judgement.findings)


# --- the command line ---------------------------------------------------------------------

Run = Callable[..., tuple[int, dict[str, object]]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> Run:
    monkeypatch.setenv("SHARED_METRICS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SHARED_METRICS_DEFINITIONS", str(DEFINITIONS))
    monkeypatch.setenv("SHARED_METRICS_TODAY", "2026-04-08")

    def run_command(command: str, upload: Upload, *more: str) -> tuple[int, dict[str, object]]:
        path = tmp_path / upload.name
        path.write_bytes(upload.content)
        whose = ("--contract", WORKFORCE, "--partner", BOARD, "--json")
        code = main([command, str(path), *whose, *more])
        return code, json.loads(capsys.readouterr().out)

    return run_command


def test_the_command_line_matches_and_remembers(run: Run) -> None:
    """`--column` on check and submit; after it was sent, check knows it without a word."""
    column = ("--column", "Erfolge=placed")
    assert run("check", a_file())[0] == 1
    code, told = run("check", a_file(), *column)
    assert (code, "as you confirmed." in str(told["assumptions"])) == (0, True)
    assert run("check", a_file())[0] == 1
    assert run("submit", a_file(), "--as", ROSA, *column)[0] == 0
    code, told = run("check", a_file("2026-02"))
    assert (code, "as you confirmed on 8 April 2026" in str(told["assumptions"])) == (0, True)
    assert run("submit", a_file("2026-02"), "--as", ROSA)[0] == 0


@pytest.mark.parametrize(
    ("told", "code", "error"),
    [("placed", 2, "usage"), ("=placed", 2, "usage"), ("Erfolge=placd", 10, "unknown_column")],
)
def test_a_column_that_cannot_be_is_told(run: Run, told: str, code: int, error: str) -> None:
    """A word that is no match, and a column the contract does not have."""
    answered, said = run("check", a_file(), "--column", told)
    assert (answered, said["error"]["code"]) == (code, error)
    if error == "unknown_column":
        assert "Did you mean “placed”?" in said["error"]["message"]


def test_a_header_may_hold_an_equals_sign(run: Run) -> None:
    """The last sign parts header and column."""
    odd = a_file(header="placed = yes")
    assert run("check", odd, "--column", "placed = yes=placed")[0] == 0


def test_a_header_that_is_not_there_is_told(run: Run) -> None:
    """A misspelt header is said, not passed over in silence."""
    code, told = run("check", a_file(header="placed"), "--column", "Erfolgge=placed")
    assert code == 0
    assert "The file has no column “Erfolgge”" in str(told["findings"])
