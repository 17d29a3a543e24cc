"""Everything that must stay uncertain, and how much of it is proven so far."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from shared_metrics.disclosure.equations import System
from shared_metrics.disclosure.known import (
    Given,
    Mask,
    Whole,
)
from shared_metrics.disclosure.sensitive import (
    HIGH,
    LOW,
    REASON,
    VIEWER,
    needs,
)
from shared_metrics.disclosure.timeline import VAR, Timeline
from shared_metrics.disclosure.views import Views
from shared_metrics.disclosure.witnesses import (
    Target,
    Witness,
)


def mask_of(variables: Whole, width: int) -> Mask:
    """True at these variables."""
    mask = np.zeros(width, dtype=bool)
    mask[variables] = True
    return mask


class Needs:
    """Everything that must stay uncertain, and how much of it is proven."""

    def __init__(self, line: Timeline, whole: System, before: Given, views: Views) -> None:
        table = needs(line, whole.changes)
        table = table.filter(pl.col(VIEWER).is_in(list(views.names)))
        known = pl.Series(np.flatnonzero(before.exact), dtype=pl.Int64)
        self.table = table.filter(~pl.col(VAR).is_in(known.implode())).sort(VAR, VIEWER)
        self.var = self.table[VAR].to_numpy()
        self.low, self.high = self.table[LOW].to_numpy(), self.table[HIGH].to_numpy()
        self.viewer = (
            self.table[VIEWER].replace_strict(views.number, return_dtype=pl.Int64).to_numpy()
        )
        self.values = whole.values[self.var] if len(self.var) else np.zeros(0, dtype=np.int64)
        self.met_low = self.values <= self.low
        self.met_high = self.values >= self.high
        self.starts = np.searchsorted(self.var, np.arange(len(whole.values) + 1))
        self.variables = mask_of(self.var, len(whole.values))

    def unmet(self, viewer: int) -> int:
        """How many ends are still open for a viewer."""
        mine = self.viewer == viewer
        return int((~self.met_low[mine]).sum() + (~self.met_high[mine]).sum())

    def mixed(self, viewer: int, round_: int) -> Target | None:
        """Every variable with an open end, up or down in turn."""
        rows = np.flatnonzero((self.viewer == viewer) & ~(self.met_low & self.met_high))
        if not len(rows):
            return None
        turn = (np.arange(len(rows)) * 2654435761 >> (round_ + 3)) % 2 == 0
        up = self.met_low[rows] | (~self.met_high[rows] & turn)
        by = np.where(up, self.high[rows] - self.values[rows], self.low[rows] - self.values[rows])
        return Target(self.var[rows], by)

    def single(self, viewer: int, failed: Sequence[int]) -> tuple[int, Target] | None:
        """One open end."""
        is_open = (self.viewer == viewer) & ~(self.met_low & self.met_high)
        is_open[list(failed)] = False
        rows = np.flatnonzero(is_open)
        if not len(rows):
            return None
        row = int(rows[0])
        to = self.high[row] if not self.met_high[row] else self.low[row]
        by = np.array([to - self.values[row]])
        return row, Target(self.var[[row]], by)

    def meet(self, witness: Witness, contradicted: Mask) -> bool:
        """Counts a witness for everybody it is possible for; whether that met anything new."""
        rows, by = self._rows_of(witness)
        there = self.values[rows] + by
        possible = ~contradicted[self.viewer[rows]]
        low = rows[possible & (there <= self.low[rows]) & ~self.met_low[rows]]
        high = rows[possible & (there >= self.high[rows]) & ~self.met_high[rows]]
        self.met_low[low] = True
        self.met_high[high] = True
        return bool(len(low) or len(high))

    def _rows_of(self, witness: Witness) -> tuple[Whole, Whole]:
        first, after = self.starts[witness.moved], self.starts[witness.moved + 1]
        count = after - first
        rows = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
        return rows + np.arange(count.sum()), np.repeat(witness.by, count)

    def reasons(self) -> pl.DataFrame:
        """var, reason: the first reason in the order small, few contributors, dominated."""
        return self.table.group_by(VAR).agg(pl.col(REASON).min())
