"""What sectors and partners bring and add: own series, change, part of the total. No ranking."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from shared_metrics.agenda.model import Goal, Metric, Person
from shared_metrics.charts import (
    contributions_sentence,
    own_sentence,
    partner_chart,
    sector_name,
    sector_panels,
)
from shared_metrics.desk import Desk, questions
from shared_metrics.observations import PARTNER
from shared_metrics.progress import Contribution, change_text, share_text, value_text
from shared_metrics.web.data_io import Chart, chart_spec
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.goals import asked_for, draw
from shared_metrics.web.panels.profiles import show_partner_profiles, show_sector_profiles
from shared_metrics.web.wording import plain

PANELS_ABREAST = 3


def choose_metric(desk: Desk, goal: Goal) -> Metric | None:
    """The goal's own metric or, for one that partners do not report, one that moves with it."""
    own = desk.definitions.metric(goal.metric)
    if own.source == "partners":
        return own
    moving = {
        metric_id: desk.definitions.metric(metric_id) for metric_id in goal.contributing_metrics
    }
    if not moving:
        return None
    st.markdown(
        "This figure is published for the whole region. Partners' own work moves with it; "
        "it does not alone cause it."
    )
    chosen = st.selectbox(
        "Which of partners' figures?", list(moving), format_func=lambda m: moving[m].title
    )
    return moving[chosen]


def show_sectors(desk: Desk, person: Person, goal: Goal, metric: Metric) -> None:
    """A panel for each sector, the numbers, and what each sector brings."""
    rows = questions.goal_contributions(desk, person, goal.id, metric.id, "sector")
    names = {row.id: sector_name(row.id) for row in rows}
    with_series = [row for row in rows if row.series]
    for at in range(0, len(with_series), PANELS_ABREAST):
        for column, row in zip(
            st.columns(PANELS_ABREAST), with_series[at : at + PANELS_ABREAST], strict=False
        ):
            name = names[row.id]
            make = partial(_panel, rows, metric, name)
            spec = chart_spec("sectors", make, goal.id, metric.id, row.id, desk=desk)
            with column:
                st.markdown(f"**{name}**")
                draw(spec, own_sentence(row.series, metric))
    with st.container(horizontal=True, key="sector_doors"):
        for sector, name in names.items():
            link("sector", f"More on {name.lower()}", sector=sector, **asked_for(desk))
    _table(rows, metric, names, "Sector")
    show_sector_profiles(row.id for row in rows)


def _panel(rows: Sequence[Contribution], metric: Metric, name: str) -> Chart:
    return sector_panels(rows, metric)[name]


def show_partners(desk: Desk, person: Person, goal: Goal, metric: Metric) -> None:
    """Baseline and now for each partner that reports, in the agenda's order."""
    rows = questions.goal_contributions(desk, person, goal.id, metric.id, PARTNER)
    names = {row.id: desk.definitions.partner(row.id).name for row in rows}
    if any(row.newest is not None for row in rows):
        spec = chart_spec(
            "partners",
            lambda: partner_chart(rows, metric, goal, names=names),
            *(goal.id, metric.id),
            desk=desk,
        )
        draw(spec, contributions_sentence(rows, metric))
    _table(rows, metric, names, "Partner")
    show_partner_profiles(names)


def _table(
    rows: Sequence[Contribution], metric: Metric, names: dict[str, str], heading: str
) -> None:
    with st.expander("The figures"):
        st.table(
            [
                {
                    heading: plain(names[row.id]),
                    "Now": plain(value_text(row.newest, metric)),
                    "Since the baseline": plain(change_text(row.change, metric)),
                    "Part of the total": "–" if row.part is None else share_text(row.part),
                }
                for row in rows
            ],
            border="horizontal",
            hide_index=True,
            alt=f"{metric.title} by {heading.lower()}",
        )
