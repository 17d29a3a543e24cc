"""Who may come in: invitations, roles, removal."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from shared_metrics.accounts import (
    PARTNER_ROLES,
    Account,
    Invitation,
    Membership,
    Register,
    UploadLink,
    token_sha256,
)
from shared_metrics.agenda.model import BACKBONE_ROLES, Person, Role, is_email
from shared_metrics.desk.acts.links import lasting, one_line
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.who import new_id
from shared_metrics.errors import CallersMistake, Conflict, NotAllowed
from shared_metrics.ledger import Entry, became
from shared_metrics.people import (
    check_can_appoint,
    check_can_look_after_people,
    check_keeps_an_admin,
)

INVITATION_DAYS = 14


@dataclass(frozen=True)
class Invited:
    """A new invitation and its token, which is told once and kept nowhere."""

    invitation: Invitation
    token: str = field(repr=False)


def invite(
    desk: Desk,
    email: str,
    *,
    roles: Iterable[Role],
    partner: str | None = None,
    name: str = "",
    days: int = INVITATION_DAYS,
    actor: Person,
    now: dt.datetime,
) -> Invited:
    """Keeps a place for whoever signs in with this address, once the address is verified.

    `partner` None: a place at the backbone. An older invitation to the same place ends.

    Raises NotAllowed, CallersMistake (`bad_email`, `wrong_roles`, `bad_days`, `unknown_partner`)
    and Conflict `already_here`.
    """
    _check_may_place(actor, partner)
    email, wanted = _address(email), _check_roles(desk, partner, roles)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        new_id("inv"),
        token_sha256(token),
        email,
        one_line(name),
        partner,
        wanted,
        made_by=actor.email,
        made_at=now,
        expires=now + lasting(days),
    )
    with desk.writing(actor, now) as entry:
        register = entry.register.read()
        _check_not_here(register, invitation)
        older = [i for i in register.invitations_for(email, now) if i.partner == partner]
        ended = [entry.register.revoke(one) for one in older]
        entry.register.keep_invitation(invitation)
        entry.record("invite", invitation.id, became(invitation, *ended))
    return Invited(invitation, token)


def _check_not_here(register: Register, invitation: Invitation) -> None:
    account = register.account(invitation.email)
    if account is not None and account.acting_for(invitation.partner) is not None:
        raise Conflict(
            "already_here",
            f"{account.name} has a place there already.",
            "Change what they may do with `shared-metrics people roles`.",
        )


def accept_invitation(desk: Desk, email: str, *, now: dt.datetime, name: str = "") -> Person:
    """Takes every open invitation of somebody who has just signed in with a verified address.

    The caller vouches that the address is theirs. Raises NotAllowed `not_invited`.
    """
    email = _address(email)
    with desk.ledger.writing(actor=email, now=now) as entry:
        register = entry.register.read()
        open_ones = register.invitations_for(email, now)
        if not open_ones:
            raise NotAllowed("not_invited", f"Nobody has invited “{email}”.", "Ask the backbone.")
        account = entry.register.keep_account(_joined(register, email, name, open_ones))
        used = [entry.register.keep_invitation(replace(i, used_at=now)) for i in open_ones]
        entry.record("accept_invitation", account.id, became(account, *used))
    return account.people[-1]


def _joined(
    register: Register, email: str, name: str, invitations: tuple[Invitation, ...]
) -> Account:
    told = next((i.name for i in invitations if i.name), one_line(name) or email)
    known = register.account(email) or Account(new_id("per"), email, told, "active")
    held = {membership.partner: membership.roles for membership in known.memberships}
    for one in invitations:
        held[one.partner] = held.get(one.partner, frozenset()) | one.roles
    places = tuple(Membership(partner, roles) for partner, roles in held.items())
    return replace(known, state="active", memberships=places)


def change_roles(
    desk: Desk,
    email: str,
    *,
    roles: Iterable[Role],
    partner: str | None = None,
    actor: Person,
    now: dt.datetime,
) -> Account:
    """Gives somebody exactly these roles in one place; without any, the place ends.

    Raises NotAllowed, CallersMistake (`unknown_person`, `wrong_roles`) and Conflict
    (`last_admin`; `removed`: invite them again).
    """
    _check_may_place(actor, partner)
    wanted = frozenset(roles)
    if wanted:
        _check_roles(desk, partner, wanted)
    with desk.writing(actor, now) as entry:
        register = entry.register.read()
        account = _known(register, email)
        held = {membership.partner: membership.roles for membership in account.memberships}
        held = {place: had for place, had in (held | {partner: wanted}).items() if had}
        places = tuple(Membership(place, had) for place, had in held.items())
        changed = replace(account, memberships=places, state="active" if places else "removed")
        return _keep_account(entry, register, changed, "change_roles", "")


def remove_person(
    desk: Desk, email: str, *, reason: str = "", actor: Person, now: dt.datetime
) -> Account | None:
    """Ends every place of somebody, what they were invited to, and the upload links they made.

    It holds from the next thing anybody does, in open sessions too. None: it was somebody who
    was only invited.

    Raises NotAllowed, CallersMistake `unknown_person`, Conflict `last_admin`.
    """
    check_can_look_after_people(actor)
    with desk.writing(actor, now) as entry:
        register = entry.register.read()
        invited = register.invitations_for(email, now)
        account = None if invited and not _is_here(register, email) else _known(register, email)
        _check_may_place(actor, *_places(account, invited))
        made = [] if account is None else _links_made_by(register, account.email, now)
        ended: list[Invitation | UploadLink] = [entry.register.revoke(one) for one in invited]
        ended += [entry.register.revoke(one) for one in made]
        if account is None:
            entry.record("uninvite", invited[0].id, became(*ended) | {"reason": reason})
            return None
        removed = replace(account, memberships=(), state="removed")
        return _keep_account(entry, register, removed, "remove_person", reason, *ended)


def _is_here(register: Register, email: str) -> bool:
    account = register.account(email)
    return account is not None and account.state == "active"


def _places(account: Account | None, invited: Iterable[Invitation]) -> list[str | None]:
    held = account.memberships if account else ()
    return [*(m.partner for m in held), *(i.partner for i in invited)]


def _links_made_by(register: Register, email: str, now: dt.datetime) -> list[UploadLink]:
    """Who is removed may have kept the tokens of the links they made."""
    return [
        link for link in register.links if link.made_by == email and link.standing(now) == "open"
    ]


def _keep_account(
    entry: Entry,
    register: Register,
    account: Account,
    act: str,
    reason: str,
    *ended: Invitation | UploadLink,
) -> Account:
    after = {**register.accounts, account.email: account}
    check_keeps_an_admin(register.accounts.values(), after.values())
    entry.register.keep_account(account)
    entry.record(act, account.id, became(account, *ended) | {"reason": reason.strip()})
    return account


def _check_may_place(actor: Person, *partners: str | None) -> None:
    check_can_look_after_people(actor)
    if None in partners:
        check_can_appoint(actor)


def _check_roles(desk: Desk, partner: str | None, roles: Iterable[Role]) -> frozenset[Role]:
    wanted = frozenset(roles)
    if partner is not None:
        desk.definitions.partner(partner)
    allowed = BACKBONE_ROLES if partner is None else PARTNER_ROLES
    if wanted and wanted <= allowed:
        return wanted
    where = "the backbone" if partner is None else "a partner"
    raise CallersMistake(
        "wrong_roles",
        f"Somebody of {where} has one or more of these roles: {', '.join(sorted(allowed))}.",
        "Members and stewards belong to a partner; analysts, chairs and admins to none.",
    )


def _known(register: Register, email: str) -> Account:
    account = register.account(email)
    if account is None:
        raise CallersMistake(
            "unknown_person",
            f"Nobody here has the address “{email}”.",
            "List everybody with `shared-metrics people list`.",
        )
    if account.state == "removed":
        raise Conflict("removed", f"{account.name} was removed.", "Invite them again.")
    return account


def _address(email: str) -> str:
    told = email.strip().lower()
    if not is_email(told) or len(told) > 320:  # noqa: PLR2004 - the longest address there is
        raise CallersMistake("bad_email", f"“{email}” is not an email address.", None)
    return told
