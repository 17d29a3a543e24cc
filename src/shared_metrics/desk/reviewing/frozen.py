"""What a review froze, and what was written down in it, as files that read the same for ever."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Final, TypeVar

from pydantic import TypeAdapter

from shared_metrics.errors import InstallationProblem
from shared_metrics.learning import Adaptation, FieldNote, Setback
from shared_metrics.reviews import AgendaItem, Commitment, Decision, Review

REVIEW: Final = "review.json"
MINUTES: Final = "minutes.json"
AGENDA: Final = "the agenda"  # as it is called where a hidden number stands in it
FORMAT: Final = 1
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a review was opened with; the edition of the partners lies beside it.

    `as_of`: the state of the ledger all was read from. `items`: what the agenda was made of, before
    the chair arranged it; `goals`: every goal as an item, for the chair to add. `setbacks`,
    `adaptations`, `field_notes`, `commitments`: what partners could read then. `owners`: id ->
    name of whoever owns a commitment.
    """

    id: str
    title: str
    on: dt.date
    data_to: dt.date
    as_of: str
    frozen_on: dt.date
    previous: str | None
    previous_title: str
    items: tuple[AgendaItem, ...]
    goals: tuple[AgendaItem, ...]
    setbacks: tuple[Setback, ...]
    adaptations: tuple[Adaptation, ...]
    field_notes: tuple[FieldNote, ...]
    commitments: tuple[Commitment, ...]
    owners: dict[str, str]

    @property
    def learned(self) -> frozenset[str]:
        """Ids of the setbacks and field notes that were there."""
        notes = (one.id for one in self.field_notes)
        return frozenset([*(one.id for one in self.setbacks), *notes])


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was written down until a review was closed, as all partners may read it.

    `kept_back`: how much was written down that is private to the backbone.
    """

    review: str
    closed_on: dt.date
    closed_by: str
    items: tuple[AgendaItem, ...]
    decisions: tuple[Decision, ...]
    commitments: tuple[Commitment, ...]
    setbacks: tuple[Setback, ...]
    adaptations: tuple[Adaptation, ...]
    field_notes: tuple[FieldNote, ...]
    owners: dict[str, str]
    kept_back: int = 0


_frozen: Final = TypeAdapter(Frozen)
_minutes: Final = TypeAdapter(Minutes)


def frozen_json(frozen: Frozen) -> bytes:
    """The content of review.json."""
    return _as_json(_frozen.dump_python(frozen, mode="json"))


def read_frozen(content: bytes) -> Frozen:
    """Raises InstallationProblem `review_altered`."""
    return _read(_frozen, content)


def agenda_json(review: Review) -> bytes:
    """The chair's own points, as they are looked through for numbers that are hidden."""
    told = {item.key: [item.title, *item.says] for item in review.added}
    return json.dumps(told, ensure_ascii=False).encode()


def minutes_json(minutes: Minutes) -> bytes:
    """The content of minutes.json."""
    return _as_json(_minutes.dump_python(minutes, mode="json"))


def read_minutes(content: bytes) -> Minutes:
    """Raises InstallationProblem `review_altered`."""
    return _read(_minutes, content)


def _as_json(told: object) -> bytes:
    assert isinstance(told, dict)  # noqa: S101 - a dataclass is dumped as one
    return (json.dumps({"format": FORMAT, **told}, indent=1, ensure_ascii=False) + "\n").encode()


def _of_this_format(told: dict[str, object]) -> dict[str, object]:
    if told.pop("format") != FORMAT:
        raise ValueError("another format")
    return told


def _read(adapter: TypeAdapter[Told], content: bytes) -> Told:
    try:
        return adapter.validate_python(_of_this_format(json.loads(content)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InstallationProblem(
            "review_altered",
            "What the review froze cannot be understood.",
            "It was written by another version of Shared Metrics, or it was changed.",
        ) from error
