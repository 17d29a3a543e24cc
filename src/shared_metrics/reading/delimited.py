"""A CSV file: which separator and which line is the header, judged by the contract's own names."""

from collections.abc import Iterator
from itertools import islice

from shared_metrics.findings import Assumption
from shared_metrics.reading.header import HeaderRow, Vocabulary, best_row, enough_hits
from shared_metrics.reading.located import (
    HEADER_ROWS_TRIED,
    Located,
    header_line_assumption,
)
from shared_metrics.reading.outside import OutsideRow
from shared_metrics.reading.records import (
    DELIMITERS,
    Grid,
    check_width,
    declared_separator,
    grid_of,
    plain_grid,
    records,
)
from shared_metrics.reading.rules import Unreadable
from shared_metrics.reading.table import delimiter_word
from shared_metrics.reading.text import DecodedText, decode
from shared_metrics.reading.upload import Caps

_HEAD_CHARACTERS = 200_000  # enough for thirty rows; an open quote cannot make us read it all


def header_rows(text: str, delimiter: str) -> Iterator[HeaderRow]:
    """The rows that may be the header."""
    first = 2 if declared_separator(text) else 1
    for record in islice(records(text[:_HEAD_CHARACTERS], delimiter), HEADER_ROWS_TRIED):
        if record.line >= first and not record.open_quote:
            yield HeaderRow(record.line, record.last_line, tuple(record.cells))


def delimiters_to_try(text: str) -> tuple[str, ...]:
    """The separator a `sep=` line declares, or all we know."""
    declared = declared_separator(text)
    return (declared,) if declared else DELIMITERS


def find_header(text: str, vocabulary: Vocabulary) -> tuple[HeaderRow, str] | None:
    """The header row and the separator that together name the most contract columns."""
    best: tuple[int, HeaderRow | None, str] = (0, None, ",")
    for delimiter in delimiters_to_try(text):
        hits, row = best_row(header_rows(text, delimiter), vocabulary)
        if hits > best[0]:
            best = (hits, row, delimiter)
    hits, row, delimiter = best
    return (row, delimiter) if row and enough_hits(hits, vocabulary) else None


def _lines_are_quoted(text: str, vocabulary: Vocabulary) -> bool:
    """Whether some row is one cell that itself holds the header."""
    alone = (row.cells[0] for row in header_rows(text, ",") if len(row.cells) == 1)
    return any(find_header(cell, vocabulary) is not None for cell in alone)


def _no_header(text: str, vocabulary: Vocabulary) -> Unreadable:
    if _lines_are_quoted(text, vocabulary):
        return Unreadable(
            "quoted_lines",
            "Each line of the file stands in quotation marks, so it was read as one cell.",
            "Open the file in Excel, use Data, Text to Columns, and save it again.",
        )
    if any(record.open_quote for record in islice(records(text, ","), HEADER_ROWS_TRIED)):
        return Unreadable(
            "unclosed_quote",
            'A quotation mark (") is opened near the top and never closed.',
            "Close or delete the quotation mark.",
        )
    names = ", ".join(dict.fromkeys(vocabulary.columns.values()))
    return Unreadable(
        "no_header",
        f"None of the first {HEADER_ROWS_TRIED} rows holds the column names of this contract.",
        f"Put the column names in one row: {names}.",
    )


def _assumptions(header: HeaderRow, delimiter: str, text: str) -> Iterator[Assumption]:
    declared = declared_separator(text)
    if delimiter != "," and not declared:
        word = delimiter_word(delimiter)
        yield Assumption("delimiter", f"The cells were taken to be separated by {word}.")
    above = header.line - (2 if declared else 1)
    if above:
        yield header_line_assumption(header.line, above)


def _above(text: str, header: HeaderRow, delimiter: str) -> Iterator[OutsideRow]:
    if header.line == 1:
        return
    for record in records(text[:_HEAD_CHARACTERS], delimiter):
        if record.line >= header.line:
            return
        yield OutsideRow(record.line, record.cells)


def _grid(decoded: DecodedText, header: HeaderRow, delimiter: str, caps: Caps) -> Grid:
    plain = plain_grid(decoded.text, header, delimiter, caps.max_rows)
    if plain is not None:
        return plain
    return grid_of(records(decoded.text, delimiter), header, delimiter, caps.max_rows)


def locate_in_text(content: bytes, vocabulary: Vocabulary, caps: Caps) -> Located:
    """The table of a CSV file. Raises Unreadable when there is none."""
    decoded = decode(content)
    found = find_header(decoded.text, vocabulary)
    if found is None:
        raise _no_header(decoded.text, vocabulary)
    header, delimiter = found
    check_width(header.width, caps)
    grid = _grid(decoded, header, delimiter, caps)
    return Located(
        "csv",
        header,
        grid,
        encoding=decoded.encoding,
        delimiter=delimiter,
        ascii_only=decoded.text.isascii(),
        findings=(*decoded.findings, *grid.findings),
        assumptions=(
            *decoded.assumptions,
            *_assumptions(header, delimiter, decoded.text),
        ),
        outside=tuple(_above(decoded.text, header, delimiter)),
    )
