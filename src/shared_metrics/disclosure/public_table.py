"""The one type that may be shown outside. It can be made only where protection is done."""

import csv
import io
from dataclasses import InitVar, dataclass
from typing import Final, Literal

import polars as pl

from shared_metrics.agenda.model import Metric
from shared_metrics.observations import PARTNER, PERIOD, VALUE
from shared_metrics.periods import PeriodKind

CellStatus = Literal["published", "suppressed", "not_reported", "not_applicable"]
STATUS: Final = "status"
CODED: Final = "coded"
REVISION_PENDING: Final = "revision_pending"
SECTOR: Final = "sector"
WHOLE_PARTNERSHIP: Final = "all"
_AFTER: Final = {
    VALUE: pl.Float64,
    STATUS: pl.String,
    CODED: pl.String,
    REVISION_PENDING: pl.Boolean,
}


class _Seal:
    """Held by this package only: what a PublicTable is made with."""


SEAL: Final = _Seal()


def schema_of(by: tuple[str, ...]) -> dict[str, type[pl.DataType]]:
    """The columns of a public table: period, what it is by, value, status, coded, pending."""
    return {PERIOD: pl.String, **dict.fromkeys(by, pl.String), **_AFTER}


def table_id(metric_id: str, every: PeriodKind, by: tuple[str, ...]) -> str:
    """`placements-quarter`, `placements-year-by-gender`: also its file name and address."""
    return "-".join([metric_id, every.value, *(["by", *by] if by else [])])


@dataclass(frozen=True, eq=False)
class PublicTable:
    """One metric by period and (perhaps) sector, partner or a breakdown, safe to show.

    `cells`: period, the columns of `by` (only groups, never a total row), value, status
    (`published`, `suppressed`: hidden to protect people, `not_reported`, `not_applicable`), coded
    (`<5 %` or `>95 %` in place of a value) and revision_pending (an older figure, kept because the
    new one would tell a small number). The value is null unless the status is `published`, and
    null where it is coded. A share is a fraction. Not made by hand: protection makes it, and
    `read_public_csv` reads one back from a release.
    """

    metric: Metric
    every: PeriodKind
    by: tuple[str, ...]
    cells: pl.DataFrame
    seal: InitVar[_Seal]

    def __post_init__(self, seal: _Seal) -> None:
        if seal is not SEAL:
            raise TypeError("a PublicTable is made by the functions of `disclosure` only")
        if dict(self.cells.schema) != schema_of(self.by):
            raise TypeError(f"a PublicTable has the columns {', '.join(schema_of(self.by))}")
        shown = pl.col(VALUE).is_not_null() | pl.col(CODED).is_not_null()
        if self.cells.filter(shown != (pl.col(STATUS) == "published")).height:
            raise TypeError("a value or its code is there exactly where the status is published")
        object.__setattr__(self, "cells", self.cells.clone())

    @property
    def id(self) -> str:
        """Its id, file name and address."""
        return table_id(self.metric.id, self.every, self.by)

    def of(self, group: str) -> pl.DataFrame:
        """The cells of one sector, partner or group (of a table by one thing), oldest first."""
        if group == WHOLE_PARTNERSHIP and not self.by:
            return self.cells
        return self.cells.filter(pl.col(self.by[0]) == group)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of a table by one thing, in the order they come in."""
        if not self.by:
            return ()
        return tuple(self.cells[self.by[0]].unique(maintain_order=True).to_list())

    @property
    def hidden(self) -> int:
        """How many cells are hidden to protect people."""
        return self.cells.filter(pl.col(STATUS) == "suppressed").height

    def as_csv(self) -> bytes:
        """The whole table as a release keeps it: empty where there is no value, never 0."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.cells.columns)
        for row in self.cells.iter_rows():
            writer.writerow(["" if cell is None else _plain(cell) for cell in row])
        return text.getvalue().encode()


def _plain(cell: object) -> object:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def read_public_csv(
    content: bytes, metric: Metric, every: PeriodKind, by: tuple[str, ...]
) -> PublicTable:
    """A table of a release, read back. The release's manifest says whether it is untouched.

    Raises TypeError when it is not such a table.
    """
    rows = list(csv.reader(io.StringIO(content.decode())))
    schema = schema_of(by)
    if not rows or rows[0] != list(schema):
        raise TypeError(f"a PublicTable has the columns {', '.join(schema)}")
    at = len(by) + 1
    typed = [
        (*row[:at], float(row[at]) if row[at] else None, *[c or None for c in row[at + 1 : -1]],
         row[-1] == "true")
        for row in rows[1:]
    ]  # fmt: skip
    return PublicTable(metric, every, by, pl.DataFrame(typed, schema=schema, orient="row"), SEAL)


__all__ = [
    "CODED",
    "PARTNER",
    "REVISION_PENDING",
    "SEAL",
    "SECTOR",
    "STATUS",
    "WHOLE_PARTNERSHIP",
    "CellStatus",
    "PublicTable",
    "read_public_csv",
    "schema_of",
    "table_id",
]
