"""Whether a series clearly broke somewhere: in level or direction, beyond season and noise.

A line with a season is held against two lines with the same season, broken at each period in turn;
all is estimated together, by least squares. A trend alone is no break, nor is a season.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shared_metrics.periods import Period
from shared_metrics.progress.series import Observed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

LEAST_EACH_SIDE: Final = 3  # figures before a break, and from it on
LEAST_FREE: Final = 8  # figures beyond those that season and lines use up
BY_CHANCE: Final = 0.005  # a break that noise alone shows less often is clear
_LINES: Final = 4  # numbers that two lines are made of
_MORE: Final = 2  # of them, beyond those of one line
_ABOUT: Final = 10  # so many figures' worth of what is left unexplained tell no two breaks apart
_STILL: Final = 1e-18  # a part of all variation; below it there is no noise to measure by


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """The first period after a break; `by_chance`: how often noise alone would show as much."""

    period: Period
    by_chance: float


def change_point(series: Sequence[Observed], season: int) -> ChangePoint | None:
    """The one clear break of a series, None where there is none or too little is known.

    `season`: periods in a year; two years must be there, or a season would look like a break. Of a
    series with gaps, only what came after the last gap is looked at.
    """
    from scipy.stats import f  # slow to load, and most pages ask for no break

    known = _after_last_gap(series)
    free = len(known) - _LINES - (season - 1)
    if free < LEAST_FREE or len(known) < 2 * season:
        return None
    at, one_line, two_lines = _broken(known, season)
    places = len(known) - 2 * LEAST_EACH_SIDE + 1
    better = (one_line - two_lines) / _MORE / (max(two_lines, _STILL) / free)
    by_chance = min(1.0, places * float(f.sf(better, _MORE, free)))
    return ChangePoint(known[at].period, by_chance) if by_chance <= BY_CHANCE else None


def _after_last_gap(series: Sequence[Observed]) -> list[Observed]:
    known: list[Observed] = []
    for one in series:
        if one.value is None or (known and one.period - known[-1].period != 1):
            known = []
        if one.value is not None:
            known.append(one)
    return known


def _broken(known: Sequence[Observed], season: int) -> tuple[int, float, float]:
    """Where two lines do best; how much one line and two leave unexplained.

    With a season, a break and one a year from it may explain a series equally well: of those that
    do about as well as the best, the one with the flattest lines is taken.
    """
    import numpy as np

    values = np.array([float(one.value) for one in known if one.value is not None])
    values = (values - values.mean()) / (float(np.ptp(values)) or 1.0)
    across = np.arange(len(known), dtype=np.float64)
    in_season = [(across % season == place).astype(np.float64) for place in range(season)]
    usual = np.column_stack([across, *in_season])
    found = {
        at: _fitted(values, np.column_stack([*_from(across, at), usual]))
        for at in range(LEAST_EACH_SIDE, len(known) - LEAST_EACH_SIDE + 1)
    }
    least = min(left for left, _ in found.values())
    about = least * (1 + _ABOUT / len(known)) + _STILL
    best = min((at for at, one in found.items() if one[0] <= about), key=lambda at: found[at][1])
    return best, _fitted(values, np.column_stack([np.zeros((len(known), 2)), usual]))[0], least


def _from(across: "Numbers", at: int) -> tuple["Numbers", "Numbers"]:
    """A new direction and a step from one place on."""
    after = (across >= at).astype(float)
    return after * (across - at), after


def _fitted(values: "Numbers", by: "Numbers") -> tuple[float, float]:
    """What is left unexplained, and how steep the steeper line is."""
    from scipy.linalg import lstsq

    parts = lstsq(by, values)[0]
    left = values - by @ parts
    return float((left * left).sum()), float(max(abs(parts[2]), abs(parts[0] + parts[2])))
