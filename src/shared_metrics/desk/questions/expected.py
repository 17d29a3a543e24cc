"""Which figures are expected from whom, and where each stands today. No database here."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shared_metrics.agenda.model import Partner, Reporting
from shared_metrics.contracts.model import Contract
from shared_metrics.periods import Period, parse_period, periods_between
from shared_metrics.submissions import State


class Standing(StrEnum):
    """Where one partner's figures for one contract and period stand; the value is its word.

    `due`: the period is over and there is still time. `late`: the last day has passed.
    """

    ACCEPTED = "accepted"
    NOTHING_TO_REPORT = "nothing_to_report"
    WAITING = "waiting"
    RETURNED = "returned"
    DUE = "due"
    LATE = "late"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "accepted": "Reported",
            "nothing_to_report": "Nothing to report",
            "waiting": "Waiting for the backbone",
            "returned": "Returned",
            "due": "Due",
            "late": "Late",
        }[self.value]

    @property
    def is_reported(self) -> bool:
        """Whether the partner has answered and the answer counts."""
        return self in (Standing.ACCEPTED, Standing.NOTHING_TO_REPORT)


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing to report: whose, under which contract, for which period."""

    partner: str
    contract: str
    period: Period


@dataclass(frozen=True, slots=True)
class Expected:
    """A cell that is expected, when it is due, and where it stands; `submission` is the newest."""

    cell: Cell
    due: dt.date
    closes: dt.date
    standing: Standing
    submission: str | None = None

    def days_left(self, today: dt.date) -> int:
        """Days until the due day; negative after it."""
        return (self.due - today).days


@dataclass(frozen=True, slots=True)
class Answer:
    """What a partner has sent for a cell: the newest submission that still means something."""

    submission: str
    state: State
    nothing_to_report: bool


def reporting_periods(
    reporting: Reporting, partner: Partner | None, contract: Contract, first: Period, today: dt.date
) -> Iterable[Period]:
    """Every period that has ended by `today` and lies within what the partner reports."""
    kind = contract.period_kind
    begin = parse_period(reporting.first, kind) if reporting.first else first
    end = Period.of(today, kind) + -1
    if partner is not None and partner.since and not reporting.first:
        begin = max(begin, Period.of(partner.since, kind))
    if partner is not None and partner.until:
        end = min(end, Period.of(partner.until, kind))
    if reporting.last:
        end = min(end, parse_period(reporting.last, kind))
    return periods_between(begin, end)


def standing_of(answer: Answer | None, closes: dt.date, today: dt.date) -> Standing:
    """Where a cell stands: what was sent decides, else the calendar."""
    match answer:
        case Answer(state=State.ACCEPTED, nothing_to_report=nothing):
            return Standing.NOTHING_TO_REPORT if nothing else Standing.ACCEPTED
        case Answer(state=State.PASSED):
            return Standing.WAITING
        case Answer(state=State.RETURNED):
            return Standing.RETURNED
    return Standing.LATE if today > closes else Standing.DUE


def expected_of(
    partner_id: str,
    partner: Partner | None,
    reports: Iterable[Reporting],
    *,
    contracts: Mapping[str, Contract],
    answers: Mapping[Cell, Answer],
    first_periods: Mapping[str, Period],
    today: dt.date,
) -> list[Expected]:
    """Everything one partner is asked for until today, oldest first.

    `first_periods`: when reporting under a contract began, where the partnership does not say.
    """
    cells = [
        Cell(partner_id, reporting.contract, period)
        for reporting in reports
        for period in reporting_periods(
            reporting,
            partner,
            contracts[reporting.contract],
            first_periods[reporting.contract],
            today,
        )
    ]
    return sorted(
        (_expected(cell, contracts[cell.contract], answers.get(cell), today) for cell in cells),
        key=lambda expected: (expected.due, expected.cell.contract),
    )


def _expected(cell: Cell, contract: Contract, answer: Answer | None, today: dt.date) -> Expected:
    closes = contract.due.closes_on(cell.period)
    return Expected(
        cell=cell,
        due=contract.due.date_for(cell.period),
        closes=closes,
        standing=standing_of(answer, closes, today),
        submission=answer.submission if answer else None,
    )


def shares(expected: Iterable[Expected]) -> dict[Standing, int]:
    """How the cells divide, in whole per cent that sum to exactly 100 (all 0 without cells)."""
    counts = Counter(one.standing for one in expected)
    total = counts.total()
    if not total:
        return dict.fromkeys(Standing, 0)
    floors = {standing: counts[standing] * 100 // total for standing in Standing}
    by_remainder = sorted(Standing, key=lambda s: (-(counts[s] * 100 % total), s))
    for standing in by_remainder[: 100 - sum(floors.values())]:
        floors[standing] += 1
    return floors
