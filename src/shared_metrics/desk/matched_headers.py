"""What partners' own headers mean: taken from the ledger for reading, and written to it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from shared_metrics.desk.opening import Desk
from shared_metrics.desk.who import new_id
from shared_metrics.ledger import Entry
from shared_metrics.reading.header import Remembered, key_of
from shared_metrics.submissions import HeaderMatch


def remembered(desk: Desk, partner: str, contract: str) -> Mapping[str, Remembered]:
    """Header -> column, as somebody confirmed for this partner's earlier files."""
    return as_remembered(desk.ledger.header_matches(partner, contract), desk.time_zone)


def as_remembered(matches: Iterable[HeaderMatch], time_zone: dt.tzinfo) -> Mapping[str, Remembered]:
    """The matches as reading takes them, with the partnership's day they were confirmed on."""
    return {
        match.header: Remembered(match.column, match.confirmed_at.astimezone(time_zone).date())
        for match in matches
    }


def match_of(matches: Iterable[HeaderMatch], header: str) -> HeaderMatch | None:
    """The match of a header, however it is spelt."""
    return next((match for match in matches if key_of(match.header) == key_of(header)), None)


def remember_matches(
    entry: Entry,
    confirmed: Mapping[str, str],
    *,
    partner: str,
    contract: str,
    by: str,
    now: dt.datetime,
) -> None:
    """Writes header -> column for the partner's next files; another meaning takes its place."""
    known = entry.header_matches(partner, contract)
    for header, column in confirmed.items():
        before = match_of(known, header)
        if before is not None and before.column == column:
            continue
        if before is not None:
            entry.forget_match(before)
        entry.confirm_match(
            HeaderMatch(new_id("hdr"), partner, contract, header, column, by, now)
        )
