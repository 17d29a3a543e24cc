"""Text -> records with their first physical line -> a grid as wide as the header.

A row that is too short or too long is kept apart as an `OddRow`: never padded, never cut. The
fast way over plain text gives the same grid as the csv reader; a property test shows it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import polars as pl

from shared_metrics.findings import Finding, Level
from shared_metrics.observations import LINE
from shared_metrics.reading.header import HeaderRow, is_blank
from shared_metrics.reading.rules import Unreadable
from shared_metrics.reading.upload import Caps

DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[ \t]*,*\n', re.IGNORECASE)
_BLANK_LINES_AT_MOST = 1_100_000  # a little more than Excel has rows
_LONGEST_PLAIN_LINE = 100_000  # characters; below the csv reader's own limit for a cell
_COLUMNS_PAST_HEADER = 50


class Record(NamedTuple):
    """One record: its first and last physical line. Without cells: blank lines.

    `open_quote`: the text ends inside a quote.
    """

    line: int
    last_line: int
    cells: list[str]
    open_quote: bool = False


class OddRow(NamedTuple):
    """A row whose number of cells is not the header's."""

    line: int
    cells: list[str]


@dataclass(frozen=True, eq=False)
class Grid:
    """`rows`: LINE and the raw cells as columns `0`, `1`, ... up to the header's width.

    `blank_runs`: runs of blank lines; a workbook can have a million of them in one.
    """

    rows: pl.DataFrame
    odd_rows: tuple[OddRow, ...] = ()
    blank_runs: tuple[range, ...] = ()
    findings: tuple[Finding, ...] = ()

    def with_rows(self, rows: pl.DataFrame) -> "Grid":
        """The same grid with other rows."""
        return replace(self, rows=rows)


def declared_separator(text: str) -> str | None:
    """The separator of a first line `sep=;`, which Excel writes and reads."""
    match = _SEPARATOR_LINE.match(text)
    return match[1] if match else None


def _ends_inside_quote(text: str, line: int, delimiter: str) -> bool:
    """Whether the record that begins at this line, the text's last, is never closed."""
    rest = text.split("\n", line - 1)[-1]
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error as problem:
        return "unexpected end of data" in str(problem)
    return False


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Every record of the text, in which lines end with a line feed only."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    quoted, total = '"' in text, text.rstrip("\n").count("\n") + 1
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell beyond the reader's limit: a quote that swallows the file
            yield Record(line, total, [], open_quote=True)
            return
        last = reader.line_num
        unclosed = quoted and last >= total and _ends_inside_quote(text, line, delimiter)
        yield Record(line, last, cells, unclosed)
        line = last + 1


def _swallows_rows(record: Record, delimiter: str) -> bool:
    """Whether a cell over several lines holds as many delimiters as whole rows would."""
    if len(record.cells) < 3:  # noqa: PLR2004 - with two columns “Smith, John” proves nothing
        return False
    per_row = len(record.cells) - 1
    return any(
        cell.count(delimiter) >= cell.count("\n") * per_row for cell in record.cells if "\n" in cell
    )


def _unclosed(record: Record) -> Finding:
    return Finding(
        "unclosed_quote",
        Level.FIX,
        f'A quotation mark (") opened on line {record.line} is never closed, so '
        "everything below it was read as one cell.",
        line=record.line,
        fix="Close or delete the quotation mark.",
    )


def _swallowed(record: Record) -> Finding:
    return Finding(
        "swallowed_rows",
        Level.FIX,
        f'Quotation marks (") join lines {record.line} to {record.last_line} into one row.',
        line=record.line,
        fix="Delete the stray quotation marks.",
    )


