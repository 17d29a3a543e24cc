"""A release: a numbered frozen edition of what the public may see.

Everything a page, a file or a report card says stands in here or in the release's tables; nothing
is looked up anywhere else, so an old edition reads the same for ever.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from shared_metrics.agenda.model import Goal, Metric, Outcome, SectorProfile
from shared_metrics.disclosure import PublicTable
from shared_metrics.learning import Adaptation, Setback
from shared_metrics.periods import PeriodKind

_ID: Final = re.compile(r"R([1-9][0-9]*)(?:\.([1-9][0-9]*))?")
Direction = Literal["better", "worse", "same"]


@dataclass(frozen=True, slots=True, order=True)
class ReleaseId:
    """`R14`, and its first amendment `R14.1`; ordered as they follow on each other."""

    number: int
    amendment: int = 0

    @classmethod
    def parse(cls, text: str) -> "ReleaseId":
        """Raises ValueError when the text is no such id."""
        match = _ID.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}” is not the number of a release, such as R14 or R14.1")
        return cls(int(match[1]), int(match[2] or 0))

    def __str__(self) -> str:
        return f"R{self.number}" + (f".{self.amendment}" if self.amendment else "")


@dataclass(frozen=True, slots=True)
class CoverageCount:
    """How many of the files asked for are in for the newest period; never whose."""

    period: str
    every: PeriodKind
    reported: int
    expected: int


@dataclass(frozen=True, slots=True)
class ReleasedSetback:
    """A public setback and what was changed in answer."""

    setback: Setback
    adaptations: tuple[Adaptation, ...]


@dataclass(frozen=True, slots=True)
class GoalChange:
    """The goal was changed on a day, and why."""

    on: dt.date
    why: str


@dataclass(frozen=True, slots=True)
class ReleasedGoal:
    """A goal as it stood, with what the edition says of it.

    `table`: id of the table of the whole partnership, by the goal's kind of period; None when the
    plan lets none through. `groups`: ids of the metric's tables by sector or a breakdown.
    `period`, `value`: the newest published figure (a share as a fraction). `needed`: what the path
    asks for then. `change`: since the published figure a year earlier, None without one; `since`
    is that period. `direction`: whether that change is for the better, None also when
    `partners_changed`: so many report
    in one of the two periods only. `word`, `sentence`:
    the status and its sentence, from published figures alone (`not_judged` where the newest figure
    is hidden, coded or held back, see `content`); `provisional`: too much is missing of the newest
    period, the word is the one before. `changes`: when the goal itself was changed.
    `not_for_all`: the target is met, but some group is worse off, so it does not read reached.
    `together`: how many of the newest periods the word looks at together.
    `baseline_is_public`: False when the figure of the baseline's period is hidden; then nothing may
    name the baseline's value, and it is not a number in here.
    """

    goal: Goal
    table: str | None
    groups: tuple[str, ...]
    period: str | None
    value: float | None
    coded: str | None
    needed: float | None
    share_of_the_way: float | None
    change: float | None
    since: str | None
    direction: Direction | None
    word: str
    sentence: str
    coverage: CoverageCount | None
    setbacks: tuple[ReleasedSetback, ...] = ()
    baseline_is_public: bool = True
    source_note: str = ""
    provisional: bool = False
    partners_changed: int = 0
    changes: tuple[GoalChange, ...] = ()
    not_for_all: bool = False
    together: int = 1


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table of the edition: `tables/<id>.csv`. `by_names`: code -> what people read."""

    id: str
    metric: str
    every: PeriodKind
    by: tuple[str, ...]
    rows: int
    hidden: int
    pending: int
    sha256: str
    by_titles: dict[str, str]  # column -> its name
    by_names: dict[str, dict[str, str]]  # column -> code -> its name


@dataclass(frozen=True, slots=True)
class Correction:
    """A published figure that reads otherwise than in the edition before.

    `was` and `now` are as the table's file shows them then and now (a number, `<5 %`, or a status
    word); a row that is gone reads `not_reported`.
    """

    table: str
    period: str
    group: dict[str, str]
    was: str
    now: str
    note: str


@dataclass(frozen=True, slots=True)
class WithdrawalNote:
    """What was taken back from the public, without whose it was."""

    contract: str
    contract_name: str
    span: str
    note: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class PartnerCard:
    """A partner whose agreement allows a public page. Never a status, never lateness."""

    id: str
    name: str
    sector: str
    brings: str
    hopes_to_gain: str
    works_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnershipCard:
    """Who publishes this. `partners`: how many there are, with and without a page."""

    id: str
    name: str
    place: str
    backbone_name: str
    contact: str
    sample: bool
    partners: int
    language: str = "en"


@dataclass(frozen=True, slots=True)
class HidingRules:
    """How numbers are hidden in this edition, for readers."""

    threshold: int
    mode: Literal["suppress", "round"]
    min_contributors: int
    dominance: float
    code_shares: tuple[float, float] | None
    protect_insiders: bool


@dataclass(frozen=True, slots=True)
class ContractVersion:
    """A reporting guide the figures came in under."""

    id: str
    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Previous:
    """The release before: the chain."""

    id: str
    manifest_sha256: str


@dataclass(frozen=True)
class Release:
    """What `release.json` holds. `reason`: why an amendment was made, for the public.

    `private_sha256`: hash over what stays in the home (facts, certificate, submission ids);
    `certificate_sha256`: of the proof that nothing small can be found out.
    """

    id: str
    amends: str | None
    reason: str | None
    previous: Previous | None
    data_to: dt.date
    published_on: dt.date
    partnership: PartnershipCard
    outcomes: tuple[Outcome, ...]
    goals: tuple[ReleasedGoal, ...]
    metrics: tuple[Metric, ...]
    tables: tuple[TableEntry, ...]
    sectors: tuple[SectorProfile, ...]
    partners: tuple[PartnerCard, ...]
    corrections: tuple[Correction, ...]
    withdrawals: tuple[WithdrawalNote, ...]
    contracts: tuple[ContractVersion, ...]
    rules: HidingRules
    certificate_sha256: str
    private_sha256: str

    @cached_property
    def metric_by_id(self) -> dict[str, Metric]:
        """The metrics whose figures are in it."""
        return {metric.id: metric for metric in self.metrics}

    @property
    def hidden(self) -> int:
        """How many cells are hidden to protect people, over all tables."""
        return sum(entry.hidden for entry in self.tables)


@dataclass(frozen=True, eq=False)
class Edition:
    """A published release with its tables, read back and checked against its manifest."""

    release: Release
    tables: dict[str, PublicTable]
    manifest_sha256: str

    @property
    def id(self) -> str:
        """`R14`, `R14.1`."""
        return self.release.id
