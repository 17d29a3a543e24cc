"""Accounts: who the ledger knows and in which places, who was invited, and upload links. Pure."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from shared_metrics.agenda.model import BACKBONE_ROLES, Person, Role

Standing = Literal["open", "used", "revoked", "expired"]
PARTNER_ROLES = frozenset(Role) - BACKBONE_ROLES


@dataclass(frozen=True, slots=True)
class Membership:
    """One place of somebody: a partner, or (None) the backbone, with what they may do there."""

    partner: str | None
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody the ledger knows. Who was removed keeps a name, but no place."""

    id: str
    email: str
    name: str
    state: Literal["active", "removed"]
    memberships: tuple[Membership, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        """This person once for each place, the oldest place first."""
        return tuple(Person(self.email, self.name, m.roles, m.partner) for m in self.memberships)

    def acting_for(self, partner: str | None) -> Person | None:
        """This person in one place, None when they have no place there."""
        return next((person for person in self.people if person.partner == partner), None)

    def person(self, acting_for: str | None = None) -> Person | None:
        """In the place asked for when they have it, else of the backbone, else in the oldest."""
        wanted = (self.acting_for(acting_for), self.acting_for(None), *self.people)
        return next((person for person in wanted if person is not None), None)

    def as_dict(self) -> dict[str, object]:
        """The shape `people list --json` prints, and what the audit trail keeps."""
        places = [{"partner": m.partner, "roles": sorted(m.roles)} for m in self.memberships]
        return {
            "id": self.id,
            "email": self.email,
            "name": self.name,
            "state": self.state,
            "memberships": sorted(places, key=lambda place: str(place["partner"] or "")),
        }


@dataclass(frozen=True, slots=True)
class Invitation:
    """A place kept for whoever signs in with this verified address."""

    id: str
    token_sha256: str
    email: str
    name: str
    partner: str | None
    roles: frozenset[Role]
    made_by: str
    made_at: dt.datetime
    expires: dt.datetime
    used_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None

    def standing(self, now: dt.datetime) -> Standing:
        """Whether it may still be used."""
        return "used" if self.used_at else _standing(self.revoked_at, self.expires, now)

    def as_dict(self) -> dict[str, object]:
        """The shape of `--json` and of the audit trail; the token is nowhere."""
        return {
            "id": self.id,
            "email": self.email,
            "name": self.name,
            "partner": self.partner,
            "roles": sorted(self.roles),
            "made_by": self.made_by,
            "made_at": _iso(self.made_at),
            "expires": _iso(self.expires),
            "used_at": _iso(self.used_at),
            "revoked_at": _iso(self.revoked_at),
        }


@dataclass(frozen=True, slots=True)
class UploadLink:
    """A way in for somebody without an account: sends one partner's files, nothing else."""

    id: str
    token_sha256: str
    partner: str
    label: str
    made_by: str
    made_at: dt.datetime
    expires: dt.datetime
    revoked_at: dt.datetime | None = None

    @property
    def actor(self) -> str:
        """Who the trail says it was: the link and its label, never its token."""
        return f"{self.id} ({self.label})"

    @property
    def person(self) -> Person:
        """Who sends through it: no roles, so only what a link itself may do."""
        name = f"Upload link “{self.label}”"
        return Person(self.actor, name, frozenset(), self.partner, link=self.id)

    def standing(self, now: dt.datetime) -> Standing:
        """Whether it may still be used."""
        return _standing(self.revoked_at, self.expires, now)

    def as_dict(self) -> dict[str, object]:
        """The shape of `--json` and of the audit trail; the token is nowhere."""
        return {
            "id": self.id,
            "partner": self.partner,
            "label": self.label,
            "made_by": self.made_by,
            "made_at": _iso(self.made_at),
            "expires": _iso(self.expires),
            "revoked_at": _iso(self.revoked_at),
        }


@dataclass(frozen=True)
class Register:
    """Everybody and every way in, as the ledger has them. `accounts`: by lower-case email."""

    accounts: Mapping[str, Account] = field(default_factory=dict)
    invitations: tuple[Invitation, ...] = ()
    links: tuple[UploadLink, ...] = ()

    def account(self, email: str) -> Account | None:
        """Somebody by address, in any case; also who was removed."""
        return self.accounts.get(email.strip().lower())

    def invitations_for(self, email: str, now: dt.datetime) -> tuple[Invitation, ...]:
        """What somebody with this address may still accept."""
        wanted = email.strip().lower()
        return tuple(i for i in self.invitations if i.email == wanted and i.standing(now) == "open")

    def link_of(self, token: str) -> UploadLink | None:
        """The link a token opens; takes equally long however much of the token is right."""
        return _of_token(self.links, token)

    def invitation_of(self, token: str) -> Invitation | None:
        """The invitation a token shows."""
        return _of_token(self.invitations, token)

    def called(self, actor: str) -> str:
        """What people read for an actor of the trail: a name, a link's label, else the address."""
        account = self.account(actor)
        if account is not None:
            return account.name
        return next((link.person.name for link in self.links if link.actor == actor), actor)


def token_sha256(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


Made = TypeVar("Made", Invitation, UploadLink)


def _of_token(made: Iterable[Made], token: str) -> Made | None:
    asked = token_sha256(token)
    found = [one for one in made if hmac.compare_digest(one.token_sha256, asked)]
    return found[0] if found else None


def _standing(revoked_at: dt.datetime | None, expires: dt.datetime, now: dt.datetime) -> Standing:
    if revoked_at is not None:
        return "revoked"
    return "expired" if expires <= now else "open"


def _iso(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(dt.UTC).isoformat()
