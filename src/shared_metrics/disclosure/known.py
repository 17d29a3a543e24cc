"""What earlier editions and the one to be made give away: exact cells, and bounds behind a code."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from shared_metrics.disclosure.cells import PastEdition
from shared_metrics.disclosure.figures import (
    AS_OF,
    CODED,
    DENOMINATOR,
    DIFFERENCE,
    NOT_APPLICABLE,
    NOT_REPORTED,
    NUMERATOR,
    POSITION,
    PUBLISHED,
    STATUS,
    TABLE,
    cells_of_figures,
    exact,
)
from shared_metrics.disclosure.rules import VALUE, Rules
from shared_metrics.disclosure.timeline import VAR, Timeline

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
Whole = np.ndarray[tuple[int], np.dtype[np.int64]]
NO_BOUND = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Given:
    """`exact`: variables whose value is known; `most`: what a variable can be at the most."""

    exact: Mask
    most: Whole

    def __or__(self, other: "Given") -> "Given":
        return Given(self.exact | other.exact, np.minimum(self.most, other.most))


def nothing_given(width: int) -> Given:
    """Before anything was published."""
    return Given(np.zeros(width, dtype=bool), np.full(width, NO_BOUND, dtype=np.int64))


def given_before(line: Timeline, history: Sequence[PastEdition], width: int) -> Given:
    """What all past editions together gave away."""
    given = nothing_given(width)
    for edition, past in enumerate(history):
        given |= given_by(line, past.frame, line.rules[edition], width)
    return given


def given_by(line: Timeline, frame: pl.DataFrame, rules: Rules, width: int) -> Given:
    """What one edition's frame gives away; each row says as of which edition its figure is."""
    given = nothing_given(width)
    names = [name for name in rules.names if name in frame.columns]
    told = frame.filter(pl.col(STATUS).is_in([PUBLISHED, NOT_APPLICABLE, NOT_REPORTED]))
    for edition in told[AS_OF].unique().sort().to_list():
        here = told.filter(pl.col(AS_OF) == edition).select(TABLE, *names, CODED)
        cells = cells_of_figures(line, edition, rules).join(here, on=[TABLE, *names])
        cells = cells.filter(pl.col(VAR).is_not_null())
        given |= _given_by_cells(cells, line, rules, width)
    return given


def _given_by_cells(cells: pl.DataFrame, line: Timeline, rules: Rules, width: int) -> Given:
    given = nothing_given(width)
    bare = pl.col(CODED).is_null() | (pl.col(POSITION) == DENOMINATOR)
    given.exact[cells.filter(bare)[VAR].to_numpy()] = True
    bounds = coded_bounds(cells, line, rules)
    np.minimum.at(given.most, bounds[VAR].to_numpy(), bounds["most"].to_numpy())
    return given


def coded_bounds(cells: pl.DataFrame, line: Timeline, rules: Rules) -> pl.DataFrame:
    """var, most: the largest a coded share's numerator (or the difference) can be."""
    if rules.coding is None:
        return pl.DataFrame(schema={VAR: pl.Int64, "most": pl.Int64})
    low, high = exact(rules.coding[0]), 1 - exact(rules.coding[1])
    names = [name for name in rules.names if name in cells.columns]
    people = (
        cells.filter(pl.col(CODED).is_not_null(), pl.col(POSITION) == DENOMINATOR)
        .join(line.variables.select(VAR, VALUE), on=VAR)
        .select(TABLE, *names, pl.col(VALUE).alias("people"))
    )
    coded = cells.join(people, on=[TABLE, *names])
    is_low = pl.col(CODED).str.starts_with("<")
    bounded = ((pl.col(POSITION) == NUMERATOR) & is_low) | (
        (pl.col(POSITION) == DIFFERENCE) & ~is_low
    )
    share = pl.when(is_low).then(pl.lit(low.numerator)).otherwise(pl.lit(high.numerator))
    of = pl.when(is_low).then(pl.lit(low.denominator)).otherwise(pl.lit(high.denominator))
    # strictly less than share x people: (a * n - 1) // b
    most = (pl.col("people") * share - 1) // of
    return coded.filter(bounded).select(VAR, most.cast(pl.Int64).alias("most"))
