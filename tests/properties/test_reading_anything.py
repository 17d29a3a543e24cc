"""No bytes make reading raise: there is always a table, with a finding where it cannot be read."""

import zipfile
from io import BytesIO

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reading_factories import HEADER, ROW, SMALL_CAPS, a_contract, a_workbook, csv_text, fill_rows
from shared_metrics.findings import Level
from shared_metrics.observations import LINE
from shared_metrics.reading import RULES, ReadTable, Upload, read, recognise

CONTRACT = a_contract()
CSV = csv_text(HEADER, ROW, ROW, ("", "Total", "", "84", "14")).encode()
BOOK = a_workbook(fill_rows(HEADER, ROW, (*ROW[:3], 12.5, "=1+1")))


def look_at(content: bytes) -> ReadTable:
    """Read, and check what holds for every table."""
    upload = Upload("anything", content)
    table = read(upload, CONTRACT, caps=SMALL_CAPS)
    said = [f.rule for f in table.findings] + [a.rule for a in table.assumptions]
    assert set(said) <= set(RULES)
    assert table.readable or [f.level for f in table.findings] == [Level.FIX]
    assert table.facts.rows == table.cells.height == table.extra.height
    assert table.cells[LINE].is_sorted()
    assert table.facts.sentence
    recognise(upload, [CONTRACT])
    return table


@given(st.binary(max_size=300))
@example(b"")
@example(b"PK\x03\x04")
@example(b"PK\x03\x04" + bytes(50))
@example(b"\xff\xfe")
@example(b"\xff\xfea")
@example(b'sep="\n')
@example(b"sep=\r\nmonth,site\n")
@example(b'month,site\n"')
@example(b"month,site\n" + b'"' + b"x" * 140_000)
def test_any_bytes_give_a_table(content: bytes) -> None:
    """Reading never raises for what a file holds."""
    look_at(content)


@given(
    st.text(st.sampled_from('month,site;gender\t|"\n\r\x00 \u200bé=')),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_any_text_gives_a_table(text: str, encoding: str) -> None:
    """Text near a header is read or refused, never raised."""
    look_at(f"month,site,gender\n{text}".encode(encoding, "ignore"))


changes = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=6)


def changed(content: bytes, places: list[tuple[int, int]]) -> bytes:
    """Some bytes replaced."""
    out = bytearray(content)
    for place, byte in places:
        out[place % len(out)] = byte
    return bytes(out)


@given(changes)
def test_a_csv_file_with_changed_bytes_gives_a_table(places: list[tuple[int, int]]) -> None:
    """A damaged CSV file is read or refused."""
    look_at(changed(CSV, places))


@settings(max_examples=60)
@given(changes, st.integers(0, len(BOOK)))
def test_a_workbook_with_changed_bytes_gives_a_table(
    places: list[tuple[int, int]], cut: int
) -> None:
    """A damaged or cut workbook is read or refused."""
    look_at(changed(BOOK, places))
    look_at(BOOK[:cut])


with zipfile.ZipFile(BytesIO(BOOK)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}


@settings(max_examples=60)
@given(st.sampled_from(sorted(PARTS)), changes)
def test_a_workbook_with_a_damaged_part_gives_a_table(
    name: str, places: list[tuple[int, int]]
) -> None:
    """A part whose XML is damaged, in a sound zip, is read or refused."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, content in PARTS.items():
            archive.writestr(part, changed(content, places) if part == name else content)
    look_at(out.getvalue())
