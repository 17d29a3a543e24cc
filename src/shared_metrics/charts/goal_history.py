"""How a goal itself was changed: the path that held at each time."""

from collections.abc import Sequence
from fractions import Fraction

from shared_metrics.periods import Period
from shared_metrics.progress import Observed, Standing, path_points, season_of

Path = Sequence[tuple[Period, Fraction]]


def paths_that_held(standing: Standing) -> list[Path]:
    """The agreed path, cut where the goal was changed: each piece as long as it held."""
    goal, own = standing.goal, _own_figures(standing)
    pieces = []
    for version in goal.versions:
        season = standing.season if version == goal else season_of(version, own)
        path = path_points(version, season)
        pieces.append([at for at in path if goal.known_on(at[0].last_day) == version])
    return [piece for piece in pieces if piece]


def _own_figures(standing: Standing) -> Sequence[Observed]:
    """Each period's own figure, also of a goal that adds them up."""
    if standing.goal.kind != "cumulative":
        return standing.series
    total, own = Fraction(standing.goal.baseline.value), []
    for observed in standing.series:
        value = (observed.value or total) - total
        own.append(Observed(observed.period, value))
        total += value
    return own
