"""Who may come in: people, invitations and upload links, for who looks after them."""

from shared_metrics.accounts import Account, Invitation, UploadLink
from shared_metrics.agenda.model import Person
from shared_metrics.contracts import Contract
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.due import every_expected
from shared_metrics.desk.questions.sent import every_submission
from shared_metrics.people import (
    can_see_partner,
    check_can_look_after_people,
    check_can_send_for,
    sent_by,
)
from shared_metrics.periods import Period
from shared_metrics.submissions import Submission


def accounts(desk: Desk, person: Person) -> tuple[Account, ...]:
    """Everybody the ledger knows, also who was removed, in the order they came."""
    check_can_look_after_people(person)
    return tuple(desk.ledger.register().accounts.values())


def invitations(desk: Desk, person: Person) -> tuple[Invitation, ...]:
    """Every invitation ever made, the newest first."""
    check_can_look_after_people(person)
    return desk.ledger.register().invitations[::-1]


def upload_links(desk: Desk, person: Person) -> tuple[UploadLink, ...]:
    """Every upload link ever made, the newest first."""
    check_can_look_after_people(person)
    return desk.ledger.register().links[::-1]


def contracts_to_send(desk: Desk, person: Person) -> tuple[Contract, ...]:
    """What whoever sends for their partner, through a link too, can send."""
    partner = person.partner or ""
    check_can_send_for(person, partner)
    contracts = desk.definitions.contracts_of.get(partner, ())
    return tuple({contract.id: contract for contract in contracts}.values())


def periods_to_send(desk: Desk, person: Person, contract: Contract, partner: str) -> list[Period]:
    """Every period asked of a partner so far, newest first, and the one that runs now."""
    if not can_see_partner(person, partner):
        check_can_send_for(person, partner)
    asked_for = {
        one.cell.period
        for one in every_expected(desk)
        if (one.cell.partner, one.cell.contract) == (partner, contract.id)
    }
    asked_for.add(Period.of(desk.today(), contract.period_kind))
    return sorted(asked_for, key=lambda period: -period.ordinal)


def sent_through(desk: Desk, link: Person) -> list[Submission]:
    """What was sent through an upload link, newest first."""
    check_can_send_for(link, link.partner or "")
    return [one for one in every_submission(desk) if sent_by(link, one)]
