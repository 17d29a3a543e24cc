"""How we work together: ask everybody, answer too, and see how the answers spread."""

import streamlit as st

from shared_metrics.web.identity import require
from shared_metrics.web.panels.reflection import offer_to_answer, show_spreads, stop_where_off
from shared_metrics.web.panels.reflection_rounds import offer_to_run

person = require("backbone")

st.title("How we work together")
stop_where_off()
offer_to_answer(person)
offer_to_run(person)

st.header("What the rounds came to")
show_spreads(person)
