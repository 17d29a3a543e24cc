"""Reporting periods: one ordered type in code, text only at the edges.

A period is a month (`2026-03`), a quarter (`2026-Q1`), a calendar year (`2026`) or a
school year (`2025-26`, July to June).
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SCHOOL_YEAR_FIRST_MONTH = 7


MONTHS_A_YEAR = 12


class PeriodKind(StrEnum):
    """How long a period lasts; the value is the word used in YAML and on the command line."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"

    @property
    def months(self) -> int:
        """How many calendar months one period of this kind holds."""
        return {"month": 1, "quarter": 3}.get(self.value, 12)

    @property
    def a_year(self) -> int:
        """How many there are in a year."""
        return MONTHS_A_YEAR // self.months

    @property
    def example(self) -> str:
        """How such a period is written."""
        return {"month": "2026-03", "quarter": "2026-Q1", "year": "2026"}.get(self, "2025-26")


def _first_month_index(kind: PeriodKind, ordinal: int) -> int:
    shift = SCHOOL_YEAR_FIRST_MONTH - 1 if kind is PeriodKind.SCHOOL_YEAR else 0
    return ordinal * kind.months + shift


@dataclass(frozen=True, slots=True)
class Period:
    """`ordinal` counts periods of this kind since year 0; two kinds cannot be compared."""

    kind: PeriodKind
    ordinal: int

    @classmethod
    def of(cls, day: dt.date, kind: PeriodKind) -> "Period":
        """The period of this kind that holds the day."""
        month_index = day.year * 12 + day.month - 1
        if kind is PeriodKind.SCHOOL_YEAR:
            month_index -= SCHOOL_YEAR_FIRST_MONTH - 1
        return cls(kind, month_index // kind.months)

    @property
    def first_day(self) -> dt.date:
        """Its first day."""
        year, month = divmod(_first_month_index(self.kind, self.ordinal), 12)
        return dt.date(year, month + 1, 1)

    @property
    def last_day(self) -> dt.date:
        """Its last day."""
        year, month = divmod(_first_month_index(self.kind, self.ordinal) + self.kind.months - 1, 12)
        return dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])

    @property
    def text(self) -> str:
        """The canonical text; texts of one kind sort as their periods do."""
        first = self.first_day
        match self.kind:
            case PeriodKind.MONTH:
                return f"{first.year:04}-{first.month:02}"
            case PeriodKind.QUARTER:
                return f"{first.year:04}-Q{(first.month - 1) // 3 + 1}"
            case PeriodKind.YEAR:
                return f"{first.year:04}"
            case PeriodKind.SCHOOL_YEAR:
                return f"{first.year:04}-{(first.year + 1) % 100:02}"

    @property
    def label(self) -> str:
        """What people read: `March 2026`, `Q1 2026`, `2026`, `2025-26`."""
        first = self.first_day
        if self.kind is PeriodKind.MONTH:
            return f"{calendar.month_name[first.month]} {first.year}"
        if self.kind is PeriodKind.QUARTER:
            return f"Q{(first.month - 1) // 3 + 1} {first.year}"
        return self.text

    def within(self, kind: PeriodKind) -> "Period":
        """The longer period of `kind` that this one lies in (a month within its quarter)."""
        return Period.of(self.first_day, kind)

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in this period."""
        return self.first_day <= day <= self.last_day

    def __add__(self, periods: int) -> "Period":
        return Period(self.kind, self.ordinal + periods)

    def __sub__(self, other: "Period") -> int:
        """How many periods lie between two of one kind."""
        self._must_match(other)
        return self.ordinal - other.ordinal

    def __lt__(self, other: "Period") -> bool:
        self._must_match(other)
        return self.ordinal < other.ordinal

    def __le__(self, other: "Period") -> bool:
        self._must_match(other)
        return self.ordinal <= other.ordinal

    def __gt__(self, other: "Period") -> bool:
        return other < self

    def __ge__(self, other: "Period") -> bool:
        return other <= self

    def __str__(self) -> str:
        return self.text

    def _must_match(self, other: "Period") -> None:
        if self.kind is not other.kind:
            raise TypeError(f"a {self.kind} ({self}) and a {other.kind} ({other}) have no order")


_WRITTEN = {
    PeriodKind.MONTH: re.compile(r"(?P<year>[0-9]{4})-(?P<part>0[1-9]|1[0-2])"),
    PeriodKind.QUARTER: re.compile(r"(?P<year>[0-9]{4})-Q(?P<part>[1-4])"),
    PeriodKind.YEAR: re.compile(r"(?P<year>[0-9]{4})"),
    PeriodKind.SCHOOL_YEAR: re.compile(r"(?P<year>[0-9]{4})-(?P<part>[0-9]{2})"),
}


def parse_period(text: str, kind: PeriodKind) -> Period:
    """Canonical text -> Period of the kind.

    Raises ValueError with a plain sentence when the text is not such a period. (Texts of a
    school year such as `2009-10` are months too, so the kind is always given.)
    """
    match = _WRITTEN[kind].fullmatch(text)
    if match is None or int(match["year"]) == 0:
        raise ValueError(f"“{text}” is not a {kind.replace('_', ' ')} such as {kind.example}")
    year, part = int(match["year"]), int(match.groupdict().get("part") or 1)
    if kind is PeriodKind.SCHOOL_YEAR and part != (year + 1) % 100:
        raise ValueError(f"“{text}” is not a school year: {year} is followed by {year + 1}")
    month = {
        PeriodKind.MONTH: part,
        PeriodKind.QUARTER: part * 3,
        PeriodKind.YEAR: 1,
        PeriodKind.SCHOOL_YEAR: SCHOOL_YEAR_FIRST_MONTH,
    }[kind]
    return Period.of(dt.date(year, month, 1), kind)


def periods_between(first: Period, last: Period) -> Iterator[Period]:
    """Every period from `first` to `last`, both included."""
    for step in range(last - first + 1):
        yield first + step
