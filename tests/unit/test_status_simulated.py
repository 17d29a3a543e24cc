"""The simulation of the benchmark, in small and with fixed chance: what a status word must hold."""

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import status as simulated

RUNS = 40


@pytest.mark.parametrize("people", [60, 200])
def test_a_word_changes_once_a_year_at_most_while_nothing_changes(people):
    """And less often than one figure beside the path does."""
    ours, plain = (
        simulated.false_changes(rule, people, RUNS) for rule in (simulated.ours, simulated.plain)
    )
    assert ours <= 1
    assert ours < plain / 3


def test_a_real_fall_is_seen_within_half_a_year():
    """By 18 points, at 60 people a month, nine times of ten."""
    seen = sorted(simulated.months_to_see(simulated.ours, 60, 0.18, RUNS, simulated.BAD["ours"]))
    assert seen[RUNS * 9 // 10] <= 6


def test_a_late_partner_below_the_threshold_changes_no_word():
    """However large it is; above the threshold it rarely does, and less often than elsewhere."""
    chance = Random(3)  # noqa: S311 - a simulation
    cases = [simulated.one_late(chance) for _ in range(4 * RUNS)]
    held = [told for _, _, is_held, told in cases if is_held]
    counted = [told for _, _, is_held, told in cases if not is_held]
    assert held
    assert counted
    assert not any(told["ours"] for told in held)
    ours, plain = (sum(told[rule] for told in counted) for rule in ("ours", "plain"))
    assert ours < plain / 2


def test_a_school_year_that_goes_as_agreed_is_never_off_track():
    """By last year's season; a straight line calls half of its months short."""
    assert simulated.months_off(simulated.ours, RUNS, {"off_track"}) == 0
    assert simulated.months_off(simulated.ours, RUNS) < 0.5
    assert simulated.months_off(simulated.plain, RUNS) > 4
