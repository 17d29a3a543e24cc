"""A funder's periods: which months they hold, how they are called, what of ours fills them."""

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_metrics.agenda.funders import ReportEvery, ReportPeriods
from shared_metrics.periods import PeriodKind

FY = "FY{fiscal_year} Q{fiscal_quarter}"

# every, year begins, named by, written, as we write it -> as the funder does, first and last day
WRITTEN = [
    ("quarter", 7, "end", FY, "2026-Q1", "FY2026 Q3", "2026-01-01", "2026-03-31"),
    ("quarter", 7, "end", FY, "2025-Q3", "FY2026 Q1", "2025-07-01", "2025-09-30"),
    ("quarter", 7, "start", FY, "2026-Q1", "FY2025 Q3", "2026-01-01", "2026-03-31"),
    ("quarter", 1, "end", FY, "2026-Q1", "FY2026 Q1", "2026-01-01", "2026-03-31"),
    ("month", 10, "end", FY, "2025-10", "FY2026 Q1", "2025-10-01", "2025-10-31"),
    ("month", 1, "end", "{month} {year}", "2024-02", "February 2024", "2024-02-01", "2024-02-29"),
    ("fiscal_year", 7, "end", "FY{fiscal_year}", "2026", "FY2026", "2025-07-01", "2026-06-30"),
    ("fiscal_year", 7, "start", "FY{fiscal_year}", "2026", "FY2026", "2026-07-01", "2027-06-30"),
    ("fiscal_year", 1, "end", "{period}", "2026", "2026", "2026-01-01", "2026-12-31"),
    ("school_year", 1, "end", "{period}", "2025-26", "2025-26", "2025-07-01", "2026-06-30"),
    ("year", 1, "end", "{first_day}/{last_day}", "2026", "2026-01-01/2026-12-31",
     "2026-01-01", "2026-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("every", "begins", "named", "written", "text", "theirs", "first", "last"), WRITTEN
)
def test_a_period_under_the_funders_name(  # noqa: PLR0917 - the columns of the table
    every: ReportEvery,
    begins: int,
    named: str,
    written: str,
    text: str,
    theirs: str,
    first: str,
    last: str,
) -> None:
    """Fiscal years and quarters are counted from the month the funder's year begins in."""
    one = ReportPeriods(every, begins, named, written).of(text)
    assert (one.text, one.written) == (text, theirs)
    assert (one.first_day.isoformat(), one.last_day.isoformat()) == (first, last)


# every, year begins -> what of ours fills it, the longest first
FILLED = [
    ("month", 1, ["month"]),
    ("quarter", 5, ["quarter", "month"]),
    ("year", 1, ["year", "quarter", "month"]),
    ("school_year", 1, ["school_year", "quarter", "month"]),
    ("fiscal_year", 1, ["year", "quarter", "month"]),
    ("fiscal_year", 7, ["school_year", "quarter", "month"]),
    ("fiscal_year", 10, ["quarter", "month"]),
    ("fiscal_year", 5, ["month"]),
]


@pytest.mark.parametrize(("every", "begins", "kinds"), FILLED)
def test_what_fills_a_period(every: ReportEvery, begins: int, kinds: list[str]) -> None:
    """A fiscal year is made of quarters only when it begins with one."""
    assert [kind.value for kind in ReportPeriods(every, begins).kinds] == kinds


@pytest.mark.parametrize(
    ("every", "text"), [("quarter", "2026-03"), ("fiscal_year", "FY26"), ("month", "")]
)
def test_what_is_no_such_period_is_said(every: ReportEvery, text: str) -> None:
    """The sentence shows how one is written."""
    with pytest.raises(ValueError, match="such as"):
        ReportPeriods(every).of(text)


@given(
    st.sampled_from(get_args(ReportEvery)),
    st.integers(1, 12),
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
)
def test_periods_follow_each_other_without_gap(
    every: ReportEvery, begins: int, day: dt.date
) -> None:
    """Whatever a funder wants, its periods had ended, join, and are filled exactly by ours."""
    periods = ReportPeriods(every, begins)
    newest, before, *_ = periods.ended_by(day, 4)
    assert newest.last_day <= day
    assert before.last_day + dt.timedelta(1) == newest.first_day
    assert periods.of(newest.text) == newest
    for kind in PeriodKind:
        parts = newest.made_of(kind)
        assert bool(parts) is (kind in periods.kinds)
        if parts:
            assert (parts[0].first_day, parts[-1].last_day) == (newest.first_day, newest.last_day)
