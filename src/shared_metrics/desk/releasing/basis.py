"""What a draft was made from, so that it is noticed when any of it changes before publishing."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared_metrics.agenda.publication import PARTNERS, PUBLIC
from shared_metrics.contracts.model import Contract
from shared_metrics.desk.learned import shown_to
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.composing import partner_cards
from shared_metrics.desk.releasing.history import frozen_reviews
from shared_metrics.desk.releasing.plans import contracts_of, plans_of
from shared_metrics.submissions import State, Submission

_ON_THIS_MACHINE: Final = ("file", "line")


@dataclass(frozen=True, slots=True)
class Basis:
    """Fingerprints and ids of all that went into a draft.

    `pages`: partners with a public page. `reviews`: whose figures the partners had seen.
    """

    definitions: str
    figures: tuple[str, ...]
    withdrawals: tuple[str, ...]
    pages: tuple[str, ...]
    reviews: tuple[str, ...] = ()

    def as_json(self) -> bytes:
        """As a draft keeps it."""
        return (json.dumps(dataclasses.asdict(self), indent=1) + "\n").encode()


def read_basis(content: bytes) -> Basis:
    """Raises ValueError when it is none."""
    try:
        told = json.loads(content)
        figures, withdrawn, pages = (tuple(told[n]) for n in ("figures", "withdrawals", "pages"))
        reviews = tuple(told.get("reviews", ()))
        return Basis(str(told["definitions"]), figures, withdrawn, pages, reviews)
    except (KeyError, TypeError) as error:
        raise ValueError("it does not say what it was made from") from error


def basis_of(desk: Desk, data_to: dt.date, day: dt.date) -> Basis:
    """What a draft with figures up to a day is made from, as things stand on `day`."""
    return Basis(
        fingerprint(desk),
        tuple(sorted(one.id for one in counted_submissions(desk, data_to))),
        tuple(sorted(one.id for one in desk.ledger.withdrawals())),
        tuple(card.id for card in partner_cards(desk, day)),
        tuple(one.id for one in frozen_reviews(desk)),
    )


def changes(before: Basis, now: Basis) -> Iterator[str]:
    """What is otherwise than when the draft was prepared, in words."""
    words = {
        "definitions": "the agenda, the reporting guides, the publication plan or what was learned",
        "figures": "files were accepted",
        "withdrawals": "figures were withdrawn",
        "pages": "an agreement about a public page",
        "reviews": "a review was opened: the partners saw its figures",
    }
    for name, said in words.items():
        if getattr(before, name) != getattr(now, name):
            yield said


def counted_submissions(desk: Desk, data_to: dt.date) -> list[Submission]:
    """The accepted submissions that planned figures up to a day are made of."""
    return _up_to(desk, data_to, State.ACCEPTED)


def waiting_submissions(desk: Desk, data_to: dt.date) -> list[Submission]:
    """The submissions up to a day that nobody has decided on."""
    return _up_to(desk, data_to, State.PASSED)


def fingerprint(desk: Desk) -> str:
    """Over all agreed on and learned that a release is made from; people and file places not."""
    agenda = desk.definitions.agenda
    partnership = dataclasses.replace(agenda.partnership, people=())
    parts = [
        dataclasses.replace(agenda, partnership=partnership, funders=(), reflection=()),
        [shown_to(desk, audience) for audience in (PUBLIC, PARTNERS)],
        _versions(desk.definitions.contracts),
    ]
    text = json.dumps([_told(part) for part in parts], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _up_to(desk: Desk, data_to: dt.date, state: State) -> list[Submission]:
    contracts = {contract.id for contract in contracts_of(desk, plans_of(desk))}
    found = desk.ledger.submissions(states=[state])
    return [
        one
        for one in found
        if one.contract in contracts and one.period and one.period.last_day <= data_to
    ]


def _versions(contracts: Mapping[str, Contract]) -> list[tuple[str, str]]:
    return sorted((one.id, one.sha256) for one in contracts.values())


def _told(part: Any) -> Any:  # noqa: ANN401 - whatever definitions are made of
    if dataclasses.is_dataclass(part):
        fields = (f.name for f in dataclasses.fields(part) if f.name not in _ON_THIS_MACHINE)
        return {name: _told(getattr(part, name)) for name in fields}
    if isinstance(part, Mapping):
        return {str(key): _told(value) for key, value in part.items()}
    if isinstance(part, tuple | list):
        return [_told(value) for value in part]
    return part
