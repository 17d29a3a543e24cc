"""What stands above every page: that this is sample data, the day, and who is looking."""

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import leave
from shared_metrics.web.wording import day_words, plain, role_words


def show_frame(person: Person | None) -> None:
    """One strip above the page."""
    desk = the_desk()
    with st.container(
        key="frame", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        if desk.sample:
            st.markdown(f"**Sample data.** Today is {day_words(desk.today())}.")
        elif desk.settings.identity == "demo":
            st.markdown("**Demo sign-in.** Whoever sits here may be anybody.")
        if person is not None:
            _who(person)


def _who(person: Person) -> None:
    partner = the_desk().partnership.partner_by_id.get(person.partner or "")
    where = partner.name if partner else role_words(person.roles)
    with st.container(horizontal=True, width="content", vertical_alignment="center"):
        st.markdown(f"You are **{plain(person.name)}**, {plain(where)}")
        st.button("Be somebody else", on_click=leave, key="leave", type="tertiary")
