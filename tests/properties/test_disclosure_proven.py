"""What protection lets out is attacked; the attacker is held against trying all tables."""

import pytest

import brute_force
from disclosure_attacks import differences, hiding_at_random, hiding_small, protected
from disclosure_factories import MEDIUM_SIZE, SMALL_SIZE, USUAL_SIZE, random_case

SLOW_TO_TRY = {0, 5, 11, 12, 16, 20, 27, 30, 38, 41, 42, 45, 46, 47, 50, 58}
FOUND_OUT_ONCE = (320, 532)  # rounded numbers told of a small change
TRIED = [seed for seed in range(60) if seed not in SLOW_TO_TRY]


@pytest.mark.parametrize("seed", TRIED)
def test_the_attacker_finds_what_trying_all_tables_finds(seed: int) -> None:
    """For outsiders and insiders, ranges are exactly what whole tables that fit leave."""
    told = hiding_at_random(random_case(seed, SMALL_SIZE), seed)
    for who in (None, *told.case.partners):
        tried, other = differences(told, who)
        assert tried
        assert other == []


@pytest.mark.parametrize("seed", range(16))
def test_the_truth_is_always_possible(seed: int) -> None:
    """No range leaves out what is so, and whole numbers never leave more than any numbers."""
    told = hiding_at_random(random_case(seed, MEDIUM_SIZE), seed)
    plan = told.case.rules
    truth = brute_force.versions(told.case.releases, plan)
    for who in (None, told.case.partners[0]):
        found = told.attacker.attack(told.known(who), integer=True)
        relaxed = told.attacker.attack(told.known(who))
        for row, wide in zip(found.to_dicts(), relaxed.to_dicts(), strict=True):
            cell = tuple(row[name] for name in ("measure", *plan.names))
            value = truth[cell, row["version"]]
            if row["since"] is not None:
                value -= truth[cell, row["since"]]
            assert row["low"] is None or row["low"] <= value
            assert row["high"] is None or value <= row["high"]
            assert wide["low"] is None or wide["low"] <= row["low"]
            assert wide["high"] is None or row["high"] <= wide["high"]


@pytest.mark.parametrize("seed", [*range(40), *FOUND_OUT_ONCE])
def test_nothing_protected_can_be_found_out(seed: int) -> None:
    """Whatever passes the gate, neither outsiders nor any partner narrow anything promised."""
    size = USUAL_SIZE if seed in FOUND_OUT_ONCE else MEDIUM_SIZE
    for told in protected(random_case(seed, size)):
        assert told.violations == []
        for who in (None, *told.insiders):
            assert told.narrowed(who).rows() == []


def test_hiding_only_what_is_small_is_found_out() -> None:
    """The attacker is not blind: frames that hide small figures only give most cases away."""
    found = [hiding_small(random_case(seed)).narrowed(None).height for seed in range(20)]
    assert sum(height > 0 for height in found) >= 10
