"""What is said of a goal: from its figures, in two languages, silent about what is hidden."""

import dataclasses
from typing import Any

import pytest

from edition_factories import definitions, edition, table_of
from progress_factories import goal
from shared_metrics.periods import PeriodKind
from shared_metrics.releases import CoverageCount, ReleasedGoal
from shared_metrics.releases.content import NOT_JUDGED, released_goal
from shared_metrics.site.sentences import (
    aim_sentence,
    coverage_sentence,
    now_sentence,
    path_sentence,
    way_sentence,
    whole_sentence,
)
from shared_metrics.site.statuses import STATUSES, status_of
from shared_metrics.site.words import words_of
from site_factories import view

EN, ES = words_of("en"), words_of("es")
METRIC = definitions().metric("placements")
QUARTER = PeriodKind.QUARTER
SPANISH_GAP = (
    "Algunas cifras desde el punto de partida están ocultas para proteger a las personas, así que"
    " no se muestra ninguna suma."
)


def released(**fields: Any) -> ReleasedGoal:
    """210 people, 10 more than a year before; the path asks for 218."""
    described: dict[str, Any] = {
        "goal": goal("2023-Q3 146", "2026-Q4 240", measures=METRIC),
        "table": "placements-quarter",
        "groups": (),
        "period": "2026-Q1",
        "value": 210.0,
        "coded": None,
        "needed": 218.0,
        "share_of_the_way": 0.68,
        "change": 10.0,
        "since": "2025-Q1",
        "direction": "better",
        "word": "behind",
        "sentence": "",
        "coverage": None,
    }
    return ReleasedGoal(**(described | fields))


def kept(kind: str, **fields: Any) -> ReleasedGoal:
    one = released(**fields)
    return dataclasses.replace(one, goal=dataclasses.replace(one.goal, kind=kind))


@pytest.mark.parametrize(
    ("fields", "en", "es"),
    [
        ({}, "210 people in Q1 2026, 10 people more than in Q1 2025: better.",
         "210 personas en el T1 2026, 10 personas más que en T1 2025: mejor."),
        ({"direction": "worse"}, "210 people in Q1 2026, 10 people more than in Q1 2025: worse.",
         "210 personas en el T1 2026, 10 personas más que en T1 2025: peor."),
        ({"change": -10.0}, "210 people in Q1 2026, 10 people less than in Q1 2025: better.",
         "210 personas en el T1 2026, 10 personas menos que en T1 2025: mejor."),
        ({"change": -10.0, "direction": "worse"},
         "210 people in Q1 2026, 10 people less than in Q1 2025: worse.",
         "210 personas en el T1 2026, 10 personas menos que en T1 2025: peor."),
        ({"change": 0.0, "direction": "same"}, "210 people in Q1 2026, the same as in Q1 2025.",
         "210 personas en el T1 2026, lo mismo que en T1 2025."),
        ({"change": None, "since": None, "direction": None}, "210 people in Q1 2026.",
         "210 personas en el T1 2026."),
        ({"value": None, "coded": "<5 %"}, "<5\u00a0% in Q1 2026.", "<5\u00a0% en el T1 2026."),
        ({"period": None, "value": None, "word": "no figures yet"},
         "There are no figures to show yet.", "Todavía no hay cifras que mostrar."),
        ({"period": None, "value": None, "word": NOT_JUDGED},
         "The figures are hidden to protect people.",
         "Las cifras están ocultas para proteger a las personas."),
        ({"value": None, "word": NOT_JUDGED},
         "Some figures since the baseline are hidden to protect people, so no sum is shown.",
         SPANISH_GAP),
    ],
)  # fmt: skip
def test_the_newest_figure_has_a_date_and_a_direction(fields, en, es):
    """How much, when, how much more or less than a year before, and whether that is good."""
    one = released(**fields)
    assert now_sentence(EN, one, METRIC) == en
    assert now_sentence(ES, one, METRIC) == es


@pytest.mark.parametrize(
    ("one", "en"),
    [
        (released(), "The goal is 240 people by Q4 2026."),
        (kept("keep_above"), "The goal is to stay above 240 people."),
        (kept("keep_below"), "The goal is to stay below 240 people."),
        (kept("keep_within"), "The goal is to stay between 146 and 240 people."),
        (
            kept("keep_within", baseline_is_public=False),
            "The goal is to stay within the range agreed on.",
        ),
    ],
)
def test_the_goal_is_said_by_its_kind(one, en):
    """To reach a number by a day, or to stay on one side of it."""
    assert aim_sentence(EN, one, METRIC) == en


BEHIND = "The agreed path asks for 218 people by then: it is behind."


