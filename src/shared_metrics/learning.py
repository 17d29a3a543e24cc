"""What pushed a metric off its path, and what we changed. No field says whose doing it was."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Visibility = Literal["private", "partners", "public"]


@dataclass(frozen=True, slots=True)
class Setback:
    """What was expected, what happened, what was learned; never a partner to blame."""

    id: str
    title: str
    metrics: tuple[str, ...]
    period: str  # canonical text of a month
    expected: str
    happened: str
    learned: str
    visibility: Visibility = "private"


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What the partnership changed in answer to a setback, and when to look again."""

    id: str
    setback: str
    period: str
    changed: str
    check_back: dt.date
    outcome: Literal["helped", "no_difference", "too_early"] | None = None
