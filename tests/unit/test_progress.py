import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from measuring_factories import partner
from progress_factories import DELAY, PLACEMENTS, RATE, goal, measured
from shared_metrics.agenda.model import EarlierGoal, OwnTarget, Point
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.progress import (
    change_text,
    contributions,
    needed_by,
    observed_series,
    own_standings,
    path_points,
    season_of,
    share_text,
    standing,
    status_sentence,
    value_text,
)


def quarter(text):
    return parse_period(text, PeriodKind.QUARTER)


def of_value(value, period="2024-Q3"):
    return measured(f"period | numerator\n{period} | {value}")


@pytest.mark.parametrize(
    ("value", "share"),
    [(100, "0"), (149, "0.49"), (150, "0.5"), (200, "1"), (80, "-0.2"), (230, "1.3")],
)
def test_half_way_in_time_asks_for_half_of_the_way(value, share):
    """A value is compared with the straight path of its own period; the share is exact."""
    found = standing(goal(), PLACEMENTS, of_value(value))
    assert found.needed_by_now == 150
    assert found.share_of_the_way == Fraction(share)


@pytest.mark.parametrize(("value", "share"), [(7, "0"), (6, "0.5"), (5, "1"), (8, "-0.5")])
def test_a_goal_that_goes_down_is_the_mirror_image(value, share):
    """Where less is better, below the path is ahead of it."""
    down = goal("2024-Q1 7", "2025-Q1 5", measures=DELAY)
    table = measured(f"period | numerator | denominator\n2024-Q3 | {value * 10} | 10")
    assert standing(down, DELAY, table).share_of_the_way == Fraction(share)


@pytest.mark.parametrize(
    ("period", "needed"),
    [("2023-Q3", 100), ("2024-Q1", 100), ("2024-Q2", 125), ("2025-Q1", 200), ("2026-Q1", 200)],
)
def test_the_path_is_level_before_and_after(period, needed):
    """Before the baseline the baseline is asked for, after the target the target."""
    assert needed_by(goal(), quarter(period)) == needed


def test_a_value_to_be_kept_has_no_way():
    """Nothing is on its way there: it is there or it is not."""
    for kind in ("keep_above", "keep_below", "keep_within"):
        assert standing(goal(kind=kind), PLACEMENTS, of_value(150)).share_of_the_way is None


def test_a_path_through_milestones():
    """Straight from one agreed point to the next."""
    points = (Point(quarter("2024-Q2"), Decimal(105)), Point(quarter("2024-Q4"), Decimal(125)))
    agreed = goal(path="milestones", milestones=points)
    assert [v for _, v in path_points(agreed)] == [100, 105, 115, 125, 200]


def test_a_season_gives_each_period_what_it_had_last_year():
    """Twice as much in the second quarter, nothing in the third: the year is what counts."""
    table = measured(
        """
        period  | numerator
        2023-Q2 | 200
        2023-Q3 | 0
        2023-Q4 | 100
        2024-Q1 | 100
        """
    )
    agreed = goal("2024-Q1 0", "2025-Q1 400", kind="cumulative", path="seasonal")
    season = season_of(agreed, observed_series(table, PeriodKind.QUARTER))
    assert [v for _, v in path_points(agreed, season)] == [0, 200, 200, 300, 400]
    assert [v for _, v in path_points(agreed)] == [0, 100, 200, 300, 400]
    hole = table.filter(table["period"] != "2023-Q3")
    even = season_of(agreed, observed_series(hole, PeriodKind.QUARTER))
    assert [v for _, v in path_points(agreed, even)] == [0, 100, 200, 300, 400]


def test_an_old_figure_is_held_against_the_goal_of_its_time():
    """The goal was lowered in 2024: what was short of the old one stays short."""
    now = dataclasses.replace(goal("2023-Q4 100", "2024-Q4 120"), agreed_on=dt.date(2024, 6, 1))
    before = EarlierGoal(
        "reach",
        now.baseline,
        Point(quarter("2024-Q4"), Decimal(300)),
        "all",
        dt.date(2023, 12, 1),
        "Too much was asked for.",
    )
    changed = dataclasses.replace(now, earlier=(before,))
    table = measured("period | numerator\n2024-Q1 | 105\n2024-Q2 | 110\n2024-Q3 | 115")
    told = standing(changed, PLACEMENTS, table).judgements
    assert [one.evidence.needed for one in told] == [150, 110, 115]
    assert [one.status for one in told] == ["behind", "on_track", "on_track"]
    early = standing(changed, PLACEMENTS, table, today=dt.date(2024, 5, 1))
    assert (early.goal.target.value, early.status) == (300, "behind")


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
    assert (found.value, found.needed_by_now) == (155, 150)


def test_baseline_and_target_may_be_the_same():
    """A goal to stay where we are has no way to go, and no division by nothing."""
    same = goal("2024-Q1 100", "2025-Q1 100")
    assert standing(same, PLACEMENTS, of_value(100)).share_of_the_way is None


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
    assert (found.status, found.value, found.would_change_at) == ("no_data", None, None)
    assert status_sentence(found) == "No figures yet. The target is 200 people by Q1 2025."


@pytest.mark.parametrize("kind", ["reach", "keep_above", "keep_within"])
def test_no_verdict_while_too_much_is_missing(kind):
    """A file still to come is no fall: the figure is told, the word is not."""
    period = quarter("2024-Q3")
    waiting = standing(goal(kind=kind), PLACEMENTS, of_value(40), provisional={period})
    assert (waiting.status, waiting.provisional, waiting.value) == ("too_few_to_tell", True, 40)
    told = status_sentence(waiting)
    assert told.startswith("Q3 2024: 40 people")
    assert "files are still missing, so nothing is said yet" in told


KEPT = "Q3 2024: 140 people, to be kept"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("keep_within", f"{KEPT} between 100 and 200 people: on track."),
        (
            "keep_above",
            f"{KEPT} above 200 people: behind. It would read “on track” at 200 people or better.",
        ),
        (
            "keep_below",
            f"{KEPT} below 200 people: on track. It would read “behind” above 232 people.",
        ),
    ],
)
def test_the_sentence_of_a_value_to_be_kept(kind, told):
    """No share of a way, but what is to be kept and whether it is."""
    assert status_sentence(standing(goal(kind=kind), PLACEMENTS, of_value(140))) == told


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
