"""funders/<id>.yaml: read as written, and every mistake told with its line."""

import pytest

from shared_metrics.agenda import parse_agenda
from shared_metrics.agenda.funders import Funder, FunderColumn
from shared_metrics.errors import DefinitionsBroken
from unit.test_publication_file import sample_contracts, sample_files

PLAN = """\
audiences:
  public:
    metrics:
      - {metric: placements, tables: [{every: quarter}]}
  funder:north_valley_fund:
    metrics:
      - metric: placements
        tables: [{every: quarter}, {every: year, by: gender}, {every: year, by: sector}]
      - {metric: placement_rate, tables: [{every: quarter}]}
      - {metric: average_wage, tables: [{every: quarter}, {every: year}]}
"""
FUND = """\
id: north_valley_fund
name: North Valley Fund
periods: {every: quarter, year_begins: 7, written: "FY{fiscal_year} Q{fiscal_quarter}"}
file:
  format: xlsx
  columns:
    - {header: Grant, fixed: NVF-1}
    - {header: Period, holds: period}
    - {header: Measure, holds: code}
    - {header: Group, holds: group}
    - {header: Result, holds: value}
measures:
  - {metric: placements, code: OUT-1}
  - {metric: placement_rate, code: OUT-2, name: Rate, as: fraction, decimals: 2}
"""
WOMEN = "by: gender, groups: {women: F, men: M, nonbinary: X, not_stated: U}"
NAME = "agenda/funders/north_valley_fund.yaml"


def parsed(text: str = FUND, plan: str = PLAN, name: str = NAME) -> Funder:
    files = {**sample_files(), "agenda/publication.yaml": plan, name: text}
    (funder,) = parse_agenda(files, sample_contracts()).agenda.funders
    return funder


def test_what_a_file_says() -> None:
    """Names, units and marks as written; what is left out has a plain meaning."""
    funder = parsed()
    placed, rate = funder.measures
    assert (funder.audience, funder.file.format) == ("funder:north_valley_fund", "xlsx")
    assert funder.file.columns[0] == FunderColumn("Grant", fixed="NVF-1")
    assert (funder.file.hidden, funder.file.missing) == ("hidden to protect people", "not reported")
    assert (placed.name, placed.shown, placed.decimals) == ("People placed in jobs", "number", 0)
    assert (rate.name, rate.shown, rate.unit, rate.decimals) == ("Rate", "fraction", "share", 2)


def test_a_year_is_told_by_its_groups() -> None:
    """A measure by a breakdown has the funder's code for each of our groups."""
    text = FUND.replace("every: quarter", "every: year").replace(
        "  - {metric: placement_rate, code: OUT-2, name: Rate, as: fraction, decimals: 2}\n",
        f"  - {{metric: placements, code: OUT-1, {WOMEN}}}\n",
    )
    assert parsed(text).measures[1].groups["women"] == "F"


# what is written otherwise -> the rule, and a piece of what is said
BROKEN = [
    ("id: north_valley_fund", "id: valley_fund", "file_name", "make them equal"),
    ("code: OUT-1}", "code: OUT-1, by: gender, groups: {women: F}}", "funder_groups", "men"),
    ("code: OUT-1}", "code: OUT-1, by: colour, groups: {red: R}}", "funder_groups", "There are"),
    (
        "code: OUT-1}",
        "code: OUT-1, by: gender, groups: {women: F, men: F, nonbinary: X, not_stated: U}}",
        "funder_groups",
        "not added up",
    ),
    ("code: OUT-1}", f"code: OUT-1, {WOMEN}}}", "funder_plan", "by gender"),
    ("code: OUT-1}", "code: OUT-1, by: gender}", "missing_key", "groups"),
    ("metric: placements", "metric: employment_rate", "funder_plan", "{every: quarter}"),
    ("metric: placements", "metric: placement", "unknown_reference", "placements"),
    ("every: quarter", "every: month", "funder_plan", "It has: by quarter"),
    ("every: quarter", "every: fiscal_year", "funder_period", "only counts"),
    ("year_begins: 7", "year_begins: 13", "funder_period", "from 1 to 12"),
    ("{fiscal_year}", "{fiscal}", "funder_period", "fiscal_year"),
    ("{fiscal_year}", "{fiscal_year", "funder_period", "too many"),
    ("as: fraction, decimals: 2", "as: number, decimals: 1", "funder_units", "percent"),
    ("decimals: 2", "decimals: 4", "funder_units", "not with more"),
    ("code: OUT-1}", "code: OUT-1, as: percent}", "funder_units", "number"),
    ("format: xlsx", 'format: xlsx\n  hidden: "0"', "funder_words", "read as a figure"),
    ("format: xlsx", "format: xlsx\n  missing: -99", "funder_words", "read as a figure"),
    ("format: xlsx", 'format: xlsx\n  hidden: ""', "funder_words", "says why"),
    ("format: xlsx", "format: xlsx\n  hidden: not reported", "funder_words", "apart"),
    ("holds: value", "holds: unit", "funder_layout", "No column holds a `value`"),
    ("holds: code", "holds: value", "funder_layout", "one column that holds"),
    ("header: Period", "header: Grant", "funder_layout", "Two columns"),
    ("holds: code", "metric: placements, holds: code", "funder_layout", "names a metric"),
    ("fixed: NVF-1", "fixed: NVF-1, holds: code", "funder_layout", "either"),
    ("format: xlsx", "format: xlsx\n  layout: wide", "funder_layout", "say of which"),
]


