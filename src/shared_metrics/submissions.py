"""Submissions: what was sent, and its life cycle in one table, which also draws the diagram."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from shared_metrics.errors import Conflict
from shared_metrics.findings import Assumption, Finding, Level
from shared_metrics.life_cycle import LifeCycle
from shared_metrics.periods import Period, PeriodKind

SHORT_VALUE = 4  # a shorter value also stands in ordinary words; only its quoted form is left out
FINDINGS_KEPT = 1_000  # what the ledger keeps of one submission; the counts are always whole


class State(StrEnum):
    """Where a submission stands."""

    FAILED = "failed"
    PASSED = "passed"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    SUPERSEDED = "superseded"


class Act(StrEnum):
    """What changes it."""

    SUBMIT_WITH_FINDINGS = "submit_with_findings"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    SUPERSEDE = "supersede"


@dataclass(frozen=True, slots=True)
class Transition:
    """`source` is None for the birth of a submission."""

    source: State | None
    act: Act
    target: State
    who: str
    words: str


TRANSITIONS = (
    Transition(None, Act.SUBMIT_WITH_FINDINGS, State.FAILED, "partner", "something to fix"),
    Transition(None, Act.SUBMIT, State.PASSED, "partner", "nothing to fix"),
    Transition(State.PASSED, Act.WITHDRAW, State.WITHDRAWN, "partner", "withdrawn"),
    Transition(State.PASSED, Act.ACCEPT, State.ACCEPTED, "backbone", "accepted"),
    Transition(State.PASSED, Act.RETURN, State.RETURNED, "backbone", "returned with a reason"),
    Transition(State.PASSED, Act.SUPERSEDE, State.SUPERSEDED, "partner", "a newer file was sent"),
    Transition(
        State.ACCEPTED, Act.SUPERSEDE, State.SUPERSEDED, "backbone", "a correction was accepted"
    ),
)
_LIFE: Final = LifeCycle(State, TRANSITIONS)


def can_move(source: State | None, act: Act) -> bool:
    """Whether the act may be done to a submission in this state."""
    return _LIFE.allows(source, act)


def check_can_move(source: State | None, act: Act) -> State:
    """The state the act leads to. Raises Conflict when the table has no such row."""
    if not can_move(source, act):
        raise Conflict(
            "wrong_state",
            f"A submission that is {source} cannot be changed by “{act.replace('_', ' ')}”.",
            "Look at its state with `shared-metrics submissions`.",
        )
    return _LIFE.targets[(source, act)]


def diagram() -> str:
    """The table as a Mermaid state diagram, for the docs."""
    return _LIFE.diagram(f"{t.act.replace('_', ' ')} ({t.who})" for t in TRANSITIONS)


Mode = Literal["replace", "add"]


@dataclass(frozen=True, slots=True)
class PartColumn:
    """One column of a part as it was written: a later contract may call or scale it differently.

    `type` is the contract's column type (`integer`), `scale` the decimals kept, `max_abs` the
    largest scaled whole number in it regardless of sign (None: not a number, or no value).
    """

    name: str
    type: str
    scale: int = 0
    max_abs: int | None = None


@dataclass(frozen=True)
class Part:
    """One submission's rows as they lie in the vault; `path` is relative to the vault."""

    path: str
    sha256: str
    rows: int
    columns: tuple[PartColumn, ...]

    @property
    def layout(self) -> tuple[tuple[str, str, int], ...]:
        """What must agree for two parts to be read as one: names, types, scales."""
        return tuple((column.name, column.type, column.scale) for column in self.columns)


def largest_values(parts: Iterable[Part]) -> Mapping[str, int]:
    """Per number column the largest scaled value over all parts, regardless of sign."""
    largest: dict[str, int] = {}
    for part in parts:
        for column in part.columns:
            if column.max_abs is not None:
                largest[column.name] = max(column.max_abs, largest.get(column.name, 0))
    return largest


