"""Everything that must stay uncertain, and how much of it is proven so far."""

from collections.abc import Mapping

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
    WIDTH,
    needs,
)
from shared_metrics.disclosure.timeline import VAR, Timeline
from shared_metrics.disclosure.views import Views, rows_at
from shared_metrics.disclosure.witnesses import (
    Target,
    Witness,
)

_WAYS = ((True, 1.0), (False, 1.0), (True, 0.5), (False, 0.5))  # up or down, and how much of it


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
        self.width = self.table[WIDTH].to_numpy()
        self.least, self.most = self.values.copy(), self.values.copy()  # so far proven possible
        self.starts = np.searchsorted(self.var, np.arange(len(whole.values) + 1))
        self.by_viewer = np.argsort(self.viewer, kind="stable")
        self.viewer_starts = np.searchsorted(
            self.viewer[self.by_viewer], np.arange(len(views.names) + 1)
        )
        self.variables = mask_of(self.var, len(whole.values))

    def are_open(self, rows: Whole, least: Whole, most: Whole) -> Mask:
        """Which of these needs are not met where so much is proven possible."""
        too_narrow = most - least < self.width[rows]
        return (least > self.low[rows]) | (most < self.high[rows]) | too_narrow

    def open_of(self, viewer: int) -> Whole:
        """The needs of a viewer that are not met yet."""
        rows = self.by_viewer[self.viewer_starts[viewer] : self.viewer_starts[viewer + 1]]
        found: Whole = rows[self.are_open(rows, self.least[rows], self.most[rows])]
        return found

    def mixed(self, viewer: int, round_: int) -> Target | None:
        """Every variable with an open need, up or down in turn."""
        rows = self.open_of(viewer)
        if not len(rows):
            return None
        turn = (np.arange(len(rows)) * 2654435761 >> (round_ + 3)) % 2 == 0
        open_low, open_high = self.least[rows] > self.low[rows], self.most[rows] < self.high[rows]
        up = np.where(open_low == open_high, turn, open_high)
        return Target(self.var[rows], self._way(rows, up))

    def _way(self, rows: Whole, up: Mask) -> Whole:
        """How far to move each, from the truth."""
        above = np.maximum(self.high[rows], self.least[rows] + self.width[rows])
        below = np.minimum(self.low[rows], self.most[rows] - self.width[rows])
        to: Whole = np.where(up, above, np.maximum(below, np.minimum(self.low[rows], 0)))
        way: Whole = to - self.values[rows]
        return way

    def single(self, viewer: int, tried: Mapping[int, int]) -> tuple[int, Target] | None:
        """One open need and a way to meet it that was not tried yet."""
        for row in self.open_of(viewer).tolist():
            attempt = tried.get(row, 0)
            if attempt < self._attempts(row):
                return row, Target(self.var[[row]], self._attempt(row, attempt))
        return None

    def _attempts(self, row: int) -> int:
        return len(_WAYS) if self.width[row] else 1

    def _attempt(self, row: int, attempt: int) -> Whole:
        at = np.array([row])
        if not self.width[row]:
            return self._way(at, self.most[at] < self.high[at])
        up, share = _WAYS[attempt]
        way = self._way(at, np.array([up]))
        part: Whole = np.sign(way) * np.ceil(np.abs(way) * share).astype(np.int64)
        return part

    def meet(self, witness: Witness, contradicted: Mask) -> bool:
        """Counts a witness for everybody it is possible for; whether that helped."""
        rows, there = self.reached(witness, contradicted)
        narrow = self.most[rows] - self.least[rows] < self.width[rows]
        wider = np.maximum(there - self.most[rows], self.least[rows] - there)
        reached = np.maximum(there, self.most[rows]) - np.minimum(there, self.least[rows])
        helps = (
            ((self.least[rows] > self.low[rows]) & (there <= self.low[rows]))
            | ((self.most[rows] < self.high[rows]) & (there >= self.high[rows]))
            | (narrow & (wider * len(_WAYS) >= self.width[rows]))
            | (narrow & (reached >= self.width[rows]))  # a little is enough where little lacks
        )
        if not helps.any():
            return False
        np.minimum.at(self.least, rows, there)
        np.maximum.at(self.most, rows, there)
        return True

    def reached(self, witness: Witness, contradicted: Mask) -> tuple[Whole, Whole]:
        """The needs a witness is about, and the values it proves possible for them."""
        rows, by = rows_at(self.starts, witness.moved, witness.by)
        possible = ~contradicted[self.viewer[rows]]
        rows = rows[possible]
        return rows, self.values[rows] + by[possible]

    def reasons(self) -> pl.DataFrame:
        """var, reason: the first reason in the order small, few contributors, dominated."""
        return self.table.group_by(VAR).agg(pl.col(REASON).min())
