"""Rounds of questions about working together: who may, what is shown when, and to nobody whose."""

import dataclasses
import datetime as dt
import io
import json
import logging
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desk_factories import (
    ADMIN,
    BOARD,
    CARMEN,
    CHAIR,
    NOOR,
    NOW,
    ROSA,
    SAMIR,
    make_desk,
    person,
)
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.home import remember
from shared_metrics.desk.keeping import back_up
from shared_metrics.desk.partner_export import export_partner
from shared_metrics.desk.questions.reflecting import (
    AskedRound,
    reflection_rounds,
    reflection_spreads,
    round_to_answer,
)
from shared_metrics.errors import NotAllowed, SharedMetricsError
from shared_metrics.ledger import ANSWER
from shared_metrics.ledger.tables import metadata, reflection_answers
from shared_metrics.reflection import Question

CLOSES = dt.date(2026, 4, 30)
AFTER = NOW + dt.timedelta(30)
SIX = (ROSA, SAMIR, CARMEN, NOOR, CHAIR, ADMIN)
FIRST, SECOND = "result_in_own_words", "promises_kept"
ROLES = {"member": SAMIR, "steward": ROSA, "analyst": NOOR, "chair": CHAIR, "admin": ADMIN}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return on(make_desk(tmp_path / "home"), NOW.date())


def opened(desk: Desk, title: str = "Spring 2026") -> str:
    return acts.open_round(desk, title, CLOSES, actor=person(CHAIR), now=NOW).id


def answer(desk: Desk, round_id: str, email: str, **answers: int) -> None:
    given = answers or {FIRST: 4}
    acts.answer_round(desk, round_id, given, actor=desk.person(email), now=NOW)


def on(desk: Desk, day: dt.date) -> Desk:
    return dataclasses.replace(desk, home=dataclasses.replace(desk.home, today=day))


def without_questions(desk: Desk) -> Desk:
    agenda = dataclasses.replace(desk.agenda, reflection=())
    return dataclasses.replace(
        desk, definitions=dataclasses.replace(desk.definitions, agenda=agenda)
    )


def only(desk: Desk, email: str = ROSA) -> AskedRound:
    (one,) = reflection_rounds(desk, desk.person(email))
    return one


# --- who may ------------------------------------------------------------------------------

# Through an upload link nobody takes part, so nobody is asked.
WHO_MAY = """
who      answer  see  open  close
member   yes     yes  no    no
steward  yes     yes  no    no
analyst  yes     yes  yes   yes
chair    yes     yes  yes   yes
admin    yes     yes  no    no
link     no      no   no    no
"""
HEADER, *ROWS = (line.split() for line in WHO_MAY.strip().splitlines())
CELLS = [(row[0], act, word) for row in ROWS for act, word in zip(HEADER[1:], row[1:], strict=True)]


@pytest.mark.parametrize(("who", "act", "expected"), CELLS)
def test_who_may_answer_see_and_run(desk: Desk, who: str, act: str, expected: str) -> None:
    """Everybody who takes part answers and sees; an analyst or the chair asks and closes."""
    running = opened(desk) if act in ("answer", "close") else ""
    if who == "link":
        made = acts.make_upload_link(desk, BOARD, label="Ann", actor=person(NOOR), now=NOW)
        somebody = made.link.person
    else:
        somebody = desk.person(ROLES[who])
    how: dict[str, Any] = {"actor": somebody, "now": NOW}
    tries = {
        "answer": lambda: acts.answer_round(desk, running, {FIRST: 3}, **how),
        "see": lambda: reflection_spreads(desk, somebody),
        "open": lambda: acts.open_round(desk, "Spring 2026", CLOSES, **how),
        "close": lambda: acts.close_round(desk, running, **how),
    }
    if expected == "yes":
        tries[act]()
    else:
        with pytest.raises(NotAllowed):
            tries[act]()


# --- what is refused ----------------------------------------------------------------------

