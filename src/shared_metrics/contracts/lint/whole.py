"""What holds for a contract as a whole: its name, version, period, due day, key and grid."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from shared_metrics.contracts.model import ColumnType, Contract, PeriodSource, Role
from shared_metrics.documents import Items, Leaf, Notebook, Table, did_you_mean, line_at

WHOLE_RULES: Final[Mapping[str, str]] = {
    "file_name": "A contract's file is named <id>.odcs.yaml.",
    "version": "A version is three numbers, such as 1.0.0.",
    "status": "A status is proposed, draft, active, deprecated or retired.",
    "period_source": "The columns a period is read from exist and fit.",
    "due": "A due day is 1 to 31, and not years away.",
    "threshold": "The small-cell threshold is 0 to 1000.",
    "key": "The primary key holds every key and breakdown column, each in a place of its own.",
    "indicators": "A contract has at least one indicator.",
    "grid": "A grid names a timestamp column, minutes that divide a day, and key columns.",
    "partner_column": "There is at most one partner column, and `split` needs it.",
    "one_table": "A contract describes one table.",
    "not_read": "Nothing is said that no part of the program would read.",
}
CONTRACT_SUFFIX: Final = ".odcs.yaml"
MINUTES_OF_DAY: Final = 1440
_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_VERSION = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}")
_STATUSES: Final = ("proposed", "draft", "active", "deprecated", "retired")
_FIT: Final[Mapping[str, tuple[int, frozenset[ColumnType]]]] = {
    "period": (1, frozenset({ColumnType.STRING, ColumnType.DATE, ColumnType.INTEGER})),
    "date": (1, frozenset({ColumnType.DATE, ColumnType.TIMESTAMP})),
    "year_month": (2, frozenset({ColumnType.STRING, ColumnType.INTEGER})),
}
_Said = Iterator[tuple[str, str, str]]


def note_whole_problems(contract: Contract, tree: Table, notebook: Notebook) -> None:
    """Note what is wrong with the contract as a whole."""
    for look in _LOOKS:
        for place, rule, message in look(contract):
            notebook.add(_line(tree, place), rule, message)


def _line(tree: Table, place: str) -> int:
    """The line of a key at the top, or of one of our own properties."""
    listed = tree.nodes.get("customProperties")
    for entry in listed.nodes if isinstance(listed, Items) else ():
        named = entry.nodes.get("property") if isinstance(entry, Table) else None
        if isinstance(named, Leaf) and named.text == place:
            return named.line
    return line_at(tree, (place,) if place in tree.nodes else ("schema", 0, place))


def _names(contract: Contract) -> _Said:
    stem = PurePosixPath(PureWindowsPath(contract.file).as_posix()).name
    if not _SNAKE_CASE.fullmatch(contract.id):
        yield "id", "id", f"“{contract.id}” is not an id: small letters, digits and single “_”."
    elif stem != contract.id + CONTRACT_SUFFIX:
        message = f"The id is “{contract.id}”: name the file {contract.id}{CONTRACT_SUFFIX}."
        yield "id", "file_name", message
    if not _VERSION.fullmatch(contract.version):
        yield "version", "version", f"“{contract.version}” is not a version such as 1.0.0."
    if contract.status not in _STATUSES:
        guess = did_you_mean(contract.status, _STATUSES)
        yield "status", "status", f"A status is one of: {', '.join(_STATUSES)}.{guess}"
    if not 0 <= contract.small_cell_threshold <= 1000:  # noqa: PLR2004 - said in the rule
        yield "smallCellThreshold", "threshold", WHOLE_RULES["threshold"]


def _due(contract: Contract) -> _Said:
    due = contract.due
    if not 1 <= due.day <= 31:  # noqa: PLR2004 - the days of a month
        yield "due", "due", f"The due day {due.day} is not a day of a month (1 to 31)."
    if not 0 <= due.months_after <= 24:  # noqa: PLR2004 - two years are long enough
        yield "due", "due", "A file is due 0 to 24 months after its period (monthsAfter)."
    if not 0 <= due.grace_days <= 366:  # noqa: PLR2004 - a year is long enough
        yield "due", "due", "Days of grace are 0 to 366 (graceDays)."


def _period_source(contract: Contract) -> _Said:
    source = contract.period_source
    wanted, types = _FIT[source.how]
    if len(source.columns) != wanted:
        words = "one column" if wanted == 1 else "two columns, the year and the month"
        yield "period", "period_source", f"`how: {source.how}` takes {words}."
    for name in source.columns:
        column = contract.by_name.get(name)
        if column is None:
            guess = did_you_mean(name, contract.by_name)
            yield "period", "period_source", f"There is no column “{name}”.{guess}"
        elif column.type not in types:
            message = f"“{name}” is a {column.type}; `how: {source.how}` cannot read that."
            yield "period", "period_source", message
        elif column.optional:
            yield "period", "period_source", f"“{name}” says the period and cannot be optional."
    yield from _unused_period_columns(contract, source)


def _unused_period_columns(contract: Contract, source: PeriodSource) -> _Said:
    for column in contract.columns_in(Role.PERIOD):
        if column.name not in source.columns:
            message = f"“{column.name}” has the role period but `period` does not name it."
            yield "period", "period_source", message


def _key(contract: Contract) -> _Said:
    for column in contract.columns:
        if column.role in (Role.KEY, Role.BREAKDOWN) and column.name not in contract.key:
            message = f"“{column.name}” has the role {column.role} and belongs in the primary key."
            yield "properties", "key", message
    for name in contract.key:
        column = contract.by_name[name]
        if column.role in (Role.INDICATOR, Role.DETAIL):
            message = f"“{name}” is in the primary key but has the role {column.role}."
            yield "properties", "key", message
        if column.optional:
            yield "properties", "key", f"“{name}” is in the primary key and cannot be optional."
    if len(set(contract.key)) < len(contract.key):
        yield "properties", "key", "A column stands in the primary key twice."
    if not contract.indicators:
        yield "properties", "indicators", WHOLE_RULES["indicators"]


def _grid(contract: Contract) -> _Said:
    grid = contract.grid
    if grid is None:
        return
    column = contract.by_name.get(grid.column)
    if column is None or column.type is not ColumnType.TIMESTAMP:
        guess = did_you_mean(grid.column, contract.by_name)
        yield "grid", "grid", f"There is no timestamp column “{grid.column}”.{guess}"
    if grid.minutes < 1 or MINUTES_OF_DAY % grid.minutes:
        yield "grid", "grid", f"{grid.minutes} minutes do not divide a day."
    for name in grid.per:
        if name not in contract.key:
            guess = did_you_mean(name, contract.key)
            yield "grid", "grid", f"`per` names “{name}”, which is not a key column.{guess}"


def _partner_column(contract: Contract) -> _Said:
    columns = contract.columns_in(Role.PARTNER)
    if len(columns) > 1:
        names = " and ".join(f"“{column.name}”" for column in columns)
        yield "properties", "partner_column", f"{names} both have the role partner."
    if contract.partner_column == "split" and not columns:
        message = "`partnerColumn: split` needs a column with the role partner."
        yield "partnerColumn", "partner_column", message


_LOOKS: Final[tuple[Callable[[Contract], _Said], ...]] = (
    _names, _due, _period_source, _key, _grid, _partner_column,
)  # fmt: skip
