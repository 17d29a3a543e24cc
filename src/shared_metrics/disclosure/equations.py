"""Every way the cells add up, in every edition, as one sparse system of whole numbers."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl

from shared_metrics.disclosure.cells import PARENT, SUM, cell_columns, holding, sides_of, sums_of
from shared_metrics.disclosure.rules import VALUE, Relation, Rules
from shared_metrics.disclosure.timeline import EDITION, FIRST, KEY, VAR, VERSION, Timeline

OLD: Final = "old"
NEW: Final = "new"
_SIGN: Final = "__sign"
_EQUATION: Final = "__equation"
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
    terms = [_of_edition(line, edition, rules) for edition, rules in enumerate(line.rules)]
    changes = changes_of(line)
    terms.append(_of_changes(changes))
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
        pl.concat_str(pl.lit("change "), pl.col(VAR)).alias(_EQUATION), *changes.columns
    )
    return pl.concat(
        names.select(_EQUATION, pl.col(column).alias(VAR), pl.lit(sign, pl.Int64).alias(_SIGN))
        for column, sign in ((VAR, -1), (NEW, 1), (OLD, -1))
    )


def _of_edition(line: Timeline, edition: int, rules: Rules) -> pl.DataFrame:
    """The equations that hold in an edition and in none before it."""
    places = line.in_edition(edition).join(line.variables.select(VAR, FIRST), on=VAR)
    found = [
        _sums(places, dimension.name, rules) for dimension in rules.dimensions if dimension.sums
    ]
    found += [
        _relation(places, relation, number, rules)
        for number, relation in enumerate(rules.relations)
    ]
    if not found:
        return pl.DataFrame(schema={_EQUATION: pl.String, VAR: pl.Int64, _SIGN: pl.Int64})
    terms = pl.concat(found)
    fresh = (pl.col(FIRST) == edition).any().over(_EQUATION)
    numbered = pl.concat_str(pl.lit(f"{edition} "), pl.col(_EQUATION)).alias(_EQUATION)
    return terms.filter(fresh).select(numbered, VAR, _SIGN)


def _sums(places: pl.DataFrame, name: str, rules: Rules) -> pl.DataFrame:
    others = [column for column in cell_columns(rules) if column != name]
    parts = places.join(sums_of(rules, name), on=name)
    here = parts.select(*others, SUM, PARENT).unique()
    wholes = here.join(places.rename({name: PARENT}), on=[*others, PARENT])
    parts = parts.join(wholes.select(*others, SUM), on=[*others, SUM], how="semi")
    equation = pl.concat_str(pl.lit(f"{name} "), pl.col(SUM), *others, separator="\n")
    return pl.concat(
        frame.select(equation.alias(_EQUATION), VAR, pl.lit(sign, pl.Int64).alias(_SIGN), FIRST)
        for frame, sign in ((parts, 1), (wholes, -1))
    )


def _relation(places: pl.DataFrame, relation: Relation, number: int, rules: Rules) -> pl.DataFrame:
    wholes, parts, running = sides_of(places, relation, rules)
    here = holding(wholes, parts, running)
    wholes = wholes.join(here, on=running, how="semi")
    parts = parts.join(here, on=running, how="semi")
    equation = pl.concat_str(pl.lit(f"relation {number}"), *running, separator="\n")
    return pl.concat(
        frame.select(equation.alias(_EQUATION), VAR, pl.lit(sign, pl.Int64).alias(_SIGN), FIRST)
        for frame, sign in ((parts, 1), (wholes, -1))
    )


def _matrix(terms: list[pl.DataFrame], width: int) -> Matrix:
    from scipy import sparse

    every = pl.concat(terms)
    rows = every.select(pl.col(_EQUATION).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()
    shape = (int(rows.max()) + 1 if len(rows) else 0, width)
    entries = (every[_SIGN].to_numpy(), (rows, every[VAR].to_numpy()))
    return sparse.csr_matrix(entries, shape=shape, dtype=np.int64)


__all__ = ["EDITION", "NEW", "OLD", "Matrix", "System", "changes_of", "system"]
