"""What an attacker may know beside the public frames, worked out from the true cells.

Who publishes knows the true cells and can give an attacker the benefit of every doubt: which cells
did not change from one release to the next, and the counts behind each rate that is shown.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from shared_metrics.disclosure.attack.told import (
    CODED,
    DENOMINATOR,
    NOT_APPLICABLE,
    NOT_REPORTED,
    POSITION,
    PUBLISHED,
    RELEASE,
    SHOWN,
    STATUS,
    VERSION,
    rules_of_time,
    told_of,
    with_dimensions,
)
from shared_metrics.disclosure.rules import MEASURE, PARTNER, VALUE, Rules

EXACT: Final = "exact"
MULTIPLES: Final = "multiples"
ALONE: Final = "alone"
CONTRIBUTORS: Final = "contributors"
_PARTS: Final = "__parts"
_FIRST: Final = "__first"


def clues_from(
    frames: Sequence[pl.DataFrame],
    cells: Sequence[pl.DataFrame],
    rules: Rules,
    *,
    past_rules: Sequence[Rules] | None = None,
) -> pl.DataFrame:
    """One row per cell that was there in a release: what the attacker is told of it.

    measure, dimensions, release, version, exact, multiples. `frames`, `cells`: of each release,
    oldest first; cells with one row per contributing partner. `version` is 0 where a cell first
    comes up and goes up by 1 whenever a partner's part of it differs from the release before; a
    cell that is gone stays, with nothing in it. `exact` is the number behind a figure shown in that
    release, null behind what is hidden or rounded (and behind a coded share, but for its
    denominator). `multiples`: fewer than so many thresholds lie between any count and what that
    release shows for it, null where it does not round.
    """
    columns = [MEASURE, *rules.names]
    gives_away = pl.col(STATUS).is_in([PUBLISHED, NOT_REPORTED, NOT_APPLICABLE]) & (
        pl.col(CODED).is_null() | (pl.col(POSITION) == DENOMINATOR)
    )
    of_time = rules_of_time(rules, past_rules, len(frames))
    bases = {i: one.threshold for i, one in enumerate(of_time) if one.mode == "round"}
    is_rounded = pl.col(SHOWN).is_in(list(bases)) & (pl.col(STATUS) == PUBLISHED)
    told, versions = told_of(frames, of_time), versions_of(cells, columns)
    multiples = _multiples(told.filter(is_rounded), versions, bases, columns)
    shown = told.filter(gives_away & ~is_rounded)
    shown = shown.select(*columns, pl.col(SHOWN).alias(RELEASE), pl.lit(1).alias(EXACT)).unique()
    return (
        versions.join(shown, on=[*columns, RELEASE], how="left")
        .join(multiples, on=RELEASE, how="left")
        .with_columns(pl.when(pl.col(EXACT) == 1).then(VALUE).alias(EXACT))
        .select(*columns, RELEASE, VERSION, EXACT, MULTIPLES)
        .sort(*columns, RELEASE)
    )


def _multiples(
    rounded: pl.DataFrame, versions: pl.DataFrame, bases: Mapping[int, int], columns: list[str]
) -> pl.DataFrame:
    """How far the rounding of each release went."""
    base = pl.DataFrame(
        {RELEASE: list(bases), "base": list(bases.values())},
        schema={RELEASE: pl.Int64, "base": pl.Int64},
    )
    counts = rounded.select(*columns, pl.col(SHOWN).alias(RELEASE), pl.col(VALUE).alias("shown_as"))
    both = counts.join(versions, on=[*columns, RELEASE]).join(base, on=RELEASE)
    away = (pl.col("shown_as") - pl.col(VALUE)).abs() // pl.col("base") + 1
    return both.group_by(RELEASE).agg(away.max().cast(pl.Int64).alias(MULTIPLES))


def versions_of(cells: Sequence[pl.DataFrame], columns: Sequence[str]) -> pl.DataFrame:
    """Each cell in each release since its first: release, version, value, contributors."""
    every = pl.concat(
        with_dimensions(frame, columns[1:])
        .select(*columns, PARTNER, pl.col(VALUE).cast(pl.Int64))
        .with_columns(pl.lit(release, pl.Int64).alias(RELEASE))
        for release, frame in enumerate(cells)
    )
    part = pl.concat_str(PARTNER, pl.lit(" "), VALUE)
    summed = every.group_by(*columns, RELEASE).agg(
        pl.col(VALUE).sum(),
        pl.len().cast(pl.Int64).alias(CONTRIBUTORS),
        part.sort().str.join("\n").alias(_PARTS),
    )
    releases = pl.DataFrame({RELEASE: range(len(cells))}, schema={RELEASE: pl.Int64})
    first = summed.group_by(columns).agg(pl.col(RELEASE).min().alias(_FIRST))
    grid = first.join(releases, how="cross").filter(pl.col(RELEASE) >= pl.col(_FIRST))
    filled = grid.join(summed, on=[*columns, RELEASE], how="left").with_columns(
        pl.col(VALUE, CONTRIBUTORS).fill_null(0), pl.col(_PARTS).fill_null("")
    )
    moved = pl.col(_PARTS) != pl.col(_PARTS).shift(1)
    moved = (moved & (pl.col(RELEASE) > pl.col(_FIRST))).fill_null(value=False)
    filled = filled.sort(*columns, RELEASE).with_columns(moved.cast(pl.Int64).alias(VERSION))
    version = pl.col(VERSION).cum_sum().over(*columns, order_by=RELEASE)
    return filled.with_columns(version).select(*columns, RELEASE, VERSION, VALUE, CONTRIBUTORS)


def own_parts(cells: Sequence[pl.DataFrame], partner: str) -> list[pl.DataFrame]:
    """What one partner knows of each release's cells by itself: its part, and where it is `alone`.

    Cells with one row per contributing partner -> the partner's rows, as `attack` takes them.
    """
    return [
        frame.with_columns(
            (pl.len().over([n for n in frame.columns if n not in {PARTNER, VALUE}]) == 1).alias(
                ALONE
            )
        ).filter(pl.col(PARTNER) == partner)
        for frame in cells
    ]
