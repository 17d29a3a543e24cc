import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measuring_factories import partner
from progress_factories import DELAY, PLACEMENTS, RATE, goal, measured
from shared_metrics.agenda.model import OwnTarget
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.progress import (
    change_text,
    contributions,
    needed_by,
    observed_series,
    own_standings,
    path_points,
    share_text,
    standing,
    value_text,
)


def quarter(text):
    return parse_period(text, PeriodKind.QUARTER)


def of_value(value, period="2024-Q3"):
    return measured(f"period | numerator\n{period} | {value}")


@pytest.mark.parametrize(
    ("value", "share", "word"),
    [
        (100, "0", "short of the path"),
        (149, "0.49", "short of the path"),
        (150, "0.5", "on the path"),
        (151, "0.51", "ahead of the path"),
        (200, "1", "ahead of the path"),
        (80, "-0.2", "short of the path"),
        (230, "1.3", "ahead of the path"),
    ],
)
def test_half_way_in_time_asks_for_half_of_the_way(value, share, word):
    """A value is compared with the straight path of its own period; the share is exact."""
    found = standing(goal(), PLACEMENTS, of_value(value))
    assert found.needed_by_now == 150
    assert found.share_of_the_way == Fraction(share)
    assert found.word == word
    assert found.on_path is (word != "short of the path")


@pytest.mark.parametrize(
    ("value", "share", "word"),
    [
        (7, "0", "short of the path"),
        (6, "0.5", "on the path"),
        (5, "1", "ahead of the path"),
        (8, "-0.5", "short of the path"),
    ],
)
def test_a_goal_that_goes_down_is_the_mirror_image(value, share, word):
    """Where less is better, below the path is ahead of it."""
    down = goal("2024-Q1 7", "2025-Q1 5", measures=DELAY)
    table = measured(f"period | numerator | denominator\n2024-Q3 | {value * 10} | 10")
    found = standing(down, DELAY, table)
    assert (found.share_of_the_way, found.word) == (Fraction(share), word)


@pytest.mark.parametrize(
    ("period", "needed"),
    [("2023-Q3", 100), ("2024-Q1", 100), ("2024-Q2", 125), ("2025-Q1", 200), ("2026-Q1", 200)],
)
def test_the_path_is_level_before_and_after(period, needed):
    """Before the baseline the baseline is asked for, after the target the target."""
    assert needed_by(goal(), quarter(period)) == needed


@pytest.mark.parametrize(
    ("kind", "value", "word"),
    [
        ("keep_above", 200, "on the path"),
        ("keep_above", 199, "short of the path"),
        ("keep_below", 200, "on the path"),
        ("keep_below", 201, "short of the path"),
        ("keep_within", 100, "on the path"),
        ("keep_within", 200, "on the path"),
        ("keep_within", 99, "short of the path"),
        ("keep_within", 201, "short of the path"),
        ("milestone", 100, "on the path"),
        ("milestone", 99, "short of the path"),
    ],
)
def test_other_kinds_of_goal(kind, value, word):
    """What is to be kept is asked for at all times; a milestone only on its day."""
    found = standing(goal(kind=kind), PLACEMENTS, of_value(value))
    assert found.word == word
    assert (found.share_of_the_way is None) is kind.startswith("keep_")


def test_a_cumulative_goal_adds_up_since_its_baseline():
    """Each period after the baseline comes on top of the baseline's value."""
    table = measured(
        """
        period  | numerator
        2024-Q1 | 999
        2024-Q2 | 20
        2024-Q3 | 35
        """
    )
    found = standing(goal(kind="cumulative"), PLACEMENTS, table)
    assert (found.value, found.word) == (155, "ahead of the path")


def test_baseline_and_target_may_be_the_same():
    """A goal to stay where we are has no way to go, and no division by nothing."""
    same = goal("2024-Q1 100", "2025-Q1 100")
    assert standing(same, PLACEMENTS, of_value(100)).share_of_the_way is None
    assert standing(same, PLACEMENTS, of_value(99)).word == "short of the path"
    assert standing(same, PLACEMENTS, of_value(101)).word == "ahead of the path"


def test_target_in_the_baselines_own_period():
    """A path without length asks for the target."""
    assert needed_by(goal("2024-Q1 100", "2024-Q1 200"), quarter("2024-Q1")) == 200


def test_a_period_that_has_not_ended_is_not_looked_at():
    """Half a quarter is not a quarter: the newest one judged ended before today."""
    table = measured("period | numerator\n2024-Q2 | 130\n2024-Q3 | 40")
    early = standing(goal(), PLACEMENTS, table, today=dt.date(2024, 9, 30))
    assert (early.period, early.value) == (quarter("2024-Q2"), 130)
    assert standing(goal(), PLACEMENTS, table, today=dt.date(2024, 10, 1)).value == 40


