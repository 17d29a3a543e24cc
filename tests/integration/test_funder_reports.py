"""A funder's report is made of a published release alone, by whom it may be, and leaves a trace."""

import dataclasses
import datetime as dt
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from desk_factories import ADMIN, CHAIR, NOOR, ROSA, STEPPINGWAY, make_desk, person
from releasing_factories import (
    FOR_A_FUNDER,
    IN_MAY,
    PUBLIC_PLAN,
    TO_MARCH,
    accept_placed,
    amend,
    planned,
    prepare,
    publish,
    releasing_desk,
)
from shared_metrics.agenda.funders import (
    Funder,
    FunderColumn,
    FunderFile,
    FunderMeasure,
    ReportPeriods,
)
from shared_metrics.cli import main
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.questions.funders import ReadyReport, periods_to_report, report_for_funder
from shared_metrics.desk.releasing.history import Kept
from shared_metrics.desk.releasing.shelf import shelf_of
from shared_metrics.errors import CallersMistake, Conflict, NotAllowed
from shared_metrics.releases.manifest import sha256_of

FUND, NORTH_VALLEY = "the_fund", "north_valley_fund"
COLUMNS = (FunderColumn("Measure", holds="code"), FunderColumn("Result", holds="value"))
THE_FUND = Funder(
    FUND,
    "The Fund",
    "",
    ReportPeriods("quarter"),
    FunderFile("csv", "long", COLUMNS, "withheld", "not reported"),
    (FunderMeasure("placements", "OUT-1", "Placed", "persons", "number", 0),),
)


def with_fund(desk: Desk, *plans: object) -> Desk:
    """The desk with these plans, and a funder that wants placements by quarter."""
    desk = planned(desk, *plans)
    agenda = dataclasses.replace(desk.definitions.agenda, funders=(THE_FUND,))
    return dataclasses.replace(
        desk, definitions=dataclasses.replace(desk.definitions, agenda=agenda)
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """R1 is public, figures to March 2026, with tables for the fund."""
    folder = tmp_path_factory.mktemp("released") / "home"
    desk = with_fund(releasing_desk(folder), PUBLIC_PLAN, FOR_A_FUNDER)
    prepare(desk, data_to=TO_MARCH)
    publish(desk)
    desk.ledger.engine.dispose()
    return folder


@pytest.fixture
def desk(home: Path, tmp_path: Path) -> Desk:
    """The desk of a copy of it."""
    shutil.copytree(home, tmp_path / "home")
    return with_fund(make_desk(tmp_path / "home"), PUBLIC_PLAN, FOR_A_FUNDER)


def exported(desk: Desk, period: str = "2026-Q1", by: str = NOOR, **how: str) -> ReadyReport:
    return acts.export_for_funder(desk, FUND, period, actor=person(by), now=IN_MAY, **how)


def test_the_trail_keeps_what_left_and_no_figure(desk: Desk) -> None:
    """Funder, period, release and the file's fingerprint; the figures are in the file alone."""
    made = exported(desk, by=CHAIR)
    (row,) = desk.ledger.audit_rows(about=FUND)
    assert (row.act, row.actor) == ("export_for_funder", CHAIR)
    assert row.told == {
        "funder": FUND,
        "period": "2026-Q1",
        "release": "R1",
        "file_name": "the_fund-2026-Q1.csv",
        "sha256": sha256_of(made.content),
    }
    assert b"OUT-1,300" in made.content
    assert "300" not in row.details.replace(sha256_of(made.content), "")
    assert desk.ledger.verify() == []


def test_what_is_accepted_later_changes_no_report(desk: Desk) -> None:
    """Live figures move; the report of the same release has the same bytes."""
    before = exported(desk).content
    accept_placed(desk, "2026-03", 75)
    assert exported(desk).content == before
    amend(desk, "R1")
    assert exported(desk).content == before
    publish(desk)
    assert b"OUT-1,315" in exported(desk).content
    assert exported(desk, release_id="R1").content == before


@pytest.mark.parametrize("email", [ADMIN, ROSA])
def test_others_get_no_report(desk: Desk, email: str) -> None:
    """Neither the operator nor a partner: no file, no row in the trail."""
    before = desk.ledger.revision()
    with pytest.raises(NotAllowed):
        exported(desk, by=email)
    with pytest.raises(NotAllowed):
        report_for_funder(desk, person(email), FUND, "2026-Q1")
    assert desk.ledger.revision() == before


def test_a_period_the_release_does_not_reach_is_said(desk: Desk) -> None:
    """Until when figures are, and what to do; nothing live is taken instead."""
    accept_placed(desk, "2026-04", 75)
    with pytest.raises(Conflict) as told:
        exported(desk, "2026-Q2")
    assert told.value.code == "not_in_release"
    assert "31 March 2026" in told.value.message
    assert "Publish a release" in (told.value.hint or "")
    assert periods_to_report(desk, THE_FUND)[0].text == "2026-Q1"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"funder_id": "the_found"}, "unknown_funder"),
        ({"period_text": "2026-03"}, "not_a_period"),
        ({"release_id": "R9"}, "unknown_release"),
    ],
)
def test_what_does_not_exist_is_said_plainly(desk: Desk, asked: dict[str, str], code: str) -> None:
    """A funder, a period or a release that is not there."""
    told = {"funder_id": FUND, "period_text": "2026-Q1"} | asked
    with pytest.raises(CallersMistake) as refused:
        report_for_funder(desk, person(NOOR), **told)
    assert refused.value.code == code


