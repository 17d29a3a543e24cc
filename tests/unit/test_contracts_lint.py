# ruff: noqa: E501 - tables and YAML are read as they stand
import ast
import inspect
from pathlib import Path

import pytest

import shared_metrics
from definition_factories import CONTRACT, CONTRACT_FILE, changed, line_of
from shared_metrics.contracts import LINT_RULES, SUPPORTED_EXPECTATIONS, lint_contract
from shared_metrics.definitions import DEFINITION_RULES

BETWEEN = "type: expect_column_values_to_be_between"
KWARGS = "kwargs: {column: mean_stay, min_value: 0.25, max_value: 8}"
VISITS_ROLE = "          - {vendor: shared-metrics, property: unit, value: visits}\n"
PERIOD = "value: {kind: month, how: period, columns: [period]}"
BREAKDOWN = "value: {total: all, blankIsTotal: true, exclusive: true, exhaustive: true}"
AGE_KEY = "        primaryKey: true\n        primaryKeyPosition: 3\n"
GRID = "  - {vendor: shared-metrics, property: loadedBy, value: partner}\n"
COMPOUND = "type: expect_compound_columns_to_be_unique"

CASES = [
    # what is written, what is written instead, where the finding is, its rule, its words
    ("version: 1.2.3", "vresion: 1.2.3", "vresion", "unknown_key", "Did you mean “version”?"),
    ("    properties:", "    propertis:", "propertis", "unknown_key", "Did you mean “properties”?"),
    ("logicalType: date", "logicalTyp: date", "logicalTyp: date", "unknown_key", "“logicalType”"),
    ("severity: warning", "severty: warning", "severty", "unknown_key", "“severity”"),
    ("{synonym: site}", "{synonim: site}", "{synonim", "unknown_key", "“synonim”"),
    ("logicalType: date", "logicalType: dat", "logicalType: dat", "unknown_value", "“date”?"),
    ("apiVersion: v3.2.0", "apiVersion: v9", "apiVersion", "unknown_value", "v3.2.0"),
    ("{minimum: 0, maximum: 1000}", "{minimum: low}", "{minimum: low", "wrong_kind", "number"),
    ("{minimum: 0, maximum: 1000}", "{minLength: 3}", "{minLength: 3}", "unknown_key", "“minLength”"),
    ("{minimum: 0, maximum: 1000}", "{multipleOf: 3}", "{multipleOf", "unknown_key", "multipleOf"),
    ("version: 1.2.3", "version: 1.2", "version", "wrong_kind", "string"),
    ("version: 1.2.3", "version: 1.2.3-beta", "version", "version", "1.0.0"),
    ("        logicalType: date\n", "", "name: seen_on", "missing_key", "needs “logicalType”"),
    ("status: active", "status: activ", "status", "status", "Did you mean “active”?"),
    ("id: visits\n", "id: Visits\n", "id: Visits", "id", "small letters"),
    ("id: visits\n", "id: calls\n", "id: calls", "file_name", "calls.odcs.yaml"),
    ("property: grain", "property: grian", "grian", "vendor_property", "Did you mean “grain”?"),
    ("property: grain", "property: due", "property: due, value: {day", "vendor_property", "again"),
    (
        "vendor: shared-metrics, property: grain",
        "vendor: shared_metrics, property: grain",
        "shared_metrics",
        "vendor",
        "`vendor: shared-metrics`",
    ),
    ("vendor: shared-metrics, property: grain", "property: grain", "grain", "vendor", "needs"),
    ("role, value: key", "role, value: kye", "kye", "unknown_value", "Did you mean “key”?"),
    ("counts, value: events", "counts, value: event", "value: event}", "unknown_value", "“events”"),
    ("overlap, value: none", "overlap, value: non", "value: non}", "unknown_value", "“none”"),
    ("n/a: not_collected", "n/a: lost", "n/a: lost", "unknown_value", "not_collected"),
    (PERIOD, "value: {kind: week, columns: [period]}", "week", "unknown_value", "month"),
    (PERIOD, "value: {kind: month, columns: [perod]}", "perod", "period_source", "“period”?"),
    (PERIOD, "value: {kind: month, how: date, columns: [period]}", "how: date", "period_source", "string"),
    (PERIOD, "value: {kind: month, how: year_month, columns: [period]}", "year_month", "period_source", "two"),
    (PERIOD, "value: {kind: month, colums: [period], columns: [period]}", "colums", "unknown_key", "columns"),
    ("day: 10", "day: 0", "property: due", "due", "0 is not a day"),
    ("day: 10", "day: 32", "property: due", "due", "1 to 31"),
    ("monthsAfter: 1", "monthsAfter: 25", "property: due", "due", "0 to 24"),
    ("graceDays: 5", "graceDays: -1", "property: due", "due", "0 to 366"),
    ("Europe/Berlin", "Europe/Berlim", "Europe/Berlim", "time_zone", "Europe/Berlin"),
    (GRID, GRID + "  - {vendor: shared-metrics, property: smallCellThreshold, value: 1001}\n", "1001", "threshold", "1000"),
    (GRID, GRID + "  - {vendor: shared-metrics, property: partnerColumn, value: split}\n", "split", "partner_column", "role partner"),
    (GRID, GRID + "  - {vendor: shared-metrics, property: grid, value: {column: seen_on, minutes: 7, per: [plac]}}\n", "minutes: 7", "grid", "timestamp"),
    ("name: members", "name: Members", "name: Members", "column_name", "snake_case"),
    ("name: members", "name: partners", "name: partners", "column_name", "itself"),
    ("name: members", "name: partner", "name: partner\n", "column_name", "role partner"),
    ("name: members", "name: visits", "name: visits\n        description: Members", "column_name", "Two columns"),
    ("{synonym: site}", "{synonym: mean-stay}", "name: mean_stay", "header_names", "both “place” and “mean_stay”"),
    ("{synonym: site}", "{synonym: Number of Visits}", "name: visits\n        b", "header_names", "“place”"),
    ("{synonym: Standort,", "{synonym: Mean Stay,", "name: mean_stay", "header_names", "“place”"),
    ("{synonym: Standort, source: nordhaus}", "{synonym: SITE}", "name: place", "header_names", "twice"),
    ("{synonym: site}", "{synonym: '?!'}", "name: place", "header_names", "no letter"),
    ("value: young,", "value: old,", "name: age", "enum_values", "twice"),
    ("[grown-ups]", "[Under 25]", "name: age", "enum_values", "“young” and “old”"),
    ("{all: [total], old: [grown-ups]}", "{all: [total], odl: [x]}", "valueSynonyms", "value_synonyms", "“odl”"),
    ("examples: [young]", "examples: [yong]", "name: age", "example", "Did you mean “young”?"),
    ('examples: ["2026-03"]', 'examples: ["2026-Q1"]', "name: period", "example", "month"),
    ("examples: [town hall]", "examples: [T]", "name: place", "example", "shorter"),
    ("examples: [town hall]", "examples: [Town]", "name: place", "example", "pattern"),
    ('examples: ["12"]', 'examples: ["1001"]', "name: visits\n        b", "example", "range"),
    ('examples: ["12"]', 'examples: ["1.5"]', "name: visits\n        b", "example", "0 decimals"),
    ('examples: ["12"]', "examples: [many]", "name: visits\n        b", "example", "not a number"),
    ('examples: ["12"]', 'examples: ["NaN"]', "name: visits\n        b", "example", "not a number"),
    ('examples: ["1.25"]', 'examples: ["0"]', "name: mean_stay", "example", "range"),
    ('examples: ["2026-03-31"]', 'examples: ["31.3.2026"]', "name: seen_on", "example", "day"),
    ('"^[a-z ]+$"', '"[a-z"', "name: place", "pattern", "does not run"),
    ('"^[a-z ]+$"', '"^(?=a).*"', "name: place", "pattern", "look-ahead"),
    ('"^[a-z ]+$"', r"'(a)\1'", "name: place", "pattern", "back-references"),
    ("{minLength: 2, maxLength: 20,", "{minLength: 21, maxLength: 20,", "name: place", "range", "21"),
    ("{minimum: 0, maximum: 1000}", "{minimum: 13, maximum: 12}", "name: visits\n        b", "range", "13"),
    ("scale, value: 2", "scale, value: 10", "name: mean_stay", "scale", "0 to 9"),
    (VISITS_ROLE, VISITS_ROLE + VISITS_ROLE.replace("unit, value: visits", "scale, value: 1"), "name: visits\n        b", "scale", "no decimals"),
    ("maximum: 24.5", "maximum: 100000000000000000", "name: mean_stay", "scale", "64 bits"),
    (VISITS_ROLE, "", "name: visits\n        b", "indicator", "needs unit"),
    ("logicalType: date\n", "logicalType: date\n        enum: [{value: '2026-03-31'}]\n", "name: seen_on", "enum_type", "string"),
    (BREAKDOWN, BREAKDOWN.replace("total: all", "total: al"), "name: age", "breakdown", "“all”?"),
    (BREAKDOWN, "value: {blankIsTotal: true}", "name: age", "breakdown", "needs a `total`"),
    (BREAKDOWN, "value: {total: all}", "name: age", "breakdown", "required"),
    (BREAKDOWN, "value: {total: all, blank: true}", "blank: true", "unknown_key", "no key “blank”"),
    (BREAKDOWN, BREAKDOWN.replace("exclusive: true", "exclusive: yes"), "exclusive: yes", "wrong_kind", "true or false"),
    ("role, value: breakdown", "role, value: key", "name: age", "breakdown", "role is key"),
    ("n/a: not_collected", '"0": not_collected', "name: visits\n        b", "missing_marks", "“0”"),
    ("n/a: not_collected", '" ": not_collected', "name: visits\n        b", "missing_marks", "blank"),
    (AGE_KEY, "", "properties:", "key", "belongs in the primary key"),
    ("property: optional, value: true", "property: optional, value: maybe", "maybe", "wrong_kind", "true"),
    ("id: stay_usual", "id: stay_known", "id: stay_known\n        type: custom\n        engine: great-expectations\n        severity: warning", "rule_id", "two rules"),
    (KWARGS, KWARGS.replace("mean_stay", "mean_sty"), "id: stay_usual", "rule_columns", "“mean_stay”?"),
    (KWARGS, KWARGS.replace("mean_stay", "place"), "id: stay_usual", "rule_arguments", "string"),
    (KWARGS, "kwargs: {column: mean_stay}", "id: stay_usual", "rule_arguments", "min_value"),
    (KWARGS, "kwargs: {min_value: 1}", "id: stay_usual", "rule_arguments", "needs “column”"),
    (KWARGS, KWARGS.replace("0.25", "9"), "id: stay_usual", "rule_arguments", "above"),
    (KWARGS, KWARGS.replace("0.25", "low"), "id: stay_usual", "rule_arguments", "'low'"),
    (KWARGS, KWARGS.replace("min_value", "min_valu"), "kwargs: {column: mean_stay, min_valu:", "quality_argument", "“min_value”"),
    (KWARGS, KWARGS.replace("max_value: 8", "mostly: 0.9"), "mostly", "quality_argument", "mostly"),
    (BETWEEN, "type: expect_column_value_to_be_between", "expect_column_value_to", "quality_type", "expect_column_values_to_be_between"),
    (BETWEEN, "type: expect_column_values_to_be_null", "values_to_be_null", "quality_type", "not_be_null"),
    ("severity: warning", "severity: critical", "critical", "severity", "error, warning or info"),
    ("visits > 0 and", "visits >", "implementation", "row_condition", "not a condition"),
    ("visits > 0 and", "vists > 0 and", "id: stay_known", "rule_columns", "“visits”?"),
    ('age == "all"', 'age == "al"', "id: stay_known", "row_condition", "“all”?"),
    ("visits > 0 and", "visits > 'x' and", "id: stay_known", "row_condition", "integer"),
    ("type: text", "type: sql, query: select 1, mustBe: 0", "type: sql", "quality_sql", "great-expectations"),
    ("metric: rowCount, mustBeGreaterThan: 0", "metric: rowCount", "id: some_rows", "missing_key", "mustBe"),
    ("mustBeGreaterThan: 0", "mustBeGreaterThan: 0.5", "id: some_rows", "quality_type", "not run"),
    ("metric: rowCount, mustBeGreaterThan: 0", "metric: rowCount, mustBeBetween: [1, 2, 3]", "id: some_rows", "odcs_schema", "too long"),
    ("schema:\n", "team: {members: [{username: a, tags: b}]}\nschema:\n", "team", "wrong_kind", "array"),
    ("schema:\n", "servers: [{server: x, type: local, path: x, format: 3}]\nschema:\n", "servers", "wrong_kind", "format"),
    ("{id: door,", '{id: "do or",', 'id: "do or', "odcs_schema", "does not match"),
    ("at the front door only.}", "at the front door only., mustBe: 3}", "id: door", "unknown_key", "does not belong"),
    ("primaryKeyPosition: 3", "primaryKeyPosition: 2", "primaryKeyPosition: 2\n        examples: [young]", "key", "Another column"),
    ("metric: rowCount", "metric: invalidValues", "invalidValues", "quality_type", "rowCount"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "place", "rule", "words"),
    CASES,
    ids=[f"{c[3]}-{n}" for n, c in enumerate(CASES)],
)
def test_one_change_is_found_at_its_line(
    old: str, new: str, place: str, rule: str, words: str
) -> None:
    """Each thing a sound contract does not do is named with its line and what to do."""
    text = changed(CONTRACT, old, new)
    found = lint_contract(text, CONTRACT_FILE)
    matching = [problem for problem in found if problem.rule == rule]
    assert matching, [str(problem) for problem in found]
    assert any(words in problem.message for problem in matching), [str(p) for p in matching]
    assert line_of(text, place) in {problem.line for problem in matching}