@dataclass(frozen=True)
class Submission:
    """One partner's figures for one contract and period, and the decision on them.

    `sha256` is the fingerprint of the file sent; `originals` are those kept in the vault (two or
    more after rows were added, none when something had to be fixed). `reasons`: rule -> why a
    `check` finding is right. `totals`: indicator -> sum of the headline rows. `same_as` is set on
    an answer only: nothing was stored, this submission holds the same file.
    """

    id: str
    state: State
    partner: str
    contract: str
    contract_version: str
    contract_sha256: str
    period: Period | None
    period_kind: PeriodKind
    submitted_by: str
    submitted_at: dt.datetime
    file_name: str | None = None
    sha256: str | None = None
    originals: tuple[str, ...] = ()
    part: Part | None = None
    rows: int = 0
    on_behalf: bool = False
    decided_by: str | None = None
    decided_at: dt.datetime | None = None
    decision_reason: str | None = None
    supersedes: str | None = None
    mode: Mode | None = None
    nothing_to_report: bool = False
    note: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    finding_counts: Mapping[str, int] = field(default_factory=dict)
    assumptions: tuple[Assumption, ...] = ()
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    same_as: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state is State.PASSED

    @property
    def period_text(self) -> str | None:
        """The period as written, None when the file did not tell."""
        return self.period.text if self.period else None

    def check_as_dict(self) -> dict[str, object]:
        """What checking found, in the shape `check --json` prints."""
        return {
            "file": self.file_name,
            "verdict": "fail" if self.state is State.FAILED else "pass",
            "rows": self.rows,
            "findings": [finding.as_dict() for finding in self.findings],
            "assumptions": [assumption.as_dict() for assumption in self.assumptions],
        }

    def as_dict(self) -> dict[str, object]:
        """The shape `submit --json` and `submissions --json` print."""
        return {
            "id": self.id,
            "state": self.state.value,
            "partner": self.partner,
            "contract": self.contract,
            "period": self.period_text,
            "sha256": self.sha256,
            "supersedes": self.supersedes,
            "same_as": self.same_as,
            "check": self.check_as_dict(),
            "contract_version": self.contract_version,
            "nothing_to_report": self.nothing_to_report,
            "mode": self.mode,
            "on_behalf": self.on_behalf,
            "submitted_by": self.submitted_by,
            "submitted_at": self.submitted_at.isoformat(),
            "decided_by": self.decided_by,
            "decided_at": self.decided_at.isoformat() if self.decided_at else None,
            "reason": self.decision_reason,
            "reasons": dict(self.reasons),
            "note": self.note,
            "totals": {name: str(total) for name, total in self.totals.items()},
        }


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A partner's figures that are no longer shown outside; inside they count as before.

    `first`, `last`: periods of the contract's kind, both included. `public_note`: what the public
    reads about it.
    """

    id: str
    partner: str
    contract: str
    first: Period
    last: Period
    public_note: str
    withdrawn_by: str
    withdrawn_at: dt.datetime

    def holds(self, partner: str, contract: str, period: Period) -> bool:
        """Whether a partner's figures for a period are among those withdrawn."""
        same = (self.partner, self.contract) == (partner, contract)
        return same and self.first <= period <= self.last

    @property
    def span(self) -> str:
        """`March 2026`, or `January 2026 to March 2026`."""
        if self.first == self.last:
            return self.first.label
        return f"{self.first.label} to {self.last.label}"

    def as_dict(self) -> dict[str, object]:
        """The shape `withdraw-published --json` prints and the audit trail keeps."""
        return {
            "id": self.id,
            "partner": self.partner,
            "contract": self.contract,
            "first": self.first.text,
            "last": self.last.text,
            "public_note": self.public_note,
            "withdrawn_by": self.withdrawn_by,
            "withdrawn_at": self.withdrawn_at.astimezone(dt.UTC).isoformat(),
        }


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """A header in one partner's files that a person matched with a column of a contract.

    Kept when it is forgotten, as all that ever counted; then `forgotten_at` says since when.
    """

    id: str
    partner: str
    contract: str
    header: str
    column: str
    confirmed_by: str
    confirmed_at: dt.datetime
    forgotten_by: str | None = None
    forgotten_at: dt.datetime | None = None

    def as_dict(self) -> dict[str, object]:
        """The shape the audit trail keeps."""
        return {
            "id": self.id,
            "partner": self.partner,
            "contract": self.contract,
            "header": self.header,
            "column": self.column,
            "confirmed_by": self.confirmed_by,
            "confirmed_at": self.confirmed_at.astimezone(dt.UTC).isoformat(),
        }


def count_by_level(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are at each level; every level is named."""
    counts = {level.value: 0 for level in Level}
    for finding in findings:
        counts[finding.level.value] += 1
    return counts


def without_values(finding: Finding) -> Finding:
    """The finding without the cell's content: a refused file leaves nothing of itself behind."""
    if not finding.value:
        return finding
    message = _without(finding.value, finding.message)
    hint = _without(finding.value, finding.fix) if finding.fix else None
    return replace(finding, value=None, message=message, fix=hint)


def _without(value: str, text: str) -> str:
    text = text.replace(f"“{value}”", "“…”")
    return text if len(value) < SHORT_VALUE else text.replace(value, "…")
