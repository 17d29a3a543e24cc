"""The figures planned for an edition, which of them are still shown, and how."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from shared_metrics.disclosure.cells import PastEdition
from shared_metrics.disclosure.figures import (
    AS_OF,
    CODED,
    DIFFERENCE,
    NUMERATOR,
    PENDING,
    POSITION,
    PUBLISHED,
    STATUS,
    SUPPRESSED,
    TABLE,
    VERSION,
    cells_of_figures,
    valued,
)
from shared_metrics.disclosure.known import (
    Given,
    Mask,
    Whole,
    coded_bounds,
    nothing_given,
)
from shared_metrics.disclosure.rules import VALUE
from shared_metrics.disclosure.sensitive import (
    REASON,
)
from shared_metrics.disclosure.timeline import VAR, Timeline
from shared_metrics.disclosure.wanted import Needs
from shared_metrics.disclosure.witnesses import (
    Weights,
    Witness,
)

FIGURE = "figure"
TO_PROTECT_OTHERS = "to_protect_others"


class Figures:
    """The figures planned for the edition to be made, and which are still shown."""

    def __init__(self, line: Timeline, width: int) -> None:
        rules = line.rules[line.newest]
        self.rules, self.line, self.width = rules, line, width
        cells = cells_of_figures(line, line.newest, rules)
        self.table = valued(cells, line, rules).with_row_index(FIGURE)
        names = [TABLE, *rules.names]
        self.cells = cells.join(self.table.select(FIGURE, *names, CODED), on=names).drop_nulls(VAR)
        self.of_cell = self.cells[FIGURE].to_numpy().astype(np.int64)
        self.var = self.cells[VAR].to_numpy()
        self.shown = np.ones(self.table.height, dtype=bool)
        self.exact_cell = (self.cells[CODED].is_null() | (self.cells[POSITION] == 1)).to_numpy()
        self.weight = self._weights_of_cells()
        self._bounds = self._bounds_of_cells()

    def _weights_of_cells(self) -> Weights:
        """What each figure is worth for each of its cells: large numbers and headlines more."""
        values = self.line.values[self.var].astype(float)
        worth = {kind.table: kind.weight for kind in self.rules.figures}
        of_table = self.cells[TABLE].replace_strict(worth, return_dtype=pl.Float64).to_numpy()
        weights: Weights = (np.log2(1.0 + values) + 0.3) * of_table
        return weights

    def _bounds_of_cells(self) -> pl.DataFrame:
        """figure, var, most: for coded figures."""
        if not self.cells.filter(pl.col(CODED).is_not_null()).height:
            return pl.DataFrame(schema={FIGURE: pl.Int64, VAR: pl.Int64, "most": pl.Int64})
        bounds = coded_bounds(self.cells.drop(FIGURE), self.line, self.rules)
        sides = self.cells.filter(
            pl.col(CODED).is_not_null(), pl.col(POSITION).is_in([NUMERATOR, DIFFERENCE])
        )
        return sides.select(pl.col(FIGURE).cast(pl.Int64), VAR).join(bounds.unique(), on=VAR)

    def hide(self, figures: Whole) -> None:
        """Shows these figures no more."""
        self.shown[figures] = False

    def hide_any_of(self, variables: Mask) -> None:
        """Hides every figure that gives one of these away exactly."""
        self.hide(self._telling(variables))

    def _telling(self, variables: Mask) -> Whole:
        told: Whole = self.of_cell[self.exact_cell & variables[self.var]]
        return told

    def hide_codes_that_tell(self, wanted: Needs) -> None:
        """Hides coded figures whose bound is tighter than what must stay uncertain."""
        if not self._bounds.height or not len(wanted.var):
            return
        highest = np.full(self.width, np.iinfo(np.int64).min)
        np.maximum.at(highest, wanted.var, wanted.high)
        tight = self._bounds["most"].to_numpy() < highest[self._bounds[VAR].to_numpy()]
        self.hide(self._bounds[FIGURE].to_numpy()[tight])

    def against(self, witness: Witness, values: Whole) -> Whole:
        """The figures that a witness would contradict were they shown: exact, or coded."""
        moved = np.zeros(self.width, dtype=bool)
        moved[witness.moved] = True
        exactly = self._telling(moved)
        if not self._bounds.height:
            return exactly
        there = np.full(self.width, np.iinfo(np.int64).min)
        there[witness.moved] = values[witness.moved] + witness.by
        over = there[self._bounds[VAR].to_numpy()] > self._bounds["most"].to_numpy()
        return np.concatenate([exactly, self._bounds[FIGURE].to_numpy()[over]], dtype=np.int64)

    def hidden(self) -> Whole:
        """The figures that are not shown, those that are worth most to readers first."""
        worth = np.bincount(self.of_cell, weights=self.weight, minlength=len(self.shown))
        hidden = np.flatnonzero(~self.shown)
        return hidden[np.argsort(-worth[hidden], kind="stable")]

    def given(self) -> Given:
        """What the figures still shown give away."""
        given = self.bounds()
        given.exact[self.var[self.exact_cell & self.shown[self.of_cell]]] = True
        return given

    def bounds(self) -> Given:
        """What the codes still shown give away; exact cells may still be hidden."""
        given = nothing_given(self.width)
        if self._bounds.height:
            shown = self._bounds.filter(pl.Series(self.shown[self._bounds[FIGURE].to_numpy()]))
            np.minimum.at(given.most, shown[VAR].to_numpy(), shown["most"].to_numpy())
        return given

    def weights(self) -> Weights:
        """What would be lost by moving each variable: the figures still shown it is in."""
        lost = np.zeros(self.width)
        told = self.exact_cell & self.shown[self.of_cell]
        np.add.at(lost, self.var[told], self.weight[told])
        return lost

    def frame(self, line: Timeline, history: Sequence[PastEdition]) -> pl.DataFrame:
        """Every figure as it may be shown."""
        names = [TABLE, *self.rules.names]
        shown = pl.Series("shown", self.shown)
        status = pl.when(shown).then(pl.col(STATUS))
        frame = self.table.with_columns(status.otherwise(pl.lit(SUPPRESSED)).alias(STATUS))
        is_shown = pl.col(STATUS) == PUBLISHED
        version = line.variables.select(pl.col(VAR).alias("var_0"), VERSION)
        frame = frame.join(version, on="var_0", how="left").select(
            *names,
            pl.when(is_shown).then(pl.col(VALUE)).alias(VALUE),
            STATUS,
            pl.when(is_shown).then(pl.col(CODED)).alias(CODED),
            pl.lit(value=False).alias(PENDING),
            pl.lit(line.newest, pl.Int64).alias(AS_OF),
            VERSION,
        )
        return _held_back(frame, history, names).sort(names)

    def report(self, frame: pl.DataFrame, reasons: pl.DataFrame) -> pl.DataFrame:
        """Why each hidden figure is hidden."""
        names = [TABLE, *self.rules.names]
        why = self.cells.join(reasons, on=VAR).group_by(FIGURE).agg(pl.col(REASON).max())
        hidden = self.table.join(frame.filter(pl.col(STATUS) == SUPPRESSED), on=names, how="semi")
        told = hidden.select(FIGURE, *names).join(why, on=FIGURE, how="left")
        return told.select(*names, pl.col(REASON).fill_null(TO_PROTECT_OTHERS)).sort(names)


def _held_back(
    frame: pl.DataFrame, history: Sequence[PastEdition], names: list[str]
) -> pl.DataFrame:
    """A figure that cannot be shown anew keeps what the edition before showed, and says so."""
    if not history:
        return frame
    last = history[-1].frame
    if any(name not in last.columns for name in names):
        return frame
    old = last.filter(pl.col(STATUS) == PUBLISHED).select(
        *names, *(pl.col(c).alias(f"{c}_old") for c in (VALUE, CODED, AS_OF, VERSION))
    )
    both = frame.join(old, on=names, how="left")
    held = (pl.col(STATUS) == SUPPRESSED) & pl.col(f"{AS_OF}_old").is_not_null()
    kept = [
        pl.when(held).then(pl.col(f"{c}_old")).otherwise(pl.col(c)).alias(c)
        for c in (VALUE, CODED, AS_OF, VERSION)
    ]
    both = both.with_columns(held.alias(PENDING), *kept).with_columns(
        pl.when(PENDING).then(pl.lit(PUBLISHED)).otherwise(pl.col(STATUS)).alias(STATUS)
    )
    return both.select(frame.columns)
