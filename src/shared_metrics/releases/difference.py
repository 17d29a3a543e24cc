"""What a draft shows otherwise than the release before, table by table, for who decides."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared_metrics.disclosure import STATUS, PublicTable
from shared_metrics.observations import PERIOD
from shared_metrics.releases.model import Edition


@dataclass(frozen=True, slots=True)
class TableDifference:
    """`new`: figures shown for the first time; `corrected`: that read otherwise than before.

    `gone`: of these, those that are shown no more. `is_new`: the table was not there before.
    """

    table: str
    is_new: bool
    new: int
    corrected: int
    gone: int


def differences(before: Edition | None, now: Edition) -> tuple[TableDifference, ...]:
    """Every table of the draft, and tables that are no longer in the plan (all of them gone)."""
    old = before.tables if before else {}
    dropped = (_dropped(table) for name, table in old.items() if name not in now.tables)
    return (*(_difference(old.get(name), now, name) for name in now.tables), *dropped)


def _difference(old: PublicTable | None, now: Edition, name: str) -> TableDifference:
    corrected = [one for one in now.release.corrections if one.table == name]
    shown_before = set(_shown(old)) if old else set()
    shown = set(_shown(now.tables[name]))
    return TableDifference(
        name,
        old is None,
        len(shown - shown_before),
        len(corrected),
        len(shown_before - shown),
    )


def _dropped(table: PublicTable) -> TableDifference:
    return TableDifference(table.id, is_new=False, new=0, corrected=0, gone=len(set(_shown(table))))


def _shown(table: PublicTable) -> Iterator[tuple[str, ...]]:
    for row in table.cells.iter_rows(named=True):
        if row[STATUS] == "published":
            yield tuple(row[name] for name in (PERIOD, *table.by))
