"""Every way the cells add up, by the rules alone, as places in a numbered list of cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from shared_metrics.disclosure.rules import ALL, MEASURE, Dimension, Ref, Relation, Rules

Whole = NDArray[np.int64]
CELL: Final = "cell"
_RULE: Final = "__rule"
_WHOLE: Final = "__whole"
_PARENT: Final = "__parent"


@dataclass(frozen=True, eq=False)
class Sums:
    """Sum s: the cell `whole[s]` is the sum of all `part[i]` with `of[i]` == s."""

    whole: Whole
    of: Whole
    part: Whole


def codes_of(rules: Rules) -> dict[str, set[str]]:
    """All codes of each dimension that the rules speak of."""
    refs = [ref for relation in rules.relations for ref in (relation.whole, *relation.parts)]
    refs += [ref for figure in rules.figures for ref in figure.cells]
    codes = {}
    for dimension in rules.dimensions:
        name = dimension.name
        codes[name] = {ref.fixed[name] for ref in refs if name in ref.fixed}
        for one in dimension.sums:
            codes[name] |= {one.parent, *one.children}
        for figure in rules.figures:
            codes[name] |= figure.places.get(name, {ALL})
    return codes


def sums_of(cells: pl.DataFrame, rules: Rules) -> Sums:
    """All sums between cells (cell, measure, dimensions) that the rules make."""
    found = [
        _of_dimension(cells, dimension, number) for number, dimension in enumerate(rules.dimensions)
    ]
    found += [
        _of_relation(cells, relation, f"relation {number}", rules)
        for number, relation in enumerate(rules.relations)
    ]
    entries = pl.concat(found)
    sums = entries.select(_RULE, _WHOLE).unique().sort(_RULE, _WHOLE).with_row_index("sum")
    entries = entries.join(sums, on=[_RULE, _WHOLE]).sort("sum", CELL)
    return Sums(
        sums[_WHOLE].to_numpy().astype(np.int64),
        entries["sum"].to_numpy().astype(np.int64),
        entries[CELL].to_numpy().astype(np.int64),
    )


def _of_dimension(cells: pl.DataFrame, dimension: Dimension, number: int) -> pl.DataFrame:
    name = dimension.name
    rows = [
        (f"dimension {number} {i}", one.parent, child)
        for i, one in enumerate(dimension.sums)
        for child in one.children
    ]
    schema = dict.fromkeys((_RULE, _PARENT, name), pl.String)
    others = [column for column in cells.columns if column not in {CELL, name}]
    parts = cells.join(pl.DataFrame(rows, schema=schema, orient="row"), on=name).drop(name)
    wholes = cells.rename({CELL: _WHOLE, name: _PARENT})
    return parts.join(wholes, on=[*others, _PARENT]).select(_RULE, _WHOLE, CELL)


def _of_relation(cells: pl.DataFrame, relation: Relation, label: str, rules: Rules) -> pl.DataFrame:
    refs = (relation.whole, *relation.parts)
    fixed = [name for name in rules.names if any(name in ref.fixed for ref in refs)]
    running = [name for name in rules.names if name not in fixed]
    wholes = _at(cells, relation.whole, fixed).rename({CELL: _WHOLE})
    parts = pl.concat(_at(cells, part, fixed) for part in relation.parts)
    both = parts.join(wholes, on=running) if running else parts.join(wholes, how="cross")
    return both.select(pl.lit(label).alias(_RULE), _WHOLE, CELL)


def _at(cells: pl.DataFrame, ref: Ref, fixed: list[str]) -> pl.DataFrame:
    """The cells of a ref: dimensions that another ref of the relation fixes are at `all`."""
    here = cells.filter(
        pl.col(MEASURE) == ref.measure,
        *(pl.col(name) == ref.fixed.get(name, ALL) for name in fixed),
    )
    return here.drop(MEASURE, *fixed)


def every_cell(rules: Rules) -> Iterator[pl.DataFrame]:
    """All cells that there can be, measure by measure."""
    codes = codes_of(rules)
    for measure in sorted(rules.measures):
        cells = pl.DataFrame({MEASURE: [measure]})
        for name in rules.names:
            cells = cells.join(pl.DataFrame({name: sorted(codes[name])}), how="cross")
        yield cells
