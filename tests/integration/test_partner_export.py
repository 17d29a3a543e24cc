"""What a partner takes away: all of its own, nothing of anybody else's, nothing that runs."""

import csv
import dataclasses
import hashlib
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from desk_factories import (
    ADMIN,
    BOARD,
    CARMEN,
    CHAIR,
    NOOR,
    NOW,
    ROSA,
    SAMIR,
    STEPPINGWAY,
    person,
    placements,
    send_rows,
)
from learning_factories import COMMITMENT, NOTE, how, setback_of
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.partner_export import export_partner, plain_name
from shared_metrics.desk.questions import measured_of_partner
from shared_metrics.errors import CallersMistake, Conflict, NotAllowed
from shared_metrics.metrics import Question


def exported(desk: Desk, file: Path, *, partner: str = BOARD, by: str = ROSA) -> dict[str, bytes]:
    export_partner(desk, partner, file, actor=person(by), now=NOW, force=True)
    with zipfile.ZipFile(file) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def files(sample_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the workforce board takes away from the sample."""
    return exported(sample_desk, tmp_path_factory.mktemp("out") / "board.zip")


def test_every_file_it_sent_is_in_it(sample_desk: Desk, files: dict[str, bytes]) -> None:
    """Each original byte for byte, each receipt, each submission, the newest first."""
    sent = sample_desk.ledger.submissions(partner=BOARD)
    rows = table(files["submissions.csv"])
    assert [row["id"] for row in rows] == [one.id for one in sent]
    for one, row in zip(sent, rows, strict=True):
        originals = [files[path] for path in row["originals"].split("; ") if path]
        assert [hashlib.sha256(o).hexdigest() for o in originals] == list(one.originals)
        assert one.id in files[row["receipt"]].decode()
        assert (row["rows_file"] in files) == (one.part is not None)
    assert [told["id"] for told in json.loads(files["submissions.json"])] == [s.id for s in sent]


def test_rows_are_as_they_were_understood(sample_desk: Desk, files: dict[str, bytes]) -> None:
    """Each table holds the part's rows, with decimals where they were."""
    one = next(s for s in sample_desk.ledger.submissions(partner=BOARD) if s.part)
    rows = table(files[f"rows/{one.contract}/{one.id}.csv"])
    part = sample_desk.vault.rows_of(one.part)
    assert len(rows) == one.part.rows
    wages = [
        Decimal(value).scaleb(-2) if value is not None else None
        for value in part["average_hourly_wage"]
    ]
    assert [
        Decimal(row["average_hourly_wage"]) if row["average_hourly_wage"] else None for row in rows
    ] == wages


def test_every_figure_from_it_is_in_it(sample_desk: Desk, files: dict[str, bytes]) -> None:
    """Each metric of its contracts, from its own accepted rows, by period and by its groups."""
    figures = {name for name in files if name.startswith("figures/")}
    metrics = [m for m in sample_desk.agenda.metrics if m.contract == "workforce_placements"]
    assert figures == {f"figures/{metric.id}.csv" for metric in metrics}
    for metric in metrics:
        rows = table(files[f"figures/{metric.id}.csv"])
        plain = [row for row in rows if not row["breakdown"]]
        asked = Question(by=("period",))
        measured = measured_of_partner(sample_desk, person(NOOR), BOARD, metric.id, asked)
        assert [row["period"] for row in plain] == measured["period"].to_list()
        assert [Decimal(row["numerator"]) for row in plain] == measured["numerator"].to_list()
        assert {row["breakdown"] for row in rows} <= {"", *metric.breakdowns}
    assert any(row["breakdown"] for row in table(files["figures/placements.csv"]))


def test_nothing_of_another_partner_is_in_it(sample_desk: Desk, files: dict[str, bytes]) -> None:
    """No id, file or person of anybody else."""
    others = [s for s in sample_desk.ledger.submissions() if s.partner != BOARD]
    own = {sha256 for s in sample_desk.ledger.submissions(partner=BOARD) for sha256 in s.originals}
    everything = b"\n".join([*files.values(), *(name.encode() for name in files)]).decode("latin-1")
    for one in others:
        assert one.id not in everything
        for sha256 in set(one.originals) - own:
            assert sha256 not in everything
    for partner in sample_desk.partnership.partners:
        if partner.id != BOARD:
            assert partner.id not in everything


def test_who_decided_is_the_backbones_own_matter(files: dict[str, bytes]) -> None:
    """The partner reads what was decided, when and why; not by whom."""
    assert b"decided_by" not in files["submissions.json"]
    assert b"noor.haddad" not in files["submissions.csv"]


def test_the_readme_says_what_is_in_it(files: dict[str, bytes]) -> None:
    """Every kind of file is explained, and that it is sample data."""
    readme = files["README.txt"].decode()
    for kind in {name.partition("/")[0] for name in files} - {"README.txt"}:
        assert kind in readme
    assert "sample data" in readme


MAY = {ROSA: True, SAMIR: False, CARMEN: False, NOOR: True, CHAIR: True, ADMIN: True}


@pytest.mark.parametrize(("email", "may"), MAY.items())
def test_who_may_take_it(sample_desk: Desk, tmp_path: Path, email: str, may: bool) -> None:
    """The partner's own stewards and the backbone; nobody else, and nothing is written."""
    file = tmp_path / "x.zip"
    if may:
        assert exported(sample_desk, file, by=email)
        return
    with pytest.raises(NotAllowed):
        exported(sample_desk, file, by=email)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_partner_is_told(sample_desk: Desk, tmp_path: Path) -> None:
    """A slip in the id names the nearest."""
    with pytest.raises(CallersMistake, match="no partner"):
        exported(sample_desk, tmp_path / "x.zip", partner="arroyo_workforce_bord", by=NOOR)


def test_a_file_is_replaced_only_with_force(sample_desk: Desk, tmp_path: Path) -> None:
    """Something else of that name stays."""
    (tmp_path / "x.zip").write_text("mine")
    with pytest.raises(Conflict):
        export_partner(sample_desk, BOARD, tmp_path / "x.zip", actor=person(ROSA), now=NOW)
    assert (tmp_path / "x.zip").read_text() == "mine"


def test_nothing_in_its_tables_runs(empty_sample_desk: Desk, tmp_path: Path) -> None:
    """Names, notes and groups that begin like formulas get an apostrophe; the file does not."""
    desk = empty_sample_desk
    rows = placements(pathway="=HYPERLINK(1)")
    (one,) = send_rows(desk, rows, "=1+1")
    renamed = dataclasses.replace(one, file_name="=cmd|' /C calc'!A0.csv")
    acts.return_(desk, one.id, reason="@SUM(1)", actor=person(NOOR), now=NOW)
    with desk.ledger.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE submissions SET file_name = ?, note = ?", (renamed.file_name, "+1")
        )
    files = exported(desk, tmp_path / "x.zip")
    (row,) = table(files["submissions.csv"])
    assert (row["file_name"], row["note"], row["reason"]) == (
        f"'{renamed.file_name}",
        "'+1",
        "'@SUM(1)",
    )
    (understood,) = table(files[row["rows_file"]])
    assert understood["pathway"] == "'=HYPERLINK(1)"
    assert files[row["originals"]] == b"=1+1"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("March report.csv", "March_report.csv"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "file"),
        ("C:\\x\\y.xlsx", "C_x_y.xlsx"),
        ("ünï\n.csv", "_n_.csv"),
        ("x" * 200 + ".csv", "x" * 76 + ".csv"),
        ("", "file"),
    ],
)
def test_a_name_leads_nowhere_else(name: str, plain: str) -> None:
    """Whatever a file was called, its copy lies in the archive's own folder."""
    assert plain_name(name) == plain


