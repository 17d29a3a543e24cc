"""What holds for every goal and series: no order, unit or sign changes a word."""

import dataclasses
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from progress_factories import DELAY, PLACEMENTS, RATE, goal, measured
from shared_metrics.agenda.model import Point
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.progress import Observed, judgements, standing

ORDER = ("off_track", "behind", "on_track", "ahead", "reached")
START = parse_period("2023-Q1", PeriodKind.QUARTER)
COUNTS = st.lists(st.integers(0, 400), min_size=1, max_size=12)
ENDS = st.tuples(st.integers(0, 300), st.integers(0, 300)).filter(lambda ends: ends[0] != ends[1])
KINDS = st.sampled_from(["reach", "keep_above", "milestone", "cumulative"])


def agreed(start, end, kind="reach", measures=PLACEMENTS):
    first, last = Point(START, Decimal(start)), Point(START + 12, Decimal(end))
    return dataclasses.replace(goal(measures=measures, kind=kind), baseline=first, target=last)


def series(values, bottoms=None):
    tops = [Fraction(value) for value in values]
    if bottoms is None:
        return [Observed(START + at, top, 4, 0, top) for at, top in enumerate(tops)]
    return [
        Observed(START + at, top / bottom, 4, 0, top, Fraction(bottom))
        for at, (top, bottom) in enumerate(zip(tops, bottoms, strict=True))
    ]


def newest(goal_, metric, observed):
    told = judgements(goal_, metric, observed)
    return told[-1].status if told else "no_data"


@given(ENDS, KINDS, COUNTS, st.integers(0, 200))
def test_a_better_newest_figure_never_reads_worse(ends, kind, values, more):
    """All else the same; where less is better, less."""
    start, end = sorted(ends)
    if kind == "cumulative" and len(values) == 1:
        return
    up = agreed(start, end, kind)
    low = newest(up, PLACEMENTS, series(values))
    high = newest(up, PLACEMENTS, series([*values[:-1], values[-1] + more]))
    assert ORDER.index(low) <= ORDER.index(high)


@given(ENDS, st.lists(st.tuples(st.integers(0, 99), st.integers(45, 100)), min_size=1, max_size=9))
def test_a_better_share_never_reads_worse(ends, pairs):
    """Of the same people."""
    start, end = sorted(ends)
    up = agreed(start, end, measures=RATE)
    up = dataclasses.replace(
        up,
        baseline=Point(START, Decimal(start) / 300),
        target=Point(START + 12, Decimal(end) / 300),
    )
    tops = [min(top, bottom - 1) for top, bottom in pairs]
    bottoms = [bottom for _, bottom in pairs]
    low = newest(up, RATE, series(tops, bottoms))
    high = newest(up, RATE, series([*tops[:-1], tops[-1] + 1], bottoms))
    assert ORDER.index(low) <= ORDER.index(high)


FINE = st.integers(-1000, 1000)


@given(FINE, FINE, st.lists(FINE, min_size=1, max_size=10), st.sampled_from([2, 8, 64, 1024]))
def test_the_unit_changes_no_word(start, end, values, unit):
    """Minutes or seconds: the same."""
    if start == end:
        return
    one = newest(agreed(start, end, measures=DELAY), DELAY, series(values))
    other = agreed(start * unit, end * unit, measures=DELAY)
    assert newest(other, DELAY, series([v * unit for v in values])) == one


@given(FINE, FINE, st.lists(FINE, min_size=1, max_size=10))
def test_the_mirror_image_reads_the_same(start, end, values):
    """Upside down, more is less and better stays better."""
    if start == end:
        return
    one = newest(agreed(start, end, measures=DELAY), DELAY, series(values))
    other = agreed(-start, -end, measures=DELAY)
    assert newest(other, DELAY, series([-v for v in values])) == one


@given(st.lists(st.integers(0, 300), min_size=1, max_size=8), st.randoms())
def test_the_order_of_rows_never_matters(values, chance):
    """Whoever uploads first."""
    rows = [f"{(START + at).text} | {value}" for at, value in enumerate(values)]
    table = measured("\n".join(["period | numerator", *rows]))
    chance.shuffle(rows)
    other = measured("\n".join(["period | numerator", *rows]))
    assert standing(goal(), PLACEMENTS, table) == standing(goal(), PLACEMENTS, other)


@given(st.lists(st.integers(0, 300), min_size=2, max_size=10), st.integers(0, 300))
def test_what_is_missing_changes_no_word(values, partial):
    """Whatever a provisional period says, the word before is held."""
    observed = series(values)
    before = newest(agreed(100, 200), PLACEMENTS, observed[:-1])
    last = Observed(observed[-1].period, Fraction(partial), 4, 0, Fraction(partial))
    told = judgements(agreed(100, 200), PLACEMENTS, [*observed[:-1], last], {last.period})
    assert (told[-1].status, told[-1].provisional) == (before, True)
