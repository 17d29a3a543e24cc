"""Great Expectations' results -> findings that a person can act on."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from great_expectations.core.expectation_validation_result import ExpectationValidationResult

from shared_metrics.checks.cells import Problem, listed
from shared_metrics.checks.judged import JudgedTable, ready_suite
from shared_metrics.checks.words import changed_by_excel, looks_changed_by_excel, not_in_list
from shared_metrics.contracts.model import Column, Contract, Rule
from shared_metrics.findings import Finding, Level
from shared_metrics.observations import PERIOD

_ASK = "See the reporting guide, or ask the backbone what is meant."
_log = logging.getLogger(__name__)


def suite_findings(table: JudgedTable) -> Iterator[Finding]:
    """Every row that breaks a rule; rows whose cells did not type are not judged by it."""
    ready = ready_suite(table.contract)
    for rule, why in ready.built.broken:
        yield from _could_not_run(rule.id, why, rule.columns, table)
    for result in table.validate(ready).results:
        if not result.success:
            yield from _findings(result, table)


def _findings(result: ExpectationValidationResult, table: JudgedTable) -> Iterator[Finding]:
    meta = result.expectation_config.meta
    why = _why_broken(result)
    columns = [name for name in meta["columns"] if name in table.contract.by_name]
    if why:
        yield from _could_not_run(meta["rule"], why, columns, table)
        return
    declared = {rule.id: rule for rule in table.contract.rules}.get(meta["rule"])
    if "unexpected_index_list" not in result.result:
        yield from _about_table(result, declared, Level(meta["level"]))
        return
    rows = _judged_rows(result, columns, table)
    if not rows:
        return
    if declared is not None:
        yield from _declared_rule(declared, columns, rows, table)
    else:
        yield from _BUILT_IN[meta["rule"]](table, columns, rows)


def _why_broken(result: ExpectationValidationResult) -> str | None:
    told: Mapping[str, Any] = result.exception_info or {}
    return str(told.get("exception_message")) if told.get("raised_exception") else None


def _could_not_run(
    rule: str, why: str, columns: Sequence[str], table: JudgedTable
) -> Iterator[Finding]:
    known = [name for name in columns if name in table.contract.by_name]
    if any(table.unjudged(name) is None for name in known):
        return  # its column is not in the file: the rule waits
    _log.error("rule %s of %s could not run: %s", rule, table.contract.id, why)
    yield Finding(
        "rule_could_not_run",
        Level.FIX,
        f"The rule “{rule}” of the reporting guide could not be run.",
        fix="Tell the backbone: the guide needs mending, not your file.",
    )


def _about_table(
    result: ExpectationValidationResult, rule: Rule | None, level: Level
) -> Iterator[Finding]:
    if rule is not None:
        seen = result.result.get("observed_value")
        detail = f" There are {seen:,}." if isinstance(seen, int) and seen else ""
        yield Finding(rule.id, level, f"{rule.message}{detail}", fix=rule.fix or _ASK)


def _judged_rows(
    result: ExpectationValidationResult, columns: Sequence[str], table: JudgedTable
) -> list[int]:
    """Failing rows, without those where a cell of the rule has no certain value."""
    rows = pl.Series(result.result["unexpected_index_list"], dtype=pl.UInt32)
    only_filled = result.expectation_config.type == "expect_column_values_to_not_be_null"
    for name in columns[1:] if only_filled else columns:
        unjudged = table.unjudged(name)
        if unjudged is None:
            return []
        rows = rows.filter(~unjudged.gather(rows))
    if only_filled and columns[0] not in table.typed.read.cells.columns:
        return []
    return [int(row) for row in rows]


# -- rules of the contract ---
def _declared_rule(
    rule: Rule, columns: Sequence[str], rows: Sequence[int], table: JudgedTable
) -> Iterator[Finding]:
    shown = _shown_column(rule, columns)
    for row in rows:
        others = [name for name in columns if name != shown]
        detail = _beside(shown, others, row, table)
        message = f"{rule.message} {detail}".strip()
        problem = Problem(rule.id, message, rule.fix or _ASK, rule.level)
        yield table.typed.finding(row, shown, problem)


def _shown_column(rule: Rule, columns: Sequence[str]) -> str:
    """The cell people should look at first: the smaller-to-be of a pair, else the first."""
    return str(rule.kwargs.get("column_B") or (columns[0] if columns else PERIOD))


def _beside(shown: str, others: Sequence[str], row: int, table: JudgedTable) -> str:
    """What stands in the cells the rule compares: “Completed is 50, Enrolled is 42.”."""
    cells = table.typed.read.cells
    names = [name for name in (shown, *others) if name in cells.columns]
    if len(names) < 2:  # noqa: PLR2004 # one column: its cell is shown anyway
        return ""
    said = [
        f"{table.contract.by_name[name].title} is {cells[name][row] or 'empty'}" for name in names
    ]
    return ", ".join(said) + "."


# -- rules that columns declare ---
def _each(
    say: Callable[[str, Column], Problem],
) -> Callable[[JudgedTable, Sequence[str], Sequence[int]], Iterator[Finding]]:
    """Findings of a one-column rule; `say` gives what is wrong with a cell's text."""

    def findings(
        table: JudgedTable, columns: Sequence[str], rows: Sequence[int]
    ) -> Iterator[Finding]:
        column = table.contract.by_name[columns[0]]
        written = table.typed.read.cells[column.name]
        for row in rows:
            yield table.typed.finding(row, column.name, say(written[row] or "", column))

    return findings


