"""An Excel file: the sheet whose header fits the contract best, its cells as text."""

import io
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, cast

from openpyxl import Workbook, load_workbook

from shared_metrics.findings import Assumption, Finding, Level
from shared_metrics.reading.cell_text import cell_text, shows_percent
from shared_metrics.reading.guard import (
    CellRange,
    SheetSurvey,
    broken_workbook,
    open_archive,
    survey_parts,
)
from shared_metrics.reading.header import HeaderRow, Vocabulary, best_row, enough_hits, shown_header
from shared_metrics.reading.located import (
    HEADER_ROWS_TRIED,
    Doubt,
    Located,
    header_line_assumption,
)
from shared_metrics.reading.outside import OutsideRow
from shared_metrics.reading.places import cell_name, column_letters, some_lines
from shared_metrics.reading.records import Record, check_width, grid_of
from shared_metrics.reading.rules import Unreadable
from shared_metrics.reading.upload import Caps

_quiet = threading.Lock()  # the warnings filter belongs to the whole process


class _OnDemandSheet(Protocol):
    """What we use of openpyxl's read-only sheet; its own type stubs do not say it."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def iter_rows(
        self, min_row: int, max_row: int, min_col: int, max_col: int
    ) -> Iterator[tuple[object, ...]]: ...


@dataclass
class _Sheet:
    """One sheet; `percent` gathers the 0-based columns with cells shown as per cent."""

    worksheet: _OnDemandSheet
    survey: SheetSurvey
    percent: set[int] = field(default_factory=set)

    @property
    def title(self) -> str:
        return shown_header(self.worksheet.title)

    @property
    def hidden(self) -> bool:
        return self.worksheet.sheet_state != "visible"

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each filled row, as wide as the last filled column."""
        last_line, last_column = self.survey.last_line, self.survey.last_column
        if not last_line:
            return
        found = self.worksheet.iter_rows(1, last_line, 1, last_column)
        for line, cells in enumerate(islice(found, last_line), start=1):
            if line in self.survey.filled_lines:
                yield line, [self._text(place, cell) for place, cell in enumerate(cells)]

    def _text(self, place: int, cell: object) -> str:
        value = getattr(cell, "value", None)
        if value is None or isinstance(value, str):
            return value or ""
        number_format = getattr(cell, "number_format", None) or ""
        if isinstance(value, int | float) and shows_percent(number_format):
            self.percent.add(place)
        return cell_text(value, number_format)

    def records(self) -> Iterator[Record]:
        """Each filled row, and each run of blank ones between them as one record."""
        next_line = 1
        for line, cells in self.rows():
            if line > next_line:
                yield Record(next_line, line - 1, [])
            yield Record(line, line, cells)
            next_line = line + 1

    def header_rows(self) -> Iterator[HeaderRow]:
        """The rows that may be the header."""
        for line, cells in islice(self.rows(), HEADER_ROWS_TRIED):
            yield HeaderRow(line, line, tuple(cells), addressed=True)


@dataclass(frozen=True)
class _Book:
    """An opened workbook: its sheets with cells, in its order."""

    sheets: tuple[_Sheet, ...]

    def sheets_seen(self, *, seen: bool) -> list[_Sheet]:
        """The sheets a person sees, or the hidden ones."""
        return [sheet for sheet in self.sheets if sheet.hidden is not seen]


def _sheets(workbook: Workbook, surveys: dict[str, SheetSurvey]) -> Iterator[_Sheet]:
    for worksheet in workbook.worksheets:
        sheet = cast("_OnDemandSheet", worksheet)
        path = sheet._worksheet_path  # noqa: SLF001 - openpyxl names the part nowhere else
        yield _Sheet(sheet, surveys[path])


@contextmanager
def _opened(content: bytes) -> Iterator[_Book]:
    """The workbook, read on demand. Whatever breaks while it is read is Unreadable."""
    try:
        with open_archive(content) as archive, _quiet, warnings.catch_warnings():
            surveys = survey_parts(archive)
            warnings.simplefilter("ignore")  # openpyxl warns of drop-downs it does not keep
            workbook = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            with closing(workbook):
                yield _Book(tuple(_sheets(workbook, surveys)))
    except Unreadable:
        raise
    except Exception as problem:  # a damaged file breaks zip, XML or openpyxl anyhow
        raise broken_workbook("The workbook is damaged and cannot be read.") from problem


