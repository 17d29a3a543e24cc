"""Where our own figures come from: in which file we sent, in which of its rows."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels.lineage import choose_and_show

person = require("partner")
desk, partner = the_desk(), person.partner or ""

st.title("Where our figures come from")
st.markdown("Your own accepted figures only: nobody else's are on this page.")
metrics = questions.partner_metrics(desk, partner)
if metrics:
    choose_and_show(desk, person, metrics, partner)
else:
    st.markdown("No figures have been accepted yet.")
