"""What did not go the ordinary way: late, missing, wrong, corrected, returned, explained.

An incident takes the ordinary sending and gives back what was really sent.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from sample_data.cast import ANALYSTS, CONGESTION, STEM, WORKFORCE
from sample_data.months import month, month_text
from sample_data.sendings import Sending, ordinary
from sample_data.workforce import Row

Incident = Callable[[Sending], list[Sending]]


def _later(sending: Sending, days: int) -> Sending:
    """The same, sent and decided days later."""
    moved = dt.timedelta(days)
    decided_at = sending.decided_at + moved if sending.decided_at else None
    return replace(sending, sent_at=sending.sent_at + moved, decided_at=decided_at)


def _again(sending: Sending, days: int) -> Sending:
    """A second file, sent some days after the first."""
    return replace(_later(sending, days), attempt=sending.attempt + 1)


def _undecided(sending: Sending) -> Sending:
    return replace(
        sending, decision=None, decided_at=None, decided_by=None, words=None, state="passed"
    )


def _edited(
    sending: Sending, where: Mapping[str, str], change: Callable[[Row], Row]
) -> tuple[Row, ...]:
    """The rows with a change made to those that match."""
    rows = sending.rows or ()
    return tuple(
        change(row) if all(row[name] == value for name, value in where.items()) else row
        for row in rows
    )


def missing(_: Sending) -> list[Sending]:
    """Nothing came."""
    return []


def late(sending: Sending) -> list[Sending]:
    """It came nine days after the due day, and was accepted all the same."""
    due = sending.sent_at.replace(day=10)
    return [_later(sending, (due - sending.sent_at).days + 9)]


def waiting(sending: Sending) -> list[Sending]:
    """Nothing to fix; nobody has decided on it yet."""
    return [_undecided(sending)]


def waiting_with_a_reason(sending: Sending) -> list[Sending]:
    """An unusual wage, explained; it waits for the backbone."""
    first = next(r for r in sending.rows or () if r["placed"] == 1 and r["gender"] != "all")
    where = {name: str(first[name]) for name in ("pathway", "gender", "age_group")}
    rows = _edited(sending, where, lambda row: {**row, "average_hourly_wage": 9250})
    reasons = {"wage_usual": "One graduate was hired as a network architect; checked with payroll."}
    return [_undecided(replace(sending, rows=rows, reasons=reasons))]


def explained(sending: Sending) -> list[Sending]:
    """An unusual wage, explained and accepted."""
    first = next(r for r in sending.rows or () if r["placed"] == 1 and r["gender"] != "all")
    where = {name: str(first[name]) for name in ("pathway", "gender", "age_group")}
    rows = _edited(sending, where, lambda row: {**row, "average_hourly_wage": 9640})
    reasons = {"wage_usual": "A travel nurse on a weekend contract; the pay slip was seen."}
    return [replace(sending, rows=rows, reasons=reasons)]


def not_collected(sending: Sending) -> list[Sending]:
    """Pay could not be asked about that month: the wages are marked n/a."""
    rows = tuple(
        {**row, "average_hourly_wage": "n/a"} if row["placed"] else row
        for row in sending.rows or ()
    )
    return [replace(sending, rows=rows, note="Our follow-up calls did not ask about pay.")]


def nothing_to_report(sending: Sending) -> list[Sending]:
    """Nothing happened that period, and the partner said so."""
    return [replace(sending, rows=None, note="No rides in December: the drivers were away.")]


def on_behalf(sending: Sending) -> list[Sending]:
    """The steward was ill; one analyst sent the file, the other accepted it."""
    note = "Sent for Eastside Neighbors from the file they mailed; the steward was ill."
    sent_by, decided_by = ANALYSTS
    return [replace(sending, sent_by=sent_by, on_behalf=True, note=note, decided_by=decided_by)]


def returned(sending: Sending) -> list[Sending]:
    """The backbone sent it back with a reason; the new file has not come yet."""
    words = "The SR 87 shuttle stopped on 12 June, but the file has a full month. Please look."
    return [replace(sending, decision="return", words=words, state="returned")]


def failed(fault: str, days: int = 1) -> Incident:
    """The first file had something to fix; the second was right."""

    def happened(sending: Sending) -> list[Sending]:
        first = replace(_undecided(sending), fault=fault, state="failed")
        return [first, _again(sending, days)]

    return happened


def withdrawn(sending: Sending) -> list[Sending]:
    """The steward took the first file back: a corridor had last year's trips."""
    old = ordinary(CONGESTION, sending.partner, month(sending.periods[0]) - 12)
    rows = tuple(
        {**theirs, "period": row["period"]} if row["corridor"] == "sr_85" else row
        for row, theirs in zip(sending.rows or (), old.rows or (), strict=True)
    )
    first = replace(
        sending,
        rows=rows,
        decision="withdraw",
        decided_at=sending.sent_at + dt.timedelta(minutes=25),
        decided_by=sending.sent_by,
        state="withdrawn",
    )
    return [first, _again(sending, 1)]


