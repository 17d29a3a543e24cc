"""Before a workbook is opened: what its zip says it holds, and one cheap walk over a sheet's XML.

The walk builds nothing: it learns how far the cells reach, and what openpyxl does not tell when
it reads on demand (formulas without a result, merged and hidden cells). Entities are forbidden.
"""

import io
import zipfile
from dataclasses import dataclass, field
from typing import IO
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import sax
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from shared_metrics.reading.rules import Unreadable
from shared_metrics.reading.upload import MEGABYTE

WORKBOOK_PART = "xl/workbook.xml"
_STRICT = b"purl.oclc.org/ooxml"
_MOST_PARTS = 2_000
_MOST_BYTES = 100 * MEGABYTE
_MOST_BYTES_READ_WHOLE = 10 * MEGABYTE  # parts that openpyxl holds in memory as a tree
_SHEETS, _STRINGS = "xl/worksheets/", "xl/sharedStrings"
_MOST_CELLS = 2_500_000
_MOST_TEXTS = 2_000_000
_MOST_OTHER_ELEMENTS = 200_000
_LAST_EXCEL_ROW, _LAST_EXCEL_COLUMN = 1_048_576, 16_384
_ENCRYPTED_FLAG = 1
_INSIDE_CELL = frozenset({"f", "v", "is", "t", "r", "rPr", "rPh", "row", "c"})


def broken_workbook(message: str) -> Unreadable:
    """The file cannot be read as an Excel workbook."""
    return Unreadable(
        "broken_workbook",
        message,
        "Open it in Excel, save it as “Excel Workbook (.xlsx)” and send that.",
    )


def _too_large(message: str) -> Unreadable:
    return Unreadable(
        "workbook_too_large",
        message,
        "Copy only the table into a new workbook and send that.",
    )


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > _MOST_PARTS:
        raise _too_large(f"The workbook is made of more than {_MOST_PARTS:,} parts.")
    if sum(part.file_size for part in parts) > _MOST_BYTES:
        size = _MOST_BYTES // MEGABYTE
        raise _too_large(f"The workbook unpacks to more than {size} MB.")
    for part in parts:
        is_xml = part.filename.endswith((".xml", ".rels", ".vml"))
        streamed = part.filename.startswith((_SHEETS, _STRINGS))
        if is_xml and not streamed and part.file_size > _MOST_BYTES_READ_WHOLE:
            raise _too_large(f"The part {part.filename} of the workbook is too large to read.")


