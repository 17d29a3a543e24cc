"""Releases as rows of the ledger, and what the trail says of them."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Final

import sqlalchemy as sa

from shared_metrics.ledger import tables
from shared_metrics.ledger.audit import AuditProblem, AuditRow
from shared_metrics.ledger.rows import plain
from shared_metrics.releases.states import ReleaseRow, State

RELEASES: Final = "releases"  # in the details of an audit row: what releases became, by key
_r = tables.releases


def read_releases(connection: sa.Connection) -> list[ReleaseRow]:
    """Every release, drafts that came to nothing too, in the order they were prepared."""
    rows = connection.execute(sa.select(_r).order_by(_r.c.prepared_at, _r.c.key)).mappings()
    return [ReleaseRow(**{**row, "state": State(row["state"])}) for row in rows]


def write_release(connection: sa.Connection, release: ReleaseRow) -> ReleaseRow:
    """Writes a new release, or what one became; returns it as it stands there."""
    kept = replace(
        release,
        reason=_plain(release.reason),
        note=_plain(release.note),
        second_person_reason=_plain(release.second_person_reason),
    )
    row = asdict(kept) | {"state": kept.state.value}
    changed = connection.execute(sa.update(_r).where(_r.c.key == kept.key).values(row)).rowcount
    if not changed:
        connection.execute(sa.insert(_r), [row])
    return kept


def _plain(text: str | None) -> str | None:
    return None if text is None else plain(text)


def release_disagreements(
    trail: Iterable[AuditRow], releases: Iterable[ReleaseRow]
) -> Iterator[AuditProblem]:
    """Every release that is not what the trail says it became."""
    promised: dict[str, object] = {}
    for row in trail:
        promised |= row.told.get(RELEASES, {})
    for one in releases:
        expected = promised.pop(one.key, None)
        if expected is None:
            told = f"{one.id} ({one.key}) stands in the ledger but nobody prepared it."
            yield AuditProblem("release_without_trail", told, about=one.id)
        elif expected != one.as_dict():
            told = f"{one.id} ({one.key}) was changed after it was written."
            yield AuditProblem("release_changed", told, about=one.id)
    for missing in promised:
        told = f"{missing} was prepared but no longer stands in the ledger."
        yield AuditProblem("release_missing", told, about=missing)
