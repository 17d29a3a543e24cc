"""Findings: what is wrong with a file, where, and what to do. Values, never exceptions."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Literal

Verdict = Literal["pass", "fail"]


class Level(StrEnum):
    """`fix` blocks the file, `check` needs a reason, `note` informs."""

    FIX = "fix"
    CHECK = "check"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule at one place.

    `line` is the physical line in the file (from 1), `cell` its spreadsheet name (`F14`),
    `column` the contract's name for the column, `value` what stands there (never for personal
    data), `message` what is wrong in a plain sentence, `fix` what to do.
    """

    rule: str
    level: Level
    message: str
    line: int | None = None
    column: str | None = None
    cell: str | None = None
    value: str | None = None
    fix: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The shape `check --json` prints and the ledger keeps."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something reading took to be so without being told; shown to the sender, reversible."""

    rule: str
    message: str

    def as_dict(self) -> dict[str, str]:
        """The shape `check --json` prints."""
        return {"rule": self.rule, "message": self.message}


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """`fail` when anything must be fixed."""
    return "fail" if any(finding.level is Level.FIX for finding in findings) else "pass"


_LEVEL_ORDER = {Level.FIX: 0, Level.CHECK: 1, Level.NOTE: 2}


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as a person works through them: what to fix first, then down the file."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (_LEVEL_ORDER[f.level], f.line or 0, f.cell or "", f.rule, f.message),
        )
    )


def rules_to_explain(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The rules at level `check` that wait for a reason, each once, sorted."""
    return tuple(sorted({f.rule for f in findings if f.level is Level.CHECK}))
