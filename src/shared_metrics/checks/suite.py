"""A contract's rules -> a stock Great Expectations suite, in the units of the typed table.

Bounds are brought to the column's scale, so that whole numbers are compared with whole numbers.
Whether a cell is filled is asked of the text as written, so that a declared missing mark counts
as an answer and a cell that did not type is not told to be empty as well.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import great_expectations as gx
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.expectations.row_conditions import Column as Named

from shared_metrics.contracts.conditions import Comparison, parse_condition
from shared_metrics.contracts.model import Column, ColumnType, Contract, Role, Rule
from shared_metrics.findings import Level
from shared_metrics.observations import PERIOD

_SEVERITY = {Level.FIX: "critical", Level.CHECK: "warning", Level.NOTE: "info"}
_ANSWERED = "expect_column_values_to_not_be_null"
_BETWEEN = "expect_column_values_to_be_between"


def as_written(column: str) -> str:
    """The judged frame's name for a column's text."""
    return f"{column} as written"


@dataclass(frozen=True, slots=True)
class Rescaled:
    """A column the judged frame holds once more, with more decimals, to compare two scales."""

    name: str
    column: str
    factor: int


@dataclass(frozen=True, eq=False)
class ContractSuite:
    """The suite, what the judged frame must hold besides the typed columns, and rules left out.

    `broken`: rules that cannot even be built, with why; they do not stop the others.
    """

    suite: gx.ExpectationSuite
    rescaled: tuple[Rescaled, ...]
    broken: tuple[tuple[Rule, str], ...]


def contract_suite(contract: Contract) -> ContractSuite:
    """Every rule of the contract that is judged row by row or on the whole table.

    Each expectation's `meta` holds `rule` (our id), `columns` (contract names) and `level`.
    """
    rescaled: dict[str, Rescaled] = {}
    broken: list[tuple[Rule, str]] = []
    configurations = [*_column_rules(contract), *_key_rule(contract)]
    expectations = [configuration.to_domain_obj() for configuration in configurations]
    for rule in contract.rules:
        try:
            expectations.append(_from_rule(rule, contract, rescaled).to_domain_obj())
        except Exception as why:  # noqa: BLE001 # a bad rule is told, and stops nothing else
            broken.append((rule, str(why)))
    suite = gx.ExpectationSuite(f"{contract.id}.{contract.version}", expectations)
    return ContractSuite(suite, tuple(rescaled.values()), tuple(broken))


def _expectation(
    kind: str, rule: str, columns: Iterable[str], level: Level, **kwargs: object
) -> ExpectationConfiguration:
    meta = {"rule": rule, "columns": list(columns), "level": level.value}
    return ExpectationConfiguration(type=kind, kwargs=kwargs, meta=meta, severity=_SEVERITY[level])


# -- rules that the columns themselves declare ---
def _column_rules(contract: Contract) -> Iterator[ExpectationConfiguration]:
    for column in contract.columns:
        for kind, rule, kwargs in _declared(column, contract):
            yield _expectation(kind, rule, [column.name], Level.FIX, **kwargs)


def _declared(column: Column, contract: Contract) -> Iterator[tuple[str, str, dict[str, object]]]:
    name: dict[str, object] = {"column": column.name}
    if column.required:
        yield _ANSWERED, "required", {"column": as_written(column.name)}
    if column.enum:
        values = [value.value for value in column.enum]
        breakdown = contract.breakdown_of.get(column.name)
        total = [breakdown.total] if breakdown and breakdown.total is not None else []
        yield (
            "expect_column_values_to_be_in_set",
            "not_in_list",
            name | {"value_set": list(dict.fromkeys([*values, *total]))},
        )
    if column.pattern:
        kwargs = name | {"regex": column.pattern}
        yield "expect_column_values_to_match_regex", "wrong_pattern", kwargs
    if column.min_length is not None or column.max_length is not None:
        kwargs = name | {"min_value": column.min_length, "max_value": column.max_length}
        yield "expect_column_value_lengths_to_be_between", "wrong_length", kwargs
    yield from _ranges(column)
    if column.unique:
        yield "expect_column_values_to_be_unique", "not_unique", dict(name)


def _ranges(column: Column) -> Iterator[tuple[str, str, dict[str, object]]]:
    inclusive = _bounds(column.minimum, column.maximum, column, strict=False)
    exclusive = _bounds(column.exclusive_minimum, column.exclusive_maximum, column, strict=True)
    for bounds in (inclusive, exclusive):
        if bounds:
            yield _BETWEEN, "out_of_range", {"column": column.name} | bounds


def _bounds(
    low: Decimal | None, high: Decimal | None, column: Column, *, strict: bool
) -> dict[str, object]:
    """Bounds as whole numbers of the column's scale, with the same meaning for its cells."""
    bounds: dict[str, object] = {}
    if low is not None:
        bounds["min_value"] = (math.floor if strict else math.ceil)(low.scaleb(column.scale))
    if high is not None:
        bounds["max_value"] = (math.ceil if strict else math.floor)(high.scaleb(column.scale))
    if bounds and strict:
        bounds |= {"strict_min": low is not None, "strict_max": high is not None}
    return bounds


def row_key(contract: Contract) -> list[str]:
    """The judged frame's columns that name one row of a file."""
    of_partners = contract.columns_in(Role.PARTNER) if contract.partner_column == "split" else ()
    names = [PERIOD, *contract.key, *(column.name for column in of_partners)]
    return list(dict.fromkeys(names))


