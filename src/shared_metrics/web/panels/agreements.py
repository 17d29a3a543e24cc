"""Data-sharing agreements on pages: how they stand, when they end, what was taken back."""

from collections.abc import Iterable

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk.questions.agreements import (
    AgreementStanding,
    agreement_warnings,
    agreements,
)
from shared_metrics.desk.questions.withdrawn import withdrawal_of, withdrawals
from shared_metrics.submissions import Submission, Withdrawal
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.wording import day_words, list_words, plain

AUDIENCES = {"partners": "the other partners", "public": "the public"}


def warn_of_ends(person: Person) -> None:
    """A line for each agreement of this person's partner (the backbone: of all) that ends soon."""
    partner = None if person.of_backbone else person.partner
    for one in agreement_warnings(the_desk(), person, partner):
        st.warning(plain(one.sentence))


def show_agreements(person: Person, partner_id: str) -> None:
    """What a partner has agreed to share, and what was taken back from the public."""
    desk = the_desk()
    found = agreements(desk, person, partner_id)
    taken_back = withdrawals(desk, person, partner_id)
    if not found and not taken_back:
        return
    st.header("Data-sharing agreement")
    for one in reversed(found):
        st.markdown(_words(one))
    for withdrawal in taken_back:
        st.markdown(f"- {_taken_back(withdrawal)}")


def _words(one: AgreementStanding) -> str:
    agreed = one.agreement
    titles = [the_desk().definitions.contract(s.contract).title for s in agreed.contracts]
    audiences = plain(_audience_words(agreed.audiences))
    page = "with a page of its own" if agreed.public_page else "without a page of its own"
    return (
        f"- **{one.state.label}**: from {day_words(agreed.starts)} to {day_words(agreed.ends)}, "
        f"about {plain(list_words(titles))}; shared with {audiences}, {page}. {plain(agreed.note)}"
    ).strip()


def _audience_words(audiences: Iterable[str]) -> str:
    return list_words([AUDIENCES.get(a, f"the funder {a.partition(':')[2]}") for a in audiences])


def _taken_back(withdrawal: Withdrawal) -> str:
    desk = the_desk()
    title = desk.definitions.contract(withdrawal.contract).title
    when = day_words(desk.day_of(withdrawal.withdrawn_at))
    return (
        f"{plain(title)}, {withdrawal.span}: not shown to the public since {when}: "
        f"“{plain(withdrawal.public_note)}”"
    )


def mark_withdrawn(one: Submission, person: Person) -> None:
    """Beside a file whose figures the public is no longer shown: since when, and the note."""
    withdrawal = withdrawal_of(the_desk(), person, one)
    if withdrawal is not None:
        st.info(_taken_back(withdrawal))
