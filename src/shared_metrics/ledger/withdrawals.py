"""What was withdrawn from the public, as rows of the ledger, and what the trail says of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import sqlalchemy as sa

from shared_metrics.ledger import tables
from shared_metrics.ledger.audit import AuditProblem, AuditRow
from shared_metrics.ledger.rows import plain
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.submissions import Withdrawal

ACT = "withdraw_published"
_w = tables.withdrawals


def read_withdrawals(connection: sa.Connection) -> list[Withdrawal]:
    """Every withdrawal, oldest first."""
    rows = connection.execute(sa.select(_w).order_by(_w.c.withdrawn_at, _w.c.id)).mappings()
    found = []
    for row in rows:
        kind = PeriodKind(row["period_kind"])
        told = {name: row[name] for name in row if name != "period_kind"}
        told |= {name: parse_period(row[name], kind) for name in ("first", "last")}
        found.append(Withdrawal(**told))
    return found


def write_withdrawal(connection: sa.Connection, withdrawal: Withdrawal) -> Withdrawal:
    """Writes a new withdrawal; returns it as it stands there."""
    kept = replace(withdrawal, public_note=plain(withdrawal.public_note))
    row = {name: getattr(kept, name) for name in _w.c.keys() if name != "period_kind"}  # noqa: SIM118 - columns are no dictionary
    row |= {"first": kept.first.text, "last": kept.last.text, "period_kind": kept.first.kind.value}
    connection.execute(sa.insert(_w), [row])
    return kept


def withdrawal_disagreements(
    trail: Iterable[AuditRow], withdrawals: Iterable[Withdrawal]
) -> Iterator[AuditProblem]:
    """Every withdrawal that is not what the trail says."""
    promised = {row.about: row.told for row in trail if row.act == ACT}
    for one in withdrawals:
        expected = promised.pop(one.id, None)
        if expected is None:
            told = f"{one.id} stands in the ledger but nobody withdrew it."
            yield AuditProblem("withdrawal_without_trail", told, about=one.id)
        elif expected != one.as_dict():
            told = f"{one.id} was changed after it was written."
            yield AuditProblem("withdrawal_changed", told, about=one.id)
    for missing in promised:
        told = f"{missing} was withdrawn but no longer stands in the ledger."
        yield AuditProblem("withdrawal_missing", told, about=missing)
