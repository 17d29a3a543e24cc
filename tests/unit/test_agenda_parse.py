import datetime as dt
from decimal import Decimal

import pytest

from definition_factories import AGENDA, CONTRACT, CONTRACT_FILE, changed, line_of, small_contract
from shared_metrics.agenda import (
    OwnTarget,
    ParsedAgenda,
    Reporting,
    Role,
    Sector,
    SectorFrom,
    Term,
    parse_agenda,
)
from shared_metrics.contracts import Contract, parse_contract
from shared_metrics.errors import DefinitionProblem, DefinitionsBroken
from shared_metrics.periods import PeriodKind, parse_period

PARTNERSHIP, GOALS, SETBACKS = (f"agenda/{n}.yaml" for n in ("partnership", "goals", "setbacks"))
COUNT, MEAN = (f"agenda/metrics/{n}.yaml" for n in ("all_visits", "stay"))
CONTRACTS = {"visits": small_contract()}


def parsed(contracts: dict[str, Contract] | None = None, **files: str) -> ParsedAgenda:
    return parse_agenda({**AGENDA, **files}, contracts or CONTRACTS)


def problems_of(
    file: str, old: str, new: str, contracts: dict[str, Contract] | None = None
) -> list[DefinitionProblem]:
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(contracts, **{file: changed(AGENDA[file], old, new)})
    return list(broken.value.problems)


def test_the_partnership() -> None:
    """Partners, people, sectors and outcomes are read as they are written."""
    partnership = parsed().agenda.partnership
    assert (partnership.id, partnership.backbone, partnership.backbone_name) == (
        "harbour", "office", "The Office",
    )  # fmt: skip
    nordhaus, suedhaus = partnership.partners
    assert nordhaus.sectors == (SectorFrom(Sector.PUBLIC),)
    assert nordhaus.reports == (Reporting("visits"),)
    assert nordhaus.own_targets == (
        OwnTarget("all_visits", Decimal("12.5"), "2026-Q4", dt.date(2024, 2, 1)),
    )
    assert suedhaus.reports == (Reporting("visits", "2024-01", "2025-12"),)
    assert (suedhaus.since, suedhaus.until, suedhaus.successor) == (
        dt.date(2024, 1, 1), dt.date(2025, 12, 31), "nordhaus",
    )  # fmt: skip
    assert suedhaus.sector_on(dt.date(2024, 6, 30)) is Sector.CIVIL_SOCIETY
    assert suedhaus.sector_on(dt.date(2024, 7, 1)) is Sector.NONPROFIT
    assert partnership.person_by_email["ann@example.org"].roles == {Role.ANALYST, Role.CHAIR}
    assert partnership.person_by_email["bob@example.org"].partner == "nordhaus"
    assert not partnership.sample


def test_metrics() -> None:
    """A metric's terms, groups, breaks and place in its file are read."""
    agenda = parsed().agenda
    count, mean = agenda.metric_by_id["all_visits"], agenda.metric_by_id["stay"]
    assert count.numerator == (Term(("visits",), {"age": ("young",)}),)
    assert (count.denominator, count.breakdowns) == ((), ("age", "place"))
    assert [(b.period, b.note) for b in count.breaks] == [("2025-01", "A second door is counted.")]
    assert mean.numerator == (Term(("mean_stay", "visits")),)
    assert (mean.decimals, mean.file, mean.line) == (2, MEAN, 1)


def test_goals() -> None:
    """A goal's baseline and target are points at periods of its kind."""
    (goal,) = parsed().agenda.goals
    assert goal.every is PeriodKind.QUARTER
    assert goal.baseline.period == parse_period("2024-Q1", PeriodKind.QUARTER)
    assert goal.target.value == Decimal("150.5")
    assert goal.contributing_metrics == ("stay",)
    assert (goal.file, goal.line) == (GOALS, 2)


