"""ODCS quality entries -> rules: stock Great Expectations types with real columns, or a note."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from shared_metrics.contracts.conditions import parse_condition
from shared_metrics.contracts.model import Rule
from shared_metrics.contracts.vendor import RULE_PROPERTIES, own_properties
from shared_metrics.documents import Fields, Table, did_you_mean, plain
from shared_metrics.findings import Level

SUPPORTED_EXPECTATIONS: Final[Mapping[str, frozenset[str]]] = {
    "expect_column_values_to_not_be_null": frozenset({"column"}),
    "expect_column_values_to_be_in_set": frozenset({"column", "value_set"}),
    "expect_column_values_to_be_between": frozenset(
        {"column", "min_value", "max_value", "strict_min", "strict_max"}
    ),
    "expect_column_values_to_match_regex": frozenset({"column", "regex"}),
    "expect_column_value_lengths_to_be_between": frozenset({"column", "min_value", "max_value"}),
    "expect_column_values_to_be_unique": frozenset({"column"}),
    "expect_compound_columns_to_be_unique": frozenset({"column_list", "ignore_row_if"}),
    "expect_column_pair_values_a_to_be_greater_than_b": frozenset(
        {"column_A", "column_B", "or_equal", "ignore_row_if"}
    ),
    "expect_column_pair_values_to_be_equal": frozenset({"column_A", "column_B", "ignore_row_if"}),
    "expect_table_row_count_to_be_between": frozenset({"min_value", "max_value"}),
    "expect_multicolumn_sum_to_equal": frozenset({"column_list", "sum_total", "ignore_row_if"}),
}
"""Each expectation a contract may use, with its arguments (all but the row condition)."""

QUALITY_RULES: Final[Mapping[str, str]] = {
    "quality_sql": "Rules in SQL are not run; they are written as great-expectations or as text.",
    "quality_engine": "Custom rules are run by great-expectations.",
    "quality_type": "A rule is of a supported type.",
    "quality_argument": "A rule has only arguments of its type.",
    "severity": "A severity is error (to fix), warning (to check) or info (a note).",
    "row_condition": "A row condition compares columns with values they can have.",
}
LEVEL_OF_SEVERITY: Final = {"error": Level.FIX, "warning": Level.CHECK, "info": Level.NOTE}
_CONDITION_KEYS: Final = frozenset({"row_condition", "condition_parser"})
_COLUMN_KEYS: Final = ("column", "column_A", "column_B", "column_list")
_OPERATORS: Final = (
    "mustBe", "mustNotBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan",
    "mustBeLessOrEqualTo", "mustBeBetween", "mustNotBeBetween",
)  # fmt: skip


def read_quality(entries: Iterator[Fields], column: str | None) -> Iterator[Rule | str]:
    """Rules to run, and notes (text) to show; `column`: the one the entries stand under."""
    for entry in entries:
        kind = entry.text("type", "library")
        rule = _READERS[kind](entry, column)
        if rule is not None:
            yield rule


def _read_text(entry: Fields, _: str | None) -> str:
    return entry.text("description")


def _refuse_sql(entry: Fields, _: str | None) -> None:
    entry.note(
        "type",
        "quality_sql",
        "SQL rules are not run here. Write the rule as `type: custom`, "
        "`engine: great-expectations`, or as `type: text` to show it only.",
    )


def _read_custom(entry: Fields, column: str | None) -> Rule | None:
    engine = entry.text("engine")
    if engine.replace("-", "").casefold() != "greatexpectations":
        message = f"Rules of the engine “{engine}” are not run; use great-expectations."
        entry.note("engine", "quality_engine", message)
        return None
    body = entry.mapping("implementation", "The implementation")
    if body is None:
        return None
    expectation = body.text("type")
    arguments = _arguments(body, column)
    for key in ("meta", "severity"):
        body.has(key)
    body.done()
    if not _is_supported(body, expectation, arguments):
        return None
    return _rule(entry, expectation, arguments)


def _arguments(body: Fields, column: str | None) -> dict[str, object]:
    node = body.node("kwargs")
    arguments = plain(node) if isinstance(node, Table) else {}
    own: dict[str, object] = {} if column is None else {"column": column}
    return own | (arguments if isinstance(arguments, dict) else {})


def _is_supported(body: Fields, expectation: str, arguments: Mapping[str, object]) -> bool:
    if expectation not in SUPPORTED_EXPECTATIONS:
        guess = did_you_mean(expectation, SUPPORTED_EXPECTATIONS)
        body.note("type", "quality_type", f"“{expectation}” is not supported.{guess}")
        return False
    known = SUPPORTED_EXPECTATIONS[expectation]
    unknown = [key for key in arguments if key not in known | _CONDITION_KEYS]
    for key in unknown:
        guess = did_you_mean(key, known)
        body.note("kwargs", "quality_argument", f"{expectation} has no “{key}”.{guess}")
    return not unknown


def _read_library(entry: Fields, column: str | None) -> Rule | None:
    metric = entry.text("metric")
    operators = [key for key in _OPERATORS if entry.has(key)]
    operator = operators[0] if operators else "mustBe"
    limit = entry.node(operator)
    value = plain(limit) if limit is not None else None
    if metric == "rowCount" and (bounds := _row_count(operator, value)) is not None:
        return _rule(entry, "expect_table_row_count_to_be_between", bounds)
    if metric == "nullValues" and column and (operator, value) == ("mustBe", 0):
        return _rule(entry, "expect_column_values_to_not_be_null", {"column": column})
    if metric == "duplicateValues" and column and (operator, value) == ("mustBe", 0):
        return _rule(entry, "expect_column_values_to_be_unique", {"column": column})
    entry.note(
        "metric",
        "quality_type",
        f"“{metric}” with “{operator}” is not run. Supported: rowCount; under a column, "
        "nullValues and duplicateValues with mustBe: 0.",
    )
    return None


def _row_count(operator: str, value: object) -> Mapping[str, object] | None:
    if not isinstance(value, int):
        return None
    bounds: Mapping[str, Mapping[str, object]] = {
        "mustBe": {"min_value": value, "max_value": value},
        "mustBeGreaterThan": {"min_value": value + 1},
        "mustBeGreaterOrEqualTo": {"min_value": value},
        "mustBeLessThan": {"max_value": value - 1},
        "mustBeLessOrEqualTo": {"max_value": value},
    }
    return bounds.get(operator)


def _rule(entry: Fields, expectation: str, arguments: Mapping[str, object]) -> Rule:
    severity = entry.text("severity", "error")
    if severity not in LEVEL_OF_SEVERITY:
        guess = did_you_mean(severity, LEVEL_OF_SEVERITY)
        entry.note("severity", "severity", f"A severity is error, warning or info.{guess}")
    return Rule(
        id=entry.text("id"),
        level=LEVEL_OF_SEVERITY.get(severity, Level.FIX),
        message=entry.text("description"),
        fix=_fix(entry),
        expectation=expectation,
        kwargs=arguments,
        columns=_columns(entry, arguments),
        line=entry.line,
    )


def _fix(entry: Fields) -> str | None:
    vendor = own_properties(entry, RULE_PROPERTIES, "A rule")
    return vendor.text_or_none("fix")


def _columns(entry: Fields, arguments: Mapping[str, object]) -> tuple[str, ...]:
    """Every column a rule looks at: in its arguments and in its row condition."""
    named: list[str] = []
    for key in _COLUMN_KEYS:
        value = arguments.get(key)
        named += value if isinstance(value, list) else [] if value is None else [str(value)]
    if "row_condition" in arguments:
        try:
            comparisons = parse_condition(str(arguments["row_condition"]))
        except ValueError as broken:
            entry.note("implementation", "row_condition", f"{broken}.")
        else:
            named += [comparison.column for comparison in comparisons]
    return tuple(dict.fromkeys(map(str, named)))


_READERS: Final[Mapping[str, Callable[[Fields, str | None], Rule | str | None]]] = {
    "text": _read_text,
    "sql": _refuse_sql,
    "custom": _read_custom,
    "library": _read_library,
}
