"""Goals, series and what is said of them, written as text.

A series is `2024-Q1: 100 125 - 98`: its first period, then a figure for each (`-`: none). A figure
is a count (`98`) or `numerator/denominator` (`30/60`); `~98` is a period of which too much is
missing.
"""

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction

from progress_factories import DELAY, PLACEMENTS, RATE, goal
from shared_metrics.agenda.judging import Judging
from shared_metrics.agenda.model import Goal, Point
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.progress import Observed
from shared_metrics.progress.judging import Judgement, judgements

LAST_VALUE = dataclasses.replace(PLACEMENTS, id="members", kind="last_value")
METRICS = {"count": PLACEMENTS, "rate": RATE, "mean": DELAY, "level": LAST_VALUE}


def kind_of(text: str) -> PeriodKind:
    """`2024-Q1` is a quarter."""
    for kind in (PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR):
        try:
            parse_period(text, kind)
        except ValueError:
            continue
        return kind
    raise ValueError(text)


def series_of(text: str) -> tuple[list[Observed], set[Period]]:
    """The figures, and the periods of which too much is missing."""
    first, _, told = text.partition(":")
    period = parse_period(first.strip(), kind_of(first.strip()))
    found, provisional = [], set()
    for at, word in enumerate(told.split()):
        if word.startswith("~"):
            provisional.add(period + at)
        found.append(_observed(period + at, word.lstrip("~")))
    return found, provisional


def _observed(period: Period, word: str) -> Observed:
    if word == "-":
        return Observed(period, None)
    top, _, bottom = word.partition("/")
    over = Fraction(bottom) if bottom else None
    if over == 0:
        return Observed(period, None, 4, 0, Fraction(top), over)
    return Observed(period, Fraction(top) / (over or 1), 4, 0, Fraction(top), over)


def judged(
    measures: str,
    kind: str,
    baseline: str,
    target: str,
    told: str,
    *,
    path: str = "straight",
    milestones: str = "",
    judging: Judging | None = None,
) -> tuple[Judgement, ...]:
    """A goal and its series -> the word of every period."""
    way = {"path": path, "milestones": _points(milestones, kind_of(baseline.split(maxsplit=1)[0]))}
    metric, agreed = METRICS[measures], agreed_on(measures, kind, baseline, target, **way)
    metric = dataclasses.replace(metric, judging=judging or metric.judging)
    series, provisional = series_of(told)
    return judgements(agreed, metric, series, provisional)


def agreed_on(measures: str, kind: str, baseline: str, target: str, **way: object) -> Goal:
    """The goal, agreed long ago."""
    every = kind_of(baseline.split(maxsplit=1)[0])
    agreed = goal(baseline, target, measures=METRICS[measures], every=every, kind=kind, **way)
    return dataclasses.replace(agreed, agreed_on=dt.date(2000, 1, 1))


def _points(told: str, every: PeriodKind) -> tuple[Point, ...]:
    """`2024-Q4 115 2025-Q2 130`."""
    words = told.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    return tuple(Point(parse_period(period, every), Decimal(value)) for period, value in pairs)
