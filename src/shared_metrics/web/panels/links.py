"""Upload links, for who makes and ends them."""

import streamlit as st

from shared_metrics.accounts import UploadLink
from shared_metrics.agenda.model import Person
from shared_metrics.desk import acts, questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels.people import site
from shared_metrics.web.panels.sent import name_of
from shared_metrics.web.panels.through_link import PARAMETER
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import day_words, plain


def offer_link(person: Person) -> None:
    """One click makes a link; it is shown once."""
    partners = [partner.id for partner in the_desk().partnership.partners]
    left, middle, right = st.columns([3, 3, 1], vertical_alignment="bottom")
    partner = left.selectbox("For whom?", partners, format_func=name_of, key="link_partner")
    label = middle.text_input("Who will use it?", "Data steward", key="link_label", max_chars=100)
    if right.button("Make a link", key="make_link", type="primary"):
        with shown_plainly():
            desk = the_desk()
            made = acts.make_upload_link(
                desk, partner, label=label or "", actor=person, now=desk.now()
            )
            st.success(
                f"Send this address to {plain(name_of(partner))}. It holds until "
                f"{_last_day(made.link)} and is not shown again."
            )
            st.code(f"{site()}/upload_link?{PARAMETER}={made.token}", language=None)


def show_links(person: Person) -> None:
    """Those that may still be used, each with its end."""
    desk = the_desk()
    for one in questions.upload_links(desk, person):
        if one.standing(desk.now()) == "open":
            _show_link(one, person)


def _show_link(one: UploadLink, person: Person) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"open_{one.id}"):
        st.markdown(
            f"{plain(name_of(one.partner))}: {plain(one.label)}, until {_last_day(one)}, made by "
            f"{plain(the_desk().called(one.made_by))}"
        )
        if st.button("End it", key=f"end_{one.id}", type="tertiary"):
            with shown_plainly():
                desk = the_desk()
                acts.revoke_upload_link(desk, one.id, actor=person, now=desk.now())
                st.rerun()


def _last_day(one: UploadLink) -> str:
    return day_words(one.expires.astimezone(the_desk().time_zone).date())
