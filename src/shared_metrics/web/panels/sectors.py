"""One sector: its own line of each metric it reports, its part of the whole. No status word."""

from fractions import Fraction
from functools import partial

import streamlit as st

from shared_metrics.agenda.model import Metric, Person
from shared_metrics.charts import own_chart, own_sentence, sector_name
from shared_metrics.desk import Desk, questions
from shared_metrics.desk.questions import SectorPart
from shared_metrics.progress import change_text, share_text, value_text
from shared_metrics.web.data_io import chart_spec
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.goals import asked_for, draw
from shared_metrics.web.wording import plain


def choose_sector(desk: Desk) -> str:
    """The sector looked at; it stands in the address, so it can be sent on."""
    sectors = questions.sectors(desk)
    asked = st.query_params.get("sector", "")
    chosen = st.selectbox(
        "Sector (type of organization)",
        sectors,
        index=sectors.index(asked) if asked in sectors else 0,
        format_func=sector_name,
    )
    st.query_params["sector"] = chosen
    return chosen


def show_sector(desk: Desk, person: Person, sector: str) -> None:
    """Each metric: three numbers, its own line, and the way to the goal."""
    parts = questions.sector_parts(desk, person, sector)
    if not parts:
        st.markdown("No partner of this sector reports a figure that belongs to a goal.")
    for one in parts:
        st.header(plain(one.metric.title))
        _numbers(one)
        if any(observed.value is not None for observed in one.part.series):
            make = partial(own_chart, one.part.series, one.metric)
            spec = chart_spec("one sector", make, sector, one.metric.id, desk=desk)
            draw(spec, own_sentence(one.part.series, one.metric))
        link("progress", f"Goal: {plain(one.goal.title)}", goal=one.goal.id, **asked_for(desk))


def _numbers(one: SectorPart) -> None:
    """Its newest figure, which may be older than the newest of all: then its part is not known."""
    part, metric = one.part, one.metric
    known = [observed for observed in part.series if observed.value is not None]
    newest = known[-1] if known else None
    value = newest.value if newest else None
    change = None if value is None or part.baseline is None else value - part.baseline
    numbers = (
        (newest.period.label if newest else "Now", value_text(value, metric)),
        (f"Since {one.goal.baseline.period.label}", _change(change, metric)),
        (
            "Counts for, in the whole" if metric.denominator else "Part of the whole",
            "not known yet" if part.part is None else share_text(part.part),
        ),
    )
    for column, (label, words) in zip(st.columns(3), numbers, strict=True):
        column.metric(plain(label), plain(words), border=True, height="stretch")


def _change(change: Fraction | None, metric: Metric) -> str:
    return "no figure then" if change is None else change_text(change, metric)