@dataclass
class _GridBuilder:
    """A grid being filled record by record."""

    width: int
    delimiter: str
    max_rows: int | None
    lines: list[int] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    odd_rows: list[OddRow] = field(default_factory=list)
    blank_runs: list[range] = field(default_factory=list)
    blank_lines: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, record: Record) -> None:
        """Sort one record into rows, odd rows, blank lines or findings."""
        if record.open_quote:
            self.findings.append(_unclosed(record))
            return
        if record.last_line > record.line and _swallows_rows(record, self.delimiter):
            self.findings.append(_swallowed(record))
        if is_blank(record.cells):
            self._add_blank(range(record.line, record.last_line + 1))
        else:
            self._add_cells(record.line, record.cells)

    def _add_blank(self, run: range) -> None:
        self.blank_lines += len(run)
        check_height(self.blank_lines, _BLANK_LINES_AT_MOST)
        if self.blank_runs and self.blank_runs[-1].stop == run.start:
            run = range(self.blank_runs.pop().start, run.stop)
        self.blank_runs.append(run)

    def _add_cells(self, line: int, cells: list[str]) -> None:
        if len(cells) == self.width:
            self.lines.append(line)
            self.cells.append(cells)
        elif len(cells) > self.width and is_blank(cells[self.width :]):
            self.lines.append(line)
            self.cells.append(cells[: self.width])
        else:
            self.odd_rows.append(OddRow(line, cells))
        check_height(len(self.lines) + len(self.odd_rows), self.max_rows)

    def grid(self) -> Grid:
        """What was gathered."""
        columns = list(zip(*self.cells, strict=True)) or [()] * self.width
        named = {str(position): column for position, column in enumerate(columns)}
        schema = {LINE: pl.Int64} | dict.fromkeys(named, pl.String)
        return Grid(
            pl.DataFrame({LINE: self.lines, **named}, schema=schema),
            tuple(self.odd_rows),
            tuple(self.blank_runs),
            tuple(self.findings),
        )


def check_height(rows: int, max_rows: int | None) -> None:
    """Raise Unreadable when there are more rows than the cap."""
    if max_rows is not None and rows > max_rows:
        raise Unreadable(
            "too_many_rows",
            f"The file has more than {max_rows:,} rows.",
            "Send one period per file, and delete rows that are not part of the table.",
        )


def check_width(columns: int, caps: Caps) -> None:
    """Raise Unreadable when there are more columns than the cap."""
    if columns > caps.max_columns:
        raise Unreadable(
            "too_many_columns",
            f"The table has {columns:,} columns; up to {caps.max_columns:,} can be read.",
            "Keep the columns of the contract and delete the others.",
        )


def grid_of(
    found: Iterable[Record], header: HeaderRow, delimiter: str, max_rows: int | None
) -> Grid:
    """The records below the header as a grid. Raises Unreadable above `max_rows`."""
    builder = _GridBuilder(header.width, delimiter, max_rows)
    for record in found:
        if record.line > header.last_line:
            builder.add(record)
    return builder.grid()


def _lines_below(text: str, header: HeaderRow) -> list[str]:
    lines = text.rstrip("\n").split("\n")
    return lines[header.last_line :]


def _plain_cells_per_line(lines: pl.Series, delimiter: str) -> int | None:
    """How many cells every line has, when all have the same number and none is endless."""
    counts = lines.str.count_matches(delimiter, literal=True)
    fewest, most = counts.min(), counts.max()
    if fewest != most or not isinstance(most, int):
        return None
    longest = lines.str.len_bytes().max()
    return most + 1 if isinstance(longest, int) and longest <= _LONGEST_PLAIN_LINE else None


def plain_grid(text: str, header: HeaderRow, delimiter: str, max_rows: int | None) -> Grid | None:
    """The fast way: no quote character, the same number of cells on every line.

    None when the text is not that plain; then `grid_of` reads it.
    """
    lines = [] if '"' in text else _lines_below(text, header)
    if not lines or (max_rows is not None and len(lines) > max_rows):
        return None
    series = pl.Series("cells", lines)
    wide = _plain_cells_per_line(series, delimiter)
    if wide is None or not 1 < header.width <= wide <= header.width + _COLUMNS_PAST_HEADER:
        return None
    cells = series.str.split_exact(delimiter, wide - 1).struct.unnest()
    cells.columns = [str(position) for position in range(wide)]
    past_header = cells[:, header.width :]
    if past_header.width and not is_blank(past_header.unpivot()["value"].unique().to_list()):
        return None
    first = header.last_line + 1
    numbers = pl.Series(LINE, range(first, first + len(lines)), dtype=pl.Int64)
    return Grid(cells[:, : header.width].insert_column(0, numbers))
