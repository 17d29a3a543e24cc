"""Runs on every request for a page: the frame around it, then the page."""

import streamlit as st

from shared_metrics.web.frame import show_frame
from shared_metrics.web.identity import signed_in
from shared_metrics.web.navigation import pages_for
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.shown_day import show_day
from shared_metrics.web.theme import set_look

set_look()
show_day(None)  # until the page itself says otherwise
with shown_plainly():
    person = signed_in()
    page = st.navigation(pages_for(person), position="top")
    show_frame(person)
    page.run()
