"""Separators, header rows, ragged rows and quotation marks."""

import pytest

from reading_factories import (
    HEADER,
    ROW,
    SMALL_CAPS,
    assumed,
    column,
    csv_text,
    read_text,
    rules,
)

GOOD = csv_text(HEADER, ROW)


@pytest.mark.parametrize(
    ("delimiter", "word"), [(";", "semicolon"), ("\t", "tab"), ("|", "vertical bar")]
)
def test_the_separator_is_found_and_said(delimiter: str, word: str) -> None:
    """Any usual separator is recognised by the contract's names, and named."""
    table = read_text(csv_text(HEADER, ("2026-03", "A, B", "all", "4,5", "7"), delimiter=delimiter))
    assert column(table, "site") == ["A, B"]
    assert word in assumed(table)["delimiter"]
    assert table.facts.delimiter == delimiter


@pytest.mark.parametrize("first", ["sep=;\n", '"sep=;"\n', "SEP=;\n", "sep=;,,\n"])
def test_a_declared_separator_is_no_assumption(first: str) -> None:
    """Excel's own `sep=` line is obeyed, and lines keep their numbers."""
    table = read_text(first + csv_text(HEADER, ROW, delimiter=";"))
    assert (column(table, "line"), assumed(table)) == ([3], {})


def test_title_rows_above_the_header_are_skipped_and_said() -> None:
    """The header is where the contract's names are, not where the file begins."""
    table = read_text("Jobs report,,\n\n2026,enrolled\n" + GOOD)
    assert (table.facts.header_line, column(table, "line")) == (4, [5])
    assert "line 4" in assumed(table)["header_line"]


def test_a_header_on_two_lines_keeps_the_lines_below_right() -> None:
    """A quoted header with a line break does not move the rows."""
    table = read_text('month,site,gender,"enrol\nled",placed\n' + csv_text(ROW))
    assert column(table, "line") == [3]
    assert rules(table) == []


@pytest.mark.parametrize(
    ("row", "verdict", "cell"),
    [
        ("2026-03,South,all,40", "ragged_row", "E3"),
        ("2026-03,South,all,40,5,6", "ragged_row", "F3"),
        ("2026-03,South, Campus,all,40,5", "ragged_row", "F3"),
        ("2026-03,South,all,40,5,,x,", "ragged_row", "G3"),
        ("2026-03,South,all,40,5,", None, None),
        ("2026-03,South,all,40,5,, ,", None, None),
    ],
)
def test_ragged_rows_are_told_never_padded_or_cut(
    row: str, verdict: str | None, cell: str | None
) -> None:
    """A row of another width is left out with a finding; empty cells past the end do no harm."""
    table = read_text(f"{GOOD}{row}\n{GOOD.splitlines()[1]}\n")
    assert rules(table) == ([verdict] if verdict else [])
    assert column(table, "line") == ([2, 4] if verdict else [2, 3, 4])
    if verdict:
        assert (table.findings[0].line, table.findings[0].cell) == (3, cell)


def test_trailing_separators_after_every_row_do_no_harm() -> None:
    """Columns past the header that are empty everywhere are not columns."""
    table = read_text("".join(f"{line},,\n" for line in GOOD.splitlines()))
    assert (rules(table), table.extra.columns) == ([], ["line"])


def test_an_unclosed_quote_is_named_once() -> None:
    """One open quote is one finding at its line, not a pile of ragged rows."""
    table = read_text(f'{GOOD}2026-03,"South,all,40,5\n' + csv_text(*[ROW] * 50))
    assert rules(table) == ["unclosed_quote"]
    assert table.findings[0].line == 3
    assert column(table, "line") == [2]


def test_an_unclosed_quote_beyond_a_cells_limit_is_named() -> None:
    """A quote that swallows more than a cell may hold is told the same way."""
    table = read_text(f'{GOOD}2026-03,"South,all,40,5\n' + csv_text(*[ROW] * 8000))
    assert rules(table) == ["unclosed_quote"]


def test_an_open_quote_in_the_header_is_named() -> None:
    """An open quote at the top is the reason there is no header."""
    assert rules(read_text('"month,site,gender\n2026-03,a,b\n')) == ["unclosed_quote"]


def test_stray_quotes_that_balance_are_found() -> None:
    """Quotes that join whole rows into one cell block, though the csv reader is content."""
    table = read_text(f'{csv_text(HEADER)}2026-03,"N,all,42,7\n2026-03,S",all,40,5\n')
    assert rules(table) == ["swallowed_rows"]
    assert "lines 2 to 3" in table.findings[0].message


def test_a_line_break_inside_a_cell_is_fine() -> None:
    """A quoted cell over two lines is one row, named by its first line."""
    table = read_text(csv_text(HEADER, ("2026-03", "North\nCampus, B", "all", "42", "7"), ROW))
    assert (rules(table), column(table, "line")) == ([], [2, 4])


def test_a_space_before_a_quote_does_no_harm() -> None:
    """Hand-made files write `, "a, b"`; it is still one cell."""
    assert column(read_text(csv_text(HEADER) + '2026-03, "A, B",all,42,7\n'), "site") == ["A, B"]


def test_cells_are_tidied() -> None:
    """Hidden characters and outer spaces go, letters are composed, empty is null."""
    row = ("2026-03", " No\u200brth\u00a0Side ", "all", "4\ufeff2", " \u200b ")
    table = read_text(csv_text(HEADER, row))
    assert table.cells.row(0) == (2, "2026-03", "North Side", "all", "42", None)
    assert column(read_text(csv_text(HEADER, ("2026-03", "Cafe\u0301", *ROW[2:]))), "site") == [
        "Café"
    ]


def test_text_stays_text() -> None:
    """Leading zeros, plus signs and long numbers are kept as written."""
    table = read_text(csv_text(HEADER, ("2026-03", "00734", "+1", "1e5", "12345678901234567890")))
    assert table.cells.row(0)[2:] == ("00734", "+1", "1e5", "12345678901234567890")


@pytest.mark.parametrize(("rows", "readable"), [(5, True), (6, False)])
@pytest.mark.parametrize("quote", ["", '"'])
def test_the_cap_counts_rows(rows: int, readable: bool, quote: str) -> None:
    """As many rows as the cap are read, one more is refused, whichever way reads them."""
    text = csv_text(HEADER) + f"2026-03,{quote}North{quote},all,42,7\n" * rows
    assert read_text(text, caps=SMALL_CAPS).readable is readable


def test_blank_lines_are_not_rows() -> None:
    """A million blank rows below the table neither count nor are talked about."""
    table = read_text(GOOD + ",,,,\n" * 1000, caps=SMALL_CAPS)
    assert (table.facts.rows, assumed(table)) == (1, {})
