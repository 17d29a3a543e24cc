"""What holds for every explanation of a change, in exact fractions."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from shared_metrics.progress.explained import Amounts, explained

IDS = "abcde"
NUMBERS = st.integers(0, 240).map(lambda quarters: Fraction(quarters, 4))
SCALES = st.integers(-18, 18).map(lambda sixths: Fraction(sixths, 6))
RATES = st.builds(Amounts, NUMBERS, NUMBERS)
COUNTS = st.builds(Amounts, st.integers(-200, 200).map(lambda quarters: Fraction(quarters, 4)))
SIDES_OF_RATES = st.dictionaries(st.sampled_from(IDS), RATES, min_size=1)
SIDES_OF_COUNTS = st.dictionaries(st.sampled_from(IDS), COUNTS, min_size=1)
TWO_SIDES = st.one_of(
    st.tuples(SIDES_OF_RATES, SIDES_OF_RATES), st.tuples(SIDES_OF_COUNTS, SIDES_OF_COUNTS)
)


def whole(side):
    top = sum(one.top for one in side.values())
    return top / (sum(one.bottom or 0 for one in side.values()) or 1)


def compared(before, after, order=IDS):
    change = explained(before, after, order)
    assume(change is not None)
    return change


@given(TWO_SIDES)
def test_rows_add_up_exactly(sides):
    """Nothing is left over and nothing is explained twice, whoever came or left."""
    change = compared(*sides)
    assert (change.before, change.after) == (whole(sides[0]), whole(sides[1]))
    assert sum(row.effect for row in change.rows) == change.total
    assert all(row.mix is None or row.mix + row.rate == row.effect for row in change.rows)


@given(TWO_SIDES, SCALES)
def test_scaling_all_numerators_scales_all_effects(sides, by):
    """An explanation in minutes is the one in hours, times sixty."""
    plain = compared(*sides)
    before, after = (
        {id_: replace(one, top=one.top * by) for id_, one in side.items()} for side in sides
    )
    scaled = compared(before, after)
    assert [row.effect * by for row in plain.rows] == [row.effect for row in scaled.rows]
    if plain.rate is not None:
        assert [row.rate * by for row in plain.rows] == [row.rate for row in scaled.rows]


@given(TWO_SIDES, st.permutations(IDS))
def test_the_order_of_ids_changes_nothing_else(sides, order):
    """Everybody's effects stay what they are."""
    rows = compared(*sides).rows
    assert sorted(compared(*sides, order).rows, key=lambda row: row.id) == list(rows)


@given(TWO_SIDES)
def test_looking_back_turns_every_sign(sides):
    """Both periods are treated alike."""
    there, back = compared(*sides), compared(*reversed(sides))
    assert [-row.effect for row in there.rows] == [row.effect for row in back.rows]
    assert [None if r.mix is None else -r.mix for r in there.rows] == [r.mix for r in back.rows]


def halved(side):
    """`a` as two equal halves."""
    if "a" not in side:
        return side
    top, bottom = side["a"].top / 2, side["a"].bottom
    half = Amounts(top, None if bottom is None else bottom / 2)
    return {id_: one for id_, one in side.items() if id_ != "a"} | {"a1": half, "a2": half}


@given(TWO_SIDES)
def test_an_id_in_two_equal_halves_has_half_the_effects_each(sides):
    """Registering as two organizations makes nobody's part larger."""
    rows = {row.id: row for row in compared(*sides).rows}
    halves = {row.id: row for row in compared(*map(halved, sides)).rows}
    assume("a" in rows)
    assert {id_: halves[id_] for id_ in rows if id_ != "a"} == {
        id_: row for id_, row in rows.items() if id_ != "a"
    }
    for half in (halves["a1"], halves["a2"]):
        assert half.effect * 2 == rows["a"].effect
        assert rows["a"].mix is None or half.mix * 2 == rows["a"].mix


def at_rate(side, rate):
    return {id_: Amounts(rate * one.bottom, one.bottom) for id_, one in side.items()}


@given(SIDES_OF_RATES, SIDES_OF_RATES, NUMBERS)
def test_weight_between_equal_rates_explains_nothing(before, after, rate):
    """Where all rates are one rate in both periods, no effect is left for anybody."""
    change = compared(at_rate(before, rate), at_rate(after, rate))
    assert all(row.mix == row.rate == 0 for row in change.rows)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5), NUMBERS, NUMBERS)
def test_when_all_rates_rise_alike_it_is_all_rate(weights, start, end):
    """Where everybody has the common rate, and another common one later, no mix effect is left."""
    ids = IDS[: len(weights)]
    before = {i: Amounts(start * w, w) for i, (w, _) in zip(ids, weights, strict=True) if w}
    after = {i: Amounts(end * w, w) for i, (_, w) in zip(ids, weights, strict=True) if w}
    assume(before.keys() == after.keys())
    change = compared(before, after)
    assert all(row.mix == 0 for row in change.rows)
    assert change.rate == Fraction(end) - start