def _required(_: str, column: Column) -> Problem:
    marks = ", ".join(f"“{mark}”" for mark in column.missing_marks or ())
    fix = f"Fill it in, or write {marks} if there is no number." if marks else "Fill it in."
    return Problem("required", f"{column.title} is empty.", fix)


def _out_of_range(written: str, column: Column) -> Problem:
    bounds = {
        "at least": column.minimum,
        "more than": column.exclusive_minimum,
        "at most": column.maximum,
        "less than": column.exclusive_maximum,
    }
    said = [f"{words} {bound:,f}" for words, bound in bounds.items() if bound is not None]
    unit = f" ({column.unit})" if column.unit else ""
    message = f"{column.title} is {written}; it must be {listed(said)}{unit}."
    return Problem("out_of_range", message, "Check the number and its unit.")


def _wrong_length(written: str, column: Column) -> Problem:
    bounds = {"at least": column.min_length, "at most": column.max_length}
    said = listed([f"{words} {bound}" for words, bound in bounds.items() if bound is not None])
    message = f"{column.title} has {len(written)} characters; it must have {said}."
    return Problem("wrong_length", message, "Write it as the reporting guide asks.")


def _wrong_pattern(written: str, column: Column) -> Problem:
    if looks_changed_by_excel(written):
        return changed_by_excel(written, column)
    example = f" such as {column.examples[0]}" if column.examples else ""
    message = f"“{written}” is not written as {column.title} must be{example}."
    return Problem("wrong_pattern", message, "Write it as the reporting guide asks.")


# -- rows that repeat another ---
def _not_unique(
    table: JudgedTable, columns: Sequence[str], rows: Sequence[int]
) -> Iterator[Finding]:
    column = table.contract.by_name[columns[0]]
    values = table.typed.columns[column.name].values if rows else None
    for row, others in _same_rows(pl.DataFrame([values]) if values is not None else None, rows):
        lines = _lines(others, table)
        message = f"{column.title} stands here and in {lines}; it must differ in every row."
        fix = "Correct one of them, or take it away."
        yield table.typed.finding(row, column.name, Problem("not_unique", message, fix))


def _duplicate_rows(
    table: JudgedTable, columns: Sequence[str], rows: Sequence[int]
) -> Iterator[Finding]:
    rows = _without_repeated_hour(table, rows)
    keys = table.keys() if rows else None
    titles = [table.contract.by_name[name].title for name in columns]
    shown = next((c for c in columns if c in table.typed.read.positions), None)
    for row, others in _same_rows(keys, rows):
        message = f"This row and {_lines(others, table)} have the same {listed(titles)}."
        fix = "Keep one row for each, with all its numbers."
        if shown is None:
            line = int(table.typed.lines[row])
            yield Finding("duplicate_rows", Level.FIX, message, line=line, fix=fix)
        else:
            yield table.typed.finding(row, shown, Problem("duplicate_rows", message, fix))


def _same_rows(keys: pl.DataFrame | None, rows: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Each failing row with the other failing rows of the same values."""
    if keys is None:
        return
    alike: dict[tuple[object, ...], list[int]] = {}
    values = keys[list(rows)].rows()
    for row, value in zip(rows, values, strict=True):
        alike.setdefault(value, []).append(row)
    for row, value in zip(rows, values, strict=True):
        others = [other for other in alike[value] if other != row]
        if others:
            yield row, others


def _lines(rows: Sequence[int], table: JudgedTable) -> str:
    lines = [str(table.typed.lines[row]) for row in rows]
    return f"line{'s' if len(lines) > 1 else ''} {listed(lines)}"


def _without_repeated_hour(table: JudgedTable, rows: Sequence[int]) -> list[int]:
    """Rows but those in the hour that autumn clocks show twice: it may stand there twice."""
    twice = table.shown_twice_by_clocks()
    return [row for row in rows if twice is None or not twice[row]]


_Builder = Callable[[JudgedTable, Sequence[str], Sequence[int]], Iterator[Finding]]
_BUILT_IN: Mapping[str, _Builder] = {
    "required": _each(_required),
    "out_of_range": _each(_out_of_range),
    "wrong_length": _each(_wrong_length),
    "wrong_pattern": _each(_wrong_pattern),
    "not_in_list": _each(not_in_list),
    "not_unique": _not_unique,
    "duplicate_rows": _duplicate_rows,
}


def waiting_rules(contract: Contract, found: Sequence[str]) -> tuple[str, ...]:
    """Rules of the contract that cannot be judged because a needed column is not in the file."""
    return tuple(
        rule.id
        for rule in contract.rules
        if any(name not in found and not contract.by_name[name].optional for name in rule.columns)
    )
