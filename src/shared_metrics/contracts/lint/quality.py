"""What holds for rules: real columns of a fitting type, arguments that say something."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from shared_metrics.contracts.conditions import Comparison, parse_condition
from shared_metrics.contracts.lint.patterns import pattern_problem
from shared_metrics.contracts.model import Contract, Rule
from shared_metrics.documents import Notebook, did_you_mean

QUALITY_LINT_RULES: Final[Mapping[str, str]] = {
    "rule_id": "A rule's id is unique in its contract.",
    "rule_columns": "A rule names columns of the contract.",
    "rule_arguments": "A rule has the arguments its type needs, each of the right kind.",
}
_NUMBERS_ONLY: Final = frozenset(
    {
        "expect_column_pair_values_a_to_be_greater_than_b",
        "expect_multicolumn_sum_to_equal",
    }
)
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "expect_column_values_to_not_be_null": ("column",),
    "expect_column_values_to_be_in_set": ("column", "value_set"),
    "expect_column_values_to_be_between": ("column",),
    "expect_column_values_to_match_regex": ("column", "regex"),
    "expect_column_value_lengths_to_be_between": ("column",),
    "expect_column_values_to_be_unique": ("column",),
    "expect_compound_columns_to_be_unique": ("column_list",),
    "expect_column_pair_values_a_to_be_greater_than_b": ("column_A", "column_B"),
    "expect_column_pair_values_to_be_equal": ("column_A", "column_B"),
    "expect_table_row_count_to_be_between": (),
    "expect_multicolumn_sum_to_equal": ("column_list", "sum_total"),
}
_LISTS: Final = ("column_list", "value_set")
_NUMBERS: Final = ("min_value", "max_value", "sum_total")
_FLAGS: Final = ("or_equal", "strict_min", "strict_max")
_PAIR_IGNORES: Final = ("both_values_are_missing", "either_value_is_missing", "never")
_LIST_IGNORES: Final = ("all_values_are_missing", "any_value_is_missing", "never")
_Said = Iterator[tuple[str, str]]


def note_rule_problems(contract: Contract, notebook: Notebook) -> None:
    """Note what is wrong with the contract's rules."""
    seen: set[str] = set()
    for rule in contract.rules:
        if rule.id in seen:
            notebook.add(rule.line, "rule_id", f"There are two rules “{rule.id}”.")
        seen.add(rule.id)
        for kind, message in _problems(rule, contract):
            notebook.add(rule.line, kind, f"“{rule.id}”: {message}")


def _problems(rule: Rule, contract: Contract) -> _Said:
    unknown = [name for name in rule.columns if name not in contract.by_name]
    for name in unknown:
        guess = did_you_mean(name, contract.by_name)
        yield "rule_columns", f"there is no column “{name}”.{guess}"
    yield from _argument_problems(rule)
    if not unknown:
        yield from _type_problems(rule, contract)
        yield from _condition_problems(rule, contract)


def _argument_problems(rule: Rule) -> _Said:
    said = rule.kwargs
    for key in _NEEDED[rule.expectation]:
        if key not in said:
            yield "rule_arguments", f"{rule.expectation} needs “{key}”."
    if rule.expectation.endswith("_be_between") and not {"min_value", "max_value"} & said.keys():
        yield "rule_arguments", "say min_value, max_value or both."
    for key, value in said.items():
        if not _is_right_kind(key, value):
            yield "rule_arguments", f"“{key}” cannot be {value!r}."
    least, most = said.get("min_value"), said.get("max_value")
    if _is_number(least) and _is_number(most) and Decimal(str(least)) > Decimal(str(most)):
        yield "rule_arguments", "min_value is above max_value."
    problem = pattern_problem(str(said["regex"])) if "regex" in said else None
    if problem:
        yield "pattern", problem


def _is_right_kind(key: str, value: object) -> bool:
    if key in _LISTS:
        return isinstance(value, list) and bool(value)
    if key in _NUMBERS:
        return _is_number(value)
    if key in _FLAGS:
        return isinstance(value, bool)
    if key == "ignore_row_if":
        return value in (*_PAIR_IGNORES, *_LIST_IGNORES)
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _type_problems(rule: Rule, contract: Contract) -> _Said:
    arguments = rule.kwargs
    listed = arguments.get("column_list", ())
    names = [arguments.get(key) for key in ("column", "column_A", "column_B")]
    names += listed if isinstance(listed, list) else []
    columns = [contract.by_name[str(name)] for name in names if name is not None]
    between = rule.expectation == "expect_column_values_to_be_between"
    for column in columns:
        if (between or rule.expectation in _NUMBERS_ONLY) and not column.is_number:
            yield "rule_arguments", f"“{column.name}” is a {column.type} and not a number."
    if arguments.get("column_A") == arguments.get("column_B") is not None:
        yield "rule_arguments", "column_A and column_B are the same."


def _condition_problems(rule: Rule, contract: Contract) -> _Said:
    if "row_condition" not in rule.kwargs:
        return
    for comparison in parse_condition(str(rule.kwargs["row_condition"])):
        problem = _comparison_problem(comparison, contract)
        if problem:
            yield "row_condition", problem


def _comparison_problem(comparison: Comparison, contract: Contract) -> str | None:
    column, value = contract.by_name[comparison.column], comparison.value
    if value is None:
        return None
    if column.is_number != isinstance(value, Decimal):
        return f"“{column.name}” is a {column.type} and cannot be compared with {value!r}."
    values = [entry.value for entry in column.enum]
    if values and str(value) not in values:
        guess = did_you_mean(str(value), values)
        return f"“{value}” is not a value of “{column.name}”.{guess}"
    return None
