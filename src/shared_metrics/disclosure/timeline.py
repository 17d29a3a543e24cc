"""All editions as one linked table: a cell that was restated is another unknown, else the same.

A *variable* is a cell in one version. The version goes up whenever the value or any partner's part
of it differs from the edition before; a cell that is gone counts as a version with nothing in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl

from shared_metrics.disclosure.adding_up import EDITION, cell_columns, fitting, of_editions
from shared_metrics.disclosure.cells import PastEdition, checked
from shared_metrics.disclosure.rules import ALL, MEASURE, PARTNER, VALUE, Rules

KEY: Final = "key"
VERSION: Final = "version"
VAR: Final = "var"
FIRST: Final = "first"
CONTRIBUTORS: Final = "contributors"
_SIGNATURE: Final = "__signature"


@dataclass(frozen=True, eq=False)
class Timeline:
    """`keys`: key, measure, dimensions. `at`: which variable stands for a key in an edition.

    `variables`: var (0, 1, ...), key, version, first (edition), value, contributors. `parts`: var,
    partner, value. `rules`: of each edition, oldest first; the last is the one to be made.
    """

    keys: pl.DataFrame
    at: pl.DataFrame
    variables: pl.DataFrame
    parts: pl.DataFrame
    rules: tuple[Rules, ...]
    figure_cells: dict[tuple[int, int], pl.DataFrame] = field(default_factory=dict)
    asked_cells: dict[int, pl.DataFrame] = field(default_factory=dict)  # kept once worked out

    @property
    def newest(self) -> int:
        """The number of the edition to be made."""
        return len(self.rules) - 1

    @cached_property
    def values(self) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        """The true values by variable."""
        return self.variables[VALUE].to_numpy().astype(np.int64)

    @cached_property
    def places(self) -> pl.DataFrame:
        """edition, measure, dimensions, var, key: the cells of all editions."""
        return self.at.join(self.keys, on=KEY)

    def in_edition(self, edition: int) -> pl.DataFrame:
        """The cells of one edition: measure, dimensions, var, key."""
        return self.places.filter(pl.col(EDITION) == edition).drop(EDITION)


def timeline(cells: pl.DataFrame, rules: Rules, history: Sequence[PastEdition]) -> Timeline:
    """Cells of the edition to be made and of all before it -> variables.

    Raises CallersMistake as `cells.checked` does.
    """
    of_time = (*(past.rules or rules for past in history), rules)
    frames = [fitting(past.cells, rules) for past in history]
    by_partner = of_editions([*frames, checked(cells, rules)])
    columns = cell_columns(rules)
    summed = _summed(by_partner, columns)
    keys = summed.select(columns).unique().sort(columns).with_row_index(KEY)
    keys = keys.with_columns(pl.col(KEY).cast(pl.Int64))
    filled = _filled(summed.join(keys, on=columns), len(of_time), rules)
    at, variables = _numbered(filled)
    parts = (
        by_partner.join(keys, on=columns)
        .join(variables.select(VAR, KEY, pl.col(FIRST).alias(EDITION)), on=[KEY, EDITION])
        .select(VAR, PARTNER, VALUE)
        .sort(VAR, PARTNER)
    )
    return Timeline(keys, at, variables, parts, of_time)


def _summed(by_partner: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    told = pl.concat_str(PARTNER, pl.lit("="), pl.col(VALUE).cast(pl.String))
    return by_partner.group_by(EDITION, *columns).agg(
        pl.col(VALUE).sum(),
        pl.len().cast(pl.Int64).alias(CONTRIBUTORS),
        told.sort().str.join(" ").alias(_SIGNATURE),
    )


def _filled(summed: pl.DataFrame, editions: int, rules: Rules) -> pl.DataFrame:
    """Every key in every edition since its first: gone means nothing is in it.

    An edition whose plan did not go as deep says nothing of the cells below.
    """
    level = pl.concat_str(pl.col(MEASURE), *(_level(name) for name in rules.names), separator=" ")
    summed = summed.with_columns(level.alias("__level")).drop(cell_columns(rules))
    since = summed.group_by(KEY, "__level").agg(pl.col(EDITION).min().alias(FIRST))
    every = pl.DataFrame({EDITION: range(editions)}, schema={EDITION: pl.Int64})
    grid = since.join(every, how="cross").filter(pl.col(EDITION) >= pl.col(FIRST)).drop(FIRST)
    grid = grid.join(
        summed.select(EDITION, "__level").unique(), on=[EDITION, "__level"], how="semi"
    )
    grid, summed = grid.drop("__level"), summed.drop("__level")
    return grid.join(summed, on=[KEY, EDITION], how="left").with_columns(
        pl.col(VALUE).fill_null(0),
        pl.col(CONTRIBUTORS).fill_null(0),
        pl.col(_SIGNATURE).fill_null(""),
    )


def _level(name: str) -> pl.Expr:
    """How fine a code is: what stands before its colon (`quarter:2026-Q1`)."""
    code = pl.col(name)
    return (
        pl.when(code.str.contains(":"))
        .then(code.str.split(":").list.first())
        .otherwise(pl.when(code == ALL).then(pl.lit(ALL)).otherwise(pl.lit("each")))
    )


def _numbered(filled: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    before = pl.col(_SIGNATURE).shift(1).over(KEY, order_by=EDITION)
    changed = (pl.col(_SIGNATURE) != before).fill_null(value=False)
    filled = filled.sort(KEY, EDITION).with_columns(
        changed.cast(pl.Int64).cum_sum().over(KEY, order_by=EDITION).alias(VERSION)
    )
    variables = (
        filled.group_by(KEY, VERSION)
        .agg(
            pl.col(EDITION).min().alias(FIRST), pl.col(VALUE).first(), pl.col(CONTRIBUTORS).first()
        )
        .sort(KEY, VERSION)
        .with_row_index(VAR)
        .with_columns(pl.col(VAR).cast(pl.Int64))
    )
    at = filled.join(variables.select(VAR, KEY, VERSION), on=[KEY, VERSION])
    return at.select(EDITION, KEY, VAR).sort(EDITION, KEY), variables
