"""Headers matched with columns, as rows of the ledger, and what the trail says of them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace

import sqlalchemy as sa

from shared_metrics.ledger import tables
from shared_metrics.ledger.audit import AuditProblem, AuditRow
from shared_metrics.ledger.rows import plain
from shared_metrics.submissions import HeaderMatch

CONFIRM = "confirm_header_match"
FORGET = "forget_header_match"
_m = tables.header_matches


def read_matches(
    connection: sa.Connection, partner: str | None = None, contract: str | None = None
) -> list[HeaderMatch]:
    """Every match, forgotten ones too, oldest first; of one partner and contract when named."""
    query = sa.select(_m).order_by(_m.c.confirmed_at, _m.c.id)
    wanted = {"partner": partner, "contract": contract}
    query = query.where(*(_m.c[name] == value for name, value in wanted.items() if value))
    return [HeaderMatch(**row) for row in connection.execute(query).mappings()]


def write_match(connection: sa.Connection, match: HeaderMatch) -> HeaderMatch:
    """Writes a new match; returns it as it stands there."""
    kept = replace(match, header=plain(match.header))
    connection.execute(sa.insert(_m), [asdict(kept)])
    return kept


def end_match(connection: sa.Connection, match: HeaderMatch, by: str, now: dt.datetime) -> None:
    """Writes that a match no longer counts."""
    ended = {"forgotten_by": by, "forgotten_at": now}
    connection.execute(sa.update(_m).where(_m.c.id == match.id).values(ended))


def match_disagreements(
    trail: Iterable[AuditRow], matches: Iterable[HeaderMatch]
) -> Iterator[AuditProblem]:
    """Every match that is not what the trail says."""
    rows = list(trail)
    promised = {row.about: row.told for row in rows if row.act == CONFIRM}
    forgotten = {row.about: (row.actor, row.at) for row in rows if row.act == FORGET}
    for one in matches:
        expected = promised.pop(one.id, None)
        ended = (one.forgotten_by, one.forgotten_at) if one.forgotten_at else None
        if expected is None:
            told = f"{one.id} stands in the ledger but nobody confirmed it."
            yield AuditProblem("header_match_without_trail", told, about=one.id)
        elif expected != one.as_dict() or ended != forgotten.get(one.id):
            told = f"{one.id} was changed after it was written."
            yield AuditProblem("header_match_changed", told, about=one.id)
    for missing in promised:
        told = f"{missing} was confirmed but no longer stands in the ledger."
        yield AuditProblem("header_match_missing", told, about=missing)
