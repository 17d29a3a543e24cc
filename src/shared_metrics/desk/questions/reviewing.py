"""Reviews: what they show, what was written down in them, and how to prepare one.

What is frozen may be read by everybody who takes part; what is not frozen yet, and everything with
names in it, by the backbone.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.agenda.publication import PARTNERS
from shared_metrics.desk.kept_records import KeptRecord, kept, one_kept
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.desk.releasing.history import KeptReview
from shared_metrics.desk.releasing.protection import PROVEN, Protection
from shared_metrics.desk.reviewing.captured import Captured, agenda_now, captured_in
from shared_metrics.desk.reviewing.freezing import plan_key, prepared
from shared_metrics.desk.reviewing.frozen import (
    MINUTES,
    REVIEW,
    Frozen,
    Minutes,
    read_frozen,
    read_minutes,
)
from shared_metrics.desk.reviewing.package import Files, minutes_of, unpacked
from shared_metrics.errors import Conflict
from shared_metrics.ledger import Ledger
from shared_metrics.releases import Edition
from shared_metrics.reviews import AgendaItem, Review, State

_planned: WeakKeyDictionary[Ledger, tuple[Hashable, Files]] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class ReviewShown:
    """A review as the room sees it: its frozen figures and its agenda as the chair has it now."""

    kept: KeptRecord[Review]
    frozen: Frozen
    edition: Edition
    items: tuple[AgendaItem, ...]

    @property
    def review(self) -> Review:
        """The review itself."""
        return self.kept.thing

    def item(self, key: str) -> AgendaItem | None:
        """An item of the agenda."""
        return next((one for one in self.items if one.key == key), None)


def reviews(desk: Desk, person: Person | None) -> list[KeptRecord[Review]]:
    """Every review, the newest day first; called-off ones for the backbone alone.

    `person` None, here and below: somebody at the machine itself.
    """
    _check_can_see(person)
    found = [
        one
        for one in kept(desk.ledger, Review)
        if person is None or person.of_backbone or one.thing.state is not State.CALLED_OFF
    ]
    return sorted(found, key=lambda one: (one.thing.on, one.thing.number), reverse=True)


def review(desk: Desk, person: Person | None, review_id: str) -> KeptRecord[Review]:
    """One review. Raises CallersMistake `unknown_review`."""
    _check_can_see(person)
    return one_kept(desk.ledger, Review, review_id)


def _check_can_see(person: Person | None) -> None:
    if person is not None:
        people.check_can_see_reviews(person)


def review_shown(desk: Desk, person: Person | None, review_id: str) -> ReviewShown:
    """A review that was opened: what it froze.

    Raises CallersMistake `unknown_review`, Conflict `not_open` and InstallationProblem
    `review_altered`.
    """
    seen = review(desk, person, review_id)
    if not seen.thing.is_frozen:
        raise Conflict(
            "not_open",
            f"“{seen.thing.title}” has not been opened yet, so nothing is frozen.",
            "It shows figures from its opening on.",
        )
    key = ("review", seen.id, seen.version)
    return remembered(desk.ledger, key, lambda: _shown(seen, unpacked(desk.vault, seen.thing)))


def _shown(seen: KeptRecord[Review], files: Files) -> ReviewShown:
    frozen = read_frozen(files[REVIEW])
    edition = KeptReview(seen.thing, files).edition(PARTNERS)
    assert edition is not None  # noqa: S101 - a review always freezes what partners may see
    return ReviewShown(seen, frozen, edition, agenda_now(frozen, seen.thing))


def review_planned(
    desk: Desk, person: Person, review_id: str, *, protection: Protection = PROVEN
) -> ReviewShown:
    """A planned review as it would be if it were opened now; nothing is kept. For the backbone.

    It takes as long as opening it. Raises as `open_review`.
    """
    people.check_can_run_review(person)
    known = review_planned_before(desk, person, review_id)
    if known is not None:
        return known
    seen = review(desk, person, review_id)
    key = _plan_key(desk, seen)
    made = prepared(desk, seen.thing, data_to=None, now=desk.now(), protection=protection)
    _planned[desk.ledger] = (key, made.files)
    return _shown(seen, made.files)


def review_planned_before(desk: Desk, person: Person, review_id: str) -> ReviewShown | None:
    """The same at once when nothing it is made of has changed since it was asked for."""
    people.check_can_see_everything(person)
    seen = review(desk, person, review_id)
    known, files = _planned.get(desk.ledger, (None, {}))
    return _shown(seen, files) if known == _plan_key(desk, seen) else None


def _plan_key(desk: Desk, seen: KeptRecord[Review]) -> Hashable:
    return seen.id, plan_key(desk, seen.thing, desk.today())


def review_captured(desk: Desk, person: Person, review_id: str) -> Captured:
    """Everything written down in a review, private things too; for the backbone."""
    people.check_can_run_review(person)
    return captured_in(desk, review(desk, person, review_id).id)


def review_minutes(desk: Desk, person: Person | None, review_id: str) -> Minutes | None:
    """The minutes of a closed review; None before it is closed."""
    seen = review(desk, person, review_id)
    if seen.thing.minutes is None:
        return None
    return read_minutes(minutes_of(desk.vault, seen.thing)[MINUTES])
