"""Everything a goal says, to be written or changed."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import streamlit as st

from shared_metrics.agenda.goal_text import goals_yaml
from shared_metrics.agenda.model import Goal, GoalKind, Metric, PathKind, Point, Population
from shared_metrics.desk import Desk
from shared_metrics.drafting.naming import an_id
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.web.panels.goal_points import ask_points

KINDS: dict[GoalKind, str] = {
    "reach": "Reach the target step by step",
    "cumulative": "Add up to the target",
    "milestone": "Have it done by the target's period",
    "keep_above": "Stay at the target or above",
    "keep_below": "Stay at the target or below",
    "keep_within": "Stay between baseline and target",
}
PATHS: dict[PathKind, str] = {
    "straight": "Straight",
    "seasonal": "By last year's season",
    "milestones": "Through milestones",
}
WITH_A_PATH = ("reach", "cumulative")


def ask_goal(desk: Desk, goal: Goal) -> Goal | None:
    """The goal as it is written now; None while a value cannot be read, and it is said which."""
    metric = desk.definitions.metric(goal.metric)
    st.header("What we want, and for whom", anchor=False)
    asked = _ask_words(goal)
    st.header("How it is judged", anchor=False)
    asked = _ask_terms(desk, asked, metric)
    readable = ask_points(asked, metric, key_of(goal))
    st.header("Looking again", anchor=False)
    asked = _ask_upkeep(desk, readable or asked)
    return asked if readable else None


def ask_new(desk: Desk) -> Goal:
    """A goal to begin with: on a metric chosen, from its newest year to two years later."""
    metrics = desk.agenda.metric_by_id
    left, right = st.columns(2)
    metric = metrics[
        left.selectbox("Metric", list(metrics), format_func=lambda one: metrics[one].title)
    ]
    own = desk.definitions.contract(metric.contract).period_kind
    kinds = [kind for kind in PeriodKind if kind is own or kind.months > own.months]
    usual = kinds.index(PeriodKind.QUARTER) if PeriodKind.QUARTER in kinds else 0
    every = right.selectbox("Judged every", kinds, usual, _every_words, key=f"every_{own}")
    here = Period.of(desk.today(), every)
    return Goal(
        id="",
        title="",
        outcome=metric.outcome,
        metric=metric.id,
        kind="reach",
        population=Population("", desk.partnership.place),
        every=every,
        baseline=Point(here + -1, Decimal(0)),
        target=Point(here + 2 * every.a_year, Decimal(0)),
        owner="",
        agreed_by="",
        agreed_on=desk.today(),
        next_review=desk.today() + dt.timedelta(days=365),
    )


def named(goal: Goal, desk: Desk) -> Goal:
    """A new goal with an id made of its title."""
    return replace(goal, id=an_id(goal.title, list(desk.agenda.goal_by_id), "goal"))


def _every_words(kind: PeriodKind) -> str:
    return kind.value.replace("_", " ")


def key_of(goal: Goal) -> str:
    """Begins the keys of a goal's fields: others once it reads otherwise, so that they begin anew.

    Else a page that was open would take back what somebody else changed meanwhile.
    """
    if not goal.id:
        return f"goal_{goal.metric}_{goal.every}"
    return f"goal_{goal.id}_{sha256(goals_yaml([goal]).encode()).hexdigest()[:8]}"


def _ask_words(goal: Goal) -> Goal:
    key = key_of(goal)
    title = st.text_input("The goal in one sentence", goal.title, key=f"{key}_title")
    who, where, owner = st.columns(3)
    population = Population(
        (who.text_input("For whom", goal.population.who, key=f"{key}_who") or "").strip(),
        (where.text_input("Where", goal.population.where, key=f"{key}_where") or "").strip(),
    )
    leads = owner.text_input("Who leads it", goal.owner, key=f"{key}_owner")
    return replace(
        goal, title=(title or "").strip(), population=population, owner=(leads or "").strip()
    )


def _ask_terms(desk: Desk, goal: Goal, metric: Metric) -> Goal:
    key, kinds, paths = key_of(goal), list(KINDS), list(PATHS)
    left, right = st.columns(2)
    kind = left.selectbox(
        "Kind", kinds, kinds.index(goal.kind), KINDS.__getitem__, key=f"{key}_kind"
    )
    path = right.selectbox(
        "Path",
        paths,
        paths.index(goal.path),
        PATHS.__getitem__,
        key=f"{key}_path",
        disabled=kind not in WITH_A_PATH,
    )
    return replace(
        goal,
        kind=kind,
        path=path if kind in WITH_A_PATH else "straight",
        groups=_ask_groups(desk, goal, metric) if metric.breakdowns else goal.groups,
    )


def _ask_groups(desk: Desk, goal: Goal, metric: Metric) -> tuple[str, ...] | None:
    columns = desk.definitions.contract(metric.contract).by_name
    looked_at = metric.breakdowns if goal.groups is None else goal.groups
    chosen = st.multiselect(
        "Groups looked at: a goal is not reached while one of them falls back",
        metric.breakdowns,
        default=looked_at,
        format_func=lambda name: columns[name].title if name in columns else name,
        key=f"{key_of(goal)}_groups",
    )
    return goal.groups if set(chosen) == set(looked_at) else tuple(chosen)


def _ask_upkeep(desk: Desk, goal: Goal) -> Goal:
    key, metrics = key_of(goal), desk.agenda.metric_by_id
    left, right = st.columns([1, 2])
    review = left.date_input(
        "Looked at again on", goal.next_review, key=f"{key}_review", format="YYYY-MM-DD"
    )
    moves = right.multiselect(
        "Metrics that move with it",
        [one for one in metrics if one != goal.metric],
        default=list(goal.contributing_metrics),
        format_func=lambda one: metrics[one].title,
        key=f"{key}_metrics",
    )
    day = review if isinstance(review, dt.date) else goal.next_review
    return replace(goal, next_review=day, contributing_metrics=tuple(moves))
