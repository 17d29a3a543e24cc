"""Funders' reports on the page: what the file will be, and who may take it."""

from pathlib import Path

import pytest

from app_pages import small_home, use_home, visit, words
from desk_factories import ADMIN, CHAIR, NOOR, person
from shared_metrics.desk import Desk
from shared_metrics.errors import NotAllowed
from shared_metrics.web.panels import funders

TODAY = "2026-07-15"
FUND = "north_valley_fund"


@pytest.fixture
def home(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_home(sample_home, monkeypatch, TODAY)
    return sample_home


@pytest.mark.parametrize("email", [NOOR, CHAIR])
def test_the_table_is_the_file(home: Path, sample_desk: Desk, email: str) -> None:
    """Header, rows and remarks as they will be written, with the release they are of."""
    app = visit("funders", email, funder=FUND, period="2025-Q1")
    report, names = (one.value.to_dict("records") for one in app.table)
    made = funders.report_for_funder(sample_desk, person(email), FUND, "2025-Q1")
    lines = made.content.decode("utf-8-sig").splitlines()
    assert list(report[0]) == lines[0].split(",")
    assert [row["Result"].replace("\\", "") for row in report] == [
        line.split(",")[7] for line in lines[1:]
    ]
    assert len(names) == len(made.report.figures)
    assert "Figures of release R11.1" in words(app)
    assert len(app.get("download_button")) == 1


def test_the_operator_sees_no_figure(home: Path) -> None:
    """Only an analyst or the chair makes reports."""
    app = visit("funders", ADMIN, funder=FUND)
    assert "An analyst or the chair makes these reports." in words(app)
    assert "NVF" not in str(list(app.main))
    assert len(app.get("download_button")) == 0


def test_before_a_release_nothing_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says what is missing, and offers no file."""
    use_home(small_home(tmp_path).home.folder, monkeypatch)
    app = visit("funders", NOOR)
    assert "Nothing has been released yet" in words(app)
    assert len(app.get("download_button")) == 0
    assert not app.exception


def test_a_file_asked_for_after_a_removal_is_not_given(own_sample_desk: Desk) -> None:
    """The button of a page still open asks anew who presses it, and leaves no trace."""
    before = own_sample_desk.ledger.revision()
    operator = own_sample_desk.person(ADMIN)
    with pytest.raises(NotAllowed):
        funders._taken(own_sample_desk, operator, FUND, "2025-Q1", None)
    assert own_sample_desk.ledger.revision() == before


def test_taking_the_file_leaves_a_trace(own_sample_desk: Desk) -> None:
    """The bytes are those shown, and the trail says who took them."""
    noor = own_sample_desk.person(NOOR)
    shown = funders.report_for_funder(own_sample_desk, noor, FUND, "2025-Q1", None)
    assert funders._taken(own_sample_desk, noor, FUND, "2025-Q1", None) == shown.content
    (row,) = own_sample_desk.ledger.audit_rows(about=FUND)
    assert (row.act, row.actor) == ("export_for_funder", NOOR)


def test_an_earlier_day_shows_the_report_of_then(home: Path) -> None:
    """From the release that was the newest then; nothing can be taken out in the past."""
    app = visit("funders", NOOR, funder=FUND, period="2025-Q1", on="2025-09-01")
    assert "As known on 1 September 2025" in words(app)
    assert "Figures of release R8" in words(app)
    assert len(app.get("download_button")) == 0
