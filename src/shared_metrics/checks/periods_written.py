"""How people write periods, and how Excel rewrites them: text -> Period, or why not.

`2026-03`, `Mar-26`, `March 2026`, `03/2026`, `2026-Q1`, `Q1 2026`, `2025-26`, a day within the
period. Whatever two people could read differently is a problem, never a guess.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from shared_metrics.checks.cells import Problem
from shared_metrics.checks.dates import MONTHS, Order, ReadDate, parse_date
from shared_metrics.periods import Period, PeriodKind, parse_period

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SHORT_YEAR = r"[’']?(?P<short>[0-9]{2})"
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_NUMBER = r"(?P<month>0?[1-9]|1[0-2])"
_BETWEEN = r"\s*[-/. ,]\s*"
_QUARTER = (
    r"(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q|(?P<q3>[1-4])(?:st|nd|rd|th) quarter|quarter (?P<q4>[1-4]))"
)
_TO = r"\s*(?:-|–|/|to)\s*"

_FORMS: Mapping[PeriodKind, tuple[str, ...]] = {
    PeriodKind.MONTH: (
        rf"{_NAME}{_BETWEEN}{_YEAR}",
        rf"{_YEAR}{_BETWEEN}{_NAME}",
        rf"{_NAME}\s*[- ]\s*{_SHORT_YEAR}",
        rf"{_NUMBER}[-/.]{_YEAR}",
        rf"{_YEAR}[-/.]{_NUMBER}",
        rf"{_YEAR}[-/.]?[Mm]?{_NUMBER}",
    ),
    PeriodKind.QUARTER: (
        rf"{_QUARTER}\s*[-/. ,]?\s*(?:of )?{_YEAR}",
        rf"{_YEAR}\s*[-/. ,]?\s*{_QUARTER}",
        rf"{_QUARTER}\s*[-/ ]\s*{_SHORT_YEAR}",
        rf"(?P<first>[A-Za-z]{{3,9}}){_TO}(?P<last>[A-Za-z]{{3,9}}){_BETWEEN}{_YEAR}",
    ),
    PeriodKind.YEAR: (rf"(?:CY|year|calendar year)?\s*{_YEAR}(?:\.0)?",),
    PeriodKind.SCHOOL_YEAR: (
        rf"(?:SY|AY|school year|academic year)?\s*{_YEAR}{_TO}(?P<next>(?:19|20)?[0-9]{{2}})",
    ),
}
_PATTERNS = {
    kind: tuple(re.compile(form, re.IGNORECASE | re.ASCII) for form in forms)
    for kind, forms in _FORMS.items()
}
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class ReadPeriod:
    """A period, and whether it stood there in its canonical text."""

    period: Period
    canonical: bool


def read_written_period(
    text: str, kind: PeriodKind, order: Order = "unknown"
) -> ReadPeriod | Problem:
    """One written period. `order`: what stands first in days such as 03/04/2026."""
    try:
        return ReadPeriod(parse_period(text, kind), canonical=True)
    except ValueError:
        pass
    for pattern in _PATTERNS[kind]:
        match = pattern.fullmatch(text)
        day = _BUILD[kind](match.groupdict()) if match else None
        if day is not None:
            return ReadPeriod(Period.of(day, kind), canonical=False)
    return _from_a_day(text, kind, order)


def _from_a_day(text: str, kind: PeriodKind, order: Order) -> ReadPeriod | Problem:
    other = next(_other_kinds(text, kind), None)
    if other is not None:
        return Problem(
            "not_a_period",
            f"“{text}” is a {_words(other)}; this file is about a {_words(kind)}.",
            f"Write the {_words(kind)} as in {kind.example}. Is this the right file?",
        )
    day = parse_date(text, order)
    if isinstance(day, ReadDate):
        return ReadPeriod(Period.of(day.day, kind), canonical=False)
    fix = f"Write the {_words(kind)} as in {kind.example}."
    if day.rule == "ambiguous_date" or re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}", text):
        message = f"“{text}” can be read as different periods."
        return Problem("ambiguous_period", message, fix)
    return Problem("not_a_period", f"“{text}” is not a {_words(kind)}.", fix)


def _other_kinds(text: str, kind: PeriodKind) -> Iterator[PeriodKind]:
    for other in PeriodKind:
        if other is not kind and any(p.fullmatch(text) for p in _PATTERNS[other]):
            # a year and two digits, such as 2025-13, is more likely a mistyped month
            if other is PeriodKind.SCHOOL_YEAR and not _is_school_year(text):
                continue
            yield other


def _is_school_year(text: str) -> bool:
    match = _PATTERNS[PeriodKind.SCHOOL_YEAR][0].fullmatch(text)
    return match is not None and _school_year(match.groupdict()) is not None


def _words(kind: PeriodKind) -> str:
    return kind.value.replace("_", " ")


def _year(parts: Mapping[str, str | None]) -> int:
    return int(parts.get("year") or 0) or _CENTURY + int(parts.get("short") or 0)


def _month(parts: Mapping[str, str | None]) -> dt.date | None:
    name = parts.get("name")
    month = MONTHS.get(name.lower()) if name else int(parts.get("month") or 0)
    return dt.date(_year(parts), month, 1) if month else None


def _quarter(parts: Mapping[str, str | None]) -> dt.date | None:
    first, last = (MONTHS.get((parts.get(end) or "").lower()) for end in ("first", "last"))
    if first and last:
        whole = first % 3 == 1 and last == first + 2
        return dt.date(_year(parts), first, 1) if whole else None
    quarter = next((int(q) for name in ("q", "q2", "q3", "q4") if (q := parts.get(name))), None)
    return dt.date(_year(parts), quarter * 3, 1) if quarter else None


def _calendar_year(parts: Mapping[str, str | None]) -> dt.date | None:
    return dt.date(_year(parts), 1, 1)


def _school_year(parts: Mapping[str, str | None]) -> dt.date | None:
    following = int((parts["next"] or "")[-2:])
    year = _year(parts)
    long_form = len(parts["next"] or "") > 2  # noqa: PLR2004 # 2025-2026
    if following != (year + 1) % 100 or (long_form and parts["next"] != str(year + 1)):
        return None
    return dt.date(year, 7, 1)


_BUILD: Mapping[PeriodKind, Callable[[Mapping[str, str | None]], dt.date | None]] = {
    PeriodKind.MONTH: _month,
    PeriodKind.QUARTER: _quarter,
    PeriodKind.YEAR: _calendar_year,
    PeriodKind.SCHOOL_YEAR: _school_year,
}


def month_of_year(year: str, month: str) -> ReadPeriod | Problem:
    """A year cell and a month cell -> the month's Period."""
    number = int(month) if re.fullmatch(r"0?[1-9]|1[0-2]", month) else MONTHS.get(month.lower())
    if number is None or not re.fullmatch(r"(?:19|20)[0-9]{2}", year):
        message = f"“{year}” and “{month}” are not a year and a month."
        return Problem("not_a_period", message, "Write them as in 2026 and 3.")
    return ReadPeriod(Period.of(dt.date(int(year), number, 1), PeriodKind.MONTH), canonical=True)
