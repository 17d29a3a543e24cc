"""What people of the sample do beside sending files: each deed once, however often it is seeded."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from sample_data.chance import bell, chance
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.kept_records import KeptRecord, kept
from shared_metrics.desk.learned import (
    approvals,
    kept_adaptations,
    kept_field_notes,
    kept_setbacks,
    meant_for,
    setbacks_known,
    waits_for,
)
from shared_metrics.learning import Adaptation, FieldNote, Outcome, Setback, Visibility
from shared_metrics.reflection import Round
from shared_metrics.reviews import Commitment, Decision, Review, State


@dataclass(frozen=True)
class Done:
    """Somebody does something at a time. `what` knows whether the ledger has it already."""

    when: dt.datetime
    actor: str
    what: "What"

    def do(self, desk: Desk) -> None:
        """Does it, or nothing when it was done."""
        if not self.what.is_there(desk):
            self.what.do(desk, self)


class What:
    """One act of the story."""

    def is_there(self, desk: Desk) -> bool:
        """Whether the ledger shows that it was done."""
        raise NotImplementedError

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        raise NotImplementedError


@dataclass(frozen=True)
class Write(What):
    """A setback, field note, adaptation, decision or commitment; others are named by their words.

    `review` and `item` of the thing: the title of the review, and the key of its item; `@` and the
    words of an adaptation: the item that looks back at it.
    """

    thing: Setback | FieldNote | Adaptation | Decision | Commitment

    def is_there(self, desk: Desk) -> bool:
        """Whether the ledger has it."""
        return _words(self.thing) in {_words(one.thing) for one in _every(desk)}

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        how: Any = {"actor": desk.person(done.actor), "now": done.when}
        thing = self.thing
        if thing.review:
            review = _review(desk, thing.review).id
            thing = replace(thing, review=review, item=_item(desk, thing.item))
        if isinstance(thing, Setback):
            acts.write_setback(desk, thing, **how)
        elif isinstance(thing, FieldNote):
            acts.write_field_note(desk, thing, **how)
        elif isinstance(thing, Adaptation):
            setback = _by_words(desk, thing.setback)
            acts.write_adaptation(desk, replace(thing, setback=setback.id), **how)
        elif isinstance(thing, Decision):
            acts.decide(desk, thing, **how)
        else:
            acts.commit_to(desk, thing, **how)


@dataclass(frozen=True)
class Agree(What):
    """A partner agrees that words which name it may be read outside."""

    words: str
    partner: str

    def is_there(self, desk: Desk) -> bool:
        """Whether the ledger has it."""
        one = _by_words(desk, self.words).thing
        readers = meant_for(one, setbacks_known(desk))
        return self.partner not in waits_for(desk, one, approvals(desk), readers)

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        about = _by_words(desk, self.words).id
        actor = desk.person(done.actor)
        acts.approve_words(desk, about, self.partner, actor=actor, now=done.when)


@dataclass(frozen=True)
class Share(What):
    """What was private may be read by others."""

    words: str
    visibility: Visibility

    def is_there(self, desk: Desk) -> bool:
        """Whether the ledger has it."""
        return bool(_by_words(desk, self.words).thing.visibility == self.visibility)

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        seen = _by_words(desk, self.words)
        actor = desk.person(done.actor)
        acts.set_visibility(desk, seen, self.visibility, actor=actor, now=done.when)


@dataclass(frozen=True)
class LookBack(What):
    """What came of an adaptation."""

    words: str
    outcome: Outcome
    seen: str
    again: dt.date | None = None

    def is_there(self, desk: Desk) -> bool:
        """Whether the ledger has it."""
        one = _by_words(desk, self.words).thing
        return bool(one.is_closed or (one.outcome is not None and self.outcome == "too_early"))

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        acts.check_back(
            desk,
            _by_words(desk, self.words).id,
            outcome=self.outcome,
            seen=self.seen,
            next_check_back=self.again,
            actor=desk.person(done.actor),
            now=done.when,
        )


@dataclass(frozen=True)
class Keep(What):
    """A commitment is kept."""

    words: str
    note: str

    def is_there(self, desk: Desk) -> bool:
        """Whether the ledger has it."""
        return bool(_by_words(desk, self.words).thing.state == "done")

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        seen: KeptRecord[Commitment] = _by_words(desk, self.words)
        actor = desk.person(done.actor)
        acts.change_commitment(desk, seen, state="done", note=self.note, actor=actor, now=done.when)


@dataclass(frozen=True)
class Plan(What):
    """A day for a review."""

    title: str
    on: dt.date

    def is_there(self, desk: Desk) -> bool:
        """Whether the ledger has it."""
        return self.title in {one.thing.title for one in kept(desk.ledger, Review)}

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        acts.plan_review(desk, self.title, self.on, actor=desk.person(done.actor), now=done.when)


@dataclass(frozen=True)
class Open(What):
    """A review begins: its figures are frozen."""

    title: str

    def is_there(self, desk: Desk) -> bool:
        """Whether the ledger has it."""
        return _review(desk, self.title).thing.state is not State.PLANNED

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        review = _review(desk, self.title)
        acts.open_review(desk, review.id, actor=desk.person(done.actor), now=done.when)


@dataclass(frozen=True)
class Close(What):
    """A review ends: its minutes are frozen."""

    title: str

    def is_there(self, desk: Desk) -> bool:
        """Whether the ledger has it."""
        return _review(desk, self.title).thing.state is State.CLOSED

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        review = _review(desk, self.title)
        acts.close_review(desk, review.id, actor=desk.person(done.actor), now=done.when)


def _review(desk: Desk, title: str) -> KeptRecord[Review]:
    return next(one for one in kept(desk.ledger, Review) if one.thing.title == title)


def _item(desk: Desk, key: str) -> str:
    is_look_back = key.startswith("@")
    return f"check_back:{_by_words(desk, key[1:]).id}" if is_look_back else key


def _every(desk: Desk) -> list[KeptRecord]:  # type: ignore[type-arg]  # of any kind
    return [
        *kept_setbacks(desk),
        *kept_adaptations(desk),
        *kept_field_notes(desk),
        *kept(desk.ledger, Decision),
        *kept(desk.ledger, Commitment),
    ]


def _by_words(desk: Desk, words: str) -> KeptRecord:  # type: ignore[type-arg]  # of any kind
    return next(one for one in _every(desk) if words in (_words(one.thing), one.id))


def _words(thing: object) -> str:
    """What tells one thing of the story from another."""
    names = ("changed", "heard", "title", "text")
    return str(next(getattr(thing, name) for name in names if hasattr(thing, name)))


@dataclass(frozen=True)
class Ask(What):
    """The questions about working together are asked, up to a day."""

    title: str
    closes: dt.date

    def is_there(self, desk: Desk) -> bool:
        """Whether the ledger has it."""
        return self.title in {one.thing.title for one in kept(desk.ledger, Round)}

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        actor = desk.person(done.actor)
        acts.open_round(desk, self.title, self.closes, actor=actor, now=done.when)


@dataclass(frozen=True)
class Answer(What):
    """Somebody answers all of them, around a step of the scale; whose it is, is kept nowhere."""

    title: str
    email: str
    around: float

    def is_there(self, desk: Desk) -> bool:
        """Whether the trail says that they answered."""
        rows = desk.ledger.audit_rows(about=self._round(desk).id)
        return any((row.act, row.actor) == ("answer_reflection", self.email) for row in rows)

    def do(self, desk: Desk, done: Done) -> None:
        """Does it."""
        asked = self._round(desk)
        stream = chance("reflection", self.title, self.email)
        steps = {
            one.id: min(5, max(1, round(self.around + bell(stream))))
            for one in asked.thing.questions
        }
        acts.answer_round(desk, asked.id, steps, actor=desk.person(done.actor), now=done.when)

    def _round(self, desk: Desk) -> KeptRecord[Round]:
        return next(one for one in kept(desk.ledger, Round) if one.thing.title == self.title)
