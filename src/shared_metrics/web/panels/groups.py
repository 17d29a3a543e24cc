"""How each group fares: its value beside the whole and beside a year before."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

import streamlit as st

from shared_metrics.agenda.model import Metric
from shared_metrics.desk import Desk, questions
from shared_metrics.desk.questions import GoalView
from shared_metrics.progress import GroupStanding, change_text, value_text, when_text
from shared_metrics.web.panels.goals import figures_of
from shared_metrics.web.wording import plain

TOO_FEW = "too few to tell"


def show_groups(desk: Desk, view: GoalView) -> None:
    """A table for each breakdown; nothing where the goal looks at none."""
    standing = view.standing
    if not view.groups or standing.evidence is None:
        return
    st.header("Groups")
    with figures_of(view, "groups"):
        for breakdown, groups in groupby(view.groups, key=lambda one: one.breakdown):
            title = _title(desk, standing.metric, breakdown)
            st.subheader(plain(title), anchor=False)
            _table(desk, view, title, list(groups))


def _title(desk: Desk, metric: Metric, breakdown: str) -> str:
    column = desk.definitions.contract(metric.contract).by_name.get(breakdown)
    return column.title if column else breakdown


def _table(desk: Desk, view: GoalView, title: str, groups: Sequence[GroupStanding]) -> None:
    standing = view.standing
    metric, when = standing.metric, when_text(standing.evidence) if standing.evidence else ""
    with_gaps = any(one.gap is not None for one in groups)
    rows = [
        {
            plain(title): plain(questions.group_name(desk, metric, one)),
            when: plain(value_text(one.value, metric)),
            **(_gaps(one, metric) if with_gaps else _changes(one, metric)),
            "Moves away?": _moves(one),
        }
        for one in groups
    ]
    alt = f"{metric.title} by {title.lower()}"
    st.table(rows, border="horizontal", hide_index=True, alt=alt)


def _gaps(one: GroupStanding, metric: Metric) -> dict[str, str]:
    """Of rates and means: how far each is from the whole."""
    return {
        "Beside the whole": plain(TOO_FEW if one.too_few else gap_words(one.gap, metric)),
        "A year before, beside the whole": plain(gap_words(one.gap_before, metric)),
    }


def _changes(one: GroupStanding, metric: Metric) -> dict[str, str]:
    """Counts are parts of the whole, so each is beside its own past only."""
    known = one.value is not None and one.before is not None
    change = one.value - one.before if known else None  # type: ignore[operator]  # both known
    return {
        "A year before": plain(value_text(one.before, metric)),
        "Change": plain(change_text(change, metric)),
    }


def gap_words(gap: Fraction | None, metric: Metric) -> str:
    """`better by 2.7 points`, `worse by 1.1 minutes`, `the same`."""
    if gap is None:
        return "no comparison"
    distance = change_text(abs(gap), metric)
    if not distance.startswith("+"):
        return "the same"
    return f"{'better' if gap > 0 else 'worse'} by {distance.removeprefix('+')}"


def _moves(one: GroupStanding) -> str:
    if one.too_few:
        return TOO_FEW
    if one.before is None:
        return "no comparison"
    return "**yes**, worse than a year before" if one.moving_away else "no"
