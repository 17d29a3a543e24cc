"""A goal as it might be, drawn under its figures beside what it is."""

import dataclasses

import pytest

from progress_factories import PLACEMENTS, goal, measured
from shared_metrics.agenda import Goal
from shared_metrics.charts import goal_preview_chart, preview_sentence
from shared_metrics.progress import Standing, standing

FIGURES = measured("""
period | numerator
2024-Q1 | 100
2024-Q2 | 110
2024-Q3 | 120
""")


def stands(one: Goal) -> Standing:
    return standing(one, PLACEMENTS, FIGURES)


def dashed(spec: dict[str, object]) -> int:
    """How many paths are drawn."""
    marks = [layer["mark"] for layer in spec["layer"]]
    return sum(mark["type"] == "line" and "strokeDash" in mark for mark in marks)


@pytest.mark.parametrize(
    ("target", "paths", "words"),
    [
        ("2025-Q1 200", 1, False),  # only words would change
        ("2025-Q1 300", 2, True),
        ("2026-Q1 150", 2, True),
    ],
)
def test_both_paths_are_drawn_where_they_differ(target: str, paths: int, words: bool) -> None:
    """The old target is named beside the new one, in the chart and in the words for it."""
    now, then = stands(goal()), stands(goal(target=target))
    spec = goal_preview_chart(now, then).to_dict()
    assert dashed(spec) == paths
    assert ("as it is: 200" in str(spec)) is words
    assert ("in place of 200 people by Q1 2025" in preview_sentence(now, then)) is words


def test_a_new_goal_has_one_path() -> None:
    """There is nothing it takes the place of."""
    then = stands(dataclasses.replace(goal(), id="new"))
    assert dashed(goal_preview_chart(None, then).to_dict()) == 1
    assert preview_sentence(None, then).startswith("The path to 200 people by Q1 2025, under")
