"""Whatever a csv writer writes is read back, by both ways of reading, with the right lines."""

import csv
import io
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_factories import a_column, a_contract
from shared_metrics.contracts import Role
from shared_metrics.observations import LINE
from shared_metrics.reading import ReadTable, Upload, read
from shared_metrics.reading.header import tidy_text

DELIMITERS = (",", ";", "\t", "|")
LINE_ENDS = ("\n", "\r\n", "\r")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32")
NAMES = ("alpha", "beta", "gamma")
CONTRACT = a_contract(*(a_column(name, Role.DETAIL) for name in NAMES))

letters = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t\u200b"
)
words = st.text(letters, max_size=12) | st.sampled_from(
    ["", " ", "1,5", '"', "a;b|c", "0", "Total"]
)
plain_words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters='",;|\t'),
    max_size=8,
) | st.sampled_from(["", " ", "Total", "Source: x", "alpha"])


@dataclass(frozen=True)
class Written:
    """A table as text, and the line each row begins on."""

    text: str
    rows: list[list[str]]
    lines: list[int]


def write(rows: list[list[str]], delimiter: str, line_end: str) -> Written:
    """The header and the rows, each where the writer put it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(NAMES)
    lines = []
    for row in rows:
        lines.append(out.getvalue().count("\n") + 1)
        writer.writerow(row)
    return Written(out.getvalue().replace("\n", line_end), rows, lines)


def tidied(text: str) -> str | None:
    """What the table should hold for a written cell (an editor's line ends are all one)."""
    return tidy_text(text.replace("\r\n", "\n").replace("\r", "\n")) or None


def everything(table: ReadTable) -> dict[int, list[str | None]]:
    """Rows and totals by line."""
    found = [*table.cells.iter_rows(), *table.control_totals.iter_rows()]
    return {line: list(cells) for line, *cells in found}


@given(
    rows=st.lists(st.lists(words, min_size=3, max_size=3), max_size=8),
    delimiter=st.sampled_from(DELIMITERS),
    line_end=st.sampled_from(LINE_ENDS),
    encoding=st.sampled_from(ENCODINGS),
)
def test_written_tables_come_back(
    rows: list[list[str]], delimiter: str, line_end: str, encoding: str
) -> None:
    """Each row comes back on its line; only blank rows and words below the table do not."""
    written = write(rows, delimiter, line_end)
    table = read(Upload("t.csv", written.text.encode(encoding)), CONTRACT)
    expected = {
        line: [tidied(cell) for cell in row]
        for line, row in zip(written.lines, rows, strict=True)
        if any(map(tidied, row))
    }
    found = everything(table)
    assert found.items() <= expected.items()
    left_out = [expected[line] for line in expected.keys() - found.keys()]
    notes = {a.rule for a in table.assumptions} & {"footnotes", "repeated_header"}
    assert bool(left_out) is bool(notes)
    assert "ragged_row" not in {f.rule for f in table.findings}


def same(one: ReadTable, other: ReadTable) -> None:
    assert one.cells.equals(other.cells)
    assert one.extra.equals(other.extra)
    assert one.control_totals.equals(other.control_totals)
    assert (one.findings, one.assumptions) == (other.findings, other.assumptions)
    assert (one.positions, one.facts) == (other.positions, other.facts)


@given(
    rows=st.lists(st.lists(plain_words, min_size=3, max_size=3), min_size=1, max_size=8),
    extra=st.booleans(),
    trailing=st.sampled_from(["", ",", ",,,"]),
    blank_ends=st.integers(0, 2),
    delimiter=st.sampled_from(DELIMITERS),
)
def test_the_fast_way_and_the_slow_way_read_the_same(
    rows: list[list[str]], extra: bool, trailing: str, blank_ends: int, delimiter: str
) -> None:
    """Plain text gives one table, whether Polars or the csv reader split it."""
    width = "alpha,beta,gamma,other" if extra else "alpha,beta,gamma"
    body = [",".join([*row, "x"] if extra else row) + trailing for row in rows]
    text = "\n".join([width, *(line.replace(",", delimiter) for line in body)]).replace(
        width, width.replace(",", delimiter), 1
    ) + "\n" * (blank_ends + 1)
    upload = Upload("t.csv", text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shared_metrics.reading.delimited.plain_grid", lambda *_: None)
        slow = read(upload, CONTRACT)
    same(read(upload, CONTRACT), slow)


@given(text=st.text(st.sampled_from(' ,;\n\r"ab1\t\u200b\x1c\x85\u2028\u3000'), max_size=60))
def test_both_ways_agree_on_scraps_of_text(text: str) -> None:
    """The fast way declines whatever it could read differently."""
    upload = Upload("t.csv", f"alpha,beta,gamma\n{text}".encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shared_metrics.reading.delimited.plain_grid", lambda *_: None)
        slow = read(upload, CONTRACT)
    same(read(upload, CONTRACT), slow)


@given(text=st.text(max_size=20))
def test_tidy_text_is_settled(text: str) -> None:
    """Tidying twice is tidying once, and gives composed letters."""
    once = tidy_text(text)
    assert tidy_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(cells=st.lists(words, min_size=1, max_size=20))
def test_frames_are_tidied_as_single_texts_are(cells: list[str]) -> None:
    """The table's cells are what `tidy_text` gives, so both ways call the same cells blank."""
    rows = [[cell, "x", "y"] for cell in cells]
    written = write(rows, ",", "\n")
    table = read(Upload("t.csv", written.text.encode()), CONTRACT)
    by_line = dict(zip(written.lines, cells, strict=True))
    for line, cell, *_ in table.cells.select(LINE, *NAMES).iter_rows():
        assert cell == tidied(by_line[line])
