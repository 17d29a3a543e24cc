"""Rounding instead of hiding: multiples of the threshold that add up and stay what they are."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_tables import cells_of, drawn, proven, rules_of, shown
from shared_metrics.disclosure import PastEdition, fingerprint, verify

TEXT = """| | a | b | c |
| q1 | 5 | 40 | 0 |
| q2 | 30 | 3 | 68 |"""
CELLS = cells_of(drawn(TEXT))
RULES = rules_of(CELLS, mode="round", salt="secret")
COUNTS = st.lists(st.integers(0, 60), min_size=12, max_size=12)


def numbers(frame: pl.DataFrame) -> dict[str, dict[str, int]]:
    """What a reader sees, as numbers."""
    return {q: {who: int(n) for who, n in row.items()} for q, row in shown(frame).items()}


def test_every_number_is_a_multiple_of_the_threshold_next_to_the_count():
    """Nothing is hidden; no number is further from its count than rounding takes it."""
    true = CELLS.group_by("when", "who").agg(pl.col("value").sum()).rows()
    seen = numbers(proven(CELLS, RULES).frame)
    for when, who, value in true:
        assert seen[when][who] % 11 == 0
        assert abs(seen[when][who] - value) < 22


@given(COUNTS)
@settings(max_examples=25, deadline=None)
def test_rounded_numbers_add_up(counts):
    """Whatever the counts, the total shown is the sum of what is shown."""
    values = {(f"q{i // 6}", "abc"[i % 3], f"p{i % 2}"): count for i, count in enumerate(counts)}
    cells = cells_of(values)
    rules = rules_of(cells, mode="round", salt="secret", protect_insiders=True)
    for row in numbers(proven(cells, rules).frame).values():
        assert row["all"] == sum(number for who, number in row.items() if who != "all")


def test_a_number_stays_while_its_count_does():
    """One restatement does not reshuffle the others."""
    first = proven(CELLS, RULES).frame
    second = cells_of(drawn(TEXT.replace("30", "31")))
    after = numbers(proven(second, RULES, [PastEdition("R1", CELLS, first)]).frame)
    before = numbers(first)
    changed = {(q, who) for q, row in before.items() for who in row if row[who] != after[q][who]}
    assert changed <= {("q2", "a"), ("q2", "all")}


def test_only_who_knows_the_secret_can_foresee_the_choice():
    """Another secret chooses otherwise: a number says nothing of which side its count is on."""
    seen = {
        numbers(proven(CELLS, replace(RULES, salt=str(salt))).frame)["q1"]["a"]
        for salt in range(12)
    }
    assert seen == {0, 11}


def test_a_partner_does_not_work_out_the_others():
    """9 of 10 are its own: only 11 leaves the other one anything from 1 to 10."""
    values = {("q1", "a", "large"): 9, ("q1", "a", "small"): 1, ("q1", "b", "third"): 80}
    cells = cells_of(values)
    for salt in range(6):
        rules = rules_of(cells, mode="round", salt=str(salt), protect_insiders=True)
        assert numbers(proven(cells, rules).frame)["q1"]["a"] == 11


def test_a_small_change_is_not_told_by_what_is_shown():
    """42, 44, 41: fewer than at first, so it never reads more than it did at first."""
    for salt in range(12):
        rules, history, readings = rules_of(CELLS, mode="round", salt=str(salt)), [], []
        for count in (42, 44, 41):
            cells = cells_of(drawn(TEXT.replace("30", str(count))))
            frame = proven(cells, rules, history).frame
            history.append(PastEdition(f"R{count}", cells, frame))
            readings.append(numbers(frame)["q2"]["a"])
        first, second, third = readings
        assert third <= first <= second, salt


@pytest.mark.parametrize("by", [-11, 11, 22, 1])
def test_the_gate_catches_a_number_that_was_changed(by):
    """Another multiple, or no multiple at all: what was not rounded so does not leave."""
    found = proven(CELLS, RULES)
    first = (pl.col("when") == "q2") & (pl.col("who") == "c")
    value = pl.when(first).then(pl.col("value") + by).otherwise(pl.col("value"))
    frame = found.frame.with_columns(value.alias("value"))
    certificate = replace(found.certificate, frame=fingerprint(frame))
    assert verify(frame, CELLS, certificate, RULES) != []


def test_the_gate_catches_a_rounding_that_was_changed():
    """Moves that do not add up, go too far, or change what was shown before."""
    found = proven(CELLS, RULES)
    (moves,) = found.certificate.witnesses
    (cell, version, by), *rest = moves
    for other in (by + 11, by - 11, by + 1, 500):
        forged = replace(found.certificate, witnesses=(((cell, version, other), *rest),))
        assert verify(found.frame, CELLS, forged, RULES) != []
    again = replace(RULES, salt="another")
    past = PastEdition("R1", CELLS, proven(CELLS, again).frame)
    assert any("reads otherwise" in told for told in verify(
        found.frame, CELLS, replace(found.certificate, editions=(fingerprint(CELLS, past.frame),)),
        RULES, [past],
    ))  # fmt: skip
