"""How each group fares beside the whole, and who moves away."""

import pytest

from progress_factories import PLACEMENTS, RATE, goal, measured
from shared_metrics.progress import group_standings, standing

SHARE = goal("2023-Q1 0.5", "2025-Q1 0.7", measures=RATE)
WHOLE = """
period  | numerator | denominator
2023-Q2 | 400       | 800
2024-Q2 | 480       | 800
"""


def table_of(told: str):
    """`women 200/400 160/400`: a group, then a figure for each of the two quarters."""
    lines = ["period | gender | numerator | denominator"]
    for group in told.split(";"):
        name, *figures = group.split()
        for period, figure in zip(("2023-Q2", "2024-Q2"), figures, strict=True):
            if figure != "-":
                top, _, bottom = figure.partition("/")
                lines.append(f"{period} | {name} | {top} | {bottom}")
    return measured("\n".join(lines))


@pytest.mark.parametrize(
    ("told", "value", "gap", "gap_before", "away", "too_few"),
    [
        ("women 200/400 240/400", 0.6, 0, 0, False, False),
        ("women 180/400 220/400", 0.55, -0.05, -0.05, False, False),
        ("women 240/400 180/400", 0.45, -0.15, 0.1, True, False),
        ("women 240/400 232/400", 0.58, -0.02, 0.1, False, False),
        ("women 9/20 2/20", 0.1, -0.5, -0.05, False, True),
        ("women - 240/400", 0.6, 0, None, False, False),
        ("women 200/400 -", None, None, None, False, False),
    ],
    ids=["level", "behind", "worse", "a little worse", "few", "new", "not reported"],
)
def test_a_group_beside_the_whole(told, value, gap, gap_before, away, too_few) -> None:  # noqa: PLR0917
    """Its own figure, its gap now and a year before, whether it is worse by more than chance."""
    found = standing(SHARE, RATE, measured(WHOLE))
    (one,) = group_standings(found, {"gender": table_of(told)})
    numbers = [None if n is None else pytest.approx(float(n)) for n in (one.value, one.gap)]
    assert numbers == [value, gap]
    assert (None if one.gap_before is None else float(one.gap_before)) == (
        None if gap_before is None else pytest.approx(gap_before)
    )
    assert (one.moving_away, one.too_few) == (away, too_few)


def test_counts_have_no_gap() -> None:
    """A group of people is a part of all of them."""
    found = standing(goal(), PLACEMENTS, measured("period | numerator\n2024-Q2 | 120"))
    rows = measured("period | gender | numerator\n2023-Q2 | women | 90\n2024-Q2 | women | 40")
    (one,) = group_standings(found, {"gender": rows})
    assert (one.value, one.gap, one.moving_away) == (40, None, True)


def test_where_less_is_better_less_is_a_better_gap() -> None:
    """A gap above 0 is always the better side."""
    fewer = goal("2023-Q1 0.7", "2025-Q1 0.5", measures=RATE)
    found = standing(fewer, RATE, measured(WHOLE))
    (one,) = group_standings(found, {"gender": table_of("women 200/400 200/400")})
    assert float(one.gap) == pytest.approx(0.1)
