"""The agenda: what changed since the last review, in the order a room should hear it. Pure.

Everything an item says may be read by all partners: figures come from editions that passed the
gate, words from what is shown to partners. Whose file is late stands nowhere in here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from shared_metrics.learning import Adaptation, FieldNote, Setback
from shared_metrics.releases import Edition, ReleasedGoal
from shared_metrics.releases.restated import Restated, restated
from shared_metrics.reviews import AgendaItem, Commitment

WORDS: Final = {"no_data": "no figures yet"}
ASKED_BACK: Final = "Did it help, did it make no difference, or is it too early to tell?"
FIRST_LOOK: Final = "We look at it together for the first time."
HEARD: Final = "Heard in the field"


@dataclass(frozen=True, slots=True)
class Told:
    """What partners may read of what was learned and agreed; `owners`: id -> name."""

    setbacks: tuple[Setback, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    field_notes: tuple[FieldNote, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)


def agenda_of(
    now: Edition,
    before: Edition | None,
    told: Told,
    *,
    on: dt.date,
    seen: frozenset[str] = frozenset(),
    coverage: Mapping[str, str] | None = None,
) -> tuple[AgendaItem, ...]:
    """The items of a review on a day, by the figures it will show.

    `before`: what the last review showed, None at the first one, which looks at every goal.
    `seen`: ids of setbacks and field notes that were there at the last one. `coverage`: goal ->
    how complete its newest figure is.
    """
    changed = restated(before, now) if before else None
    return (
        *_statuses(now, before, changed),
        *_restatements(now, changed),
        *_check_backs(told, on),
        *_setbacks(told, seen),
        *_field_notes(told, seen),
        *_overdue(told, on),
        *_coverage(coverage or {}),
    )


def goal_items(now: Edition) -> tuple[AgendaItem, ...]:
    """Every goal as an item: what a chair may add."""
    return tuple(
        AgendaItem(f"goal:{one.goal.id}", "goal", one.goal.title, (one.sentence,), one.goal.id)
        for one in now.release.goals
    )


def status_words(word: str) -> str:
    """A status as it is read: `on track`."""
    return WORDS.get(word, word.replace("_", " "))


def _statuses(
    now: Edition, before: Edition | None, changed: Restated | None
) -> Iterator[AgendaItem]:
    if changed is None or before is None:
        yield from (_status(one, FIRST_LOOK) for one in now.release.goals)
        return
    known = {one.goal.id for one in before.release.goals}
    flips = {flip.goal: flip for flip in changed.flipped}
    for one in now.release.goals:
        flip = flips.get(one.goal.id)
        if flip is not None:
            was = f"It was {status_words(flip.word_then)} at the last review."
            reread = " The same period reads otherwise now." if flip.is_restated else ""
            yield _status(one, f"It is {status_words(one.word)}. {was}{reread}")
        elif one.goal.id not in known:
            yield _status(one, f"It is new, and {status_words(one.word)}.")


def _status(one: ReleasedGoal, change: str) -> AgendaItem:
    says = (change, one.sentence)
    return AgendaItem(f"status:{one.goal.id}", "status", one.goal.title, says, one.goal.id)


def _restatements(now: Edition, changed: Restated | None) -> Iterator[AgendaItem]:
    """One item a metric; its figures stand in the edition's corrections."""
    by_metric: dict[str, int] = {}
    for one in changed.corrections if changed else ():
        if one.table in now.tables:
            metric = now.tables[one.table].metric.id
            by_metric[metric] = by_metric.get(metric, 0) + 1
    for metric, count in by_metric.items():
        figures = "One figure reads" if count == 1 else f"{count:,} figures read"
        yield AgendaItem(
            f"restatement:{metric}",
            "restatement",
            now.release.metric_by_id[metric].title,
            (f"{figures} otherwise than at the last review.",),
            _goal_of(now, (metric,)),
            metric,
        )


def _check_backs(told: Told, on: dt.date) -> Iterator[AgendaItem]:
    by_id = {one.id: one for one in told.setbacks}
    for one in sorted(told.adaptations, key=lambda a: (a.check_back, a.id)):
        setback = by_id.get(one.setback)
        if setback is not None and not one.is_closed and one.check_back <= on:
            says = (f"We changed: {one.changed}", ASKED_BACK)
            key = f"check_back:{one.id}"
            yield AgendaItem(key, "check_back", setback.title, says, about=one.id)


def _setbacks(told: Told, seen: frozenset[str]) -> Iterator[AgendaItem]:
    for one in told.setbacks:
        if one.id not in seen:
            says = (
                f"We expected: {one.expected}",
                f"What happened: {one.happened}",
                f"What we learned: {one.learned}",
            )
            yield AgendaItem(f"setback:{one.id}", "setback", one.title, says, about=one.id)


def _field_notes(told: Told, seen: frozenset[str]) -> Iterator[AgendaItem]:
    for one in told.field_notes:
        if one.id not in seen:
            key = f"field_note:{one.id}"
            yield AgendaItem(key, "field_note", HEARD, (one.heard,), about=one.id)


def _overdue(told: Told, on: dt.date) -> Iterator[AgendaItem]:
    for one in sorted(told.commitments, key=lambda c: (c.due, c.id)):
        if one.is_overdue(on):
            owner = told.owners.get(one.owner, one.owner)
            says = (f"{owner} meant to do it by {_day(one.due)}. What would help?",)
            key = f"commitment:{one.id}"
            yield AgendaItem(key, "commitment", one.text, says, one.goal, one.id)


def _coverage(coverage: Mapping[str, str]) -> Iterator[AgendaItem]:
    if coverage:
        says = tuple(dict.fromkeys(coverage.values()))
        yield AgendaItem("coverage", "coverage", "How complete the figures are", says)


def _goal_of(now: Edition, metrics: Iterable[str]) -> str | None:
    wanted = set(metrics)
    return next((g.goal.id for g in now.release.goals if g.goal.metric in wanted), None)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
