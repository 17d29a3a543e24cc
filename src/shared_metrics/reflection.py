"""Reflection: how the partnership works together, asked of its people; never per person."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

FEWEST_ANSWERS: Final = 5  # a spread over fewer people would tell who said what
SCALE: Final = (1, 2, 3, 4, 5)
UPPER: Final = (4, 5)  # the steps whose share is compared over rounds
Answers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, answered from 1 (`low`) to 5 (`high`).

    `theme`, `source`: what it belongs to, and where that comes from. `adapt`: still as shipped, to
    be put in the partnership's own words.
    """

    id: str
    asks: str
    low: str
    high: str
    theme: str = ""
    source: str = ""
    adapt: bool = False

    def asks_the_same_as(self, other: "Question") -> bool:
        """Whether answers to both may stand side by side: the id and the words are the same."""
        mine, theirs = ((q.id, q.asks, q.low, q.high) for q in (self, other))
        return mine == theirs


@dataclass(frozen=True, slots=True)
class Round:
    """One time of asking; the questions as they were asked. `closes`: its last day."""

    id: str
    title: str
    questions: tuple[Question, ...]
    opens: dt.date
    closes: dt.date
    closed: bool = False

    def takes_answers_on(self, day: dt.date) -> bool:
        """Whether somebody may answer on a day."""
        return not self.closed and self.opens <= day <= self.closes

    def is_over_on(self, day: dt.date) -> bool:
        """Whether nobody can answer any more: it was closed, or its last day has gone by."""
        return self.closed or day > self.closes


@dataclass(frozen=True, slots=True)
class Result:
    """What a question of one round came to. `steps`: how many chose each; None: fewer than five."""

    round_title: str
    steps: Mapping[int, int] | None

    @property
    def count(self) -> int | None:
        """How many answered, where that may be told."""
        return None if self.steps is None else sum(self.steps.values())

    @property
    def upper(self) -> int | None:
        """How many of them chose 4 or 5."""
        return None if self.steps is None else sum(self.steps[step] for step in UPPER)

    @property
    def sentence(self) -> str:
        """`June 2026: 5 of 7 chose 4 or 5`."""
        if self.steps is None:
            return f"{self.round_title}: fewer than {FEWEST_ANSWERS} answered, so nothing is shown"
        return f"{self.round_title}: {self.upper} of {self.count} chose 4 or 5"

    @property
    def steps_words(self) -> str:
        """` (1: 0, 2: 1, 3: 1, 4: 3, 5: 2)`, nothing where nothing is shown."""
        told = ", ".join(f"{step}: {count}" for step, count in (self.steps or {}).items())
        return f" ({told})" if told else ""


def spread(question_id: str, answers: Iterable[Answers]) -> dict[int, int] | None:
    """How many chose each step of the scale; None when fewer than five answered the question."""
    given = [one[question_id] for one in answers if question_id in one]
    if len(given) < FEWEST_ANSWERS:
        return None
    counted = Counter(given)
    return {step: counted[step] for step in SCALE}


def trend(
    question: Question, rounds: Iterable[tuple[Round, Sequence[Answers]]]
) -> tuple[Result, ...]:
    """What a question came to in each round that asked it in the same words, in their order."""
    return tuple(
        Result(one.title, spread(question.id, answers))
        for one, answers in rounds
        if any(question.asks_the_same_as(asked) for asked in one.questions)
    )
