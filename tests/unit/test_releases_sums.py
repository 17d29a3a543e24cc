"""What readers can check alone: sums that are all shown, goals that say what their tables show."""

import dataclasses

import pytest

from progress_factories import PLACEMENTS, RATE
from releasing_factories import as_released, by_id, public_table, release
from shared_metrics.disclosure import PublicTable
from shared_metrics.periods import PeriodKind
from shared_metrics.releases import Correction, Edition
from shared_metrics.releases.difference import TableDifference, differences
from shared_metrics.releases.sums import disagreements

MONTH = PeriodKind.MONTH
SECTOR = ("sector",)


def edition(*tables: PublicTable, **changes: object) -> Edition:
    shown = by_id(*tables)
    return Edition(release(shown, **changes), shown, "a" * 64)


def sectors(cells: str, metric=PLACEMENTS) -> PublicTable:
    return public_table(cells, metric, by=SECTOR)


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ([public_table("2025-Q1 30"), sectors("2025-Q1 public 10; 2025-Q1 private 20")], None),
        (
            [public_table("2025-Q1 31"), sectors("2025-Q1 public 10; 2025-Q1 private 20")],
            "placements-quarter-by-sector adds up to 30 in 2025-Q1, placements-quarter shows 31.",
        ),
        ([public_table("2025-Q1 31"), sectors("2025-Q1 public -; 2025-Q1 private 20")], None),
        ([public_table("2025-Q1 20"), sectors("2025-Q1 public ?; 2025-Q1 private 20")], None),
        ([public_table("2025-Q1 -"), sectors("2025-Q1 public 10; 2025-Q1 private 20")], None),
        ([public_table("2025-Q1 31*"), sectors("2025-Q1 public 10; 2025-Q1 private 20")], None),
        ([public_table("2025-Q1 31"), sectors("2025-Q1 public 10*; 2025-Q1 private 20")], None),
        ([public_table("2025-Q1 31")], None),
        ([sectors("2025-Q1 public 10")], None),
        (
            [public_table("2025-Q1 0.5", RATE), sectors("2025-Q1 a 0.4; 2025-Q1 b 0.6", RATE)],
            None,
        ),
        (
            [
                public_table("2025-01 10; 2025-02 11; 2025-03 12", every=MONTH),
                public_table("2025-Q1 34"),
            ],
            "placements-month adds up to 33 in 2025-Q1, placements-quarter shows 34.",
        ),
        (
            [public_table("2025-01 10; 2025-02 11", every=MONTH), public_table("2025-Q1 34")],
            None,
        ),
        (
            [
                public_table("2025-01 10; 2025-02 -; 2025-03 12", every=MONTH),
                public_table("2025-Q1 34"),
            ],
            None,
        ),
    ],
)
def test_what_adds_up_where_all_of_it_is_shown(tables: list[PublicTable], told: str | None) -> None:
    """Sectors make the whole and months the quarter; a hidden or older figure proves nothing."""
    assert disagreements(edition(*tables)) == ([told] if told else [])


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, False),
        ({"value": 181.0}, True),
        ({"value": None}, True),
        ({"period": "2024-Q1"}, True),
        ({"period": "2031-Q1"}, True),
        ({"table": "other"}, True),
        ({"period": None, "value": None}, False),
        ({"table": None, "period": None}, False),
    ],
)
def test_what_is_said_of_a_goal_stands_in_its_table(
    changes: dict[str, object], *, wrong: bool
) -> None:
    """Another figure, another period, another table: each is noticed."""
    table = public_table("2024-Q1 100; 2025-Q1 180")
    goal = dataclasses.replace(as_released(table), **changes)
    found = disagreements(edition(table, goals=(goal,)))
    assert bool(found) is wrong


def test_what_a_draft_changes_is_counted_by_table() -> None:
    """New figures, corrected ones, those shown no more; new tables and dropped ones."""
    before = edition(
        public_table("2024-Q1 100; 2024-Q2 110; 2024-Q3 -"), sectors("2024-Q1 public 9")
    )
    correction = Correction("placements-quarter", "2024-Q2", {}, "110", "suppressed", "")
    now = edition(
        public_table("2024-Q1 100; 2024-Q2 -; 2024-Q3 120; 2024-Q4 130"),
        public_table("2024-Q1 0.5", RATE),
        corrections=(correction,),
    )
    assert differences(before, now) == (
        TableDifference("placements-quarter", is_new=False, new=2, corrected=1, gone=1),
        TableDifference("rate-quarter", is_new=True, new=1, corrected=0, gone=0),
        TableDifference("placements-quarter-by-sector", is_new=False, new=0, corrected=0, gone=1),
    )
    assert [one.new for one in differences(None, before)] == [2, 1]