def _asked_for(book: _Book, name: str) -> list[_Sheet]:
    wanted = shown_header(name).casefold()
    found = [sheet for sheet in book.sheets if sheet.title.casefold() == wanted]
    if not found:
        names = ", ".join(f"“{sheet.title}”" for sheet in book.sheets)
        raise Unreadable(
            "unknown_sheet",
            f"The workbook has no sheet “{shown_header(name)}”. It has {names}.",
            "Name one of these sheets.",
        )
    return found[:1]


@dataclass(frozen=True)
class _Choice:
    """The sheet to read, its header, and other sheets whose header fits as well."""

    sheet: _Sheet
    header: HeaderRow
    others: tuple[str, ...]


def _choose(sheets: list[_Sheet], vocabulary: Vocabulary) -> _Choice | None:
    """The first sheet with the most contract columns in its header."""
    best: tuple[int, _Sheet, HeaderRow] | None = None
    others: list[str] = []
    for sheet in sheets:
        hits, header = best_row(sheet.header_rows(), vocabulary)
        if header is None or not enough_hits(hits, vocabulary):
            continue
        if best is None or hits > best[0]:
            best, others = (hits, sheet, header), []
        elif hits == best[0] and sheet.survey.last_line > header.line:
            others.append(sheet.title)
    return _Choice(best[1], best[2], tuple(others)) if best else None


def _find(book: _Book, vocabulary: Vocabulary, caps: Caps, asked: str | None) -> _Choice:
    """Among the sheets a person sees; a hidden one only when none of those fits."""
    seen, hidden = book.sheets_seen(seen=True), book.sheets_seen(seen=False)
    for sheets in [_asked_for(book, asked)] if asked is not None else [seen, hidden]:
        narrow = [sheet for sheet in sheets if sheet.survey.last_column <= caps.max_columns]
        choice = _choose(narrow, vocabulary)
        if choice:
            return choice
    for sheet in book.sheets:
        check_width(sheet.survey.last_column, caps)
    raise _no_header(vocabulary)


def _fitting(book: _Book, vocabulary: Vocabulary, caps: Caps) -> tuple[str, ...]:
    """The sheets a person sees that hold such a table; none named when there is one at most."""
    seen = book.sheets_seen(seen=True)
    narrow = [sheet for sheet in seen if sheet.survey.last_column <= caps.max_columns]
    best = _choose(narrow, vocabulary) if len(narrow) > 1 else None
    if best is None or not best.others:
        return ()
    alike = {best.sheet.title, *best.others}
    return tuple(sheet.title for sheet in seen if sheet.title in alike)


def _as_chosen(choice: _Choice, fitting: Sequence[str], asked: str | None) -> Iterator[Assumption]:
    """Said of a sheet that somebody chose over others like it."""
    others = [title for title in fitting if title != choice.sheet.title]
    if asked is not None and others:
        left = ", ".join(f"“{title}”" for title in others)
        message = f"Read from the sheet “{choice.sheet.title}”, as you chose; not from {left}."
        yield Assumption("sheet", message)


def _no_header(vocabulary: Vocabulary) -> Unreadable:
    names = ", ".join(dict.fromkeys(vocabulary.columns.values()))
    return Unreadable(
        "no_header",
        f"No sheet has the column names of this contract in its first {HEADER_ROWS_TRIED} rows.",
        f"Put the column names in one row: {names}.",
    )


def _sheet_findings(choice: _Choice) -> Iterator[Finding]:
    if choice.others:
        others = ", ".join(f"“{title}”" for title in choice.others)
        yield Finding(
            "several_sheets_match",
            Level.CHECK,
            f"Only the sheet “{choice.sheet.title}” was read; {others} holds such a table too.",
            fix="Put all rows on one sheet, or say why the other sheet does not count.",
        )


