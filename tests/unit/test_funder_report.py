"""A funder's report says what its edition says: hidden stays hidden, nothing turns into 0."""

import dataclasses
import io
import time
import zipfile
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from progress_factories import PLACEMENTS
from releasing_factories import by_id, public_table, release
from shared_metrics.agenda.funders import (
    Funder,
    FunderColumn,
    FunderFile,
    FunderMeasure,
    ReportPeriods,
)
from shared_metrics.agenda.model import Metric
from shared_metrics.disclosure import PublicTable
from shared_metrics.periods import PeriodKind
from shared_metrics.releases import Edition
from shared_metrics.releases.funder_file import report_bytes
from shared_metrics.releases.funder_report import NotInRelease, funder_report

RATE = dataclasses.replace(PLACEMENTS, id="rate", kind="ratio", unit="%", decimals=1)
PLACED = FunderMeasure("placements", "OUT-1", "Placed", "persons", "number", 0)
SHARE = FunderMeasure("rate", "OUT-2", "Rate", "%", "percent", 1)
WOMEN_MEN = {"women": "F", "men": "M"}
BY_GENDER = dataclasses.replace(PLACED, by="gender", groups=WOMEN_MEN)
LONG = (
    FunderColumn("Grant", fixed="=NVF"),
    FunderColumn("Measure", holds="code"),
    FunderColumn("Group", holds="group"),
    FunderColumn("Result", holds="value"),
    FunderColumn("Remark", holds="note"),
)
WIDE = (
    FunderColumn("Period", holds="period"),
    FunderColumn("Group", holds="group"),
    FunderColumn("Placed", holds="value", metric="placements"),
    FunderColumn("Rate", holds="value", metric="rate"),
)
FILE = FunderFile("csv", "long", LONG, "withheld", "not reported")
EVERY_QUARTER, EVERY_YEAR = ReportPeriods("quarter"), ReportPeriods("fiscal_year", 7)


def funder(
    *measures: FunderMeasure, periods: ReportPeriods = EVERY_QUARTER, file: FunderFile = FILE
) -> Funder:
    return Funder("the_fund", "The Fund", "", periods, file, measures)


def edition(*tables: PublicTable) -> Edition:
    shown = by_id(*tables)
    return Edition(release(shown), shown, "m" * 64)


def quarters(text: str, metric: Metric = PLACEMENTS, by: tuple[str, ...] = ()) -> PublicTable:
    return public_table(text, metric, PeriodKind.QUARTER, by)


def results(
    asked: Funder, period: str, *tables: PublicTable
) -> Sequence[tuple[str | Decimal, ...]]:
    return funder_report(asked, asked.periods.of(period), edition(*tables)).rows


# a cell of the edition -> what the file says, and the remark beside it
CELLS = [
    ("120", Decimal(120), ""),
    ("0", Decimal(0), ""),
    ("-", "withheld", "hidden to protect people"),
    ("?", "not reported", "not reported"),
    ("120*", Decimal(120), "an older figure, kept to protect people"),
]


@pytest.mark.parametrize(("cell", "result", "remark"), CELLS)
def test_a_cell_reads_as_in_the_edition(cell: str, result: str | Decimal, remark: str) -> None:
    """Published is a number; hidden and missing are the funder's words, with a remark."""
    (row,) = results(funder(PLACED), "2025-Q1", quarters(f"2025-Q1 {cell}"))
    assert row == ("=NVF", "OUT-1", "All", result, remark)


def test_a_period_the_edition_does_not_have_is_missing() -> None:
    """No row is not 0."""
    (row,) = results(funder(PLACED), "2025-Q2", quarters("2025-Q1 120"))
    assert row[3:] == ("not reported", "not reported")


@pytest.mark.parametrize(
    ("shown", "decimals", "result"),
    [
        ("percent", 1, "71.4"),
        ("percent", 0, "71"),
        ("fraction", 3, "0.714"),
        ("fraction", 1, "0.7"),
    ],
)
def test_a_share_in_the_funders_unit(shown: str, decimals: int, result: str) -> None:
    """A fraction of the edition is written as per cent or as it is, rounded half-even."""
    measure = dataclasses.replace(SHARE, shown=shown, decimals=decimals)
    (row,) = results(funder(measure), "2025-Q1", quarters("2025-Q1 0.714", RATE))
    assert row[3] == Decimal(result)
    assert str(row[3]) == result


@pytest.mark.parametrize(("coded", "said"), [(None, "<5 %"), ("*", "*")])
def test_a_bound_stays_a_bound(coded: str | None, said: str) -> None:
    """A share that is shown as a bound is never made a number."""
    file = dataclasses.replace(FILE, coded=coded)
    (row,) = results(funder(SHARE, file=file), "2025-Q1", quarters("2025-Q1 <5_%", RATE))
    assert row[3:] == (said, "a bound in place of the figure, to protect people")


# the four quarters of July 2024 to June 2025 -> the fiscal year's figure
YEARS = [
    ("40 50 60 70", Decimal(220)),
    ("40 50 60 -", "withheld"),
    ("40 50 60 ?", "not reported"),
    ("- 50 60 ?", "withheld"),
    ("0 0 0 0", Decimal(0)),
    ("40 50 60", "not reported"),
]


