"""Who may come in: people and what they may do, invitations, upload links."""

import streamlit as st

from shared_metrics.people import can_look_after_people
from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of
from shared_metrics.web.panels.links import offer_link, show_links
from shared_metrics.web.panels.people import (
    offer_invitation,
    offer_to_change,
    show_invitations,
    show_people,
)

person = require("backbone")

desk = as_of.show_head("People", "people")
if not can_look_after_people(person):
    st.info("Analysts and operators look after people, invitations and upload links.")
    st.stop()

# Everybody, and what they may do
show_people(person)
if desk.known_on is not None:
    st.stop()  # people, invitations and links are those of now: nothing more to see of that day
offer_to_change(person)

st.header("Invitations")
offer_invitation(person)
show_invitations(person)

st.header("Upload links")
st.write("For somebody without an account: whoever has the link may send one partner's files.")
offer_link(person)
show_links(person)
