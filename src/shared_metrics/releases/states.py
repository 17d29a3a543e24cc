"""The life of a release, in one table, and the row the ledger keeps of each."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shared_metrics.errors import Conflict
from shared_metrics.life_cycle import LifeCycle
from shared_metrics.releases.model import ReleaseId


class State(StrEnum):
    """Where a release stands."""

    PREPARED = "prepared"
    PUBLISHED = "published"
    AMENDED = "amended"
    REPLACED = "replaced"
    DISCARDED = "discarded"


class Act(StrEnum):
    """What changes it."""

    PREPARE = "prepare"
    PUBLISH = "publish"
    REPLACE = "replace"
    DISCARD = "discard"
    AMEND = "amend"


@dataclass(frozen=True, slots=True)
class Transition:
    """`source` is None for a new draft."""

    source: State | None
    act: Act
    target: State
    words: str


TRANSITIONS: Final = (
    Transition(None, Act.PREPARE, State.PREPARED, "frozen for a look, not public"),
    Transition(State.PREPARED, Act.PUBLISH, State.PUBLISHED, "from now on public"),
    Transition(State.PREPARED, Act.REPLACE, State.REPLACED, "a newer draft was prepared"),
    Transition(State.PREPARED, Act.DISCARD, State.DISCARDED, "nobody published it"),
    Transition(State.PUBLISHED, Act.AMEND, State.AMENDED, "its amendment was published"),
)
PUBLIC: Final = (State.PUBLISHED, State.AMENDED)
KEPT: Final = (State.PREPARED, *PUBLIC)
_LIFE: Final = LifeCycle(State, TRANSITIONS)


def can_move(source: State | None, act: Act) -> bool:
    """Whether the act may be done to a release in this state."""
    return _LIFE.allows(source, act)


def check_can_move(source: State | None, act: Act) -> State:
    """The state the act leads to. Raises Conflict when the table has no such row."""
    if not can_move(source, act):
        raise Conflict(
            "wrong_state",
            f"A release that is {source} cannot be changed by “{act}”.",
            "Look at its state with `shared-metrics release list`.",
        )
    return _LIFE.targets[(source, act)]


def diagram() -> str:
    """The table as a Mermaid state diagram, for the docs."""
    return _LIFE.diagram()


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """What the ledger keeps of a release: the commit point. Its content lies in the home.

    `key` tells drafts of one number apart; `id` is the number people read. `reason`: why an
    amendment is made; `note`: why published figures read otherwise; both are public.
    `second_person_reason`: why one person prepared and published it. `previous`: the release
    published before it.
    """

    key: str
    id: str
    state: State
    data_to: dt.date
    amends: str | None
    reason: str | None
    note: str | None
    prepared_by: str
    prepared_at: dt.datetime
    published_by: str | None
    published_at: dt.datetime | None
    published_on: dt.date | None
    second_person_reason: str | None
    manifest_sha256: str
    previous: str | None

    @property
    def number(self) -> ReleaseId:
        """Its number, which has an order."""
        return ReleaseId.parse(self.id)

    @property
    def is_public(self) -> bool:
        """Whether it was ever published; then it stays."""
        return self.state in PUBLIC

    @property
    def folder(self) -> str:
        """The folder among the home's releases: a draft's is never another draft's."""
        return folder_of(self.id, self.state, self.key)

    @property
    def public_note(self) -> str:
        """What readers are told about figures that read otherwise than before."""
        return self.reason or self.note or ""

    def as_dict(self) -> dict[str, object]:
        """The shape the audit trail keeps."""
        return {
            "key": self.key,
            "id": self.id,
            "state": self.state.value,
            "data_to": self.data_to.isoformat(),
            "amends": self.amends,
            "reason": self.reason,
            "note": self.note,
            "prepared_by": self.prepared_by,
            "prepared_at": _iso(self.prepared_at),
            "published_by": self.published_by,
            "published_at": _iso(self.published_at),
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "second_person_reason": self.second_person_reason,
            "manifest_sha256": self.manifest_sha256,
            "previous": self.previous,
        }

    def listed(self) -> dict[str, object]:
        """The shape `release list --json` prints."""
        told = self.as_dict()
        return {name: told[name] for name in ("id", "state", "data_to", "published_on", "reason")}


def folder_of(release_id: str, state: str, key: str) -> str:
    """Where a release lies among those of its home."""
    return release_id if state in PUBLIC else f"{release_id}.draft-{key.removeprefix('rel_')}"


def _iso(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(dt.UTC).isoformat()
