from fractions import Fraction

import pytest

from progress_factories import PLACEMENTS, RATE, measured
from shared_metrics.charts import own_chart
from shared_metrics.periods import PeriodKind
from shared_metrics.progress.others import FEWEST_OTHERS, Others, others_of

QUARTER = PeriodKind.QUARTER


def of(values, metric=PLACEMENTS, partner="us", successors=None, period="2024-Q1"):
    """The others in one period; `values` by partner, a rate as `top/bottom`."""
    rows = ["period | partner | numerator | denominator"]
    for name, value in values.items():
        top, _, bottom = str(value).partition("/")
        rows.append(f"{period} | {name} | {top} | {bottom}")
    table = measured("\n".join(rows))
    return others_of(partner, metric, table, QUARTER, successors=successors or {})


FIVE = {"a": 10, "b": 20, "c": 30, "d": 40, "e": 50}


def test_the_middle_half_is_between_the_quartiles_of_the_others():
    """A quarter lies below it and a quarter above it; our own value is not among them."""
    (one,) = of({"us": 9000, **FIVE})
    assert (one.count, one.low, one.high) == (5, 20, 40)


def test_quartiles_lie_between_two_values_in_proportion_and_are_rounded_as_written():
    """People are whole; the value shown is nobody's in particular."""
    (one,) = of({**FIVE, "f": 61, "g": 8})
    assert (one.low, one.high) == (15, 45)
    (one,) = of({**FIVE, "f": 61})
    assert (one.low, one.high) == (22, 48)  # 22.5 and 47.5, half-even


def test_a_share_is_rounded_as_per_cent():
    """One decimal of a per cent, as the metric says."""
    (one,) = of({n: f"{k}/7" for k, n in enumerate("abcde", start=1)}, RATE)
    assert one.low == Fraction("0.286")
    assert one.high == Fraction("0.571")


@pytest.mark.parametrize("few", range(FEWEST_OTHERS))
def test_of_fewer_than_five_others_nothing_is_told(few):
    """Only how many there are, which is no figure of theirs."""
    found = of({"us": 5, **dict(list(FIVE.items())[:few])})
    assert [(one.count, one.low, one.high) for one in found] == ([(few, None, None)] if few else [])


def test_whose_work_we_carry_on_is_no_other():
    """A predecessor's figures are ours; so are a successor's to its predecessor."""
    follows = {"old": "us"}
    assert of({"old": 1000, **FIVE}, successors=follows) == of(FIVE)
    assert of({"us": 1000, **FIVE}, partner="old", successors=follows) == of(FIVE)


def test_who_has_no_value_is_not_counted():
    """A missing figure is neither 0 nor one of the five."""
    (one,) = of({**FIVE, "e": ""})
    assert one == Others(one.period, 4)


def test_no_others_line_is_in_the_chart():
    """The band holds quartiles and a count; no value of another partner is in its data."""
    others = [one for q in (1, 2, 4) for one in of(FIVE, period=f"2024-Q{q}")]
    spec = own_chart((), PLACEMENTS, others).to_dict()
    rows = [row for rows in spec["datasets"].values() for row in rows]
    assert {(row["value"], row["high"]) for row in rows} == {(20, 40)}
    assert {row["words"] for row in rows} == {"20 to 40 people (5 others)"}
    assert {row["run"] for row in rows} == {0, 1}  # nothing is drawn across the missing quarter