def test_the_sound_contract_has_no_problem() -> None:
    """The contract all cases start from is sound."""
    assert lint_contract(CONTRACT, CONTRACT_FILE) == []


def test_one_cause_is_told_once() -> None:
    """A wrong value is told alone, though the schema calls its whole mapping's keys unknown."""
    text = changed(
        CONTRACT, "schema:\n", "servers: [{server: x, type: local, path: x, format: 3}]\nschema:\n"
    )
    assert [p.rule for p in lint_contract(text, CONTRACT_FILE)] == ["wrong_kind"]


def test_nothing_is_said_that_nobody_reads() -> None:
    """What the standard allows and we do not run is refused and not passed over."""
    for old, new, words in (
        ("    properties:", "    relationships: []\n    properties:", "Relationships"),
        (
            "      - name: seen_on\n",
            "      - name: seen_on\n        items: {name: x}\n",
            "items",
        ),
    ):
        found = lint_contract(changed(CONTRACT, old, new), CONTRACT_FILE)
        assert any(words in p.message for p in found), [str(p) for p in found]


def test_two_tables_are_refused() -> None:
    """A contract describes one table."""
    text = CONTRACT + "  - {name: other, properties: [{name: x, logicalType: string}]}\n"
    assert "one_table" in {p.rule for p in lint_contract(text, CONTRACT_FILE)}


