"""Submissions read in a transaction: one of them, and what stands for a cell."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from shared_metrics.errors import CallersMistake
from shared_metrics.ledger import tables
from shared_metrics.ledger.rows import Row, from_row
from shared_metrics.submissions import (
    State,
    Submission,
)

STANDING = (State.PASSED, State.ACCEPTED)
_s = tables.submissions


def read_standing(
    connection: sa.Connection, partner: str, contract: str, period: str
) -> dict[State, Submission]:
    """What waits and what counts for partner x contract x period."""
    query = sa.select(_s).where(
        _s.c.partner == partner,
        _s.c.contract == contract,
        _s.c.period == period,
        _s.c.state.in_([state.value for state in STANDING]),
    )
    found: Sequence[Submission] = [from_row(r) for r in connection.execute(query).mappings()]
    return {submission.state: submission for submission in found}


def read_submission(connection: sa.Connection, submission_id: str) -> Submission:
    """One submission. Raises CallersMistake `unknown_submission`."""
    query = sa.select(_s).where(_s.c.id == submission_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise unknown_submission(submission_id)
    return from_row(row)


def unknown_submission(submission_id: str) -> CallersMistake:
    """What is answered for an id that does not exist, and for one of somebody else's."""
    return CallersMistake(
        "unknown_submission",
        f"There is no submission “{submission_id}”.",
        "List them with `shared-metrics submissions`.",
    )


def in_utc(row: Mapping[Any, Any]) -> Row:
    """A row with times in UTC, as the fingerprint is taken."""
    return {
        name: value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value
        for name, value in row.items()
    }
