"""What is expected from whom, read from the ledger and the calendar."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from shared_metrics import people
from shared_metrics.agenda.model import Person, Reporting
from shared_metrics.contracts.model import Contract
from shared_metrics.desk.agreed import is_agreed
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.expected import (
    Answer,
    Cell,
    Expected,
    Standing,
    expected_of,
)
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.desk.questions.sent import every_submission
from shared_metrics.periods import Period
from shared_metrics.submissions import State, Submission

OPEN = frozenset({Standing.DUE, Standing.LATE, Standing.RETURNED, Standing.WAITING})


@dataclass(frozen=True, slots=True)
class Today:
    """The backbone's day: what arrived and was changed since `since`, what waits, who is late."""

    since: dt.date
    arrived: tuple[Submission, ...]
    waiting: tuple[Submission, ...]
    late: tuple[Expected, ...]
    moved: tuple[Submission, ...]


def to_do(desk: Desk, person: Person, partner: str | None = None) -> list[Expected]:
    """What a partner still has to send or hear about: late first, then by due day."""
    mine = expected(desk, person, partner or person.partner)
    return sorted(
        (one for one in mine if one.standing in OPEN),
        key=lambda one: (_URGENCY[one.standing], one.due, one.cell.contract),
    )


_URGENCY = {Standing.RETURNED: 0, Standing.LATE: 1, Standing.DUE: 2, Standing.WAITING: 3}


def expected(desk: Desk, person: Person, partner: str | None = None) -> list[Expected]:
    """Everything expected until today, of one partner or (the backbone's people) of all."""
    if partner is None:
        people.check_can_see_everything(person)
    else:
        people.check_can_see_partner(person, partner)
    return [one for one in every_expected(desk) if partner in (None, one.cell.partner)]


def every_expected(desk: Desk) -> list[Expected]:
    """Everything expected of everybody; for questions that have asked who may see it."""
    return remembered(desk.ledger, ("expected", desk.today()), lambda: _everything_expected(desk))


def today(desk: Desk, person: Person) -> Today:
    """What the backbone wants to know first. `since`: the first day of this month."""
    people.check_can_see_everything(person)
    since = desk.today().replace(day=1)
    sent = every_submission(desk)
    return Today(
        since=since,
        arrived=tuple(
            one
            for one in sent
            if one.state is not State.FAILED and desk.day_of(one.submitted_at) >= since
        ),
        waiting=tuple(one for one in sent if one.state is State.PASSED),
        late=tuple(one for one in expected(desk, person) if one.standing is Standing.LATE),
        moved=tuple(one for one in sent if _moved_a_figure(desk, one, since)),
    )


def contracts_of(desk: Desk, person: Person, partner: str | None = None) -> list[Contract]:
    """The contracts a partner reports under, or the backbone its community figures."""
    partner = partner or person.partner or desk.partnership.backbone
    people.check_can_see_partner(person, partner)
    wanted = [reporting.contract for reporting in _reports_of(desk, partner)]
    return [desk.definitions.contract(contract) for contract in dict.fromkeys(wanted)]


def period_to_send(desk: Desk, person: Person, contract_id: str) -> Period:
    """The oldest period still open for this person's partner, else the one that runs now."""
    open_cells = (
        one.cell.period
        for one in to_do(desk, person)
        if one.cell.contract == contract_id and one.standing is not Standing.WAITING
    )
    kind = desk.definitions.contract(contract_id).period_kind
    return min(open_cells, key=lambda p: p.ordinal, default=Period.of(desk.today(), kind))


def _moved_a_figure(desk: Desk, one: Submission, since: dt.date) -> bool:
    """Whether it is a correction of accepted figures that was accepted since then."""
    return (
        one.state is State.ACCEPTED
        and one.supersedes is not None
        and one.decided_at is not None
        and desk.day_of(one.decided_at) >= since
    )


def _reports_of(desk: Desk, partner_id: str) -> tuple[Reporting, ...]:
    partner = desk.partnership.partner_by_id.get(partner_id)
    if partner is not None:
        return partner.reports
    loaded = (c for c in desk.definitions.contracts.values() if c.loaded_by == "backbone")
    return tuple(Reporting(contract.id) for contract in loaded)


def _everything_expected(desk: Desk) -> list[Expected]:
    """Of every partner, in the agenda's order, then of the backbone itself."""
    sent = every_submission(desk)
    answers, first = _answers(sent), _first_periods(desk, sent)
    known = desk.partnership.partner_by_id
    return [
        one
        for whose in (*known, desk.partnership.backbone)
        for one in expected_of(
            whose,
            known.get(whose),
            _reports_of(desk, whose),
            contracts=desk.definitions.contracts,
            answers=answers,
            first_periods=first,
            today=desk.today(),
        )
        if _may_be_asked(desk, one)
    ]


def _may_be_asked(desk: Desk, one: Expected) -> bool:
    """What no agreement covers cannot be sent, so nobody is late with it; what was sent stays."""
    cell = one.cell
    sent = one.submission is not None
    return sent or is_agreed(desk, cell.partner, cell.contract, cell.period)


def _answers(sent: list[Submission]) -> Mapping[Cell, Answer]:
    """The submission that speaks for each cell: what counts, else what was sent last.

    `sent`: newest first.
    """
    answers: dict[Cell, Answer] = {}
    for one in sent:
        if one.period is None or one.state not in _SPEAKING:
            continue
        cell = Cell(one.partner, one.contract, one.period)
        if cell not in answers or one.state is State.ACCEPTED:
            answers[cell] = Answer(one.id, one.state, one.nothing_to_report)
    return answers


_SPEAKING = frozenset({State.ACCEPTED, State.PASSED, State.RETURNED})


def _first_periods(desk: Desk, sent: list[Submission]) -> Mapping[str, Period]:
    """When reporting under each contract began: the oldest period anybody reported, else now."""
    first = {
        contract.id: Period.of(desk.today(), contract.period_kind) + -1
        for contract in desk.definitions.contracts.values()
    }
    for one in sent:
        if one.period is not None and one.state in _SPEAKING:
            first[one.contract] = min(first[one.contract], one.period, key=lambda p: p.ordinal)
    return first
