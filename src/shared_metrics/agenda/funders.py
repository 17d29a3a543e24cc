"""Funders: how each names, counts, groups and lays out the figures we already publish to it."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Final, Literal

from shared_metrics.agenda.publication import FUNDER
from shared_metrics.periods import MONTHS_A_YEAR, Period, PeriodKind, parse_period

ReportEvery = Literal["month", "quarter", "year", "school_year", "fiscal_year"]
Layout = Literal["long", "wide"]
Format = Literal["csv", "xlsx"]
Shown = Literal["number", "percent", "fraction"]
Holds = Literal["period", "first_day", "last_day", "code", "name", "group", "unit", "value", "note"]
FISCAL_YEAR: Final = "fiscal_year"
JANUARY: Final = 1
PLACEHOLDERS: Final = (
    *("period", "first_day", "last_day", "year", "month", "quarter"),
    *("fiscal_year", "fiscal_quarter"),
)
MONTHS_A_QUARTER: Final = 3


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """What one report covers: whole months. `text`: as we write it, `written`: as the funder does.

    Two are the same when they cover the same months.
    """

    first: Period
    months: int
    text: str
    written: str

    @property
    def first_day(self) -> dt.date:
        """Its first day."""
        return self.first.first_day

    @property
    def last_day(self) -> dt.date:
        """Its last day."""
        return (self.first + (self.months - 1)).last_day

    def made_of(self, kind: PeriodKind) -> tuple[Period, ...]:
        """The periods of a kind that fill it exactly; none when they do not."""
        begin = Period.of(self.first_day, kind)
        if begin.first_day != self.first_day or self.months % kind.months:
            return ()
        return tuple(begin + step for step in range(self.months // kind.months))


@dataclass(frozen=True, slots=True)
class ReportPeriods:
    """The periods a funder wants figures for.

    `year_begins`: the month its fiscal year begins in. `named_by`: whether a fiscal year is named
    after the calendar year it ends in, or begins in. `written`: how a period stands in the file,
    with the placeholders of `PLACEHOLDERS`.
    """

    every: ReportEvery
    year_begins: int = JANUARY
    named_by: Literal["end", "start"] = "end"
    written: str = "{period}"

    @property
    def kinds(self) -> tuple[PeriodKind, ...]:
        """Our kinds of period that fill every one of them exactly, the longest first."""
        one = self._holding(dt.date(2026, 7, 1))
        longest = sorted(PeriodKind, key=lambda kind: -kind.months)
        return tuple(kind for kind in longest if one.made_of(kind))

    def is_one(self, kind: PeriodKind) -> bool:
        """Whether each of them is one period of a kind of ours."""
        return len(self._holding(dt.date(2026, 7, 1)).made_of(kind)) == 1

    def of(self, text: str) -> ReportPeriod:
        """The period as we write it: `2026-Q1`, a fiscal year `2026`.

        Raises ValueError with a plain sentence.
        """
        if self.every == FISCAL_YEAR:
            return self._fiscal_year(text)
        return self._made(parse_period(text, PeriodKind(self.every)))

    def ended_by(self, day: dt.date, count: int) -> tuple[ReportPeriod, ...]:
        """The newest of them that had ended by a day, newest first."""
        newest = self._holding(day)
        if newest.last_day > day:
            newest = self._before(newest)
        found = [newest]
        while len(found) < count:
            found.append(self._before(found[-1]))
        return tuple(found)

    def _before(self, one: ReportPeriod) -> ReportPeriod:
        return self._holding(one.first_day - dt.timedelta(1))

    def _holding(self, day: dt.date) -> ReportPeriod:
        if self.every != FISCAL_YEAR:
            return self._made(Period.of(day, PeriodKind(self.every)))
        begins = day.year if day.month >= self.year_begins else day.year - 1
        return self._beginning(begins)

    def _fiscal_year(self, text: str) -> ReportPeriod:
        try:
            year = parse_period(text, PeriodKind.YEAR).first_day.year
        except ValueError:
            raise ValueError(f"“{text}” is not a fiscal year such as 2026") from None
        return self._beginning(year - self._later)

    @property
    def _later(self) -> int:
        """How many years after it begins a fiscal year's name lies."""
        return int(self.named_by == "end" and self.year_begins != JANUARY)

    def _beginning(self, year: int) -> ReportPeriod:
        first = Period.of(dt.date(year, self.year_begins, 1), PeriodKind.MONTH)
        return self._with_words(ReportPeriod(first, MONTHS_A_YEAR, str(year + self._later), ""))

    def _made(self, period: Period) -> ReportPeriod:
        first = period.first_day
        month = Period.of(first, PeriodKind.MONTH)
        return self._with_words(ReportPeriod(month, period.kind.months, period.text, ""))

    def _with_words(self, one: ReportPeriod) -> ReportPeriod:
        written = "".join(
            literal + (str(self._placeholders(one)[name]) if name else "")
            for literal, name, _, _ in Formatter().parse(self.written)
        )
        return ReportPeriod(one.first, one.months, one.text, written)

    def _placeholders(self, one: ReportPeriod) -> Mapping[str, object]:
        first, last = one.first_day, one.last_day
        since = (first.month - self.year_begins) % MONTHS_A_YEAR
        begun = first.year - (first.month < self.year_begins)
        return {
            "period": one.text,
            "first_day": first.isoformat(),
            "last_day": last.isoformat(),
            "year": last.year,
            "month": calendar.month_name[first.month],
            "quarter": (first.month - 1) // MONTHS_A_QUARTER + 1,
            "fiscal_year": begun + self._later,
            "fiscal_quarter": since // MONTHS_A_QUARTER + 1,
        }


@dataclass(frozen=True, slots=True)
class FunderColumn:
    """A column of the file: a `fixed` text, or what it holds; `metric`: of which, where wide."""

    header: str
    holds: Holds | None = None
    fixed: str | None = None
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class FunderFile:
    """How the file is laid out. Long: a row a figure. Wide: a row a group, a column a figure.

    `hidden`, `missing`: what stands in place of a figure; never a number. `coded`: in place of a
    bound such as `<5 %`, None: the bound itself. `everybody`: how no group in particular is called.
    """

    format: Format
    layout: Layout
    columns: tuple[FunderColumn, ...]
    hidden: str
    missing: str
    coded: str | None = None
    everybody: str = "All"

    @property
    def has_notes(self) -> bool:
        """Whether a column says in words why a figure is not there."""
        return any(column.holds == "note" for column in self.columns)


@dataclass(frozen=True, slots=True)
class FunderMeasure:
    """One of our metrics under the funder's name. `groups`: our codes of `by` -> the funder's."""

    metric: str
    code: str
    name: str
    unit: str
    shown: Shown
    decimals: int
    by: str | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    line: int = 0

    @property
    def table_by(self) -> tuple[str, ...]:
        """As a planned table is by it."""
        return (self.by,) if self.by else ()


@dataclass(frozen=True, slots=True)
class Funder:
    """A funder's report, made only of what releases hold for the audience `funder:<id>`."""

    id: str
    name: str
    about: str
    periods: ReportPeriods
    file: FunderFile
    measures: tuple[FunderMeasure, ...]
    path: str = ""
    line: int = 0

    @property
    def audience(self) -> str:
        """As publication plans and agreements call it."""
        return f"{FUNDER}{self.id}"

    def file_name(self, period: ReportPeriod) -> str:
        """What the file is called."""
        return f"{self.id}-{period.text}.{self.file.format}"
