"""What we learned together: shared with all partners, what we heard, and words that name us."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.people import can_approve_words
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels.learned import offer_to_tell, show_heard, show_words_naming
from shared_metrics.web.panels.setbacks import show_adaptation, show_setback

person = require("partner")
desk = the_desk()
found = questions.learning(desk, person)

st.title("What we learned together")
if can_approve_words(person, person.partner or ""):
    show_words_naming(desk, person)

st.header("Shared with all partners")
if not found.setbacks:
    st.markdown("Nothing is shared yet.")
for setback in found.setbacks:
    with st.container(border=True, key=f"setback_{setback.id}"):
        show_setback(setback.thing)
        for answer in found.answers_to(setback.id):
            show_adaptation(answer.thing, desk.today())

st.header("Heard in the field")
offer_to_tell(person)
show_heard(desk, found, person)
