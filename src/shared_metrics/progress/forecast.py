"""“If nothing changes”: a range for the periods to come, shown only where it has proved better.

A few simple methods of forecasting compete with “the last value stays”. From every period in turn
(with twelve known ones up to it) each method forecasts up to six periods ahead, knowing nothing of
what came later. In each of these tests the method is used that had the smallest mean absolute
error in what was known by then, so a method is never praised for the figures it was chosen by.
There is a forecast only when this beat the last value by a tenth, and the range around it
comes from the errors it made. The methods, all with fixed constants:

- smoothed level: exponential smoothing, slow and quicker;
- damped trend: Holt's two recursions with a trend that fades (Gardner and McKenzie 1985);
- same period last year, as it was or moved by the change since then;
- damped trend with a yearly profile: Holt and Winters, additive, begun on the first two years.

Where a method cannot say anything yet (no year before), it says that the last value stays.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Final

Known = Sequence[float | None]
Ahead = list[float]  # one value for each period ahead
Method = Callable[[Known, int, int], dict[int, Ahead]]

FEWEST_KNOWN: Final = 24
FEWEST_BEFORE: Final = 12  # known values up to the first period that is forecast from
FEWEST_TESTS: Final = 8  # of each period ahead
FURTHEST: Final = 6  # periods ahead
MUST_BEAT: Final = 0.9  # of the last value's error
TAIL: Final = 0.1  # the range runs from 10 % to 90 % of the errors
SAME: Final = 1e-9  # of the series' spread: errors this close are equal


@dataclass(frozen=True, slots=True)
class Expected:
    """What one coming period may bring, in the metric's unit; `low` <= `middle` <= `high`."""

    low: Fraction
    middle: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Forecast:
    """A range for the next periods, and how good such ranges were so far.

    `points[k]` is for the period k + 1 after `since`, the index of the newest known value. In
    about 8 of 10 tests the value fell between `low` and `high`. `error`, `error_of_last_value`:
    mean absolute errors over all tests, in the metric's unit. `tried`: periods forecast from.
    """

    points: tuple[Expected, ...]
    error: Fraction
    error_of_last_value: Fraction
    tried: int
    method: str
    since: int


def forecast(
    values: Sequence[Fraction | None],
    season: int,
    ahead: int,
    *,
    lowest: Fraction | None = None,
    highest: Fraction | None = None,
) -> Forecast | None:
    """Values period by period, oldest first (None: not known) -> a range for what comes.

    `season`: periods a year (12, 4 or 1). `ahead`: how many periods are wanted; there are no more
    than six, and none that could not be tested eight times. `lowest`, `highest`: what the metric
    cannot leave (a share 0 and 1, a count 0).

    None with fewer than 24 known values or 8 tests, for a value that never changes, and when
    nothing was better than to say that the last value stays. Raises ValueError for a season or
    `ahead` below 1.
    """
    if season < 1 or ahead < 1:
        raise ValueError(f"Season {season} and ahead {ahead} must be 1 or more.")
    first, last = _known_ends(values)
    exact = values[first : last + 1]
    known = [value for value in exact if value is not None]
    if len(known) < FEWEST_KNOWN or min(known) == max(known):
        return None
    scale = _Scale(known[0], max(known) - min(known))
    tested = _back_test([scale.inside(value) for value in exact], season, min(ahead, FURTHEST))
    if not tested.worth_showing:
        return None
    return Forecast(
        tuple(_within(scale.outside(point), lowest, highest) for point in tested.points),
        scale.length(tested.error),
        scale.length(tested.error_of_last),
        tested.origins,
        tested.method,
        last,
    )


