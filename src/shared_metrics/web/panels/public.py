"""A goal for readers outside: only what a `PublicTable` holds is shown here."""

import csv
import io

import streamlit as st

from shared_metrics.charts import (
    public_progress_chart,
    public_sector_chart,
    public_summary_sentence,
)
from shared_metrics.desk.questions import PublicGoal
from shared_metrics.disclosure import WHOLE_PARTNERSHIP, PublicTable
from shared_metrics.web.data_io import chart_spec, the_desk
from shared_metrics.web.identity import refusal
from shared_metrics.web.panels.agreements import show_public_notes
from shared_metrics.web.panels.goals import draw, show_definition
from shared_metrics.web.panels.setbacks import show_setbacks
from shared_metrics.web.wording import plain


def may_be_shown() -> bool:
    """A preview is for the people who set a partnership up: under demo identity only."""
    return the_desk().settings.identity == "demo" and refusal() is None


def show_public_goal(shown: PublicGoal) -> None:
    """The sentence, the line, how we know, the figures to take along."""
    goal, table = shown.goal, shown.table
    setbacks = [setback for setback, _ in shown.setbacks]
    sentence = public_summary_sentence(table, goal, len(setbacks))
    with st.container(border=True, key=f"public_{goal.id}"):
        st.subheader(plain(goal.title), anchor=False)
        st.markdown(plain(sentence))
        spec = chart_spec("public", lambda: public_progress_chart(table, goal, setbacks), goal.id)
        draw(spec, sentence)
        if shown.coverage is not None:
            st.markdown(f"Data to {shown.coverage.period.label}. {plain(shown.coverage.sentence)}")
        show_public_notes(shown.withdrawn)
        show_definition(shown.metric, goal)
        _show_sectors(shown)
        if shown.setbacks:
            with st.expander("What pushed it off its path"):
                show_setbacks(shown.setbacks, the_desk().today())
        _offer_figures(table)


def _show_sectors(shown: PublicGoal) -> None:
    table = shown.table
    if not table.sectors:
        return
    key = f"sectors_{shown.goal.id}"
    opened = st.expander("By sector (type of organization)", key=key, on_change="rerun")
    if not opened.open:  # charts nobody looks at are not sent
        return
    with opened:
        spec = chart_spec("public_sectors", lambda: public_sector_chart(table), shown.goal.id)
        draw(spec, f"{table.metric.title} by sector")
        if table.hidden:
            st.markdown(f"{table.hidden:,} figures are hidden to protect people.")


def _offer_figures(table: PublicTable) -> None:
    st.download_button(
        "These figures (.csv)",
        lambda: public_csv(table),
        file_name=f"{table.metric.id}_preview.csv",
        mime="text/csv",
        key=f"csv_{table.metric.id}",
        on_click="ignore",
    )


def public_csv(table: PublicTable) -> bytes:
    """The cells as they may be shown: period, sector, value (empty when hidden), status."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["metric", *table.cells.columns])
    for period, sector, value, status in table.cells.iter_rows():
        who = "whole_partnership" if sector == WHOLE_PARTNERSHIP else sector
        writer.writerow([table.metric.id, period, who, "" if value is None else value, status])
    return text.getvalue().encode()
