"""What each file must hold, and an empty one to fill in."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels.guide import show_guide, template_buttons
from shared_metrics.web.wording import plain

person = require("partner")

contracts = questions.contracts_of(the_desk(), person)
st.title("Reporting guides")
st.write("What each file holds, column by column, and an empty one to fill in.")
by_id = {contract.id: contract for contract in contracts}
asked = st.query_params.get("contract")
chosen = st.segmented_control(
    "Guide",
    list(by_id),
    format_func=lambda contract_id: plain(by_id[contract_id].title),
    default=asked if asked in by_id else next(iter(by_id), None),
    label_visibility="collapsed",
)
if chosen is None:
    st.info("Choose a guide above." if by_id else "There is nothing for you to report.")
    st.stop()
contract = by_id[chosen]
st.header(plain(contract.title))
template_buttons(person, contract, questions.period_to_send(the_desk(), person, contract.id))
show_guide(contract)
