"""People and invitations, for who looks after them."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import streamlit as st

from shared_metrics.accounts import PARTNER_ROLES, Account, Invitation
from shared_metrics.agenda.model import BACKBONE_ROLES, Person, Role
from shared_metrics.desk import acts, questions
from shared_metrics.people import can_appoint
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import in_demo
from shared_metrics.web.panels.sent import name_of
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import ROLE_WORDS, day_words, list_words, plain, role_words

Place = str | None  # a partner's id, None: the backbone


def show_people(person: Person) -> None:
    """One row for each place of everybody who has one."""
    rows = [
        {
            "Name": account.name,
            "Address": account.email,
            "Of": _place_name(membership.partner),
            "May act as": role_words(membership.roles),
        }
        for account in questions.accounts(the_desk(), person)
        for membership in account.memberships
    ]
    st.dataframe(rows, hide_index=True, height=min(38 + 35 * len(rows), 390), alt="People")


def _place_name(place: Place) -> str:
    desk = the_desk()
    return name_of(place or desk.partnership.backbone)


def offer_to_change(person: Person) -> None:
    """Roles of somebody in one place; removal."""
    here = {
        account.email: account
        for account in questions.accounts(the_desk(), person)
        if account.memberships
    }
    with st.expander("Change what somebody may do, or remove them"):
        chosen = st.selectbox(
            "Who?", list(here), index=None, format_func=lambda email: here[email].name
        )
        if chosen is not None:
            _change_roles(person, here[chosen])
            _remove(person, here[chosen])


def _change_roles(person: Person, account: Account) -> None:
    place = _ask_place(person, f"place_{account.email}", [m.partner for m in account.memberships])
    held = account.acting_for(place)
    roles = _ask_roles(place, f"roles_{account.email}_{place}", held.roles if held else ())
    if st.button("Change what they may do", key="change_roles"):
        with shown_plainly():
            desk = the_desk()
            acts.change_roles(
                desk, account.email, roles=roles, partner=place, actor=person, now=desk.now()
            )
            st.rerun()


def _remove(person: Person, account: Account) -> None:
    with st.popover(f"Remove {plain(account.name)}"):
        st.write(
            "It holds at once, also on a page they have open. What they sent stays; "
            "upload links they made end."
        )
        reason = st.text_input("Why? Kept in the audit trail.", key="why_removed", max_chars=500)
        if st.button("Yes, remove", key="remove"):
            with shown_plainly():
                desk = the_desk()
                acts.remove_person(
                    desk, account.email, reason=reason or "", actor=person, now=desk.now()
                )
                st.rerun()


def offer_invitation(person: Person) -> None:
    """A place kept for an address; the link to send is shown once."""
    if in_demo():
        st.markdown("Invitations need sign-in; in the demo nobody signs in.")
        return
    with st.expander("Invite somebody"):
        email = st.text_input("Their email address", key="invite_email", max_chars=320)
        name = st.text_input("Their name", key="invite_name", max_chars=200)
        place = _ask_place(person, "invite_place", [])
        roles = _ask_roles(place, f"invite_roles_{place}", ())
        if st.button("Invite", key="invite", type="primary"):
            with shown_plainly():
                desk = the_desk()
                made = acts.invite(
                    desk,
                    email or "",
                    roles=roles,
                    partner=place,
                    name=name or "",
                    actor=person,
                    now=desk.now(),
                )
                st.success(f"Send this address to {plain(made.invitation.email)}:")
                st.code(f"{site()}/?invitation={made.token}", language=None)


def _ask_place(person: Person, key: str, first: Sequence[Place]) -> Place:
    partners = [partner.id for partner in the_desk().partnership.partners]
    places: list[Place] = [*([None] if can_appoint(person) else []), *partners]
    own = [place for place in first if place in places]
    return st.selectbox(
        "Of which organization?",
        [*own, *(place for place in places if place not in own)],
        format_func=_place_name,
        key=key,
    )


def _ask_roles(place: Place, key: str, held: Sequence[Role] | frozenset[Role]) -> list[Role]:
    possible = sorted(BACKBONE_ROLES if place is None else PARTNER_ROLES)
    return st.multiselect(
        "May act as", possible, default=sorted(held), format_func=ROLE_WORDS.__getitem__, key=key
    )


def show_invitations(person: Person) -> None:
    """Those that may still be accepted."""
    desk = the_desk()
    for one in questions.invitations(desk, person):
        if one.standing(desk.now()) == "open":
            st.markdown(f"- {_invitation_words(one)}")


def _invitation_words(one: Invitation) -> str:
    until = day_words(one.expires.astimezone(the_desk().time_zone).date())
    roles = list_words(ROLE_WORDS[role] for role in sorted(one.roles))
    return f"{plain(one.email)}: {roles} of {plain(_place_name(one.partner))}, until {until}"


def site() -> str:
    """Where people find these pages: as the operator says, else as this page was asked for."""
    told = the_desk().settings.site
    if told:
        return told
    asked = urlsplit(st.context.url or "")
    return f"{asked.scheme}://{asked.netloc}" if asked.netloc else ""
