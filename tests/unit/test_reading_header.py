"""Headers to columns: names, titles, synonyms, digits, duplicates, what is missing."""

import subprocess
import sys

import pytest

from reading_factories import (
    HEADER,
    ROW,
    a_column,
    a_contract,
    assumed,
    column,
    csv_text,
    read_text,
    rules,
)
from shared_metrics.contracts import Role
from shared_metrics.reading import Upload, recognise
from shared_metrics.reading.places import cell_name, column_letters, some_lines


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("enrolled", None),
        ("ENROLLED", None),
        (" En-rolled ", None),
        ("en\u200brolled", None),
        ("Participants", "header_matched"),
        ("Enrolled1", "header_digits"),
        ("Enrolled ¹", "header_digits"),
    ],
)
def test_spellings_of_a_header(header: str, said: str | None) -> None:
    """Case, spaces and hidden characters do not count; a synonym or a glued digit is said."""
    table = read_text(csv_text((*HEADER[:3], header, "placed"), ROW))
    assert column(table, "enrolled") == ["42"]
    assert list(assumed(table)) == ([said] if said else [])


def test_a_title_is_a_name() -> None:
    """The title a template shows is the contract's own word, so nothing is assumed."""
    table = read_text(csv_text((*HEADER[:4], "In a job"), ROW))
    assert (column(table, "placed"), assumed(table)) == (["7"], {})


def test_a_partners_own_synonym_counts_only_for_it() -> None:
    """A synonym with a partner is known in that partner's files and in no other's."""
    text = csv_text((*HEADER[:3], "Köpfe", "placed"), ROW)
    assert column(read_text(text, partner="hope"), "enrolled") == ["42"]
    assert "missing_column" in rules(read_text(text, partner="other"))


def test_a_match_confirmed_by_a_person_comes_first() -> None:
    """What a person confirmed wins over the contract's names; stale matches are passed over."""
    text = csv_text((*HEADER, "people here"), (*ROW, "99"))
    matches = {"People here": "enrolled", "gone": "no_such_column"}
    table = read_text(text, header_matches=matches)
    assert rules(table)[0] == "duplicate_header"
    only = read_text(csv_text((*HEADER[:3], "people here", "placed"), ROW), header_matches=matches)
    assert column(only, "enrolled") == ["42"]
    assert "confirmed" in assumed(only)["header_matched"]


def test_duplicates_name_both_cells() -> None:
    """Two headers for one column block; the first one's cells stay in the table."""
    table = read_text(csv_text((*HEADER, "Participants"), (*ROW, "41")))
    finding = table.findings[0]
    assert (finding.rule, finding.cell, finding.column) == ("duplicate_header", "F1", "enrolled")
    assert "D1" in finding.message
    assert column(table, "enrolled") == ["42"]
    assert table.extra["Participants"].to_list() == ["41"]


def test_a_digit_never_makes_a_duplicate() -> None:
    """`Enrolled2` beside `Enrolled` is another column, not the same one again."""
    table = read_text(csv_text((*HEADER, "Enrolled2"), (*ROW, "9")))
    assert rules(table) == ["unknown_column"]
    assert table.extra["Enrolled2"].to_list() == ["9"]


def test_a_misspelt_column_is_named() -> None:
    """A missing column says which header is probably meant."""
    table = read_text(csv_text((*HEADER[:3], "enroled", "placed"), ROW))
    missing, unknown = table.findings
    assert (missing.rule, missing.fix) == ("missing_column", "Rename “enroled” to enrolled.")
    assert "Did you mean enrolled?" in unknown.message


def test_an_optional_column_may_be_absent() -> None:
    """Only columns the contract does not call optional must be there, and only they are counted."""
    table = read_text(csv_text(HEADER, ROW))
    assert table.facts.sentence == "1 row, 5 of 5 columns, comma, UTF-8"
    with_wage = read_text(csv_text((*HEADER, "wage"), (*ROW, "20")))
    assert with_wage.facts.sentence == "1 row, 6 of 6 columns, comma, UTF-8"


def test_columns_outside_the_contract_are_kept_apart() -> None:
    """Unknown columns can still be looked through, under their header and place."""
    table = read_text(csv_text(("line", "name", "name", *HEADER), ("1", "A", "B", *ROW)))
    assert table.extra.columns == ["line", "line (column A)", "name", "name (column C)"]
    assert table.positions["name (column C)"] == 2
    assert table.cells.columns == ["line", *HEADER]
    assert table.cell_name("enrolled", 14) == "G14"


def test_columns_come_in_the_contracts_order() -> None:
    """However the file orders them, the table's columns stand as in the contract."""
    table = read_text(csv_text(HEADER[::-1], ROW[::-1]))
    assert table.cells.columns == ["line", *HEADER]
    assert table.cell_name("placed", 2) == "A2"


def test_headers_without_latin_letters_match() -> None:
    """A contract in another script is matched like any other."""
    contract = a_contract(a_column("月", Role.PERIOD), a_column("人数"))
    assert column(read_text("人数,月\n42,2026-03\n", contract), "人数") == ["42"]


def test_recognise_names_the_best_contract() -> None:
    """The contract with the largest share of its columns in the header is named."""
    jobs = a_contract()
    roads = a_contract(*(a_column(n) for n in ("month", "road", "trips")), id_="roads")
    schools = a_contract(*(a_column(n) for n in ("month", "school", "pupils")), id_="schools")
    contracts = [roads, jobs, schools]
    assert recognise(Upload("x", csv_text(HEADER, ROW).encode()), contracts) == "jobs"
    assert recognise(Upload("x", b"Road;Trips\n1;2\n"), contracts) == "roads"
    assert recognise(Upload("x", b"a,b\n1,2\n"), contracts) is None
    assert recognise(Upload("x", b"%PDF"), contracts) is None
    assert recognise(Upload("x", csv_text(HEADER, ROW).encode()), []) is None


@pytest.mark.parametrize(
    ("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_column_letters(position: int, letters: str) -> None:
    """Columns are named as spreadsheets name them."""
    assert column_letters(position) == letters
    assert cell_name(position, 9) == f"{letters}9"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([4], "line 4"),
        ([4, 9], "lines 4 and 9"),
        ([1, 2, 3], "lines 1, 2 and 3"),
        (list(range(1, 1008)), "lines 1, 2, 3, 4, 5 and 1,002 more"),
    ],
)
def test_lists_of_lines(lines: list[int], words: str) -> None:
    """A few lines are named, many are counted, in one run or several."""
    assert some_lines(lines) == words
    assert some_lines(lines[:1], lines[1:]) == words


def test_a_column_without_a_name_never_hides_another() -> None:
    """A column named like the stand-in for a nameless one is kept beside it."""
    table = read_text(csv_text(("", "column A", *HEADER), ("5", "6", *ROW)))
    assert table.extra.drop("line").row(0) == ("6", "5")
    assert len(set(table.extra.columns)) == 3


def test_reading_csv_does_not_load_openpyxl() -> None:
    """What reads Excel files is loaded with the first Excel file."""
    code = "import sys, shared_metrics.reading; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