def test_every_rule_id_is_in_the_table() -> None:
    """Each rule the source names has a sentence in the table, and each sentence a use."""
    used = set(_rule_ids_in_source())
    assert used - DEFINITION_RULES.keys() == set()
    assert DEFINITION_RULES.keys() - used == set()


def test_every_rule_has_a_sentence() -> None:
    """A rule's sentence says what holds."""
    assert all(sentence.endswith(".") for sentence in DEFINITION_RULES.values())
    assert LINT_RULES.keys() < DEFINITION_RULES.keys()


def test_supported_expectations_exist_in_great_expectations() -> None:
    """Each supported type is a stock expectation and takes the arguments we allow."""
    expectations = pytest.importorskip("great_expectations.expectations.core")
    for name, arguments in SUPPORTED_EXPECTATIONS.items():
        stock = getattr(expectations, "".join(word.capitalize() for word in name.split("_")), None)
        stock = stock or getattr(expectations, _class_name(name))
        assert arguments <= set(
            stock.model_fields if hasattr(stock, "model_fields") else stock.__fields__
        )
        assert inspect.isclass(stock)


def _class_name(name: str) -> str:
    return "".join({"a": "A", "b": "B"}.get(word, word.capitalize()) for word in name.split("_"))


def _rule_ids_in_source() -> list[str]:
    """Strings in the source that are exactly a rule id and stand outside the tables of rules."""
    root = Path(shared_metrics.__file__ or "").parent
    files = [
        p for part in ("documents", "contracts", "agenda") for p in (root / part).rglob("*.py")
    ]
    found: list[str] = []
    for file in [*files, root / "definitions.py"]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call | ast.Yield | ast.Tuple | ast.Subscript):
                found += [c.value for c in _strings(node) if c.value in DEFINITION_RULES]
    return found


def _strings(node: ast.AST) -> list[ast.Constant]:
    return [
        c
        for c in ast.iter_child_nodes(node)
        if isinstance(c, ast.Constant) and isinstance(c.value, str)
    ]
