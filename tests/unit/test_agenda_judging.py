"""How a goal is reached and how sure one must be, as they stand in YAML."""

import datetime as dt
from decimal import Decimal

import pytest

from definition_factories import AGENDA, changed, line_of, small_contract
from shared_metrics.agenda import parse_agenda
from shared_metrics.agenda.judging import Judging
from shared_metrics.agenda.model import Goal
from shared_metrics.errors import DefinitionsBroken

GOALS, METRIC = "agenda/goals.yaml", "agenda/metrics/all_visits.yaml"
CONTRACTS = {"visits": small_contract()}
END = "    contributing_metrics: [stay]\n"
EARLIER = """\
    earlier:
      - kind: reach
        baseline: {period: "2024-Q1", value: 100}
        target: {period: "2026-Q4", value: 200}
        agreed_by: The office
        agreed_on: 2023-02-01
        why_changed: A house closed.
"""


def parsed(file: str, old: str, new: str):
    return parse_agenda({**AGENDA, file: changed(AGENDA[file], old, new)}, CONTRACTS).agenda


def the_goal(added: str) -> Goal:
    return parsed(GOALS, END, END + added).goal_by_id["more_visits"]


def test_what_is_usual_need_not_be_said() -> None:
    """A straight path, every breakdown, the default margins."""
    goal = the_goal("")
    assert (goal.path, goal.milestones, goal.groups, goal.earlier) == ("straight", (), None, ())
    metric = parsed(METRIC, "authored_by: Ann", "authored_by: Anna").metric_by_id["all_visits"]
    assert metric.judging == Judging()


def test_everything_can_be_said() -> None:
    """Milestones, groups, what the goal was before, and how the metric is judged."""
    goal = the_goal(
        '    path: milestones\n    milestones: [{period: "2025-Q1", value: 110}]\n'
        "    groups: [age]\n" + EARLIER
    )
    assert [(p.period.text, p.value) for p in goal.milestones] == [("2025-Q1", Decimal(110))]
    assert goal.groups == ("age",)
    (before,) = goal.earlier
    assert (before.target.value, before.why_changed) == (200, "A house closed.")
    assert [one.target.value for one in goal.versions] == [200, Decimal("150.5")]
    for day, target in (("2020-01-01", 200), ("2024-01-31", 200), ("2024-02-01", 150.5)):
        assert goal.known_on(dt.date.fromisoformat(day)).target.value == Decimal(str(target))
    said = (
        "judging: {window: 2, band: 1.28, error: empirical, least: 30, coverage: 0.8, "
        "stale_after: 3}"
    )
    metric = parsed(METRIC, "authored_by: Ann", f"{said}\nauthored_by: Ann")
    assert metric.metric_by_id["all_visits"].judging == Judging(
        2, Decimal("1.28"), "empirical", 30, Decimal("0.8"), 3
    )


CASES = [
    # what is added to the goal, the line it is told at, rule, words
    ("    path: straightish\n", "path", "unknown_value", "straight"),
    ("    path: milestones\n", "path", "goal_path", "needs one at least"),
    ('    milestones: [{period: "2025-Q1", value: 1}]\n', "milestones", "goal_path", "belong to"),
    (
        '    path: milestones\n    milestones: [{period: "2028-Q1", value: 1}]\n',
        "milestones:",
        "goal_path",
        "between baseline and target",
    ),
    ("    groups: [colour]\n", "groups", "unknown_reference", "breakdown"),
    (EARLIER.replace("        why_changed: A house closed.\n", ""), "kind: reach\n        base",
     "missing_key", "why_changed"),
    (EARLIER.replace("2023-02-01", "2024-02-01"), "earlier", "dates_order", "oldest first"),
    (EARLIER.replace('"2026-Q4"', '"2026-12"'), "2026-12", "period", "quarter"),
]  # fmt: skip


@pytest.mark.parametrize(("added", "place", "rule", "words"), CASES)
def test_what_does_not_fit_a_goal_is_told_at_its_line(
    added: str, place: str, rule: str, words: str
) -> None:
    """With the file, and what was meant."""
    text = changed(AGENDA[GOALS], END, END + added)
    with pytest.raises(DefinitionsBroken) as broken:
        parse_agenda({**AGENDA, GOALS: text}, CONTRACTS)
    told = [p for p in broken.value.problems if p.rule == rule and p.file == GOALS]
    assert any(words in p.message for p in told), list(broken.value.problems)
    assert line_of(text, place) in {p.line for p in told}


@pytest.mark.parametrize("kind", ["keep_above", "milestone"])
def test_a_goal_without_a_way_has_no_path(kind: str) -> None:
    """A season says nothing of a value to be kept."""
    text = changed(AGENDA[GOALS], "kind: reach", f"kind: {kind}")
    text = changed(text, END, f"{END}    path: seasonal\n")
    with pytest.raises(DefinitionsBroken, match="has no path"):
        parse_agenda({**AGENDA, GOALS: text}, CONTRACTS)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("{window: 0}", "whole number above 0"),
        ("{least: -1}", "whole number above 0"),
        ("{stale_after: 0}", "whole number above 0"),
        ("{coverage: 90}", "0.9 for 90 %"),
        ("{band: -1}", "standard errors"),
        ("{error: normal}", "binomial"),
        ("{margin: 2}", "margin"),
    ],
)
def test_what_does_not_fit_a_metric_is_told(said: str, words: str) -> None:
    """Numbers that cannot be, words nobody knows."""
    text = changed(AGENDA[METRIC], "authored_by: Ann", f"judging: {said}\nauthored_by: Ann")
    with pytest.raises(DefinitionsBroken) as broken:
        parse_agenda({**AGENDA, METRIC: text}, CONTRACTS)
    (problem,) = broken.value.problems
    assert words in problem.message
    assert (problem.file, problem.line) == (METRIC, line_of(text, "judging"))
