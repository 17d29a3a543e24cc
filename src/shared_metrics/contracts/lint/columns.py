"""What holds for one column."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from shared_metrics import observations
from shared_metrics.contracts.lint.patterns import pattern_problem
from shared_metrics.contracts.model import Breakdown, Column, ColumnType, Contract, Role
from shared_metrics.documents import Notebook, did_you_mean

COLUMN_RULES: Final[Mapping[str, str]] = {
    "column_name": "A column's name is in snake_case and not one the program uses itself.",
    "pattern": "A pattern is a regular expression without look-around or back-references.",
    "range": "A smallest value or length is not above the largest.",
    "scale": "A scale is 0 to 9, 0 for whole numbers, and the largest value still fits 64 bits.",
    "indicator": "An indicator is a number with a unit and what it counts.",
    "number_only": "Scale and counts are said of numbers only.",
    "enum_type": "Only a text column has a list of values.",
    "breakdown": "A breakdown lists its groups; its total is one of them; blank needs a total.",
    "missing_marks": "A missing mark is not something that can be reported.",
    "value_synonyms": "Synonyms belong to values of the column.",
}
MAX_SCALE: Final = 9
INT64_MAX: Final = 2**63 - 1
_TAKEN: Final = frozenset(
    {
        observations.LINE, observations.SUBMISSION, observations.NUMERATOR,
        observations.DENOMINATOR, observations.VALUE, observations.PARTNERS,
        observations.MISSING, "sector",
    }
)  # fmt: skip
_RESERVED_FOR: Final[Mapping[str, Role]] = {
    observations.PERIOD: Role.PERIOD,
    observations.PARTNER: Role.PARTNER,
}
_Said = Iterator[tuple[str, str]]


def note_column_problems(contract: Contract, notebook: Notebook) -> None:
    """Note what is wrong with single columns."""
    for column in contract.columns:
        for look in _LOOKS:
            for rule, message in look(column):
                notebook.add(column.line, rule, f"“{column.name}”: {message}")
        breakdown = contract.breakdown_of.get(column.name)
        for message in _breakdown_problems(column, breakdown):
            notebook.add(column.line, "breakdown", f"“{column.name}”: {message}")
    names = [column.name for column in contract.columns]
    for column in contract.columns:
        if names.count(column.name) > 1 and contract.by_name[column.name] is column:
            notebook.add(column.line, "column_name", f"Two columns are called “{column.name}”.")


def _name(column: Column) -> _Said:
    snake = column.name.isascii() and column.name.isidentifier() and column.name.islower()
    if not snake or column.name.startswith("_"):
        yield "column_name", "write the name in snake_case, such as follow_up_due."
    if column.name in _TAKEN:
        yield "column_name", "the program uses this name itself; choose another."
    role = _RESERVED_FOR.get(column.name)
    if role is not None and column.role is not role:
        yield "column_name", f"a column of this name has the role {role}."


def _ranges(column: Column) -> _Said:
    pairs = (
        (column.minimum, column.maximum),
        (column.exclusive_minimum, column.exclusive_maximum),
        (column.min_length, column.max_length),
    )
    for least, most in pairs:
        if least is not None and most is not None and least > most:
            yield "range", f"the smallest, {least}, is above the largest, {most}."
    if column.pattern is not None:
        problem = pattern_problem(column.pattern)
        if problem:
            yield "pattern", problem


def _scale(column: Column) -> _Said:
    if not 0 <= column.scale <= MAX_SCALE:
        yield "scale", f"the scale {column.scale} is not 0 to {MAX_SCALE}."
        return
    if column.scale and column.type is not ColumnType.NUMBER:
        yield "scale", f"a column of type {column.type} has no decimals; use `number`."
    limits = (column.minimum, column.maximum, column.exclusive_minimum, column.exclusive_maximum)
    for limit in limits:
        if limit is not None and abs(limit).scaleb(column.scale) > INT64_MAX:
            yield "scale", f"{limit} with {column.scale} decimals does not fit 64 bits."


def _kind(column: Column) -> _Said:
    if column.counts is not None and not column.is_number:
        yield "number_only", "`counts` is said of numbers only."
    if column.enum and column.type is not ColumnType.STRING:
        yield "enum_type", f"a column of type {column.type} has no list of values; use `string`."
    if column.role is Role.INDICATOR:
        missing = [key for key in ("unit", "counts") if getattr(column, key) is None]
        if not column.is_number:
            yield "indicator", "an indicator is of type integer or number."
        if missing:
            yield "indicator", f"an indicator needs {' and '.join(missing)}."


def _missing_marks(column: Column) -> _Said:
    allowed = {value.value for value in column.enum}
    for mark in column.missing_marks or ():
        if not mark.strip():
            yield "missing_marks", "a blank cell is not a mark."
        if mark in allowed or (column.is_number and _can_be_reported(mark, column)):
            yield "missing_marks", f"“{mark}” can be a real value and cannot mean “missing”."


def _can_be_reported(text: str, column: Column) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and within_limits(number, column)


def within_limits(number: Decimal, column: Column) -> bool:
    """Whether a number lies in the column's range."""
    return (
        (column.minimum is None or number >= column.minimum)
        and (column.maximum is None or number <= column.maximum)
        and (column.exclusive_minimum is None or number > column.exclusive_minimum)
        and (column.exclusive_maximum is None or number < column.exclusive_maximum)
    )


def _breakdown_problems(column: Column, breakdown: Breakdown | None) -> Iterator[str]:
    if breakdown is None:
        return
    if column.role is not Role.BREAKDOWN:
        yield f"`breakdown` is said but the role is {column.role}."
    values = [value.value for value in column.enum]
    if not values:
        yield "a breakdown lists its groups under `enum`."
    elif breakdown.total is not None and breakdown.total not in values:
        guess = did_you_mean(breakdown.total, values)
        yield f"the total “{breakdown.total}” is not one of the values.{guess}"
    elif not breakdown.parts:
        yield "a breakdown has at least one group besides the total."
    if breakdown.blank_is_total and breakdown.total is None:
        yield "`blankIsTotal` needs a `total`."
    if breakdown.blank_is_total and column.required:
        yield "a blank means the total, so the column cannot be required."
    if not breakdown.blank_is_total and not column.required:
        yield "a breakdown is required, or `blankIsTotal: true`."


_LOOKS: Final[tuple[Callable[[Column], _Said], ...]] = (
    _name, _ranges, _scale, _kind, _missing_marks,
)  # fmt: skip