REFUSED = {
    "title_needed": lambda d, _: acts.open_round(d, " ", CLOSES, actor=person(NOOR), now=AFTER),
    "title_too_long": lambda d, _: acts.open_round(
        d, "A" * 81, CLOSES, actor=person(NOOR), now=AFTER
    ),
    "day_gone": lambda d, _: acts.open_round(d, "Next", CLOSES, actor=person(NOOR), now=AFTER),
    "round_open": lambda d, _: acts.open_round(d, "Next", CLOSES, actor=person(NOOR), now=NOW),
    "reflection_off": lambda d, _: acts.open_round(
        without_questions(d), "Next", CLOSES, actor=person(NOOR), now=NOW
    ),
    "nothing_answered": lambda d, r: acts.answer_round(d, r, {}, actor=person(NOOR), now=NOW),
    "unknown_question": lambda d, r: answer(d, r, NOOR, weather=3),
    "not_on_the_scale": lambda d, r: answer(d, r, NOOR, **{FIRST: 6}),
    "unknown_reflection_round": lambda d, _: answer(d, "rnd_none", NOOR),
    "answered_already": lambda d, r: (answer(d, r, NOOR), answer(d, r, NOOR)),
    "round_over": lambda d, r: acts.answer_round(d, r, {FIRST: 3}, actor=person(NOOR), now=AFTER),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_is_said_plainly(desk: Desk, code: str) -> None:
    """Each thing that does not fit ends in an error with its own code and writes nothing of it."""
    running = opened(desk)
    with pytest.raises(SharedMetricsError) as refused:
        REFUSED[code](desk, running)
    assert refused.value.code == code
    assert len(desk.ledger.answers(running)) == (code == "answered_already")
    assert not desk.ledger.verify()


def test_nobody_answers_a_round_that_was_closed(desk: Desk) -> None:
    """Closing holds at once and for good."""
    running = opened(desk)
    acts.close_round(desk, running, actor=person(NOOR), now=NOW)
    for late in (
        lambda: answer(desk, running, ROSA),
        lambda: acts.close_round(desk, running, actor=person(NOOR), now=NOW),
    ):
        with pytest.raises(SharedMetricsError, match=r"no more answers|over already"):
            late()


def test_somebody_who_acts_for_two_partners_answers_once(desk: Desk) -> None:
    """An answer is a person's, whichever of their places they come in by."""
    steward = [next(iter(person(ROSA).roles))]
    acts.invite(
        desk, ROSA, roles=steward, partner="steppingway_training", actor=person(NOOR), now=NOW
    )
    running = opened(desk)
    answer(desk, running, ROSA)
    elsewhere = dataclasses.replace(desk.person(ROSA), partner="steppingway_training")
    assert round_to_answer(desk, elsewhere) is None


# --- what is shown ------------------------------------------------------------------------


@pytest.mark.parametrize("count", range(7))
def test_a_spread_needs_five_and_the_end_of_the_round(desk: Desk, count: int) -> None:
    """While a round is open nothing is shown but whether five have answered; then five or none."""
    running = opened(desk)
    for email in SIX[:count]:
        answer(desk, running, email)
    told = only(desk).count_words
    assert told == ("5 or more have answered" if count >= 5 else "fewer than 5 have answered")
    assert reflection_spreads(desk, person(CHAIR)) == []
    first, *others = reflection_spreads(on(desk, CLOSES + dt.timedelta(1)), person(ROSA))
    (result,) = first.results
    assert result.steps == (None if count < 5 else {1: 0, 2: 0, 3: 0, 4: count, 5: 0})
    assert {result.steps for one in others for result in one.results} == {None}


def test_a_question_left_out_by_some_is_counted_by_itself(desk: Desk) -> None:
    """Five of six answered one question, four the other: the first is shown, the second is not."""
    running = opened(desk)
    for at, email in enumerate(SIX):
        given = ({FIRST: 2} if at > 0 else {}) | ({SECOND: 5} if at < 4 else {})
        answer(desk, running, email, **given)
    acts.close_round(desk, running, actor=person(NOOR), now=NOW)
    shown = {one.question.id: one.results[0].count for one in reflection_spreads(desk, None)}
    assert (shown[FIRST], shown[SECOND]) == (5, None)


def test_an_open_round_is_asked_of_who_has_not_answered(desk: Desk) -> None:
    """Until they have answered, or it is over, or the questions are switched off."""
    running = opened(desk)
    assert round_to_answer(desk, person(ROSA)).id == running
    assert round_to_answer(on(desk, AFTER.date()), person(ROSA)) is None
    assert round_to_answer(without_questions(desk), person(ROSA)) is None
    answer(desk, running, ROSA)
    assert round_to_answer(desk, person(ROSA)) is None
    assert only(desk).answered
    assert not only(desk, NOOR).answered


def test_a_round_keeps_the_words_it_was_asked_in(desk: Desk) -> None:
    """Questions that change in the file change no round that was opened before."""
    running = opened(desk)
    other = (Question("other", "Other?", "no", "yes"),)
    agenda = dataclasses.replace(desk.agenda, reflection=other)
    changed = dataclasses.replace(
        desk, definitions=dataclasses.replace(desk.definitions, agenda=agenda)
    )
    answer(changed, running, ROSA)
    assert only(changed).round.questions == desk.agenda.reflection


# --- whose an answer is -------------------------------------------------------------------

MARKED = {
    email: {FIRST: 1 + at % 5, SECOND: 5 - at % 3, "figures_used": 1 + at // 5}
    for at, email in enumerate(SIX)
}


def answered_by_six(desk: Desk) -> str:
    running = opened(desk)
    for email, given in MARKED.items():
        answer(desk, running, email, **given)
    return running


def rows_of(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    with desk.ledger.reading() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for table in metadata.sorted_tables
        }


def tells_an_answer(text: str) -> bool:
    """Whether a text holds a question's id with a step of the scale, in any way of writing it."""
    return bool(re.search(rf"({FIRST}|{SECOND}|figures_used)\W{{1,4}}[1-5]\b", text))


@pytest.mark.parametrize("wrong", ['{"promises_kept": 4}', "promises_kept=4", "promises_kept', 4"])
def test_the_search_would_find_an_answer(wrong: str) -> None:
    """What the next tests look for is what an answer looks like."""
    assert tells_an_answer(wrong)


def test_nothing_in_the_ledger_ties_an_answer_to_a_person(
    tmp_path: Path, database_url: str
) -> None:
    """Answers stand in one table, whose rows hold a random id, the round and the steps."""
    desk = make_desk(tmp_path / "home", database_url)
    running = answered_by_six(desk)
    rows = rows_of(desk)
    answers = rows.pop("reflection_answers")
    assert not tells_an_answer(json.dumps(rows, default=str))
    assert {tuple(row) for row in answers} == {("id", "round", "answers")}
    ids = [row["id"] for row in answers]
    assert not [one for one in ids if one in json.dumps(rows, default=str)]
    trail = [row for row in desk.ledger.audit_rows(about=running) if row.act == ANSWER]
    assert [row.told for row in trail] == [{}] * 6
    assert not desk.ledger.verify()


def test_rows_lie_in_the_order_of_random_ids(tmp_path: Path, database_url: str) -> None:
    """Where the database put the rows of a round says nothing about which came first."""
    desk = make_desk(tmp_path / "home", database_url)
    answered_by_six(desk)
    sqlite = desk.ledger.engine.dialect.name == "sqlite"
    place, written_by = ("rowid", "0") if sqlite else ("ctid", "xmin::text")
    told = sa.text(f"SELECT id, {written_by} FROM reflection_answers ORDER BY {place}")  # noqa: S608 - our own words
    with desk.ledger.reading() as connection:
        found = connection.execute(told).all()
    assert [row[0] for row in found] == sorted(row[0] for row in found)
    assert len({row[1] for row in found}) == 1  # all laid down by the act that came last


def test_no_earlier_state_of_the_answers_is_left_in_the_files(desk: Desk) -> None:
    """In the bytes of SQLite's files each answer stands once, and none in its write-ahead log."""
    answered_by_six(desk)
    files = {path.name: path.read_bytes() for path in desk.home.folder.glob("ledger.db*")}
    for given in MARKED.values():
        text = json.dumps(given).encode()
        assert {name: content.count(text) for name, content in files.items()} == {
            name: int(name == "ledger.db") for name in files
        }


def test_nothing_that_leaves_or_is_logged_ties_an_answer_to_a_person(
    desk: Desk, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """Not a log line, not what is known of a past day, not a partner's export, not a question."""
    caplog.set_level(logging.DEBUG)
    running = answered_by_six(desk)
    acts.close_round(desk, running, actor=person(NOOR), now=NOW)
    export_partner(desk, BOARD, tmp_path / "out.zip", actor=person(ROSA), now=NOW)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        exported = "".join(archive.read(name).decode("latin-1") for name in archive.namelist())
    told = [str(reflection_rounds(desk, None)), str(reflection_spreads(desk, None))]
    past = str(on(desk, AFTER.date()).known_at(NOW.date()).ledger.records())
    for text in (caplog.text, exported, past, *told):
        assert not tells_an_answer(text)
    assert not any(email in text for email in MARKED for text in told)


def test_a_backup_holds_the_answers_as_the_ledger_does(desk: Desk, tmp_path: Path) -> None:
    """Each once, without a person, in the order of random ids."""
    answered_by_six(desk)
    remember(dataclasses.replace(desk.home, partnership=desk.partnership.id))
    back_up(desk.settings, tmp_path / "kept.zip", now=NOW)
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        (name,) = (one for one in archive.namelist() if one.endswith("ledger.db"))
        content = io.BytesIO(archive.read(name)).getvalue()
    for given in MARKED.values():
        assert content.count(json.dumps(given).encode()) == 1


def test_an_answer_taken_away_or_added_is_noticed(desk: Desk) -> None:
    """The trail says how many answered; the table must hold as many."""
    running = answered_by_six(desk)
    with desk.ledger.engine.begin() as connection:
        first = sa.select(sa.func.min(reflection_answers.c.id)).scalar_subquery()
        connection.execute(sa.delete(reflection_answers).where(reflection_answers.c.id == first))
    found = [one.message for one in desk.ledger.verify()]
    assert found == [f"{running} holds 5 answers, 6 were given."]
