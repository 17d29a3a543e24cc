"""Parts against totals, our sums against the file's own total row, and sums for the receipt."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import polars as pl

from shared_metrics.checks.cells import Problem
from shared_metrics.checks.judged import JudgedTable
from shared_metrics.checks.numbers import Separators, read_numbers
from shared_metrics.contracts.model import Breakdown, Column, Contract
from shared_metrics.findings import Finding, Level
from shared_metrics.observations import LINE, PERIOD

_ROW = "row"


def unscaled(value: int, column: Column) -> Decimal:
    """A stored whole number -> the number people know."""
    return Decimal(value).scaleb(-column.scale)


def shown(value: int, column: Column) -> str:
    """A stored whole number as people read it: `136,579`, `24.50`."""
    return f"{unscaled(value, column):,f}"


def summed_columns(contract: Contract) -> tuple[Column, ...]:
    """Indicators whose sums mean something."""
    return tuple(c for c in contract.indicators if c.is_number and c.additive_over_partners)


# -- parts against totals ---
def part_findings(table: JudgedTable) -> Iterator[Finding]:
    """Groups whose numbers do not agree with the total row of their breakdown."""
    contract = table.contract
    rows = table.observations.with_row_index(_ROW)
    for breakdown in contract.breakdowns:
        if breakdown.total is None or breakdown.column not in table.typed.columns:
            continue
        if rows[breakdown.column].eq(breakdown.total).any():
            yield from _disagreements(breakdown, rows, table)


def _disagreements(
    breakdown: Breakdown, rows: pl.DataFrame, table: JudgedTable
) -> Iterator[Finding]:
    columns = [c for c in summed_columns(table.contract) if c.name in table.typed.columns]
    groups = _parts_and_totals(breakdown, rows, table.contract, columns)
    wrong = {column.name: _disagrees(breakdown, column) for column in columns}
    some = groups.select(expression.any().alias(name) for name, expression in wrong.items())
    for column in columns:
        if some[column.name].any():
            seen = groups.filter(wrong[column.name]).sort("at")
            part_rows = _part_rows(breakdown, seen, rows, table.contract)
            for group in seen.iter_rows(named=True):
                yield _disagreement(breakdown, column, group, part_rows[group["at"]], table)


def _disagrees(breakdown: Breakdown, column: Column) -> pl.Expr:
    """Whether the parts are not what the total says.

    Where groups are declared exclusive and exhaustive, a group without a row counts as nobody, as
    it does when they are measured. A group whose number is missing proves nothing.
    """
    total, parts = pl.col(f"{column.name} total"), pl.col(f"{column.name} parts")
    largest, given = pl.col(f"{column.name} largest"), pl.col(f"{column.name} given")
    if breakdown.adds_up:
        complete = given == pl.col("sent")
        wrong = pl.when(complete).then(parts != total).otherwise(parts > total)
    else:
        wrong = parts > total if breakdown.exclusive else largest > total
    return (wrong & (given > 0)).fill_null(value=False)


def _other_dimensions(breakdown: Breakdown, contract: Contract) -> list[str]:
    dimensions = [b.column for b in contract.breakdowns if b.column != breakdown.column]
    names = dict.fromkeys([*contract.key, *dimensions])
    return [PERIOD, *(name for name in names if name not in (PERIOD, breakdown.column))]


def _parts_and_totals(
    breakdown: Breakdown, rows: pl.DataFrame, contract: Contract, columns: list[Column]
) -> pl.DataFrame:
    """For each group of other dimensions: the total row and what its parts come to.

    Groups with a repeated row are left out: their repetition is told already.
    """
    group = pl.col(breakdown.column)
    is_total, is_part = group == breakdown.total, group.is_in(breakdown.parts)
    figures = [
        figure
        for c in columns
        for figure in (
            pl.col(c.name).filter(is_total).first().alias(f"{c.name} total"),
            pl.col(c.name).filter(is_part).cast(pl.Int128).sum().alias(f"{c.name} parts"),
            pl.col(c.name).filter(is_part).max().alias(f"{c.name} largest"),
            pl.col(c.name).filter(is_part).count().alias(f"{c.name} given"),
        )
    ]
    at = pl.col(_ROW).filter(is_total).first().alias("at")
    sent = is_part.sum().alias("sent")
    once = (group.len() == group.n_unique()).alias("once")
    others = _other_dimensions(breakdown, contract)
    grouped = rows.group_by(others, maintain_order=True).agg(at, once, sent, *figures)
    return grouped.filter(pl.col("at").is_not_null() & pl.col("once"))


def _part_rows(
    breakdown: Breakdown, groups: pl.DataFrame, rows: pl.DataFrame, contract: Contract
) -> Mapping[int, list[int]]:
    """Row of the total -> rows of its parts."""
    others = _other_dimensions(breakdown, contract)
    parts = rows.filter(pl.col(breakdown.column).is_in(breakdown.parts))
    found = groups.select("at", *others).join(
        parts, on=others, nulls_equal=True, maintain_order="right"
    )
    listed = found.group_by("at").agg(_ROW)
    return dict(zip(listed["at"].to_list(), listed[_ROW].to_list(), strict=True))


def _disagreement(
    breakdown: Breakdown,
    column: Column,
    group: Mapping[str, object],
    part_rows: list[int],
    table: JudgedTable,
) -> Finding:
    dimension = table.contract.by_name[breakdown.column]
    total = shown(_whole(group[f"{column.name} total"]), column)
    how = "add up to" if breakdown.exclusive else "have one of"
    figure = "parts" if breakdown.exclusive else "largest"
    found = shown(_whole(group[f"{column.name} {figure}"]), column)
    message = (
        f"{column.title}: the total row says {total}, and its groups of "
        f"{dimension.title.lower()} {how} {found} ({_span(column, part_rows, table)})."
    )
    fix = "Correct the total or the groups, so that they agree."
    if len(part_rows) < len(breakdown.parts):
        fix += " A group without a row counts as nobody."
    problem = Problem("parts_disagree_with_total", message, fix)
    return table.typed.finding(_whole(group["at"]), column.name, problem)


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"a whole number is expected, not {value!r}")
    return value


def _span(column: Column, rows: list[int], table: JudgedTable) -> str:
    names = [table.typed.read.cell_name(column.name, int(table.typed.lines[row])) for row in rows]
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}, {len(names)} rows"


# -- the headline, for the receipt and for control totals ---
def headline_rows(rows: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """The rows that count everybody once: the total row of a breakdown, else its parts."""
    for breakdown in contract.breakdowns:
        if breakdown.total is None:
            continue
        is_total = (pl.col(breakdown.column) == breakdown.total).fill_null(value=False)
        others = _other_dimensions(breakdown, contract)
        rows = rows.filter(is_total | ~is_total.any().over(others))
    return rows


def headline_totals(rows: pl.DataFrame, contract: Contract) -> Mapping[str, Decimal]:
    """Indicator -> plain sum over the headline rows, unscaled; only where sums mean something."""
    counted = headline_rows(rows, contract)
    return {
        column.name: unscaled(total, column)
        for column in summed_columns(contract)
        if (total := _sum(counted[column.name])) is not None
    }


def _sum(values: pl.Series) -> int | None:
    """The exact sum, however large; None when there is no number."""
    kept = values.drop_nulls()
    if not len(kept):
        return None
    largest = max(abs(_whole(kept.min())), abs(_whole(kept.max())))
    return _whole(kept.sum()) if largest * len(kept) < 2**63 else sum(kept.to_list())


def control_findings(table: JudgedTable) -> Iterator[Finding]:
    """Total rows the file carried along, against our own sums."""
    controls = table.typed.read.control_totals
    if not controls.height:
        return
    observed = table.observations
    headline = headline_rows(observed, table.contract)
    separators = Separators(semicolons=False, decimal_comma_elsewhere=False)
    for column in summed_columns(table.contract):
        if column.name not in controls.columns or column.name not in table.typed.columns:
            continue
        if table.typed.columns[column.name].untyped.any():
            continue
        theirs = read_numbers(controls[column.name], column, separators).values
        ours = {_sum(observed[column.name]), _sum(headline[column.name])}
        for line, total in zip(controls[LINE], theirs, strict=True):
            if total is not None and total not in ours:
                yield _control_differs(line, column, total, _sum(headline[column.name]), table)


def _control_differs(
    line: int, column: Column, theirs: int, ours: int | None, table: JudgedTable
) -> Finding:
    sum_of_ours = shown(ours, column) if ours is not None else "nothing"
    total = shown(theirs, column)
    return Finding(
        "control_total_differs",
        Level.CHECK,
        f"{column.title}: our sum {sum_of_ours}, your total {total}.",
        line=line,
        column=column.name,
        cell=table.typed.read.cell_name(column.name, line),
        value=total,
        fix="Look for a row that is missing or counted twice, or say why they differ.",
    )
