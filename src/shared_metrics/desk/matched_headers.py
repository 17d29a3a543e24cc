"""What partners' own headers mean: taken from the ledger for reading, and written to it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from shared_metrics.desk.home import read_home
from shared_metrics.desk.keeping.backup import ledger_address
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.who import new_id
from shared_metrics.ledger import Entry, Ledger
from shared_metrics.ledger.engine import make_engine
from shared_metrics.ledger.migrate import check_version, stored_version
from shared_metrics.reading.header import Remembered, key_of
from shared_metrics.settings import Settings
from shared_metrics.submissions import HeaderMatch


def remembered(desk: Desk, partner: str, contract: str) -> Mapping[str, Remembered]:
    """Header -> column, as somebody confirmed for this partner's earlier files."""
    return as_remembered(desk.ledger.header_matches(partner, contract), desk.time_zone)


def remembered_at_home(
    settings: Settings, partner: str, contract: str, time_zone: dt.tzinfo
) -> Mapping[str, Remembered]:
    """The same from a home as it is: none is made, and nothing is changed in it.

    Raises InstallationProblem when its ledger cannot be used.
    """
    home = read_home(settings.home)
    if home is None:
        return {}
    ledger = Ledger(make_engine(ledger_address(settings, home)))
    try:
        with ledger.reading() as connection:
            newest = check_version(stored_version(connection))
        matches = ledger.header_matches(partner, contract) if newest else []
    finally:
        ledger.close()
    return as_remembered(matches, time_zone)


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
        entry.confirm_match(HeaderMatch(new_id("hdr"), partner, contract, header, column, by, now))
