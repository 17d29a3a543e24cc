"""Every way the cells add up, in every edition, as one sparse system of whole numbers."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl

from shared_metrics.disclosure.adding_up import EDITION, EQUATION, SIGN, members
from shared_metrics.disclosure.rules import VALUE
from shared_metrics.disclosure.timeline import FIRST, KEY, VAR, VERSION, Timeline

OLD: Final = "old"
NEW: Final = "new"
Matrix: TypeAlias = Any  # scipy's sparse matrices carry no types
Column = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, eq=False)
class System:
    """`sums` x values = 0. Columns: the timeline's variables, then one for each change.

    `changes`: var (column), old, new, value: what a cell's new version has more than an older one.
    There are as many as pairs of versions, so their equations are only made where they are asked
    for; the columns are there for all.
    """

    sums: Matrix
    changes: pl.DataFrame
    values: Column

    @cached_property
    def old(self) -> Column:
        """By change: the column of the older version."""
        return self.changes[OLD].to_numpy()

    @cached_property
    def new(self) -> Column:
        """By change: the column of the newer version."""
        return self.changes[NEW].to_numpy()

    def with_changes(self, columns: Column) -> Matrix:
        """The sums, and the equations of those of the columns that are changes."""
        from scipy import sparse

        cells = len(self.values) - self.changes.height
        asked = np.unique(columns[columns >= cells]) - cells
        if not asked.size:
            return self.sums
        place = np.concatenate([asked + cells, self.old[asked], self.new[asked]])
        row = np.tile(np.arange(asked.size), 3)
        sign = np.repeat(np.array([-1, -1, 1]), asked.size)
        shape = (asked.size, len(self.values))
        rows = sparse.csr_matrix((sign, (row, place)), shape=shape, dtype=np.int64)
        return sparse.vstack([self.sums, rows], format="csr")

    def complete(self, moves: Column) -> Column:
        """Moves of cells, with what they make of the changes."""
        cells = moves[: len(self.values) - self.changes.height]
        return np.concatenate([cells, cells[self.new] - cells[self.old]])


def system(line: Timeline) -> System:
    """The equations of all editions. They hold for the true values by construction of the cells."""
    changes = changes_of(line)
    values = np.concatenate([line.values, changes[VALUE].to_numpy().astype(np.int64)])
    return System(_matrix(_of_editions(line), len(values)), changes, values)


def changes_of(line: Timeline) -> pl.DataFrame:
    """Every pair of versions of one cell: var, old, new, value (new less old), first."""
    versions = line.variables.select(VAR, KEY, VERSION, FIRST, VALUE)
    pairs = versions.join(versions, on=KEY, suffix="_new").filter(
        pl.col(VERSION) < pl.col(f"{VERSION}_new")
    )
    pairs = pairs.sort(VAR, f"{VAR}_new").with_row_index("row")
    return pairs.select(
        (pl.col("row").cast(pl.Int64) + line.variables.height).alias(VAR),
        pl.col(VAR).alias(OLD),
        pl.col(f"{VAR}_new").alias(NEW),
        (pl.col(f"{VALUE}_new") - pl.col(VALUE)).alias(VALUE),
        pl.col(f"{FIRST}_new").alias(FIRST),
    )


def _of_editions(line: Timeline) -> pl.DataFrame:
    """The equations that hold in an edition and in none before it."""
    places = line.places.drop(KEY).join(line.variables.select(VAR, FIRST), on=VAR)
    terms = members(places, line.rules)
    fresh = (pl.col(FIRST) == pl.col(EDITION)).any().over(EQUATION)
    return terms.filter(fresh).select(EQUATION, VAR, SIGN)


def _matrix(terms: pl.DataFrame, width: int) -> Matrix:
    from scipy import sparse

    rows = terms.select(pl.col(EQUATION).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()
    shape = (int(rows.max()) + 1 if len(rows) else 0, width)
    entries = (terms[SIGN].to_numpy(), (rows, terms[VAR].to_numpy()))
    return sparse.csr_matrix(entries, shape=shape, dtype=np.int64)
