"""Any goal the model allows is written so that it reads as the same goal."""

import dataclasses
import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from definition_factories import AGENDA, GOALS, small_contract
from shared_metrics.agenda import Goal, Point, Population, parse_agenda
from shared_metrics.agenda.goal_in_file import goals_alone, with_goal, with_new_goal
from shared_metrics.agenda.goal_text import goals_yaml
from shared_metrics.agenda.model import EarlierGoal
from shared_metrics.agenda.parse import parse_goals
from shared_metrics.periods import PeriodKind, parse_period

CONTRACTS = {"visits": small_contract()}
ALL = parse_agenda(AGENDA, CONTRACTS).agenda
NASTY = st.sampled_from(
    [
        *("null", "true", "~", "no", "- x", "a: b", "#c", "{}", "]", "'", '"', "\\", "%d", "@"),
        *("2026-01-01", "1e3", "0x1f", "*a", "&a", "!t", "a\nb", "a\r\n b", "a\u2028b", "a\x85b"),
        *("?", "? x", ":", "a #b", "a\tb", "\x07", "é😀", "a  b", "…", "---", "...", "<<", "12:30"),
    ]
)
TEXTS = (NASTY | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)).map(str.strip)
WORDS = TEXTS.filter(bool)
DECIMALS = st.decimals(-(10**6), 10**6, allow_nan=False, places=4) | st.integers(-9, 9).map(Decimal)
FIRST = parse_period("2024-Q1", PeriodKind.QUARTER)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2020, 1, 1))


@st.composite
def versions(draw: st.DrawFn) -> dict[str, object]:
    """Kind, path and points that fit together, upwards as the metric wants it."""
    kind = draw(st.sampled_from(["reach", "cumulative", "milestone", "keep_above", "keep_within"]))
    with_path = kind in ("reach", "cumulative")
    path = (
        draw(st.sampled_from(["straight", "seasonal", "milestones"])) if with_path else "straight"
    )
    between = draw(st.lists(st.integers(1, 30), min_size=1, max_size=3, unique=True))
    points = [Point(FIRST + at, draw(DECIMALS)) for at in sorted(between)]
    low, high = sorted([draw(DECIMALS), draw(DECIMALS)])
    return {
        "kind": kind,
        "path": path,
        "baseline": Point(FIRST, low),
        "target": Point(FIRST + 31, high),
        "milestones": tuple(points) if path == "milestones" else (),
    }


GROUPS = st.none() | st.lists(st.sampled_from(["age", "place"]), unique=True).map(tuple)
WHO = st.builds(Population, WORDS, WORDS)


@st.composite
def earlier(draw: st.DrawFn) -> tuple[EarlierGoal, ...]:
    days = sorted(draw(st.lists(DAYS, max_size=2, unique=True)))
    return tuple(
        EarlierGoal(
            **draw(versions()),
            agreed_by=draw(WORDS),
            agreed_on=day,
            why_changed=draw(WORDS),
            population=draw(st.none() | WHO),
            groups=draw(GROUPS),
        )
        for day in days
    )


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    return Goal(
        id=draw(st.sampled_from(["more_visits", "no", "null_1", "a9"])),
        title=draw(WORDS),
        outcome="open_doors",
        metric="all_visits",
        population=draw(WHO),
        every=PeriodKind.QUARTER,
        owner=draw(WORDS),
        agreed_by=draw(WORDS),
        agreed_on=draw(st.dates(dt.date(2020, 1, 2), dt.date(2026, 1, 1))),
        next_review=draw(st.dates(dt.date(2026, 1, 2))),
        contributing_metrics=draw(st.sampled_from([(), ("stay",)])),
        groups=draw(GROUPS),
        earlier=draw(earlier()),
        **draw(versions()),
    )


def read(text: str) -> list[Goal]:
    found = parse_goals(text, "goals.yaml", ALL, CONTRACTS)
    return [dataclasses.replace(goal, file="", line=0) for goal in found]


@settings(max_examples=60, deadline=None)
@given(goals(), goals())
def test_a_goal_is_written_and_read(one: Goal, other: Goal) -> None:
    """parse(write(goal)) is the goal; so it is when it takes another's place, or comes behind."""
    assert read(goals_yaml([one])) == [one]
    other = dataclasses.replace(other, id=one.id)
    text = goals_yaml([one])
    assert read(with_goal(text, one, other)) == [other]
    assert goals_alone(text, [one]) == text
    (first,) = read(GOALS)
    new = dataclasses.replace(one, id="quite_new")
    assert read(with_new_goal(GOALS, new)) == [first, new]
    assert with_new_goal(GOALS, new).startswith(GOALS.rstrip("\n"))
