"""Asking how the partnership works together, and answering: an answer has no name on it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from shared_metrics.agenda.model import Person
from shared_metrics.desk.agreed import day_words
from shared_metrics.desk.kept_records import KeptRecord, keep_changed, keep_new, kept, one_kept
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.who import new_id
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.people import check_can_reflect, check_can_run_reflection
from shared_metrics.reflection import SCALE, Question, Round

MAX_TITLE = 80


def open_round(
    desk: Desk, title: str, closes: dt.date, *, actor: Person, now: dt.datetime
) -> KeptRecord[Round]:
    """Asks everybody the questions of the agenda as they are worded now, up to a day.

    Raises NotAllowed, CallersMistake (`title_needed`, `title_too_long`, `day_gone`) and Conflict
    (`reflection_off`, `round_open`).
    """
    check_can_run_reflection(actor)
    questions, today = _asked(desk), desk.day_of(now)
    title = _checked_title(title)
    if closes < today:
        words = f"{day_words(closes)} has gone by; nobody could answer."
        raise CallersMistake("day_gone", words, "Choose a day from today on.")
    with desk.writing(actor, now) as entry:
        for one in kept(entry, Round):
            if not one.thing.is_over_on(today):
                raise _still_open(one.thing)
        made = Round("", title, questions, opens=today, closes=closes)
        return keep_new(entry, "open_reflection", made)


def answer_round(
    desk: Desk, round_id: str, answers: Mapping[str, int], *, actor: Person, now: dt.datetime
) -> None:
    """One person's answers by question, 1 to 5; questions may be left out. Once, for good.

    The trail says that this person answered, and nothing says what. Raises NotAllowed,
    CallersMistake (`nothing_answered`, `unknown_question`, `not_on_the_scale`,
    `unknown_reflection_round`) and Conflict (`round_over`, `answered_already`).
    """
    check_can_reflect(actor)
    with desk.writing(actor, now) as entry:
        asked = one_kept(entry, Round, round_id).thing
        if not asked.takes_answers_on(desk.day_of(now)):
            raise Conflict("round_over", f"“{asked.title}” takes no more answers.", None)
        _check_answers(answers, asked.questions)
        entry.keep_answer(new_id("ans"), round_id, answers)


def close_round(desk: Desk, round_id: str, *, actor: Person, now: dt.datetime) -> KeptRecord[Round]:
    """Ends a round before its last day has gone by; it cannot be opened again.

    Raises NotAllowed, CallersMistake `unknown_reflection_round`, Conflict `round_over`.
    """
    check_can_run_reflection(actor)
    with desk.writing(actor, now) as entry:
        seen = one_kept(entry, Round, round_id)
        if seen.thing.is_over_on(desk.day_of(now)):
            raise Conflict("round_over", f"“{seen.thing.title}” is over already.", None)
        return keep_changed(entry, "close_reflection", seen, replace(seen.thing, closed=True))


def _asked(desk: Desk) -> tuple[Question, ...]:
    if not desk.agenda.reflection:
        raise Conflict(
            "reflection_off",
            "These questions are switched off here.",
            "The file agenda/reflection.yaml says what is asked; without it nothing is.",
        )
    return desk.agenda.reflection


def _checked_title(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise CallersMistake(
            "title_needed", "The round has no title.", "Say when it is, such as “Spring 2026”."
        )
    if len(title) > MAX_TITLE:
        raise CallersMistake(
            "title_too_long", f"The title has {len(title)} letters.", f"Use at most {MAX_TITLE}."
        )
    return title


def _still_open(one: Round) -> Conflict:
    return Conflict(
        "round_open",
        f"“{one.title}” is still open, until {day_words(one.closes)}.",
        "Close it first, or wait for its last day.",
    )


def _check_answers(answers: Mapping[str, int], questions: Sequence[Question]) -> None:
    if not answers:
        raise CallersMistake(
            "nothing_answered", "No question is answered.", "Answer one or more, then send."
        )
    for question, step in answers.items():
        if question not in {one.id for one in questions}:
            raise CallersMistake("unknown_question", f"“{question}” was not asked.", None)
        if isinstance(step, bool) or step not in SCALE:
            raise CallersMistake(
                "not_on_the_scale", "An answer is a whole number from 1 to 5.", None
            )
