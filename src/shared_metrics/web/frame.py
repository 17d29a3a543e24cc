"""What stands above every page: that this is sample data, the day, and who is looking."""

from collections.abc import Sequence

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import act_for, in_demo, leave
from shared_metrics.web.wording import day_words, plain, role_words


def show_frame(person: Person | None) -> None:
    """One strip above the page."""
    desk = the_desk()
    with st.container(
        key="frame", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        if desk.sample:
            st.markdown(f"**Sample data.** Today is {day_words(desk.today())}.")
        elif in_demo():
            st.markdown("**Demo sign-in.** Whoever sits here may be anybody.")
        if person is not None:
            _who(person)


def _who(person: Person) -> None:
    account = the_desk().account(person.email)
    places = account.people if account else (person,)
    with st.container(horizontal=True, width="content", vertical_alignment="center"):
        st.markdown(f"You are **{plain(person.name)}**, {plain(_where(person))}")
        if len(places) > 1:
            _choose_place(person, places)
        words = "Be somebody else" if in_demo() else "Sign out"
        st.button(words, on_click=leave, key="leave", type="tertiary")


def _where(person: Person) -> str:
    partner = the_desk().partnership.partner_by_id.get(person.partner or "")
    return partner.name if partner else role_words(person.roles)


def _choose_place(person: Person, places: Sequence[Person]) -> None:
    """Whoever has several places acts for one of them at a time."""
    with st.popover("Act for another", type="tertiary"):
        for place in places:
            if place != person:
                st.button(
                    plain(_where(place)),
                    on_click=act_for,
                    args=(place.partner,),
                    key=f"act_for_{place.partner or 'backbone'}",
                    width="stretch",
                )