def test_a_period_without_a_value_is_passed_over():
    """The newest known value stands; what is not known is neither 0 nor a fall."""
    table = measured("period | numerator\n2024-Q2 | 130\n2024-Q3 |")
    assert standing(goal(), PLACEMENTS, table).value == 130


def test_no_figures_yet():
    """Without any value there is no word about the path."""
    found = standing(goal(), PLACEMENTS, measured("period | numerator\n2024-Q3 |"))
    assert (found.word, found.on_path, found.value, found.reached) == (
        "no figures yet",
        None,
        None,
        False,
    )
    assert found.sentence == "No figures yet. The target is 200 people by Q1 2025."


def test_the_sentence_says_it_all():
    """Period, value, share of the way, what the path asks for, and the word."""
    assert standing(goal(), PLACEMENTS, of_value(140)).sentence == (
        "Q3 2024: 140 people, 40 % of the way from 100 to 200. "
        "The path asks for 150 people by now: short of the path."
    )


@pytest.mark.parametrize("kind", ["reach", "keep_above", "keep_within"])
def test_no_verdict_while_files_are_missing(kind):
    """A file still to come is no fall: the figure is told, the word is not."""
    low = standing(goal(kind=kind), PLACEMENTS, of_value(90))
    waiting = low.while_files_are_missing()
    assert (waiting.word, waiting.on_path, waiting.value) == ("provisional", None, low.value)
    assert waiting.sentence.startswith("Q3 2024: 90 people")
    assert waiting.sentence.endswith("; files are still missing, so this is provisional.")
    assert "short" not in waiting.sentence


def test_nothing_known_stays_so():
    """Where there is no figure at all, nothing is provisional."""
    nothing = standing(goal(), PLACEMENTS, measured("period | numerator\n2024-Q3 |"))
    assert nothing.while_files_are_missing() == nothing


def test_the_sentence_of_a_rate_is_in_per_cent():
    """A fraction is written as per cent with the metric's decimals."""
    share = goal("2024-Q1 0.4", "2025-Q1 0.6", measures=RATE)
    table = measured("period | numerator | denominator\n2024-Q3 | 5004 | 10000")
    found = standing(share, RATE, table)
    assert found.word == "on the path"
    assert found.sentence.startswith("Q3 2024: 50.0 %, 50 % of the way from 40.0 to 60.0.")


def test_the_sentence_of_a_value_to_be_kept():
    """No share of a way, but what is to be kept and whether it is."""
    kept = standing(goal(kind="keep_within"), PLACEMENTS, of_value(140)).sentence
    assert kept == "Q3 2024: 140 people, to be kept between 100 and 200 people: it is."


@given(
    st.integers(-500, 500), st.integers(-500, 500), st.integers(-999, 999), st.integers(-999, 999)
)
def test_more_is_never_worse(start, end, one, other):
    """The better of two values is never further from the target nor worse in words."""
    order = {"short of the path": 0, "on the path": 1, "ahead of the path": 2}
    agreed = goal(f"2024-Q1 {start}", f"2025-Q1 {end}")
    low, high = (standing(agreed, PLACEMENTS, of_value(v)) for v in sorted((one, other)))
    if end < start:
        low, high = high, low
    assert order[low.word] <= order[high.word]
    assert low.share_of_the_way is None or low.share_of_the_way <= high.share_of_the_way


@given(st.integers(-500, 500), st.integers(-500, 500), st.integers(-999, 999))
def test_a_goal_turned_upside_down_stands_the_same(start, end, value):
    """Negating baseline, target and value changes neither word nor share of the way."""
    if start == end:
        return
    up = standing(goal(f"2024-Q1 {start}", f"2025-Q1 {end}"), PLACEMENTS, of_value(value))
    down = standing(goal(f"2024-Q1 {-start}", f"2025-Q1 {-end}"), PLACEMENTS, of_value(-value))
    assert (up.word, up.share_of_the_way) == (down.word, down.share_of_the_way)


def test_path_points_run_from_baseline_to_target():
    """One point for each period, both ends included."""
    assert [(p.text, v) for p, v in path_points(goal())] == [
        ("2024-Q1", 100),
        ("2024-Q2", 125),
        ("2024-Q3", 150),
        ("2024-Q4", 175),
        ("2025-Q1", 200),
    ]


