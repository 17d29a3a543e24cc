"""Writing goals: only the goal's own keys change, and everything reads back."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from definition_factories import AGENDA, GOALS, changed, small_contract
from shared_metrics.agenda import Agenda, Goal, Point, Population, parse_agenda
from shared_metrics.agenda.goal_change import AgreedIn, changed_goal
from shared_metrics.agenda.goal_in_file import (
    goals_alone,
    with_goal,
    with_goal_anew,
    with_new_goal,
)
from shared_metrics.agenda.model import EarlierGoal
from shared_metrics.errors import SharedMetricsError
from shared_metrics.periods import PeriodKind, parse_period

FILE = "agenda/goals.yaml"
CONTRACTS = {"visits": small_contract()}
SECOND = GOALS.split("\n", 1)[1].replace("more_visits", "still_more")
COMMENTED = """\
# What we want.
goals:

  # The first one.
  - title: 'More  visits'   # said so in March
    id: "more_visits"
    outcome: open_doors
    metric: all_visits
    kind:    reach
    population:
      who: Everybody   # really
      where: >-
        Harbour
        Town
    # quarters, because months jump
    every: quarter
    baseline: {period: "2024-Q1", value: 100}
    target: {period: "2026-Q4", value: 150.50} # "a lot"
    owner: The office
    agreed_by: All partners
    agreed_on: 2024-02-01
    next_review: 2026-10-01
    contributing_metrics: stay
    # nothing below
  # The end.
"""
FLOW = (
    "goals: [{id: more_visits, title: More visits, outcome: open_doors, metric: all_visits,\n"
    "  kind: reach, population: {who: Everybody, where: Town}, every: quarter,\n"
    '  baseline: {period: "2024-Q1", value: 100}, target: {period: "2026-Q4", value: 150.5},\n'
    "  owner: Office, agreed_by: All, agreed_on: 2024-02-01, next_review: 2026-10-01}] # all\n"
)


def agenda(text: str) -> Agenda:
    return parse_agenda({**AGENDA, FILE: text}, CONTRACTS).agenda


def goals_of(text: str) -> dict[str, Goal]:
    found = agenda(text).goals
    return {goal.id: dataclasses.replace(goal, file="", line=0) for goal in found}


def quarter(text: str, value: str) -> Point:
    return Point(parse_period(text, PeriodKind.QUARTER), Decimal(value))


EARLIER = EarlierGoal(
    "reach",
    quarter("2024-Q1", "100"),
    quarter("2026-Q2", "120"),
    "Two partners: “us”",
    dt.date(2024, 1, 1),
    "Because.",
)
CHANGES: dict[str, dict[str, object]] = {
    "title": {"title": "Visits: more #1 'of them'"},
    "target": {"target": quarter("2027-Q1", "160")},
    "population": {"population": Population("Children", "The harbour, north")},
    "path": {"path": "milestones", "milestones": (quarter("2025-Q1", "120.25"),)},
    "groups": {"groups": ("age",)},
    "no groups": {"groups": ()},
    "nothing contributes": {"contributing_metrics": ()},
    "earlier": {"earlier": (EARLIER,)},
    "several": {
        "owner": "Ann",
        "next_review": dt.date(2027, 1, 1),
        "path": "seasonal",
        "groups": (),
        "earlier": (EARLIER,),
    },
}
TEXTS = {
    "plain": GOALS,
    "two": GOALS + SECOND,
    "commented": COMMENTED,
    "flow": FLOW,
    "windows": COMMENTED.replace("\n", "\r\n"),
    "no last break": GOALS.rstrip("\n"),
    "no indent": GOALS.replace("\n  ", "\n"),
    "odd breaks": GOALS.replace("More visits", '"More\u2028  visits"'),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("kind", TEXTS)
def test_a_changed_goal_reads_as_it_is_asked_for(kind: str, change: str) -> None:
    """However the file is written, the goal reads as changed and every other as before."""
    text = TEXTS[kind]
    before = goals_of(text)
    after = dataclasses.replace(before["more_visits"], **CHANGES[change])
    for new in (
        with_goal(text, before["more_visits"], after),
        with_goal_anew(text, after),
    ):
        assert goals_of(new) == before | {"more_visits": after}


@pytest.mark.parametrize("kind", TEXTS)
def test_changing_there_and_back_leaves_every_byte(kind: str) -> None:
    """A goal written as it is already changes no sign."""
    text = TEXTS[kind]
    goal = goals_of(text)["more_visits"]
    assert with_goal(text, goal, goal) == text


@pytest.mark.parametrize("change", ["title", "target"])
def test_only_lines_of_the_changed_key_differ(change: str) -> None:
    """Comments, order and quoting of all other lines stay, those of the goal itself too."""
    goal = goals_of(COMMENTED)["more_visits"]
    new = with_goal(COMMENTED, goal, dataclasses.replace(goal, **CHANGES[change]))
    old_lines, new_lines = COMMENTED.split("\n"), new.split("\n")
    differ = [o for o, n in zip(old_lines, new_lines, strict=True) if o != n]
    assert len(differ) == 1
    assert f"{change}:" in differ[0]
    assert new_lines[old_lines.index(differ[0])].endswith(differ[0][differ[0].index("#") :])


def test_what_was_agreed_earlier_is_only_added_to() -> None:
    """A second change leaves the first one's lines as they were, byte for byte."""
    goal = goals_of(COMMENTED)["more_visits"]
    once = dataclasses.replace(goal, earlier=(EARLIER,))
    first = with_goal(COMMENTED, goal, once)
    first = changed(first, "why_changed: Because.", "why_changed: Because.  # as we said")
    later = dataclasses.replace(EARLIER, agreed_on=dt.date(2024, 1, 15), why_changed="Again: so.")
    twice = dataclasses.replace(once, earlier=(EARLIER, later))
    second = with_goal(first, once, twice)
    (at,) = [i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b][:1]
    added = len(second) - len(first)
    assert second[at + added :] == first[at:]
    assert "# as we said" in second
    assert goals_of(second)["more_visits"] == twice


