"""The reviews: the next one, those before it, and a day for another."""

import streamlit as st

from shared_metrics.desk.questions import reviewing as questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels import reviews

person = require("backbone")

st.title("Reviews")
st.write("A review looks at frozen figures: what comes in later changes nothing in it.")
found = questions.reviews(the_desk(), person)
reviews.show_reviews(found)
reviews.offer_to_plan(person)
reviews.lead_to_reflection()
