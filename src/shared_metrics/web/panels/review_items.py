"""One item of a review's agenda, as the room reads it: from what the review froze, nothing else."""

from collections.abc import Sequence

import streamlit as st

from shared_metrics.desk.questions.reviewing import ReviewShown
from shared_metrics.reviews import AgendaItem
from shared_metrics.site.corrections import corrections_of
from shared_metrics.site.goals import GoalShown, View
from shared_metrics.site.review_items import KINDS, WITH_CARD
from shared_metrics.web.panels.editions import (
    sentences,
    show_corrections,
    show_facts,
    show_figures,
    show_line,
    show_word,
    view_of,
)
from shared_metrics.web.panels.setbacks import show_setbacks
from shared_metrics.web.wording import plain


def show_agenda(items: Sequence[AgendaItem]) -> None:
    """The agenda as a numbered list."""
    if not items:
        st.write("Nothing is on the agenda. Any goal or a point of your own can be added.")
    for number, item in enumerate(items, start=1):
        st.markdown(f"{number}. **{plain(item.title)}** · {KINDS[item.kind]}")


def show_item(shown: ReviewShown, item: AgendaItem) -> None:
    """Everything the room sees of one item."""
    view = view_of(shown.edition)
    goal = goal_of(view, item.goal)
    if item.kind in WITH_CARD and goal is not None:
        _show_change(item)
        show_card(view, goal)
        return
    for words in item.says:
        st.markdown(plain(words))
    if item.kind == "restatement":
        _show_restated(view, shown, item.about)
    if item.kind == "check_back":
        _show_setback_of(shown, item.about)


def goal_of(view: View, goal_id: str | None) -> GoalShown | None:
    """A goal of the frozen figures."""
    return next((goal for goal in view.goals() if goal.id == goal_id), None)


def show_card(view: View, goal: GoalShown) -> None:
    """A goal's turn-the-curve card: where it stands, the line, its story, what was done."""
    show_word(goal)
    st.markdown(f"**{plain(sentences(goal))}**")
    show_line(view, goal)
    show_facts(goal, across=2)
    if goal.coverage:
        st.markdown(plain(goal.coverage))
    for change in goal.released.changes:
        when = view.words.day(change.on)
        st.markdown(f"The goal was changed on {when}: {plain(change.why)}")
    answers = [(one.setback, one.adaptations) for one in goal.released.setbacks]
    show_setbacks(answers, view.edition.release.published_on)
    if goal.table is not None:
        show_figures(view.edition, goal.table, "The figures")


def _show_change(item: AgendaItem) -> None:
    if item.kind == "status" and item.says:
        st.markdown(plain(item.says[0]))


def _show_restated(view: View, shown: ReviewShown, metric_id: str) -> None:
    tables = shown.edition.tables
    wanted = [
        one
        for one in shown.edition.release.corrections
        if one.table in tables and tables[one.table].metric.id == metric_id
    ]
    was = f"As shown at “{shown.frozen.previous_title}”" if shown.frozen.previous else "Was"
    show_corrections(corrections_of(shown.edition, wanted, view.words), was=was, now="As known now")


def _show_setback_of(shown: ReviewShown, adaptation_id: str) -> None:
    """The setback that an adaptation answered, with all that was changed."""
    known = {one.id: one for one in shown.frozen.adaptations}
    adaptation = known.get(adaptation_id)
    setback = next(
        (one for one in shown.frozen.setbacks if adaptation and one.id == adaptation.setback), None
    )
    if setback is not None:
        answers = tuple(one for one in known.values() if one.setback == setback.id)
        show_setbacks([(setback, answers)], shown.frozen.frozen_on)
