"""The checklist before a release is published: facts -> what stops it, and what to know."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from shared_metrics.agenda.model import Goal
from shared_metrics.progress import share_text
from shared_metrics.releases.model import Release, ReleasedGoal, TableEntry

Level = Literal["error", "warning"]
MUCH_HIDDEN: Final = 1 / 3
SOON: Final = dt.timedelta(days=60)
TOLD: Final = 5  # of one kind, before the rest is only counted


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing about a draft. An `error` stops it from being published."""

    level: Level
    code: str
    message: str
    hint: str

    def as_dict(self) -> dict[str, object]:
        """The shape `release check --json` prints."""
        return {
            "level": self.level,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }


@dataclass(frozen=True)
class Facts:
    """What is known about a draft on the day it is looked at.

    `waiting`: submissions nobody has decided on, up to the draft's last day. `trail`: what the
    audit trail does not agree with. `gate`: what the gate found, by audience. `history`: what is
    wrong with earlier releases. `outdated`: what changed since the draft was prepared.
    `agreements`: sentences about those that end soon. `same_person`: who prepared it publishes it.
    """

    release: Release
    today: dt.date
    waiting: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    gate: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    history: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    same_person: bool = False


def checklist(facts: Facts) -> tuple[ChecklistItem, ...]:
    """Everything to know before publishing, what stops it first."""
    found = [item for check in _CHECKS for item in check(facts)]
    return tuple(sorted(found, key=lambda item: item.level == "warning"))


def errors_in(items: Iterable[ChecklistItem]) -> tuple[ChecklistItem, ...]:
    """Those that stop it."""
    return tuple(item for item in items if item.level == "error")


def _files_waiting(facts: Facts) -> Iterator[ChecklistItem]:
    if facts.waiting:
        count = len(facts.waiting)
        yield ChecklistItem(
            "error",
            "files_waiting",
            f"{_counted(count, 'file waits', 'files wait')} for a decision: "
            f"{_listed(facts.waiting)}.",
            "Accept or return each, then prepare the release again.",
        )


def _trail_broken(facts: Facts) -> Iterator[ChecklistItem]:
    if facts.trail:
        yield ChecklistItem(
            "error",
            "trail_broken",
            f"The audit trail does not hold. {_listed(facts.trail, ' ')}",
            "See `shared-metrics audit verify`; find out what was changed before publishing.",
        )


def _gate_not_passed(facts: Facts) -> Iterator[ChecklistItem]:
    for audience, violations in sorted(facts.gate.items()):
        if violations:
            yield ChecklistItem(
                "error",
                "gate_not_passed",
                f"The tables for “{audience}” are not proven safe. {_listed(violations, ' ')}",
                "Prepare the release again; if this stays, publish fewer tables.",
            )


def _history_altered(facts: Facts) -> Iterator[ChecklistItem]:
    if facts.history:
        yield ChecklistItem(
            "error",
            "history_altered",
            f"What was published before is not whole here. {_listed(facts.history, ' ')}",
            "Take the releases from a backup: without them nothing can be proven safe.",
        )


def _prepare_again(facts: Facts) -> Iterator[ChecklistItem]:
    if facts.outdated:
        yield ChecklistItem(
            "error",
            "prepare_again",
            f"Things changed since the draft was prepared: {_listed(facts.outdated)}.",
            "Prepare the release again, then look at it again.",
        )


def _note_missing(facts: Facts) -> Iterator[ChecklistItem]:
    silent = [one for one in facts.release.corrections if not one.note.strip()]
    if silent:
        places = dict.fromkeys(f"{one.table} {one.period}" for one in silent)
        figures = _counted(len(silent), "published figure reads", "published figures read")
        yield ChecklistItem(
            "error",
            "note_missing",
            f"{figures} otherwise than before, and nothing says why: {_listed(places)}.",
            "Prepare the release again with a note for the public (`--note`).",
        )


