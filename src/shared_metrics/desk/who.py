"""Who somebody is, by the ledger's register, at this moment."""

import base64
import datetime as dt
import secrets
from collections.abc import Iterable

from shared_metrics.accounts import Account, Membership, Register, UploadLink
from shared_metrics.agenda.model import Partnership, Person
from shared_metrics.errors import CallersMistake, NotAllowed
from shared_metrics.ledger import Ledger, RegisterEntry, became

FROM_DEFINITIONS = "agenda/partnership.yaml"


def new_id(prefix: str) -> str:
    """`per_`, `inv_`, `lnk_` and 80 random bits."""
    return f"{prefix}_{base64.b32encode(secrets.token_bytes(10)).decode().lower()}"


def import_people(ledger: Ledger, people: Iterable[Person], now: dt.datetime) -> None:
    """Takes over who stands in partnership.yaml and is not in the ledger yet.

    Somebody who was removed is in the ledger: the file does not bring them back.
    """
    listed = {person.email.strip().lower(): person for person in people}
    if listed.keys() <= ledger.register().accounts.keys():
        return
    with ledger.writing(actor=FROM_DEFINITIONS, now=now) as entry:
        known = entry.register.read().accounts  # two programs may open a new home at once
        new = [
            entry.register.keep_account(_account_of(email, person))
            for email, person in listed.items()
            if email not in known
        ]
        if new:
            entry.record("import_people", "people", became(*new))


def _account_of(email: str, person: Person) -> Account:
    place = Membership(person.partner, person.roles)
    return Account(new_id("per"), email, person.name, "active", (place,))


def person_in(register: Register, email: str, acting_for: str | None = None) -> Person:
    """Somebody in one of their places. Raises CallersMistake `unknown_person`, NotAllowed."""
    account = register.account(email)
    if account is None:
        raise CallersMistake(
            "unknown_person",
            f"Nobody here has the address “{email}”.",
            "An analyst or the operator can invite them: `shared-metrics people invite`.",
        )
    person = account.person(acting_for)
    if person is None:
        raise _not_here(account.name)
    return person


def _not_here(name: str) -> NotAllowed:
    return NotAllowed(
        "removed", f"{name} is no longer part of this partnership.", "Ask the backbone."
    )


def check_still_here(register: RegisterEntry, actor: Person, now: dt.datetime) -> None:
    """Raises NotAllowed when this person, as they were looked up, may no longer act so."""
    if actor.link is not None:
        link = register.link(actor.link)
        if link is None or link.person != actor or link.standing(now) != "open":
            raise _ended("This upload link has ended.")
        return
    account = register.account(actor.email)
    here = account.acting_for(actor.partner) if account else None
    if here is None:
        raise _not_here(actor.name)
    if not actor.roles <= here.roles:
        raise _ended(f"{actor.name} no longer has the role this was begun with.")


def _ended(message: str) -> NotAllowed:
    return NotAllowed("no_longer_allowed", message, "Ask the backbone.")


def usable_link(
    register: Register, token: str, now: dt.datetime, partnership: Partnership
) -> UploadLink:
    """The link a token opens. Raises NotAllowed in words for who holds it."""
    link = register.link_of(token)
    standing = "unknown" if link is None else link.standing(now)
    if link is None or standing != "open":
        told = {"revoked": "was ended", "expired": "has expired"}.get(standing, "is not valid")
        ask = partnership.contact or partnership.backbone_name
        raise NotAllowed(f"link_{standing}", f"This link {told}.", f"Ask {ask} for a new one.")
    return link
