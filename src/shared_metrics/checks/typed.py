"""A read table -> a typed table: every column by its declared type, findings for what is not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from shared_metrics.checks.cells import Problem, TypedColumn, counted
from shared_metrics.checks.dates import read_dates, read_timestamps
from shared_metrics.checks.numbers import Separators, read_numbers, shows_decimal_comma
from shared_metrics.checks.words import read_words, read_yes_no
from shared_metrics.contracts.model import Column, ColumnType, Contract, Role
from shared_metrics.findings import Finding, Level
from shared_metrics.observations import LINE
from shared_metrics.reading import ReadTable


@dataclass(frozen=True, eq=False)
class TypedTable:
    """The file as understood; every series has a row per row of the file, in file order."""

    read: ReadTable
    lines: pl.Series
    columns: Mapping[str, TypedColumn]

    def findings(self) -> Iterator[Finding]:
        """What did not type, cell by cell, and one note for the rounded cells of a column."""
        for name, column in self.columns.items():
            yield from self._problems(name, column)

    def _problems(self, name: str, column: TypedColumn) -> Iterator[Finding]:
        written = self.read.cells[name]
        for row in column.untyped.arg_true().to_list():
            yield self.finding(row, name, column.problems[written[row]])

    def notes(self, contract: Contract) -> Iterator[Finding]:
        """One note for each column with rounded numbers, at the first of them."""
        for name, column in self.columns.items():
            if not column.notes:
                continue
            written = self.read.cells[name]
            rows = written.is_in(list(column.notes)).arg_true()
            first = written[int(rows[0])]
            declared = contract.by_name[name]
            message = (
                f"{declared.title} keeps {_decimals(declared.scale)}; "
                f"{counted(len(rows), 'number')} had more and were rounded, "
                f"here to {column.notes[first].message}."
            )
            yield self.finding(int(rows[0]), name, Problem("rounded", message, None, Level.NOTE))

    def finding(self, row: int, column: str, problem: Problem) -> Finding:
        """A finding about one cell: its line, its spreadsheet name, what stands there."""
        line = int(self.lines[row])
        return Finding(
            rule=problem.rule,
            level=problem.level,
            message=problem.message,
            line=line,
            column=column,
            cell=self.read.cell_name(column, line) if column in self.read.positions else None,
            value=self.read.cells[column][row] if column in self.read.cells.columns else None,
            fix=problem.fix,
        )


def _decimals(scale: int) -> str:
    return "whole numbers" if scale == 0 else counted(scale, "decimal")


def type_table(read: ReadTable, contract: Contract) -> TypedTable:
    """Type every column found; columns not in the file are left out."""
    separators = _separators(read, contract.columns)
    columns = {
        column.name: _type_column(read.cells[column.name], column, contract, separators)
        for column in contract.columns
        if column.name in read.cells.columns and not _stands_for_the_period(column, contract)
    }
    return TypedTable(read, read.cells[LINE], columns)


def _stands_for_the_period(column: Column, contract: Contract) -> bool:
    """Text that says the period is read by `whose_period`, not by its type."""
    is_text = column.type is ColumnType.STRING and not column.enum
    return is_text and (
        column.role is Role.PERIOD
        or (
            contract.period_source.how == "period" and column.name in contract.period_source.columns
        )
    )


def _separators(read: ReadTable, columns: Iterable[Column]) -> Separators:
    numbers = [c.name for c in columns if c.is_number and c.name in read.cells.columns]
    return Separators(
        semicolons=read.facts.delimiter == ";",
        decimal_comma_elsewhere=any(shows_decimal_comma(read.cells[name]) for name in numbers),
    )


def _type_column(
    text: pl.Series, column: Column, contract: Contract, separators: Separators
) -> TypedColumn:
    match column.type:
        case ColumnType.INTEGER | ColumnType.NUMBER:
            return read_numbers(text, column, separators)
        case ColumnType.DATE:
            return read_dates(text, column)
        case ColumnType.TIMESTAMP:
            return read_timestamps(text, column, contract.due.time_zone)
        case ColumnType.BOOLEAN:
            return read_yes_no(text, column)
        case ColumnType.STRING:
            return read_words(text, column, contract.breakdown_of.get(column.name))
