"""Hostile workbooks are refused quickly, in little memory, in plain words."""

import struct
import time
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reading_factories import (
    HEADER,
    ROW,
    SHEET,
    a_workbook,
    column,
    csv_text,
    fill_rows,
    read_bytes,
    rules,
    with_part,
)
from reading_nasty import GOOD, a_bomb, a_zip
from shared_metrics.reading import ReadTable

HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def a_sheet(xml: bytes) -> bytes:
    """A workbook whose sheet holds this XML."""
    return with_part(GOOD, SHEET, lambda _: HEAD + xml + TAIL)


def read_quickly(content: bytes, seconds: float = 5.0) -> ReadTable:
    """Read within a time no honest small file needs (it is far less; machines are shared)."""
    began = time.perf_counter()
    table = read_bytes(content)
    assert time.perf_counter() - began < seconds
    return table


def peak_megabytes(content: bytes) -> float:
    """The most memory that reading held at once, as Python counts it."""
    tracemalloc.start()
    try:
        read_bytes(content)
        return tracemalloc.get_traced_memory()[1] / 1_000_000
    finally:
        tracemalloc.stop()


def _cells_at(*places: str) -> bytes:
    def fill(sheet: Worksheet) -> None:
        fill_rows(HEADER, ROW)(sheet)
        for place in places:
            sheet[place] = "x"

    return a_workbook(fill)


def test_a_sheet_used_to_its_last_cell_is_refused() -> None:
    """One cell at XFD1048576 costs nothing and is told as too many columns."""
    assert rules(read_quickly(_cells_at("XFD1048576"))) == ["too_many_columns"]


def test_a_stray_cell_far_below_is_read() -> None:
    """One cell in Excel's last row is a row, found without building a million others."""
    table = read_quickly(_cells_at("B1048576"))
    assert len(table.assumptions) == 1
    assert column(table, "line") == [2, 1_048_576]


def test_a_used_range_that_lies_is_not_believed() -> None:
    """The size a sheet declares is not the size we read."""
    lying = with_part(
        GOOD,
        SHEET,
        lambda xml: xml.replace(b'<dimension ref="A1:E2"', b'<dimension ref="A1:XFD1048576"'),
    )
    assert lying != GOOD
    assert column(read_quickly(lying), "line") == [2]


def test_empty_formatted_cells_to_the_last_column_do_no_harm() -> None:
    """Colour without content is not a column."""

    def fill(sheet: Worksheet) -> None:
        fill_rows(HEADER, ROW)(sheet)
        sheet["XFD2"].number_format = "0.0"
        sheet["A1048576"].number_format = "0.0"

    assert column(read_quickly(a_workbook(fill)), "line") == [2]


def test_a_zip_bomb_is_refused_unopened() -> None:
    """A workbook that unpacks to more than the cap is refused by what its zip declares."""
    bomb = a_bomb()
    assert rules(read_quickly(bomb)) == ["workbook_too_large"]
    assert peak_megabytes(bomb) < 5


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    """No more is unpacked than declared, and then the check sum is wrong."""
    bomb = bytearray(a_bomb(30))
    with zipfile.ZipFile(BytesIO(bomb)) as archive:
        true_size = archive.getinfo(SHEET).file_size
    lie = bytes(bomb).replace(struct.pack("<L", true_size), struct.pack("<L", 1000))
    assert lie != bytes(bomb)
    assert rules(read_quickly(lie)) == ["broken_workbook"]
    assert peak_megabytes(lie) < 20


@pytest.mark.parametrize(
    "xml",
    [
        b'<row r="2"/><row r="1"/>',
        b'<row r="1"/><row r="1"/>',
        b'<row r="1048577"/>',
        b'<row r="99999999999999"/>',
        b'<row r="x"/>',
        b'<row r="nan"/>',
        b'<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        b'<row r="1"><c r="A2"><v>1</v></c></row>',
        b'<row r="1"><c r="XFE1"><v>1</v></c></row>',
        b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        b'<row r="1"><c r="A1"><v>one</v></c></row>',
        b'<row r="1"><c r="A1" s="9999"><v>1</v></c></row>',
        b"<row>",
        b"\xff\xfe",
    ],
)
def test_sheets_out_of_order_are_refused(xml: bytes) -> None:
    """What openpyxl would drop, loop over or stumble on is refused, never half read."""
    assert rules(read_quickly(a_sheet(xml))) == ["broken_workbook"]


def test_rows_out_of_order_are_not_dropped() -> None:
    """Openpyxl passes over a row that comes too late; we refuse the file instead."""
    swapped = with_part(GOOD, SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="1"'))
    assert rules(read_bytes(swapped)) == ["broken_workbook"]


@pytest.mark.parametrize(
    ("part", "wrap"),
    [
        (SHEET, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        (SHEET, b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
        ("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        ("xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
        ("xl/styles.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
    ],
)
def test_entities_are_forbidden(part: str, wrap: bytes) -> None:
    """No part of a workbook may declare entities, outside or inside ones."""

    def declare(xml: bytes) -> bytes:
        declaration, _, rest = xml.rpartition(b"?>")
        return (declaration + b"?>" if declaration else b"") + wrap + rest

    assert rules(read_bytes(with_part(GOOD, part, declare))) == ["broken_workbook"]


def test_floods_of_elements_are_refused() -> None:
    """Millions of empty elements are counted, not built."""
    flood = b"<mergeCells>" + b"<x/>" * 300_000 + b"</mergeCells>"
    assert rules(read_quickly(a_sheet(flood))) == ["workbook_too_large"]
    assert peak_megabytes(a_sheet(flood)) < 20


def test_a_large_part_besides_the_sheets_is_refused() -> None:
    """Parts that are held in memory whole must be small."""
    large = with_part(GOOD, "xl/styles.xml", lambda xml: xml + b" " * 11_000_000)
    assert rules(read_quickly(large)) == ["workbook_too_large"]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (a_zip(**{"word/document.xml": "<x/>"}), "broken_workbook"),
        (a_zip(**{"xl/workbook.bin": "x"}), "broken_workbook"),
        (b"PK\x03\x04" + bytes(100), "broken_workbook"),
        (GOOD[: len(GOOD) // 2], "broken_workbook"),
        (a_zip(**{f"{n}.xml": "" for n in range(2100)}), "workbook_too_large"),
    ],
)
def test_other_zips_are_refused(content: bytes, rule: str) -> None:
    """A zip is not a workbook because it is a zip."""
    assert rules(read_quickly(content)) == [rule]


def test_a_strict_workbook_is_told_apart() -> None:
    """The one Excel format openpyxl reads as empty is refused in its own words."""
    strict = with_part(
        GOOD,
        "xl/workbook.xml",
        lambda xml: xml.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
    )
    assert "Strict" in read_bytes(strict).findings[0].message


def test_a_protected_zip_is_told_apart() -> None:
    """A zip with a password is called protected, not broken."""
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        offset = archive.getinfo(SHEET)
    content = bytearray(GOOD)
    at = content.rindex(SHEET.encode()) - 46 + 8  # its flags in the central directory
    content[at] |= 1
    assert offset.flag_bits & 1 == 0
    assert rules(read_bytes(bytes(content))) == ["protected_workbook"]


def test_an_endless_quote_costs_little() -> None:
    """A text of quotes and separators is read in one pass."""
    text = csv_text(HEADER) + '"' * 500_001 + "\n" + ",\n" * 100_000
    assert not read_quickly(text.encode()).cells.height
