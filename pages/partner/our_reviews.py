"""The partnership's reviews, as every partner reads them: agenda, figures, minutes."""

import streamlit as st

from shared_metrics.desk.questions import reviewing as questions
from shared_metrics.site.review_items import KINDS
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels import reviews
from shared_metrics.web.panels.review_items import show_item
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import plain

person = require("partner")

if "id" not in st.query_params:
    st.title("Reviews")
    st.write("What the partnership looked at together, and what it decided.")
    reviews.show_reviews(questions.reviews(the_desk(), person), page="our_reviews")
    st.stop()

seen = reviews.asked_for(person, "Reviews", "our_reviews")
reviews.show_heading(seen.thing)
with shown_plainly():
    if not seen.thing.is_frozen:
        st.write("It has not been opened yet.")
        st.stop()
    shown = questions.review_shown(the_desk(), person, seen.id)
    reviews.show_minutes(shown, person)
    for number, item in enumerate(shown.items, start=1):
        st.header(f"{number}. {plain(item.title)}", anchor=False)
        st.caption(KINDS[item.kind])
        show_item(shown, item)
