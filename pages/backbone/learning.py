"""What we learn: setbacks, what was changed and what came of it, and what was heard."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.people import can_write_learning
from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of
from shared_metrics.web.panels.learning_forms import begin_from_address, offer_to_write
from shared_metrics.web.panels.learning_list import choose_what, show_notes, show_story

person = require("backbone")
desk = as_of.show_head("What we learn", "learning")
found = questions.learning(desk, person)
st.markdown(
    "What pushed a figure off its path, what we changed, and whether it helped. Nobody is to blame "
    "in here; words that name a partner leave the backbone once that partner has agreed to them."
)
if desk.known_on is None and can_write_learning(person):
    offer_to_write(person)
    begin_from_address(person)

chosen = choose_what(desk, found)

st.header("Still open")
if not chosen.open:
    st.markdown("Nothing is open here.")
for setback in chosen.open:
    show_story(desk, found, setback, person)

if chosen.closed:
    st.header("Closed")
    for setback in chosen.closed:
        show_story(desk, found, setback, person)

st.header("Heard in the field")
show_notes(desk, found, chosen.notes, person)
