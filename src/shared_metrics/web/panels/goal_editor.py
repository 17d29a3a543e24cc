"""Changing a goal: which one, what it would say, by what decision, and what it was before."""

from collections.abc import Iterator
from itertools import pairwise

import streamlit as st

from shared_metrics.agenda.goal_text import goals_yaml
from shared_metrics.agenda.model import Goal, Metric, Person
from shared_metrics.charts import goal_preview_chart, preview_sentence
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.goals_file import unplaced
from shared_metrics.desk.questions import GoalPreview, GoalView
from shared_metrics.errors import DefinitionsBroken, SharedMetricsError
from shared_metrics.people import can_change_goals
from shared_metrics.progress import value_text
from shared_metrics.web.data_io import chart_spec
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.goal_form import PATHS, key_of, named
from shared_metrics.web.panels.goals import draw, show_word
from shared_metrics.web.plain_errors import show, shown_plainly
from shared_metrics.web.wording import day_words, list_words, plain

A_NEW_GOAL = "A new goal"
MAX_WORDS = 2_000
SEEN = "goal_seen"
NAMES = {
    "contributing_metrics": "metrics that move with it",
    "next_review": "next look",
    "milestones": "milestones",
}


def offer_change(person: Person, goal: Goal | None) -> None:
    """A door to here, for who may change goals."""
    if can_change_goals(person) and goal is not None:
        link("goal_editor", "Change this goal, or see what was agreed before", goal=goal.id)
    elif can_change_goals(person):
        link("goal_editor", "Begin a new goal")


def choose_goal(desk: Desk) -> Goal | None:
    """The goal to be changed; None: a new one. It stands in the address."""
    by_id = desk.agenda.goal_by_id
    asked = st.query_params.get("goal", "")
    choices = [*by_id, ""]
    chosen = st.selectbox(
        "Goal",
        choices,
        choices.index(asked) if asked in by_id else len(by_id),
        lambda one: by_id[one].title if one else A_NEW_GOAL,
    )
    st.query_params["goal"] = chosen
    goal = by_id.get(chosen)
    _say_if_changed(goal)
    return goal


def _say_if_changed(goal: Goal | None) -> None:
    """To who had it open, that the goal reads otherwise now and the form begins anew."""
    now = None if goal is None else (goal.id, key_of(goal))
    seen = st.session_state.get(SEEN)
    if seen and now and seen[0] == now[0] and seen[1] != now[1]:
        st.info("The goal was changed in the meantime. The form shows how it reads now.")
    st.session_state[SEEN] = now


def show_preview(
    desk: Desk, person: Person, before: Goal | None, asked: Goal | None
) -> GoalPreview | None:
    """What the change would say now: words and chart; None, and why, where it cannot be."""
    st.header("What it would say now")
    if asked is None:
        st.markdown("Mend the value above, then it is shown here.")
    elif missing := [name for name, text in _needed(asked) if not text]:
        st.markdown(f"Fill in {list_words(missing)} above, then it is shown here.")
    elif before is not None and unplaced(before) == unplaced(asked):
        st.markdown("Change something above; nothing is kept until you say so below.")
    else:
        return _preview(desk, person, named(asked, desk) if before is None else asked)
    return None


def _needed(goal: Goal) -> Iterator[tuple[str, str]]:
    yield "the goal", goal.title
    yield "for whom", goal.population.who
    yield "where", goal.population.where
    yield "who leads it", goal.owner


def _preview(desk: Desk, person: Person, asked: Goal) -> GoalPreview | None:
    try:
        found = questions.goal_preview(desk, person, asked)
    except DefinitionsBroken as broken:
        for problem in broken.problems:
            st.error(plain(problem.message))
        return None
    except SharedMetricsError as error:
        show(error)
        return None
    views = {"As it is": found.now, "As it would be": found.then}
    shown = {name: view for name, view in views.items() if view is not None}
    for column, (name, view) in zip(st.columns(len(shown)), shown.items(), strict=True):
        with column:
            _show_view(name, view)
    now, then = found.now.standing if found.now else None, found.then.standing
    text = goals_yaml([then.goal])
    spec = chart_spec("preview", lambda: goal_preview_chart(now, then), text, desk=desk)
    draw(spec, preview_sentence(now, then))
    if found.makes_version:
        st.markdown(
            "Periods that end before the change stay judged by what was agreed at their time; "
            "that stays in the goal's history."
        )
    return found


def _show_view(name: str, view: GoalView) -> None:
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{name}**")
        show_word(view)
        st.markdown(plain(view.sentence))


def offer_to_keep(
    desk: Desk, person: Person, before: Goal | None, preview: GoalPreview | None
) -> None:
    """The review's decision, why, and the button."""
    st.header("Keep it")
    decisions = questions.goal_decisions(desk, person, before.id if before else None)
    if not decisions:
        st.markdown("A goal is changed by what a review decided. Write the decision down there.")
        return
    told = {
        decision.id: f"{decision.text} ({review.title}, {day_words(review.on)})"
        for decision, review in decisions
    }
    decision = st.selectbox("Which decision?", list(told), format_func=told.__getitem__)
    why = ""
    if before is not None:
        why = st.text_area("Why? It stays in the goal's history.", max_chars=MAX_WORDS) or ""
    changes = list_words(NAMES.get(key, key) for key in preview.changes) if preview else ""
    if changes:
        st.markdown(f"Changes: {plain(changes)}.")
    ready = preview is not None and (before is None or bool(why.strip()))
    label = "Begin this goal" if before is None else "Change this goal"
    if st.button(label, type="primary", disabled=not ready) and preview is not None:
        _keep(desk, person, preview.then.standing.goal, why=why, decision=decision)


def _keep(desk: Desk, person: Person, goal: Goal, *, why: str, decision: str) -> None:
    now = desk.now()
    with shown_plainly():
        if goal.id in desk.agenda.goal_by_id:
            kept = acts.change_goal(desk, goal, why=why, decision=decision, actor=person, now=now)
        else:
            kept = acts.begin_goal(desk, goal, decision=decision, actor=person, now=now)
        st.query_params["goal"] = kept.id
        st.session_state.pop(SEEN, None)
        st.toast("It is kept, in goals.yaml too.")
        st.rerun()


def show_history(desk: Desk, goal: Goal) -> None:
    """Every version of the goal, the oldest first: what, agreed by whom, why it was changed."""
    st.header("What was agreed before")
    if not goal.earlier:
        st.markdown("This goal has not been changed.")
    metric = desk.definitions.metric(goal.metric)
    for one, later in pairwise(goal.versions):
        with st.container(border=True):
            st.markdown(f"**Until {day_words(later.agreed_on)}: {plain(_terms(one, metric))}**")
            st.markdown(f"Agreed on {day_words(one.agreed_on)}: {plain(one.agreed_by)}.")
            st.markdown(f"Why it was changed: {plain(later.earlier[-1].why_changed)}")
            st.markdown(f"Decided: {plain(later.agreed_by)}.")


def _terms(goal: Goal, metric: Metric) -> str:
    """`from 146 people in Q3 2023 to 240 people in Q4 2026, straight`."""
    start, end = (value_text(float(one.value), metric) for one in (goal.baseline, goal.target))
    return (
        f"from {start} in {goal.baseline.period.label} to {end} in {goal.target.period.label}, "
        f"{PATHS[goal.path].lower()}; for {goal.population.who}, {goal.population.where}"
    )
