"""What the sample partnership published: a release a quarter, and one amendment."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sample_data.cast import ANALYSTS
from sample_data.sendings import at, working_day
from shared_metrics.periods import Period, PeriodKind, parse_period, periods_between

FIRST_QUARTER: Final = parse_period("2023-Q3", PeriodKind.QUARTER)
LAST_QUARTER: Final = parse_period("2026-Q1", PeriodKind.QUARTER)
AFTER_THE_QUARTER: Final = dt.timedelta(38)  # a week after the last day for sending
LOOKED_AT_FOR: Final = dt.timedelta(2)
NOTES: Final = {
    "R10": "A partner's follow-up on jobs in September 2025 was missing in its first file.",
}
AMENDED_ON: Final = dt.date(2026, 7, 13)
WHY_AMENDED: Final = (
    "High school courses were missing in one file for the first quarter of 2026; it was corrected "
    "in July."
)


@dataclass(frozen=True)
class Release:
    """One release: prepared by one analyst, published by the other. `amends`: then `words` say why.

    Else `words` are the public note about figures that read otherwise than before.
    """

    id: str
    data_to: dt.date
    prepared_at: dt.datetime
    published_at: dt.datetime
    words: str | None = None
    amends: str | None = None

    @property
    def prepared_by(self) -> str:
        """The analyst who prepares it."""
        return ANALYSTS[0]

    @property
    def published_by(self) -> str:
        """The other one."""
        return ANALYSTS[1]


def releases() -> Iterator[Release]:
    """All of them, oldest first."""
    for number, quarter in enumerate(periods_between(FIRST_QUARTER, LAST_QUARTER), 1):
        yield _of(quarter, f"R{number}")
    last = _of(LAST_QUARTER, f"R{LAST_QUARTER - FIRST_QUARTER + 1}")
    yield Release(
        f"{last.id}.1",
        last.data_to,
        at(AMENDED_ON, 0.2),
        at(AMENDED_ON + dt.timedelta(1), 0.2),
        WHY_AMENDED,
        last.id,
    )


def _of(quarter: Period, release_id: str) -> Release:
    prepared = working_day(quarter.last_day + AFTER_THE_QUARTER)
    published = working_day(prepared + LOOKED_AT_FOR)
    words = NOTES.get(release_id)
    return Release(release_id, quarter.last_day, at(prepared, 0.5), at(published, 0.5), words)
