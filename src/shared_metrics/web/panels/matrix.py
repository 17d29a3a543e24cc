"""The completeness matrix: partner by period."""

from collections.abc import Sequence

import streamlit as st

from shared_metrics.desk.questions import Expected, Standing, shares
from shared_metrics.periods import Period
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels.due import BADGES
from shared_metrics.web.panels.sent import name_of
from shared_metrics.web.wording import plain

COUNTS = {6: "Last 6", 12: "Last 12", 0: "All"}
WIDE = 6


def choose_contract(everything: Sequence[Expected]) -> tuple[str, int]:
    """Which guide, and how many of its newest periods (0: all)."""
    contracts = the_desk().definitions.contracts
    asked_for = {one.cell.contract for one in everything}
    ids = sorted(asked_for, key=lambda c: (contracts[c].loaded_by == "backbone", c))
    with st.container(horizontal=True):
        contract = st.selectbox(
            "Guide", ids, format_func=lambda c: contracts[c].title, key="matrix_contract"
        )
        count = st.selectbox("Periods", list(COUNTS), format_func=COUNTS.__getitem__)
    return contract, count


def _newest(cells: Sequence[Expected], count: int) -> list[Period]:
    periods = sorted({one.cell.period for one in cells}, key=lambda period: period.ordinal)
    return periods[-count:] if count else periods


def show_shares(cells: Sequence[Expected], count: int) -> None:
    """One sentence: how the shown cells divide, in per cent that sum to 100."""
    shown = set(_newest(cells, count))
    parts = shares(one for one in cells if one.cell.period in shown)
    said = [
        f"**{percent} %** {standing.label.lower()}"
        for standing, percent in parts.items()
        if percent
    ]
    st.markdown(" · ".join(said))


def show_matrix(cells: Sequence[Expected], count: int) -> None:
    """A row a partner, a column a period; the words say how each cell stands."""
    periods = _newest(cells, count)
    by_place = {(one.cell.partner, one.cell.period): one.standing for one in cells}
    partners = sorted({one.cell.partner for one in cells}, key=name_of)
    few = len(periods) <= WIDE
    rows = [
        {"Partner": plain(name_of(partner)) if few else name_of(partner)}
        | {p.label: _words(by_place.get((partner, p)), few=few) for p in periods}
        for partner in partners
    ]
    alt = f"Who has reported, {periods[0].label} to {periods[-1].label}"
    if few:
        st.table(rows, border="horizontal", hide_index=True, alt=alt)
    else:
        st.dataframe(rows, hide_index=True, height=38 + 35 * len(rows), alt=alt)


def _words(standing: Standing | None, *, few: bool) -> str:
    if standing is None:
        return "–"
    label, colour = BADGES[standing]
    return f":{colour}-badge[{label}]" if few else label
