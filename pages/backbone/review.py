"""One review: prepared, opened, held, closed; its agenda, what was written down, its files."""

import streamlit as st

from shared_metrics.desk.questions import reviewing as questions
from shared_metrics.reviews import State
from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of, review_plan, reviews
from shared_metrics.web.panels.releases_work import stop_while_at_work
from shared_metrics.web.panels.review_items import show_agenda
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import plain

person = require("backbone")

asked = reviews.asked_for(person, "One review", "reviews")
desk = as_of.show_head(plain(asked.thing.title), "review", id=asked.id)

with shown_plainly():
    seen = questions.review(desk, person, asked.id)
    review, is_past = seen.thing, desk.known_on is not None
    reviews.show_standing(review)
    stop_while_at_work()

    # Before it: who is missing and why, the agenda as it would be, the day
    if review.state is State.PLANNED and not is_past:
        review_plan.show_next_steps(seen, person)
        shown = review_plan.look_at(seen, person)
        if shown is not None:
            review_plan.arrange(shown, person)
        review_plan.show_preparation(person)
        review_plan.offer_to_move(seen, person)
        st.stop()
    if not review.is_frozen:
        st.write("It had not been opened." if is_past else "It does not take place.")
        st.stop()

    # From its opening on: the meeting, the agenda, what was written down, the files
    shown = questions.review_shown(desk, person, review.id)
    reviews.show_frozen(shown)
    if review.state is State.OPEN and not is_past:
        review_plan.arrange(shown, person)
        reviews.show_written_down(shown, person)
        reviews.offer_to_close(shown, person)
    else:
        st.header("Agenda")
        show_agenda(shown.items)
        reviews.show_minutes(shown, person)
