import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_factories import contract
from shared_metrics.agenda.model import Partner, Reporting, Sector, SectorFrom
from shared_metrics.desk.questions.expected import (
    Answer,
    Cell,
    Expected,
    Standing,
    expected_of,
    reporting_periods,
    shares,
    standing_of,
)
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.submissions import State

WORKFORCE = "workforce_placements"
TODAY = dt.date(2026, 7, 15)


def month(text: str) -> Period:
    return parse_period(text, PeriodKind.MONTH)


def partner(since: str | None = None, until: str | None = None) -> Partner:
    return Partner(
        id="ours",
        name="Ours",
        sectors=(SectorFrom(Sector.NONPROFIT),),
        since=dt.date.fromisoformat(since) if since else None,
        until=dt.date.fromisoformat(until) if until else None,
    )


# reported from, until; the partner's from, until; the periods asked for
SPANS = """
-        -        -           -           2026-03 2026-06
2026-05  -        -           -           2026-05 2026-06
-        2026-04  -           -           2026-03 2026-04
-        -        2026-05-20  -           2026-05 2026-06
-        -        -           2026-04-30  2026-03 2026-04
2024-01  -        -           -           2024-01 2026-06
2026-01  -        2025-12-31  2026-02-10  2026-01 2026-02
2026-08  -        -           -           none    none
"""


@pytest.mark.parametrize("row", SPANS.split("\n")[1:-1])
def test_periods_asked_for(row: str) -> None:
    """Every ended period between what the agenda says, or else since reporting began."""
    first, last, since, until, begins, ends = (None if w == "-" else w for w in row.split())
    asked = list(
        reporting_periods(
            Reporting(WORKFORCE, first, last),
            partner(since, until),
            contract(),
            month("2026-03"),
            TODAY,
        )
    )
    expected = [] if begins == "none" else [begins, ends]
    assert [p.text for p in (asked[:1] + asked[-1:])] == expected


CLOSES = dt.date(2026, 7, 15)
STANDINGS = [
    (None, CLOSES, Standing.DUE),
    (None, CLOSES + dt.timedelta(days=1), Standing.LATE),
    (State.ACCEPTED, CLOSES + dt.timedelta(days=9), Standing.ACCEPTED),
    (State.PASSED, CLOSES + dt.timedelta(days=9), Standing.WAITING),
    (State.RETURNED, CLOSES + dt.timedelta(days=9), Standing.RETURNED),
]


@pytest.mark.parametrize(("state", "today", "standing"), STANDINGS)
def test_what_was_sent_decides_before_the_calendar(
    state: State | None, today: dt.date, standing: Standing
) -> None:
    """Late is only who has not sent; what waits for the backbone is never late."""
    answer = Answer("sub_1", state, nothing_to_report=False) if state else None
    assert standing_of(answer, CLOSES, today) is standing


def test_nothing_to_report_is_reported() -> None:
    """Saying that there is nothing counts as an answer, apart from figures."""
    answer = Answer("sub_1", State.ACCEPTED, nothing_to_report=True)
    standing = standing_of(answer, CLOSES, TODAY)
    assert (standing, standing.is_reported) == (Standing.NOTHING_TO_REPORT, True)
    assert not Standing.WAITING.is_reported


def test_expected_cells_carry_due_and_closing_day() -> None:
    """A month is due on the 10th of the next and open for five days more."""
    (one,) = expected_of(
        "ours",
        partner(),
        [Reporting(WORKFORCE, "2026-06")],
        contracts={WORKFORCE: contract()},
        answers={},
        first_periods={WORKFORCE: month("2026-06")},
        today=TODAY,
    )
    assert (one.due, one.closes) == (dt.date(2026, 7, 10), dt.date(2026, 7, 15))
    assert (one.standing, one.days_left(TODAY)) == (Standing.DUE, -5)


@given(st.lists(st.sampled_from(list(Standing))))
def test_shares_sum_to_one_hundred(standings: list[Standing]) -> None:
    """Whole per cent, however many cells, sum to exactly 100; without cells all are 0."""
    cells = [
        Expected(Cell("p", "c", month("2026-06")), TODAY, TODAY, standing) for standing in standings
    ]
    divided = shares(cells)
    assert sum(divided.values()) == (100 if standings else 0)
    for standing, percent in divided.items():
        exact = 100 * standings.count(standing) / max(1, len(standings))
        assert abs(percent - exact) < 1


@given(st.sampled_from(["2026-01", "2026-06"]), st.booleans())
def test_nobody_is_asked_for_the_future(begins: str, gone: bool) -> None:
    """A period that has not ended is never expected."""
    asked = reporting_periods(
        Reporting(WORKFORCE, begins),
        partner(until="2030-01-01" if gone else None),
        contract(),
        month("2026-01"),
        TODAY,
    )
    assert all(period.last_day < TODAY for period in asked)
