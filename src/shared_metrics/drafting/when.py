"""Which columns say the period, and of what kind: months, quarters, school years, years, days."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shared_metrics.checks.dates import ReadDate, day_month_order, parse_date
from shared_metrics.checks.periods_written import ReadPeriod, month_of_year, read_written_period
from shared_metrics.drafting.meanings import (
    MONTH_WORDS,
    PERIOD_WORDS,
    QUARTER_WORDS,
    SCHOOL_WORDS,
    YEAR_WORDS,
    words_of,
)
from shared_metrics.periods import Period, PeriodKind

_TIME = re.compile(r"(.+?)[T ]\s*[0-9]{1,2}:[0-9]{2}\S*")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.SCHOOL_YEAR, PeriodKind.YEAR)


@dataclass(frozen=True, slots=True)
class Found:
    """A way to read the period. `how` as in a contract; `rank` says how likely, larger is more."""

    kind: PeriodKind
    how: str
    headers: tuple[str, ...]
    timestamps: bool = False
    rank: int = 0


def find_when(columns: Mapping[str, Sequence[str]]) -> Found | None:
    """The likeliest way, from each column's different texts; None when no column says when."""
    found = [*_single(columns), *_year_and_month(columns)]
    return max(found, key=lambda one: one.rank, default=None)


def _single(columns: Mapping[str, Sequence[str]]) -> Iterator[Found]:
    for place, (header, texts) in enumerate(columns.items()):
        words = words_of(header)
        found = _of_column(header, words, texts) if texts else None
        if found is not None:
            said = 100 if PERIOD_WORDS.search(words) else 0
            yield Found(found.kind, found.how, (header,), found.timestamps, said - place)


def _of_column(header: str, words: str, texts: Sequence[str]) -> Found | None:
    days = _days(texts)
    if days is not None:
        return _of_days(header, words, days)
    if all(_TIME.fullmatch(text) for text in texts):
        halves = [_TIME.sub(r"\1", text) for text in texts]
        if _days(halves) is not None:
            return Found(PeriodKind.MONTH, "date", (header,), timestamps=True)
    kind = next((kind for kind in _kinds(words) if _all_are(texts, kind)), None)
    return None if kind is None else Found(kind, "period", (header,))


def _kinds(words: str) -> Sequence[PeriodKind]:
    """Kinds to try, the likeliest first. A bare number is a year only under a word for it."""
    kinds = [kind for kind in _KINDS if kind is not PeriodKind.YEAR or YEAR_WORDS.search(words)]
    if SCHOOL_WORDS.search(words):
        kinds.sort(key=lambda kind: kind is not PeriodKind.SCHOOL_YEAR)
    return kinds


def _all_are(texts: Sequence[str], kind: PeriodKind) -> bool:
    order = day_month_order(texts)
    return all(isinstance(read_written_period(text, kind, order), ReadPeriod) for text in texts)


def _days(texts: Sequence[str]) -> list[ReadDate] | None:
    order = day_month_order(texts)
    read = [parse_date(text, order) for text in texts]
    days = [day for day in read if isinstance(day, ReadDate)]
    return days if len(days) == len(read) else None


def _of_days(header: str, words: str, days: list[ReadDate]) -> Found:
    """A day that stands for its whole month or quarter, or a day on which something happened."""
    edges = all(_is_edge(day, PeriodKind.MONTH) for day in days)
    if QUARTER_WORDS.search(words) and edges:
        return Found(PeriodKind.QUARTER, "period", (header,))
    if MONTH_WORDS.search(words) or edges:
        return Found(PeriodKind.MONTH, "period", (header,))
    return Found(PeriodKind.MONTH, "date", (header,))


def _is_edge(day: ReadDate, kind: PeriodKind) -> bool:
    period = Period.of(day.day, kind)
    return day.day in (period.first_day, period.last_day)


def _year_and_month(columns: Mapping[str, Sequence[str]]) -> Iterator[Found]:
    """A column of years beside one of months: `2026` and `3`, or `2026` and `March`."""
    years = [h for h, texts in columns.items() if texts and all(map(_YEAR.fullmatch, texts))]
    for year in years:
        for header, texts in columns.items():
            months = (month_of_year(columns[year][0], text) for text in texts)
            named = MONTH_WORDS.search(words_of(header)) is not None
            if texts and named and all(isinstance(month, ReadPeriod) for month in months):
                yield Found(PeriodKind.MONTH, "year_month", (year, header), rank=1000)
