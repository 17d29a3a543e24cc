"""Deciding on what was sent: accept, or return with a reason."""

from collections.abc import Sequence

import streamlit as st

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk import acts, questions
from shared_metrics.findings import rules_to_explain
from shared_metrics.submissions import State, Submission
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.changes import show_changes
from shared_metrics.web.panels.sent import name_of, person_name, title_of
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import count_words, list_words, moment_words, plain


def accept_together(waiting: Sequence[Submission], person: Person) -> None:
    """One button for the files in which nothing has to be weighed."""
    desk = the_desk()
    if desk.known_on is not None:
        return
    mine = [
        one
        for one in questions.without_checks(waiting)
        if people.can_accept(person, desk.partnership, one) and not people.sent_by(person, one)
    ]
    if len(mine) < 2:  # noqa: PLR2004 - one file has its own button
        return
    with st.container(border=True, key="together"):
        st.markdown(
            f"**{len(mine)} files have nothing to check**: no unusual figure, no note, no "
            "correction of accepted figures."
        )
        if st.button(f"Accept all {len(mine)} together", type="primary", key="accept_together"):
            _accept(mine, person, None)


def show_waiting_file(one: Submission, person: Person) -> None:
    """A card: who, what, when; what to weigh; the two buttons."""
    desk = the_desk()
    with st.container(border=True, key=f"waiting_{one.id}"):
        st.subheader(f"{plain(name_of(one.partner))}: {plain(title_of(one))}", anchor=False)
        when = moment_words(one.submitted_at, desk.time_zone)
        rows = "nothing to report" if one.nothing_to_report else count_words(one.rows, "row")
        behalf = ", on the partner's behalf" if one.on_behalf else ""
        st.markdown(f"Sent by {plain(person_name(one.submitted_by))}{behalf} on {when}; {rows}.")
        show_what_to_weigh(one, person)
        show_decision(one, person)
        link("submission", "Everything about this file", id=one.id)


def show_what_to_weigh(one: Submission, person: Person) -> None:
    """The sender's reasons and note, and what a correction changes."""
    for rule in rules_to_explain(one.findings):
        finding = next(f for f in one.findings if f.rule == rule)
        cells = [f.cell for f in one.findings if f.rule == rule and f.cell]
        where = f" ({list_words(cells[:3])})" if cells else ""
        reason = plain(one.reasons.get(rule, "no reason given"))
        st.markdown(f"- {plain(finding.message)}{where} — they say: “{reason}”")
    if one.note:
        st.markdown(f"They want you to know: “{plain(one.note)}”")
    moved = questions.changes(the_desk(), person, one)
    if moved:
        st.markdown("This corrects figures that were accepted before.")
        show_changes(moved)


def show_decision(one: Submission, person: Person) -> None:
    """Accept and return, as far as this person may."""
    desk = the_desk()
    if one.state is not State.PASSED or desk.known_on is not None:
        return
    if not people.can_accept(person, desk.partnership, one):
        st.markdown("You cannot decide on this file: another analyst or the chair does.")
        return
    reason = None
    if people.sent_by(person, one):
        reason = st.text_input(
            "You sent this yourself. Why do you accept it alone?", key=f"why_{one.id}"
        )
    with st.container(horizontal=True):
        if st.button("Accept", key=f"accept_{one.id}", type="primary"):
            _accept([one], person, reason)
        with st.popover("Return"):
            said = st.text_area("What should they change?", key=f"return_reason_{one.id}")
            if st.button("Return it", key=f"return_{one.id}", disabled=not (said or "").strip()):
                _return(one, person, said or "")


def _accept(ones: Sequence[Submission], person: Person, reason: str | None) -> None:
    desk = the_desk()
    with shown_plainly():
        acts.accept(
            desk, [one.id for one in ones], actor=person, now=desk.now(), reason=reason or None
        )
        st.toast(f"{count_words(len(ones), 'file').capitalize()} accepted.")
        st.rerun()


def _return(one: Submission, person: Person, reason: str) -> None:
    desk = the_desk()
    with shown_plainly():
        acts.return_(desk, one.id, reason=reason, actor=person, now=desk.now())
        st.toast("Returned. The partner reads your reason.")
        st.rerun()
