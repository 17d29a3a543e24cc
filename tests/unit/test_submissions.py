"""The life cycle of a submission and what it says of itself."""

import dataclasses
import datetime as dt
import json
from decimal import Decimal

import pytest

from desk_factories import submission
from shared_metrics.errors import Conflict
from shared_metrics.findings import Finding, Level
from shared_metrics.submissions import (
    TRANSITIONS,
    Act,
    Part,
    PartColumn,
    State,
    can_move,
    check_can_move,
    count_by_level,
    diagram,
    largest_values,
    without_values,
)

# state before | allowed act: state after
LIFE = """
-         | submit: passed, submit_with_findings: failed
failed    |
passed    | withdraw: withdrawn, accept: accepted, return: returned, supersede: superseded
withdrawn |
accepted  | supersede: superseded
returned  |
superseded|
"""


def allowed() -> dict[tuple[State | None, Act], State]:
    table = {}
    for row in LIFE.strip().splitlines():
        before, acts = (half.strip() for half in row.split("|"))
        for told in filter(None, acts.split(", ")):
            act, after = told.split(": ")
            table[None if before == "-" else State(before), Act(act)] = State(after)
    return table


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", [None, *State])
def test_every_act_in_every_state(state: State | None, act: Act) -> None:
    """The transition table allows exactly what the table above says."""
    after = allowed().get((state, act))
    assert can_move(state, act) == (after is not None)
    if after:
        assert check_can_move(state, act) is after
        return
    with pytest.raises(Conflict) as refused:
        check_can_move(state, act)
    assert refused.value.code == "wrong_state"


def test_the_diagram_draws_every_transition() -> None:
    """The docs' picture has a line for each row of the table, and an end for each final state."""
    drawn = diagram().splitlines()
    assert drawn[0] == "stateDiagram-v2"
    assert "    passed --> accepted: accept (backbone)" in drawn
    ends = {line.split()[0] for line in drawn if line.endswith("--> [*]")}
    assert ends == {"failed", "withdrawn", "returned", "superseded"}
    assert len(drawn) == 1 + len(TRANSITIONS) + len(ends)


def test_the_answer_of_submit_has_the_promised_shape() -> None:
    """`submit --json`: the promised keys first, all of it JSON."""
    found = Finding("wage_usual", Level.CHECK, "Unusual.", 2, "wage", "I2", "95")
    sent = submission(findings=(found,), totals={"placed": Decimal("7.50")})
    told = sent.as_dict()
    promised = ["id", "state", "partner", "contract", "period", "sha256", "supersedes", "same_as"]
    assert list(told)[:9] == [*promised, "check"]
    assert told["check"] == {
        "file": "march.csv",
        "verdict": "pass",
        "rows": 1,
        "findings": [found.as_dict()],
        "assumptions": [],
    }
    assert json.loads(json.dumps(told))["totals"] == {"placed": "7.50"}


def test_a_failed_submission_says_fail() -> None:
    """The verdict follows the state; without a period there is none to tell."""
    told = submission(state=State.FAILED, period=None).as_dict()
    assert (told["check"]["verdict"], told["period"]) == ("fail", None)


def test_a_decision_is_told_with_its_time() -> None:
    """Who decided, when and why are part of the answer."""
    at = dt.datetime(2026, 4, 9, 8, tzinfo=dt.UTC)
    sent = submission(decided_by="noor", decided_at=at, decision_reason="fine")
    told = sent.as_dict()
    assert (told["decided_at"], told["reason"]) == ("2026-04-09T08:00:00+00:00", "fine")
    assert submission().as_dict()["decided_at"] is None
    assert submission().is_open
    assert not dataclasses.replace(sent, state=State.ACCEPTED).is_open


def test_levels_are_counted_also_when_absent() -> None:
    """Every level has its count."""
    findings = [Finding("a", Level.FIX, "m"), Finding("b", Level.FIX, "m")]
    assert count_by_level(findings) == {"fix": 2, "check": 0, "note": 0}


@pytest.mark.parametrize(
    ("value", "message", "kept"),
    [
        ("x", "“x” is not a number, fix it.", "“…” is not a number, fix it."),
        ("anna@example.org", "Read anna@example.org.", "Read …."),
        ("anna@example.org", "“anna@example.org” is no number.", "“…” is no number."),
        (None, "The file is empty.", "The file is empty."),
    ],
)
def test_a_finding_can_be_kept_without_what_stood_there(
    value: str | None, message: str, kept: str
) -> None:
    """The content of the cell goes, the place and the words stay."""
    before = Finding("r", Level.FIX, message, 3, "wage", "I3", value, fix=message)
    after = without_values(before)
    assert (after.value, after.message, after.fix, after.cell) == (None, kept, kept, "I3")


def test_the_largest_value_over_parts() -> None:
    """For the overflow proof: the largest of each number column; text has none."""

    def part(*columns: PartColumn) -> Part:
        return Part("p", "s", 1, columns)

    parts = [
        part(PartColumn("placed", "integer", 0, 7), PartColumn("pathway", "string")),
        part(PartColumn("placed", "integer", 0, 9), PartColumn("wage", "number", 2, 2450)),
    ]
    assert largest_values(parts) == {"placed": 9, "wage": 2450}
    assert largest_values([]) == {}
