"""The ledger: submissions, decisions and the audit trail, in SQLite or PostgreSQL."""

from shared_metrics.ledger.audit import AuditProblem, AuditRow
from shared_metrics.ledger.engine import sqlite_url
from shared_metrics.ledger.entry import Entry
from shared_metrics.ledger.past import known_at
from shared_metrics.ledger.read_submissions import unknown_submission
from shared_metrics.ledger.records import ANSWER, Record
from shared_metrics.ledger.register import RegisterEntry, became
from shared_metrics.ledger.store import Ledger, open_ledger

__all__ = [
    "ANSWER",
    "AuditProblem",
    "AuditRow",
    "Entry",
    "Ledger",
    "Record",
    "RegisterEntry",
    "became",
    "known_at",
    "open_ledger",
    "sqlite_url",
    "unknown_submission",
]