def sent_again(sending: Sending) -> list[Sending]:
    """A better file came before anybody had looked at the first."""
    rows = (sending.rows or ())[:-3]
    first = replace(_undecided(sending), rows=rows, state="superseded")
    second = replace(_again(sending, 0), replaces=True)
    return [first, replace(second, sent_at=first.sent_at + dt.timedelta(hours=1))]


def corrected_followup(sending: Sending) -> list[Sending]:
    """Two months later: the clean energy crew had not been asked about jobs."""
    rows = _edited(
        sending,
        {"pathway": "clean_energy"},
        lambda row: {**row, "follow_up_due": 0, "placed": 0, "average_hourly_wage": None},
    )
    first = replace(sending, rows=rows, state="superseded")
    note = "The clean energy crew's follow-up was missing in the first file."
    return [first, replace(_again(sending, 41), replaces=True, note=note)]


def corrected_courses(sending: Sending) -> list[Sending]:
    """One quarter later, a week before today: the high school courses had been left out."""
    rows = tuple(r for r in sending.rows or () if r["programme_type"] != "course")
    first = replace(sending, rows=rows, state="superseded")
    second = replace(
        _again(sending, 0),
        replaces=True,
        note="The high school courses were missing in the first file.",
        sent_at=dt.datetime(2026, 7, 8, 17, 20, tzinfo=dt.UTC),
        decided_at=dt.datetime(2026, 7, 9, 21, 5, tzinfo=dt.UTC),
    )
    return [first, second]


def with_next_month(sending: Sending) -> list[Sending]:
    """The first two months came in one file, a month late: the partner had just joined."""
    second = ordinary(sending.contract, sending.partner, month(sending.periods[0]) + 1)
    rows = (*(sending.rows or ()), *(second.rows or ()))
    return [replace(second, rows=rows, periods=(*sending.periods, *second.periods))]


INCIDENTS: Mapping[tuple[str, str, str], Incident] = {
    (WORKFORCE, "open_latch_careers", "2023-07"): with_next_month,
    (WORKFORCE, "open_latch_careers", "2023-08"): missing,  # it came with July
    (WORKFORCE, "open_latch_careers", "2024-02"): not_collected,
    (WORKFORCE, "open_latch_careers", "2024-10"): failed("column_left_out", days=3),
    (WORKFORCE, "open_latch_careers", "2026-05"): late,
    (WORKFORCE, "open_latch_careers", "2026-06"): missing,
    (WORKFORCE, "sandpiper_health", "2024-11"): explained,
    (WORKFORCE, "copperline_manufacturing", "2025-09"): corrected_followup,
    (WORKFORCE, "steppingway_training", "2026-06"): waiting_with_a_reason,
    (WORKFORCE, "loma_clara_college", "2026-06"): waiting,
    **{
        (WORKFORCE, "sunrow_energy", month_text(number)): missing
        for number in range(month("2026-04"), month("2026-07"))
    },
    (STEM, "saturday_circuits", "2025-Q4"): failed("unknown_group"),
    (STEM, "arroyo_unified_schools", "2026-Q1"): corrected_courses,
    (STEM, "eastside_neighbors", "2024-Q1"): on_behalf,
    (STEM, "eastside_neighbors", "2026-Q2"): missing,  # not due before 20 July
    (CONGESTION, "arroyo_ride_circle", "2023-12"): nothing_to_report,
    (CONGESTION, "arroyo_ride_circle", "2026-05"): missing,
    (CONGESTION, "arroyo_ride_circle", "2026-06"): missing,
    (CONGESTION, "larkfield_software", "2024-05"): sent_again,
    (CONGESTION, "copperline_manufacturing", "2024-11"): failed("more_on_time_than_trips"),
    (CONGESTION, "arroyo_transit", "2025-03"): withdrawn,
    (CONGESTION, "arroyo_state_university", "2026-06"): returned,
}