@pytest.mark.parametrize(
    ("fields", "en"),
    [
        ({}, BEHIND),
        ({"word": "on_track", "needed": None}, "It is on track."),
        ({"word": "reached"}, "The target is reached."),
        (
            {"word": "ahead", "not_for_all": True},
            "The target is met, but some groups are worse off than a year before.",
        ),
        ({"baseline_is_public": False}, "It is behind."),
        (
            {"together": 3},
            f"{BEHIND} The status looks at the newest 3 periods together.",
        ),
        (
            {"word": "too_few_to_tell", "provisional": True},
            "Files are still missing, so nothing is said about the path yet.",
        ),
        ({"provisional": True}, "Files are still missing, so it stays “behind” for now."),
        ({"word": "too_few_to_tell"}, "That is too few to tell whether it is on its path."),
        ({"word": "out_of_date"}, "It is out of date: nothing newer has come."),
        ({"word": "no_data"}, ""),
        ({"word": NOT_JUDGED}, ""),
    ],
)
def test_no_verdict_without_evidence(fields, en):
    """The path is asked for only where it may be told and all files are in."""
    assert path_sentence(EN, released(**fields), METRIC) == en


@pytest.mark.parametrize(
    ("fields", "en"),
    [
        ({}, "That is 68\u00a0% of the way from 146 to 240 people."),
        ({"share_of_the_way": -0.1}, ""),
        ({"share_of_the_way": 1.2}, ""),
        ({"share_of_the_way": None}, ""),
        ({"baseline_is_public": False}, ""),
    ],
)
def test_the_way_is_told_only_between_its_ends(fields, en):
    """Behind the start or past the end a share of the way says nothing."""
    assert way_sentence(EN, released(**fields), METRIC) == en


@pytest.mark.parametrize("baseline", [61973.0, 4.0])
@pytest.mark.parametrize("kind", ["reach", "keep_within", "keep_above", "cumulative", "milestone"])
def test_a_hidden_baseline_is_said_nowhere(baseline, kind):
    """Neither itself nor anything it could be worked out from: the path, the way."""
    agreed = goal(f"2023-Q3 {baseline}", "2026-Q4 240", measures=METRIC, kind=kind)
    rows = [
        ("2023-Q3", None, "suppressed", None, False),
        ("2025-Q1", 200, "published", None, False),
        ("2026-Q1", 210, "published", None, False),
    ]
    table = table_of(METRIC, QUARTER, (), rows)
    one = released_goal(agreed, METRIC, {table.id: table}, coverage_in=lambda _: None)
    made = edition(tables={table.id: table}, goals=(one,))
    seen = view(made).goal(made.release.goals[0])
    said = " ".join([
        whole_sentence(EN, one, METRIC), seen.way, seen.path, seen.aim, seen.now,
        view(made).alternative(seen), *(f"{f.name} {f.number}" for f in seen.facts),
    ])  # fmt: skip
    assert not one.baseline_is_public
    for word in ("Baseline", "61,973", "of the way", "asks for", "between"):
        assert word not in said


def test_every_status_has_a_shape_of_its_own():
    """Whoever sees no colour still sees which is which; a verdict's shape is no other's."""
    verdicts = [status.path for status in STATUSES.values() if status.is_verdict]
    others = {status.path for status in STATUSES.values() if not status.is_verdict}
    assert len(set(verdicts)) == len(verdicts) == 5
    assert not others & set(verdicts)
    assert status_of("a word of tomorrow").shape == "none"


def test_coverage_is_a_count():
    """How many of how many; whose are missing is not in it."""
    some = CoverageCount("2026-Q1", QUARTER, 7, 8)
    assert coverage_sentence(EN, some) == "For Q1 2026 7 of 8 files are in."
    assert coverage_sentence(ES, some) == "De T1 2026 han llegado 7 de 8 archivos."


@pytest.mark.parametrize(
    ("rows", "later"),
    [
        ([("2026-Q1", 210, "published", None, False), ("2026-Q2", None, "suppressed", None, False)],
         "Hidden to protect people: the figures for Q2 2026."),
        ([("2026-Q1", 210, "published", None, True)],
         "This is an older figure: what changed would tell a small number."),
        ([("2026-Q1", 210, "published", None, False)], ""),
    ],
)  # fmt: skip
def test_newer_figures_that_are_hidden_are_not_kept_quiet(rows, later):
    """Nobody is to think that the newest figure shown is the newest there is."""
    table = table_of(METRIC, QUARTER, (), rows)
    made = edition(tables={table.id: table}, goals=("more_people_placed",))
    assert view(made).goals()[0].later == later
