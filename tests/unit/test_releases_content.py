"""What a release says of a goal, from its published figures alone."""

import dataclasses
import datetime as dt
import math

import pytest

from progress_factories import DELAY, PLACEMENTS, RATE, goal, measured
from releasing_factories import as_released, by_id, public_table
from shared_metrics.agenda.model import EarlierGoal, Metric
from shared_metrics.periods import parse_period
from shared_metrics.releases import CoverageCount
from shared_metrics.releases.content import NO_FIGURES, NOT_JUDGED, released_goal

KNOWN = "2024-Q1 100; 2024-Q2 110; 2024-Q3 130; 2024-Q4 150; 2025-Q1"
TARGET = "The target is 200 people by Q1 2025."


def test_a_goal_is_judged_by_its_newest_published_figure() -> None:
    """Value, path, change since a year earlier, direction, word and sentence agree."""
    one = as_released(public_table("2024-Q1 100; 2024-Q2 110; 2024-Q3 ?; 2024-Q4 180"))
    assert (one.period, one.value, one.needed) == ("2024-Q4", 180.0, 175.0)
    assert (one.share_of_the_way, one.word) == (0.8, "on_track")
    assert one.sentence == "Q4 2024: 180 people, needed by now 175 people: on track."
    assert (one.change, one.since, one.direction) == (None, None, None)
    later = as_released(public_table(f"{KNOWN} 180"))
    assert (later.change, later.since, later.direction) == (80.0, "2024-Q1", "better")


@pytest.mark.parametrize(
    ("cells", "period", "value", "sentence"),
    [
        ("2024-Q4 150; 2025-Q1 -", "2024-Q4", 150.0, "Q1 2025 is hidden to protect people"),
        ("2024-Q4 150; 2025-Q1 <5_%", "2025-Q1", None, "Q1 2025: <5 %."),
        ("2024-Q4 150; 2025-Q1 180*", "2025-Q1", 180.0, "an older figure: what changed is hidden"),
        ("2024-Q4 -; 2025-Q1 -", None, None, "The figures are hidden to protect people."),
        ("2024-Q1 -; 2025-Q1 180", "2025-Q1", 180.0, "Q1 2025: 180 people."),
        ("2024-Q1 <5_%; 2025-Q1 180", "2025-Q1", 180.0, "Q1 2025: 180 people."),
    ],
    ids=["hidden since", "coded", "held back", "all hidden", "baseline hidden", "baseline coded"],
)
def test_what_is_not_shown_exactly_gets_no_verdict(
    cells: str, period: str | None, value: float | None, sentence: str
) -> None:
    """Where the newest figure or the path is not public, no word says on which side of it it is."""
    one = as_released(public_table(cells))
    assert (one.period, one.value, one.word) == (period, value, NOT_JUDGED)
    assert sentence in one.sentence
    assert one.sentence.endswith(TARGET)


@pytest.mark.parametrize("table", [None, public_table("2025-Q1 ?"), public_table("")])
def test_without_figures_nothing_is_said_but_the_target(table) -> None:
    """No table in the plan, or nothing reported."""
    one = as_released(table)
    assert (one.period, one.value, one.word) == (None, None, NO_FIGURES)
    assert one.sentence == f"No figures yet. {TARGET}"
    assert one.table == (table.id if table else None)


@pytest.mark.parametrize("cells", ["2024-Q1 -; 2025-Q1 180", "2024-Q1 >95_%; 2025-Q1 180"])
def test_a_hidden_baseline_is_nowhere(cells: str) -> None:
    """Neither its value nor what could be solved for it: path, way, sentence."""
    one = as_released(public_table(cells))
    assert one.baseline_is_public is False
    assert one.goal.baseline.value.is_nan()
    assert (one.needed, one.share_of_the_way) == (None, None)
    assert "100" not in one.sentence


def test_a_value_to_be_kept_needs_no_baseline() -> None:
    """A hidden baseline does not silence a goal that is judged against its target alone."""
    kept = goal("2024-Q1 9", "2025-Q1 150", kind="keep_above")
    one = as_released(public_table("2024-Q1 -; 2025-Q1 180"), kept)
    assert (one.word, one.needed, one.baseline_is_public) == ("reached", 150.0, False)
    assert "9" not in one.sentence.replace("Q1 2025", "")
    within = as_released(
        public_table("2024-Q1 -; 2025-Q1 180"), goal("2024-Q1 9", "2025-Q1 200", kind="keep_within")
    )
    assert (within.word, within.needed) == (NOT_JUDGED, None)


@pytest.mark.parametrize("baseline", [9, 105])
def test_a_range_with_a_hidden_end_has_no_direction(baseline: int) -> None:
    """Better or the same would tell whether the figure a year before lay in the range."""
    table = public_table("2024-Q1 -; 2024-Q2 90; 2025-Q2 180")
    one = as_released(table, goal(f"2024-Q1 {baseline}", "2025-Q1 200", kind="keep_within"))
    assert (one.change, one.direction) == (90.0, None)


@pytest.mark.parametrize(("held", "word"), [(True, "on_track"), (False, "off_track")])
def test_a_word_is_held_while_too_much_is_missing(*, held: bool, word: str) -> None:
    """The figure is shown, its counts are told, and what it would say waits."""
    count = CoverageCount("2025-Q1", PLACEMENTS_EVERY, 2 if held else 4, 4)
    missing = {parse_period("2025-Q1", PLACEMENTS_EVERY)} if held else set()
    one = as_released(public_table(f"{KNOWN} 90"), coverage_in=lambda _: count, provisional=missing)
    assert (one.word, one.value, one.coverage) == (word, 90.0, count)
    assert one.provisional is held
    assert ("files are still missing" in one.sentence) is held


