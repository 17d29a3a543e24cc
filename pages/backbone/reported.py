"""Who has reported: partner by period, in kind words."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of
from shared_metrics.web.panels.matrix import choose_contract, show_matrix, show_shares

person = require("backbone")
desk = as_of.show_head("Who has reported", "reported")
everything = questions.expected(desk, person)

_, controls = st.columns([2, 3], vertical_alignment="bottom")
with controls:
    contract, count = choose_contract(everything)
cells = [one for one in everything if one.cell.contract == contract]
if not cells:
    st.info("Nothing has been asked for under this guide yet.")
    st.stop()
show_shares(cells, count)
show_matrix(cells, count)
