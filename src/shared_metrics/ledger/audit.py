"""The audit trail: append-only, each row chained to the one before by its hash. Pure."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from shared_metrics.ledger.rows import DECISION, canonical, fingerprint

FIRST_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Who did what to what, when; `details` is JSON text exactly as hashed, `seq` from 1."""

    seq: int
    at: dt.datetime
    actor: str
    act: str
    about: str
    details: str
    previous_hash: str
    hash: str

    @property
    def told(self) -> dict[str, Any]:
        """The details as a dictionary."""
        told: dict[str, Any] = json.loads(self.details)
        return told

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return _told(asdict(self)) | {"at": self.at.isoformat(), "details": self.told}


@dataclass(frozen=True, slots=True)
class AuditProblem:
    """Something that does not agree with the trail: at which audit row, about what."""

    rule: str
    message: str
    seq: int | None = None
    about: str | None = None

    def as_dict(self) -> dict[str, object]:
        """For `audit verify --json`."""
        return _told(asdict(self))


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {"object" if name == "about" else name: value for name, value in row.items()}


def chained(
    previous_hash: str,
    seq: int,
    *,
    at: dt.datetime,
    actor: str,
    act: str,
    about: str,
    details: Mapping[str, Any],
) -> AuditRow:
    """The next row of the chain."""
    text = canonical(details)
    parts = [seq, at.astimezone(dt.UTC).isoformat(), actor, act, about, text, previous_hash]
    digest = hashlib.sha256(canonical(parts).encode()).hexdigest()
    return AuditRow(seq, at, actor, act, about, text, previous_hash, digest)


def first_broken_link(
    rows: Iterable[AuditRow], head_seq: int, head_hash: str
) -> AuditProblem | None:
    """The first place where the chain does not hold, None when it holds to its end."""
    previous, seq = FIRST_HASH, 0
    for row in rows:
        seq += 1
        if row.seq != seq:
            return AuditProblem("audit_row_missing", f"Audit row {seq} is missing.", seq)
        if row.previous_hash != previous or row.hash != _hash_of(row):
            told = f"Audit row {seq} ({row.act} {row.about}) was changed after it was written."
            return AuditProblem("audit_row_changed", told, seq, row.about)
        previous = row.hash
    if (seq, previous) != (head_seq, head_hash):
        return AuditProblem(
            "audit_row_missing", f"The trail ends at {seq}, not at {head_seq}.", seq + 1
        )
    return None


def _hash_of(row: AuditRow) -> str | None:
    try:
        told = json.loads(row.details)
    except ValueError:
        return None
    again = chained(
        row.previous_hash,
        row.seq,
        at=row.at,
        actor=row.actor,
        act=row.act,
        about=row.about,
        details=told,
    )
    return again.hash if again.details == row.details else None


def born(row: Mapping[str, Any]) -> dict[str, Any]:
    """The details of the audit row of a new submission."""
    told = ("state", "partner", "contract", "contract_version", "period", "sha256", "supersedes")
    return {name: row[name] for name in told} | {"fingerprint": fingerprint(row)}


def disagreements(
    trail: Iterable[AuditRow], submissions: Iterable[Mapping[str, Any]]
) -> Iterator[AuditProblem]:
    """Every submission that is not what the trail says it became."""
    promised = _replayed(trail)
    for row in submissions:
        expected = promised.pop(row["id"], None)
        if expected is None:
            told = f"{row['id']} stands in the ledger but nobody sent it."
            yield AuditProblem("submission_without_trail", told, about=row["id"])
        elif expected != _as_it_is(row):
            told = f"{row['id']} was changed after it was written."
            yield AuditProblem("submission_changed", told, about=row["id"])
    for missing in promised:
        told = f"{missing} was sent but no longer stands in the ledger."
        yield AuditProblem("submission_missing", told, about=missing)


def _as_it_is(row: Mapping[str, Any]) -> dict[str, Any]:
    decided = row["decided_at"].isoformat() if row["decided_at"] else None
    return {name: row[name] for name in DECISION} | {
        "decided_at": decided,
        "fingerprint": fingerprint(row),
    }


def _replayed(trail: Iterable[AuditRow]) -> dict[str, dict[str, Any]]:
    became: dict[str, dict[str, Any]] = {}
    for row in trail:
        told = row.told
        if "fingerprint" in told:
            became[row.about] = dict.fromkeys(DECISION) | {
                "state": told["state"],
                "fingerprint": told["fingerprint"],
            }
        elif row.about in became and "decision" in told:
            became[row.about] |= told["decision"]
    return became
