"""Limits of single numbers that follow from the equations one by one, before any solver."""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shared_metrics.errors import CallersMistake

Matrix = Any  # scipy's sparse arrays carry no types
Real = NDArray[np.float64]
NEARLY: Final = 1e-6
MOST_ROUNDS: Final = 200


@dataclass(frozen=True, eq=False)
class Region:
    """All whole x with `least` <= rows x <= `most` and `low` <= x <= `high`."""

    rows: Matrix
    least: Real
    most: Real
    low: Real
    high: Real


def impossible() -> CallersMistake:
    """Nothing can be worked out of what contradicts itself."""
    return CallersMistake(
        "attack_contradicted",
        "No figures agree with everything that is public.",
        "The frames, their rules and the clues must be those of the same releases.",
    )


def tightened(region: Region) -> Region:
    """The same region with limits as tight as single rows make them."""
    entries = region.rows.tocoo()
    factor = entries.data.astype(float)
    row, column = entries.coords
    low, high = region.low.copy(), region.high.copy()
    for _ in range(MOST_ROUNDS):
        at_least = np.where(factor > 0, factor * low[column], factor * high[column])
        at_most = np.where(factor > 0, factor * high[column], factor * low[column])
        rest_least = _rest(at_least, row, len(region.least))
        rest_most = _rest(at_most, row, len(region.least))
        up = (region.most[row] - rest_least) / factor
        down = (region.least[row] - rest_most) / factor
        new_low, new_high = low.copy(), high.copy()
        np.minimum.at(new_high, column, np.floor(np.where(factor > 0, up, down) + NEARLY))
        np.maximum.at(new_low, column, np.ceil(np.where(factor > 0, down, up) - NEARLY))
        if (new_low > new_high).any():
            raise impossible()
        if np.array_equal(new_low, low) and np.array_equal(new_high, high):
            break
        low, high = new_low, new_high
    return replace(region, low=low, high=high)


def _rest(parts: Real, row: NDArray[np.int64], rows: int) -> Real:
    """Of each entry, what the others of its row come to."""
    endless = ~np.isfinite(parts)
    finite = np.where(endless, 0.0, parts)
    total = np.bincount(row, weights=finite, minlength=rows)[row] - finite
    others = np.bincount(row, weights=endless, minlength=rows)[row] - endless
    sign = np.where(parts[endless][:1] > 0, np.inf, -np.inf) if endless.any() else np.inf
    return np.where(others > 0, sign, total)


def without_fixed(region: Region) -> tuple[Region, NDArray[np.bool_]]:
    """The region over the numbers that are still open, and which those are.

    Raises CallersMistake `attack_contradicted` when rows without any open number do not hold.
    """
    is_open = region.low < region.high
    fixed = region.rows @ np.where(is_open, 0.0, region.low)
    rows = region.rows[:, is_open]
    least, most = region.least - fixed, region.most - fixed
    some = np.diff(rows.indptr) > 0
    if ((least > NEARLY) | (most < -NEARLY))[~some].any():
        raise impossible()
    inner = Region(rows[some], least[some], most[some], region.low[is_open], region.high[is_open])
    return inner, is_open
