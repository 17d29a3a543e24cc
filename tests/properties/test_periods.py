import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from shared_metrics.periods import Period, PeriodKind, parse_period

kinds = st.sampled_from(PeriodKind)
days = st.dates(min_value=dt.date(2, 1, 1), max_value=dt.date(9990, 12, 31))


@given(kinds, days)
def test_text_round_trips(kind, day):
    """Writing a period and reading it back gives the same period."""
    period = Period.of(day, kind)
    assert parse_period(period.text, kind) == period


@given(kinds, days)
def test_periods_tile_time(kind, day):
    """Each day is in exactly one period of a kind: the next begins the day after this one ends."""
    period = Period.of(day, kind)
    assert period.holds(day)
    assert (period + 1).first_day == period.last_day + dt.timedelta(days=1)


@given(kinds, days, days)
def test_texts_sort_as_periods_do(kind, one, other):
    """Within a kind, sorting texts sorts periods, so sorted tables read in order."""
    first, second = sorted((Period.of(one, kind), Period.of(other, kind)))
    if kind is PeriodKind.SCHOOL_YEAR or first != second:
        assert first.text <= second.text
