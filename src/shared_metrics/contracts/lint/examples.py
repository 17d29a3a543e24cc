"""Examples obey their own column's rules: they are what people copy."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

import polars as pl
from polars.exceptions import ComputeError

from shared_metrics.contracts.lint.columns import within_limits
from shared_metrics.contracts.model import Column, ColumnType, Contract
from shared_metrics.documents import Notebook, did_you_mean, parse_day
from shared_metrics.periods import parse_period

EXAMPLE_RULES: Final[Mapping[str, str]] = {
    "example": "An example obeys its own column's rules.",
}


def note_example_problems(contract: Contract, notebook: Notebook) -> None:
    """Note every example a file could not hold."""
    for column in contract.columns:
        for example in column.examples:
            for problem in _problems(example, column, contract):
                message = f"The example “{example}” of “{column.name}” {problem}"
                notebook.add(column.line, "example", message)


def _problems(example: str, column: Column, contract: Contract) -> Iterator[str]:
    source = contract.period_source
    if source.how == "period" and column.name in source.columns:
        yield from _period_problems(example, contract)
    elif column.is_number:
        yield from _number_problems(example, column)
    elif column.type is ColumnType.DATE and parse_day(example) is None:
        yield "is not a day such as 2026-03-31."
    elif column.type is ColumnType.TIMESTAMP and not _is_timestamp(example):
        yield "is not a time such as 2026-03-31 14:30."
    elif column.type is ColumnType.BOOLEAN and example not in ("true", "false"):
        yield "is not true or false."
    elif column.type is ColumnType.STRING:
        yield from _text_problems(example, column)


def _period_problems(example: str, contract: Contract) -> Iterator[str]:
    if parse_day(example) is not None:
        return
    try:
        parse_period(example, contract.period_kind)
    except ValueError:
        kind = contract.period_kind
        yield f"is not a {kind.replace('_', ' ')} such as {kind.example}."


def _is_timestamp(text: str) -> bool:
    try:
        return dt.datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return False


def _number_problems(example: str, column: Column) -> Iterator[str]:
    try:
        number = Decimal(example)
    except InvalidOperation:
        yield "is not a number."
        return
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        yield "is not a number."
    elif -exponent > column.scale:
        yield f"has more than {column.scale} decimals."
    elif not within_limits(number, column):
        yield "is outside the column's range."


def _text_problems(example: str, column: Column) -> Iterator[str]:
    values = [value.value for value in column.enum]
    if values and example not in values:
        yield f"is not one of the values.{did_you_mean(example, values)}"
    if column.min_length is not None and len(example) < column.min_length:
        yield f"is shorter than {column.min_length} characters."
    if column.max_length is not None and len(example) > column.max_length:
        yield f"is longer than {column.max_length} characters."
    if column.pattern is not None and not _matches(example, column.pattern):
        yield "does not match the pattern."


def _matches(text: str, pattern: str) -> bool:
    try:
        return bool(pl.Series([text]).str.contains(pattern)[0])
    except ComputeError:
        return True  # the pattern's own problem is told where it stands
