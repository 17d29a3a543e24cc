"""Any publication plan is read or has problems with a place; what is accepted can be measured."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared_metrics.agenda import Metric, PlannedMetric, PlannedTable, parse_agenda
from shared_metrics.agenda.publication_rules import problems_of_metric
from shared_metrics.definitions import load_definitions
from shared_metrics.errors import CallersMistake, DefinitionProblem, DefinitionsBroken
from shared_metrics.metrics.question import Question, check_question
from shared_metrics.metrics.rollup import check_additive
from shared_metrics.periods import PeriodKind

SAMPLE = Path(__file__).parents[2] / "data_contracts"
DEFINITIONS = load_definitions(SAMPLE)
FILE = str(SAMPLE / "agenda" / "publication.yaml")
FILES = {  # without what rests on the plan: a funder's report asks for its tables
    str(path): path.read_text("utf-8")
    for path in (SAMPLE / "agenda").rglob("*.yaml")
    if path.parent.name != "funders"
}
LINES = FILES[FILE].splitlines()
INSTEAD = ("", "- {}", "x: [", "a: {b: c}", "null", "public: 7", "tables: {every: year}", "by: []")


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.sampled_from(INSTEAD))
def test_a_plan_with_any_line_changed_has_no_surprise(number: int, instead: str) -> None:
    """With any line replaced, the plan is read or every problem has its place in this file."""
    indent = LINES[number][: len(LINES[number]) - len(LINES[number].lstrip())]
    text = "\n".join([*LINES[:number], indent + instead, *LINES[number + 1 :]])
    for problem in problems_of(text):
        assert problem.file == FILE
        assert 1 <= problem.line <= len(LINES) + 1


def problems_of(text: str) -> tuple[DefinitionProblem, ...]:
    try:
        parse_agenda({**FILES, FILE: text}, DEFINITIONS.contracts)
    except DefinitionsBroken as broken:
        return broken.problems
    return ()


@pytest.mark.parametrize("metric", DEFINITIONS.agenda.metrics, ids=lambda metric: metric.id)
def test_what_may_be_planned_can_be_measured(metric: Metric) -> None:
    """Of all tables by one or two things: the plan accepts none that measuring would refuse."""
    contract = DEFINITIONS.contracts[metric.contract]
    names = ("sector", "partner", *(column.name for column in contract.columns))
    ways = [(), *((name,) for name in names), *product(names, names)]
    accepted = 0
    for every, by in product(PeriodKind, ways):
        planned = PlannedMetric(
            metric.id,
            (PlannedTable(every, by),),
            "none" if metric.source == "published" else "people",
        )
        if not list(problems_of_metric(planned, metric, contract)):
            accepted += 1
            assert measuring_refuses(metric, Question(("period", *by), every=every)) is None
    assert accepted


def measuring_refuses(metric: Metric, question: Question) -> str | None:
    contract = DEFINITIONS.contracts[metric.contract]
    try:
        check_question(question, metric, contract)
        check_additive(metric, contract, question)
    except CallersMistake as mistake:
        return mistake.message
    return None
