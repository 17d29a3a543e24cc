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
        told = before.exact[witness.moved] | (
            values[witness.moved] + witness.by > before.most[witness.moved]
        )
        if told.any():
            wrong[:] = True
            return wrong
        for variable, by in zip(witness.moved, witness.by, strict=True):
            rows = slice(self.starts[variable], self.starts[variable + 1])
            against = self.own_alone[rows] | (values[variable] + by < self.own_part[rows])
            wrong[self.own_viewer[rows][against]] = True
        return wrong
