"""Somebody who came by an upload link: who that is, and what was sent through it."""

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import questions
from shared_metrics.errors import NotAllowed
from shared_metrics.submissions import State
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels.receipt import receipt_of, show_receipt
from shared_metrics.web.panels.sent import title_of
from shared_metrics.web.plain_errors import show
from shared_metrics.web.wording import STATE_WORDS, moment_words, plain

PARAMETER = "link"


def who_holds_the_link() -> Person:
    """Who the address's token makes the reader, asked anew in every run; else stops the page."""
    desk = the_desk()
    try:
        return desk.link_of(st.query_params.get(PARAMETER, ""), desk.now()).person
    except NotAllowed as refused:
        show(refused)
        return st.stop()


def show_sent(person: Person) -> None:
    """The receipts of what was sent through this link, and what became of it."""
    sent = [
        one for one in questions.sent_through(the_desk(), person) if one.state is not State.FAILED
    ]
    if not sent:
        return
    st.header("Sent through this link")
    for one in sent:
        when = moment_words(one.submitted_at, the_desk().time_zone)
        with st.expander(f"{plain(title_of(one))} · {when} · {STATE_WORDS[one.state]}"):
            if one.decision_reason:
                st.markdown(f"The backbone says: “{plain(one.decision_reason)}”")
            show_receipt(receipt_of(one))
