"""The review on the big screen: one item at a time, from frozen figures all partners may see."""

import streamlit as st

from shared_metrics.desk.questions import reviewing as questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels import meeting, reviews
from shared_metrics.web.panels.review_items import show_agenda, show_item
from shared_metrics.web.plain_errors import shown_plainly

person = require("backbone")

review = reviews.asked_for(person, "Meeting", "reviews")

with shown_plainly():
    shown = questions.review_shown(the_desk(), person, review.id)
    meeting.show_head(shown)
    if not shown.items:
        show_agenda(shown.items)
        meeting.leave(shown)
        st.stop()

    # One item: what the room sees, and what it writes down
    place = meeting.current(shown.items)
    item = shown.items[place]
    meeting.move(shown.items, place)
    meeting.show_title(item)
    seen, written = st.columns([2, 1], gap="large")
    with seen, st.container(key="room"):
        show_item(shown, item)
    with written:
        meeting.write_down(shown, item, person)
    meeting.leave(shown)