def test_nothing_sent_is_still_an_answer(empty_sample_desk: Desk, tmp_path: Path) -> None:
    """A partner that sent nothing gets the readme and an empty list."""
    files = exported(empty_sample_desk, tmp_path / "x.zip")
    told = {"field_notes.json", "agreed_words.json", "commitments.json"}
    assert set(files) == {"README.txt", "submissions.csv", "submissions.json", *told}
    assert {files[name] for name in told} == {b"[]"}
    assert table(files["submissions.csv"]) == []


def test_added_rows_keep_both_files(empty_sample_desk: Desk, tmp_path: Path) -> None:
    """When rows were added to a file, both originals are there."""
    desk = empty_sample_desk
    send_rows(desk, placements(pathway="healthcare"), "one")
    send_rows(desk, placements(pathway="construction"), "two", mode="add")
    files = exported(desk, tmp_path / "x.zip")
    newest = next(r for r in table(files["submissions.csv"]) if r["state"] == "passed")
    contents = [files[path] for path in newest["originals"].split("; ")]
    assert contents == [b"one", b"two"]


def test_what_it_told_and_promised_goes_with_it(empty_sample_desk: Desk, tmp_path: Path) -> None:
    """Its own field notes, agreements and commitments, and nothing of another partner's."""
    desk = empty_sample_desk
    setback_of(desk, "partners", "both", "yes")
    theirs = {"heard_by": STEPPINGWAY, "heard": "Not the board's."}
    for note in (NOTE, dataclasses.replace(NOTE, **theirs)):
        acts.write_field_note(desk, note, **how())
    for owner in (BOARD, STEPPINGWAY):
        acts.commit_to(desk, dataclasses.replace(COMMITMENT, owner=owner), **how())
    files = exported(desk, tmp_path / "board.zip")
    told = {name: json.loads(files[f"{name}.json"]) for name in ("field_notes", "commitments")}
    assert [one["heard"] for one in told["field_notes"]] == [NOTE.heard]
    assert [one["owner"] for one in told["commitments"]] == [BOARD]
    assert {one["partner"] for one in json.loads(files["agreed_words.json"])} == {BOARD}
