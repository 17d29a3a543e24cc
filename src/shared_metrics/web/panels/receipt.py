"""Receipts: what was promised to the sender."""

from collections.abc import Iterable

import streamlit as st

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.receipts import Receipt, receipt
from shared_metrics.submissions import Submission
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.wording import plain


def receipt_of(submission: Submission) -> Receipt:
    """The receipt of a submission this person may see."""
    desk = the_desk()
    contract = desk.definitions.contract(submission.contract)
    sender = desk.called(submission.submitted_by)
    return receipt(submission, contract, desk.partnership, sender=sender)


def show_receipts(ids: Iterable[str], person: Person) -> None:
    """One receipt a card, each with its download."""
    st.success(f"Sent. {_next_words(person)}")
    for one in map(the_desk().ledger.submission, ids):
        if not people.can_see_submission(person, one):  # a link: somebody else sent these bytes
            st.info("This very file was sent before. It need not be sent again.")
            continue
        with st.container(border=True, key=f"receipt_{one.id}"):
            show_receipt(receipt_of(one))
    if person.link is None:
        _link_on(person)


def _link_on(person: Person) -> None:
    link(*(("inbox", "Inbox") if person.partner is None else ("sent", "What we sent")))


def _next_words(person: Person) -> str:
    if person.partner is None:
        return "It waits in the inbox for somebody else to look at it."
    if person.link is not None:
        return "The backbone looks at it next."
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
