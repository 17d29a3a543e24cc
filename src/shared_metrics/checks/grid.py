"""The times a full period must have, in local wall time: missing stretches, each told once."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import polars as pl

from shared_metrics.checks.cells import counted
from shared_metrics.checks.judged import JudgedTable
from shared_metrics.contracts.model import ExpectedGrid
from shared_metrics.findings import Finding
from shared_metrics.observations import PERIOD
from shared_metrics.periods import Period

_AT = "at"
_ROW = "row"


def grid_findings(
    table: JudgedTable, periods: tuple[Period, ...], today: dt.date
) -> Iterator[Finding]:
    """One finding for each stretch of missing times, and one for times off the grid."""
    grid = table.contract.grid
    if grid is None or grid.column not in table.typed.columns:
        return
    times = table.typed.columns[grid.column].values
    keys = [name for name in grid.per if name in table.typed.columns]
    rows = table.observations.select(PERIOD, *keys).with_columns(times.alias(_AT))
    rows = rows.with_row_index(_ROW).filter(pl.col(_AT).is_not_null())
    for period in periods:
        expected = wall_times(period, grid.minutes, table.contract.due.time_zone, today)
        of_period = rows.filter(pl.col(PERIOD) == period.text)
        whole: dict[tuple[object, ...], pl.DataFrame] = {(): of_period}
        each = of_period.partition_by(keys, as_dict=True, maintain_order=True) if keys else whole
        for key, group in each.items():
            for stretch in _missing(expected, group):
                yield _missing_finding(stretch, key, grid, table)
        yield from _off_grid(expected, of_period, grid, table)


def wall_times(period: Period, minutes: int, time_zone: str, today: dt.date) -> pl.Series:
    """Every wall time the clocks showed in the period, up to yesterday, each once and in order.

    An hour skipped in spring is not among them; an hour repeated in autumn is there once.
    """
    zone = ZoneInfo(time_zone)
    end_day = min(period.last_day + dt.timedelta(days=1), max(today, period.first_day))
    first, end = (
        dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
        for day in (period.first_day, end_day)
    )
    instants = pl.datetime_range(
        first, end, f"{minutes}m", closed="left", time_unit="us", time_zone="UTC", eager=True
    )
    walls = instants.dt.convert_time_zone(time_zone).dt.replace_time_zone(None)
    return walls.unique(maintain_order=True).sort().alias(_AT)


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: dt.datetime
    last: dt.datetime
    times: int
    after_row: int | None


def _missing(expected: pl.Series, rows: pl.DataFrame) -> list[_Stretch]:
    """Runs of expected times that no row has."""
    grid = expected.to_frame().with_row_index("n")
    there = rows.group_by(_AT).agg(pl.col(_ROW).last())
    known = grid.join(there, on=_AT, how="left", maintain_order="left")
    gaps = known.with_columns(before=pl.col(_ROW).forward_fill()).filter(pl.col(_ROW).is_null())
    runs = gaps.with_columns(run=(pl.col("n").diff() != 1).fill_null(value=True).cum_sum())
    found = runs.group_by("run", maintain_order=True).agg(
        pl.col(_AT).first().alias("first"),
        pl.col(_AT).last().alias("last"),
        pl.len().alias("times"),
        pl.col("before").first(),
    )
    return [
        _Stretch(row["first"], row["last"], row["times"], row["before"])
        for row in found.iter_rows(named=True)
    ]


def _missing_finding(
    stretch: _Stretch, key: tuple[object, ...], grid: ExpectedGrid, table: JudgedTable
) -> Finding:
    whose = f" for {', '.join(map(str, key))}" if key else ""
    span = (
        f"{stretch.first:%Y-%m-%d %H:%M}"
        if stretch.times == 1
        else f"{stretch.first:%Y-%m-%d %H:%M} to {stretch.last:%Y-%m-%d %H:%M}"
    )
    line = None if stretch.after_row is None else int(table.typed.lines[stretch.after_row])
    return Finding(
        "times_missing",
        grid.level,
        f"There are no rows{whose} at {span} ({counted(stretch.times, 'step')} of "
        f"{grid.minutes} minutes).",
        line=line,
        column=grid.column,
        cell=None if line is None else table.typed.read.cell_name(grid.column, line),
        fix="Add the rows, or say why they are missing.",
    )


def _off_grid(
    expected: pl.Series, rows: pl.DataFrame, grid: ExpectedGrid, table: JudgedTable
) -> Iterator[Finding]:
    last = expected.max()
    if not isinstance(last, dt.datetime):
        return
    end = last + dt.timedelta(minutes=grid.minutes)
    off = rows.filter((pl.col(_AT) < end) & ~pl.col(_AT).is_in(expected.implode()))
    if not off.height:
        return
    line = int(table.typed.lines[off[_ROW][0]])
    yield Finding(
        "times_off_grid",
        grid.level,
        f"{counted(off.height, 'row')} beside the steps of {grid.minutes} minutes, "
        f"the first at {off[_AT][0]:%Y-%m-%d %H:%M}.",
        line=line,
        column=grid.column,
        cell=table.typed.read.cell_name(grid.column, line),
        fix="Check the clock of the device, or say why they differ.",
    )