def _goal_incomplete(facts: Facts) -> Iterator[ChecklistItem]:
    for goal in _goals(facts):
        if not (goal.owner.strip() and goal.next_review):
            yield ChecklistItem(
                "error",
                "goal_incomplete",
                f"“{goal.title}” has no owner or no day of review.",
                "Write them into agenda/goals.yaml.",
            )


def _coverage_incomplete(facts: Facts) -> Iterator[ChecklistItem]:
    for one in facts.release.goals:
        held = one.coverage
        if held is not None and held.reported < held.expected:
            yield ChecklistItem(
                "warning",
                "coverage_incomplete",
                f"“{one.goal.title}”: {held.reported:,} of {held.expected:,} files for "
                f"{held.period} are in.",
                "Its newest figure is published without a verdict.",
            )


def _review_passed(facts: Facts) -> Iterator[ChecklistItem]:
    for goal in _goals(facts):
        if goal.next_review < facts.today:
            yield ChecklistItem(
                "warning",
                "review_passed",
                f"“{goal.title}” was to be reviewed by {goal.next_review.isoformat()}.",
                "Review it, and write the next day into agenda/goals.yaml.",
            )


def _revision_pending(facts: Facts) -> Iterator[ChecklistItem]:
    for entry in facts.release.tables:
        if entry.pending:
            yield ChecklistItem(
                "warning",
                "revision_pending",
                f"{entry.id}: {_counted(entry.pending, 'older figure stays', 'older figures stay')}"
                ", because the new one would tell a small number.",
                "Nothing to do: they are marked for readers.",
            )


def _much_hidden(facts: Facts) -> Iterator[ChecklistItem]:
    for entry in facts.release.tables:
        if entry.hidden > MUCH_HIDDEN * entry.rows:
            yield ChecklistItem(
                "warning",
                "much_hidden",
                f"{entry.id}: {_share_hidden(entry)} of its figures are hidden to protect people.",
                "A coarser table tells readers more: fewer groups or longer periods.",
            )


def _agreement_ending(facts: Facts) -> Iterator[ChecklistItem]:
    for sentence in facts.agreements:
        yield ChecklistItem(
            "warning", "agreement_ending", sentence, "See `shared-metrics agreements`."
        )


def _same_person(facts: Facts) -> Iterator[ChecklistItem]:
    if facts.same_person:
        yield ChecklistItem(
            "warning",
            "same_person",
            "Whoever prepared it publishes it: nobody else has looked at it.",
            "Say why with `--reason`; it is kept with the release.",
        )


def _no_public_setback(facts: Facts) -> Iterator[ChecklistItem]:
    for one in facts.release.goals:
        if _is_off_its_path(one) and not one.setbacks:
            yield ChecklistItem(
                "warning",
                "no_public_setback",
                f"“{one.goal.title}” is short of its path, and readers are not told why.",
                "Write what happened and what was changed into agenda/setbacks.yaml.",
            )


_CHECKS: Final[tuple[Callable[[Facts], Iterator[ChecklistItem]], ...]] = (
    _files_waiting,
    _trail_broken,
    _gate_not_passed,
    _history_altered,
    _prepare_again,
    _note_missing,
    _goal_incomplete,
    _coverage_incomplete,
    _review_passed,
    _revision_pending,
    _much_hidden,
    _agreement_ending,
    _same_person,
    _no_public_setback,
)


def _goals(facts: Facts) -> Iterator[Goal]:
    return (one.goal for one in facts.release.goals)


def _is_off_its_path(one: ReleasedGoal) -> bool:
    return one.word in {"behind", "off_track"}


def _share_hidden(entry: TableEntry) -> str:
    return share_text(entry.hidden / entry.rows)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _listed(words: Iterable[str], between: str = ", ") -> str:
    words = list(words)
    rest = len(words) - TOLD
    return between.join(words[:TOLD]) + (f"{between}and {rest:,} more" if rest > 0 else "")
