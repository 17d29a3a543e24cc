"""How we work together: this round's questions, answered in private, and how answers spread."""

import streamlit as st

from shared_metrics.web.identity import require
from shared_metrics.web.panels.reflection import offer_to_answer, show_spreads, stop_where_off

person = require("partner")

st.title("How we work together")
stop_where_off()
offer_to_answer(person)

st.header("What the rounds came to")
show_spreads(person)
