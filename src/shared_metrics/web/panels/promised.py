"""What waits beside files: commitments, words to agree to, changes to look at again."""

from collections.abc import Sequence

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.kept_records import KeptRecord
from shared_metrics.desk.reviewing.room import owners_of
from shared_metrics.people import can_approve_words, can_keep_commitment, can_run_review
from shared_metrics.reviews import Commitment
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import count_words, day_words, plain


def show_own(desk: Desk, person: Person) -> None:
    """What a partner said it would do, and the words that wait for its steward."""
    if can_approve_words(person, person.partner or ""):
        waiting = questions.to_approve(desk, person)
        if waiting:
            st.header("Words that name you")
            number = count_words(len(waiting), "text")
            st.markdown(f"{number.capitalize()} cannot be shown to others until you agree.")
            link("learned", "Read and answer")
    _show("What you agreed to do", _open(desk, person), person)


def show_of_backbone(desk: Desk, person: Person) -> None:
    """The backbone's own commitments, those overdue, and the changes whose day has come."""
    mine, overdue = [], []
    for one in _open(desk, person):
        if one.thing.owner == desk.partnership.backbone:
            mine.append(one)
        elif one.thing.is_overdue(desk.today()):
            overdue.append(one)
    _show("What we agreed to do", mine, person)
    _show("Agreed, and its day has passed", overdue, person)
    due = questions.due_check_backs(desk, person)
    if due:
        st.header("Time to look again")
        for check in due:
            day = day_words(check.adaptation.thing.check_back)
            st.markdown(
                f"**{plain(check.setback.title)}**: {plain(check.adaptation.thing.changed)}  \n"
                f"To look again since {day}"
            )
        link("learning", "Say what was seen")


def _open(desk: Desk, person: Person) -> list[KeptRecord[Commitment]]:
    return [one for one in questions.commitments(desk, person) if one.thing.state == "open"]


def _show(heading: str, found: Sequence[KeptRecord[Commitment]], person: Person) -> None:
    if not found:
        return
    st.header(heading)
    for one in found:
        _show_one(one, person)


def _show_one(one: KeptRecord[Commitment], person: Person) -> None:
    desk = the_desk()
    owner = (
        ""
        if person.partner
        else f"{plain(owners_of(desk).get(one.thing.owner, one.thing.owner))} · "
    )
    gone = one.thing.is_overdue(desk.today())
    with st.container(border=True, key=f"commitment_{one.id}"):
        words, door = st.columns([4, 1], vertical_alignment="center")
        day = day_words(one.thing.due)
        until = f"It was for {day}" if gone else f"Until {day}"
        words.markdown(f"{plain(one.thing.text)}  \n{owner}{until}")
        if one.thing.note:
            words.markdown(f"Said of it: {plain(one.thing.note)}")
        if desk.known_on is None and can_keep_commitment(person, one.thing.owner):
            with door.popover("Done", width="stretch"):
                _finish(one, person)
            if can_run_review(person):
                with door.popover("Change", width="stretch"):
                    _change(one, person)


def _finish(one: KeptRecord[Commitment], person: Person) -> None:
    said = st.text_area("What was done? All partners can read this.", key=f"done_note_{one.id}")
    if st.button("It is done", key=f"done_{one.id}", type="primary"):
        _keep(one, person, state="done", note=said or "")


def _change(one: KeptRecord[Commitment], person: Person) -> None:
    day = st.date_input("Until when?", value=one.thing.due, key=f"due_{one.id}")
    why = st.text_area("Why? Its owner reads this.", key=f"why_{one.id}")
    if st.button("Move the day", key=f"move_{one.id}"):
        _keep(one, person, due=day, note=why or "")
    if st.button("Drop it", key=f"drop_{one.id}"):
        _keep(one, person, state="dropped", note=why or "")


def _keep(one: KeptRecord[Commitment], person: Person, **what: object) -> None:
    desk = the_desk()
    with shown_plainly():
        acts.change_commitment(desk, one, **what, actor=person, now=desk.now())  # type: ignore[arg-type]  # named above
        st.rerun()
