"""Why a figure changed: what each sector and each partner added to it, as a chart and a table."""

from collections.abc import Mapping

import streamlit as st

from shared_metrics.agenda.model import Metric, Person
from shared_metrics.charts import change_chart, change_rows, sector_name
from shared_metrics.desk import Desk, questions
from shared_metrics.desk.questions import GoalView, YearBefore
from shared_metrics.observations import PARTNER
from shared_metrics.progress import Change, change_text, value_text
from shared_metrics.web.data_io import chart_spec
from shared_metrics.web.panels.goals import draw, figures_of
from shared_metrics.web.panels.year_before import span_words
from shared_metrics.web.wording import plain


def show_why(desk: Desk, person: Person, view: GoalView, found: YearBefore | None) -> None:
    """By sector, then by partner: one under the other, so that a print holds both."""
    standing = view.standing
    if found is None or standing.metric.source == "published":
        return
    st.header("Why did it change?")
    with figures_of(view, "why"):
        if standing.provisional:
            st.markdown(
                "Files are still missing, so part of a fall here may be what has not come yet."
            )
        for by, heading in (("sector", "By sector"), (PARTNER, "By partner")):
            change = questions.goal_explained(desk, person, standing.goal.id, by)
            if change is not None:
                st.subheader(heading, anchor=False)
                _show(desk, view, found, by, change)


def _show(desk: Desk, view: GoalView, found: YearBefore, by: str, change: Change) -> None:
    metric, goal = view.standing.metric, view.standing.goal
    names = _names(desk, by, change)
    ends = {"before": span_words(found.before), "after": span_words(found.after)}
    spec = chart_spec(
        "change", lambda: change_chart(change, metric, names, **ends), goal.id, by, desk=desk
    )
    words = sum_words(change, metric)
    draw(spec, words)
    st.markdown(plain(words))
    _table(change, metric, names, by)


def sum_words(change: Change, metric: Metric) -> str:
    """What all parts add up to and, for a rate, of which how much for which reason."""
    whole = (
        f"All together {change_text(change.total, metric)}: from "
        f"{value_text(change.before, metric)} to {value_text(change.after, metric)}"
    )
    if change.rate is None or change.mix is None:
        return f"{whole}."
    return (
        f"{whole}. Of which {change_text(change.rate, metric)} because their own values changed, "
        f"and {change_text(change.mix, metric)} because some weigh more or less in the whole "
        "than before."
    )


def _names(desk: Desk, by: str, change: Change) -> Mapping[str, str]:
    if by != PARTNER:
        return {row.id: sector_name(row.id) for row in change.rows}
    known = desk.partnership.partner_by_id
    return {row.id: known[row.id].name for row in change.rows if row.id in known}


def _table(change: Change, metric: Metric, names: Mapping[str, str], by: str) -> None:
    rows = [
        *change_rows(change, metric, names),
        {
            "name": "All together",
            "change": change_text(change.total, metric),
            "own": "" if change.rate is None else change_text(change.rate, metric),
            "mix": "" if change.mix is None else change_text(change.mix, metric),
        },
    ]
    heads = {"name": "Partner" if by == PARTNER else "Sector", "change": "Added"}
    if change.rate is not None:
        heads |= {"own": "Of which: its own value", "mix": "Of which: how much it weighs"}
    with st.expander("The figures"):
        st.table(
            [{head: plain(row[key]) for key, head in heads.items()} for row in rows],
            border="horizontal",
            hide_index=True,
            alt=f"What each {by} added to the change of {metric.title}",
        )
