import datetime as dt

import pytest

from shared_metrics.periods import Period, PeriodKind, parse_period, periods_between

MONTH, QUARTER, YEAR, SCHOOL_YEAR = PeriodKind


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "label"),
    [
        ("2026-03", MONTH, "2026-03-01", "2026-03-31", "March 2026"),
        ("2024-02", MONTH, "2024-02-01", "2024-02-29", "February 2024"),
        ("2025-12", MONTH, "2025-12-01", "2025-12-31", "December 2025"),
        ("2026-Q1", QUARTER, "2026-01-01", "2026-03-31", "Q1 2026"),
        ("2026-Q4", QUARTER, "2026-10-01", "2026-12-31", "Q4 2026"),
        ("2026", YEAR, "2026-01-01", "2026-12-31", "2026"),
        ("2025-26", SCHOOL_YEAR, "2025-07-01", "2026-06-30", "2025-26"),
        ("1999-00", SCHOOL_YEAR, "1999-07-01", "2000-06-30", "1999-00"),
    ],
)
def test_a_period_knows_its_days(text, kind, first, last, label):
    """A period runs from its first to its last day and is written the one canonical way."""
    period = parse_period(text, kind)
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first, last)
    assert (period.text, str(period), period.label) == (text, text, label)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026-13", MONTH),
        ("2026-00", MONTH),
        ("2026-3", MONTH),
        ("26-03", MONTH),
        ("2026-03 ", MONTH),
        ("2026-03\n", MONTH),
        ("2026-Q5", QUARTER),
        ("2026-q1", QUARTER),
        ("0000", YEAR),
        ("2025-27", SCHOOL_YEAR),
        ("2025-25", SCHOOL_YEAR),
        ("", MONTH),
        ("２０２６-03", MONTH),
    ],
)
def test_other_text_is_no_period(text, kind):
    """Text that is not canonical is refused with a sentence that shows how to write it."""
    with pytest.raises(ValueError, match=kind.replace("_", " ")):
        parse_period(text, kind)


@pytest.mark.parametrize(
    ("day", "kind", "text"),
    [
        ("2026-06-30", SCHOOL_YEAR, "2025-26"),
        ("2026-07-01", SCHOOL_YEAR, "2026-27"),
        ("2026-06-30", QUARTER, "2026-Q2"),
        ("2026-06-30", MONTH, "2026-06"),
        ("2026-06-30", YEAR, "2026"),
    ],
)
def test_a_day_lies_in_one_period_of_each_kind(day, kind, text):
    """A school year changes on the first of July; the others with the calendar."""
    date = dt.date.fromisoformat(day)
    assert Period.of(date, kind).text == text
    assert Period.of(date, kind).holds(date)


def test_periods_count_and_order():
    """Periods of one kind are ordered and counted; the list between two includes both."""
    november, february = parse_period("2025-11", MONTH), parse_period("2026-02", MONTH)
    assert february - november == 3
    assert november < february <= february
    assert february > november
    assert [p.text for p in periods_between(november, february)] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    assert list(periods_between(february, november)) == []


def test_kinds_do_not_mix():
    """A month and a quarter have no order: asking for one is a mistake of the code."""
    with pytest.raises(TypeError, match="no order"):
        _ = parse_period("2026-03", MONTH) < parse_period("2026-Q1", QUARTER)


def test_a_month_lies_within_longer_periods():
    """A period lies within the longer one that holds its first day."""
    march = parse_period("2026-03", MONTH)
    assert march.within(QUARTER).text == "2026-Q1"
    assert march.within(SCHOOL_YEAR).text == "2025-26"
    assert march.within(YEAR).text == "2026"