def _key_rule(contract: Contract) -> Iterator[ExpectationConfiguration]:
    keys = row_key(contract)
    said = [*contract.period_source.columns, *(name for name in keys if name != PERIOD)]
    shown = list(dict.fromkeys(said))
    if len(keys) > 1:
        kind = "expect_compound_columns_to_be_unique"
        yield _expectation(kind, "duplicate_rows", shown, Level.FIX, column_list=keys)
    else:
        kind = "expect_column_values_to_be_unique"
        yield _expectation(kind, "duplicate_rows", shown, Level.FIX, column=PERIOD)


# -- rules written in the contract's quality section ---
def _from_rule(
    rule: Rule, contract: Contract, rescaled: dict[str, Rescaled]
) -> ExpectationConfiguration:
    kwargs = _kwargs(rule, contract, rescaled)
    return _expectation(rule.expectation, rule.id, rule.columns, rule.level, **kwargs)


def _kwargs(rule: Rule, contract: Contract, rescaled: dict[str, Rescaled]) -> dict[str, object]:
    kwargs = dict(rule.kwargs)
    kwargs.pop("condition_parser", None)
    if condition := kwargs.pop("row_condition", None):
        kwargs["row_condition"] = _row_condition(str(condition), contract)
    for translate in (_scale_bounds, _scale_sets, _scale_columns):
        kwargs |= translate(rule, kwargs, contract, rescaled)
    if rule.expectation == _ANSWERED:
        kwargs["column"] = as_written(str(kwargs["column"]))
    return kwargs


def _row_condition(text: str, contract: Contract) -> Any:  # noqa: ANN401 # a GX condition
    conditions = [_condition(c, contract) for c in parse_condition(text)]
    whole = conditions[0]
    for condition in conditions[1:]:
        whole = whole & condition
    return whole


def _condition(comparison: Comparison, contract: Contract) -> Any:  # noqa: ANN401 # as above
    column = Named(comparison.column)
    if comparison.operator == "is null":
        return column.is_null()
    if comparison.operator == "is not null":
        return column.is_not_null()
    declared = contract.by_name[comparison.column]
    return _COMPARE[comparison.operator](column, _literal(comparison.value, declared))


_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": lambda column, value: column == value,
    "!=": lambda column, value: column != value,
    "<": lambda column, value: column < value,
    "<=": lambda column, value: column <= value,
    ">": lambda column, value: column > value,
    ">=": lambda column, value: column >= value,
}


def _literal(value: object, column: Column) -> object:
    """A value from the contract in the units of the typed table."""
    if column.is_number:
        scaled = Decimal(str(value)).scaleb(column.scale)
        return int(scaled) if scaled == scaled.to_integral_value() else float(scaled)
    if column.type is ColumnType.DATE:
        return dt.date.fromisoformat(str(value))
    if column.type is ColumnType.TIMESTAMP:
        return dt.datetime.fromisoformat(str(value))
    return value


_STRICT = {"min_value": "strict_min", "max_value": "strict_max"}


def _scale_bounds(
    rule: Rule, kwargs: Mapping[str, object], contract: Contract, _: dict[str, Rescaled]
) -> dict[str, object]:
    if rule.expectation != _BETWEEN:
        return {}
    column = contract.by_name[str(kwargs["column"])]
    given = {key: kwargs[key] for key in ("min_value", "max_value") if kwargs.get(key) is not None}
    if not column.is_number:
        return {key: _literal(value, column) for key, value in given.items()}
    scaled: dict[str, object] = {}
    for key, value in given.items():
        strict = bool(kwargs.get(_STRICT[key]))
        low = Decimal(str(value)) if key == "min_value" else None
        high = Decimal(str(value)) if key == "max_value" else None
        scaled[key] = _bounds(low, high, column, strict=strict)[key]
    return scaled


def _scale_sets(
    _rule: Rule, kwargs: Mapping[str, object], contract: Contract, _: dict[str, Rescaled]
) -> dict[str, object]:
    values = kwargs.get("value_set")
    if not isinstance(values, list):
        return {}
    column = contract.by_name[str(kwargs["column"])]
    return {"value_set": [_literal(value, column) for value in values]}


def _scale_columns(
    rule: Rule, kwargs: Mapping[str, object], contract: Contract, rescaled: dict[str, Rescaled]
) -> dict[str, object]:
    """Compared or added columns of different scales are all brought to the finest one."""
    keys = [key for key in ("column_A", "column_B") if key in kwargs]
    listed = kwargs.get("column_list")
    adds_up = rule.expectation == "expect_multicolumn_sum_to_equal"
    names = [str(kwargs[key]) for key in keys] or (listed if adds_up else None)
    if not isinstance(names, list):
        return {}
    columns = [contract.by_name[str(name)] for name in names]
    finest = max((c.scale for c in columns if c.is_number), default=0)
    same = [_at_scale(column, finest, rescaled) for column in columns]
    if keys:
        return dict(zip(keys, same, strict=True))
    total = Decimal(str(kwargs["sum_total"])).scaleb(finest)
    return {"column_list": same, "sum_total": int(total)}


def _at_scale(column: Column, scale: int, rescaled: dict[str, Rescaled]) -> str:
    if not column.is_number or column.scale == scale:
        return column.name
    name = f"{column.name} with {scale} decimals"
    rescaled[name] = Rescaled(name, column.name, 10 ** (scale - column.scale))
    return name
