"""Send figures: drop the file, see what we read, mend or explain, send, keep the receipt."""

import streamlit as st

from shared_metrics import people
from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.navigation import link
from shared_metrics.web.panels import sending
from shared_metrics.web.panels.receipt import show_receipts
from shared_metrics.web.plain_errors import shown_plainly

person = require("partner")
desk = the_desk()
contracts = {contract.id: contract for contract in questions.contracts_of(desk, person)}

st.title("Send figures")
if not contracts:
    st.info("There is nothing for you to report.")
    st.stop()

# What is sent, and for when
contract, period = sending.choose(person, contracts)
if not people.can_submit(person, contract, person.partner or "", desk.partnership):
    st.info("Files are sent by your organization's steward. You can read the guide meanwhile.")
    link("guides", "Reporting guide", contract=contract.id)
    st.stop()
receipts = sending.receipts_of(contract, period)
if receipts:
    show_receipts(receipts, person)
    sending.offer_another(contract, period)
    st.stop()

# The file
upload = sending.drop(contract, period)
if upload is None:
    sending.offer_nothing_to_report(person, contract, period)
    st.stop()

# What we read, and what is wrong with it
with shown_plainly():
    checked = sending.check(person, upload, contract, period)
    sending.show_what_we_read(checked)
    if not checked.can_be_sent:
        sending.show_what_to_mend(checked)
        st.stop()

    # What it changes, and what we ask before it is sent
    sending.show_totals(checked)
    answers = sending.ask(checked)
    sending.offer_to_send(person, checked, period, answers)