def test_what_was_learned() -> None:
    """Setbacks and adaptations come with the agenda."""
    read = parsed()
    assert (read.setbacks[0].metrics, read.setbacks[0].period) == (("all_visits",), "2025-02")
    assert (read.adaptations[0].setback, read.adaptations[0].outcome) == ("closed_doors", "helped")


def test_goals_and_setbacks_may_be_absent() -> None:
    """A partnership can begin without goals and without setbacks."""
    files = {file: text for file, text in AGENDA.items() if file not in (GOALS, SETBACKS)}
    read = parse_agenda(files, CONTRACTS)
    assert (read.agenda.goals, read.setbacks) == ((), ())


CASES = [
    # file, what is written, what is written instead, where, rule, words
    (
        PARTNERSHIP,
        "place: Harbour",
        "palce: Harbour",
        "palce",
        "unknown_key",
        "Did you mean “place”?",
    ),
    (PARTNERSHIP, "  second_person: required\n", "", "id: harbour", "missing_key", "second_person"),
    (
        PARTNERSHIP,
        "person: required",
        "person: always",
        "always",
        "unknown_value",
        "required, recorded",
    ),
    (PARTNERSHIP, "Europe/Berlin", "Europe/Berlim", "Berlim", "time_zone", "Did you mean"),
    (PARTNERSHIP, "id: harbour", "id: Harbour", "id: Harbour", "id", "small letters"),
    (PARTNERSHIP, "sectors: public", "sectors: publik", "publik", "unknown_value", "“public”"),
    (
        PARTNERSHIP,
        "sector: nonprofit, since: 2024-07-01",
        "sector: nonprofit",
        "{sector: civil",
        "dates_order",
        "since",
    ),
    (PARTNERSHIP, "since: 2024-07-01", "since: July", "July", "wrong_kind", "a day such as"),
    (
        PARTNERSHIP,
        "reports: [visits]",
        "reports: [visit]",
        "[visit]",
        "unknown_reference",
        "“visits”?",
    ),
    (
        PARTNERSHIP,
        "contract: visits, from",
        "contract: vists, from",
        "vists",
        "unknown_reference",
        "“visits”?",
    ),
    (
        PARTNERSHIP,
        'from: "2024-01", until',
        'from: "2024-Q1", until',
        "2024-Q1",
        "period",
        "2026-03",
    ),
    (PARTNERSHIP, 'until: "2025-12"', 'until: "2023-12"', "2023-12", "dates_order", "before"),
    (PARTNERSHIP, 'until: "2025-12"', 'untill: "2025-12"', "untill", "unknown_key", "“until”"),
    (PARTNERSHIP, "until: 2025-12-31", "until: 2023-12-31", "2023-12-31", "dates_order", "before"),
    (PARTNERSHIP, "    until: 2025-12-31\n", "", "successor", "successor", "needs `until`"),
    (
        PARTNERSHIP,
        "successor: nordhaus",
        "successor: nordhause",
        "nordhause",
        "unknown_reference",
        "“nordhaus”?",
    ),
    (
        PARTNERSHIP,
        "successor: nordhaus",
        "successor: suedhaus",
        "successor",
        "successor",
        "its own",
    ),
    (
        PARTNERSHIP,
        "id: suedhaus",
        "id: nordhaus",
        "id: nordhaus\n    name: Süd",
        "duplicate_id",
        "two",
    ),
    (PARTNERSHIP, "name: Südhaus", "name: nh", "name: nh", "partner_name", "“nordhaus”"),
    (PARTNERSHIP, "name: Südhaus", "name: the office", "name: the", "partner_name", "“office”"),
    (
        PARTNERSHIP,
        "works_on: [open_doors]\n    own",
        "works_on: [open_door]\n    own",
        "open_door]",
        "unknown_reference",
        "outcome",
    ),
    (
        PARTNERSHIP,
        "metric: all_visits",
        "metric: all_vists",
        "all_vists",
        "unknown_reference",
        "“all_visits”?",
    ),
    (PARTNERSHIP, 'by: "2026-Q4"', 'by: "2026-Q5"', "Q5", "period", "2026-Q1"),
    (PARTNERSHIP, "value: 12.5", "value: a dozen", "a dozen", "wrong_kind", "a number"),
    (PARTNERSHIP, "bob@example.org", "ann@example.ORG", "ann@example.ORG", "email", "already"),
    (PARTNERSHIP, "bob@example.org", "bob", "email: bob", "email", "not an email"),
    (
        PARTNERSHIP,
        "roles: [steward]",
        "roles: [stewart]",
        "stewart",
        "unknown_reference",
        "“steward”?",
    ),
    (PARTNERSHIP, "roles: [steward]", "roles: []", "name: Bob", "missing_key", "roles” is empty"),
    (PARTNERSHIP, ", partner: nordhaus}", "}", "name: Bob", "person_partner", "needs a `partner`"),
    (
        PARTNERSHIP,
        "partner: nordhaus}",
        "partner: nordaus}",
        "nordaus",
        "unknown_reference",
        "“nordhaus”?",
    ),
    (
        PARTNERSHIP,
        "roles: [analyst, chair]}",
        "roles: [analyst], partner: nordhaus}",
        "name: Ann",
        "person_partner",
        "backbone",
    ),
    (
        PARTNERSHIP,
        "sector: public, brings",
        "sektor: public, brings",
        "sektor",
        "unknown_key",
        "“sector”",
    ),
    (COUNT, "id: all_visits", "id: visits_all", "id: visits_all", "file_name", "all_visits.yaml"),
    (
        COUNT,
        "outcome: open_doors",
        "outcome: open_door",
        "open_door\n",
        "unknown_reference",
        "“open_doors”?",
    ),
    (
        COUNT,
        "contract: visits",
        "contract: visit",
        "contract: visit",
        "unknown_reference",
        "“visits”?",
    ),
    (COUNT, "kind: count", "kind: counts", "counts", "unknown_value", "“count”"),
    (
        COUNT,
        "better: higher",
        "better: more",
        "better: more",
        "unknown_value",
        "higher, lower, range",
    ),
    (COUNT, "sum: visits,", "sum: visit,", "sum: visit,", "unknown_reference", "“visits”?"),
    (COUNT, "sum: visits,", "sum: seen_on,", "sum: seen_on", "metric_column", "not an indicator"),
    (COUNT, "sum: visits,", "sum: mean_stay,", "numerator", "metric_additive", "weigh it"),
    (
        COUNT,
        "sum: visits,",
        "sum: visits, product: [visits, mean_stay],",
        "sum: visits, p",
        "metric_terms",
        "either",
    ),
    (COUNT, "sum: visits,", "product: [visits],", "product", "metric_terms", "two columns"),
    (COUNT, "{age: [young]}", "{ages: [young]}", "ages", "unknown_reference", "“age”?"),
    (COUNT, "{age: [young]}", "{age: [yung]}", "yung", "unknown_reference", "“young”?"),
    (COUNT, "{age: [young]}", "{age: [all]}", "[all]", "metric_where", "the total"),
    (
        COUNT,
        "{age: [young]}",
        "{place: [hall]}",
        "place: [hall]",
        "metric_where",
        "groups to choose",
    ),
    (
        COUNT,
        "breakdowns: [age, place]",
        "breakdowns: [ages]",
        "ages",
        "unknown_reference",
        "“age”?",
    ),
    (
        COUNT,
        "breakdowns: [age, place]",
        "breakdowns: [visits]",
        "[visits]",
        "unknown_reference",
        "breakdown or key",
    ),
    (COUNT, '"2025-01"', '"2025"', '"2025"', "period", "month"),
    (COUNT, "next_review: 2026-10-01", "next_review: soon", "soon", "wrong_kind", "a day"),
    (COUNT, "source: partners", "source: published", "source", "metric_source", "“partners”"),
    (COUNT, "authored_by: Ann\n", "", "id:", "missing_key", "authored_by"),
    (
        COUNT,
        "authored_by: Ann\n",
        "authored_by: Ann\ndenominator: [{sum: visits}]\n",
        "denominator",
        "metric_terms",
        "no denominator",
    ),
    (COUNT, "kind: count", "kind: ratio", "kind: ratio", "metric_terms", "needs a denominator"),
    (
        COUNT,
        "kind: count",
        "kind: last_value",
        "kind: last_value",
        "metric_additive",
        "kind: count",
    ),
    (MEAN, "kind: weighted_mean", "kind: last_value", "numerator", "metric_terms", "one `sum"),
    (MEAN, "product: [mean_stay, visits]", "sum: visits", "numerator", "metric_terms", "products"),
    (MEAN, "decimals: 2", "decimals: 10", "decimals", "decimals", "0 to 9"),
    (
        GOALS,
        "metric: all_visits",
        "metric: al_visits",
        "al_visits",
        "unknown_reference",
        "“all_visits”?",
    ),
    (
        GOALS,
        "outcome: open_doors",
        "outcome: doors",
        "outcome: doors",
        "unknown_reference",
        "outcome",
    ),
    (GOALS, "kind: reach", "kind: reech", "reech", "unknown_value", "“reach”"),
    (GOALS, "every: quarter", "every: week", "week", "unknown_value", "quarter"),
    (GOALS, "every: quarter", "every: month", "2024-Q1", "period", "month"),
    (GOALS, '"2026-Q4"', '"2023-Q4"', "target", "dates_order", "not after"),
    (
        GOALS,
        "next_review: 2026-10-01",
        "next_review: 2024-01-01",
        "next_review",
        "dates_order",
        "not after",
    ),
    (GOALS, "value: 150.5", "value: 99", "target", "goal_direction", "other way"),
    (
        GOALS,
        "contributing_metrics: [stay]",
        "contributing_metrics: [all_visits]",
        "contributing",
        "repeated",
        "itself",
    ),
    (
        GOALS,
        "{who: Everybody, where: Harbour Town}",
        "{who: Girls, boys, where: Town}",
        "population",
        "unknown_key",
        "“boys”",
    ),
    (GOALS, "    owner: The office\n", "", "id: more_visits", "missing_key", "owner"),
    (SETBACKS, "metrics: [all_visits]", "metrics: [all]", "[all]", "unknown_reference", "metric"),
    (SETBACKS, "visibility: public", "visibility: open", "open", "unknown_value", "partners"),
    (SETBACKS, '"2025-02"', '"2025-13"', "2025-13", "period", "month"),
    (
        SETBACKS,
        "setback: closed_doors",
        "setback: closed_door",
        "closed_door,",
        "unknown_reference",
        "“closed_doors”?",
    ),
    (SETBACKS, "outcome: helped", "outcome: helpful", "helpful", "unknown_value", "“helped”"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "rule", "words"),
    CASES,
    ids=[f"{case[0].split('/')[-1][:-5]}-{case[4]}-{n}" for n, case in enumerate(CASES)],
)
def test_one_change_is_found_at_its_line(  # noqa: PLR0917 - the columns of a table
    file: str, old: str, new: str, place: str, rule: str, words: str
) -> None:
    """Each thing a sound agenda does not say is named with file, line and what was meant."""
    found = problems_of(file, old, new)
    matching = [problem for problem in found if problem.rule == rule and problem.file == file]
    assert any(words in problem.message for problem in matching), [str(p) for p in found]
    assert line_of(changed(AGENDA[file], old, new), place) in {p.line for p in matching}, found


