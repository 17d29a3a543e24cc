"""Send figures through an upload link: for somebody without an account, one partner's files."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels import sending
from shared_metrics.web.panels.steps import show_steps
from shared_metrics.web.panels.through_link import show_sent, who_holds_the_link
from shared_metrics.web.wording import plain

st.title("Send with a link")
person = who_holds_the_link()
desk = the_desk()
partner = desk.definitions.partner(person.partner or "")
contracts = {contract.id: contract for contract in questions.contracts_to_send(desk, person)}

st.write(f"You send for **{plain(partner.name)}** to {plain(desk.partnership.name)}.")
if not contracts:
    st.info("There is nothing to report.")
    st.stop()
errand = sending.choose(person, partner.id, contracts)
show_steps(errand)
if not sending.receipts_of(errand):
    show_sent(person)
