"""What a partner and the backbone signed."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SharedContract:
    """A contract an agreement is about; `fields`: the only figures and details shared (all)."""

    contract: str
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a partner and the backbone signed: what is shared, with whom, from when to when.

    `starts` and `ends` are its first and last day: it is about periods that lie between them.
    `audiences`: `partners`, `public`, `funder:<id>`. `public_page`: whether the partner may have
    a page of its own among the public ones. `signed_by`: roles, not names.
    """

    id: str
    partner: str
    contracts: tuple[SharedContract, ...]
    audiences: tuple[str, ...]
    public_page: bool
    signed_on: dt.date
    starts: dt.date
    ends: dt.date
    signed_by: tuple[str, ...] = ()
    note: str = ""
    file: str = ""
    line: int = 0

    def shared(self, contract_id: str) -> SharedContract | None:
        """What it says of a contract, None when it is not about it."""
        return next((one for one in self.contracts if one.contract == contract_id), None)
