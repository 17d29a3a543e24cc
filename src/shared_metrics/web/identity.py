"""Who is looking: demo identity (choose a person) or single sign-on.

Every private page begins with `require(...)`. It stops the page for everybody who may not see it
before anything is read.
"""

from typing import Literal

import streamlit as st

from shared_metrics.agenda.model import Partnership, Person, Role
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.door import demo_refusal
from shared_metrics.web.wording import plain, role_words

Side = Literal["partner", "backbone"]
CHOSEN = "chosen_person"
SIDE_WORDS: dict[Side, str] = {
    "partner": "people of a partner",
    "backbone": "the backbone",
}


def is_on_side(person: Person | None, side: Side) -> bool:
    """Whether the pages in `pages/<side>/` are this person's."""
    if person is None:
        return False
    return person.of_backbone if side == "backbone" else person.partner is not None


def refusal() -> str | None:
    """Why demo identity may not be used in this session; None when it may."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    return demo_refusal(
        bound=st.get_option("server.address"),
        clients=[st.context.ip_address or "127.0.0.1"],  # Streamlit says None for loopback
        headers=headers,
    )


def signed_in() -> Person | None:
    """The person this session belongs to, if they are in the partnership's list of people."""
    people = the_desk().partnership.person_by_email
    email = _email()
    return people.get(email.lower()) if email else None


def _email() -> str | None:
    if the_desk().settings.identity == "demo":
        return None if refusal() else st.session_state.get(CHOSEN)
    return str(st.user.email) if st.user.is_logged_in else None


def become(email: str) -> None:
    """Demo identity: be this person from now on in this session."""
    st.session_state[CHOSEN] = email


def leave() -> None:
    """Be nobody again."""
    if the_desk().settings.identity == "demo":
        st.session_state.clear()
    else:
        st.logout()


def require(side: Side) -> Person:
    """The person looking, when the page is theirs; otherwise says so and stops the page."""
    person = signed_in()
    if person is not None and is_on_side(person, side):
        return person
    if person is None:
        st.title("Sign in to see this page")
        choose_person()
    else:
        st.title("This page is not yours")
        st.write(f"It is for {SIDE_WORDS[side]}. You are {plain(person.name)}.")
    return st.stop()


def choose_person() -> None:
    """The sign-in: in the demo, a card for each side with the people one can be."""
    desk = the_desk()
    if desk.settings.identity != "demo":
        st.button("Sign in", on_click=st.login, type="primary")
        return
    reason = refusal()
    if reason is not None:
        st.error(reason)
        return
    _people_cards(desk.partnership)


def _people_cards(partnership: Partnership) -> None:
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.subheader("A partner", anchor=False)
        st.write("Sends its figures each period and sees what the partnership sees of it.")
        first = _one_of_each_kind(partnership)
        for person in first:
            _be_button(person, partnership)
        others = [p for p in partnership.people if p.partner is not None and p not in first]
        if others:
            with st.popover("Somebody else", width="stretch"):
                for person in others:
                    _be_button(person, partnership)
    with right.container(border=True, height="stretch"):
        st.subheader("The backbone", anchor=False)
        st.write(f"{plain(partnership.backbone_name)} accepts files and follows the shared goals.")
        for person in (person for person in partnership.people if person.of_backbone):
            _be_button(person, partnership)


def _one_of_each_kind(partnership: Partnership) -> list[Person]:
    """A steward for each contract that partners report under: three ways to begin."""
    chosen: dict[str, Person] = {}
    for person in partnership.people:
        partner = partnership.partner_by_id.get(person.partner or "")
        if partner is None or Role.STEWARD not in person.roles or person in chosen.values():
            continue
        new = [r.contract for r in partner.reports if r.contract not in chosen]
        if new:
            chosen[new[0]] = person
    return list(chosen.values())


def _be_button(person: Person, partnership: Partnership) -> None:
    partner = partnership.partner_by_id.get(person.partner or "")
    where = partner.name if partner else role_words(person.roles)
    st.button(
        f"**{plain(person.name)}** · {plain(where)}",
        key=f"be_{person.email}",
        on_click=become,
        args=(person.email,),
        width="stretch",
    )
