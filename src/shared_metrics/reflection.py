"""Reflection: how the partnership works together, asked of its people; never per person."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

FEWEST_ANSWERS: Final = 5  # a spread over fewer people would tell who said what
SCALE: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, answered from 1 (`low`) to 5 (`high`). `theme`: what it belongs to."""

    id: str
    asks: str
    low: str
    high: str
    theme: str = ""


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


def spread(question_id: str, answers: Iterable[Mapping[str, int]]) -> dict[int, int] | None:
    """How many chose each step of the scale; None when fewer than five answered the question."""
    given = [one[question_id] for one in answers if question_id in one]
    if len(given) < FEWEST_ANSWERS:
        return None
    counted = Counter(given)
    return {step: counted[step] for step in SCALE}