def _assumptions(choice: _Choice, book: _Book, asked: str | None) -> Iterator[Assumption]:
    sheet, header = choice.sheet, choice.header
    if asked is None and (sheet.hidden or len(book.sheets_seen(seen=True)) > 1):
        which = "the hidden sheet" if sheet.hidden else "the sheet"
        yield Assumption("sheet", f"Read from {which} “{sheet.title}”.")
    if header.line > 1:
        yield header_line_assumption(header.line, header.line - 1)
    hidden = [line for line in sheet.survey.hidden_lines if line > header.line]
    if hidden:
        yield Assumption("hidden_rows", f"Hidden rows were read too: {some_lines(hidden)}.")
    if sheet.percent:
        letters = ", ".join(column_letters(place) for place in sorted(sheet.percent))
        message = f"Cells shown as per cent were read as shown (0.35 as 35%), in column {letters}."
        yield Assumption("percent_cells", message)


def _without_value(line: int, place: int) -> Doubt:
    finding = Finding(
        "formula_without_value",
        Level.FIX,
        f"{cell_name(place, line)} holds a formula without its result.",
        line=line,
        cell=cell_name(place, line),
        fix="Open the file in Excel, let it calculate and save it, or paste the value.",
    )
    return Doubt(line, line, finding, even_if_blank=True)


def _merged(area: CellRange) -> Doubt:
    first = cell_name(area.first_column, area.first_line)
    finding = Finding(
        "merged_cells",
        Level.FIX,
        f"{first} to {cell_name(area.last_column, area.last_line)} are merged, so only {first} "
        "has a value.",
        line=area.first_line,
        cell=first,
        fix="Unmerge the cells and fill in each of them.",
    )
    return Doubt(area.first_line, area.last_line, finding)


def _doubts(choice: _Choice) -> Iterator[Doubt]:
    width, first = choice.header.width, choice.header.line
    for line, place in choice.sheet.survey.without_value:
        if line >= first and place < width:
            yield _without_value(line, place)
    for area in choice.sheet.survey.merged:
        if area.last_line >= first and area.first_column < width:
            yield _merged(area)


def _outside(book: _Book, choice: _Choice) -> Iterator[OutsideRow]:
    for line, cells in choice.sheet.rows():
        if line >= choice.header.line:
            break
        yield OutsideRow(line, cells)
    for sheet in book.sheets:
        if sheet is not choice.sheet:
            yield from (OutsideRow(line, cells, sheet.title) for line, cells in sheet.rows())


def locate_in_workbook(
    content: bytes, vocabulary: Vocabulary, caps: Caps, asked: str | None
) -> Located:
    """The table of an Excel file. Raises Unreadable when there is none."""
    with _opened(content) as book:
        choice = _find(book, vocabulary, caps, asked)
        fitting = _fitting(book, vocabulary, caps)
        grid = grid_of(choice.sheet.records(), choice.header, "\t", caps.max_rows)
        return Located(
            "xlsx",
            choice.header,
            grid,
            sheet=choice.sheet.title,
            findings=(*grid.findings, *_sheet_findings(choice)),
            assumptions=(
                *_as_chosen(choice, fitting, asked),
                *_assumptions(choice, book, asked),
            ),
            doubts=tuple(_doubts(choice)),
            outside=tuple(_outside(book, choice)),
            sheets=fitting,
        )


def workbook_header_rows(content: bytes) -> list[HeaderRow]:
    """The rows that may be the header, of every sheet a person sees."""
    with _opened(content) as book:
        return [row for sheet in book.sheets_seen(seen=True) for row in sheet.header_rows()]


def first_rows_by_sheet(content: bytes, asked: str | None = None) -> list[list[HeaderRow]]:
    """The same rows, sheet by sheet; of the sheet asked for alone when one is named."""
    with _opened(content) as book:
        sheets = book.sheets_seen(seen=True) if asked is None else _asked_for(book, asked)
        return [list(sheet.header_rows()) for sheet in sheets]
