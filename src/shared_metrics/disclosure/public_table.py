"""The one type that may be shown outside. It can be made only where protection is done."""

from dataclasses import InitVar, dataclass, field
from typing import Final, Literal

import polars as pl

from shared_metrics.agenda.model import Metric
from shared_metrics.observations import PERIOD, VALUE
from shared_metrics.periods import PeriodKind

CellStatus = Literal["published", "suppressed", "not_reported", "not_applicable"]
STATUS: Final = "status"
SECTOR: Final = "sector"
WHOLE_PARTNERSHIP: Final = "all"
SCHEMA: Final = {PERIOD: pl.String, SECTOR: pl.String, VALUE: pl.Float64, STATUS: pl.String}


class _Seal:
    """Held by this package only: what a PublicTable is made with."""


SEAL: Final = _Seal()


@dataclass(frozen=True, eq=False)
class PublicTable:
    """One metric by period and sector, safe to show.

    `cells`: period, sector (`all` = the whole partnership), value (null unless published) and
    status. Not made by hand: `disclosure.preview` makes it.
    """

    metric: Metric
    every: PeriodKind
    cells: pl.DataFrame
    seal: InitVar[_Seal]
    released: bool = field(default=False, init=False)

    def __post_init__(self, seal: _Seal) -> None:
        if seal is not SEAL:
            raise TypeError("a PublicTable is made by the functions of `disclosure` only")
        if dict(self.cells.schema) != SCHEMA:
            raise TypeError(f"a PublicTable has the columns {', '.join(SCHEMA)}")
        shown = pl.col(VALUE).is_not_null()
        if self.cells.filter(shown != (pl.col(STATUS) == "published")).height:
            raise TypeError("a value is there exactly where the status is published")
        object.__setattr__(self, "cells", self.cells.clone())

    def of(self, sector: str) -> pl.DataFrame:
        """The cells of one sector, or of the `WHOLE_PARTNERSHIP`, oldest first."""
        return self.cells.filter(pl.col(SECTOR) == sector)

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors in it, in order, without the whole partnership."""
        return tuple(
            sector
            for sector in self.cells[SECTOR].unique(maintain_order=True).to_list()
            if sector != WHOLE_PARTNERSHIP
        )

    @property
    def hidden(self) -> int:
        """How many cells are hidden to protect people."""
        return self.cells.filter(pl.col(STATUS) == "suppressed").height
