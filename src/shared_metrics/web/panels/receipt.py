"""Receipts: what was promised to the sender."""

from collections.abc import Iterable

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import questions
from shared_metrics.receipts import Receipt, receipt
from shared_metrics.submissions import Submission
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.wording import plain


def receipt_of(submission: Submission) -> Receipt:
    """The receipt of a submission this person may see."""
    desk = the_desk()
    return receipt(submission, desk.definitions.contract(submission.contract), desk.partnership)


def show_receipts(ids: Iterable[str], person: Person) -> None:
    """One receipt a card, each with its download."""
    st.success(f"Sent. {_next_words(person)}")
    for submission_id in ids:
        with st.container(border=True, key=f"receipt_{submission_id}"):
            show_receipt(receipt_of(questions.submission(the_desk(), person, submission_id)))
    link(*(("inbox", "Inbox") if person.partner is None else ("sent", "What we sent")))


def _next_words(person: Person) -> str:
    if person.partner is None:
        return "It waits in the inbox for somebody else to look at it."
    return "The backbone looks at it next; you will see its answer under “What we sent”."


def show_receipt(kept: Receipt) -> None:
    """A receipt's lines and its download."""
    st.subheader("Receipt", anchor=False)
    st.table(
        [{"": f"**{plain(label)}**", " ": plain(value)} for label, value in kept.lines],
        border="horizontal",
        hide_index=True,
        hide_header=True,
        alt=f"Receipt {kept.number}",
    )
    st.download_button(
        "Download the receipt",
        kept.text,
        file_name=kept.file_name,
        mime="text/plain",
        key=f"download_{kept.number}",
        on_click="ignore",
    )
