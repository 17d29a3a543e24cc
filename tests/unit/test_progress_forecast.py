import math
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared_metrics.progress.forecast import METHODS, MUST_BEAT, forecast

PROFILE = (0, -4, 3, 8, 12, 9, -15, -18, 2, 6, 5, -8)


def noise(index, size=1):
    """Anything but regular, the same every time."""
    return Fraction(size * ((index * index * 7919 + index * 104729) % 211 - 105), 105)


def rising(count, size=1):
    return [100 + 3 * index + noise(index, size) for index in range(count)]


def seasonal(count, size=1):
    return [100 + PROFILE[index % 12] + noise(index, size) for index in range(count)]


def wandering(count):
    """A yearly profile on a slow wave, with chance on top."""
    wave = (Fraction(int(60 * math.sin(index / 8)), 2) for index in range(count))
    return [value + moved for value, moved in zip(seasonal(count, 4), wave, strict=True)]


def level(count):
    return [100 + noise(index, 5) for index in range(count)]


def last_value_is_best(count):
    """A staircase: what comes is mostly what was, and no rise foretells another."""
    return [Fraction(int(math.log2(index + 1)) * (-1) ** (index // 16)) for index in range(count)]


@pytest.mark.parametrize(
    ("values", "season", "method"),
    [
        (rising(36), 1, "damped trend"),
        (seasonal(36), 12, "same period last year"),
        (level(48), 12, "smoothed level"),
        ([v + 2 * i for i, v in enumerate(seasonal(48))], 12, "same period last year, moved"),
        (wandering(120), 12, "damped trend with a yearly profile"),
    ],
)
def test_regular_series_are_foretold_by_what_suits_them(values, season, method):
    """The error is smaller than the last value's, and the truth lies in most ranges."""
    known, truth = values[:-6], values[-6:]
    found = forecast(known, season, 6)
    assert found.method.startswith(method)
    assert found.error < MUST_BEAT * found.error_of_last_value
    inside = [p.low <= v <= p.high for p, v in zip(found.points, truth, strict=True)]
    assert sum(inside) >= 5


@pytest.mark.parametrize(
    ("why", "values"),
    [
        ("nothing known", []),
        ("nothing known at all", [None] * 40),
        ("23 known", rising(23)),
        ("23 known of 30", [*rising(23), *[None] * 7]),
        ("it never changes", [Fraction(5)] * 40),
        ("the last value is best", last_value_is_best(40)),
    ],
)
def test_without_proof_there_is_no_forecast(why, values):
    """Fewer than 24 known values, or nothing better than that the last one stays."""
    assert forecast(values, 12, 6) is None, why


def test_no_further_than_it_was_tested():
    """At most six periods, and each was tried at least eight times."""
    assert len(forecast(rising(24), 12, 12).points) == 5  # 12 to 24 known: 8 tests of 5 ahead
    assert len(forecast(rising(25), 12, 12).points) == 6
    assert len(forecast(rising(60), 12, 12).points) == 6
    assert len(forecast(rising(60), 12, 2).points) == 2
    assert forecast(rising(24), 12, 12).tried == 12


@pytest.mark.parametrize("season", [1, 4, 12])
def test_any_kind_of_period(season):
    """Years have no season; quarters and months do."""
    found = forecast(rising(30), season, 4)
    assert found.points[0].middle > 100
    assert season > 1 or "year" not in found.method


def test_periods_without_a_value_are_passed_over():
    """Gaps do not stop it; the range begins after the newest known value."""
    values = [None, None, *rising(40), None]
    values[10] = values[20] = values[21] = None
    found = forecast(values, 12, 3)
    assert found.since == 41
    assert found.points[0].low < 100 + 3 * 40 < found.points[0].high


def test_it_stays_where_the_metric_can_be():
    """A share ends at 1 and a count at 0, range and all."""
    shares = [Fraction(index, 40) for index in range(39)]
    found = forecast(shares, 12, 6, lowest=Fraction(0), highest=Fraction(1))
    assert found.points[-1].high == 1
    falling = forecast([40 - 40 * share for share in shares], 12, 6, lowest=Fraction(0))
    assert falling.points[-1].low == 0


@pytest.mark.parametrize(("season", "ahead"), [(0, 3), (12, 0)])
def test_nonsense_is_refused(season, ahead):
    """Such a call is a bug."""
    with pytest.raises(ValueError, match="1 or more"):
        forecast(rising(30), season, ahead)


STEPS = st.integers(-66, 63).map(lambda n: Fraction(n, 7) if n >= -63 else None)  # few gaps
SERIES = st.builds(
    lambda steps, slope, wave: [
        None if step is None else step + slope * index + wave * PROFILE[index % 12]
        for index, step in enumerate(steps)
    ],
    st.lists(STEPS, min_size=26, max_size=44),
    st.integers(-3, 3),
    st.integers(0, 2),
)


@settings(max_examples=60)
@given(SERIES, st.sampled_from([1, 4, 12]), st.integers(1, 8))
def test_what_is_claimed_is_so(values, season, ahead):
    """Never better than the last value unless it was; ranges in order, wider further ahead."""
    found = forecast(values, season, ahead)
    if found is None:
        return
    assert found.error < MUST_BEAT * found.error_of_last_value
    assert found.method != "last value"
    assert found.tried >= 8
    assert 1 <= len(found.points) <= min(ahead, 6)
    widths = [(p.middle - p.low, p.high - p.middle) for p in found.points]
    assert all(under >= 0 and over >= 0 for under, over in widths)
    for (under, over), (next_under, next_over) in pairwise(widths):
        assert float(next_under) >= float(under) - 1e-9
        assert float(next_over) >= float(over) - 1e-9


@settings(max_examples=60)
@given(
    SERIES,
    st.fractions(-1000, 1000, max_denominator=9),
    st.fractions(Fraction(1, 50), 1000, max_denominator=50),
)
def test_another_unit_or_origin_gives_the_same_forecast(values, shift, scale):
    """Degrees or dollars: the range is shifted and scaled with the figures, exactly."""
    plain = forecast(values, 12, 4)
    moved = forecast([None if v is None else v * scale + shift for v in values], 12, 4)
    assert (plain is None) == (moved is None)
    if plain is not None:
        assert moved.method == plain.method
        assert moved.error == plain.error * scale
        assert [(p.low, p.middle, p.high) for p in moved.points] == [
            tuple(v * scale + shift for v in (p.low, p.middle, p.high)) for p in plain.points
        ]


@settings(max_examples=20)
@given(SERIES, st.sampled_from([1, 4, 12]))
def test_no_method_knows_what_comes(values, season):
    """A back-test is one only if each forecast is what would have been said at the time."""
    series = [None if value is None else float(value) for value in values]
    for method in METHODS.values():
        said = method(series, season, 4)
        for index in range(len(series)):
            assert said[index] == method(series[: index + 1], season, 4)[index]


def test_two_years_are_enough_for_a_profile():
    """At the end of the second year the next one is known, where every year is like the first."""
    yearly = METHODS["damped trend with a yearly profile"]
    said = yearly([float(value) for value in PROFILE] * 2, 12, 12)
    assert said[23] == pytest.approx(PROFILE)
    assert said[22] == [PROFILE[10]] * 12  # before that, only that the last value stays


@settings(max_examples=30)
@given(SERIES)
def test_unknown_ends_change_nothing(values):
    """What is not known yet is not a figure."""
    assert forecast(values, 12, 4) == forecast([*values, None, None], 12, 4)
