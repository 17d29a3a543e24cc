"""What a partner still has to send, and what it hears back."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels.agreements import warn_of_ends
from shared_metrics.web.panels.due import show_coming, show_due
from shared_metrics.web.panels.promised import show_own
from shared_metrics.web.panels.reflection import show_open
from shared_metrics.web.wording import count_words, plain

person = require("partner")
desk = the_desk()
open_cells = questions.to_do(desk, person)
mine = [one for one in open_cells if one.standing is not questions.Standing.WAITING]
waiting = [one for one in open_cells if one.standing is questions.Standing.WAITING]

st.title("To do")
warn_of_ends(person)
show_open(desk, person)
name = desk.definitions.partner(person.partner or "").name
if mine:
    st.write(f"{plain(name)} has {count_words(len(mine), 'file')} to send.")
else:
    st.success("Nothing to send: everything asked for so far has been sent. Thank you.")
for one in mine:
    show_due(one, person)

if waiting:
    st.header("With the backbone")
    for one in waiting:
        show_due(one, person)

show_own(desk, person)

st.header("Coming up")
show_coming(person)
