"""Who sends what, when: an ordinary sending for each partner, contract and period.

What did not go the ordinary way is in `incidents`; `story` puts both together.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sample_data import community, congestion, stem, workforce
from sample_data.cast import (
    ANALYSTS,
    BACKBONE,
    COMMUNITY_CONGESTION,
    COMMUNITY_STEM,
    COMMUNITY_WORKFORCE,
    CONGESTION,
    MEMBER_BY_ID,
    MEMBERS,
    STEM,
    WORKFORCE,
)
from sample_data.chance import chance
from sample_data.months import (
    FIRST,
    LAST,
    TODAY,
    day_of,
    month,
    month_text,
    quarter_text,
    school_year_text,
)
from sample_data.workforce import Row

State = Literal["failed", "passed", "withdrawn", "accepted", "returned", "superseded"]
Decision = Literal["accept", "return", "withdraw"]
COMMUNITY_UNTIL = {
    COMMUNITY_WORKFORCE: month("2026-01"),
    COMMUNITY_STEM: month("2024-07"),
    COMMUNITY_CONGESTION: LAST,
}


@dataclass(frozen=True)
class Sending:
    """One file (or “nothing to report”: no rows) and what became of it.

    `state`: where it stands on the last day. `fault`: what is wrong with the file on purpose.
    """

    partner: str
    contract: str
    periods: tuple[str, ...]
    rows: tuple[Row, ...] | None
    sent_at: dt.datetime
    sent_by: str
    attempt: int = 1
    on_behalf: bool = False
    replaces: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    fault: str | None = None
    decision: Decision | None = "accept"
    decided_at: dt.datetime | None = None
    decided_by: str | None = None
    words: str | None = None
    state: State = "accepted"


def ordinary_sendings() -> Iterator[Sending]:
    """Every expected file, as it would come on an ordinary day."""
    for member in MEMBERS:
        for contract in member.contracts:
            step = 3 if contract == STEM else 1
            for first in range(member.first, member.last + 1, step):
                yield ordinary(contract, member.id, first)
    for contract, earliest, step in (
        (COMMUNITY_WORKFORCE, FIRST, 3),
        (COMMUNITY_STEM, community.EARLIEST_SCHOOL_YEAR, 12),
        (COMMUNITY_CONGESTION, FIRST, 1),
    ):
        for first in range(earliest, COMMUNITY_UNTIL[contract] + 1, step):
            yield _published(contract, first)


def ordinary(contract: str, partner: str, first: int) -> Sending:
    """A partner's file for the period that begins in month `first`, sent in time and accepted."""
    make = {WORKFORCE: workforce.rows, STEM: stem.rows, CONGESTION: congestion.rows}[contract]
    after = first + (3 if contract == STEM else 1)
    stream = chance("sent", contract, partner, first)
    day = working_day(day_of(after, 2 + int(7 * stream.random())))
    sent_at = at(day, stream.random())
    accepted_at = at(working_day(day + dt.timedelta(1 + int(3 * stream.random()))), 0.9)
    return Sending(
        partner,
        contract,
        (quarter_text(first) if contract == STEM else month_text(first),),
        tuple(make(partner, first)),
        sent_at,
        MEMBER_BY_ID[partner].steward,
        decided_at=min(accepted_at, at(TODAY - dt.timedelta(1), 0.9)),
        decided_by=ANALYSTS[int(2 * stream.random())],
    )


def _published(contract: str, first: int) -> Sending:
    """Published figures: one analyst loads them the day after fetching, the other accepts."""
    rows = community.published_rows(contract, first)
    fetched = dt.date.fromisoformat(str(rows[0]["retrieved_on"]))
    text = {COMMUNITY_WORKFORCE: quarter_text, COMMUNITY_STEM: school_year_text}
    return Sending(
        BACKBONE,
        contract,
        (text.get(contract, month_text)(first),),
        tuple(rows),
        at(fetched + dt.timedelta(1), 0.1),
        ANALYSTS[0],
        decided_at=at(fetched + dt.timedelta(1), 0.8),
        decided_by=ANALYSTS[1],
    )


def working_day(day: dt.date) -> dt.date:
    """The day, or the Monday after it."""
    while day.weekday() > 4:  # noqa: PLR2004 - Saturday and Sunday
        day += dt.timedelta(1)
    return day


def at(day: dt.date, share_of_day: float) -> dt.datetime:
    """A time between 16:00 and 23:00 UTC: office hours in the valley."""
    opens = dt.datetime(day.year, day.month, day.day, 16, tzinfo=dt.UTC)
    return opens + dt.timedelta(minutes=int(420 * share_of_day))
