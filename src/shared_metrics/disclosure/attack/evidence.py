"""What is known for certain of single numbers: exact values and limits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from shared_metrics.disclosure.attack.clues import ALONE, EXACT, MULTIPLES
from shared_metrics.disclosure.attack.sums import CELL, Whole
from shared_metrics.disclosure.attack.told import (
    CODED,
    DENOMINATOR,
    DIFFERENCE,
    FIGURE,
    NOT_REPORTED,
    NUMERATOR,
    POSITION,
    PUBLISHED,
    RELEASE,
    SHAPE,
    SHOWN,
    STATUS,
    TABLE,
    with_dimensions,
)
from shared_metrics.disclosure.attack.vintages import ABSENT, VAR, Vintages
from shared_metrics.disclosure.rules import MEASURE, VALUE, Rules
from shared_metrics.errors import CallersMistake

NO_LIMIT: Final = np.iinfo(np.int64).max // 4
_TOLD_IN: Final = "__told_in"
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Evidence:
    """By variable: whether it is `known`, and between which limits it is (equal when known)."""

    known: Mask
    low: Whole
    high: Whole


def evidence_of(
    told: pl.DataFrame, line: Vintages, rules: Sequence[Rules], clues: pl.DataFrame | None
) -> Evidence:
    """What all frames say, with the clues: the same for everybody."""
    count = line.variables.height
    low, high = np.zeros(count, dtype=np.int64), np.full(count, NO_LIMIT)
    rounded = [release for release, one in enumerate(rules) if one.mode == "round"]
    is_rounded = (pl.col(STATUS) == PUBLISHED) & pl.col(SHOWN).is_in(rounded)
    exact = _exact_clues(line, clues)
    exact = pl.concat([exact, _said(told.filter(~is_rounded), line, exact)]).unique().sort(VAR)
    if exact[VAR].is_duplicated().any():
        raise CallersMistake(
            "attack_contradicted", "The frames and the clues contradict each other."
        )
    low[exact[VAR].to_numpy()] = high[exact[VAR].to_numpy()] = exact[VALUE].to_numpy()
    known = low == high
    limits = [
        *_behind_codes(told.filter(~is_rounded), line, rules, np.where(known, low, -1)),
        *_behind_multiples(told.filter(is_rounded), line, rules, clues),
    ]
    for var, least, most in limits:
        low[var], high[var] = max(low[var], least), min(high[var], most)
    return Evidence(known, low, high)


def known_to(insider: Sequence[pl.DataFrame], shared: Evidence, line: Vintages) -> Evidence:
    """What one partner knows who has its own rows of each release besides."""
    low, high = shared.low.copy(), shared.high.copy()
    for release, rows in enumerate(insider):
        own = _placed(rows.with_columns(pl.lit(release, pl.Int64).alias(RELEASE)), line)
        var, part = own[VAR].to_numpy(), own[VALUE].cast(pl.Int64).to_numpy()
        np.maximum.at(low, var, part)
        if ALONE in own.columns:
            alone = own[ALONE].to_numpy().astype(bool)
            np.minimum.at(high, var[alone], part[alone])
    return Evidence(shared.known, low, high)


def _placed(rows: pl.DataFrame, line: Vintages) -> pl.DataFrame:
    """Rows of cells in releases, with the variable that stands there; without those of no cell."""
    names = [name for name in line.cells.columns if name not in {CELL, MEASURE}]
    rows = with_dimensions(rows, names).join(line.cells, on=[MEASURE, *names])
    var = line.at[rows[RELEASE].to_numpy(), rows[CELL].to_numpy()]
    return rows.with_columns(pl.Series(VAR, var)).filter(pl.col(VAR) != ABSENT)


def _exact_clues(line: Vintages, clues: pl.DataFrame | None) -> pl.DataFrame:
    if clues is None:
        return pl.DataFrame(schema={VAR: pl.Int64, VALUE: pl.Int64})
    exact = _placed(clues.filter(pl.col(EXACT).is_not_null()), line)
    return exact.select(VAR, pl.col(EXACT).cast(pl.Int64).alias(VALUE))


def _said(told: pl.DataFrame, line: Vintages, exact: pl.DataFrame) -> pl.DataFrame:
    """Counts that are shown, and zeros of cells that nobody reported."""
    nobody = pl.col(STATUS).is_null() | (pl.col(STATUS) == NOT_REPORTED)
    shown = (pl.col(STATUS) == PUBLISHED) & (pl.col(SHAPE) == "count")
    at = pl.when(nobody).then(RELEASE).otherwise(SHOWN).alias(RELEASE)
    placed = _placed(told.filter(shown | nobody).with_columns(at), line)
    counts = placed.filter(shown).select(VAR, pl.col(VALUE).round().cast(pl.Int64))
    zeros = placed.filter(nobody).select(VAR, pl.lit(0, pl.Int64).alias(VALUE))
    return pl.concat([counts, zeros.join(exact, on=VAR, how="anti")])


def _behind_codes(
    told: pl.DataFrame, line: Vintages, rules: Sequence[Rules], exact: Whole
) -> Iterator[tuple[int, int, int]]:
    """Variable, least and most: what "<5 %" says of the numerator and of the difference."""
    shown = told.filter(pl.col(STATUS) == PUBLISHED, pl.col(SHAPE) != "count")
    shown = shown.with_columns(pl.col(RELEASE).alias(_TOLD_IN), pl.col(SHOWN).alias(RELEASE))
    placed = _placed(shown, line)
    bare = placed.filter(pl.col(CODED).is_null() | (pl.col(POSITION) == DENOMINATOR))
    if (exact[bare[VAR].to_numpy()] < 0).any():
        raise CallersMistake(
            "attack_needs_clues",
            "A rate is shown, but the counts behind it are not among the clues.",
            "Give the clues: `clues_from` makes them of the true cells.",
        )
    figures = placed.filter(pl.col(CODED).is_not_null()).group_by(
        _TOLD_IN, TABLE, FIGURE, RELEASE, CODED, maintain_order=True
    )
    for (_, _, _, release, code), cells in figures:
        at = dict(cells.select(POSITION, VAR).iter_rows())
        people = int(exact[at[DENOMINATOR]])
        least, most = _within(str(code), people, rules[int(str(release))].coding)
        yield at[NUMERATOR], least, most
        if DIFFERENCE in at:
            yield at[DIFFERENCE], people - most, people - least


def _behind_multiples(
    told: pl.DataFrame, line: Vintages, rules: Sequence[Rules], clues: pl.DataFrame | None
) -> Iterator[tuple[int, int, int]]:
    """Variable, least and most: a rounded count is near the multiple shown."""
    multiples: dict[int, int] = {}
    if clues is not None:
        multiples = dict(clues.select(RELEASE, MULTIPLES).drop_nulls().unique().iter_rows())
    counts = told.filter(pl.col(SHAPE) == "count").with_columns(pl.col(SHOWN).alias(RELEASE))
    for release, var, value in _placed(counts, line).select(RELEASE, VAR, VALUE).iter_rows():
        away = rules[release].threshold * multiples.get(release, 1) - 1
        yield var, max(0, round(value) - away), round(value) + away


def _within(code: str, people: int, coding: tuple[float, float] | None) -> tuple[int, int]:
    below, above = (Fraction(str(share)) * people for share in coding or (1, 0))
    return (0, ceil(below) - 1) if code.startswith("<") else (floor(above) + 1, people)
