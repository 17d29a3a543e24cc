"""The register: people, invitations and upload links as rows, and what the trail says of them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any, TypeVar

import sqlalchemy as sa

from shared_metrics.accounts import Account, Invitation, Membership, Register, UploadLink
from shared_metrics.agenda.model import Role
from shared_metrics.ledger import tables
from shared_metrics.ledger.audit import AuditProblem, AuditRow

_p, _m = tables.people, tables.memberships
_i, _l = tables.invitations, tables.upload_links
EVERYBODY = sa.true()
BECAME = "became"  # in the details of an audit row: what people or links were made, by id
Made = TypeVar("Made", Invitation, UploadLink)


def read_register(connection: sa.Connection) -> Register:
    """Everybody and every way in, as they stand now; accounts in the order they came."""
    accounts = _read_accounts(connection)
    invitations = connection.execute(sa.select(_i).order_by(_i.c.made_at, _i.c.id)).mappings()
    links = connection.execute(sa.select(_l).order_by(_l.c.made_at, _l.c.id)).mappings()
    return Register(
        {account.email: account for account in accounts},
        tuple(Invitation(**{**row, "roles": _roles(row["roles"])}) for row in invitations),
        tuple(UploadLink(**row) for row in links),
    )


def _read_accounts(
    connection: sa.Connection, *, only_people: sa.ColumnElement[bool] = EVERYBODY
) -> list[Account]:
    found = connection.execute(sa.select(_p).where(only_people)).mappings()
    people = {row["id"]: row for row in found}
    places: dict[str, dict[str | None, set[Role]]] = {}
    chosen = sa.select(_m).join(_p).where(only_people).order_by(_m.c.id)
    for row in connection.execute(chosen).mappings():
        held = places.setdefault(row["person"], {})
        if row["until"] is None:
            held.setdefault(row["partner"], set()).add(Role(row["role"]))
    return [
        Account(
            **people[person_id],
            memberships=tuple(
                Membership(p, frozenset(roles)) for p, roles in places.get(person_id, {}).items()
            ),
        )
        for person_id in dict.fromkeys((*places, *sorted(people)))
    ]


def _roles(words: Iterable[str]) -> frozenset[Role]:
    return frozenset(Role(word) for word in words)


class RegisterEntry:
    """Writes people and links within one transaction of the ledger; the act records the trail."""

    def __init__(self, connection: sa.Connection, actor: str, now: dt.datetime) -> None:
        self._connection = connection
        self._actor = actor
        self._now = now

    def read(self) -> Register:
        """The register as it stands within the transaction."""
        return read_register(self._connection)

    def account(self, email: str) -> Account | None:
        """One account as it stands within the transaction, without reading all others."""
        only = _p.c.email == email.strip().lower()
        return next(iter(_read_accounts(self._connection, only_people=only)), None)

    def link(self, link_id: str) -> UploadLink | None:
        """One upload link as it stands within the transaction."""
        chosen = sa.select(_l).where(_l.c.id == link_id)
        row = self._connection.execute(chosen).mappings().one_or_none()
        return None if row is None else UploadLink(**row)

    def keep_account(self, account: Account) -> Account:
        """Writes somebody new, or what somebody became; roles no longer held are ended."""
        row = {"email": account.email, "name": account.name, "state": account.state}
        changed = self._connection.execute(
            sa.update(_p).where(_p.c.id == account.id).values(row)
        ).rowcount
        if not changed:
            self._connection.execute(sa.insert(_p), [row | {"id": account.id}])
        self._keep_memberships(account)
        return account

    def _keep_memberships(self, account: Account) -> None:
        wanted = [(m.partner, role) for m in account.memberships for role in sorted(m.roles)]
        open_now = sa.select(_m).where(_m.c.person == account.id, _m.c.until.is_(None))
        held = {(row.partner, Role(row.role)): row.id for row in self._connection.execute(open_now)}
        ended = [held[place] for place in held if place not in wanted]
        end = sa.update(_m).where(_m.c.id.in_(ended))
        self._connection.execute(end.values(until=self._now, ended_by=self._actor))
        new = [
            {"person": account.id, "partner": partner, "role": role.value}
            | {"since": self._now, "by": self._actor}
            for partner, role in wanted
            if (partner, role) not in held
        ]
        if new:
            self._connection.execute(sa.insert(_m), new)

    def keep_invitation(self, invitation: Invitation) -> Invitation:
        """Writes a new invitation, or that it was used or revoked."""
        self._keep(_i, asdict(invitation) | {"roles": sorted(invitation.roles)})
        return invitation

    def keep_link(self, link: UploadLink) -> UploadLink:
        """Writes a new upload link, or that it was revoked."""
        self._keep(_l, asdict(link))
        return link

    def revoke(self, made: Made) -> Made:
        """The same, revoked now; written."""
        revoked = replace(made, revoked_at=self._now)
        if isinstance(revoked, Invitation):
            self.keep_invitation(revoked)
        else:
            self.keep_link(revoked)
        return revoked

    def _keep(self, table: sa.Table, row: Mapping[str, Any]) -> None:
        updated = sa.update(table).where(table.c.id == row["id"]).values(row)
        if not self._connection.execute(updated).rowcount:
            self._connection.execute(sa.insert(table), [row])


def became(*made: Account | Invitation | UploadLink) -> dict[str, Any]:
    """What the audit row keeps of everything an act changed, so that changes past it show."""
    return {BECAME: {one.id: _kept(one) for one in made}}


def _kept(one: Account | Invitation | UploadLink) -> dict[str, object]:
    hashed = {} if isinstance(one, Account) else {"token_sha256": one.token_sha256}
    return one.as_dict() | hashed


def register_disagreements(trail: Iterable[AuditRow], register: Register) -> Iterator[AuditProblem]:
    """Everybody and every way in that is not what the trail says it became."""
    promised: dict[str, Any] = {}
    for row in trail:
        promised |= row.told.get(BECAME, {})
    everything: list[Account | Invitation | UploadLink] = [*register.accounts.values()]
    for one in (*everything, *register.invitations, *register.links):
        expected = promised.pop(one.id, None)
        if expected is None:
            told = f"{one.id} stands in the register but nobody wrote it there."
            yield AuditProblem("person_without_trail", told, about=one.id)
        elif expected != _kept(one):
            told = f"{one.id} was changed in the register past the trail."
            yield AuditProblem("person_changed", told, about=one.id)
    for missing in promised:
        told = f"{missing} no longer stands in the register."
        yield AuditProblem("person_missing", told, about=missing)
