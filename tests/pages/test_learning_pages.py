"""Learning on screens: each reads what they may, agrees to what names them, and says it is done."""

import dataclasses
from pathlib import Path

import pytest

from app_pages import press, small_home, use_home, visit, words
from desk_factories import ADMIN, BOARD, CARMEN, NOOR, ROSA, SAMIR
from hostile_words import HOSTILE
from learning_factories import COMMITMENT, NOTE, ROWS, answered, how, setback_of, written
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.kept_records import things
from shared_metrics.desk.learned import shown_to
from shared_metrics.reviews import Commitment


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = small_home(tmp_path)
    use_home(made.home.folder, monkeypatch)
    return made


def test_pages_show_what_the_table_says(desk: Desk) -> None:
    """One setback for each row: the backbone's page has all, a partner's those for partners."""
    for row in ROWS:
        setback_of(desk, *row[:3])
    page = words(visit("learning", NOOR))
    assert page.count("Employers stopped hiring") == len(ROWS)
    shared = words(visit("learned", "joel.mbeki@example.org"))  # a member, of Steppingway
    assert shared.count("Employers stopped hiring") == sum(row[4] == "yes" for row in ROWS)


def test_a_steward_reads_and_agrees_on_the_page(desk: Desk) -> None:
    """The to-do list leads there; a press shows the words to others, another takes it back."""
    one = setback_of(desk, "partners", "board", "-")
    assert "Words that name you" in words(visit("to_do", ROSA))
    assert "Words that name you" not in words(visit("to_do", SAMIR))
    page = press(visit("learned", ROSA), f"agree_{one.id}")
    assert one.id in {s.id for s in shown_to(desk, "partners").setbacks}
    assert "Words that name you" not in words(visit("to_do", ROSA))
    press(page, f"take_back_{one.id}")
    assert one.id not in {s.id for s in shown_to(desk, "partners").setbacks}


def test_a_member_is_not_asked_for_its_partner(desk: Desk) -> None:
    """Words that wait for the steward are not shown to a member."""
    setback_of(desk, "partners", "board", "-")
    page = words(visit("learned", SAMIR))
    assert "Employers stopped hiring" not in page


def test_a_commitment_is_done_from_the_list(desk: Desk) -> None:
    """Its owner's people finish it; another partner does not see it, the operator cannot."""
    one = acts.commit_to(desk, COMMITMENT, **how())
    assert "Call the employers" not in words(visit("to_do", CARMEN))
    page = visit("to_do", SAMIR)
    page.text_area(key=f"done_note_{one.id}").set_value("Called all of them.")
    press(page, f"done_{one.id}")
    (done,) = things(desk.ledger, Commitment)
    assert (done.state, done.note) == ("done", "Called all of them.")
    assert "Call the employers" not in words(visit("to_do", SAMIR))


def test_today_has_what_waits_for_the_backbone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own commitments, those of partners whose day has passed, and changes to look at again."""
    own = dataclasses.replace(COMMITMENT, owner=desk.partnership.backbone, text="Write to all")
    for one in (own, COMMITMENT):
        acts.commit_to(desk, one, **how())
    answered(desk, written(desk).id, check_back=COMMITMENT.due)
    before = words(visit("today", NOOR))
    assert ("Write to all" in before, "Call the employers" in before) == (True, False)
    monkeypatch.setenv("SHARED_METRICS_TODAY", "2026-05-02")
    after = words(visit("today", NOOR))
    assert "Call the employers" in after
    assert "Courses prepare for two kinds of work" in after


def test_only_who_may_write_is_offered_to(desk: Desk) -> None:
    """The operator reads everything and finds no button that writes."""
    one = written(desk)
    keys = {button.key for button in visit("learning", NOOR).button}
    assert {"write_setback", f"change_{one.id}", f"answer_{one.id}"} <= keys
    read_only = visit("learning", ADMIN)
    assert "Employers stopped hiring" in words(read_only)
    assert not {"write_setback", f"change_{one.id}"} & {b.key for b in read_only.button}


def test_filters_are_by_figure_and_state(desk: Desk) -> None:
    """No filter names a partner."""
    written(desk)
    page = visit("learning", NOOR)
    partners = {partner.name for partner in desk.partnership.partners}
    offered = {option for box in page.selectbox for option in box.options}
    assert not partners & offered
    page.selectbox[0].set_value("average_delay").run()
    assert "Employers stopped hiring" not in words(page)


def test_a_metric_and_a_month_in_the_address_open_the_form(desk: Desk) -> None:
    """The question “what happened here?” leads to a form that knows where; odd ones to none."""
    page = visit("learning", NOOR, metric="placements", month="2026-02")
    assert page.multiselect[0].value == ["placements"]
    assert not page.exception
    for query in ({"metric": "luck", "month": "2026-02"}, {"metric": "placements", "month": "x"}):
        odd = visit("learning", NOOR, **query)
        assert not odd.exception
        assert len(odd.multiselect) == 0


def test_hostile_words_stay_words(desk: Desk) -> None:
    """Whatever somebody writes is read as it was written, by whoever may read it."""
    written(desk, title=HOSTILE[:110], happened=HOSTILE, visibility="partners")
    note = dataclasses.replace(NOTE, heard=HOSTILE)
    acts.write_field_note(desk, note, **how(ROSA))
    acts.commit_to(desk, dataclasses.replace(COMMITMENT, text=HOSTILE, owner=BOARD), **how())
    told = " ".join(HOSTILE.replace("\\", "").split())  # `words` takes them out
    for page, email in (("learning", NOOR), ("learned", ROSA), ("to_do", ROSA)):
        shown = visit(page, email)
        assert not shown.exception
        assert told in words(shown)
