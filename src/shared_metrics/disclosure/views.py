"""Outsiders and every partner: what each knows by itself, and what that rules out."""

import numpy as np
import polars as pl

from shared_metrics.disclosure.known import (
    NO_BOUND,
    Given,
    Mask,
    Whole,
)
from shared_metrics.disclosure.rules import PARTNER
from shared_metrics.disclosure.sensitive import (
    OUTSIDER,
    own_parts,
)
from shared_metrics.disclosure.timeline import VAR, Timeline
from shared_metrics.disclosure.witnesses import (
    Room,
    Witness,
)


class Views:
    """Outsiders and every partner: what each knows by itself."""

    def __init__(self, line: Timeline, width: int) -> None:
        guards = line.rules[line.newest].protect_insiders or any(
            rules.protect_insiders for rules in line.rules
        )
        partners = line.parts[PARTNER].unique().sort().to_list() if guards else []
        self.names: tuple[str, ...] = (OUTSIDER, *partners)
        self.number = {name: i for i, name in enumerate(self.names)}
        self.width = width
        own = own_parts(line).filter(pl.col(PARTNER).is_in(partners)).sort(VAR)
        self.own_var = own[VAR].to_numpy()
        self.own_part = own["own"].to_numpy()
        self.own_alone = own["alone"].to_numpy()
        self.own_viewer = own[PARTNER].replace_strict(self.number, return_dtype=pl.Int64).to_numpy()
        self.starts = np.searchsorted(self.own_var, np.arange(width + 1))
        self.free_below = np.zeros(width, dtype=bool)
        self.free_below[line.variables.height :] = True  # changes may be negative

    def room(self, viewer: int, given: Given, values: Whole) -> Room:
        """How far each variable may move for this viewer."""
        down = np.where(self.free_below, NO_BOUND, values)
        up = np.where(given.most == NO_BOUND, NO_BOUND, given.most - values)
        if viewer:
            mine = self.own_viewer == viewer
            at, part, alone = self.own_var[mine], self.own_part[mine], self.own_alone[mine]
            down[at] = np.minimum(down[at], values[at] - part)
            down[at[alone]] = 0
            up[at[alone]] = 0
        down[given.exact] = 0
        up[given.exact] = 0
        return Room(down, np.maximum(up, 0))

    def contradicted(self, witness: Witness, values: Whole, before: Given) -> Mask:
        """Per viewer: whether this one knows that the witness cannot be."""
        wrong = np.zeros(len(self.names), dtype=bool)
        there = values[witness.moved] + witness.by
        below = ~self.free_below[witness.moved] & (there < 0)
        told = before.exact[witness.moved] | (there > before.most[witness.moved]) | below
        if told.any():
            wrong[:] = True
            return wrong
        rows, there = rows_at(self.starts, witness.moved, there)
        against = self.own_alone[rows] | (there < self.own_part[rows])
        wrong[self.own_viewer[rows][against]] = True
        return wrong


def rows_at(starts: Whole, variables: Whole, told: Whole) -> tuple[Whole, Whole]:
    """The rows of a table sorted by variable that are about these, and what is told of each."""
    first, after = starts[variables], starts[variables + 1]
    count = after - first
    rows = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
    return rows + np.arange(count.sum()), np.repeat(told, count)
