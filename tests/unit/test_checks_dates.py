import datetime as dt

import polars as pl
import pytest

from checking_factories import make_column, rows
from shared_metrics.checks.dates import read_dates, read_timestamps
from shared_metrics.checks.periods_written import ReadPeriod, month_of_year, read_written_period
from shared_metrics.periods import PeriodKind

DAY = make_column("day", "date")
AT = make_column("at", "timestamp")


def dates(*cells):
    typed = read_dates(pl.Series("day", cells, dtype=pl.String), DAY)
    return [
        typed.problems[cell].rule if wrong else str(day)
        for cell, day, wrong in zip(cells, typed.values, typed.untyped, strict=True)
    ]


def times(*cells, zone="Europe/Berlin"):
    typed = read_timestamps(pl.Series("at", cells, dtype=pl.String), AT, zone)
    return [
        typed.problems[cell].rule if wrong else str(at)
        for cell, at, wrong in zip(cells, typed.values, typed.untyped, strict=True)
    ]


CLEAR = rows("""
    2026-03-04          | 2026-03-04
    2026/3/4            | 2026-03-04
    20260304            | 2026-03-04
    2026-03-04 00:00:00 | 2026-03-04
    4 March 2026        | 2026-03-04
    04-Mar-26           | 2026-03-04
    Mar 4, 2026         | 2026-03-04
    March 4th, 2026     | 2026-03-04
    04.03.2026          | 2026-03-04
    31/03/2026          | 2026-03-31
    03/31/2026          | 2026-03-31
    05/05/2026          | 2026-05-05
""")
UNCLEAR = rows("""
    03/04/2026          | ambiguous_date
    03/04/26            | ambiguous_date
    46085               | not_a_date
    2026-02-30          | not_a_date
    31.02.2026          | not_a_date
    2026-03-04 13:00    | not_a_date
    yesterday           | not_a_date
""")


@pytest.mark.parametrize(("text", "outcome"), CLEAR + UNCLEAR)
def test_a_date_is_read_only_when_it_can_be_one_day(text, outcome):
    """Unambiguous forms of dates are read; what could be two days is a finding."""
    assert dates(text) == [outcome]


COLUMNS = [
    (("25/04/2026", "03/04/2026"), ["2026-04-25", "2026-04-03"]),
    (("04/25/2026", "03/04/2026"), ["2026-04-25", "2026-03-04"]),
    (("25/04/2026", "04/25/2026"), ["ambiguous_date", "ambiguous_date"]),
    (("03/04/2026", "05/06/2026"), ["ambiguous_date", "ambiguous_date"]),
]


@pytest.mark.parametrize(("cells", "outcome"), COLUMNS)
def test_day_and_month_are_told_apart_only_by_the_whole_column(cells, outcome):
    """A cell that can only be one order decides for its column; two such orders decide nothing."""
    assert dates(*cells) == outcome


def test_the_order_of_day_and_month_is_said():
    """What was taken to be day and month is an assumption with its date."""
    typed = read_dates(pl.Series("day", ["25/04/2026", "03/04/2026"]), DAY)
    (said,) = typed.assumptions
    assert said.rule == "date_read_as"
    assert "“03/04/2026” as 2026-04-03" in said.message


TIMES = rows("""
    2023-03-01 00:15           | 2023-03-01 00:15:00
    2023-03-01T00:15           | 2023-03-01 00:15:00
    2023-03-01 00:15:30        | 2023-03-01 00:15:30
    01.03.2023 00:15           | 2023-03-01 00:15:00
    2023-03-01 2:15 PM         | 2023-03-01 14:15:00
    2023-03-01 12:05 a.m.      | 2023-03-01 00:05:00
    2023-03-01                 | not_a_time
    2023-03-01 25:00           | not_a_time
    2023-03-01 13:00 PM        | not_a_time
    2023-03-01T00:15Z          | not_a_time
    2023-03-01 00:15+01:00     | not_a_time
    2023-03-26 02:30           | no_such_time
    2023-03-26 03:00           | 2023-03-26 03:00:00
    2023-10-29 02:30           | 2023-10-29 02:30:00
""")


