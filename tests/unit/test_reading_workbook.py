"""Excel files: sheets, places, values, formulas, merged and hidden cells."""

import datetime as dt

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reading_factories import (
    A_DAY,
    HEADER,
    ROW,
    SHEET,
    a_contract,
    a_workbook,
    assumed,
    column,
    fill_rows,
    read_bytes,
    rules,
    with_part,
    workbook_of,
)
from shared_metrics.reading import Upload, recognise

NUMBERS = ("2026-03", "North", "all", 42, 7)


def a_table_at(top: int, left: int, *rows: tuple[object, ...]) -> bytes:
    """Header and rows with their first cell at this place (both from 1)."""

    def fill(sheet: Worksheet) -> None:
        for down, row in enumerate((HEADER, *rows)):
            for right, value in enumerate(row):
                sheet.cell(top + down, left + right, value)

    return a_workbook(fill)


@pytest.mark.parametrize(
    ("top", "left", "line", "cell"),
    [(1, 1, 2, "D2"), (4, 1, 5, "D5"), (1, 3, 2, "F2"), (7, 2, 8, "E8")],
)
def test_places_are_the_sheets_own(top: int, left: int, line: int, cell: str) -> None:
    """Empty rows above and columns before the table do not move cell names."""
    table = read_bytes(a_table_at(top, left, NUMBERS))
    assert column(table, "line") == [line]
    assert table.cell_name("enrolled", line) == cell
    assert table.facts.header_line == top
    above = {1: None, 4: "line 4; 3 lines above", 7: "line 7; 6 lines above"}[top]
    assert (above or "") in assumed(table).get("header_line", "")
    assert ("header_line" in assumed(table)) is (top > 1)


def _formatted(value: object, number_format: str) -> bytes:
    def fill(sheet: Worksheet) -> None:
        fill_rows(HEADER, (*NUMBERS[:4], value))(sheet)
        sheet["E2"].number_format = number_format

    return a_workbook(fill)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12.0, "General", "12"),
        (0.1, "General", "0.1"),
        (24.55, "0.0", "24.55"),
        (1234567, "#,##0", "1234567"),
        (1e15, "General", "1000000000000000"),
        (0.35, "0%", "35%"),
        (0.3456, "0%", "34.56%"),
        (0.07, "0.00%", "7%"),
        (5, '0" %"', "5"),
        (734, "00000", "00734"),
        (True, "General", "TRUE"),
        (A_DAY, "mmm-yy", "2026-03-01"),
        (dt.datetime(2026, 3, 1, 0, 15), "yyyy-mm-dd hh:mm", "2026-03-01 00:15:00"),  # noqa: DTZ001 - a wall time
        (dt.time(8, 30), "hh:mm", "08:30:00"),
        ("#N/A", "General", "#N/A"),
        ("007", "@", "007"),
    ],
)
def test_values_are_read_as_shown_and_exactly(value: object, number_format: str, text: str) -> None:
    """Numbers exactly, dates as ISO text, per cent and leading zeros as shown, errors as text."""
    table = read_bytes(_formatted(value, number_format))
    assert column(table, "placed") == [text]
    assert ("percent_cells" in assumed(table)) is text.endswith("%")


def test_the_sheet_that_fits_is_read_and_said() -> None:
    """Among several sheets the one whose header fits best is read, wherever it stands."""
    book = workbook_of(
        {
            "Read me": fill_rows(["How to fill in"], ["month", "site"]),
            "Figures": fill_rows(HEADER, NUMBERS),
            "Other": fill_rows(["x"]),
        }
    )
    table = read_bytes(book)
    assert assumed(table) == {"sheet": "Read from the sheet “Figures”."}
    assert table.facts.sentence == "1 row, 5 of 5 columns, sheet “Figures”"


def test_a_sheet_may_be_asked_for() -> None:
    """The sheet somebody chose is read and said; an unknown one is told with those there are."""
    book = workbook_of({"March": fill_rows(HEADER, NUMBERS), "April": fill_rows(HEADER, NUMBERS)})
    table = read_bytes(book, sheet="april ")
    chosen = {"sheet": "Read from the sheet “April”, as you chose; not from “March”."}
    assert (table.facts.sheet, assumed(table), rules(table)) == ("April", chosen, [])
    assert table.sheets == ("March", "April")
    assert "“March”, “April”" in read_bytes(book, sheet="May").findings[0].message


def test_two_sheets_that_fit_are_asked_about() -> None:
    """Rows on a second sheet are never lost without a word."""
    book = workbook_of({"March": fill_rows(HEADER, NUMBERS), "April": fill_rows(HEADER, NUMBERS)})
    finding = read_bytes(book).findings[0]
    assert (finding.rule, finding.level) == ("several_sheets_match", "check")
    assert "April" in finding.message


