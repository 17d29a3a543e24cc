"""Cells as protection takes them, and what is refused before anything is protected."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import polars as pl

from shared_metrics.disclosure.rules import ALL, MEASURE, PARTNER, VALUE, Ref, Relation, Rules
from shared_metrics.errors import CallersMistake

NAMED: Final = 5
SUM: Final = "sum"
PARENT: Final = "parent"
_PLACE: Final = "__place"


@dataclass(frozen=True, eq=False)
class PastEdition:
    """What an audience saw before: its true cells (private), its frame, its rules of that time.

    `witnesses`: what its certificate held, as (measure and codes, version, move): a start for the
    next search, nothing is taken on trust.
    """

    id: str
    cells: pl.DataFrame
    frame: pl.DataFrame
    rules: Rules | None = None
    witnesses: tuple[tuple[tuple[tuple[str, ...], int, int], ...], ...] = ()


def cell_columns(rules: Rules) -> list[str]:
    """What tells one cell from another."""
    return [MEASURE, *rules.names]


def checked(cells: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Cells by partner, in a fixed order and of fixed types.

    Raises CallersMistake, naming cells: `cells_shape`, `cells_not_whole` (fractions, NaN, nothing),
    `cells_negative`, `cells_twice`, `cells_unknown_measure`, `cells_disagree` (sums that disagree
    with their parts).
    """
    columns = [*cell_columns(rules), PARTNER]
    if set(cells.columns) != {*columns, VALUE}:
        raise CallersMistake("cells_shape", f"Cells have the columns {', '.join(columns)}, value.")
    cells = cells.select(*(pl.col(name).cast(pl.String) for name in columns), VALUE)
    _refuse(cells, pl.any_horizontal(pl.col(columns).is_null()), "cells_shape", "name no place")
    cells = _whole(cells)
    _refuse(cells, pl.col(VALUE) < 0, "cells_negative", "are below zero")
    _refuse(cells, pl.struct(columns).is_duplicated(), "cells_twice", "are there twice")
    unknown = ~pl.col(MEASURE).is_in(list(rules.measures))
    _refuse(cells, unknown, "cells_unknown_measure", "are of a measure the plan does not know")
    for disagreeing in disagreements(cells, rules):
        told = "do not agree with their parts"
        _refuse(disagreeing, pl.lit(value=True), "cells_disagree", told)
    return cells.sort(columns)


def _whole(cells: pl.DataFrame) -> pl.DataFrame:
    if not cells[VALUE].dtype.is_numeric():
        raise CallersMistake("cells_not_whole", "The values of cells are whole numbers.")
    value = pl.col(VALUE)
    broken = value.is_null()
    if cells[VALUE].dtype.is_float():
        broken = broken | value.is_nan() | value.is_infinite() | (value != value.round())
    _refuse(cells, broken, "cells_not_whole", "are no whole number")
    return cells.with_columns(value.cast(pl.Int64))


def _refuse(cells: pl.DataFrame, broken: pl.Expr, code: str, words: str) -> None:
    found = cells.filter(broken)
    if found.height:
        raise CallersMistake(
            code,
            f"{found.height:,} cells {words}: {named(found)}.",
            "Nothing was protected or published. Mend the figures, then prepare the release again.",
        )


def named(cells: pl.DataFrame) -> str:
    """The first few cells, for a message; never with their values."""
    names = [name for name in cells.columns if name != VALUE]
    rows = cells.select(names).unique(maintain_order=True).head(NAMED).rows()
    listed = "; ".join(" / ".join(str(code) for code in row if code != ALL) for row in rows)
    return listed + (" …" if cells.height > NAMED else "")


def disagreements(cells: pl.DataFrame, rules: Rules) -> Iterable[pl.DataFrame]:
    """Places at which a whole is not the sum of its parts, partner by partner."""
    for dimension in rules.dimensions:
        if dimension.sums:
            yield _of_dimension(cells, dimension.name, sums_of(rules, dimension.name), rules)
    for relation in rules.relations:
        yield _of_relation(cells, relation, rules)


def sums_of(rules: Rules, name: str) -> pl.DataFrame:
    """The sums of a dimension as rows: sum (its number), parent, and the dimension's child code."""
    sums = next(d.sums for d in rules.dimensions if d.name == name)
    rows = [(i, s.parent, child) for i, s in enumerate(sums) for child in s.children]
    return pl.DataFrame(
        rows, schema={SUM: pl.Int64, PARENT: pl.String, name: pl.String}, orient="row"
    )


def _of_dimension(cells: pl.DataFrame, name: str, sums: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    others = [column for column in cell_columns(rules) if column != name]
    by_partner = [*others, SUM, PARENT, PARTNER]
    parts = cells.join(sums, on=name).group_by(by_partner).agg(pl.col(VALUE).sum())
    places = parts.select(*others, SUM, PARENT).unique()
    wholes = (
        places.join(cells.rename({name: PARENT}), on=[*others, PARENT])
        .select(*others, SUM, PARENT, PARTNER, VALUE)
    )  # fmt: skip
    parts = parts.join(wholes, on=[*others, SUM, PARENT], how="semi")
    differing = _differing(parts, wholes, by_partner)
    return differing.rename({PARENT: name}).select(*others, name, PARTNER)


def _differing(parts: pl.DataFrame, wholes: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    both = wholes.join(parts, on=on, how="full", coalesce=True, suffix="_of_parts")
    whole, of_parts = pl.col(VALUE).fill_null(0), pl.col(f"{VALUE}_of_parts").fill_null(0)
    return both.filter((whole != of_parts) | pl.col(VALUE).is_null())


def at_ref(cells: pl.DataFrame, ref: Ref, fixed: Iterable[str], rules: Rules) -> pl.DataFrame:
    """The cells of a ref, without the dimensions a relation fixes (`all` if the ref does not)."""
    here = cells.filter(pl.col(MEASURE) == ref.measure)
    for name in fixed:
        here = here.filter(pl.col(name) == ref.fixed.get(name, ALL))
    return here.select(
        pl.lit(0).alias(_PLACE),
        *(name for name in rules.names if name not in set(fixed)),
        *(name for name in cells.columns if name not in cell_columns(rules)),
    )


def sides_of(
    cells: pl.DataFrame, relation: Relation, rules: Rules
) -> tuple[pl.DataFrame, pl.DataFrame, list[str]]:
    """The cells of the whole, those of the parts, and what tells one place from another."""
    refs = (relation.whole, *relation.parts)
    fixed = [name for name in rules.names if any(name in ref.fixed for ref in refs)]
    running = [_PLACE, *(name for name in rules.names if name not in fixed)]
    parts = pl.concat([at_ref(cells, part, fixed, rules) for part in relation.parts])
    return at_ref(cells, relation.whole, fixed, rules), parts, running


def holding(wholes: pl.DataFrame, parts: pl.DataFrame, running: list[str]) -> pl.DataFrame:
    """The places at which a relation holds: those with a whole and a part at least."""
    return wholes.select(running).unique().join(parts.select(running), on=running, how="semi")


def _of_relation(cells: pl.DataFrame, relation: Relation, rules: Rules) -> pl.DataFrame:
    wholes, parts, running = sides_of(cells, relation, rules)
    places = holding(wholes, parts, running)
    wholes = wholes.join(places, on=running, how="semi")
    parts = parts.join(places, on=running, how="semi")
    by_partner = [*running, PARTNER]
    differing = _differing(parts.group_by(by_partner).agg(pl.col(VALUE).sum()), wholes, by_partner)
    measure = pl.lit(relation.whole.measure).alias(MEASURE)
    return differing.select(measure, *running[1:], PARTNER)
