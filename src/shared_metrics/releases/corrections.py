"""Corrections: published figures that read otherwise than in the edition before."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from shared_metrics.disclosure import PublicTable
from shared_metrics.disclosure.public_table import CODED, STATUS
from shared_metrics.observations import PERIOD, VALUE
from shared_metrics.periods import Period, parse_period
from shared_metrics.releases.model import Correction

GONE: Final = "not_reported"
Place = tuple[str, ...]
NoteFor = Callable[[str, Period], str]


def corrections(
    before: Mapping[str, PublicTable], now: Mapping[str, PublicTable], note_for: NoteFor
) -> tuple[Correction, ...]:
    """What was published and now reads otherwise, in the order of the tables as they were.

    A figure shown for the first time is none, nor is a table the plan no longer has. `note_for`:
    metric id and period -> what readers are told about it.
    """
    return tuple(
        one
        for table_id, old in before.items()
        if table_id in now
        for one in _corrected(old, now[table_id], note_for)
    )


def _corrected(old: PublicTable, new: PublicTable, note_for: NoteFor) -> Iterator[Correction]:
    reads_now = dict(_readings(new))
    for place, (status, was) in _readings(old):
        _, now = reads_now.get(place, (GONE, GONE))
        if status == "published" and was != now:
            period, *groups = place
            yield Correction(
                old.id,
                period,
                dict(zip(old.by, groups, strict=True)),
                was,
                now,
                note_for(old.metric.id, parse_period(period, old.every)),
            )


def _readings(table: PublicTable) -> Iterator[tuple[Place, tuple[str, str]]]:
    """Period and groups of each cell -> its status and what readers see there."""
    for row in table.cells.iter_rows(named=True):
        place = tuple(row[name] for name in (PERIOD, *table.by))
        yield place, (row[STATUS], _reading(row[VALUE], row[CODED], row[STATUS]))


def _reading(value: float | None, coded: str | None, status: str) -> str:
    """As in the table's file: a number, its code, or the status word."""
    if value is not None:
        return str(int(value)) if value.is_integer() else repr(value)
    return coded or status
