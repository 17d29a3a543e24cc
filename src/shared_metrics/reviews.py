"""Reviews: meetings on the shared goals, with frozen figures, an agenda, decisions, commitments.

A review's life is one table; it also draws the diagram in the docs.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from shared_metrics.errors import Conflict
from shared_metrics.life_cycle import LifeCycle


class State(StrEnum):
    """Where a review stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class Act(StrEnum):
    """What changes it."""

    PLAN = "plan"
    ARRANGE = "arrange"
    OPEN = "open"
    CAPTURE = "capture"
    CLOSE = "close"
    CALL_OFF = "call_off"


@dataclass(frozen=True, slots=True)
class Transition:
    """`source` is None for the birth of a review."""

    source: State | None
    act: Act
    target: State
    words: str


TRANSITIONS: Final = (
    Transition(None, Act.PLAN, State.PLANNED, "a day and a title"),
    Transition(State.PLANNED, Act.ARRANGE, State.PLANNED, "items moved, added, removed"),
    Transition(State.PLANNED, Act.OPEN, State.OPEN, "figures and agenda are frozen"),
    Transition(State.PLANNED, Act.CALL_OFF, State.CALLED_OFF, "it does not take place"),
    Transition(State.OPEN, Act.ARRANGE, State.OPEN, "items moved, added, removed"),
    Transition(State.OPEN, Act.CAPTURE, State.OPEN, "decisions, commitments, what was learned"),
    Transition(State.OPEN, Act.CLOSE, State.CLOSED, "minutes are frozen"),
)
_LIFE: Final = LifeCycle(State, TRANSITIONS)
_WORDS: Final = {
    State.PLANNED: "is planned and not open yet",
    State.OPEN: "is open",
    State.CLOSED: "is closed",
    State.CALLED_OFF: "was called off",
}


def can_move(source: State | None, act: Act) -> bool:
    """Whether the act may be done to a review in this state."""
    return _LIFE.allows(source, act)


def check_can_move(source: State | None, act: Act) -> State:
    """The state the act leads to. Raises Conflict when the table has no such row."""
    if not can_move(source, act):
        stands = _WORDS[source] if source else "does not exist"
        raise Conflict(
            "wrong_state",
            f"The review {stands}, so that cannot be done.",
            "Look at the reviews with `shared-metrics review list`.",
        )
    return _LIFE.targets[(source, act)]


def diagram() -> str:
    """The table as a Mermaid state diagram, for the docs."""
    return _LIFE.diagram()


ItemKind = Literal[
    "status",
    "restatement",
    "check_back",
    "setback",
    "field_note",
    "commitment",
    "coverage",
    "goal",
    "own",
]


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One thing to talk about. `says`: sentences the room may read; `goal`: whose card is shown.

    `key` stays the same for the same thing, so that the chair's order holds: `status:GOAL`,
    `check_back:ADAPTATION`. `about`: id of the adaptation, setback, field note or commitment.
    """

    key: str
    kind: ItemKind
    title: str
    says: tuple[str, ...] = ()
    goal: str | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One meeting.

    `order`: keys of items as the chair placed them, `removed`: keys taken off, `added`: items of
    the chair's own. From opening on: `number` counts the reviews frozen, `previous` is the id of
    the one before, `data_to` the last day of its figures, `as_of` tells the state of the ledger
    they were read from, `after_release` the newest release then, `package` the SHA-256 of what
    was frozen. From closing on, `minutes` is the SHA-256 of what was written down.
    """

    id: str
    title: str
    on: dt.date
    state: State = State.PLANNED
    order: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[AgendaItem, ...] = ()
    number: int = 0
    previous: str | None = None
    data_to: dt.date | None = None
    as_of: str | None = None
    after_release: str | None = None
    package: str | None = None
    opened_by: str | None = None
    opened_at: dt.datetime | None = None
    minutes: str | None = None
    closed_by: str | None = None
    closed_at: dt.datetime | None = None

    @property
    def is_frozen(self) -> bool:
        """Whether its figures are frozen."""
        return self.package is not None


def arranged(items: Iterable[AgendaItem], review: Review) -> tuple[AgendaItem, ...]:
    """The agenda as the chair has it: moved items first in their order, the others as they come."""
    wanted = [item for item in (*items, *review.added) if item.key not in review.removed]
    places = {key: place for place, key in enumerate(review.order)}
    return tuple(sorted(wanted, key=lambda item: places.get(item.key, len(places))))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a review decided. `item`: key of the agenda's item; `goal`: the goal it is about."""

    id: str
    review: str
    text: str
    item: str = ""
    goal: str | None = None


CommitmentState = Literal["open", "done", "dropped"]


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who does what until when. `owner`: id of a partner, or of the backbone.

    `note`: what was done, or why it was dropped. `review`: None when agreed outside of a review.
    """

    id: str
    text: str
    owner: str
    due: dt.date
    review: str | None = None
    item: str = ""
    goal: str | None = None
    state: CommitmentState = "open"
    note: str = ""

    def is_overdue(self, today: dt.date) -> bool:
        """Whether its day has passed and it is still open."""
        return self.state == "open" and self.due < today
