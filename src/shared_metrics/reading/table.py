"""What reading gives: the table with its lines and places, and the facts in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from shared_metrics.findings import Assumption, Finding
from shared_metrics.observations import LINE
from shared_metrics.reading.outside import outside_cells
from shared_metrics.reading.places import cell_name
from shared_metrics.reading.upload import Kind

_DELIMITER_WORDS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}


def delimiter_word(delimiter: str) -> str:
    """`comma`, `semicolon`, `tab`, or the character itself."""
    return _DELIMITER_WORDS.get(delimiter, f"“{delimiter}”")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What kind of file it was. `header_line` is physical; unknown things are None.

    `columns_expected` counts the columns a file must have plus the optional ones it has.
    """

    kind: Kind
    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None
    sheet: str | None = None
    rows: int = 0
    columns_found: int = 0
    columns_expected: int = 0

    @property
    def sentence(self) -> str:
        """`42 rows, 8 of 8 columns, comma, UTF-8` or `..., sheet “March”`."""
        rows = "1 row" if self.rows == 1 else f"{self.rows:,} rows"
        parts = [rows, f"{self.columns_found} of {self.columns_expected} columns"]
        if self.delimiter:
            parts.append(delimiter_word(self.delimiter))
        if self.encoding:
            parts.append(self.encoding)
        if self.sheet:
            parts.append(f"sheet “{self.sheet}”")
        return ", ".join(parts)


def no_rows() -> pl.DataFrame:
    """A table of which nothing is known: LINE only."""
    return pl.DataFrame(schema={LINE: pl.Int64})


@dataclass(frozen=True, eq=False)
class ReadTable:
    """A partner's file as text.

    `cells`: LINE (the record's first physical line) and one String column per contract column
    found, in the contract's order; tidied, empty cells null. `extra`: LINE and the columns
    outside the contract, named by their header. `positions`: contract or extra column -> 0-based
    sheet column. `control_totals`: total rows set aside, columns as `cells`. `outside`: filled
    cells that are in the file but not in its table (notes, totals, other sheets): SHEET (null on
    the table's own), LINE, PLACE (0-based column), TEXT. `matched`: contract column -> the header
    a person matched with it. `unmatched`: header that could be matched -> its column in `extra`.
    `sheets`: the sheets that hold such a table, when there are several. `readable` is False when
    nothing can be said about the rows; `findings` hold why.
    """

    facts: FileFacts
    cells: pl.DataFrame = field(default_factory=no_rows)
    extra: pl.DataFrame = field(default_factory=no_rows)
    control_totals: pl.DataFrame = field(default_factory=no_rows)
    outside: pl.DataFrame = field(default_factory=lambda: outside_cells(()))
    positions: Mapping[str, int] = field(default_factory=dict)
    matched: Mapping[str, str] = field(default_factory=dict)
    unmatched: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    readable: bool = True

    def cell_name(self, column: str, line: int) -> str:
        """The spreadsheet name of a cell: `F14`. Raises KeyError for a column not in the file."""
        return cell_name(self.positions[column], line)
