"""The pages about working together: switched off, asked, answered, and what they show of it."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from app_pages import press, title, use_home, visit, words
from desk_factories import ADMIN, CARMEN, CHAIR, DEFINITIONS, NOOR, ROSA, SAMIR, make_desk, person
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.kept_records import kept
from shared_metrics.reflection import Round
from shared_metrics.web import navigation

TODAY = "2026-04-18"
LATER = "2026-06-01"
NOW = dt.datetime(2026, 4, 18, 17, 0, tzinfo=dt.UTC)
CLOSES = dt.date(2026, 4, 30)
QUESTION = "promises_kept"
PAGES = (("working_together", ROSA), ("reflection", NOOR))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = make_desk(tmp_path / "home")
    use_home(desk.home.folder, monkeypatch, TODAY)
    return desk


def opened(desk: Desk) -> str:
    return acts.open_round(desk, "Spring 2026", CLOSES, actor=person(CHAIR), now=NOW).id


def answer(desk: Desk, round_id: str, *emails: str) -> None:
    for email in emails:
        acts.answer_round(desk, round_id, {QUESTION: 4}, actor=person(email), now=NOW)


def test_an_answer_is_sent_once_and_is_thanked_for(desk: Desk) -> None:
    """What was chosen is kept, what was left out is not; afterwards there is no form any more."""
    running = opened(desk)
    assert "open until 30 April 2026" in words(visit("to_do", ROSA))
    app = visit("working_together", ROSA)
    assert "They cannot be changed once sent" in words(app)
    app.radio(key=f"{running}_{QUESTION}").set_value(4)
    app.button[-1].click().run()
    assert "You have answered. Thank you." in words(app)
    assert len(app.radio) == 0
    assert desk.ledger.answers(running) == [{QUESTION: 4}]
    assert "Answer the questions" not in words(visit("to_do", ROSA))


def test_an_empty_form_is_told_what_it_lacks(desk: Desk) -> None:
    """Sent without any choice nothing is written, and the person may still answer."""
    running = opened(desk)
    app = visit("reflection", NOOR)
    next(b for b in app.button if b.label == "Send my answers for good").click().run()
    assert "No question is answered." in words(app)
    assert desk.ledger.answers(running) == []
    assert len(app.radio) == len(desk.agenda.reflection)


@pytest.mark.parametrize(("page", "email"), PAGES)
def test_nothing_of_an_open_round_is_shown(desk: Desk, page: str, email: str) -> None:
    """Not how many chose what, and of how many answered only whether they are five."""
    running = opened(desk)
    answer(desk, running, SAMIR, CARMEN, CHAIR, ADMIN)
    app = visit(page, email)
    assert "fewer than 5 have answered" in words(app)
    assert "No round is over yet." in words(app)
    assert len(app.table) == 0
    assert len(app.get("vega_lite_chart")) == 0


@pytest.mark.parametrize("count", [4, 5])
@pytest.mark.parametrize(("page", "email"), PAGES)
def test_a_round_that_is_over_shows_five_or_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, page: str, email: str, count: int
) -> None:
    """The sentence, and the row of the table, tell of five people and not of four."""
    answer(desk, opened(desk), *(SAMIR, CARMEN, CHAIR, ADMIN, ROSA)[:count])
    use_home(desk.home.folder, monkeypatch, LATER)
    app = visit(page, email)
    said = "\n".join(str(one.value) for one in app.caption).replace("\\", "")
    assert ("Spring 2026: 5 of 5 chose 4 or 5." in said) is (count == 5)
    (numbers,) = (table.value for table in app.table)
    row = numbers[numbers["Question"].str.contains("get done before")].iloc[0]
    assert list(row["Answered":]) == (
        ["5", "0", "0", "0", "5", "0"] if count == 5 else ["fewer than 5", *[""] * 5]
    )


def test_the_backbone_opens_and_closes_a_round(desk: Desk) -> None:
    """A title and a last day ask everybody; closing holds at once."""
    app = visit("reflection", NOOR)
    app.text_input[0].set_value("Spring 2026")
    next(b for b in app.button if b.label == "Ask everybody").click().run()
    (made,) = kept(desk.ledger, Round)
    assert (made.thing.title, made.thing.questions) == ("Spring 2026", desk.agenda.reflection)
    assert made.thing.closes == dt.date(2026, 5, 9)
    press(app, "close_round")
    (closed,) = kept(desk.ledger, Round)
    assert closed.thing.closed
    assert "No questions are open now." in words(app)


def test_the_operator_answers_and_is_offered_no_round_to_open(desk: Desk) -> None:
    """Only an analyst or the chair asks; the pages stand in everybody's menu."""
    for page, email in PAGES:
        assert navigation._stands_in_menu(navigation.BY_NAME[page], person(email))
    assert "Ask everybody" not in words(visit("reflection", ADMIN))
    assert "Ask everybody" in words(visit("reflection", CHAIR))


def test_switched_off_nothing_is_shown_of_it(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the file the pages say so, to-do lists say nothing, and rounds held are not shown."""
    answer(desk, opened(desk), SAMIR)
    shutil.copytree(DEFINITIONS, tmp_path / "definitions")
    (tmp_path / "definitions" / "agenda" / "reflection.yaml").unlink()
    monkeypatch.setenv("SHARED_METRICS_DEFINITIONS", str(tmp_path / "definitions"))
    for page, email in PAGES:
        assert not navigation._stands_in_menu(navigation.BY_NAME[page], person(email))
        app = visit(page, email)
        assert title(app) == "How we work together"
        assert "has not switched on" in words(app)
        assert "Spring 2026" not in words(app)
    assert "work together" not in words(visit("to_do", ROSA))
    assert "work together" not in words(visit("today", NOOR))
