"""The backbone's first look: what arrived, what waits, who is late, what moved."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of
from shared_metrics.web.panels.agreements import warn_of_ends
from shared_metrics.web.panels.news import show_counts, show_late, show_moved, show_waiting
from shared_metrics.web.panels.promised import show_of_backbone
from shared_metrics.web.panels.reflection import show_open
from shared_metrics.web.wording import day_words

person = require("backbone")
desk = as_of.show_head("Today", "today")
today = questions.today(desk, person)

st.write(f"Since {day_words(today.since)}")
show_counts(today)
warn_of_ends(person)
show_open(the_desk(), person)

left, right = st.columns(2)
with left:
    st.header("Waiting for you")
    show_waiting(today.waiting)
with right:
    st.header("Late")
    show_late(today.late)
if today.moved:
    st.header("Figures that moved")
    show_moved(today.moved, person)
show_of_backbone(desk, person)
