"""Text that is kept with the file but stands outside its table: notes, totals, other sheets.

Nothing of it is counted. It matters because the original bytes are kept: what looks like data about
a person must be found here too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from shared_metrics.observations import LINE
from shared_metrics.reading.header import tidy_text

SHEET = "sheet"
PLACE = "place"
TEXT = "text"
OUTSIDE_SCHEMA = pl.Schema({SHEET: pl.String, LINE: pl.Int64, PLACE: pl.Int64, TEXT: pl.String})


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """One row outside the table. `sheet` None: on the table's own sheet, or in a CSV file."""

    line: int
    cells: Sequence[str | None]
    sheet: str | None = None

    def texts(self) -> Iterator[tuple[str | None, int, int, str]]:
        """Its filled cells: sheet, line, 0-based column, tidied text."""
        for place, cell in enumerate(self.cells):
            if text := tidy_text(cell or ""):
                yield self.sheet, self.line, place, text


def outside_cells(rows: Iterable[OutsideRow]) -> pl.DataFrame:
    """The filled cells of such rows: SHEET, LINE, PLACE, TEXT."""
    found = [cell for row in rows for cell in row.texts()]
    return pl.DataFrame(found, schema=OUTSIDE_SCHEMA, orient="row")


def rows_left_out(
    rows: pl.DataFrame, odd_rows: Iterable[tuple[int, Sequence[str]]], lines: frozenset[int]
) -> Iterator[OutsideRow]:
    """The rows at these lines, of a grid and of rows of another width."""
    for line, *cells in rows.filter(pl.col(LINE).is_in(list(lines))).iter_rows():
        yield OutsideRow(line, cells)
    yield from (OutsideRow(line, cells) for line, cells in odd_rows if line in lines)
