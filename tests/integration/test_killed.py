"""Killed at any moment: what was acknowledged stands, nothing counts twice, nothing is half.

The full number of rounds is `make faults`; here is a small one, the same each time.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from killed_model import UNKNOWN, Held, acknowledged, after, judge

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "faults.py"
ROUNDS = 24
CELL = ("board", "2026-03")
OLD, NEW = Held(CELL, 7, "accepted"), Held(CELL, 9, "passed")
BEFORE = {"sub_1": OLD, "sub_2": NEW}
ACCEPT = {"act": "accept", "id": "sub_2"}


def test_rounds_of_being_killed_lose_nothing() -> None:
    """Every kind of round, at random moments and at chosen points: a clean start, nothing amiss."""
    words = [sys.executable, SCRIPT, "--rounds", str(ROUNDS), "--seed", "20", "--json"]
    child = subprocess.run(words, capture_output=True, text=True, check=False, timeout=600)
    rounds = [json.loads(line) for line in child.stdout.splitlines()]
    amiss = [one for one in rounds if one["unclean"] or any(one["verdict"].values())]
    assert amiss == []
    assert child.returncode == 0, child.stderr
    assert len(rounds) >= ROUNDS - 2
    assert len(Counter(one["kind"] for one in rounds)) == 5
    assert any(one["acknowledged"] for one in rounds), "nothing was acknowledged: it shows nothing"
    assert any(one["how"].startswith(("before", "after")) for one in rounds)


def world_of(*lines: dict[str, object]) -> tuple[dict[str, Held], dict[str, Held] | None]:
    return acknowledged(BEFORE, lines)


def test_an_act_under_way_may_have_happened_or_not() -> None:
    """Begun and not acknowledged: both homes are right, and nothing between them."""
    promised, possible = world_of({"said": "begin", **ACCEPT})
    happened = {"sub_1": Held(CELL, 7, "superseded"), "sub_2": Held(CELL, 9, "accepted")}
    assert (promised, possible) == (BEFORE, happened)
    assert judge(promised, possible, BEFORE, {CELL: 7}).words == ()
    assert judge(promised, possible, happened, {CELL: 9}).words == ()
    half = {"sub_1": OLD, "sub_2": Held(CELL, 9, "accepted")}
    verdict = judge(promised, possible, half, {CELL: 16})
    assert (verdict.twice, verdict.torn) == (1, 1)


def test_one_nobody_was_told_of_may_be_there() -> None:
    """A file that was being sent may have come in under an id nobody was told."""
    send = {"act": "submit", "partner": "other", "month": "2026-03", "placed": 4}
    promised, possible = world_of({"said": "begin", **send})
    assert possible is not None
    came_in = BEFORE | {"sub_3": possible[UNKNOWN]}
    assert judge(promised, possible, came_in, {CELL: 7}).words == ()
    two = came_in | {"sub_4": possible[UNKNOWN]}
    assert judge(promised, possible, two, {CELL: 7}).torn == 1


@pytest.mark.parametrize(
    ("found", "measured", "wrong"),
    [
        ({"sub_1": OLD}, {CELL: 7}, (1, 0, 1)),
        (BEFORE | {"sub_2": Held(CELL, 8, "passed")}, {CELL: 7}, (1, 0, 1)),
        (BEFORE, {CELL: 14}, (0, 1, 0)),
        (BEFORE, {}, (0, 1, 0)),
    ],
    ids=["one is gone", "a figure changed", "measured twice", "not measured"],
)
def test_what_is_wrong_is_noticed(found, measured, wrong) -> None:
    """Rounds that would always pass show nothing: each kind of loss is counted."""
    verdict = judge(BEFORE, None, found, measured)
    assert (verdict.lost, verdict.twice, verdict.torn) == wrong


def test_a_correction_takes_the_place_of_what_waits() -> None:
    """The model follows the product: one waiting and one accepted file a cell."""
    again = {"act": "submit", "partner": CELL[0], "month": CELL[1], "placed": 5}
    states = {one: held.state for one, held in after(BEFORE, again, "sub_3").items()}
    assert states == {"sub_1": "accepted", "sub_2": "superseded", "sub_3": "passed"}
