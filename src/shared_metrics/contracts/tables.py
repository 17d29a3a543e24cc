"""The typed table of a judged file."""

import polars as pl

from shared_metrics.contracts.model import Column, ColumnType, Contract, Role
from shared_metrics.observations import LINE, PERIOD


def part_columns(contract: Contract) -> tuple[Column, ...]:
    """The contract's columns that a part keeps, in file order.

    All but a column named `period` (the canonical period stands there instead) and the
    partner column (the submission says whose the rows are).
    """
    return tuple(c for c in contract.columns if c.name != PERIOD and c.role is not Role.PARTNER)


def part_schema(contract: Contract) -> pl.Schema:
    """`line`, `period` (canonical text), then the contract's columns typed.

    Whole and decimal numbers are Int64, value x 10^scale; timestamps are naive wall time.
    """
    typed = {column.name: _dtype(column) for column in part_columns(contract)}
    return pl.Schema({LINE: pl.Int64(), PERIOD: pl.String(), **typed})


def _dtype(column: Column) -> pl.DataType:
    if column.is_number:
        return pl.Int64()
    return {
        ColumnType.DATE: pl.Date(),
        ColumnType.TIMESTAMP: pl.Datetime("us"),
        ColumnType.BOOLEAN: pl.Boolean(),
    }.get(column.type, pl.String())