BY_SECTOR = """
period  | sector    | numerator | denominator
2024-Q1 | public    | 40        | 80
2024-Q1 | nonprofit | 60        | 80
2024-Q3 | nonprofit | 90        | 100
2024-Q3 | public    | 30        | 60
2024-Q3 | university|           |
"""


def test_contributions_of_a_count():
    """Own values, change since the baseline, and the share of everything counted."""
    table = measured(BY_SECTOR)
    rows = contributions(
        goal(),
        PLACEMENTS,
        table.with_columns(denominator=None),
        period=quarter("2024-Q3"),
        order=("public", "private", "nonprofit"),
    )
    seen = [(row.id, row.baseline, row.newest, row.change, row.part) for row in rows]
    assert seen == [
        ("public", 40, 30, -10, Fraction(1, 4)),
        ("private", None, None, None, None),
        ("nonprofit", 60, 90, 30, Fraction(3, 4)),
        ("university", None, None, None, None),
    ]


def test_contributions_to_a_rate():
    """Own rates, and the share of what the rate is of."""
    share = goal("2024-Q1 0.4", "2025-Q1 0.6", measures=RATE)
    rows = contributions(share, RATE, measured(BY_SECTOR), period=quarter("2024-Q3"))
    seen = {row.id: (row.newest, row.change, row.part) for row in rows}
    assert seen["nonprofit"] == (Fraction(9, 10), Fraction(3, 20), Fraction(100, 160))
    assert seen["public"] == (Fraction(1, 2), 0, Fraction(60, 160))
    assert sum(row.part or 0 for row in rows) == 1


def test_contributions_of_nothing():
    """Where everybody counts 0 nobody has a part."""
    table = measured("period | sector | numerator\n2024-Q3 | public | 0")
    (row,) = contributions(goal(), PLACEMENTS, table, period=quarter("2024-Q3"))
    assert (row.newest, row.part) == (0, None)


@pytest.mark.parametrize(
    ("described", "target", "reached"),
    [
        (PLACEMENTS, "90", True),
        (PLACEMENTS, "91", False),
        (DELAY, "90", True),
        (DELAY, "89", False),
    ],
)
def test_a_partners_own_target(described, target, reached):
    """A partner stands against the target it agreed to, in the metric's direction."""
    agreed = OwnTarget(described.id, Decimal(target), "2026-Q4", dt.date(2024, 1, 1))
    other = OwnTarget("another", Decimal(1), "2026-Q4", dt.date(2024, 1, 1))
    own = partner("east", own_targets=(agreed, other))
    series = observed_series(of_value(90), PeriodKind.QUARTER)
    (found,) = own_standings(own, described, series)
    assert found.reached is reached
    assert found.sentence.startswith("Q3 2024: 90")


def test_a_partners_own_target_without_figures():
    """Without figures it is only said what was agreed."""
    agreed = OwnTarget(PLACEMENTS.id, Decimal(90), "2026-Q4", dt.date(2024, 1, 1))
    (found,) = own_standings(partner("east", own_targets=(agreed,)), PLACEMENTS, ())
    assert found.reached is None
    assert found.sentence == "Agreed: 90 people by 2026-Q4. No figures yet."


@pytest.mark.parametrize(
    ("value", "described", "text"),
    [
        (Fraction(12345), PLACEMENTS, "12,345 people"),
        (Fraction(1, 3), RATE, "33.3 %"),
        (Fraction("0.0005"), RATE, "0.0 %"),
        (Fraction("0.0015"), RATE, "0.2 %"),
        (Fraction("24.5"), DELAY, "24.50 minutes"),
        (Fraction("-0.0001"), DELAY, "0.00 minutes"),
        (None, RATE, "no figure"),
    ],
)
def test_values_in_words(value, described, text):
    """Rounded half-even to the metric's decimals, with its unit, never minus zero."""
    assert value_text(value, described) == text


@pytest.mark.parametrize(
    ("change", "described", "text"),
    [
        (Fraction(12), PLACEMENTS, "+12 people"),
        (Fraction("-0.015"), RATE, "-1.5 points"),
        (Fraction(0), DELAY, "0.00 minutes"),
        (None, RATE, "no comparison"),
    ],
)
def test_changes_in_words(change, described, text):
    """A difference carries its sign; one of shares is in points."""
    assert change_text(change, described) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("0", "0 %"),
        ("0.001", "under 1 %"),
        ("0.005", "under 1 %"),
        ("0.006", "1 %"),
        ("-0.2", "-20 %"),
    ],
)
def test_shares_in_words(share, text):
    """Whole per cent; a little is never written as nothing."""
    assert share_text(Fraction(share)) == text