def test_a_change_is_not_told_while_files_are_missing() -> None:
    """A figure that lacks files is not compared with a whole one: a late file is no fall."""
    table = public_table("2024-Q1 200; 2025-Q1 150")
    for reported, change in ((3, None), (4, -50.0)):
        count = CoverageCount("2025-Q1", PLACEMENTS_EVERY, reported, 4)
        one = as_released(table, coverage_in=lambda _, count=count: count)
        assert (one.change, one.direction is None) == (change, change is None)


PLACEMENTS_EVERY = goal().every


@pytest.mark.parametrize(
    ("metric", "kind", "path", "figures", "direction"),
    [
        (PLACEMENTS, "reach", "100 200", "120 119", "worse"),
        (PLACEMENTS, "reach", "100 200", "120 120", "same"),
        (DELAY, "reach", "9 5", "8.25 8.01", "better"),
        (DELAY, "reach", "9 5", "8.251 8.252", "same"),
        (RATE, "reach", "0.5 0.7", "0.612 0.6131", "better"),
        (RATE, "reach", "0.5 0.7", "0.6121 0.6123", "same"),
        (PLACEMENTS, "keep_below", "100 200", "230 210", "better"),
        (PLACEMENTS, "keep_within", "100 200", "230 90", "better"),
        (PLACEMENTS, "keep_within", "100 200", "110 190", "same"),
    ],
)
def test_the_direction_is_towards_the_goal(
    metric: Metric, kind: str, path: str, figures: str, direction: str
) -> None:
    """More is not always better, and what people cannot see is no change."""
    (start, end), (before, now) = path.split(), figures.split()
    about = goal(f"2024-Q1 {start}", f"2026-Q1 {end}", measures=metric, kind=kind)
    one = as_released(public_table(f"2024-Q2 {before}; 2025-Q2 {now}", metric), about, metric)
    assert one.direction == direction
    assert one.change is not None
    assert math.isclose(one.change, float(now) - float(before), abs_tol=1e-9)


@pytest.mark.parametrize(
    ("cells", "value", "word"),
    [
        ("2024-Q2 30; 2024-Q3 20", 150.0, "on_track"),
        ("2024-Q2 -; 2024-Q3 20", None, NOT_JUDGED),
        ("2024-Q1 -; 2024-Q2 30; 2024-Q3 20", None, NOT_JUDGED),
    ],
)
def test_a_sum_since_the_baseline_needs_all_its_parts(
    cells: str, value: float | None, word: str
) -> None:
    """With one part hidden the sum would tell it, so none is shown."""
    one = as_released(public_table(cells), goal(kind="cumulative"))
    assert (one.value, one.word) == (value, word)


def test_a_change_on_other_partners_is_neither_better_nor_worse() -> None:
    """The totals' change is told, and how many report in only one of the two."""
    table = public_table("2024-Q1 100; 2025-Q1 150")
    one = as_released(table, partners_changed=lambda _: 2)
    assert (one.change, one.direction, one.partners_changed) == (50.0, None, 2)


def test_a_share_is_judged_by_how_many_it_is_of() -> None:
    """The people behind a published share are known to protection, so the word may rest on them."""
    about = goal("2024-Q1 0.5", "2025-Q1 0.7", measures=RATE)
    shown = public_table("2024-Q3 0.5", RATE)
    for people, word in ((1000, "off_track"), (60, "on_track"), (20, "too_few_to_tell")):
        top = people // 2
        known = measured(f"period | numerator | denominator\n2024-Q3 | {top} | {people}")
        assert as_released(shown, about, RATE, known=known).word == word
    other = measured("period | numerator | denominator\n2024-Q3 | 300 | 1000")
    assert as_released(shown, about, RATE, known=other).word == "too_few_to_tell"


def test_a_target_that_is_not_met_for_all_does_not_read_reached() -> None:
    """Some group is worse off; which one may be a hidden figure, so it is not told."""
    table = public_table("2024-Q2 210")
    assert as_released(table).word == "reached"
    one = as_released(table, moving_away=lambda: True)
    assert (one.word, one.not_for_all) == ("ahead", True)
    assert "not for all: worse than before for some groups" in one.sentence
    assert not as_released(public_table("2024-Q2 125"), moving_away=lambda: True).not_for_all


def test_a_changed_goal_says_when_and_why() -> None:
    """What it was before may be a hidden figure, so that is not in it."""
    now = goal("2024-Q1 100", "2025-Q1 200")
    before = EarlierGoal(
        "reach", now.baseline, now.target, "all", dt.date(2023, 1, 1), "Two partners came."
    )
    one = as_released(public_table("2025-Q1 200"), dataclasses.replace(now, earlier=(before,)))
    assert [(change.on, change.why) for change in one.changes] == [
        (now.agreed_on, "Two partners came.")
    ]
    assert one.goal.earlier == ()


def test_tables_by_a_group_are_listed_and_partners_are_not() -> None:
    """`groups` holds the metric's tables by sector and breakdowns only."""
    tables = by_id(
        public_table("2025-Q1 120"),
        public_table("2025-Q1 public 80", by=("sector",)),
        public_table("2025-Q1 women 60", by=("gender",)),
        public_table("2025-Q1 the_board 80", by=("partner",)),
        public_table("2025-Q1 public 0.5", RATE, by=("sector",)),
    )
    one = released_goal(goal(), PLACEMENTS, tables, coverage_in=lambda _: None)
    assert one.groups == ("placements-quarter-by-sector", "placements-quarter-by-gender")
    assert one.table == "placements-quarter"
