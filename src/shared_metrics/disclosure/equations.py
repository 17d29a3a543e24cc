"""Every way the cells add up, in every edition, as one sparse system of whole numbers."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl

from shared_metrics.disclosure.adding_up import EDITION, EQUATION, SIGN, members
from shared_metrics.disclosure.rules import VALUE
from shared_metrics.disclosure.timeline import FIRST, KEY, VAR, VERSION, Timeline

OLD: Final = "old"
NEW: Final = "new"
Matrix: TypeAlias = Any  # scipy's sparse matrices carry no types


@dataclass(frozen=True, eq=False)
class System:
    """`matrix` x values = 0. Columns: the timeline's variables, then one for each change.

    `changes`: var (column), old, new, value: what a cell's new version has more than an older one.
    """

    matrix: Matrix
    changes: pl.DataFrame
    values: "np.ndarray[tuple[int], np.dtype[np.int64]]"


def system(line: Timeline) -> System:
    """The equations of all editions. They hold for the true values by construction of the cells."""
    changes = changes_of(line)
    terms = [_of_editions(line), _of_changes(changes)]
    values = np.concatenate([line.values, changes[VALUE].to_numpy().astype(np.int64)])
    return System(_matrix(terms, len(values)), changes, values)


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


def _of_changes(changes: pl.DataFrame) -> pl.DataFrame:
    names = changes.select(
        pl.concat_str(pl.lit("change "), pl.col(VAR)).alias(EQUATION), *changes.columns
    )
    return pl.concat(
        names.select(EQUATION, pl.col(column).alias(VAR), pl.lit(sign, pl.Int64).alias(SIGN))
        for column, sign in ((VAR, -1), (NEW, 1), (OLD, -1))
    )


def _of_editions(line: Timeline) -> pl.DataFrame:
    """The equations that hold in an edition and in none before it."""
    places = line.places.drop(KEY).join(line.variables.select(VAR, FIRST), on=VAR)
    terms = members(places, line.rules)
    fresh = (pl.col(FIRST) == pl.col(EDITION)).any().over(EQUATION)
    return terms.filter(fresh).select(EQUATION, VAR, SIGN)


def _matrix(terms: list[pl.DataFrame], width: int) -> Matrix:
    from scipy import sparse

    every = pl.concat(terms)
    rows = every.select(pl.col(EQUATION).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()
    shape = (int(rows.max()) + 1 if len(rows) else 0, width)
    entries = (every[SIGN].to_numpy(), (rows, every[VAR].to_numpy()))
    return sparse.csr_matrix(entries, shape=shape, dtype=np.int64)
