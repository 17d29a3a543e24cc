"""The items of a review's agenda as its files show them: what is frozen, beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from shared_metrics.desk.reviewing.frozen import Frozen
from shared_metrics.learning import FACILITATING_ACTIONS, Adaptation, FieldNote, Setback
from shared_metrics.releases import Edition, ReleasedSetback
from shared_metrics.reviews import AgendaItem, Commitment
from shared_metrics.site.corrections import CorrectionShown, corrections_of
from shared_metrics.site.goals import NARROW, GoalShown, View
from shared_metrics.site.report_card import Newest, newest_of_groups

KINDS: Final = {
    "status": "Status",
    "goal": "Goal",
    "restatement": "Corrected figures",
    "check_back": "Looking back",
    "setback": "Setback",
    "field_note": "Field note",
    "commitment": "Agreed earlier",
    "coverage": "Coverage",
    "own": "On the agenda",
}
OURS: Final = frozenset({"coverage", "field_note"})  # kinds whose title is in our words
WITH_CARD: Final = frozenset({"status", "goal"})
STATES: Final = {"open": "Open", "done": "Done", "dropped": "Dropped"}
Kept = TypeVar("Kept", Adaptation, FieldNote, Commitment)


@dataclass(frozen=True, slots=True)
class Card:
    """A goal's card. `change`: how it stood at the last review."""

    goal: GoalShown
    change: str
    wide: str
    narrow: str
    alternative: str
    groups: tuple[Newest, ...]


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One item with everything the review froze about it."""

    number: int
    item: AgendaItem
    kind: str
    card: Card | None = None
    setback: ReleasedSetback | None = None
    adaptation: Adaptation | None = None
    field_note: FieldNote | None = None
    commitment: Commitment | None = None
    restated: tuple[CorrectionShown, ...] = ()

    @property
    def title_is_own(self) -> bool:
        """Whether its title is the partnership's own words."""
        return self.item.kind not in OURS


@dataclass(frozen=True, eq=False)
class Learned:
    """What was learned and agreed, by id, and how it is told."""

    view: View
    setbacks: tuple[Setback, ...]
    adaptations: tuple[Adaptation, ...]
    owners: dict[str, str]

    def told(self, setback: Setback) -> ReleasedSetback:
        """A setback with what was changed in answer, oldest change first."""
        answers = [one for one in self.adaptations if one.setback == setback.id]
        return ReleasedSetback(setback, tuple(sorted(answers, key=lambda one: one.period)))

    def of_setback(self, setback_id: str) -> ReleasedSetback | None:
        """A setback by its id; None when it is not one that partners may read."""
        return next((self.told(one) for one in self.setbacks if one.id == setback_id), None)

    def title(self, change: Adaptation) -> str:
        """What the setback is called that a change answers."""
        told = self.of_setback(change.setback)
        return told.setback.title if told else "What was changed"

    def owner(self, owner: str) -> str:
        """The name of whoever owns a commitment or heard something; as written when unknown."""
        return self.owners.get(owner, owner)

    def metrics(self, ids: Iterable[str]) -> str:
        """Titles of metrics whose figures are in the edition, with commas."""
        known = self.view.edition.release.metric_by_id
        return ", ".join(known[one].title for one in ids if one in known)

    def action(self, adaptation: Adaptation) -> str:
        """Which facilitating action it was."""
        return FACILITATING_ACTIONS[adaptation.action] if adaptation.action else ""

    def goal(self, goal_id: str | None) -> str:
        """The title of a goal; nothing when it is not in the edition."""
        goals = self.view.edition.release.goals
        return next((one.goal.title for one in goals if one.goal.id == goal_id), "")


def items_shown(
    view: View, frozen: Frozen, items: Iterable[AgendaItem], learned: Learned
) -> list[ItemShown]:
    """The agenda with its numbers, each item with what is known of it."""
    return [
        _shown(view, frozen, item, number, learned) for number, item in enumerate(items, start=1)
    ]


def without_details(items: Iterable[AgendaItem]) -> list[ItemShown]:
    """The agenda with its numbers."""
    return [ItemShown(number, item, KINDS[item.kind]) for number, item in enumerate(items, start=1)]


def _shown(
    view: View, frozen: Frozen, item: AgendaItem, number: int, learned: Learned
) -> ItemShown:
    adaptation = _by_id(frozen.adaptations, item.about) if item.kind == "check_back" else None
    setback = adaptation.setback if adaptation else item.about
    return ItemShown(
        number,
        item,
        KINDS[item.kind],
        _card(view, frozen, item) if item.kind in WITH_CARD else None,
        learned.of_setback(setback) if item.kind in {"setback", "check_back"} else None,
        adaptation,
        _by_id(frozen.field_notes, item.about) if item.kind == "field_note" else None,
        _by_id(frozen.commitments, item.about) if item.kind == "commitment" else None,
        _restated(view, item.about) if item.kind == "restatement" else (),
    )


def _by_id(kept: Iterable[Kept], id_: str) -> Kept | None:
    return next((one for one in kept if one.id == id_), None)


def _card(view: View, frozen: Frozen, item: AgendaItem) -> Card | None:
    found = [one for one in view.edition.release.goals if one.goal.id == item.goal]
    if not found:
        return None
    goal = view.goal(found[0])
    return Card(
        goal,
        item.says[0] if item.kind == "status" and frozen.previous else "",
        view.chart(goal),
        view.chart(goal, NARROW),
        view.alternative(goal),
        tuple(newest_of_groups(view, goal)),
    )


def _restated(view: View, metric: str) -> tuple[CorrectionShown, ...]:
    release = view.edition.release
    tables = {entry.id for entry in release.tables if entry.metric == metric}
    wanted = [one for one in release.corrections if one.table in tables]
    return tuple(corrections_of(view.edition, wanted, view.words))


def definitions_of(edition: Edition, items: Iterable[ItemShown]) -> list[GoalShown]:
    """The goals on the agenda, each once: their annex says how we know."""
    cards = {one.card.goal.id: one.card.goal for one in items if one.card}
    order = [one.goal.id for one in edition.release.goals]
    return sorted(cards.values(), key=lambda goal: order.index(goal.id))
