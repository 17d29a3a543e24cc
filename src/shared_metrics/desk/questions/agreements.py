"""Data-sharing agreements: which are in force, which end soon, what was taken from the public."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shared_metrics import people
from shared_metrics.agenda.agreed import ONE_DAY, agreements_about
from shared_metrics.agenda.agreement import Agreement
from shared_metrics.agenda.model import Partner, Person
from shared_metrics.desk.agreed import day_words
from shared_metrics.desk.opening import Desk

STEPS: Final = (60, 30, 7)  # days before the end on which people are told, more urgently each time


class AgreementState(StrEnum):
    """Where an agreement stands today; `renewed`: another one goes on where it ends."""

    TO_COME = "to_come"
    IN_FORCE = "in_force"
    ENDS_SOON = "ends_soon"
    RENEWED = "renewed"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """What people read."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class AgreementStanding:
    """An agreement on a day. `step`: 60, 30 or 7, the smallest its end is within, 0 once ended.

    `step` is None where nothing has to be done: far from its end, renewed, or the partner left.
    """

    agreement: Agreement
    partner: Partner
    state: AgreementState
    days_left: int
    step: int | None

    @property
    def sentence(self) -> str:
        """What to know and do, without blame."""
        ends, name = day_words(self.agreement.ends), self.partner.name
        if self.step is None:
            return f"The data-sharing agreement with {name} runs until {ends}."
        todo = "Figures for later periods can be sent once a new one is signed."
        if self.step == 0:
            return f"The data-sharing agreement with {name} ended on {ends}. {todo}"
        days = {0: "today", 1: "tomorrow"}.get(self.days_left, f"in {self.days_left} days")
        return f"The data-sharing agreement with {name} ends {days}, on {ends}. {todo}"

    def as_dict(self) -> dict[str, object]:
        """The shape `agreements --json` prints."""
        one = self.agreement
        return {
            "id": one.id,
            "partner": one.partner,
            "contracts": [
                {"contract": s.contract, "fields": None if s.fields is None else list(s.fields)}
                for s in one.contracts
            ],
            "audiences": list(one.audiences),
            "public_page": one.public_page,
            "signed_on": one.signed_on.isoformat(),
            "starts": one.starts.isoformat(),
            "ends": one.ends.isoformat(),
            "signed_by": list(one.signed_by),
            "note": one.note,
            "state": self.state.value,
            "days_left": self.days_left,
            "warning_days": self.step,
        }


def agreements(
    desk: Desk, person: Person | None, partner: str | None = None
) -> list[AgreementStanding]:
    """Every agreement, or one partner's, the one that ends first standing first.

    `person` None: somebody at the machine itself, who can read the definitions anyway.
    Raises NotAllowed for another partner's people.
    """
    if person is not None and partner is None:
        people.check_can_see_everything(person)
    elif person is not None and partner is not None:
        people.check_can_see_partner(person, partner)
    standings = (_standing(desk, one) for one in desk.agenda.agreements)
    mine = (one for one in standings if partner in (None, one.agreement.partner))
    return sorted(mine, key=lambda one: (one.agreement.ends, one.agreement.id))


def agreement_warnings(
    desk: Desk, person: Person | None, partner: str | None = None
) -> list[AgreementStanding]:
    """Those that end within 60 days or have ended, and nothing goes on after them."""
    return [one for one in agreements(desk, person, partner) if one.step is not None]


def _standing(desk: Desk, agreement: Agreement) -> AgreementStanding:
    partner = desk.partnership.partner_by_id[agreement.partner]
    left = (agreement.ends - desk.today()).days
    renewed = _goes_on(desk.agenda.agreements, agreement)
    gone = partner.until is not None and partner.until <= agreement.ends
    step = None if renewed or gone else _step(left)
    return AgreementStanding(
        agreement, partner, _state(agreement, desk.today(), step, renewed=renewed), left, step
    )


def _step(days_left: int) -> int | None:
    if days_left < 0:
        return 0
    return min((step for step in STEPS if days_left <= step), default=None)


def _state(
    agreement: Agreement, today: dt.date, step: int | None, *, renewed: bool
) -> AgreementState:
    if today < agreement.starts:
        return AgreementState.TO_COME
    if today > agreement.ends:
        return AgreementState.RENEWED if renewed else AgreementState.ENDED
    return AgreementState.IN_FORCE if step is None else AgreementState.ENDS_SOON


def _goes_on(every: Iterable[Agreement], agreement: Agreement) -> bool:
    """Whether, for each contract in it, another agreement begins where it ends."""
    every = tuple(every)
    return all(
        any(
            after.starts <= agreement.ends + ONE_DAY <= after.ends
            for after in agreements_about(every, agreement.partner, shared.contract)
        )
        for shared in agreement.contracts
    )
