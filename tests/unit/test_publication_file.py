"""The publication plan is read strictly, against the sample's metrics, goals and agreements."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from definition_factories import changed, line_of
from shared_metrics.agenda import Agenda, parse_agenda
from shared_metrics.agenda.publication import AudiencePlan, PlannedMetric, PlannedTable
from shared_metrics.contracts import Contract, parse_contract
from shared_metrics.errors import DefinitionProblem, DefinitionsBroken
from shared_metrics.periods import PeriodKind

SAMPLE = Path(__file__).parents[2] / "data_contracts"
FILE = "agenda/publication.yaml"
TEXT = """\
audiences:
  public:
    threshold: 12
    min_contributors: 4
    dominance: 0.8
    protect_insiders: false
    code_shares: [0.1, 0.9]
    metrics:
      - metric: placements
        sensitivity: zeros
        tables:
          - {every: quarter}
          - {every: year, by: [gender, sector]}
          - {every: year, by: partner}
      - metric: average_delay
        sensitivity: none
        tables: [{every: quarter}]
      - metric: congested_share
        tables:
          - {every: month}
  partners:
    mode: round
    code_shares: none
    metrics:
      - metric: stem_participants
        tables:
          - {every: quarter, by: school_level}
  funder:north_valley_fund:
    metrics:
      - metric: commuter_members
        tables:
          - {every: month}
      - metric: stem_girls_share
        tables:
          - {every: year, by: programme_type}
