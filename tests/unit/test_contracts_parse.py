# ruff: noqa: E501 - tables and YAML are read as they stand
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from definition_factories import CONTRACT, CONTRACT_FILE, changed, small_contract
from shared_metrics.contracts import (
    Breakdown,
    ColumnType,
    Contract,
    Due,
    PeriodSource,
    Role,
    Synonym,
    lint_contract,
    parse_contract,
)
from shared_metrics.errors import DefinitionsBroken
from shared_metrics.findings import Level
from shared_metrics.periods import PeriodKind, parse_period

REAL = sorted(Path("data_contracts").glob("*.odcs.yaml"))


def test_the_contract_as_a_whole() -> None:
    """A contract carries its id, version, texts, due day and where its period is written."""
    contract = small_contract()
    assert (contract.id, contract.version, contract.title) == ("visits", "1.2.3", "Visits")
    assert contract.description == "How many visits there were."
    assert contract.period_kind is PeriodKind.MONTH
    assert contract.period_source == PeriodSource("period", ("period",))
    assert contract.due == Due(day=10, months_after=1, grace_days=5, time_zone="Europe/Berlin")
    assert contract.grain == "one row per place and group"
    assert (contract.loaded_by, contract.partner_column) == ("partner", "must_match")
    assert contract.small_cell_threshold == 11
    assert contract.notes == ("Counted at the front door only.",)
    assert contract.file == CONTRACT_FILE
    assert len(contract.sha256) == 64


def test_columns_carry_what_is_said_of_them() -> None:
    """Type, role, limits, marks, scale and what may be added come from the file, exactly."""
    contract = small_contract()
    assert [c.name for c in contract.columns] == [
        "period", "place", "age", "visits", "members", "mean_stay", "seen_on",
    ]  # fmt: skip
    place, visits, stay = (contract.by_name[n] for n in ("place", "visits", "mean_stay"))
    assert (place.title, place.type, place.role) == ("Meeting place", ColumnType.STRING, Role.KEY)
    assert (place.min_length, place.max_length, place.pattern) == (2, 20, "^[a-z ]+$")
    assert place.synonyms == (Synonym("site"), Synonym("Standort", partner="nordhaus"))
    assert (visits.minimum, visits.maximum, visits.required) == (Decimal(0), Decimal(1000), True)
    assert (visits.counts, visits.overlap, visits.unit) == ("events", "none", "visits")
    assert visits.missing_marks == {"n/a": "not_collected"}
    assert (stay.scale, stay.exclusive_minimum, stay.maximum) == (2, Decimal(0), Decimal("24.5"))
    assert (stay.additive_over_partners, stay.additive_over_time) == (False, False)
    assert contract.by_name["members"].additive_over_partners
    assert not contract.by_name["members"].additive_over_time
    assert contract.by_name["members"].title == "Members"
    assert contract.by_name["seen_on"].optional
    assert contract.by_name["seen_on"].role is Role.DETAIL


def test_a_synonym_of_one_partner_counts_in_its_files_only() -> None:
    """A synonym with a source is a header of that partner's files and of no other."""
    place = small_contract().by_name["place"]
    assert place.headers_for("nordhaus") == ("place", "Meeting place", "site", "Standort")
    assert place.headers_for("suedhaus") == ("place", "Meeting place", "site")
    assert place.headers_for(None) == ("place", "Meeting place", "site")


def test_breakdowns() -> None:
    """A breakdown knows its total, its parts, and that a blank means the total."""
    contract = small_contract()
    assert contract.breakdowns == (
        Breakdown("age", "all", ("young", "old"), exclusive=True, exhaustive=True, blank_is_total=True),
    )  # fmt: skip
    old = contract.by_name["age"].enum[2]
    assert (old.value, old.label, old.synonyms) == ("old", "25 and older", ("grown-ups",))


def test_the_key_leaves_out_what_partner_and_period_say() -> None:
    """The key is the primary key in its order, without the period's own column."""
    assert small_contract().key == ("place", "age")


def test_a_timestamp_the_period_is_derived_from_stays_in_the_key() -> None:
    """Where the period is only derived from a time, the time itself still names the row."""
    text = changed(CONTRACT, "how: period, columns: [period]", "how: date, columns: [period]")
    text = changed(
        text,
        "        description: The month.\n        logicalType: string",
        "        description: The time.\n        logicalType: timestamp",
    )
    text = changed(text, '"2026-03"]', '"2026-03-01 00:15"]').replace("name: period", "name: at")
    text = text.replace("columns: [period]", "columns: [at]")
    assert parse_contract(text, CONTRACT_FILE).key == ("at", "place", "age")


def test_rules() -> None:
    """A rule keeps its stock type and arguments, and knows every column it looks at."""
    known, usual, rows = small_contract().rules
    assert (known.id, known.level, known.fix) == ("stay_known", Level.FIX, "Fill in the mean stay.")
    assert known.expectation == "expect_column_values_to_not_be_null"
    assert known.columns == ("mean_stay", "visits", "age")
    assert (usual.level, usual.kwargs["min_value"]) == (Level.CHECK, Decimal("0.25"))
    assert (rows.expectation, dict(rows.kwargs)) == (
        "expect_table_row_count_to_be_between",
        {"min_value": 1},
    )


