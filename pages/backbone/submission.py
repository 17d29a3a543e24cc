"""One submission: what was sent, what was found, what became of it, and its trail."""

import streamlit as st

from shared_metrics.web.identity import require
from shared_metrics.web.navigation import link
from shared_metrics.web.panels import as_of
from shared_metrics.web.panels.deciding import show_decision, show_what_to_weigh
from shared_metrics.web.panels.sent import name_of, show_one, submission_then, title_of
from shared_metrics.web.panels.trail import offer_original, show_trail
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import STATE_WORDS, plain

person = require("backbone")
asked = st.query_params.get("id")
if not asked:
    st.title("One submission")
    link("inbox", "Choose one in the inbox")
    st.stop()
desk = as_of.show_head("One submission", "submission", id=asked)
with shown_plainly():
    one = submission_then(desk, person, asked)
    st.header(plain(title_of(one)))
    st.write(f"{plain(name_of(one.partner))} · {STATE_WORDS[one.state]}")
    if one.is_open:
        show_what_to_weigh(one, person)
        show_decision(one, person)
    show_one(one, person)
    offer_original(one, person)
    st.header("What happened to it")
    show_trail(one, person)