"""
YEAR, QUARTER, MONTH = PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH


@cache
def sample_contracts() -> Mapping[str, Contract]:
    read = [parse_contract(f.read_text("utf-8"), f.name) for f in SAMPLE.glob("*.odcs.yaml")]
    return {contract.id: contract for contract in read}


@cache
def sample_files() -> Mapping[str, str]:
    files = {
        path.relative_to(SAMPLE).as_posix(): path.read_text("utf-8")
        for path in SAMPLE.glob("agenda/**/*.yaml")
        if path.parent.name != "funders"  # what a funder asks for hangs on its plan
    }
    return {name: text for name, text in files.items() if name != FILE}


def parsed(text: str | None = TEXT, files: Mapping[str, str] | None = None) -> Agenda:
    plan = {} if text is None else {FILE: text}
    return parse_agenda({**sample_files(), **(files or {}), **plan}, sample_contracts()).agenda


def test_what_a_plan_says() -> None:
    """Limits, metrics and tables are read as written; sector comes before the breakdown."""
    agenda = parsed()
    assert [plan.audience for plan in agenda.publication] == [
        "public",
        "partners",
        "funder:north_valley_fund",
    ]
    assert agenda.plan_for("public") == AudiencePlan(
        audience="public",
        metrics=(
            PlannedMetric(
                "placements",
                (
                    PlannedTable(QUARTER, (), line_of(TEXT, "{every: quarter}")),
                    PlannedTable(YEAR, ("sector", "gender"), line_of(TEXT, "[gender, sector]")),
                    PlannedTable(YEAR, ("partner",), line_of(TEXT, "by: partner")),
                ),
                "zeros",
                line_of(TEXT, "metric: placements"),
            ),
            PlannedMetric(
                "average_delay",
                (PlannedTable(QUARTER, (), line_of(TEXT, "[{every: quarter}]")),),
                "none",
                line_of(TEXT, "metric: average_delay"),
            ),
            PlannedMetric(
                "congested_share",
                (PlannedTable(MONTH, (), line_of(TEXT, "{every: month}")),),
                "none",
                line_of(TEXT, "metric: congested_share"),
            ),
        ),
        threshold=12,
        min_contributors=4,
        dominance=0.8,
        code_shares=(0.1, 0.9),
        protect_insiders=False,
        file=FILE,
        line=2,
    )


def test_what_a_plan_need_not_say() -> None:
    """Left out: hide as the contracts do, three partners, insiders too, shares of 5 and 95 %."""
    plan = parsed().plan_for("funder:north_valley_fund")
    assert plan is not None
    assert (plan.threshold, plan.mode, plan.min_contributors) == (11, "suppress", 3)
    assert (plan.dominance, plan.code_shares, plan.protect_insiders) == (1.0, (0.05, 0.95), True)
    assert [one.sensitivity for one in plan.metrics] == ["people", "people"]


def test_rounding_and_uncoded_shares() -> None:
    """`round` and `none` are read as such."""
    plan = parsed().plan_for("partners")
    assert plan is not None
    assert (plan.mode, plan.code_shares) == ("round", None)


def test_the_threshold_is_that_of_the_strictest_contract() -> None:
    """A plan that names no threshold takes the largest of the contracts whose figures it shows."""
    text = changed(TEXT, "    threshold: 12\n", "")
    strict = {
        id_: replace(sample_contracts()[id_], small_cell_threshold=least)
        for id_, least in [("workforce_placements", 20), ("congestion", 30)]
    }
    contracts = {**sample_contracts(), **strict}
    plan = parse_agenda({**sample_files(), FILE: text}, contracts).agenda.plan_for("public")
    assert plan is not None
    assert plan.threshold == 20, "congestion's is not asked: nothing of it is protected here"


@pytest.mark.parametrize("text", [None, "", "\n# public:\n", "audiences:\n", "audiences: {}\n"])
def test_without_a_plan_nothing_leaves(text: str | None) -> None:
    """No file, an empty one, or one with comments only: nobody outside may see anything."""
    agenda = parsed(text)
    assert agenda.publication == ()
    assert agenda.plan_for("public") is None


CASES = [
    # what is written, what is written instead, where, rule, words
    ("audiences:", "audience:", "audience:", "unknown_key", "“audiences”"),
    ("  public:", "  publik:", "publik", "audience", "“public”"),
    ("funder:north_valley_fund", "funder:north_vally_fund", "north_vally", "audience", "“funder:n"),
    ("funder:north_valley_fund", "funder:North", "funder:North", "audience", "funder:<id>"),
    ("    threshold: 12\n", "    treshold: 12\n", "treshold", "unknown_key", "“threshold”"),
    ("threshold: 12", "threshold: 10", "threshold", "plan_threshold", "hides counts below 11"),
    ("threshold: 12", "threshold: twelve", "threshold", "wrong_kind", "whole number"),
    ("threshold: 12", "threshold: 1001", "threshold", "plan_limits", "0 to 1000"),
    ("min_contributors: 4", "min_contributors: 0", "min_contr", "plan_limits", "1 or more"),
    ("dominance: 0.8", "dominance: 80", "dominance", "plan_limits", "share above 0"),
    ("dominance: 0.8", "dominance: 0", "dominance", "plan_limits", "share above 0"),
    ("code_shares: [0.1, 0.9]", "code_shares: [5, 95]", "code_sh", "plan_limits", "[0.05, 0.95]"),
    ("code_shares: [0.1, 0.9]", "code_shares: [0.9, 0.1]", "code_sh", "plan_limits", "two shares"),
    ("code_shares: [0.1, 0.9]", "code_shares: 0.1", "code_sh", "plan_limits", "or none"),
    ("mode: round", "mode: rounded", "mode:", "unknown_value", "“round”"),
    ("metric: placements", "metric: placement", "placement", "unknown_reference", "“placements”"),
    ("metric: average_delay", "metric: placements", None, "repeated", "“placements” stands"),
    ("sensitivity: zeros", "sensitivity: zero", "sensitivity", "unknown_value", "“zeros”"),
    ("sensitivity: zeros", "sensitivity: none", "metric: placements", "plan_sensitivity", "placed"),
    (
        "metric: congested_share\n",
        "metric: congested_share\n        sensitivity: people\n",
        "metric: congested_share",
        "plan_sensitivity",
        "published by its source",
    ),
    ("        tables: [{every: quarter}]\n", "", "metric: average", "missing_key", "tables"),
    ("tables: [{every: quarter}]", "tables: []", "tables: []", "missing_key", "tables"),
    ("{every: year, by: partner}", "{by: partner}", "{by: partner}", "missing_key", "every"),
    ("{every: year, by: partner}", "{every: years}", "{every: years}", "unknown_value", "“year”"),
    ("by: partner}", "bye: partner}", "bye:", "unknown_key", "“by”"),
    ("by: partner}", "by: [sector, gender]}", "[sector, g", "repeated", "This table of “placem"),
    ("by: partner}", "by: partners}", "by: partners", "plan_by", "“partner”"),
    ("by: partner}", "by: county}", "by: county", "plan_by", "pathway, gender, age_group"),
    ("by: partner}", "by: [partner, sector]}", "[partner, s", "plan_by", "stands alone"),
    ("by: partner}", "by: [partner, gender]}", "[partner, g", "plan_by", "stands alone"),
    ("by: partner}", "by: [pathway, gender]}", "[pathway", "plan_by", "two tables"),
    ("by: partner}", "by: [sector, pathway, gender]}", "[sector, p", "plan_by", "two tables"),
    ("by: partner}", "by: [gender, gender]}", "[gender, g", "plan_by", "twice"),
    ("by: programme_type}", "by: gender}", "by: gender}", "plan_by", "about some groups of gender"),
    (
        "{every: month}\n  p",
        "{every: month, by: sector}\n  p",
        "by: sector",
        "plan_by",
        "whole com",
    ),
    ("{every: month}\n  p", "{every: month, by: partner}\n  p", None, "plan_by", "no partners"),
    ("{every: month}\n  p", "{every: month, by: area}\n  p", "by: area", "plan_by", "not planned"),
    (
        "{every: month}\n  p",
        "{every: year}\n  p",
        "{every: year}",
        "plan_every",
        "by month, not by",
    ),
    ("{every: quarter, by: school_level}", "{every: month}", None, "plan_every", "by quarter, not"),
    ("metric: stem_participants", "metric: stem_girls_share", None, "plan_mode", "is not true"),
    ("metric: stem_girls_share", "metric: stem_participants", None, "plan_mode", "mode round for"),
    ("          - {every: quarter}\n", "", "metric: placements", "plan_goal", "more_people_placed"),
    ("[{every: quarter}]", "[{every: quarter, by: peak}]", None, "plan_goal", "shorter_delays"),
]


@pytest.mark.parametrize(("old", "new", "where", "rule", "words"), CASES)
def test_what_is_wrong_is_told(
    old: str, new: str, where: str | None, rule: str, words: str
) -> None:
    """Each thing wrong in the plan is told with its line, its rule and what to write."""
    text = changed(TEXT, old, new)
    found = [p for p in problems(text) if p.rule == rule and words in p.message]
    assert found, [p.message for p in problems(text)]
    assert found[0].file == FILE
    if where is not None:
        assert found[0].line == line_of(text, where)


def problems(text: str, files: Mapping[str, str] | None = None) -> list[DefinitionProblem]:
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(text, files)
    return list(broken.value.problems)


def test_a_last_value_is_planned_by_one_kind_of_period() -> None:
    """The last month of a quarter is the quarter: no audience is told one figure in two ways."""
    two = "          - {every: month}\n          - {every: quarter}\n      - metric: stem_girls"
    within = changed(TEXT, "          - {every: month}\n      - metric: stem_girls", two)
    members = "metrics: [{metric: commuter_members, tables: [{every: quarter}]}]\n"
    before = changed(
        TEXT, "  partners:\n    mode: round", f"  partners:\n    {members}    mode: round"
    )
    before = (
        before[: before.index("    metrics:\n      - metric: stem_p")]
        + before[before.index("  funder") :]
    )
    for text in (within, changed(before, "    mode: round\n", "")):
        (problem,) = problems(text)
        assert (problem.rule, "told twice" in problem.message) == ("plan_every", True)


@pytest.mark.parametrize(
    ("metric", "every", "words"),
    [
        ("stem_degree_share", "year", "by school year, not by year"),
        ("employment_rate", "year", "cannot be added up over time"),
        ("placements", "month", ""),
        ("placements", "school_year", ""),
    ],
)
def test_periods_a_metric_can_be_put_together_into(metric: str, every: str, words: str) -> None:
    """Whole periods of the contract, and longer ones only where a sum over time means something."""
    text = (
        f"audiences: {{partners: {{metrics: [{{metric: {metric}, tables: {{every: {every}}}}}]}}}}"
    )
    if not words:
        assert parsed(text).publication
        return
    (problem,) = problems(text)
    assert problem.rule == "plan_every"
    assert words in problem.message


def test_published_figures_go_anywhere() -> None:
    """What its source has published needs no protection, so a rounded plan may have its shares."""
    share = "\n      - {metric: employment_rate, sensitivity: none, tables: [{every: quarter}]}"
    text = changed(
        TEXT, "code_shares: none\n    metrics:", f"code_shares: none\n    metrics:{share}"
    )
    assert parsed(text).publication


def test_a_goal_need_not_be_public() -> None:
    """A goal whose metric is not planned is simply not public."""
    plan = parsed().plan_for("public")
    assert plan is not None
    assert plan.planned("stem_girls_share") is None


def test_goals_bind_the_public_plan_only() -> None:
    """A funder may be shown only the years of a metric whose goal is judged by quarter."""
    plan = parsed().plan_for("funder:north_valley_fund")
    assert plan is not None
    girls = plan.planned("stem_girls_share")
    assert girls is not None
    assert {table.every for table in girls.tables} == {YEAR}


def test_funders_need_no_agreement_where_none_are_kept() -> None:
    """Only a partnership that keeps agreements knows who its funders are."""
    text = changed(TEXT, "funder:north_valley_fund", "funder:another_fund")
    files = {n: t for n, t in sample_files().items() if not n.endswith("agreements.yaml")}
    read = parse_agenda({**files, FILE: text}, sample_contracts())
    assert read.agenda.plan_for("funder:another_fund") is not None


def test_a_broken_metric_is_told_once() -> None:
    """A metric that adds up a column nobody has is a matter of its own file."""
    name = "agenda/metrics/placements.yaml"
    broken = changed(sample_files()[name], "{sum: placed}", "{sum: plced}")
    assert [(p.file, p.rule) for p in problems(TEXT, {name: broken})] == [
        (name, "unknown_reference")
    ]


def test_the_sample_plan_shows_every_goal() -> None:
    """Each goal of the sample partnership can be seen by the public at its own periods."""
    text = (SAMPLE / FILE).read_text("utf-8")
    agenda = parsed(text)
    plan = agenda.plan_for("public")
    assert plan is not None
    assert {goal.metric for goal in agenda.goals} <= {one.metric for one in plan.metrics}
