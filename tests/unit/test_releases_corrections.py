"""Corrections: a published figure that reads otherwise than before, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress_factories import RATE
from releasing_factories import by_id, public_table
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.releases.corrections import corrections

CELLS = st.sampled_from(["1", "2", "-", "?", "<5_%", "2*"])


def corrected(before: str, now: str) -> list[tuple[str, str, str]]:
    old, new = (by_id(public_table(f"2025-Q1 {cell}")) for cell in (before, now))
    found = corrections(old, new, lambda metric, period: f"{metric} {period}")
    return [(one.was, one.now, one.note) for one in found]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("120", "120", None),
        ("120", "121", ("120", "121")),
        ("0.5", "0.25", ("0.5", "0.25")),
        ("120", "-", ("120", "suppressed")),
        ("120", "?", ("120", "not_reported")),
        ("120", "<5_%", ("120", "<5 %")),
        ("<5_%", "<5_%", None),
        ("<5_%", "0.06", ("<5 %", "0.06")),
        ("-", "120", None),
        ("?", "120", None),
        ("120", "120*", None),
        ("120*", "121", ("120", "121")),
    ],
)
def test_what_is_a_correction(before: str, now: str, told: tuple[str, str] | None) -> None:
    """Shown before and reading otherwise now; what was not shown before is new, not corrected."""
    expected = [(*told, "placements 2025-Q1")] if told else []
    assert corrected(before, now) == expected


@given(CELLS, CELLS)
def test_nothing_is_corrected_twice(before: str, now: str) -> None:
    """Once the new edition is the one before, the same tables correct nothing."""
    assert corrected(now, now) == []
    assert len(corrected(before, now)) <= 1


def test_rows_tables_and_groups() -> None:
    """A row that is gone is told with its groups; a table the plan no longer has is not."""
    old = by_id(
        public_table("2025-Q1 women 60; 2025-Q1 men 80; 2025-Q2 men 90", by=("gender",)),
        public_table("2025-Q1 0.5", RATE),
    )
    new = by_id(
        public_table("2025-Q2 men 91; 2025-Q1 women 60; 2025-Q3 men 9", by=("gender",)),
    )
    found = corrections(old, new, lambda *_: "Why")
    assert [(one.period, one.group, one.was, one.now) for one in found] == [
        ("2025-Q1", {"gender": "men"}, "80", "not_reported"),
        ("2025-Q2", {"gender": "men"}, "90", "91"),
    ]


def test_the_note_is_asked_for_by_metric_and_period() -> None:
    """So that a withdrawal's own note can stand beside its figures."""
    asked = []
    table = public_table("2025-01 5", every=PeriodKind.MONTH)
    other = public_table("2025-01 6", every=PeriodKind.MONTH)
    corrections(by_id(table), by_id(other), lambda *how: asked.append(how) or "")
    assert asked == [("placements", parse_period("2025-01", PeriodKind.MONTH))]
