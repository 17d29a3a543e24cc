"""A funder's report as the bytes of its file: the same report, the same bytes."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from shared_metrics.contracts.template import harmless
from shared_metrics.releases.funder_report import Cell, FunderReport

SHEET: Final = "Report"
ABOUT: Final = "About"
WIDEST: Final = 60
_CORE: Final = "docProps/core.xml"
_STAMP: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_NEVER: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP can hold


def report_bytes(report: FunderReport, about: Sequence[str] = ()) -> bytes:
    """The file. `about`: sentences for the workbook's second sheet; a CSV has no room for them."""
    if report.funder.file.format == "xlsx":
        return _workbook(report, about)
    return _csv(report)


def cell_text(cell: Cell) -> str:
    """A cell as it reads in the file: all digits of a number, text that no spreadsheet runs."""
    return harmless(cell) if isinstance(cell, str) else f"{cell:f}"


def _csv(report: FunderReport) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(name) for name in report.header])
    writer.writerows([[cell_text(cell) for cell in row] for row in report.rows])
    return text.getvalue().encode("utf-8-sig")


# --- workbooks ----------------------------------------------------------------------------


def _workbook(report: FunderReport, about: Sequence[str]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for place, name in enumerate(report.header, start=1):
        _write(sheet, 1, place, name).font = Font(bold=True)
    for line, row in enumerate(report.rows, start=2):
        for place, cell in enumerate(row, start=1):
            _write(sheet, line, place, cell)
    for place, name in enumerate(report.header, start=1):
        longest = max(len(cell_text(c)) for c in (name, *(row[place - 1] for row in report.rows)))
        sheet.column_dimensions[get_column_letter(place)].width = min(WIDEST, longest + 3)
    sheet.freeze_panes = "A2"
    _write_about(book.create_sheet(ABOUT), about)
    content = io.BytesIO()
    book.save(content)
    return _without_times(content.getvalue())


def _write(sheet: Worksheet, line: int, place: int, cell: Cell) -> BookCell | MergedCell:
    """A number as a number with its decimals; text as text, whatever it begins with."""
    written = sheet.cell(line, place)
    if isinstance(cell, str):
        written.value = harmless(cell)
        written.data_type = "s"
        return written
    written.value = cell
    decimals = max(0, -int(cell.as_tuple().exponent))
    written.number_format = f"0.{'0' * decimals}" if decimals else "0"
    return written


def _write_about(sheet: Worksheet, about: Sequence[str]) -> None:
    for line, sentence in enumerate(about, start=1):
        _write(sheet, line, 1, sentence).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = WIDEST + WIDEST


def _without_times(content: bytes) -> bytes:
    """The same workbook without the time it was made: that would make every file another."""
    made = io.BytesIO()
    stamp = dt.datetime(*_NEVER, tzinfo=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            inner = old.read(name)
            if name == _CORE:
                inner = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", inner)
            info = zipfile.ZipInfo(name, _NEVER)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, inner)
    return made.getvalue()
