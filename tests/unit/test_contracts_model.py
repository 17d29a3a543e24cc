import datetime as dt

import pytest

from definition_factories import small_contract
from shared_metrics.contracts import Breakdown, Due, Role
from shared_metrics.periods import PeriodKind, parse_period


@pytest.mark.parametrize(
    ("day", "months_after", "period", "kind", "due"),
    [
        (10, 1, "2026-03", PeriodKind.MONTH, dt.date(2026, 4, 10)),
        (31, 1, "2026-03", PeriodKind.MONTH, dt.date(2026, 4, 30)),
        (31, 1, "2026-01", PeriodKind.MONTH, dt.date(2026, 2, 28)),
        (30, 1, "2024-01", PeriodKind.MONTH, dt.date(2024, 2, 29)),
        (10, 1, "2026-12", PeriodKind.MONTH, dt.date(2027, 1, 10)),
        (20, 0, "2026-03", PeriodKind.MONTH, dt.date(2026, 3, 20)),
        (20, 1, "2026-Q4", PeriodKind.QUARTER, dt.date(2027, 1, 20)),
        (15, 2, "2026", PeriodKind.YEAR, dt.date(2027, 2, 15)),
        (31, 6, "2024-25", PeriodKind.SCHOOL_YEAR, dt.date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_due_days(day: int, months_after: int, period: str, kind: PeriodKind, due: dt.date) -> None:
    """A due day counts months from the period's last, and a short month ends it earlier."""
    said = Due(day, months_after, grace_days=5, time_zone="UTC")
    when = parse_period(period, kind)
    assert said.date_for(when) == due
    assert said.closes_on(when) == due + dt.timedelta(days=5)


@pytest.mark.parametrize(
    ("exclusive", "exhaustive", "adds_up"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_parts_add_up_when_nobody_is_twice_or_missing(
    *, exclusive: bool, exhaustive: bool, adds_up: bool
) -> None:
    """Parts stand for the total only when they are exclusive and exhaustive."""
    breakdown = Breakdown("age", None, ("a", "b"), exclusive=exclusive, exhaustive=exhaustive)
    assert breakdown.adds_up is adds_up


def test_columns_by_role() -> None:
    """Columns of a role come in file order."""
    contract = small_contract()
    assert [c.name for c in contract.columns_in(Role.KEY)] == ["place"]
    assert [c.name for c in contract.columns_in(Role.PARTNER)] == []
    assert [c.name for c in contract.columns if c.is_number] == ["visits", "members", "mean_stay"]
