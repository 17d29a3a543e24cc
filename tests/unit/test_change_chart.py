from fractions import Fraction

import pytest

from progress_factories import DELAY, PLACEMENTS, RATE
from shared_metrics.charts.change_chart import change_chart, change_rows
from shared_metrics.charts.theme import ACCENT, PAPER
from shared_metrics.progress.explained import Amounts, explained

NAMES = {"hill": "Hill College", "dale": "Dale Works", "comes": "Newcomers"}


def change_of(before, after, bottoms=None):
    """Counts by id, or rates where everybody has the same denominators before and after."""
    sides = (
        {i: Amounts(Fraction(n), bottoms and Fraction(bottoms)) for i, n in side.items()}
        for side in (before, after)
    )
    return explained(*sides, list(NAMES))


COUNT = change_of({"hill": 60, "dale": 40}, {"hill": 90, "dale": 30, "comes": 5})
SHARE = change_of({"hill": 10, "dale": 11}, {"hill": 11, "dale": 10, "comes": 12}, bottoms=20)


def rows_of(change, metric, names=NAMES, **words):
    """What is drawn, row by row."""
    spec = change_chart(change, metric, names, **words).to_dict()
    (rows,) = spec["datasets"].values()
    return rows


def tips_of(layer):
    tips = layer["encoding"]["tooltip"]
    return [tip["title"] for tip in tips] if isinstance(tips, list) else tips["value"]


def test_steps_lead_from_before_to_after():
    """Each step begins where the one before it ended."""
    rows = rows_of(COUNT, PLACEMENTS, before="Q1 2024", after="Q1 2025")
    assert [(row["who"], row["words"], row["start"], row["end"]) for row in rows] == [
        ("Q1 2024", "100 people", 0, 100),
        ("Hill College", "+30 people", 100, 130),
        ("Dale Works", "-10 people", 130, 120),
        ("Newcomers", "+5 people", 120, 125),
        ("Q1 2025", "125 people", 0, 125),
    ]


def test_rates_tell_both_reasons():
    """The tooltip of a rate has its own change and its weight; a count has one number."""
    *_, whole = change_chart(SHARE, RATE, NAMES).to_dict()["layer"]
    assert tips_of(whole) == ["Who", "Change", "Its own value changed", "It weighs more or less"]
    hill, _, comes = rows_of(SHARE, RATE)[1:-1]
    assert hill["own"] == "+2.1 points"
    assert comes["change"] == f"{comes['words']}, no figures before"


def test_the_whole_row_answers_when_pointed_at():
    """One layer on top has all the words, the marks below have none."""
    *marks, whole = change_chart(COUNT, PLACEMENTS, NAMES).to_dict()["layer"]
    assert tips_of(whole) == ["Who", "Change"]
    assert whole["mark"]["opacity"] == 0
    assert {tips_of(mark) for mark in marks} == {None}


def test_more_and_less_differ_without_colour():
    """Filled and hollow, a sign in the words, and a key."""
    spec = change_chart(COUNT, PLACEMENTS, NAMES).to_dict()
    fills = [la["mark"].get("fill") for la in spec["layer"] if la["mark"]["type"] == "rect"]
    assert {ACCENT, PAPER} <= set(fills)
    assert spec["title"] == "Filled: adds. Hollow: takes away."


SMALL = change_of({"hill": 6000}, {"hill": 6001})
BELOW_0 = change_of({"hill": -6, "dale": 1}, {"hill": 6, "dale": 1})
ALL_THERE_IS = change_of({"hill": 5}, {"hill": 20}, bottoms=20)
SAME = change_of({"hill": 60}, {"hill": 60})
NONE = change_of({"hill": 0}, {"hill": 0})


@pytest.mark.parametrize(
    ("change", "metric", "cut", "domain"),
    [
        (COUNT, PLACEMENTS, False, (0, 136.5)),
        (SMALL, PLACEMENTS, True, (5999.9, 6001.1)),
        (BELOW_0, PLACEMENTS, False, (-5.6, 7.6)),
        (ALL_THERE_IS, RATE, False, (0, 1)),
        (SAME, PLACEMENTS, True, (57, 63)),
        (NONE, PLACEMENTS, False, (0, 0.05)),
    ],
)
def test_a_cut_axis_has_no_bars_for_values(change, metric, cut, domain):
    """Bars for the whole begin at 0; where the axis does not, the whole is a dot."""
    spec = change_chart(change, metric, NAMES).to_dict()
    across = [
        layer["encoding"]["x"] for layer in spec["layer"] if "scale" in layer["encoding"]["x"]
    ]
    assert across[0]["scale"]["domain"] == pytest.approx(domain)
    assert ("not from 0" in across[0]["axis"]["title"]) is cut
    assert ("circle" in {layer["mark"]["type"] for layer in spec["layer"]}) is cut


def test_two_of_one_name_are_two_rows():
    """Rows are told apart by their place, not by their name."""
    change = change_of({"x": 1, "y": 2}, {"x": 2, "y": 4})
    rows = rows_of(change, PLACEMENTS, {"x": "Same", "y": "Same"})
    assert [(row["who"], row["row"]) for row in rows[1:-1]] == [("Same", 1), ("Same", 2)]


def test_the_table_says_the_same():
    """Names and numbers in words; a count has no two reasons, an unknown id is shown itself."""
    assert change_rows(COUNT, PLACEMENTS, {})[0] == {
        "id": "hill",
        "name": "hill",
        "change": "+30 people",
        "own": "",
        "mix": "",
    }
    rows = change_rows(SHARE, RATE, NAMES)
    assert [(row["name"], row["own"]) for row in rows] == [
        ("Hill College", "+2.1 points"),
        ("Dale Works", "-2.1 points"),
        ("Newcomers", "0.0 points"),
    ]
    assert change_rows(SHARE, DELAY, NAMES)[0]["own"] == "+0.02 minutes"


@pytest.mark.parametrize("change", [COUNT, SMALL, SAME, NONE, BELOW_0])
def test_every_change_can_be_drawn(change):
    """Vega draws it: also with nothing to see."""
    import vl_convert

    spec = change_chart(change, PLACEMENTS, NAMES).to_dict() | {"width": 340}
    assert "Hill College" in vl_convert.vegalite_to_svg(spec)
