"""A submission as a row of the ledger, and back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from shared_metrics.findings import Assumption, Finding, Level
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.submissions import FINDINGS_KEPT, Part, PartColumn, State, Submission

DECISION = ("state", "decided_by", "decided_at", "decision_reason")  # all that ever changes

Row = dict[str, Any]


def plain(text: str) -> str:
    """Text that every database can keep: no NUL, no half characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def to_row(submission: Submission) -> Row:
    """The row of a submission; long lists of findings are cut, their counts are not."""
    s = submission
    return {
        "id": s.id,
        "state": s.state.value,
        "partner": s.partner,
        "contract": s.contract,
        "contract_version": s.contract_version,
        "contract_sha256": s.contract_sha256,
        "period": s.period_text,
        "period_kind": s.period_kind.value,
        "file_name": None if s.file_name is None else plain(s.file_name),
        "sha256": s.sha256,
        "originals": list(s.originals),
        "part": None if s.part is None else asdict(s.part),
        "row_count": s.rows,
        "submitted_by": s.submitted_by,
        "on_behalf": s.on_behalf,
        "submitted_at": s.submitted_at,
        "decided_by": s.decided_by,
        "decided_at": s.decided_at,
        "decision_reason": s.decision_reason,
        "supersedes": s.supersedes,
        "mode": s.mode,
        "nothing_to_report": s.nothing_to_report,
        "note": plain(s.note),
        "reasons": {rule: plain(reason) for rule, reason in s.reasons.items()},
        "findings": [f.as_dict() for f in s.findings[:FINDINGS_KEPT]],
        "finding_counts": dict(s.finding_counts),
        "assumptions": [a.as_dict() for a in s.assumptions],
        "totals": {name: str(total) for name, total in s.totals.items()},
    }


def from_row(row: Mapping[Any, Any]) -> Submission:
    """The submission of a row."""
    kind = PeriodKind(row["period_kind"])
    same = {
        name: row[name]
        for name in (
            *("id", "partner", "contract", "contract_version", "contract_sha256", "file_name"),
            *("sha256", "submitted_by", "on_behalf", "submitted_at", "decided_by", "decided_at"),
            *("decision_reason", "supersedes", "mode", "nothing_to_report", "note", "reasons"),
            "finding_counts",
        )
    }
    return Submission(
        **same,
        state=State(row["state"]),
        period=None if row["period"] is None else parse_period(row["period"], kind),
        period_kind=kind,
        originals=tuple(row["originals"]),
        part=None if row["part"] is None else part_of(row["part"]),
        rows=row["row_count"],
        findings=tuple(Finding(**f | {"level": Level(f["level"])}) for f in row["findings"]),
        assumptions=tuple(Assumption(**a) for a in row["assumptions"]),
        totals={name: Decimal(total) for name, total in row["totals"].items()},
    )


def part_of(kept: Mapping[str, Any]) -> Part:
    """A part from what the ledger keeps of it."""
    columns = tuple(PartColumn(**column) for column in kept["columns"])
    return Part(**{**kept, "columns": columns})


def canonical(value: object) -> str:
    """One JSON text for one value, the same on every machine."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)


def fingerprint(row: Mapping[str, Any]) -> str:
    """SHA-256 over all of a row that must never change after it was written."""
    kept = {name: value for name, value in row.items() if name not in DECISION}
    kept["submitted_at"] = row["submitted_at"].isoformat()
    return hashlib.sha256(canonical(kept).encode()).hexdigest()
