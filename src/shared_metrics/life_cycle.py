"""The life of a thing as one table: which act leads from which state to which."""

from collections.abc import Iterable, Mapping
from typing import Generic, Protocol, TypeVar

State = TypeVar("State", bound=str)
Act = TypeVar("Act", bound=str)
State_co = TypeVar("State_co", covariant=True)
Act_co = TypeVar("Act_co", covariant=True)


class Step(Protocol[State_co, Act_co]):
    """One row of the table; `source` is None for the birth of a thing."""

    @property
    def source(self) -> State_co | None:
        """Where it stands before."""

    @property
    def act(self) -> Act_co:
        """What is done."""

    @property
    def target(self) -> State_co:
        """Where it stands then."""


class LifeCycle(Generic[State, Act]):
    """A table of steps, asked and drawn."""

    def __init__(self, states: Iterable[State], steps: Iterable[Step[State, Act]]) -> None:
        self.states = tuple(states)
        self.steps = tuple(steps)
        self.targets: Mapping[tuple[State | None, Act], State] = {
            (step.source, step.act): step.target for step in self.steps
        }

    def allows(self, source: State | None, act: Act) -> bool:
        """Whether the table has such a row."""
        return (source, act) in self.targets

    def diagram(self, words: Iterable[str] | None = None) -> str:
        """The table as a Mermaid state diagram. `words` of each step: the act unless told."""
        told = words or (step.act.replace("_", " ") for step in self.steps)
        rows = [
            f"    {step.source or '[*]'} --> {step.target}: {said}"
            for step, said in zip(self.steps, told, strict=True)
        ]
        begun = {step.source for step in self.steps}
        ends = [f"    {state} --> [*]" for state in self.states if state not in begun]
        return "\n".join(["stateDiagram-v2", *rows, *ends])
