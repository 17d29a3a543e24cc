"""Cells as protection takes them, and what is refused before anything is protected."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from shared_metrics.disclosure.adding_up import EDITION, cell_columns, disagreements, of_editions
from shared_metrics.disclosure.rules import ALL, MEASURE, PARTNER, VALUE, Rules
from shared_metrics.errors import CallersMistake

NAMED: Final = 5


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
    disagreeing = disagreements(of_editions([cells]), [rules]).drop(EDITION)
    _refuse(disagreeing, pl.lit(value=True), "cells_disagree", "do not agree with their parts")
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
