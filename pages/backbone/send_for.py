"""Send published figures, or a partner's file on its behalf."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels import sending
from shared_metrics.web.panels.steps import show_steps

person = require("backbone")
desk = the_desk()

title, control = st.columns([3, 2], vertical_alignment="bottom")
title.title("Send for somebody")
with control:
    whose = sending.choose_whose()
contracts = {contract.id: contract for contract in questions.contracts_of(desk, person, whose)}

if not contracts:
    st.info("There is nothing for them to report.")
    st.stop()
errand = sending.choose(person, whose, contracts)
if not errand.may_send:
    st.info("Files are sent by analysts and the chair.")
    st.stop()
show_steps(errand)
