"""One file for each rule of reading: the smallest that must raise it."""

import gzip
import io
import zipfile
from dataclasses import dataclass, field

from reading_factories import (
    HEADER,
    ROW,
    SHEET,
    SMALL_CAPS,
    a_workbook,
    csv_text,
    fill_rows,
    with_part,
    workbook_of,
)

TOTAL = ("", "Total", "", "42", "7")
GOOD = a_workbook(fill_rows(HEADER, ROW))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Nasty:
    """A file, its name, and how it is asked to be read."""

    content: bytes
    name: str = "file.csv"
    how: dict[str, object] = field(default_factory=dict)


def _text(text: str, encoding: str = "utf-8") -> Nasty:
    return Nasty(text.encode(encoding))


def _rows(*rows: tuple[str, ...]) -> Nasty:
    return _text(csv_text(*rows))


def _book(content: bytes, **how: object) -> Nasty:
    return Nasty(content, "file.xlsx", how)


def a_bomb(megabytes: int = 120) -> bytes:
    """A small zip that unpacks to more than may be read."""
    zeros = b" " * (megabytes * 1_000_000)
    return with_part(GOOD, SHEET, lambda sheet: sheet + zeros)


def a_zip(**parts: str) -> bytes:
    """A zip that is no workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def _two_sheets() -> bytes:
    return workbook_of({"March": fill_rows(HEADER, ROW), "Notes": fill_rows(["hello"])})


def _merged() -> bytes:
    def fill(sheet: object) -> None:
        fill_rows(HEADER, ROW, ROW)(sheet)  # type: ignore[arg-type]
        sheet.merge_cells("B2:B3")  # type: ignore[attr-defined]

    return a_workbook(fill)


def _hidden_row() -> bytes:
    def fill(sheet: object) -> None:
        fill_rows(HEADER, ROW, ROW)(sheet)  # type: ignore[arg-type]
        sheet.row_dimensions[3].hidden = True  # type: ignore[attr-defined]

    return a_workbook(fill)


def _percent() -> bytes:
    def fill(sheet: object) -> None:
        fill_rows(HEADER, (*ROW[:4], 0.35))(sheet)  # type: ignore[arg-type]
        sheet["E2"].number_format = "0%"  # type: ignore[index]

    return a_workbook(fill)


NASTY: dict[str, Nasty] = {
    "file_too_large": Nasty(b"x" * 200_000, how={"caps": SMALL_CAPS}),
    "empty_file": _text(" \n,,\n"),
    "not_a_table": Nasty(gzip.compress(csv_text(HEADER, ROW).encode())),
    "old_workbook": Nasty(OLE + bytes(600)),
    "protected_workbook": _book(OLE + "EncryptedPackage".encode("utf-16-le")),
    "broken_workbook": _book(a_zip(readme="no workbook")),
    "workbook_too_large": _book(a_bomb()),
    "unreadable_letters": Nasty(csv_text(HEADER, ROW).encode() + b"caf\x81\n"),
    "unknown_sheet": _book(GOOD, sheet="April"),
    "no_header": _rows(("a", "b"), ("1", "2")),
    "quoted_lines": _text("".join(f'"{",".join(row)}"\n' for row in (HEADER, ROW))),
    "too_many_rows": Nasty(csv_text(HEADER, *[ROW] * 9).encode(), how={"caps": SMALL_CAPS}),
    "too_many_columns": Nasty(
        csv_text((*HEADER, *map(str, range(30))), ROW).encode(), how={"caps": SMALL_CAPS}
    ),
    "nul_character": _text(csv_text(HEADER, ("2026-03", "North", "all", "4\x002", "7"))),
    "unclosed_quote": _text(csv_text(HEADER, ROW) + '2026-03,"South,all,40,5\n'),
    "swallowed_rows": _text(
        csv_text(HEADER) + '2026-03,"North,all,42,7\n2026-03,South",all,40,5\n'
    ),
    "ragged_row": _text(csv_text(HEADER, ROW) + "2026-03,South,all,40\n2026-04,South,all,40,5\n"),
    "duplicate_header": _rows((*HEADER, "Participants"), (*ROW, "41")),
    "missing_column": _rows(HEADER[:4], ROW[:4]),
    "formula_without_value": _book(a_workbook(fill_rows(HEADER, (*ROW[:4], "=3+4")))),
    "merged_cells": _book(_merged()),
    "several_sheets_match": _book(
        workbook_of({"March": fill_rows(HEADER, ROW), "April": fill_rows(HEADER, ROW)})
    ),
    "total_row_among_rows": _rows(HEADER, TOTAL, ROW),
    "likely_misspelt_column": _rows((*HEADER, "waage"), (*ROW, "20")),
    "unknown_column": _rows((*HEADER, "shoe size"), (*ROW, "9")),
    "column_without_name": _rows(("", *HEADER), ("5", *ROW)),
    "header_not_in_file": Nasty(
        csv_text(HEADER, ROW).encode(), how={"header_matches": {"Heads": "enrolled"}}
    ),
    "total_row": _rows(HEADER, ROW, TOTAL),
    "kind_from_content": Nasty(GOOD, "file.csv"),
    "encoding": _text(csv_text(HEADER, ("2026-03", "Peña", "all", "42", "7")), "cp1252"),
    "delimiter": _text(csv_text(HEADER, ROW, delimiter=";")),
    "header_line": _text("Jobs report\n" + csv_text(HEADER, ROW)),
    "header_matched": _rows(("Reporting Month", *HEADER[1:]), ROW),
    "header_digits": _rows((*HEADER[:4], "Placed1"), ROW),
    "blank_lines": _text(csv_text(HEADER, ROW) + "\n" + csv_text(ROW)),
    "footnotes": _text(csv_text(HEADER, ROW) + "Source: our case system\n"),
    "total_rows": _rows(HEADER, ROW, TOTAL),
    "repeated_header": _rows(HEADER, ROW, HEADER, ROW),
    "sheet": _book(_two_sheets()),
    "hidden_rows": _book(_hidden_row()),
    "percent_cells": _book(_percent()),
}
