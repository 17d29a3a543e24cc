import csv
import io

import pytest
from openpyxl import Workbook, load_workbook

from shared_metrics.findings import Finding, Level
from shared_metrics.reading import FileFacts, Upload
from shared_metrics.web.annotated import annotate, annotated_name, is_number

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', "-x"]
NUMBERS = ["-5", "+1,234.50", "-1.234,5", "-3 %", "- 7", "12", "+1'000"]
HEADER = ["period", "placed", "note"]


def a_finding(line: int, message: str) -> Finding:
    return Finding(level=Level.FIX, rule="x", message=message, line=line, cell=f"B{line}")


def facts(kind: str) -> FileFacts:
    sheet = "Sheet" if kind == "xlsx" else None
    return FileFacts(kind, "utf-8", ",", 1, sheet, 1, 3, 3)  # type: ignore[arg-type]


def annotated_csv(*rows: list[str], message: str = "Wrong.") -> list[list[str]]:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    upload = Upload("march.csv", text.getvalue().encode())
    told = annotate(upload, facts("csv"), [a_finding(2, message)]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(told)))


def annotated_workbook(*rows: list[object], message: str = "Wrong.") -> list[list[object]]:
    book = Workbook()
    for row in [HEADER, *rows]:
        book.active.append(row)  # type: ignore[union-attr]  # a new workbook has a sheet
    for cells in book.active.iter_rows():  # type: ignore[union-attr]
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    kept = io.BytesIO()
    book.save(kept)
    upload = Upload("march.xlsx", kept.getvalue())
    told = annotate(upload, facts("xlsx"), [a_finding(2, message)])
    sheet = load_workbook(io.BytesIO(told)).active
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]  # type: ignore[union-attr]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_the_text_is_run(formula: str) -> None:
    """What begins like a formula is text when a spreadsheet opens the marked file."""
    _, row = annotated_csv(["2026-03", "7", formula])
    assert row[3] == f"'{formula}"


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_come_back_as_they_were(number: str) -> None:
    """A sign does not make a number a formula; the file can be mended and sent again."""
    _, row = annotated_csv(["2026-03", number, ""])
    assert row[2] == number
    assert is_number(number)


@pytest.mark.parametrize("formula", [f for f in FORMULAS if f[0] != "\t"])
def test_text_in_a_workbook_stays_text(formula: str) -> None:
    """Text that begins with `=` does not become a formula by being copied."""
    _, row = annotated_workbook(["2026-03", 7, formula])
    assert row[3] == (formula, "s")
    assert row[2] == (7, "n")


def test_a_message_that_quotes_a_cell_is_not_run() -> None:
    """Our own words may begin with what the file says."""
    _, row = annotated_csv(["2026-03", "7", ""], message="=1+1 is not a number.")
    assert row[0] == "B2: =1+1 is not a number."
    _, cells = annotated_workbook(["2026-03", 7, "x"], message="=1+1 is not a number.")
    assert cells[0] == ("B2: =1+1 is not a number.", "s")


@pytest.mark.parametrize(
    ("name", "told"),
    [("march.csv", "march with problems.csv"), ("march", "march with problems")],
)
def test_its_name_says_what_it_is(name: str, told: str) -> None:
    """The sender tells it from the file that was sent."""
    assert annotated_name(Upload(name, b"")) == told