@pytest.mark.parametrize(("old", "new", "rule", "said"), BROKEN)
def test_each_mistake_is_told(old: str, new: str, rule: str, said: str) -> None:
    """The rule, the file, a line of it, and words that help."""
    assert old in FUND
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(FUND.replace(old, new, 1))
    found = [problem for problem in broken.value.problems if problem.rule == rule]
    assert any(said in problem.message for problem in found), broken.value.problems
    assert {(p.file, 1 <= p.line <= len(FUND.splitlines()) + 1) for p in found} == {(NAME, True)}


def test_without_a_plan_nothing_can_be_asked_for() -> None:
    """A funder that publication.yaml does not name gets nothing."""
    name = "agenda/funders/other_fund.yaml"
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(FUND.replace("id: north_valley_fund", "id: other_fund"), name=name)
    assert [problem.rule for problem in broken.value.problems] == ["funder_plan"]


def test_counts_of_quarters_make_a_fiscal_year() -> None:
    """Placements may be added up over time, so a year from July is made of its quarters."""
    lines = FUND.replace("every: quarter", "every: fiscal_year").splitlines(keepends=True)
    assert parsed("".join(lines[:-1])).periods.every == "fiscal_year"


@pytest.mark.parametrize("metric", ["average_wage", "placement_rate"])
def test_shares_and_averages_are_not_put_together(metric: str) -> None:
    """The average of four averages is not the year's average, and the lint says so."""
    text = FUND.replace("every: quarter", "every: fiscal_year, year_begins: 10").replace(
        ", year_begins: 7", ""
    )
    with pytest.raises(DefinitionsBroken, match="cannot be made of its quarters"):
        parsed(text.replace("metric: placements", f"metric: {metric}"))


def test_rounded_figures_are_not_added_up() -> None:
    """Under a plan that rounds, a sum of quarters is no true year."""
    plan = PLAN.replace(
        "  funder:north_valley_fund:\n", "  funder:north_valley_fund:\n    mode: round\n"
    )
    plan = "\n".join(
        line for line in plan.splitlines() if "rate" not in line and "wage" not in line
    )
    plan = plan.replace("  public:\n", "  public:\n    mode: round\n")
    lines = FUND.replace("every: quarter", "every: fiscal_year").splitlines(keepends=True)
    with pytest.raises(DefinitionsBroken) as broken:
        parsed("".join(lines[:-1]), plan)
    assert [problem.rule for problem in broken.value.problems] == ["funder_period"]


WIDE = """\
file:
  format: csv
  layout: wide
  columns:
    - {header: Period, holds: period}
    - {header: Group, holds: group}
    - {header: Placed, holds: value, metric: placements}
measures:
  - {metric: placements, code: OUT-1}
"""


def test_a_wide_file_has_a_column_a_metric() -> None:
    """Each value column says of which metric it is."""
    head = "".join(FUND.splitlines(keepends=True)[:3])
    assert [c.metric for c in parsed(head + WIDE).file.columns] == [None, None, "placements"]
    more = "  - {metric: average_wage, code: OUT-3}\n"
    with pytest.raises(DefinitionsBroken, match="No column holds the value of “average_wage”"):
        parsed(head + WIDE + more)
