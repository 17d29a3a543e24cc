"""A goal: what was agreed, where it stands, its line under the path, what the number means."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from shared_metrics.agenda.model import Goal, Metric, Outcome, Person
from shared_metrics.charts import progress_chart, summary_sentence
from shared_metrics.desk import questions
from shared_metrics.desk.questions import Coverage
from shared_metrics.learning import Setback
from shared_metrics.progress import Standing, share_text, value_text
from shared_metrics.web.data_io import chart_spec, the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.wording import day_words, plain

ALL_GOALS = "All goals"


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


def show_overview(person: Person) -> None:
    """One row a goal: where it is, what the path asks for, and a door to more."""
    desk = the_desk()
    for outcome in desk.agenda.outcomes:
        st.header(plain(outcome.title))
        st.markdown(plain(outcome.statement))
        for goal in (goal for goal in desk.agenda.goals if goal.outcome == outcome.id):
            standing = questions.goal_standing(desk, person, goal.id)
            with st.container(border=True, key=f"goal_{goal.id}"):
                words, word, door = st.columns([6, 2, 1.5], vertical_alignment="center")
                words.markdown(f"**{plain(goal.title)}**  \n{plain(standing.sentence)}")
                with word:
                    show_word(standing, person)
                with door:
                    link("progress", "See more", goal=goal.id)


WORD_COLOURS = {
    "ahead of the path": "green",
    "on the path": "green",
    "short of the path": "orange",
    "provisional": "gray",
    "no figures yet": "gray",
    "not judged": "gray",
}


def show_word(standing: Standing, person: Person) -> None:
    """The standing in a word, or that files are missing; the colour says nothing on its own."""
    coverage = _coverage(standing, person)
    if standing.word == "provisional" and coverage is not None:
        st.badge(f"Provisional: {coverage.reported} of {coverage.expected} files", color="gray")
        return
    colour = WORD_COLOURS[standing.word]
    st.badge(standing.word.capitalize(), color=colour)  # type: ignore[arg-type]  # Streamlit's names


def _coverage(standing: Standing, person: Person) -> Coverage | None:
    """How complete the newest period is; None for figures that partners do not report."""
    if standing.period is None or standing.metric.source != "partners":
        return None
    return questions.coverage(the_desk(), person, standing.metric.id, standing.period)


def show_heading(goal: Goal, outcome: Outcome) -> None:
    """The goal in words: for whom, where, who agreed, who leads."""
    st.header(plain(goal.title))
    st.markdown(
        f"{plain(outcome.title)} · {plain(goal.population.who)}, {plain(goal.population.where)} · "
        f"{plain(goal.owner)}"
    )


def show_standing(standing: Standing, person: Person) -> None:
    """The sentence with its evidence, then four numbers of equal height."""
    metric, goal = standing.metric, standing.goal
    st.markdown(f"**{plain(standing.sentence)}**")
    if standing.period is None:
        return
    coverage = _coverage(standing, person)
    share = standing.share_of_the_way
    numbers = (
        (standing.period.label, value_text(standing.value, metric)),
        ("The path asks for", value_text(standing.needed_by_now, metric)),
        (f"Target, {goal.target.period.label}", value_text(float(goal.target.value), metric)),
        ("Of the way", "–" if share is None else share_text(share)),
    )
    for column, (label, value) in zip(st.columns(4), numbers, strict=True):
        column.metric(plain(label), plain(value), border=True, height="stretch")
    if coverage is not None:
        st.markdown(plain(coverage.sentence))


def show_line(standing: Standing, setbacks: Sequence[Setback]) -> None:
    """The chart with path, target and setbacks, and the same as a table."""
    spec = chart_spec("progress", lambda: progress_chart(standing, setbacks), standing.goal.id)
    draw(spec, summary_sentence(standing, len(setbacks)))
    with st.expander("The figures"):
        st.table(
            [
                {
                    "Period": observed.period.label,
                    plain(standing.metric.title): plain(
                        value_text(observed.value, standing.metric)
                    ),
                    "Partners": f"{observed.partners:,}",
                }
                for observed in reversed(standing.series)
            ],
            border="horizontal",
            hide_index=True,
            height=400,
            alt=f"{standing.metric.title} by period",
        )


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
                f"Baseline {start} in {goal.baseline.period.label}, a straight path to the target."
            )


def _source_words(metric: Metric) -> str:
    better = {"higher": "higher is better", "lower": "lower is better", "range": "within a range"}
    where = (
        "Added up from partners' accepted files"
        if metric.source == "partners"
        else "Published by others, loaded by the backbone with source, license and date"
    )
    return f"**Where it comes from.** {where}; {better[metric.better]}."
