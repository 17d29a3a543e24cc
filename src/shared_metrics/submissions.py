"""The life cycle of a submission: one transition table, which also draws the docs' diagram."""

from dataclasses import dataclass
from enum import StrEnum

from shared_metrics.errors import Conflict


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
_TARGETS = {(t.source, t.act): t.target for t in TRANSITIONS}


def can_move(source: State | None, act: Act) -> bool:
    """Whether the act may be done to a submission in this state."""
    return (source, act) in _TARGETS


def check_can_move(source: State | None, act: Act) -> State:
    """The state the act leads to. Raises Conflict when the table has no such row."""
    if not can_move(source, act):
        raise Conflict(
            "wrong_state",
            f"A submission that is {source} cannot be changed by “{act.replace('_', ' ')}”.",
            "Look at its state with `shared-metrics submissions`.",
        )
    return _TARGETS[(source, act)]


def diagram() -> str:
    """The table as a Mermaid state diagram, for the docs."""
    rows = [
        f"    {t.source or '[*]'} --> {t.target}: {t.act.replace('_', ' ')} ({t.who})"
        for t in TRANSITIONS
    ]
    finals = [s for s in State if not any(t.source is s for t in TRANSITIONS)]
    return "\n".join(["stateDiagram-v2", *rows, *(f"    {s} --> [*]" for s in finals)])