@pytest.mark.parametrize(("cells", "result"), YEARS)
def test_a_fiscal_year_is_the_sum_of_its_quarters(cells: str, result: str | Decimal) -> None:
    """One hidden or missing quarter, and the year is not told: a part is no whole."""
    names = ("2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2")
    text = "; ".join(f"{q} {c}" for q, c in zip(names, cells.split(), strict=False))
    (row,) = results(funder(PLACED, periods=EVERY_YEAR), "2025", quarters(text))
    assert row[3] == result


def test_groups_stand_under_the_funders_codes() -> None:
    """In the order of the crosswalk, each group's own figure."""
    text = "2025-Q1 men 30; 2025-Q1 women -; 2025-Q2 women 90"
    rows = results(funder(BY_GENDER), "2025-Q1", quarters(text, by=("gender",)))
    assert [(row[2], row[3]) for row in rows] == [("F", "withheld"), ("M", Decimal(30))]


def test_a_wide_file_has_a_row_a_group() -> None:
    """Every metric in its own column, everybody first."""
    file = FunderFile("csv", "wide", WIDE, "withheld", "not reported")
    groups = dataclasses.replace(SHARE, by="gender", groups=WOMEN_MEN)
    rows = results(
        funder(PLACED, SHARE, BY_GENDER, groups, file=file),
        "2025-Q1",
        quarters("2025-Q1 120"),
        quarters("2025-Q1 0.5", RATE),
        quarters("2025-Q1 men 30; 2025-Q1 women 90", by=("gender",)),
        quarters("2025-Q1 men -; 2025-Q1 women 0.6", RATE, by=("gender",)),
    )
    assert rows == (
        ("2025-Q1", "All", Decimal(120), Decimal("50.0")),
        ("2025-Q1", "F", Decimal(90), Decimal("60.0")),
        ("2025-Q1", "M", Decimal(30), "withheld"),
    )


def test_a_table_that_was_not_released_is_named() -> None:
    """Nothing is measured instead."""
    with pytest.raises(NotInRelease, match="no table of “rate”"):
        results(funder(PLACED, SHARE), "2025-Q1", quarters("2025-Q1 120"))


def test_what_is_not_plain_is_counted_in_words() -> None:
    """Beside the file it says how many figures are hidden or missing, and how they read."""
    report = funder_report(
        funder(BY_GENDER),
        EVERY_QUARTER.of("2025-Q1"),
        edition(quarters("2025-Q1 women -", by=("gender",))),
    )
    assert report.remarks == (
        "1 figure is hidden to protect people: the file says “withheld” there, never 0.",
        "1 figure is not reported: the file says “not reported” there, never 0.",
    )


# --- the file -----------------------------------------------------------------------------


def made(fmt: str, text: str = "2025-Q1 120") -> bytes:
    asked = funder(PLACED, file=dataclasses.replace(FILE, format=fmt))
    report = funder_report(asked, asked.periods.of("2025-Q1"), edition(quarters(text)))
    return report_bytes(report, ["Figures of R1."])


def test_csv_is_exactly_this() -> None:
    """Numbers plain, nothing that a spreadsheet would run."""
    assert made("csv").decode("utf-8-sig") == (
        "Grant,Measure,Group,Result,Remark\r\n'=NVF,OUT-1,All,120,\r\n"
    )


def test_a_workbook_holds_numbers_as_numbers_and_words_as_words() -> None:
    """Figures can be added up in Excel; a hidden one is text; a second sheet says whence."""
    book = load_workbook(io.BytesIO(made("xlsx")))
    assert [cell.value for cell in book["Report"][2]][1:4] == ["OUT-1", "All", 120]
    assert book["Report"]["A2"].data_type == "s"
    assert book["About"]["A1"].value == "Figures of R1."
    hidden = load_workbook(io.BytesIO(made("xlsx", "2025-Q1 -")))
    assert hidden["Report"]["D2"].value == "withheld"


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_the_same_report_has_the_same_bytes(fmt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made at another time it is the same file: its fingerprint in the trail can be checked."""
    first = made(fmt)
    moments = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: moments)
    assert made(fmt) == first
    if fmt == "xlsx":
        with zipfile.ZipFile(io.BytesIO(first)) as opened:
            assert {info.date_time[0] for info in opened.infolist()} == {1980}
            assert opened.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


# --- whatever is in the edition -----------------------------------------------------------

ANY_CELL = st.one_of(st.integers(0, 500).map(str), st.sampled_from(["-", "?"]))


@given(st.lists(ANY_CELL, min_size=4, max_size=4))
def test_no_report_tells_more_than_its_edition(cells: list[str]) -> None:
    """A year's number is there only when all its quarters are, and then it is their sum."""
    names = ("2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2")
    text = "; ".join(f"{quarter} {cell}" for quarter, cell in zip(names, cells, strict=True))
    (row,) = results(funder(PLACED, periods=EVERY_YEAR), "2025", quarters(text))
    if "-" in cells or "?" in cells:
        assert isinstance(row[3], str)
        assert not any(sign.isdigit() for sign in row[3])
        assert row[4]
    else:
        assert row[3] == sum(map(int, cells))
