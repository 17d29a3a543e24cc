"""Date and timestamp text -> Date and naive wall time; an uncertain order of day and month is told.

The usual forms are read by Polars; every other text is read once, in Python.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from shared_metrics.checks.cells import (
    Marked,
    Problem,
    Reading,
    TypedColumn,
    listed,
    mark_assumptions,
    odd_texts,
    read_each,
    typed_column,
    without_marks,
)
from shared_metrics.contracts.model import Column
from shared_metrics.findings import Assumption

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip

Order = Literal["day", "month", "unknown", "mixed"]
"""What stands first in dates such as 03/04/2026, as the column shows it."""

_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_TWO_AND_YEAR = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_SHORT = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}")
_DAY_NAME = re.compile(r"([0-9]{1,2})[-. /]{1,2}([A-Za-z]{3,9})[-., /]{1,2}([0-9]{4}|[0-9]{2})")
_NAME_DAY = re.compile(r"([A-Za-z]{3,9})\.?[- /]([0-9]{1,2})(?:st|nd|rd|th)?,?[- /]([0-9]{4})")
_MIDNIGHT = re.compile(r"(.+?)[T ]00:00(?::00(?:\.0+)?)?")
_SERIAL = re.compile(r"[3-6][0-9]{4}(?:\.[0-9]+)?")
_LAST_MONTH = 12
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<part>[0-9]{1,6}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?",
)
_ISO_TIMESTAMP = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?$"
_TO_THE_MINUTE = 16


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, and what had to be assumed to read it."""

    day: dt.date
    said: str | None = None


def read_dates(text: pl.Series, column: Column) -> TypedColumn:
    """Text cells -> Date cells."""
    iso = text.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    days = text.set(~iso.fill_null(value=False), None).str.to_date("%Y-%m-%d", strict=False)
    plain = without_marks(text, days, column)
    odd = odd_texts(text, plain)
    order = day_month_order(odd)
    read = read_each(odd, column, lambda written: parse_date(written, order))
    readings = {t: r.day if isinstance(r, ReadDate) else r for t, r in read.items()}
    said = (*mark_assumptions(text, readings, column), *date_assumptions(read, column))
    return typed_column(text, plain, readings, said)


def read_timestamps(text: pl.Series, column: Column, time_zone: str) -> TypedColumn:
    """Text cells -> naive wall time cells. A wall time the clocks skipped is a problem."""
    plain = without_marks(text, _plain_timestamps(text), column)
    odd = odd_texts(text, plain)
    halves = {t: _split(t) for t in odd}
    order = day_month_order([day for day, _ in halves.values()])

    def read(written: str) -> Reading:
        day, time = halves[written]
        return _timestamp(written, parse_date(day, order), time)

    readings = read_each(odd, column, read)
    days = {t: parse_date(halves[t][0], order) for t, r in readings.items() if _is_time(r)}
    said = (*mark_assumptions(text, readings, column), *date_assumptions(days, column))
    typed = typed_column(text, plain, readings, said)
    return _without_skipped_times(text, typed, readings, time_zone)


def _is_time(reading: Reading) -> bool:
    return isinstance(reading, dt.datetime)


def _plain_timestamps(text: pl.Series) -> pl.Series:
    """`2026-03-01 14:15`, with or without seconds, with a space or a T."""
    iso = text.str.contains(_ISO_TIMESTAMP).fill_null(value=False)
    spaced = text.set(~iso, None).str.replace("T", " ", literal=True)
    to_the_minute = spaced.str.len_bytes() == _TO_THE_MINUTE
    whole = spaced.set(to_the_minute.fill_null(value=False), None)
    whole = whole.fill_null(spaced + ":00")
    return whole.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")


def _without_skipped_times(
    text: pl.Series, typed: TypedColumn, readings: Mapping[str, Reading], time_zone: str
) -> TypedColumn:
    there = typed.values.dt.replace_time_zone(
        time_zone, ambiguous="earliest", non_existent="null"
    ).is_not_null()
    skipped = typed.values.is_not_null() & ~there
    if not skipped.any():
        return typed
    problems = {
        written: Problem(
            "no_such_time",
            f"“{written}” did not exist: the clocks in {time_zone} went forward over it.",
            "Write local time, as people's clocks showed it.",
        )
        for written in text.filter(skipped).unique().to_list()
    }
    kept = typed.values.set(skipped, None)
    return typed_column(text, kept, dict(readings) | problems, typed.assumptions)


def _split(text: str) -> tuple[str, str]:
    """Date text and time text; the time is empty when there is none."""
    match = re.fullmatch(r"(.*?)(?:[T ]\s*([0-9]{1,2}:[0-9]{2}.*))?", text)
    return (match[1], match[2] or "") if match else (text, "")