@pytest.mark.parametrize(("text", "outcome"), TIMES)
def test_a_timestamp_is_local_wall_time_that_the_clocks_showed(text, outcome):
    """Wall times are kept as written; a time that was skipped, or that has a zone, is told."""
    assert times(text) == [outcome]


MONTHS = rows("""
    2026-03           | 2026-03
    2026-3            | 2026-03
    Mar-26            | 2026-03
    Mar 2026          | 2026-03
    March 2026        | 2026-03
    march, 2026       | 2026-03
    2026 March        | 2026-03
    Sept. 2026        | 2026-09
    03/2026           | 2026-03
    3/2026            | 2026-03
    2026/03           | 2026-03
    202603            | 2026-03
    2026-03-01        | 2026-03
    2026-03-31 00:00:00 | 2026-03
    03/31/2026        | 2026-03
    03/04/26          | ambiguous_period
    03/04/2026        | ambiguous_period
    03/26             | ambiguous_period
    2026-13           | not_a_period
    2026-Q1           | not_a_period
    2026              | not_a_period
    last month        | not_a_period
    ２０２６-03         | not_a_period
""")
QUARTERS = rows("""
    2026-Q1           | 2026-Q1
    Q1 2026           | 2026-Q1
    2026 Q1           | 2026-Q1
    2026q1            | 2026-Q1
    1Q2026            | 2026-Q1
    Q1-26             | 2026-Q1
    1st quarter 2026  | 2026-Q1
    Jan-Mar 2026      | 2026-Q1
    2026-02-14        | 2026-Q1
    Feb-Apr 2026      | not_a_period
    2026-03           | not_a_period
    Q5 2026           | not_a_period
""")
YEARS = rows("""
    2026              | 2026
    CY2026            | 2026
    2026-01-01        | 2026
    FY2026            | not_a_period
    26                | not_a_period
""")
SCHOOL_YEARS = rows("""
    2025-26           | 2025-26
    2025/26           | 2025-26
    2025-2026         | 2025-26
    2025–26           | 2025-26
    SY 2025-26        | 2025-26
    2026              | not_a_period
    2025-27           | not_a_period
    2018-19           | 2018-19
""")
PERIODS = [
    *((PeriodKind.MONTH, *row) for row in MONTHS),
    *((PeriodKind.QUARTER, *row) for row in QUARTERS),
    *((PeriodKind.YEAR, *row) for row in YEARS),
    *((PeriodKind.SCHOOL_YEAR, *row) for row in SCHOOL_YEARS),
]


@pytest.mark.parametrize(("kind", "text", "outcome"), PERIODS)
def test_a_period_is_read_in_all_the_ways_people_and_excel_write_it(kind, text, outcome):
    """Every common spelling of a period is read; what two people could read differently is not."""
    read = read_written_period(text, kind)
    assert (read.period.text if isinstance(read, ReadPeriod) else read.rule) == outcome


@pytest.mark.parametrize(
    ("year", "month", "outcome"),
    [
        ("2026", "3", "2026-03"),
        ("2026", "March", "2026-03"),
        ("26", "3", None),
        ("2026", "13", None),
    ],
)
def test_a_year_and_a_month_column_make_a_month(year, month, outcome):
    """A four-digit year and a month, by number or name, are a period; else a finding."""
    read = month_of_year(year, month)
    assert (read.period.text if isinstance(read, ReadPeriod) else None) == outcome


def test_a_hundred_thousand_timestamps_keep_their_order():
    """Fast and slow forms of the same times give the same values."""
    base = dt.datetime.fromisoformat("2023-01-01")
    stamps = [base + dt.timedelta(minutes=15 * n) for n in range(200)]
    fast = times(*(f"{s:%Y-%m-%d %H:%M}" for s in stamps))
    slow = times(*(f"{s:%d.%m.%Y %H:%M:%S}" for s in stamps))
    assert fast == slow == [str(s) for s in stamps]
