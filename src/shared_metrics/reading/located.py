"""A table found in a file, before its cells are tidied: what CSV and Excel files come down to."""

from dataclasses import dataclass

from shared_metrics.findings import Assumption, Finding
from shared_metrics.reading.header import HeaderRow
from shared_metrics.reading.outside import OutsideRow
from shared_metrics.reading.records import Grid
from shared_metrics.reading.upload import Kind

HEADER_ROWS_TRIED = 30


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding that counts only if its lines (first to last) are lines of the table.

    `even_if_blank`: also when the row looks blank, because what is missing made it so.
    """

    first_line: int
    last_line: int
    finding: Finding
    even_if_blank: bool = False


@dataclass(frozen=True, eq=False)
class Located:
    """A table found in a file: its header, its raw grid, and how it was read.

    `outside`: what stands above the header and on other sheets. `sheets`: those that hold such a
    table, when there are several.
    """

    kind: Kind
    header: HeaderRow
    grid: Grid
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    ascii_only: bool = False
    findings: tuple[Finding, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    outside: tuple[OutsideRow, ...] = ()
    sheets: tuple[str, ...] = ()


def header_line_assumption(line: int, above: int) -> Assumption:
    """Said whenever something stands above the header."""
    lines = "1 line" if above == 1 else f"{above} lines"
    message = f"The header was read from line {line}; {lines} above it left out."
    return Assumption("header_line", message)