def _timestamp(text: str, day: ReadDate | Problem, time: str) -> Reading:
    if isinstance(day, Problem):
        return day
    if re.search(r"(?:Z|[+-][0-9]{2}:?[0-9]{2})$", time):
        return Problem(
            "not_a_time",
            f"“{text}” carries a time zone of its own.",
            "Write local time, as people's clocks showed it, without Z or +01:00.",
        )
    at = parse_time(time) if time else None
    if at is None:
        return Problem(
            "not_a_time",
            f"“{text}” is not a date with a time of day.",
            "Write it as in 2026-03-01 14:15.",
        )
    return dt.datetime.combine(day.day, at)


def parse_time(text: str) -> dt.time | None:
    """`14:15`, `14:15:00.5`, `2:15 PM` -> the time of day; None if it is not one."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, half = int(match["hour"]), (match["half"] or "").replace(".", "").lower()
    if half:
        if not 1 <= hour <= _LAST_MONTH:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    part = (match["part"] or "").ljust(6, "0")
    try:
        return dt.time(hour, int(match["minute"]), int(match["second"] or 0), int(part))
    except ValueError:
        return None


def day_month_order(texts: Iterable[str]) -> Order:
    """What the column as a whole shows: some cell must be possible in one order only."""
    first_over = second_over = False
    for text in texts:
        match = _TWO_AND_YEAR.fullmatch(_without_midnight(text))
        if match and match[2] != ".":
            first_over |= int(match[1]) > _LAST_MONTH
            second_over |= int(match[3]) > _LAST_MONTH
    if first_over and second_over:
        return "mixed"
    return "day" if first_over else "month" if second_over else "unknown"


def _without_midnight(text: str) -> str:
    midnight = _MIDNIGHT.fullmatch(text)
    return midnight[1] if midnight else text


def parse_date(text: str, order: Order = "unknown") -> ReadDate | Problem:
    """One written date. `order`: what stands first in 03/04/2026 (see `day_month_order`)."""
    written = _without_midnight(text)
    if match := _ISO.fullmatch(written):
        said = None if match[2] == "-" and len(written) == 10 else "as year, month, day"  # noqa: PLR2004
        return _date(text, int(match[1]), int(match[3]), int(match[4]), said)
    if match := _COMPACT.fullmatch(written):
        return _date(text, int(match[1]), int(match[2]), int(match[3]), "as year, month, day")
    if match := _TWO_AND_YEAR.fullmatch(written):
        return _two_and_year(text, match, order)
    if (match := _DAY_NAME.fullmatch(written)) and match[2].lower() in MONTHS:
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)  # noqa: PLR2004 # two digits
        return _date(text, year, MONTHS[match[2].lower()], int(match[1]), "as day, month, year")
    if (match := _NAME_DAY.fullmatch(written)) and match[1].lower() in MONTHS:
        return _date(text, int(match[3]), MONTHS[match[1].lower()], int(match[2]), None)
    return _not_a_date(text)


def _two_and_year(text: str, match: re.Match[str], order: Order) -> ReadDate | Problem:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == ".":
        return _date(text, year, second, first, "as day, month, year")
    if first == second:
        return _date(text, year, first, second, None)
    if order == "unknown":
        order = day_month_order([text])
    if order == "day":
        return _date(text, year, second, first, "as day, month, year as the column shows")
    if order == "month":
        return _date(text, year, first, second, "as month, day, year as the column shows")
    return ambiguous_date(text)


def ambiguous_date(text: str) -> Problem:
    """The finding for 03/04/26 and its kin."""
    message = f"“{text}” can be read as different dates."
    return Problem("ambiguous_date", message, "Write it as year-month-day, as in 2026-03-04.")


def _date(text: str, year: int, month: int, day: int, said: str | None) -> ReadDate | Problem:
    try:
        return ReadDate(dt.date(year, month, day), said)
    except ValueError:
        message = f"“{text}” is not a day of the calendar."
        return Problem("not_a_date", message, "Write a real day, as in 2026-03-31.")


def _not_a_date(text: str) -> Problem:
    if _SHORT.fullmatch(text):
        return ambiguous_date(text)
    fix = "Write it as year-month-day, as in 2026-03-31."
    if _SERIAL.fullmatch(text):
        message = f"“{text}” may be how Excel stores a date; shown so, it has no certain meaning."
        return Problem("not_a_date", message, f"Format the column as a date in Excel. {fix}")
    return Problem("not_a_date", f"“{text}” is not a date.", fix)


def date_assumptions(read: Mapping[str, Reading], column: Column) -> tuple[Assumption, ...]:
    """How dates were read that could have been written otherwise, with examples."""
    by_words: dict[str, list[str]] = {}
    for text, reading in read.items():
        if isinstance(reading, ReadDate) and reading.said and not isinstance(reading, Marked):
            by_words.setdefault(reading.said, []).append(f"“{text}” as {reading.day}")
    return tuple(
        Assumption("date_read_as", f"{column.title}: read {listed(texts, at_most=3)}, {words}.")
        for words, texts in by_words.items()
    )