@pytest.mark.parametrize("text", [*TEXTS.values(), "", "# Nothing yet\n", "goals: []\n", "goals:"])
def test_a_new_goal_comes_behind_the_others(text: str) -> None:
    """What stands there stays, and the new goal reads as it was asked for."""
    before = goals_of(text) if "id" in text else {}
    new = dataclasses.replace(goals_of(GOALS)["more_visits"], id="quite_new", earlier=(EARLIER,))
    assert goals_of(with_new_goal(text, new)) == before | {"quite_new": new}


@pytest.mark.parametrize("kind", TEXTS)
def test_an_exported_goal_reads_as_it_does_in_the_file(kind: str) -> None:
    """Goals taken out of the file say the same, their own comments with them."""
    text = TEXTS[kind]
    goal = agenda(text).goals[-1]
    alone = goals_alone(text, [goal])
    assert goals_of(alone) == {goal.id: goals_of(text)[goal.id]}
    assert ("# quarters, because months jump" in alone) is ("# quarters" in text)


# --- what a change may be -----------------------------------------------------------------

METRIC = agenda(GOALS).metric_by_id["all_visits"]
DECIDED = AgreedIn("Spring review, 4 May 2026", dt.date(2026, 5, 4))


def change(**asked: object) -> Goal:
    before = goals_of(GOALS)["more_visits"]
    after = dataclasses.replace(before, **asked)
    return changed_goal(before, after, why=" Two doors. ", agreed=DECIDED, metric=METRIC)


@pytest.mark.parametrize("name", ["title", "nothing contributes"])
def test_words_alone_make_no_version(name: str) -> None:
    """Title, owner, next review and contributing metrics change what is written, not the goal."""
    after = change(**CHANGES[name])
    assert after.earlier == ()
    assert after.agreed_by == "All partners"


@pytest.mark.parametrize("name", ["target", "population", "path", "groups"])
def test_what_was_agreed_goes_through_history(name: str) -> None:
    """The version before stays, with its own day and agreement, and reads back as it was."""
    before = goals_of(GOALS)["more_visits"]
    after = change(**CHANGES[name])
    (was,) = after.earlier
    assert (after.agreed_by, after.agreed_on) == (DECIDED.by, DECIDED.on)
    assert (was.agreed_by, was.agreed_on) == (before.agreed_by, before.agreed_on)
    assert was.why_changed == "Two doors."
    whole = dataclasses.replace(before, groups=METRIC.breakdowns) if name == "groups" else before
    assert after.versions[0] == whole
    assert after.known_on(dt.date(2026, 5, 3)) == whole


def test_an_earlier_population_is_not_lost_by_a_later_change() -> None:
    """A version that says none had the one of the version after it, also when that changes."""
    once = change(**CHANGES["target"])
    agreed = dataclasses.replace(DECIDED, on=dt.date(2026, 8, 1))
    other = dataclasses.replace(once, population=Population("Children", "Town"))
    twice = changed_goal(once, other, why="So.", agreed=agreed, metric=METRIC)
    assert [v.population.who for v in twice.versions] == ["Everybody", "Everybody", "Children"]
    assert twice.earlier[0] == once.earlier[0]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "nothing_changed"),
        ({"metric": "stay"}, "another_goal"),
        ({"every": PeriodKind.YEAR}, "another_goal"),
        ({"outcome": "closed_doors"}, "another_goal"),
        ({"agreed_by": "Me"}, "history_kept"),
        ({"earlier": (EARLIER,)}, "history_kept"),
    ],
)
def test_what_cannot_be_changed(asked: dict[str, object], code: str) -> None:
    """A goal keeps its metric, its kind of period and everything that was agreed before."""
    with pytest.raises(SharedMetricsError) as refused:
        change(**asked)
    assert refused.value.code == code


def test_a_change_is_agreed_later_than_what_it_changes() -> None:
    """A decision of the same day or an earlier one cannot follow on an agreement."""
    before = goals_of(GOALS)["more_visits"]
    after = dataclasses.replace(before, **CHANGES["target"])
    early = AgreedIn("The first meeting", before.agreed_on)
    with pytest.raises(SharedMetricsError, match="cannot come after it"):
        changed_goal(before, after, why="So.", agreed=early, metric=METRIC)
    with pytest.raises(SharedMetricsError, match="needs a reason"):
        changed_goal(before, after, why=" ", agreed=DECIDED, metric=METRIC)
