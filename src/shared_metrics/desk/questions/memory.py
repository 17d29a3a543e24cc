"""Answers kept for as long as nothing in the ledger changes.

What a question computes depends on the definitions, the accepted parts and the day; so an answer
is kept under the ledger's revision and forgotten with the next act.
"""

import threading
from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar
from weakref import WeakKeyDictionary

Answer = TypeVar("Answer")


class HasRevision(Protocol):
    """A ledger, as far as this module knows it."""

    def revision(self) -> int:
        """A number that changes with every committed act."""


class _Kept:
    def __init__(self) -> None:
        self.revision = -1
        self.answers: dict[Hashable, object] = {}


_kept: WeakKeyDictionary[HasRevision, _Kept] = WeakKeyDictionary()
_lock = threading.Lock()


def remembered(ledger: HasRevision, key: Hashable, compute: Callable[[], Answer]) -> Answer:
    """The answer for `key`, computed once per revision of this ledger.

    Two sessions that ask at the same moment may both compute it; they get the same answer.
    """
    revision = ledger.revision()
    answers = _answers_at(ledger, revision)
    if key not in answers:
        answers[key] = compute()
    return answers[key]  # type: ignore[return-value]  # what was put there under this key


def _answers_at(ledger: HasRevision, revision: int) -> dict[Hashable, object]:
    with _lock:
        kept = _kept.setdefault(ledger, _Kept())
        if kept.revision != revision:
            kept.revision, kept.answers = revision, {}
        return kept.answers
