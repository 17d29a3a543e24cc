"""The checklist: facts -> what stops a release, and what to know before it is published."""

import dataclasses
import datetime as dt

import pytest

from progress_factories import goal
from releasing_factories import as_released, by_id, entry, public_table, release
from shared_metrics.learning import Setback
from shared_metrics.periods import PeriodKind
from shared_metrics.releases import Correction, CoverageCount, ReleasedSetback
from shared_metrics.releases.checklist import Facts, checklist, errors_in

TODAY = dt.date(2025, 5, 2)
OWNED = goal(owner="The work table", next_review=dt.date(2025, 6, 1))
GOOD = as_released(public_table("2024-Q1 100; 2025-Q1 210"), OWNED)
SHORT = as_released(public_table("2024-Q1 100; 2025-Q1 150"), OWNED)
WHY = ReleasedSetback(
    Setback("flood", "Flood", ("placements",), "2025-02", "", "", "", "public"), ()
)
LATE = dataclasses.replace(GOOD, coverage=CoverageCount("2025-Q1", PeriodKind.QUARTER, 3, 4))
TABLE = public_table("2025-Q1 a 1; 2025-Q1 b 2; 2025-Q1 c -; 2025-Q1 d -", by=("gender",))


def facts(**changes: object) -> Facts:
    fields = {field.name for field in dataclasses.fields(Facts)}
    of_release = {name: value for name, value in changes.items() if name not in fields}
    own = {name: value for name, value in changes.items() if name in fields}
    return (
        Facts(release(goals=(GOOD,)), TODAY, **own)
        if not of_release
        else Facts(release(**({"goals": (GOOD,)} | of_release)), TODAY, **own)
    )


CASES = [
    ({"waiting": ("sub_1",)}, "error", "files_waiting", "1 file waits for a decision: sub_1."),
    ({"trail": ("Row 3 was changed.",)}, "error", "trail_broken", "Row 3 was changed."),
    ({"gate": {"public": ("x",)}}, "error", "gate_not_passed", "“public” are not proven safe. x"),
    ({"history": ("R3 is missing.",)}, "error", "history_altered", "R3 is missing."),
    ({"outdated": ("the agenda",)}, "error", "prepare_again", "prepared: the agenda."),
    (
        {"corrections": (Correction("t", "2025-Q1", {}, "1", "2", " "),)},
        "error",
        "note_missing",
        "1 published figure reads otherwise than before, and nothing says why: t 2025-Q1.",
    ),
    ({"goals": (as_released(None, goal()),)}, "error", "goal_incomplete", "has no owner"),
    ({"goals": (LATE,)}, "warning", "coverage_incomplete", "3 of 4 files for 2025-Q1 are in."),
    (
        {"goals": (as_released(None, goal(owner="a", next_review=dt.date(2025, 5, 1))),)},
        "warning",
        "review_passed",
        "was to be reviewed by 2025-05-01.",
    ),
    ({"tables": (entry(TABLE, pending=2),)}, "warning", "revision_pending", "2 older figures stay"),
    ({"tables": (entry(TABLE),)}, "warning", "much_hidden", "50 % of its figures are hidden"),
    ({"agreements": ("It ends.",)}, "warning", "agreement_ending", "It ends."),
    ({"same_person": True}, "warning", "same_person", "nobody else has looked at it"),
    ({"goals": (SHORT,)}, "warning", "no_public_setback", "readers are not told why"),
]


@pytest.mark.parametrize(("changes", "level", "code", "words"), CASES, ids=[c[2] for c in CASES])
def test_each_fact_has_its_item(changes, level: str, code: str, words: str) -> None:
    """One fact gives its item, at its level, in words that name the thing, with what to do."""
    items = {item.code: item for item in checklist(facts(**changes))}
    assert items[code].level == level
    assert words in items[code].message
    assert items[code].hint
    assert set(items) - {code} <= {"revision_pending", "much_hidden"}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"gate": {"public": (), "partners": ()}},
        {"corrections": (Correction("t", "2025-Q1", {}, "1", "2", "A late file."),)},
        {"goals": (dataclasses.replace(SHORT, setbacks=(WHY,)),)},
        {
            "goals": (
                dataclasses.replace(GOOD, coverage=dataclasses.replace(LATE.coverage, reported=4)),
            )
        },
        {"tables": (entry(public_table("2025-Q1 a 1; 2025-Q1 b 2; 2025-Q1 c -", by=("g",))),)},
        {"tables": ()},
    ],
)
def test_what_is_well_is_not_listed(changes) -> None:
    """Nothing is said about what needs nothing: a third hidden is not above a third."""
    assert checklist(facts(**changes)) == ()


def test_what_stops_it_comes_first() -> None:
    """Errors before warnings; only errors stop it; long lists are cut and counted."""
    many = tuple(f"sub_{n}" for n in range(9))
    items = checklist(facts(same_person=True, waiting=many, goals=(LATE,)))
    assert [item.level for item in items] == ["error", "warning", "warning"]
    assert errors_in(items) == items[:1]
    assert items[0].message.endswith("sub_4, and 4 more.")
    assert set(items[0].as_dict()) == {"level", "code", "message", "hint"}
    assert by_id(TABLE)[TABLE.id] is TABLE