def _check_is_workbook(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if WORKBOOK_PART not in names:
        binary = "xl/workbook.bin" in names
        what = "a binary workbook (.xlsb)" if binary else "a zip file, not an Excel workbook"
        raise broken_workbook(f"This is {what}.")
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise Unreadable(
            "protected_workbook",
            "The file is protected with a password, so it cannot be read.",
            "Remove the password and save it again.",
        )
    if _STRICT in archive.read(WORKBOOK_PART):
        raise broken_workbook("This is a “Strict Open XML” workbook, which is not read.")


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The workbook's zip. Raises Unreadable when it is protected, too large or no workbook."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = archive.infolist()
    _check_sizes(parts)
    _check_is_workbook(archive, parts)
    return archive


@dataclass(frozen=True, slots=True)
class CellRange:
    """Lines from 1 and columns from 0, both ends included."""

    first_line: int
    last_line: int
    first_column: int
    last_column: int


@dataclass
class SheetSurvey:
    """How far the filled cells reach (1-based, 0 = none), and what else stands in the sheet."""

    last_line: int = 0
    last_column: int = 0
    filled_lines: set[int] = field(default_factory=set)
    without_value: list[tuple[int, int]] = field(default_factory=list)  # line, 0-based column
    merged: list[CellRange] = field(default_factory=list)
    hidden_lines: list[int] = field(default_factory=list)


class _Surveyor(ContentHandler):
    """Walks one sheet, as openpyxl counts: places without an address follow the one before."""

    def __init__(self) -> None:
        super().__init__()
        self.survey = SheetSurvey()
        self._line = self._column = self._cells = self._others = 0
        self._filled_line = self._hidden = False
        self._type = ""
        self._formula = self._value = False
        self._in_value = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        local = name.rpartition(":")[2]
        if local == "c":
            self._start_cell(attrs)
        elif local == "row":
            self._start_row(attrs)
        elif local == "f":
            self._formula = True
        elif local in {"v", "is"}:
            self._in_value = True
            self._value |= local == "is"
        elif local == "mergeCell":
            self._merge(attrs.get("ref", ""))
        elif local not in _INSIDE_CELL:
            self._count_other()

    def characters(self, content: str) -> None:
        if self._in_value and content.strip():
            self._value = True

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        local = name.rpartition(":")[2]
        if local == "c":
            self._end_cell()
        elif local in {"v", "is"}:
            self._in_value = False

    def _count_other(self) -> None:
        self._others += 1
        if self._others > _MOST_OTHER_ELEMENTS:
            raise _too_large("A sheet of the workbook holds too much besides its cells.")

    def _start_row(self, attrs: AttributesImpl) -> None:
        line = int(float(attrs.get("r", str(self._line + 1))))
        if not self._line < line <= _LAST_EXCEL_ROW:
            raise broken_workbook(f"The rows of a sheet are out of order at row {line}.")
        self._line, self._column = line, 0
        self._filled_line = False
        self._hidden = attrs.get("hidden") in {"1", "true"}

    def _start_cell(self, attrs: AttributesImpl) -> None:
        address = attrs.get("r")
        line, column = coordinate_to_tuple(address) if address else (self._line, self._column + 1)
        if line != self._line or not self._column < column <= _LAST_EXCEL_COLUMN:
            raise broken_workbook(f"The cells of a sheet are out of order at {address}.")
        self._cells += 1
        if self._cells > _MOST_CELLS:
            raise _too_large(f"A sheet of the workbook has more than {_MOST_CELLS:,} cells.")
        self._column = column
        self._type = attrs.get("t", "n")
        self._formula = self._value = False

    def _end_cell(self) -> None:
        if self._value:
            self._see_filled()
        elif self._formula and self._type != "str":  # a formula may well give an empty text
            self.survey.without_value.append((self._line, self._column - 1))
            self._see_filled()

    def _see_filled(self) -> None:
        self.survey.last_line = self._line
        self.survey.last_column = max(self.survey.last_column, self._column)
        if not self._filled_line:
            self._filled_line = True
            self.survey.filled_lines.add(self._line)
            if self._hidden:
                self.survey.hidden_lines.append(self._line)

    def _merge(self, reference: str) -> None:
        self._count_other()
        left, top, right, bottom = range_boundaries(reference)
        if left and top and right and bottom:
            self.survey.merged.append(CellRange(top, bottom, left - 1, right - 1))


class _Counter(ContentHandler):
    """Counts elements of a part that openpyxl streams but keeps."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = 0

    def startElement(self, _name: str, _attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        self._elements += 1
        if self._elements > _MOST_TEXTS:
            raise _too_large("The workbook holds too many different texts.")


def survey_sheet(part: IO[bytes]) -> SheetSurvey:
    """Walk a sheet's XML. Raises Unreadable when it is out of order or too large."""
    surveyor = _Surveyor()
    sax.parse(part, surveyor, forbid_dtd=True)
    return surveyor.survey


def survey_parts(archive: zipfile.ZipFile) -> dict[str, SheetSurvey]:
    """Every sheet by the name of its part. Raises Unreadable before openpyxl meets a bad one."""
    surveys = {}
    for name in archive.namelist():
        with archive.open(name) as part:
            if name.startswith(_STRINGS):
                sax.parse(part, _Counter(), forbid_dtd=True)
            elif name.startswith(_SHEETS) and name.endswith(".xml"):
                surveys[name] = survey_sheet(part)
    return surveys
