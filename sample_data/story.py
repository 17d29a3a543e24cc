"""The whole story: every file that was sent, in the order it was sent."""

from collections.abc import Iterator
from functools import cache

from sample_data.cast import COMMUNITY_CONGESTION, COMMUNITY_STEM, COMMUNITY_WORKFORCE
from sample_data.incidents import INCIDENTS
from sample_data.sendings import Sending, ordinary_sendings
from sample_data.workforce import Row

COMMUNITY = (COMMUNITY_WORKFORCE, COMMUNITY_STEM, COMMUNITY_CONGESTION)


@cache
def story() -> tuple[Sending, ...]:
    """All sendings, oldest first."""
    return tuple(sorted(_sendings(), key=lambda s: (s.sent_at, s.contract, s.partner, s.attempt)))


def _sendings() -> Iterator[Sending]:
    for sending in ordinary_sendings():
        incident = INCIDENTS.get((sending.contract, sending.partner, sending.periods[0]))
        yield from incident(sending) if incident else [sending]


def counted_rows(contract: str) -> list[tuple[str, Row]]:
    """(partner, row) of every accepted file of a contract."""
    return [
        (sending.partner, row)
        for sending in story()
        if sending.contract == contract and sending.state == "accepted"
        for row in sending.rows or ()
    ]
