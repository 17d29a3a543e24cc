"""Which column is which: what is offered, what is guessed, what was remembered."""

import datetime as dt

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
from shared_metrics.desk.questions.matching import Matching, matching_of
from shared_metrics.findings import Finding, Level
from shared_metrics.reading import Upload, read
from shared_metrics.reading.header import Remembered

JUNE = dt.date(2026, 6, 3)
WITHOUT_PLACED = HEADER[:4]
WHOLE = ("month", *HEADER[1:], "wage")  # `wage` may be absent


def remembered(**columns: str) -> dict[str, Remembered]:
    return {header: Remembered(name, JUNE) for header, name in columns.items()}


def asked(
    header: tuple[str, ...],
    *rows: tuple[str, ...],
    personal: str | None = None,
) -> Matching | None:
    """What would be asked about a file of these cells."""
    contract = a_contract()
    upload = Upload("file.csv", csv_text(header, *(rows or (ROW,))).encode())
    table = read(upload, contract)
    found = (Finding("personal_data", Level.FIX, "A column.", column=personal),)
    return matching_of(table, contract, upload, (*table.findings, *(found if personal else ())))


def offered(matching: Matching | None) -> dict[str, list[str]]:
    """Lacking column -> the headers offered for it."""
    assert matching is not None
    return {one.column.name: list(matching.headers) for one in matching.lacking}


# --- remembered from an earlier file ------------------------------------------------------


def test_what_was_confirmed_before_is_read_so_and_said_with_its_day() -> None:
    """A remembered header is its column; the assumption names the day."""
    text = csv_text((*WITHOUT_PLACED, "In work"), ROW)
    table = read_text(text, remembered=remembered(**{"In work": "placed"}))
    assert (column(table, "placed"), table.matched) == (["7"], {"placed": "In work"})
    assert assumed(table) == {
        "header_matched": "“In work” was read as placed, as you confirmed on 3 June 2026."
    }


@pytest.mark.parametrize("places", [(0, 1), (1, 0)])
def test_the_contracts_own_word_comes_first_wherever_it_stands(places: tuple[int, int]) -> None:
    """A remembered header never makes a duplicate of a column that is there by its own name."""
    names, figures = ("placed", "In work"), ("7", "99")
    header = (*WITHOUT_PLACED, *(names[place] for place in places))
    row = (*ROW[:4], *(figures[place] for place in places))
    table = read_text(csv_text(header, row), remembered=remembered(**{"In work": "placed"}))
    assert column(table, "placed") == ["7"]
    assert rules(table) == ["unknown_column"]


def test_a_remembered_word_cannot_take_over_one_of_the_contracts() -> None:
    """When the contract has come to use the word itself, its meaning counts."""
    table = read_text(csv_text(HEADER, ROW), remembered=remembered(enrolled="placed"))
    assert (column(table, "enrolled"), column(table, "placed")) == (["42"], ["7"])
    assert assumed(table) == {}


def test_a_column_that_is_gone_is_passed_over() -> None:
    """A match with a column the contract no longer has means nothing."""
    text = csv_text((*HEADER, "In work"), (*ROW, "9"))
    table = read_text(text, remembered=remembered(**{"In work": "gone"}))
    assert (table.matched, rules(table)) == ({}, ["unknown_column"])


def test_what_is_said_now_counts_more() -> None:
    """A match for this very file wins over the one remembered."""
    header = ("period", "site", "gender", "People", "placed")
    table = read_text(
        csv_text(header, ROW),
        header_matches={"People": "enrolled"},
        remembered=remembered(People="placed"),
    )
    assert (column(table, "enrolled"), column(table, "placed")) == (["42"], ["7"])
    assert assumed(table) == {"header_matched": "“People” was read as enrolled, as you confirmed."}


# --- what is asked ------------------------------------------------------------------------


def test_the_files_own_headers_are_offered_for_what_is_lacking() -> None:
    """Only headers that stand for nothing yet, only for columns that are not there."""
    matching = asked((*WITHOUT_PLACED, "In work"))
    assert offered(matching) == {"placed": ["In work"], "wage": ["In work"]}
    assert matching.headers == {"In work": ("7",)}
    assert matching.needed


@pytest.mark.parametrize("header", [HEADER, WITHOUT_PLACED, (*WHOLE, "Remarks")])
def test_nothing_is_asked_when_one_side_has_nothing_left(header: tuple[str, ...]) -> None:
    """All columns found, or no header left over: there is nothing to match."""
    assert asked(header, (*ROW, "20", "none")[: len(header)]) is None


def test_a_header_that_stands_twice_or_has_no_text_is_not_offered() -> None:
    """A match goes by the header's text, so it must be one column's."""
    header = (*WITHOUT_PLACED, "Value", "value", "", "In work")
    matching = asked(header, (*ROW[:4], "1", "2", "3", "7"))
    assert offered(matching) == {"placed": ["In work"], "wage": ["In work"]}


def test_a_near_name_is_guessed_for_one_column_only() -> None:
    """The closest header is the guess; nothing else is."""
    matching = asked((*HEADER[:3], "enroled", "placed", "Other"), (*ROW, "x"))
    assert [(one.column.name, one.guess) for one in matching.lacking] == [
        ("enrolled", "enroled"),
        ("wage", None),
    ]


def test_columns_that_may_be_absent_are_asked_last_and_do_not_press() -> None:
    """An optional column alone is not worth interrupting anybody, unless a name is close."""
    calm = asked((*HEADER, "Remarks"), (*ROW, "none"))
    assert (calm.needed, calm.pressing) == (False, False)
    near = asked((*HEADER, "wages"), (*ROW, "20"))
    assert (near.needed, near.pressing) == (False, True)
    both = asked((*WITHOUT_PLACED, "In work"))
    assert [one.column.name for one in both.lacking] == ["placed", "wage"]


def test_cells_of_a_personal_column_are_not_examples() -> None:
    """Its header may be offered, what stands in it is not shown."""
    matching = asked((*WITHOUT_PLACED, "Contact"), (*ROW[:4], "Ann"), personal="Contact")
    assert matching.headers == {"Contact": ()}


def test_examples_are_few_different_and_short() -> None:
    """Three different cells, each cut to a length that fits a line."""
    cells = ["a", "a", "b", "x" * 60, "d"]
    rows = [(*ROW[:4], cell) for cell in cells]
    matching = asked((*WITHOUT_PLACED, "Notes"), *rows)
    assert matching.headers["Notes"] == ("a", "b", "x" * 24 + "…")


def test_a_file_without_any_known_name_offers_its_first_row_of_names() -> None:
    """When no header is known the names are still there to be matched, without any cells."""
    matching = asked(("When", "Where", "Who", "In", "Out"))
    assert [one.column.name for one in matching.lacking] == [*WHOLE]
    assert matching.headers == dict.fromkeys(("When", "Where", "Who", "In", "Out"), ())
