"""Which number stands where: a cell in one version is one unknown, in however many releases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from shared_metrics.disclosure.attack.sums import CELL, Sums, Whole, every_cell, sums_of
from shared_metrics.disclosure.attack.told import (
    NOT_REPORTED,
    PENDING,
    POSITION,
    RELEASE,
    STATUS,
    VERSION,
    with_dimensions,
)
from shared_metrics.disclosure.rules import MEASURE, Rules
from shared_metrics.errors import CallersMistake

VAR: Final = "var"
ABSENT: Final = -1
MOST_CELLS: Final = 500_000
_NOTHING: Final = -1
_UNKNOWN: Final = -2


@dataclass(frozen=True, eq=False)
class Vintages:
    """`cells`: cell, measure, dimensions. `variables`: var, cell, version.

    `at[release, cell]`: the variable that stands there (ABSENT: no such cell yet). `sums`: how the
    cells add up, by the rules of each release.
    """

    cells: pl.DataFrame
    variables: pl.DataFrame
    at: Whole
    sums: tuple[Sums, ...]


def vintages(told: pl.DataFrame, rules: Sequence[Rules], clues: pl.DataFrame | None) -> Vintages:
    """The unknowns of all releases, from the clues or, without any, from the frames alone."""
    names = list(rules[-1].names)
    if clues is None:
        return _derived(told, rules, names)
    clues = with_dimensions(clues, names)
    columns = [MEASURE, *names]
    cells = _numbered(clues.select(columns).unique().sort(columns), CELL)
    placed = clues.select(*columns, RELEASE, VERSION).join(cells, on=columns)
    variables = _numbered(placed.select(CELL, VERSION).unique().sort(CELL, VERSION), VAR)
    placed = placed.join(variables, on=[CELL, VERSION])
    at = np.full((len(rules), cells.height), ABSENT, dtype=np.int64)
    at[placed[RELEASE].to_numpy(), placed[CELL].to_numpy()] = placed[VAR].to_numpy()
    return Vintages(cells, variables, at, _sums(cells, rules))


def _numbered(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    return rows.with_row_index(name).with_columns(pl.col(name).cast(pl.Int64))


def _sums(cells: pl.DataFrame, rules: Sequence[Rules]) -> tuple[Sums, ...]:
    made: list[Sums] = []
    for i, of_then in enumerate(rules):
        same = i > 0 and of_then is rules[i - 1]
        made.append(made[-1] if same else sums_of(cells, of_then))
    return tuple(made)


def _derived(told: pl.DataFrame, rules: Sequence[Rules], names: list[str]) -> Vintages:
    """Every cell there can be; each has a new version where nothing says that it kept its old one.

    A cell keeps its version when a figure does (its first cell), when nobody reported it in either
    release, or when all parts of one of its sums keep theirs.
    """
    listed = [frame for of_then in rules for frame in every_cell(of_then)]
    cells = pl.concat(with_dimensions(frame, names).select(MEASURE, *names) for frame in listed)
    cells = _numbered(cells.unique().sort(MEASURE, *names), CELL)
    if cells.height > MOST_CELLS:
        raise CallersMistake("attack_needs_clues", f"{cells.height:,} cells: give their clues.")
    sums = _sums(cells, rules)
    states = _states(told.join(cells, on=[MEASURE, *names]), len(rules), cells.height)
    at = np.zeros(states.shape, dtype=np.int64)
    at[0] = np.arange(cells.height)
    versions = [np.maximum(states[0], 0)]
    last = versions[0]
    for release in range(1, len(rules)):
        stays = _stays(states[release - 1], states[release], sums[release])
        fresh = at[:release].max() + 1 + np.cumsum(~stays) - 1
        at[release] = np.where(stays, at[release - 1], fresh)
        said = states[release]
        last = np.where(stays, last, np.where(said >= 0, said, last + 1))
        versions.append(last[~stays])
    variables = pl.DataFrame({CELL: _cells_of(at), VERSION: np.concatenate(versions)})
    return Vintages(cells, _numbered(variables, VAR), at, sums)


def _cells_of(at: Whole) -> Whole:
    _, first = np.unique(at, return_index=True)
    return np.asarray(first % at.shape[1], dtype=np.int64)


def _states(told: pl.DataFrame, releases: int, cells: int) -> Whole:
    """What is said of each cell in each release: its version, that it is nothing, or not a word."""
    nobody = pl.col(STATUS).is_null() | (pl.col(STATUS) == NOT_REPORTED)
    state = pl.when(nobody).then(_NOTHING).when(~pl.col(PENDING)).then(VERSION).fill_null(_UNKNOWN)
    said = told.filter(nobody | (pl.col(POSITION) == 0)).group_by(RELEASE, CELL).agg(state.max())
    states = np.full((releases, cells), _UNKNOWN, dtype=np.int64)
    states[said[RELEASE].to_numpy(), said[CELL].to_numpy()] = said.to_series(2).to_numpy()
    return states


def _stays(before: Whole, now: Whole, sums: Sums) -> NDArray[np.bool_]:
    stays: NDArray[np.bool_] = (before == now) & (now != _UNKNOWN)
    while True:
        moved = np.bincount(sums.of, weights=~stays[sums.part], minlength=len(sums.whole))
        kept = sums.whole[moved == 0]
        if not (~stays[kept]).any():
            return stays
        stays[kept] = True