def test_a_hidden_sheet_is_read_only_when_no_other_fits() -> None:
    """Hidden sheets are a last resort, and said."""

    def hide(sheet: Worksheet) -> None:
        fill_rows(HEADER, NUMBERS)(sheet)
        sheet.sheet_state = "hidden"

    both = read_bytes(workbook_of({"Old": hide, "March": fill_rows(HEADER, NUMBERS)}))
    assert (both.facts.sheet, rules(both)) == ("March", [])
    alone = read_bytes(workbook_of({"Old": hide, "Empty": fill_rows(["x"])}))
    assert "hidden sheet “Old”" in assumed(alone)["sheet"]


def test_a_formula_without_its_result_blocks() -> None:
    """An uncalculated formula is told at its cell; in a total row it does not matter."""
    table = read_bytes(
        a_workbook(fill_rows(HEADER, (*NUMBERS[:4], "=3+4"), (None, "Total", None, "=D2", "=E2")))
    )
    found = [(f.rule, f.cell) for f in table.findings]
    assert found == [("formula_without_value", "E2"), ("total_row", None)]
    assert column(table, "placed") == [None]


def test_a_row_of_formulas_without_results_is_not_blank() -> None:
    """A whole row that was never calculated is not taken for an empty one."""
    table = read_bytes(a_workbook(fill_rows(HEADER, NUMBERS, ("=A2", "=B2", "=C2", "=D2", "=E2"))))
    assert [f.cell for f in table.findings] == ["A3", "B3", "C3", "D3", "E3"]


def test_a_formula_with_its_result_is_its_result() -> None:
    """What Excel calculated and stored is read; an empty text as a result is fine."""
    book = a_workbook(fill_rows(HEADER, (*NUMBERS[:3], "=40+2", '=""')))
    stored = with_part(
        book,
        SHEET,
        lambda xml: (
            xml.replace(b"<f>40+2</f><v />", b"<f>40+2</f><v>42</v>")
            .replace(b"<f>40+2</f><v></v>", b"<f>40+2</f><v>42</v>")
            .replace(b'<c r="E2"', b'<c r="E2" t="str"')
        ),
    )
    table = read_bytes(stored)
    assert (column(table, "enrolled"), column(table, "placed")) == (["42"], [None])
    assert rules(table) == []


@pytest.mark.parametrize(
    ("area", "blocks"),
    [
        ("B2:B3", True),
        ("A4:A5", True),
        ("A3:C3", True),
        ("A1:B1", True),
        ("A9:E9", False),
        ("H2:I3", False),
    ],
)
def test_merged_cells_block_only_within_the_table(area: str, blocks: bool) -> None:
    """Merged cells leave cells empty that look filled; beside and below the table they may stay."""

    def fill(sheet: Worksheet) -> None:
        fill_rows(HEADER, *[NUMBERS] * 4)(sheet)
        sheet["A9"] = "Source: our case system"
        sheet.merge_cells(area)

    table = read_bytes(a_workbook(fill))
    found = [f.cell for f in table.findings if f.rule == "merged_cells"]
    assert found == ([area.split(":", maxsplit=1)[0]] if blocks else [])


def test_a_merged_title_does_no_harm() -> None:
    """Titles above the header are often merged."""

    def fill(sheet: Worksheet) -> None:
        fill_rows(["Jobs report"], [], HEADER, NUMBERS)(sheet)
        sheet.merge_cells("A1:E1")

    table = read_bytes(a_workbook(fill))
    assert (rules(table), column(table, "line")) == ([], [4])


def test_cells_beside_the_table_are_told_not_read() -> None:
    """A remark right of the table is a column without a name, never a ragged row."""
    table = read_bytes(a_workbook(fill_rows(HEADER, (*NUMBERS, None, "checked"))))
    assert [(f.rule, f.cell) for f in table.findings] == [("column_without_name", "G1")]
    assert table.extra["column G"].to_list() == ["checked"]


def test_recognise_reads_workbooks() -> None:
    """A workbook's sheets are recognised like a CSV file's header."""
    book = workbook_of({"Read me": fill_rows(["Hello"]), "Figures": fill_rows(HEADER, NUMBERS)})
    assert recognise(Upload("x.xlsx", book), [a_contract()]) == "jobs"


def test_the_name_does_not_decide() -> None:
    """A CSV file named .xlsx, and the other way round, is read and said."""
    text = (",".join(HEADER) + "\n" + ",".join(ROW)).encode()
    assert "CSV" in assumed(read_bytes(text, name="a.xlsx"))["kind_from_content"]
    assert (
        "Excel" in assumed(read_bytes(a_table_at(1, 1, NUMBERS), name="a.CSV"))["kind_from_content"]
    )
    assert assumed(read_bytes(text, name="a.csv")) == {}


def test_a_sheet_without_addresses_is_read() -> None:
    """Other programs leave out cell addresses and write texts in place."""
    cell = "<c t='inlineStr'><is><t>{}</t></is></c>"
    rows = ("".join(cell.format(text) for text in row) for row in (HEADER, ROW))
    xml = "".join(f"<row>{cells}</row>" for cells in rows)
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    book = with_part(
        a_workbook(fill_rows(["x"])),
        SHEET,
        lambda _: f"{head}<sheetData>{xml}</sheetData></worksheet>".encode(),
    )
    assert read_bytes(book).cells.row(0) == (2, *ROW)