def test_rules_under_a_column_are_about_it() -> None:
    """A rule under a column needs not name the column."""
    quality = (
        "        examples: [town hall]\n        quality:\n"
        "          - {id: place_given, metric: nullValues, mustBe: 0, description: No place.}\n"
        "          - {id: place_once, metric: duplicateValues, mustBe: 0, description: Twice.}\n"
        "          - id: place_long\n            type: custom\n            engine: greatExpectations\n"
        "            description: Too short.\n            implementation:\n"
        "              type: expect_column_value_lengths_to_be_between\n"
        "              kwargs: {min_value: 3}\n"
    )
    rules = small_contract("        examples: [town hall]\n", quality).rules[3:]
    assert [(rule.id, rule.expectation, rule.columns) for rule in rules] == [
        ("place_given", "expect_column_values_to_not_be_null", ("place",)),
        ("place_once", "expect_column_values_to_be_unique", ("place",)),
        ("place_long", "expect_column_value_lengths_to_be_between", ("place",)),
    ]


@pytest.mark.parametrize(
    ("operator", "bounds"),
    [
        ("mustBeGreaterThan: 3", {"min_value": 4}),
        ("mustBeGreaterOrEqualTo: 3", {"min_value": 3}),
        ("mustBeLessThan: 3", {"max_value": 2}),
        ("mustBeLessOrEqualTo: 3", {"max_value": 3}),
        ("mustBe: 3", {"min_value": 3, "max_value": 3}),
    ],
)
def test_row_counts(operator: str, bounds: dict[str, int]) -> None:
    """The standard's row count becomes the stock rule with the same bounds."""
    assert dict(small_contract("mustBeGreaterThan: 0", operator).rules[2].kwargs) == bounds


def test_other_vendors_are_left_alone() -> None:
    """Properties of another vendor are preserved by nobody and disturb nobody."""
    small_contract("schema:\n", "  - {vendor: zeenea, property: period, value: 7}\nschema:\n")


def test_the_same_text_has_the_same_hash() -> None:
    """The hash is of the file's text, so that receipts can name the contract exactly."""
    assert small_contract().sha256 == small_contract().sha256
    assert small_contract("1.2.3", "1.2.4").sha256 != small_contract().sha256


def test_a_layer_speaks_only_when_those_below_are_sound() -> None:
    """A file that is not ODCS is told so, without guesses of later layers."""
    text = changed(
        changed(CONTRACT, "version: 1.2.3\n", ""), "unit, value: visits", "unti, value: visits"
    )
    assert [problem.rule for problem in lint_contract(text, CONTRACT_FILE)] == ["missing_key"]


def test_parse_raises_every_problem() -> None:
    """All problems of a layer come in one error, sorted by line, with the file's name."""
    text = changed(CONTRACT, "version: 1.2.3", "version: one")
    text = changed(text, "day: 10", "day: 32")
    with pytest.raises(DefinitionsBroken) as broken:
        parse_contract(text, CONTRACT_FILE)
    assert [(p.rule, p.line) for p in broken.value.problems] == [("version", 5), ("due", 11)]
    assert f"{CONTRACT_FILE}:5: " in str(broken.value)


# --- the contracts that ship --------------------------------------------------------------


@pytest.fixture(params=REAL, ids=lambda path: path.name.split(".")[0])
def shipped(request: pytest.FixtureRequest) -> Contract:
    path: Path = request.param
    return parse_contract(path.read_text("utf-8"), str(path))


def test_six_contracts_ship() -> None:
    """Three contracts are the partners' and three the backbone's."""
    loaded = {c.stem.split(".")[0] for c in REAL}
    assert loaded == {
        "workforce_placements", "stem_participation", "congestion",
        "community_workforce", "community_stem", "community_congestion",
    }  # fmt: skip


def test_shipped_contracts_explain_themselves(shipped: Contract) -> None:
    """Every column has a title, a sentence and an example; every rule says what to do or why."""
    for column in shipped.columns:
        assert column.description.endswith("."), column.name
        assert column.title
        assert column.examples
    for rule in shipped.rules:
        assert rule.message.endswith("."), rule.id
        assert rule.fix or rule.id == "at_least_one_row"


def test_shipped_contracts_ask_about_the_unusual(shipped: Contract) -> None:
    """Every contract has a rule that asks for a reason, and one that keeps numbers consistent."""
    assert {rule.level for rule in shipped.rules} >= {Level.FIX, Level.CHECK}
    assert any("pair" in rule.expectation for rule in shipped.rules)


def test_shipped_indicators_forgive_a_gap(shipped: Contract) -> None:
    """Every indicator has a mark for “not collected”, so that nobody has to write 0."""
    for column in shipped.indicators:
        assert "not_collected" in (column.missing_marks or {}).values(), column.name


@pytest.mark.parametrize(
    ("contract", "period", "due", "closes"),
    [
        ("workforce_placements", "2026-03", dt.date(2026, 4, 10), dt.date(2026, 4, 15)),
        ("stem_participation", "2026-Q1", dt.date(2026, 4, 20), dt.date(2026, 4, 30)),
        ("congestion", "2026-12", dt.date(2027, 1, 10), dt.date(2027, 1, 15)),
        ("community_stem", "2024-25", dt.date(2025, 12, 31), dt.date(2026, 1, 31)),
    ],
)
def test_due_days(contract: str, period: str, due: dt.date, closes: dt.date) -> None:
    """A file is due on a day counted from the month its period ends in."""
    path = Path("data_contracts") / f"{contract}.odcs.yaml"
    parsed = parse_contract(path.read_text("utf-8"), str(path))
    when = parse_period(period, parsed.period_kind)
    assert (parsed.due.date_for(when), parsed.due.closes_on(when)) == (due, closes)
