"""A figure beside a year before: of the same partners first, then of all, and why they differ."""

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from shared_metrics.agenda.model import Metric
from shared_metrics.desk import Desk
from shared_metrics.desk.questions import GoalView, YearBefore
from shared_metrics.periods import Period
from shared_metrics.progress import change_text, value_text
from shared_metrics.web.panels.goals import figures_of
from shared_metrics.web.wording import count_words, list_words, plain


def show_year_before(desk: Desk, view: GoalView, found: YearBefore | None) -> None:
    """Two numbers side by side and the reason they are not one."""
    st.header("Compared with a year before")
    if found is None:
        st.markdown("There is no figure of a year before to compare with.")
        return
    metric, one = view.standing.metric, found.comparison
    with figures_of(view, "year_before"):
        if metric.source == "published":
            _number("The whole region", one.raw_change, _from_to(found, metric, same=False), metric)
            return
        same, everybody = st.columns(2)
        with same:
            title = f"The same {count_words(len(one.same), 'partner')}, both times"
            _number(title, one.change, _from_to(found, metric, same=True), metric)
        with everybody:
            words = _from_to(found, metric, same=False)
            _number("The total, whoever is in it", one.raw_change, words, metric)
        st.markdown(plain(_why(desk, found)))


def _number(title: str, change: Fraction | None, words: str, metric: Metric) -> None:
    with st.container(border=True, height="stretch"):
        st.metric(plain(title), plain(change_text(change, metric)))
        st.markdown(plain(words))


def _from_to(found: YearBefore, metric: Metric, *, same: bool) -> str:
    one = found.comparison
    start, end = (one.same_before, one.same_after) if same else (one.before, one.after)
    if start is None or end is None:
        return "Nobody is in both with all files."
    before, after = value_text(start, metric), value_text(end, metric)
    return f"{before} in {span_words(found.before)}, {after} in {span_words(found.after)}."


def span_words(periods: Sequence[Period]) -> str:
    """`Q1 2026`, or `January 2026 to March 2026`."""
    first, last = periods[0], periods[-1]
    return first.label if first == last else f"{first.label} to {last.label}"


def _why(desk: Desk, found: YearBefore) -> str:
    """Plain facts about who is in one of the two only. Names: these pages are the backbone's."""
    if found.comparison.is_on_all:
        return "Everybody is in both with all files, so the two are the same."
    facts = [
        (found.comparison.came, "began to report in between"),
        (found.comparison.left, "no longer reporting"),
        (found.comparison.incomplete, "not all files are in for one of the two"),
    ]
    told = [f"{_names(desk, ids)}: {what}" for ids, what in facts if ids]
    return f"Why they differ. {'. '.join(told)}."


def _names(desk: Desk, ids: Sequence[str]) -> str:
    known = desk.partnership.partner_by_id
    return list_words(known[one].name if one in known else one for one in ids)
