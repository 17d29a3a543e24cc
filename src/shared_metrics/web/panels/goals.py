"""A goal: what was agreed, where it stands, what the number means."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from shared_metrics.agenda.model import Goal, Metric, Outcome, Person
from shared_metrics.desk import Desk, questions
from shared_metrics.desk.questions import GoalView
from shared_metrics.progress import share_text, value_text, when_text
from shared_metrics.site.statuses import status_of
from shared_metrics.web.navigation import link
from shared_metrics.web.wording import day_words, plain

ALL_GOALS = "All goals"
PATHS = {
    "straight": "a straight path to the target",
    "seasonal": "a path to the target that follows last year's season",
    "milestones": "a path to the target through agreed milestones",
}


def choose_goal(goals: Sequence[Goal]) -> Goal | None:
    """The goal looked at; none is all of them. It stands in the address, so it can be sent on."""
    by_id = {goal.id: goal for goal in goals}
    asked = st.query_params.get("goal", "")
    chosen = st.selectbox(
        "Goal",
        [ALL_GOALS, *by_id],
        index=[ALL_GOALS, *by_id].index(asked) if asked in by_id else 0,
        format_func=lambda goal_id: by_id[goal_id].title if goal_id in by_id else ALL_GOALS,
    )
    if chosen in by_id:
        st.query_params["goal"] = chosen
    elif asked:
        del st.query_params["goal"]
    return by_id.get(chosen)


def show_overview(desk: Desk, person: Person) -> None:
    """One row a goal: where it is, what the path asks for, and a door to more."""
    for outcome in desk.agenda.outcomes:
        st.header(plain(outcome.title))
        st.markdown(plain(outcome.statement))
        for goal in (goal for goal in desk.agenda.goals if goal.outcome == outcome.id):
            view = questions.goal_view(desk, person, goal.id)
            with st.container(border=True, key=f"{_stale(view)}goal_{goal.id}"):
                words, word, door = st.columns([6, 2, 1.5], vertical_alignment="center")
                words.markdown(f"**{plain(goal.title)}**  \n{plain(view.sentence)}")
                with word:
                    show_word(view)
                with door:
                    link("progress", "See more", goal=goal.id, **asked_for(desk))


def asked_for(desk: Desk) -> dict[str, str]:
    """The part of an address that says which day's knowledge is shown; nothing for now."""
    return {"on": desk.known_on.isoformat()} if desk.known_on else {}


def figures_of(view: GoalView, name: str, *, dated: bool = True) -> DeltaGenerator:
    """A part of the page with figures; of a stale goal they are grey and say of when they are."""
    standing = view.standing
    part = st.container(key=f"{_stale(view)}{name}")
    if standing.stale and standing.period is not None and dated:
        part.markdown(f"As of {standing.period.label}:")
    return part


def figures_about(view: GoalView, metric: Metric, name: str) -> DeltaGenerator:
    """The same for figures of a metric: another one that moves with the goal may well be newer."""
    return figures_of(view, name) if metric.id == view.standing.metric.id else st.container()


def _stale(view: GoalView) -> str:
    """Begins the keys that `look.css` greys."""
    return "stale_" if view.standing.stale else ""


WORD_COLOURS = {
    "reached": "green",
    "ahead": "green",
    "on_track": "green",
    "behind": "orange",
    "off_track": "red",
}


def show_word(view: GoalView) -> None:
    """The status in a word, and that files are missing; the colour says nothing on its own."""
    standing, held = view.standing, view.coverage
    with st.container(horizontal=True):
        show_badge(standing.status)
        if standing.provisional and held is not None:
            st.badge(f"Provisional: {held.reported} of {held.expected} files", color="gray")


def show_badge(status: str) -> None:
    """A status word with its shape."""
    word = status_of(status).word
    st.badge(
        f"{SHAPES.get(status, '○')} {word.capitalize()}",
        color=WORD_COLOURS.get(status, "gray"),  # type: ignore[arg-type]  # Streamlit's names
    )


SHAPES = {"reached": "★", "ahead": "▶", "on_track": "●", "behind": "◆", "off_track": "■"}


def show_heading(goal: Goal, outcome: Outcome) -> None:
    """The goal in words: for whom, where, who agreed, who leads."""
    st.header(plain(goal.title))
    st.markdown(
        f"{plain(outcome.title)} · {plain(goal.population.who)}, {plain(goal.population.where)} · "
        f"{plain(goal.owner)}"
    )


def show_status(view: GoalView) -> None:
    """The word, and the sentence with its evidence."""
    show_word(view)
    with figures_of(view, "sentence", dated=False):
        st.markdown(f"**{plain(view.sentence)}**")


def show_standing(view: GoalView) -> None:
    """Four numbers of equal height, and how much they rest on."""
    standing = view.standing
    metric, goal, evidence = standing.metric, standing.goal, standing.evidence
    if evidence is None:
        return
    share = standing.share_of_the_way
    numbers = (
        (when_text(evidence), value_text(standing.value, metric)),
        ("The path asks for", value_text(standing.needed_by_now, metric)),
        (f"Target, {goal.target.period.label}", value_text(float(goal.target.value), metric)),
        ("Of the way", "–" if share is None else share_text(share)),
    )
    with figures_of(view, "numbers"):
        for column, (label, value) in zip(st.columns(4), numbers, strict=True):
            column.metric(plain(label), plain(value), border=True, height="stretch")
        if view.coverage is not None:
            st.markdown(plain(view.coverage.sentence))


def draw(
    spec: dict[str, object], alt: str, width: Literal["stretch", "content"] = "stretch"
) -> None:
    """A chart as it was built: its own look, words for who cannot see; as wide as the page."""
    st.vega_lite_chart(None, spec, theme=None, width=width, alt=alt)


def show_definition(
    metric: Metric, goal: Goal | None = None, *, baseline: bool = True, note: str = ""
) -> None:
    """What the number means, why it matters, who wrote and checked it.

    `baseline`: whether the figure the goal began with may be told; `note`: on the source.
    """
    with st.expander("How do we know?"):
        st.markdown(f"**{plain(metric.title)}.** {plain(metric.definition)}")
        st.markdown(f"**Why it matters.** {plain(metric.why_it_matters)}")
        st.markdown(f"{_source_words(metric)} {plain(note)}".strip())
        for change in metric.breaks:
            st.markdown(f"**From {plain(change.period)} on:** {plain(change.note)}")
        st.markdown(
            f"Written by {plain(metric.authored_by)}, checked by {plain(metric.checked_by)}; "
            f"looked at again on {day_words(metric.next_review)}."
        )
        if goal is not None:
            start = plain(value_text(float(goal.baseline.value), metric)) if baseline else "hidden"
            st.markdown(
                f"The goal was agreed on {day_words(goal.agreed_on)}: {plain(goal.agreed_by)}. "
                f"Baseline {start} in {goal.baseline.period.label}; {PATHS[goal.path]}."
            )


def _source_words(metric: Metric) -> str:
    better = {"higher": "higher is better", "lower": "lower is better", "range": "within a range"}
    where = (
        "Added up from partners' accepted files"
        if metric.source == "partners"
        else "Published by others, loaded by the backbone with source, license and date"
    )
    return f"**Where it comes from.** {where}; {better[metric.better]}."
