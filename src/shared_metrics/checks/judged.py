"""The frame a contract's suite looks at, and the suites kept ready for each contract."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

import polars as pl
from great_expectations.core.expectation_validation_result import (
    ExpectationSuiteValidationResult,
)

from shared_metrics.checks.cells import TypedColumn
from shared_metrics.checks.compiled import CompiledSuite
from shared_metrics.checks.suite import ContractSuite, as_written, contract_suite, row_key
from shared_metrics.checks.typed import TypedTable
from shared_metrics.contracts import part_schema
from shared_metrics.contracts.model import Column, ColumnType, Contract
from shared_metrics.observations import LINE, PERIOD

_KEPT = 64
_ready: OrderedDict[tuple[str, str], "ReadySuite"] = OrderedDict()
_lock = threading.Lock()

_TYPES: dict[ColumnType, pl.DataType] = {
    ColumnType.DATE: pl.Date(),
    ColumnType.TIMESTAMP: pl.Datetime("us"),
    ColumnType.BOOLEAN: pl.Boolean(),
}


@dataclass(frozen=True, eq=False)
class ReadySuite:
    """A contract's suite, built and planned once."""

    built: ContractSuite
    compiled: CompiledSuite


def ready_suite(contract: Contract) -> ReadySuite:
    """The contract's suite, from the shelf if it was built before; safe from any thread."""
    name = (contract.id, contract.sha256)
    with _lock:
        if name not in _ready:
            built = contract_suite(contract)
            _ready[name] = ReadySuite(built, CompiledSuite(built.suite))
            while len(_ready) > _KEPT:
                _ready.popitem(last=False)
        _ready.move_to_end(name)
        return _ready[name]


@dataclass(frozen=True, eq=False)
class JudgedTable:
    """The typed table with the period of each row, ready for the rules."""

    typed: TypedTable
    contract: Contract
    period: pl.Series

    @cached_property
    def observations(self) -> pl.DataFrame:
        """The table in the shape of a part, in file order: `contracts.part_schema`."""
        schema = part_schema(self.contract)
        series = {LINE: self.typed.lines, PERIOD: self.period}
        for name, kind in schema.items():
            if name not in series:
                series[name] = self._values(self.contract.by_name[name], kind)
        return pl.DataFrame(series, schema=schema)

    def _values(self, column: Column, kind: pl.DataType) -> pl.Series:
        if column.name in self.typed.columns:
            return self.typed.columns[column.name].values
        if column.name in self.typed.read.cells.columns:
            return self.period  # text that says the period
        return pl.repeat(None, len(self.typed.lines), dtype=kind, eager=True)

    def frame(self, suite: ContractSuite) -> pl.DataFrame:
        """What the suite looks at: typed columns, text as written, rescaled columns."""
        series = {PERIOD: self.period}
        for column in self.contract.columns:
            if column.name != PERIOD:
                kind = pl.Int64() if column.is_number else _TYPES.get(column.type, pl.String())
                series[column.name] = self._values(column, kind)
            series[as_written(column.name)] = self._written(column)
        for more in suite.rescaled:
            largest = (2**63 - 1) // more.factor
            values = series[more.column]
            fits = values.is_between(-largest, largest).fill_null(value=False)
            series[more.name] = values.set(~fits, None) * more.factor
        return pl.DataFrame(series)

    def _written(self, column: Column) -> pl.Series:
        """Text as written; a blank that means the total counts as filled."""
        cells = self.typed.read.cells
        if column.name not in cells.columns and self._says_period(column.name):
            return self.period
        if column.name not in cells.columns:
            return pl.repeat(None, len(self.typed.lines), dtype=pl.String, eager=True)
        typed = self.typed.columns.get(column.name)
        written = cells[column.name]
        if typed is not None and column.enum:
            return written.fill_null(typed.values)
        return written

    def _says_period(self, name: str) -> bool:
        """A column whose place the given period takes when it is not in the file."""
        return name in self.contract.period_source.columns

    def unjudged(self, name: str) -> pl.Series | None:
        """Rows whose cell did not type or holds a missing mark; None = all rows (no column)."""
        if name not in self.typed.read.cells.columns:
            return self.period.is_null() if self._says_period(name) else None
        typed: TypedColumn | None = self.typed.columns.get(name)
        if typed is not None:
            return typed.untyped | typed.marked
        return self.period.is_null()

    def keys(self) -> pl.DataFrame:
        """What names a row: the period and the contract's key columns."""
        ready = ready_suite(self.contract)
        return self.frame(ready.built).select(row_key(self.contract))

    def shown_twice_by_clocks(self) -> pl.Series | None:
        """Rows whose time stamp the clocks show twice in autumn; None when no key is a time."""
        for name in self.contract.key:
            if self.contract.by_name[name].type is not ColumnType.TIMESTAMP:
                continue
            if name not in self.typed.columns:
                return None
            zone = self.contract.due.time_zone
            values = self.typed.columns[name].values
            first = values.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
            second = values.dt.replace_time_zone(zone, ambiguous="latest", non_existent="null")
            return (first != second).fill_null(value=False)
        return None

    def validate(self, ready: ReadySuite) -> ExpectationSuiteValidationResult:
        """Great Expectations' verdict on this table."""
        return ready.compiled.validate(self.frame(ready.built))