def test_a_share_is_a_fraction() -> None:
    """A goal on a ratio is written 0.7 and not 70."""
    ratio = changed(AGENDA[COUNT], "kind: count", "kind: ratio") + "denominator: [{sum: visits}]\n"
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(**{COUNT: ratio})
    assert {problem.rule for problem in broken.value.problems} == {"goal_value"}
    assert {problem.file for problem in broken.value.problems} == {GOALS, PARTNERSHIP}


def test_a_partners_own_share_is_a_fraction() -> None:
    """A target of its own on a ratio is written 0.7 and not 70."""
    ratio = changed(AGENDA[COUNT], "kind: count", "kind: ratio") + "denominator: [{sum: visits}]\n"
    goals = changed(changed(AGENDA[GOALS], "value: 100", "value: 0.1"), "150.5", "0.2")
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(**{COUNT: ratio, GOALS: goals})
    assert [(p.rule, p.file) for p in broken.value.problems] == [("goal_value", PARTNERSHIP)]


def test_a_goal_is_judged_on_periods_that_are_reported() -> None:
    """A goal cannot be judged more often than its metric's contract reports."""
    quarterly = changed(CONTRACT, "kind: month, how", "kind: quarter, how")
    quarterly = changed(quarterly, 'examples: ["2026-03"]', 'examples: ["2026-Q1"]')
    reports = changed(
        AGENDA[PARTNERSHIP],
        'reports: [{contract: visits, from: "2024-01", until: "2025-12"}]',
        "reports: [visits]",
    )
    goals = changed(AGENDA[GOALS], "every: quarter", "every: month")
    goals = changed(changed(goals, "2024-Q1", "2024-01"), "2026-Q4", "2026-12")
    files = {
        PARTNERSHIP: reports,
        GOALS: goals,
        COUNT: changed(AGENDA[COUNT], '"2025-01"', '"2025-Q1"'),
    }
    with pytest.raises(DefinitionsBroken) as broken:
        parsed({"visits": parse_contract(quarterly, CONTRACT_FILE)}, **files)
    assert [(p.rule, p.message) for p in broken.value.problems] == [
        ("period", "“all_visits” is reported by quarter, not by month.")
    ]


