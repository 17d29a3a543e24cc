"""Opening and closing rounds of questions about working together, for the backbone."""

import datetime as dt

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import acts
from shared_metrics.desk.questions.reflecting import AskedRound, reflection_rounds
from shared_metrics.people import can_run_reflection
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import count_words, day_words, plain

USUAL_DAYS = 21


def offer_to_run(person: Person) -> None:
    """Ask everybody, or close what is open; for who may."""
    if not can_run_reflection(person):
        return
    open_rounds = [one for one in reflection_rounds(the_desk(), person) if one.is_open]
    for one in open_rounds:
        _offer_to_close(one, person)
    if not open_rounds:
        _offer_to_open(person)


def _offer_to_open(person: Person) -> None:
    desk = the_desk()
    questions = desk.agenda.reflection
    st.header("Ask everybody")
    st.write(
        f"{count_words(len(questions), 'question')} from agenda/reflection.yaml, put to everybody "
        "who takes part; changed words hold from the next round on."
    )
    if any(question.adapt for question in questions):
        st.info("Some are still as they were shipped: adapt them to your partnership first.")
    with st.form("open_round"):
        title = st.text_input("What do you call this round?", max_chars=80)
        usual = desk.today() + dt.timedelta(USUAL_DAYS)
        closes = st.date_input("Open until", value=usual, min_value=desk.today())
        if st.form_submit_button("Ask everybody"):
            with shown_plainly():
                acts.open_round(desk, title, closes, actor=person, now=desk.now())
                st.rerun()


def _offer_to_close(one: AskedRound, person: Person) -> None:
    with st.popover("Close the round now"):
        few = "" if one.enough else " Too few have answered, so nothing of it would ever be shown."
        st.write(
            f"“{plain(one.round.title)}” closes by itself after {day_words(one.round.closes)}. "
            f"Closed now, it cannot be opened again.{few}"
        )
        if st.button("Yes, close it", key="close_round"):
            with shown_plainly():
                desk = the_desk()
                acts.close_round(desk, one.round.id, actor=person, now=desk.now())
                st.rerun()
