"""Total rows, notes, blank rows and repeated headers below and between the figures."""

from dataclasses import replace

import pytest

from reading_factories import (
    HEADER,
    ROW,
    a_contract,
    assumed,
    column,
    csv_text,
    read_text,
    rules,
)
from shared_metrics.contracts import Breakdown, EnumValue

GOOD = csv_text(HEADER, ROW)


@pytest.mark.parametrize(
    "row",
    [
        ",Total,,42,7",
        "Total,,,42,7",
        "TOTAL:,,,42,7",
        "2026-03,Grand total,,42,7",
        "2026-03,Sum,,42,7",
        ",sub-totals,all,42,7",
        "Total,42",
    ],
)
def test_a_total_row_at_the_end_is_set_aside(row: str) -> None:
    """A last row that says Total is no figure, and is told at its line."""
    table = read_text(f"{GOOD}{row}\n")
    assert column(table, "line") == [2]
    assert [(f.rule, f.line, f.level) for f in table.findings] == [("total_row", 3, "note")]
    assert "line 3" in assumed(table)["total_rows"]


def test_a_total_row_is_kept_as_a_control_figure() -> None:
    """The cells of a total row stand in the table's own columns."""
    table = read_text(f"{GOOD},Total,,43,7\n")
    assert table.control_totals.columns == table.cells.columns
    assert table.control_totals.row(0) == (3, None, "Total", None, "43", "7")


@pytest.mark.parametrize(
    "row",
    [
        "2026-03,,total,42,7",  # the contract lists `total` as a synonym of gender `all`
        ",,All,42,7",
        "2026-03,North,Total,42,7",
        "2026-03,Total Works Ltd,all,42,7",
        "2026-03,12,Total,42,7",
    ],
)
def test_what_the_contract_calls_a_total_is_a_row(row: str) -> None:
    """A value the contract allows, or a name with Total in it, is not a total row."""
    table = read_text(f"{GOOD}{row}\n")
    assert (column(table, "line"), rules(table)) == ([2, 3], [])


@pytest.mark.parametrize("total", ["", "Total"])
def test_a_declared_total_in_the_first_column_is_a_row(total: str) -> None:
    """Where a blank or the word Total is the declared total group, the row is a figure."""
    names = ("gender", "month", "site", "enrolled", "placed")
    base = a_contract()
    columns = tuple(replace(base.by_name[n], enum=()) for n in names)
    if total:
        columns = (replace(columns[0], enum=(EnumValue(total, total),)), *columns[1:])
    contract = replace(
        base,
        columns=columns,
        breakdowns=(Breakdown("gender", total, ("women",), exclusive=True, exhaustive=True),),
    )
    text = csv_text(
        names, ("women", "2026-03", "North", "1", "1"), (total, "2026-03", "North", "3", "1")
    )
    assert column(read_text(text, contract), "line") == [2, 3]


def test_a_total_after_a_blank_row_is_set_aside() -> None:
    """A total that closes one of two blocks is left out; the second block is read."""
    table = read_text(f"{GOOD}\n,Total,,42,7\n\n{csv_text(ROW)}")
    assert column(table, "line") == [2, 6]
    assert table.control_totals["line"].to_list() == [4]
    assert "lines 3 and 5" in assumed(table)["blank_lines"]


def test_a_total_among_rows_is_asked_about() -> None:
    """A total in the middle might be counted twice, so a person must look."""
    table = read_text(f"{GOOD},Total,,42,7\n{csv_text(ROW)}")
    finding = table.findings[0]
    assert (finding.rule, finding.level, finding.cell) == ("total_row_among_rows", "check", "B3")
    assert column(table, "line") == [2, 3, 4]


@pytest.mark.parametrize(
    "note",
    [
        "Source: our case system",
        '"Source: payroll, HR"',
        "Source: payroll, HR",
        "* preliminary",
        "Figures include part-time staff,,,,",
        ",Note: North closed in May,,,",
        "[1] revised",
    ],
)
def test_notes_below_the_table_are_left_out(note: str) -> None:
    """Words under the figures are not a ragged row."""
    table = read_text(f"{GOOD}\n{note}\n")
    assert (column(table, "line"), rules(table)) == ([2], [])
    assert "line 4" in assumed(table)["footnotes"]


@pytest.mark.parametrize("row", ["2026-03", "2026-03,South", "2026-03,South,all", "Source,1,2"])
def test_a_cut_row_is_not_a_note(row: str) -> None:
    """A short last row with anything like figures stays a finding."""
    assert rules(read_text(f"{GOOD}{row}\n")) == ["ragged_row"]


def test_a_note_between_rows_is_not_left_out() -> None:
    """Only words after the last figures are notes."""
    table = read_text(f"{GOOD}Source: payroll\n{csv_text(ROW)}")
    assert rules(table) == ["ragged_row"]


def test_totals_and_notes_end_the_table_together() -> None:
    """Totals, blank rows and notes may follow in any order."""
    table = read_text(f"{GOOD}Total,,,42,7\n\nSource: payroll\n* preliminary\n\n\n")
    assert column(table, "line") == [2]
    assert assumed(table) == {
        "blank_lines": "Blank rows were left out: line 4.",
        "total_rows": "Total rows were left out of the figures: line 3.",
        "footnotes": "Notes below the table were left out: lines 5 and 6.",
    }


def test_blank_rows_with_spaces_are_blank() -> None:
    """A row of spaces and hidden characters is blank, not a row with empty cells."""
    table = read_text(f"{GOOD} ,\u200b,,\u00a0,\n{csv_text(ROW)}")
    assert (column(table, "line"), rules(table)) == ([2, 4], [])


def test_a_repeated_header_is_left_out() -> None:
    """Pasted-together files repeat their header."""
    table = read_text(f"{GOOD}{GOOD}")
    assert column(table, "line") == [2, 4]
    assert "line 3" in assumed(table)["repeated_header"]


def test_messages_hold_no_cells() -> None:
    """What rows say may be personal, so findings and assumptions about rows never quote them."""
    somebody = "Jane Doe"
    table = read_text(
        f"{GOOD}2026-03,{somebody}\n2026-04,{somebody},all,1,1\n"
        f"Total,{somebody},,1,1\nNote: {somebody}\n"
    )
    said = [str(f.as_dict()) for f in table.findings] + [a.message for a in table.assumptions]
    assert len(said) >= 4
    assert not [words for words in said if somebody in words]
