"""Up to which day figures may be released: as far as no partner's file may still come."""

import dataclasses
import datetime as dt

import pytest

from desk_factories import contract
from shared_metrics.contracts import Contract
from shared_metrics.desk.releasing.closing import check_data_to, closed_to
from shared_metrics.errors import CallersMistake

MONTHLY = contract("workforce_placements")  # due on the 10th, five days of grace
QUARTERLY = contract("stem_participation")  # due on the 20th, ten days of grace
LOADED = contract("community_stem")  # by the backbone, half a year later


@pytest.mark.parametrize(
    ("contracts", "today", "closed"),
    [
        ([MONTHLY], "2026-05-15", "2026-03-31"),
        ([MONTHLY], "2026-05-16", "2026-04-30"),
        ([MONTHLY], "2026-05-31", "2026-04-30"),
        ([QUARTERLY], "2026-04-30", "2026-02-28"),
        ([QUARTERLY], "2026-05-01", "2026-04-30"),
        ([QUARTERLY], "2026-06-01", "2026-05-31"),
        ([MONTHLY, QUARTERLY], "2026-04-20", "2026-02-28"),
        ([MONTHLY, QUARTERLY], "2026-05-01", "2026-03-31"),
        ([MONTHLY, QUARTERLY, LOADED], "2026-07-31", "2026-06-30"),
        ([LOADED], "2026-07-10", "2026-06-30"),
        ([], "2026-07-10", "2026-06-30"),
    ],
)
def test_the_newest_month_that_is_closed(
    contracts: list[Contract], today: str, closed: str
) -> None:
    """The day after the last day of grace; a longer period that is open holds back its own end."""
    assert closed_to(contracts, dt.date.fromisoformat(today)) == dt.date.fromisoformat(closed)


def test_every_default_may_be_released() -> None:
    """Whatever day it is, the default passes the check, and the month after it does not."""
    day = dt.date(2026, 1, 1)
    while day < dt.date(2027, 2, 1):
        closed = closed_to([MONTHLY, QUARTERLY, LOADED], day)
        check_data_to(closed, [MONTHLY, QUARTERLY, LOADED], day, None)
        after = (closed + dt.timedelta(days=40)).replace(day=1) - dt.timedelta(days=1)
        with pytest.raises(CallersMistake):
            check_data_to(after, [MONTHLY, QUARTERLY, LOADED], day, None)
        day += dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "released_to", "code"),
    [
        ("2026-03-30", None, "not_a_months_end"),
        ("2026-05-31", None, "not_over"),
        ("2026-04-30", None, "not_closed"),
        ("2026-03-31", "2026-03-31", "released_before"),
        ("2026-02-28", "2026-03-31", "released_before"),
        ("2026-03-31", "2026-02-28", None),
    ],
)
def test_what_may_not_be_released(day: str, released_to: str | None, code: str | None) -> None:
    """Each reason has its own words; a contract that is still open is named with its last day."""
    grace = dataclasses.replace(MONTHLY.due, grace_days=15)
    open_longer = dataclasses.replace(MONTHLY, due=grace)
    before = dt.date.fromisoformat(released_to) if released_to else None
    how = (dt.date.fromisoformat(day), [open_longer], dt.date(2026, 5, 20), before)
    if code is None:
        check_data_to(*how)
        return
    with pytest.raises(CallersMistake) as told:
        check_data_to(*how)
    assert told.value.code == code
    if code == "not_closed":
        assert "may come until 2026-05-25" in told.value.message