def _known_ends(values: Sequence[Fraction | None]) -> tuple[int, int]:
    """The first and the last index with a known value; (0, -1) without any."""
    known = [index for index, value in enumerate(values) if value is not None]
    return (known[0], known[-1]) if known else (0, -1)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values are worked on from their first one, in units of their spread.

    So the same figures in another unit, or with something added, give the same forecast exactly.
    """

    zero: Fraction
    one: Fraction

    def inside(self, value: Fraction | None) -> float | None:
        return None if value is None else float((value - self.zero) / self.one)

    def outside(self, point: tuple[float, float, float]) -> Expected:
        return Expected(*(self.zero + self.length(value) for value in point))

    def length(self, number: float) -> Fraction:
        return Fraction(number) * self.one


def _within(point: Expected, lowest: Fraction | None, highest: Fraction | None) -> Expected:
    def inside(value: Fraction) -> Fraction:
        raised = value if lowest is None else max(value, lowest)
        return raised if highest is None else min(raised, highest)

    return Expected(inside(point.low), inside(point.middle), inside(point.high))


# ---- the test


@dataclass(frozen=True, slots=True)
class _Tested:
    points: tuple[tuple[float, float, float], ...]
    error: float
    error_of_last: float
    origins: int
    method: str

    @property
    def worth_showing(self) -> bool:
        return (
            bool(self.points)
            and self.origins >= FEWEST_TESTS
            and self.method != LAST_VALUE
            and self.error < MUST_BEAT * self.error_of_last
        )


def _back_test(values: Known, season: int, ahead: int) -> _Tested:
    """Every origin in turn, then the forecast itself by what did best over all of them."""
    said = {name: method(values, season, ahead) for name, method in METHODS.items()}
    origins = list(_origins(values))
    chosen = {origin: _best_by(origin, values, said, origins) for origin in origins}
    tests = [
        (origin, step)
        for origin in origins
        for step in range(1, ahead + 1)
        if origin + step < len(values) and values[origin + step] is not None
    ]
    errors = {(o, step): _error(values, said[chosen[o]], o, step) for o, step in tests}
    lasts = [_error(values, said[LAST_VALUE], o, step) for o, step in tests]
    newest = len(values) - 1
    return _Tested(
        _ranges(said[chosen[newest]][newest], errors),
        _mean_size(list(errors.values())),
        _mean_size(lasts),
        len({origin for origin, _ in tests}),
        chosen[newest],
    )


def _origins(values: Known) -> Iterator[int]:
    """Known periods with enough known ones up to them; the newest is the last."""
    counts = accumulate(int(value is not None) for value in values)
    for index, (value, count) in enumerate(zip(values, counts, strict=True)):
        if value is not None and count >= FEWEST_BEFORE:
            yield index


def _best_by(
    now: int, values: Known, said: Mapping[str, dict[int, Ahead]], origins: Sequence[int]
) -> str:
    """The method with the smallest error in what was known by now; the last value unless beaten."""
    tests = [
        (origin, step)
        for origin in origins
        for step in range(1, len(said[LAST_VALUE][now]) + 1)
        if origin + step <= now and values[origin + step] is not None
    ]
    best, least = LAST_VALUE, float("inf")
    for name, forecasts in said.items():
        size = _mean_size([_error(values, forecasts, *test) for test in tests])
        if size < least - SAME:
            best, least = name, size
    return best


def _error(values: Known, forecasts: dict[int, Ahead], origin: int, step: int) -> float:
    return (values[origin + step] or 0.0) - forecasts[origin][step - 1]


def _mean_size(errors: Sequence[float]) -> float:
    return sum(abs(error) for error in errors) / len(errors) if errors else 0.0


def _ranges(
    middles: Ahead, errors: Mapping[tuple[int, int], float]
) -> tuple[tuple[float, float, float], ...]:
    """The errors of each step around its middle; a range further ahead is never narrower."""
    under = over = 0.0
    ranges = []
    for step, middle in enumerate(middles, start=1):
        made = sorted(error for (_, ahead), error in errors.items() if ahead == step)
        if len(made) < FEWEST_TESTS:
            break
        rank = max(int(TAIL * (len(made) + 1)), 1)  # the one that leaves 10 % of the next outside
        under, over = min(under, made[rank - 1]), max(over, made[-rank])
        ranges.append((middle + under, middle, middle + over))
    return tuple(ranges)


# ---- the methods: from every index at once -> what each says of the periods ahead


def _last_value(values: Known, season: int, ahead: int) -> dict[int, Ahead]:  # noqa: ARG001 - a Method
    latest, said = 0.0, {}
    for index, value in enumerate(values):
        latest = latest if value is None else value
        said[index] = [latest] * ahead
    return said


@dataclass(frozen=True, slots=True)
class _Smoothed:
    """Level, trend and profile, each corrected by a part of the newest error."""

    level: float
    trend: float
    profile: float
    fading: float
    yearly: bool = False

    def __call__(self, values: Known, season: int, ahead: int) -> dict[int, Ahead]:
        said = _last_value(values, season, ahead)
        begun = _begin_with_years(values, season) if self.yearly else _begin(values)
        if begun is None:
            return said
        at, level, trend, profile = begun
        said[at] = self._ahead(at, level, trend, profile, ahead)
        for index in range(at + 1, len(values)):
            level, trend = level + self.fading * trend, self.fading * trend
            value, phase = values[index], index % len(profile)
            if value is not None:
                error = value - level - profile[phase]
                level, trend = level + self.level * error, trend + self.trend * error
                profile[phase] += self.profile * error
            said[index] = self._ahead(index, level, trend, profile, ahead)
        return said

    def _ahead(
        self, index: int, level: float, trend: float, profile: Sequence[float], ahead: int
    ) -> Ahead:
        forecasts = []
        for step in range(1, ahead + 1):
            trend *= self.fading
            level += trend
            forecasts.append(level + profile[(index + step) % len(profile)])
        return forecasts


_Begun = tuple[int, float, float, list[float]]  # last index used, level, trend, profile


def _begin(values: Known) -> _Begun | None:
    """At the first known value, without a trend."""
    return next(((i, v, 0.0, [0.0]) for i, v in enumerate(values) if v is not None), None)


def _begin_with_years(values: Known, season: int) -> _Begun | None:
    """A straight line through two yearly means, and what each season differs from it."""
    years = [_known_in(values[:season]), _known_in(values[season : 2 * season])]
    if season == 1 or len(values) < 2 * season or not all(years):
        return None
    first, second = (sum(year) / len(year) for year in years)
    trend = (second - first) / season
    middle = (season - 1) / 2
    apart: list[list[float]] = [[] for _ in range(season)]
    for index, value in enumerate(values[: 2 * season]):
        if value is not None:
            apart[index % season].append(value - first - trend * (index - middle))
    profile = [sum(season_) / len(season_) if season_ else 0.0 for season_ in apart]
    return 2 * season - 1, second + trend * middle, trend, profile


def _known_in(values: Known) -> list[float]:
    return [value for value in values if value is not None]


@dataclass(frozen=True, slots=True)
class _LastYear:
    """The same season a year ago; `moved`: with the mean change of a year, seen over one year."""

    moved: bool = False

    def __call__(self, values: Known, season: int, ahead: int) -> dict[int, Ahead]:
        said = _last_value(values, season, ahead)
        if season == 1:
            return said
        return {
            index: [
                self._one(values, index, step, season, otherwise)
                for step, otherwise in enumerate(last, start=1)
            ]
            for index, last in said.items()
        }

    def _one(self, values: Known, index: int, step: int, season: int, otherwise: float) -> float:
        years = (step - 1) // season + 1
        back = index + step - season * years
        value = values[back] if back >= 0 else None
        if value is None:
            return otherwise
        return value + years * _change_of_a_year(values, index, season) if self.moved else value


def _change_of_a_year(values: Known, index: int, season: int) -> float:
    """The mean over the newest year of how far values lie from those a year earlier."""
    newest = range(max(index - season + 1, season), index + 1)
    pairs = [(values[i], values[i - season]) for i in newest]
    changes = [now - then for now, then in pairs if now is not None and then is not None]
    return sum(changes) / len(changes) if changes else 0.0


LAST_VALUE: Final = "last value"
METHODS: Final[Mapping[str, Method]] = {
    LAST_VALUE: _last_value,
    "smoothed level": _Smoothed(level=0.2, trend=0, profile=0, fading=0),
    "quickly smoothed level": _Smoothed(level=0.5, trend=0, profile=0, fading=0),
    "damped trend": _Smoothed(level=0.4, trend=0.1, profile=0, fading=0.9),
    "same period last year": _LastYear(),
    "same period last year, moved by the change since": _LastYear(moved=True),
    "damped trend with a yearly profile": _Smoothed(
        level=0.3, trend=0.05, profile=0.2, fading=0.9, yearly=True
    ),
}
