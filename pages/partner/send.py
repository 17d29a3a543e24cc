"""Send figures: drop the file, see what we read, mend or explain, send, keep the receipt."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.navigation import link
from shared_metrics.web.panels import sending
from shared_metrics.web.panels.steps import show_steps

person = require("partner")
desk = the_desk()
whose = person.partner or ""
contracts = {contract.id: contract for contract in questions.contracts_of(desk, person)}

st.title("Send figures")
if not contracts:
    st.info("There is nothing for you to report.")
    st.stop()

# What is sent, and for when
errand = sending.choose(person, whose, contracts)
if not errand.may_send:
    st.info("Files are sent by your organization's steward. You can read the guide meanwhile.")
    link("guides", "Reporting guide", contract=errand.contract.id)
    st.stop()
show_steps(errand)