def test_published_figures_come_under_the_backbones_contracts() -> None:
    """Partners do not report under a contract the backbone loads, and its metrics are published."""
    backbone = {"visits": small_contract("loadedBy, value: partner", "loadedBy, value: backbone")}
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(backbone)
    assert {(p.rule, p.file) for p in broken.value.problems} == {
        ("reports_contract", PARTNERSHIP), ("metric_source", COUNT), ("metric_source", MEAN),
    }  # fmt: skip


def test_a_goal_and_its_metric_serve_one_outcome() -> None:
    """A goal cannot borrow the metric of another outcome."""
    partnership = AGENDA[PARTNERSHIP] + "  - {id: calm, title: C, statement: S., domain: d}\n"
    goals = changed(AGENDA[GOALS], "outcome: open_doors", "outcome: calm")
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(**{PARTNERSHIP: partnership, GOALS: goals})
    assert [p.rule for p in broken.value.problems] == ["goal_outcome"]


@pytest.mark.parametrize(
    ("file", "rule", "words"),
    [
        ("agenda/goal.yaml", "unknown_file", "Did you mean “goals.yaml”?"),
        ("agenda/notes.yaml", "unknown_file", "Nothing reads this file"),
    ],
)
def test_a_file_nobody_reads_is_told(file: str, rule: str, words: str) -> None:
    """A YAML file that would be passed over in silence is named."""
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(**{file: "a: 1\n"})
    (problem,) = broken.value.problems
    assert (problem.file, problem.rule) == (file, rule)
    assert words in problem.message


def test_an_agenda_needs_a_partnership() -> None:
    """Without partnership.yaml there is no agenda."""
    with pytest.raises(DefinitionsBroken) as broken:
        parse_agenda({COUNT: AGENDA[COUNT]}, CONTRACTS)
    assert [problem.rule for problem in broken.value.problems] == ["missing_file"]


def test_broken_yaml_is_told_for_every_file() -> None:
    """Files that are not YAML are all named before anything refers to them."""
    with pytest.raises(DefinitionsBroken) as broken:
        parsed(**{PARTNERSHIP: "a: [", GOALS: "a:\n\t- b"})
    assert [(p.file, p.rule) for p in broken.value.problems] == [
        (GOALS, "yaml_syntax"),
        (PARTNERSHIP, "yaml_syntax"),
    ]
