"""One review: prepared, opened, held, closed; its agenda, what was written down, its files."""

import streamlit as st

from shared_metrics.desk.questions import reviewing as questions
from shared_metrics.reviews import State
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels import review_plan, reviews
from shared_metrics.web.panels.releases_work import stop_while_at_work
from shared_metrics.web.panels.review_items import show_agenda
from shared_metrics.web.plain_errors import shown_plainly

person = require("backbone")

seen = reviews.asked_for(person, "One review", "reviews")
review = seen.thing
reviews.show_heading(review)
with shown_plainly():
    stop_while_at_work()

    # Before it: who is missing and why, the agenda as it would be, the day
    if review.state is State.PLANNED:
        review_plan.show_next_steps(seen, person)
        shown = review_plan.look_at(seen, person)
        review_plan.arrange(shown, person)
        review_plan.show_preparation(person)
        review_plan.offer_to_move(seen, person)
        st.stop()
    if not review.is_frozen:
        st.stop()

    # From its opening on: the meeting, the agenda, what was written down, the files
    shown = questions.review_shown(the_desk(), person, review.id)
    reviews.show_frozen(shown)
    if review.state is State.OPEN:
        review_plan.arrange(shown, person)
        reviews.show_written_down(shown, person)
        reviews.offer_to_close(shown, person)
    else:
        st.header("Agenda")
        show_agenda(shown.items)
        reviews.show_minutes(shown, person)
