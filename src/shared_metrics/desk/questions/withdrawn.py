"""What the public is not shown: withdrawn figures, and those no agreement shares with it."""

from collections.abc import Iterable

from shared_metrics import people
from shared_metrics.agenda import audience_may_see, covering
from shared_metrics.agenda.agreed import agreements_about
from shared_metrics.agenda.model import Person
from shared_metrics.contracts import Contract
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.periods import Period, parse_period
from shared_metrics.submissions import Submission, Withdrawal

PUBLIC = "public"


def withdrawals(
    desk: Desk, person: Person | None, partner: str | None = None
) -> tuple[Withdrawal, ...]:
    """What was withdrawn from the public, oldest first; of one partner when it is named.

    `person` None: somebody at the machine itself. Raises NotAllowed for another partner's people.
    """
    if person is not None and partner is None:
        people.check_can_see_everything(person)
    elif person is not None and partner is not None:
        people.check_can_see_partner(person, partner)
    return tuple(w for w in _every_withdrawal(desk) if partner in (None, w.partner))


def withdrawal_of(desk: Desk, person: Person, one: Submission) -> Withdrawal | None:
    """The withdrawal that keeps a submission's figures from the public, if any."""
    if one.period is None:
        return None
    mine = withdrawals(desk, person, one.partner)
    return next((w for w in mine if w.holds(one.partner, one.contract, one.period)), None)


def withheld(
    desk: Desk, contract: Contract, cells: Iterable[tuple[str, str]], audience: str = PUBLIC
) -> list[tuple[str, str]]:
    """Those of the (partner, period text) that an audience outside is not shown, sorted."""
    return sorted(
        (partner, text)
        for partner, text in cells
        if _is_withheld(desk, contract, partner, parse_period(text, contract.period_kind), audience)
    )


def _is_withheld(
    desk: Desk, contract: Contract, partner: str, period: Period, audience: str
) -> bool:
    if any(w.holds(partner, contract.id, period) for w in _every_withdrawal(desk)):
        return True
    if not desk.agenda.agreements or partner == desk.partnership.backbone:
        return False
    about = agreements_about(desk.agenda.agreements, partner, contract.id)
    return not audience_may_see(covering(about, period), audience)


def _every_withdrawal(desk: Desk) -> tuple[Withdrawal, ...]:
    return remembered(desk.ledger, "withdrawals", lambda: tuple(desk.ledger.withdrawals()))