def test_before_any_release_there_is_no_report(tmp_path: Path) -> None:
    """Accepted figures alone are never reported."""
    desk = with_fund(releasing_desk(tmp_path / "home"), PUBLIC_PLAN, FOR_A_FUNDER)
    assert periods_to_report(desk, THE_FUND) == ()
    with pytest.raises(Conflict, match="Nothing has been released"):
        exported(desk)


def test_a_release_from_before_the_plan_holds_nothing_for_a_funder(tmp_path: Path) -> None:
    """What the public may read is not the funder's edition: a new release is needed."""
    desk = with_fund(releasing_desk(tmp_path / "home"), PUBLIC_PLAN)
    prepare(desk, data_to=TO_MARCH)
    publish(desk)
    with pytest.raises(Conflict, match="its plan is newer"):
        exported(with_fund(desk, PUBLIC_PLAN, FOR_A_FUNDER))


def test_an_older_day_reports_what_was_released_then(desk: Desk) -> None:
    """As known on a day before the release there is nothing to report."""
    past = desk.known_at(dt.date(2026, 4, 30))
    with pytest.raises(Conflict, match="Nothing has been released"):
        report_for_funder(past, person(NOOR), FUND, "2026-Q1")


# --- the sample ---------------------------------------------------------------------------


def test_the_sample_reports_exactly_its_edition(sample_desk: Desk) -> None:
    """Each figure is that of the fund's own table in the newest release, by agreement."""
    made = report_for_funder(sample_desk, person(NOOR), NORTH_VALLEY, "2026-Q1")
    row = sample_desk.ledger.releases()[-1]
    edition = Kept(row, shelf_of(sample_desk.home).files(row)).edition(f"funder:{NORTH_VALLEY}")
    assert edition is not None
    for figure in made.report.figures:
        table = edition.tables[f"{figure.measure.metric}-quarter"]
        (cell,) = [one for one in table.cells.to_dicts() if one["period"] == "2026-Q1"]
        shown = Decimal(repr(cell["value"])) * (100 if figure.measure.shown == "percent" else 1)
        assert figure.value == shown
    assert "4 partners" in made.about[1]
    assert STEPPINGWAY not in made.content.decode()


def test_the_command_writes_the_file_once(
    own_sample_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file, what to know of it, its fingerprint; an older file is not replaced unasked."""
    out = own_sample_home.parent / "report.csv"
    words = ["funder", "export", NORTH_VALLEY, "--period", "2026-Q1", "--out", str(out)]
    words += ["--as", NOOR, "--home", str(own_sample_home), "--json"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sha256"] == sha256_of(out.read_bytes())
    assert (told["release"], told["period"]) == ("R11.1", "2026-Q1")
    assert main(words) == Conflict.exit_code
    capsys.readouterr()
    assert main(["funder", "list", "--home", str(own_sample_home), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["newest_period"] == "2026-Q1"
