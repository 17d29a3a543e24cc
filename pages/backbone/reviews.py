"""The reviews: the next one, those before it, and a day for another."""

import streamlit as st

from shared_metrics.desk.questions import reviewing as questions
from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of, reviews

person = require("backbone")

desk = as_of.show_head("Reviews", "reviews")
st.write("A review looks at frozen figures: what comes in later changes nothing in it.")
reviews.show_reviews(questions.reviews(desk, person))
if desk.known_on is None:
    reviews.offer_to_plan(person)
    reviews.lead_to_reflection()
