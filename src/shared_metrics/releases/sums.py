"""What a reader can check with the public files alone: sums that are all shown, goals' figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from shared_metrics.disclosure import REVISION_PENDING, SECTOR, STATUS, PublicTable, table_id
from shared_metrics.observations import PERIOD, VALUE
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.releases.model import Edition, ReleasedGoal

NOTHING: Final = "not_reported"
Figures = Mapping[str, float | None]  # period -> figure; None: not shown, or not exactly


def disagreements(edition: Edition) -> list[str]:
    """Visible figures that do not fit together, in words.

    Only counts add up; a sum is looked at where it and all its parts are shown.
    """
    found = [*_sectors(edition.tables.values()), *_longer_periods(edition.tables)]
    return [*found, *(told for goal in edition.release.goals for told in _goal(goal, edition))]


def _sectors(tables: Iterable[PublicTable]) -> Iterator[str]:
    """All sectors together are the whole partnership."""
    tables = list(tables)
    for table in tables:
        whole = next((t for t in tables if _same(t, table) and not t.by), None)
        if table.by == (SECTOR,) and whole is not None and table.metric.kind == "count":
            yield from _unequal(table.id, _summed(table), whole)


def _longer_periods(tables: Mapping[str, PublicTable]) -> Iterator[str]:
    """Months make quarters and years, where nothing else is between them."""
    for table in tables.values():
        if table.by or table.metric.kind != "count":
            continue
        for kind in PeriodKind:
            longer = tables.get(table_id(table.metric.id, kind, ()))
            if longer is not None and kind.months > table.every.months:
                yield from _unequal(table.id, _within(table, kind), longer)


def _same(one: PublicTable, other: PublicTable) -> bool:
    return (one.metric.id, one.every) == (other.metric.id, other.every)


def _summed(table: PublicTable) -> Figures:
    parts: dict[str, list[float | None]] = defaultdict(list)
    for row in table.cells.iter_rows(named=True):
        if row[STATUS] != NOTHING:
            parts[row[PERIOD]].append(None if row[REVISION_PENDING] else row[VALUE])
    return {period: _total(cells) for period, cells in parts.items()}


def _within(table: PublicTable, kind: PeriodKind) -> Figures:
    """Sums over each longer period all of whose periods stand in the table."""
    parts: dict[str, list[float | None]] = defaultdict(list)
    for text, figure in _figures(table).items():
        parts[parse_period(text, table.every).within(kind).text].append(figure)
    whole = kind.months // table.every.months
    return {text: _total(cells) for text, cells in parts.items() if len(cells) == whole}


def _figures(table: PublicTable) -> Figures:
    rows = table.cells.iter_rows(named=True)
    return {row[PERIOD]: None if row[REVISION_PENDING] else row[VALUE] for row in rows}


def _total(cells: Sequence[float | None]) -> float | None:
    known = [cell for cell in cells if cell is not None]
    return sum(known) if len(known) == len(cells) else None


def _unequal(table: str, sums: Figures, whole: PublicTable) -> Iterator[str]:
    for period, shown in _figures(whole).items():
        total = sums.get(period)
        if shown is not None and total is not None and round(total - shown, 6):
            yield f"{table} adds up to {total:g} in {period}, {whole.id} shows {shown:g}."


def _goal(goal: ReleasedGoal, edition: Edition) -> Iterator[str]:
    """What is said of a goal stands in its table."""
    if goal.table is None or goal.period is None:
        return
    table = edition.tables.get(goal.table)
    rows = table.cells.iter_rows(named=True) if table is not None else ()
    row = next((row for row in rows if row[PERIOD] == goal.period), None)
    of_table = goal.goal.kind != "cumulative"
    if row is None or row[STATUS] != "published" or (of_table and row[VALUE] != goal.value):
        yield f"What is said of “{goal.goal.title}” is not what {goal.table} shows."
