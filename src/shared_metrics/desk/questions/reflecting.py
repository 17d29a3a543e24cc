"""What was asked about working together, and how the answers spread: never whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk.kept_records import kept
from shared_metrics.desk.opening import Desk
from shared_metrics.ledger import ANSWER
from shared_metrics.reflection import FEWEST_ANSWERS, Question, Result, Round, trend


@dataclass(frozen=True, slots=True)
class AskedRound:
    """A round as somebody may see it on the desk's day. While it is open nothing is told of it.

    `answered`: whether whoever asks has; `enough`: whether five or more have, in steps so coarse
    that nobody sees who came when.
    """

    round: Round
    is_open: bool
    enough: bool
    answered: bool

    @property
    def count_words(self) -> str:
        """`5 or more have answered`."""
        return f"{self._count} have answered"

    @property
    def row(self) -> tuple[str, ...]:
        """What `reflection list` prints, under its headings."""
        one, state = self.round, "open" if self.is_open else "over"
        return (one.id, one.title, str(one.opens), str(one.closes), state, self._count)

    def as_dict(self) -> dict[str, object]:
        """The shape `reflection list --json` prints."""
        names = ("id", "title", "opens", "closes", "state", "answered")
        return dict(zip(names, self.row, strict=True))

    @property
    def _count(self) -> str:
        return f"{FEWEST_ANSWERS} or more" if self.enough else f"fewer than {FEWEST_ANSWERS}"


@dataclass(frozen=True, slots=True)
class Spread:
    """A question and what it came to in the rounds that are over, oldest first."""

    question: Question
    results: tuple[Result, ...]

    def as_dict(self) -> dict[str, object]:
        """The shape `reflection list --json` prints."""
        results = [
            {"round": one.round_title, "answered": one.count, "steps": one.steps}
            for one in self.results
        ]
        return {"id": self.question.id, "asks": self.question.asks, "results": results}


def reflection_rounds(desk: Desk, person: Person | None) -> list[AskedRound]:
    """Every round, oldest first; none where the questions are switched off.

    `person` None: somebody at the machine itself. Raises NotAllowed.
    """
    if person is not None:
        people.check_can_reflect(person)
    if not desk.agenda.reflection:
        return []
    return [_asked(desk, one.thing, person) for one in kept(desk.ledger, Round)]


def reflection_spreads(desk: Desk, person: Person | None) -> list[Spread]:
    """Every question of rounds that are over, those of the newest round first, with its spreads.

    `person` None: somebody at the machine itself. Raises NotAllowed.
    """
    rounds = [one.round for one in reflection_rounds(desk, person)]
    over = [(one, desk.ledger.answers(one.id)) for one in rounds if one.is_over_on(desk.today())]
    asked = _each_once([one.questions for one, _ in reversed(over)])
    return [Spread(question, trend(question, over)) for question in asked]


def round_to_answer(desk: Desk, person: Person) -> Round | None:
    """The round that is open and that this person has not answered. Raises NotAllowed."""
    waiting = (one for one in reflection_rounds(desk, person) if one.is_open and not one.answered)
    return next((one.round for one in waiting), None)


def _asked(desk: Desk, one: Round, person: Person | None) -> AskedRound:
    rows = desk.ledger.audit_rows(about=one.id)
    actors = {row.actor for row in rows if row.act == ANSWER}
    answered = person is not None and person.email in actors
    enough = len(actors) >= FEWEST_ANSWERS
    return AskedRound(one, one.takes_answers_on(desk.today()), enough, answered)


def _each_once(rounds: Sequence[Sequence[Question]]) -> list[Question]:
    """Questions that differ, a changed wording apart from what it was."""
    found: list[Question] = []
    for question in chain.from_iterable(rounds):
        if not any(question.asks_the_same_as(known) for known in found):
            found.append(question)
    return found
