"""Who is looking: demo identity (choose a person) or single sign-on.

The session remembers an address and which of their places somebody acts for; who that is, and
whether they still belong, is asked of the ledger in every run of every page.

Every private page begins with `require(...)`. It stops the page for everybody who may not see it
before anything is read.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

import streamlit as st
from streamlit.errors import StreamlitAuthError

from shared_metrics.accounts import Account
from shared_metrics.agenda.model import Partnership, Person, Role
from shared_metrics.desk import acts
from shared_metrics.errors import NotAllowed
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.door import demo_refusal
from shared_metrics.web.sign_in import SignIn, read_sign_in
from shared_metrics.web.wording import plain, role_words

Side = Literal["partner", "backbone"]
CHOSEN = "chosen_person"
ACTING_FOR = "acting_for"
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
    """The person this session belongs to, if the ledger has a place for them at this moment."""
    account = signed_in_account()
    return account.person(st.session_state.get(ACTING_FOR)) if account else None


def signed_in_account() -> Account | None:
    """The same with all their places; who was invited and now signs in comes in here."""
    email = _email()
    if not email:
        return None
    desk = the_desk()
    if not in_demo() and desk.ledger.register().invitations_for(email, desk.now()):
        with suppress(NotAllowed):  # another tab of theirs was faster
            acts.accept_invitation(desk, email, now=desk.now(), name=sign_in().name)
    return desk.account(email)


def in_demo() -> bool:
    """Whether anybody at this machine may choose who to be."""
    return the_desk().settings.identity == "demo"


def _email() -> str | None:
    if in_demo():
        return None if refusal() else st.session_state.get(CHOSEN)
    return sign_in().verified_email


def sign_in() -> SignIn:
    """What the sign-in service says of whoever looks; without one, nobody."""
    if not st.user.get("is_logged_in"):
        return SignIn("")
    return read_sign_in(st.user.to_dict(), the_desk().settings.trusted_issuers.split())


def act_for(partner: str | None) -> None:
    """From now on in this session, act for this one of the person's places."""
    st.session_state[ACTING_FOR] = partner


def become(email: str, acting_for: str | None = None) -> None:
    """Demo identity: be this person, in this place, from now on in this session."""
    st.session_state[CHOSEN] = email
    act_for(acting_for)


def leave() -> None:
    """Be nobody again."""
    if in_demo():
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
    if not in_demo():
        _sign_in_or_out(desk.partnership)
        return
    reason = refusal()
    if reason is not None:
        st.error(reason)
        return
    _people_cards(desk.partnership, desk.everybody())


def _sign_in_or_out(partnership: Partnership) -> None:
    """The button; or, to somebody who is signed in but has no place here, why that is so."""
    who = sign_in()
    if not (who.email or who.refusal):
        _show_invitation(partnership)
        st.button("Sign in", on_click=_begin_sign_in, type="primary", key="sign_in")
        return
    ask = partnership.contact or partnership.backbone_name
    why = who.refusal or "You are not part of this partnership."
    st.warning(
        f"You are signed in as **{plain(who.email or who.name or 'somebody')}**. {why} "
        f"If you should be, ask {plain(ask)}."
    )
    st.button("Sign out", on_click=leave, key="sign_out")


def _show_invitation(partnership: Partnership) -> None:
    """To who came by the address in an invitation: which account to sign in with."""
    desk, token = the_desk(), st.query_params.get("invitation")
    if not token:
        return
    invitation = desk.ledger.register().invitation_of(token)
    if invitation is None or invitation.standing(desk.now()) != "open":
        ask = partnership.contact or partnership.backbone_name
        st.warning(f"This invitation no longer holds. Ask {plain(ask)} for a new one.")
        return
    partner = partnership.partner_by_id.get(invitation.partner or "")
    where = partner.name if partner else partnership.backbone_name
    st.info(
        f"You are invited: {role_words(invitation.roles)} of {plain(where)}. "
        f"Sign in with the account of **{plain(invitation.email)}**."
    )


def _begin_sign_in() -> None:
    try:
        st.login()
    except StreamlitAuthError:
        st.error("Sign-in is not set up here. Tell whoever runs this installation.")


def _people_cards(partnership: Partnership, people: Sequence[Person]) -> None:
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.subheader("A partner", anchor=False)
        st.write("Sends its figures each period and sees what the partnership sees of it.")
        first = _one_of_each_kind(partnership, people)
        for person in first:
            _be_button(person, partnership)
        others = [p for p in people if p.partner is not None and p not in first]
        if others:
            with st.popover("Somebody else", width="stretch"):
                for person in others:
                    _be_button(person, partnership)
    with right.container(border=True, height="stretch"):
        st.subheader("The backbone", anchor=False)
        st.write(f"{plain(partnership.backbone_name)} accepts files and follows the shared goals.")
        for person in (person for person in people if person.of_backbone):
            _be_button(person, partnership)


def _one_of_each_kind(partnership: Partnership, people: Sequence[Person]) -> list[Person]:
    """A steward for each contract that partners report under: three ways to begin."""
    chosen: dict[str, Person] = {}
    for person in people:
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
        key=f"be_{person.email}" + (f"_{person.partner}" if person.partner else ""),
        on_click=become,
        args=(person.email, person.partner),
        width="stretch",
    )
