from fractions import Fraction

import pytest

from measuring_factories import cells_of
from progress_factories import measured
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.progress.explained import Amounts, amounts_of, explained


def side(rows, when):
    """`before` or `after` of a table: `6/10` is a rate, `6` a count, nothing means no figures."""
    return {row["id"]: amounts(row[when]) for row in rows if row[when]}


def amounts(text):
    top, *bottom = text.split("/")
    return Amounts(Fraction(top), Fraction(bottom[0]) if bottom else None)


COUNT = """
id    | before | after | effect | seen
hill  | 40     | 55    | 15     | both
dale  | 30     | 22    | -8     | both
leaves| 10     |       | -10    | before
comes |        | 9     | 9      | after
same  | 5      | 5     | 0      | both
"""
# V 15/40 = .375 -> 17/40 = .425, mean .4; weights .5 -> .75 and .5 -> .25
RATE = """
id   | before | after | rate   | mix    | why
hill | 10/20  | 15/30 | 0      | .025   | .25 x (.5 - .4): more weight on a rate above the mean
dale | 5/20   | 2/10  | -.01875| .04375 | .375 x (.2 - .25); -.25 x (.225 - .4): less weight below
"""
# V 10/20 = .5 -> 22/40 = .55, mean .525
COMES = """
id    | before | after | rate | mix    | why
stays | 10/20  | 10/20 | 0    | .0125  | -.5 x (.5 - .525): it weighs half of what it did
comes |        | 12/20 | 0    | .0375  | .5 x (.6 - .525): its only rate, held against the mean
"""
# V 22/40 = .55 -> 10/20 = .5: the same the other way round
LEAVES = """
id     | before | after | rate | mix    | why
stays  | 10/20  | 10/20 | 0    | -.0125 | .5 x (.5 - .525)
leaves | 12/20  |       | 0    | -.0375 | -.5 x (.6 - .525)
"""
# V .5 -> .5; "empty" had nobody due before
EMPTY = """
id    | before | after | rate | mix | why
stays | 10/20  | 10/20 | 0    | 0   | its weight moves, at the common rate
empty | 0/0    | 5/10  | 0    | 0   | a rate in one period only is nobody's change
"""
# V .5 -> .6: the rate of everybody rises alike
TOGETHER = """
id   | before | after | rate | mix | why
hill | 10/20  | 6/10  | .05  | 0   | mean weight .5 x .1, and everybody's rate is the common one
dale | 10/20  | 6/10  | .05  | 0   | the same
"""


def test_a_count_changed_by_what_each_one_added():
    """Without figures in one of the periods somebody counts as 0 there."""
    rows = cells_of(COUNT)
    change = explained(side(rows, "before"), side(rows, "after"), [row["id"] for row in rows])
    assert (change.before, change.after, change.total) == (85, 91, 6)
    for row, expected in zip(change.rows, rows, strict=True):
        assert (row.id, row.effect, row.seen) == (
            expected["id"],
            Fraction(expected["effect"]),
            expected["seen"],
        )
        assert (row.mix, row.rate) == (None, None)
    assert (change.mix, change.rate) == (None, None)


@pytest.mark.parametrize("table", [RATE, COMES, LEAVES, EMPTY, TOGETHER])
def test_a_rate_changed_by_own_rates_and_by_weights(table):
    """Computed by hand: mean weight x change of the own rate, change of weight x distance."""
    rows = cells_of(table)
    change = explained(side(rows, "before"), side(rows, "after"), [row["id"] for row in rows])
    for row, expected in zip(change.rows, rows, strict=True):
        assert (row.id, row.rate, row.mix) == (
            expected["id"],
            Fraction(expected["rate"]),
            Fraction(expected["mix"]),
        ), expected["why"]
        assert row.effect == row.rate + row.mix
    assert change.rate + change.mix == change.total


def test_a_numerator_without_a_denominator_is_not_lost():
    """Odd figures (5 of 0) move the whole too, so they are explained, as mix."""
    whole = Amounts(Fraction(10), Fraction(20))
    odd = Amounts(Fraction(5), Fraction(0))
    change = explained({"a": whole}, {"a": whole, "odd": odd}, [])
    assert [(row.id, row.mix, row.rate) for row in change.rows] == [
        ("a", 0, 0),
        ("odd", Fraction(1, 4), 0),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {}),
        ({}, {"a": Amounts(Fraction(1))}),
        ({"a": Amounts(Fraction(1))}, {}),
        ({"a": Amounts(Fraction(1), Fraction(0))}, {"a": Amounts(Fraction(1), Fraction(2))}),
        ({"a": Amounts(Fraction(1), Fraction(2))}, {"a": Amounts(Fraction(1), Fraction(0))}),
    ],
)
def test_what_cannot_be_compared_is_not(before, after):
    """Nobody's figures are not 0, and a rate of nothing is no rate."""
    assert explained(before, after, ["a"]) is None


def test_counts_and_rates_are_not_added_up():
    """That is a mistake of the caller's, not a figure."""
    with pytest.raises(ValueError, match="some have none"):
        explained({"a": Amounts(Fraction(1))}, {"a": Amounts(Fraction(1), Fraction(2))}, [])


def test_rows_come_in_the_order_given():
    """Others follow by id; whoever has no figures in both periods has nothing to explain."""
    one = Amounts(Fraction(1))
    change = explained({"b": one, "z": one}, {"c": one, "a": one}, ["z", "nobody", "c", "z"])
    assert [row.id for row in change.rows] == ["z", "c", "a", "b"]


MEASURED = """
period  | partner | numerator | denominator
2024-Q1 | hill    | 3         | 4
2024-Q1 | dale    | 2.5       | 5
2024-Q1 | open    |           |
2024-Q2 | hill    | 9         | 9
"""


def test_amounts_of_a_measured_table():
    """Those of one period, exact; a figure that is not known is left out."""
    quarter = parse_period("2024-Q1", PeriodKind.QUARTER)
    assert amounts_of(measured(MEASURED), "partner", quarter) == {
        "hill": Amounts(Fraction(3), Fraction(4)),
        "dale": Amounts(Fraction(5, 2), Fraction(5)),
    }
    count = measured("period | sector | numerator\n2024-Q1 | public | 7\n2024-Q1 | private |")
    assert amounts_of(count, "sector", quarter) == {"public": Amounts(Fraction(7))}
    assert amounts_of(count, "sector", quarter + 1) == {}
