"""Changing a goal on a page: what it would say, by what decision, and what was before."""

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from app_pages import use_home, visit, words
from desk_factories import ADMIN, CHAIR, DEFINITIONS, NOOR, NOW, make_desk, person
from shared_metrics.definitions import goals_file, load_definitions
from shared_metrics.desk import Desk
from shared_metrics.desk.kept_records import keep_new
from shared_metrics.reviews import Decision, Review, State

GOAL = "more_people_placed"
SHARE = "girls_take_part"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A home with definitions of its own and a review that decided something."""
    mine = Path(shutil.copytree(DEFINITIONS, tmp_path / "definitions"))
    desk = make_desk(tmp_path / "home")
    use_home(desk.home.folder, monkeypatch)
    monkeypatch.setenv("SHARED_METRICS_DEFINITIONS", str(mine))
    with desk.writing(person(CHAIR), NOW) as entry:
        review = Review("", "Spring review", dt.date(2026, 4, 8), State.OPEN, opened_at=NOW)
        held = keep_new(entry, "plan_review", review)
        keep_new(entry, "decide", Decision("", held.id, "Aim for more *people*."))
    return dataclasses.replace(desk, definitions=load_definitions(mine))


def goals_now(desk: Desk) -> dict[str, object]:
    return dict(load_definitions(desk.definitions.folder).agenda.goal_by_id)


def field_of(app: AppTest, name: str) -> TextInput:
    return next(one for one in app.text_input if str(one.key).endswith(f"_{name}"))


def keep(app: AppTest) -> AppTest:
    return next(b for b in app.button if b.label.endswith("this goal")).click().run()


def test_a_goal_is_changed_and_every_page_shows_it(desk: Desk) -> None:
    """Preview first, nothing kept; then the file, this page and the goal's own page follow."""
    assert "The goal was changed" not in words(visit("progress", NOOR, goal=GOAL))
    app = visit("goal_editor", NOOR, goal=GOAL)
    assert "Change something above" in words(app)
    field_of(app, "target_value").set_value("250").run()
    assert not app.exception
    assert "As it would be" in words(app)
    assert "Changes: target." in words(app)
    assert next(b for b in app.button if b.label == "Change this goal").disabled
    assert str(goals_now(desk)[GOAL].target.value) == "240"
    app.text_area[0].set_value("Two *large* employers came.").run()
    keep(app)
    assert not app.error
    changed = goals_now(desk)[GOAL]
    assert str(changed.target.value) == "250"
    assert "Why it was changed: Two *large* employers came." in words(app)
    assert "Agreed on 24 January 2024" in words(app)
    assert "The goal was changed on 8 April 2026" in words(visit("progress", NOOR, goal=GOAL))


def test_a_share_is_written_as_per_cent(desk: Desk) -> None:
    """What the field says is what the chart says; the file keeps the fraction, digit for digit."""
    app = visit("goal_editor", NOOR, goal=SHARE)
    field = field_of(app, "target_value")
    assert (field.label, field.value) == ("Target: per cent", "47")
    field.set_value("47.25 %").run()
    app.text_area[0].set_value("So.").run()
    keep(app)
    assert str(goals_now(desk)[SHARE].target.value) == "0.4725"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("many", "“many” is not a number."),
        ("1e999999", "“1e999999” is not a number."),
        ("100", "higher is better; this target goes the other way"),
    ],
)
def test_what_does_not_fit_is_said_and_cannot_be_kept(desk: Desk, value: str, said: str) -> None:
    """A value that is none, and a goal that is not sound, are told in place of the preview."""
    app = visit("goal_editor", NOOR, goal=GOAL)
    field_of(app, "target_value").set_value(value).run()
    app.text_area[0].set_value("So.").run()
    assert said in words(app)
    assert not app.exception
    assert next(b for b in app.button if b.label == "Change this goal").disabled


def test_milestones_are_asked_for_where_the_path_has_them(desk: Desk) -> None:
    """Each is a value in a period between the two ends."""
    app = visit("goal_editor", NOOR, goal=GOAL)
    path = next(one for one in app.selectbox if one.label == "Path")
    path.set_value("milestones").run()
    field_of(app, "milestone_1_value").set_value("180").run()
    app.text_area[0].set_value("In steps.").run()
    keep(app)
    (one,) = goals_now(desk)[GOAL].milestones
    assert str(one.value) == "180"


def test_a_new_goal_is_begun(desk: Desk) -> None:
    """Its id comes from its title, its outcome from its metric, its agreement from the review."""
    app = visit("goal_editor", CHAIR)
    next(one for one in app.selectbox if one.label == "Metric").set_value("placements").run()
    app.text_input[0].set_value("More to do: “now”").run()
    assert "Fill in for whom and who leads it above" in words(app)
    for name, text in (("who", "Everybody"), ("owner", "The office"), ("target_value", "9")):
        field_of(app, name).set_value(text).run()
    keep(app)
    assert not app.error
    begun = goals_now(desk)["more_to_do_now"]
    assert (begun.title, begun.owner) == ("More to do: “now”", "The office")
    assert begun.agreed_by == "The review “Spring review” of 8 April 2026"


def test_without_a_decision_nothing_can_be_kept(desk: Desk, tmp_path: Path) -> None:
    """The page says where decisions come from, and an operator where to ask."""
    assert "Analysts and the chair change goals" in words(visit("goal_editor", ADMIN, goal=GOAL))
    with desk.ledger.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM records WHERE kind = 'decision'")
    app = visit("goal_editor", NOOR, goal=GOAL)
    assert "A goal is changed by what a review decided." in words(app)
    assert not [b for b in app.button if b.label == "Change this goal"]


def test_what_somebody_else_changed_is_not_taken_back(desk: Desk) -> None:
    """A page that was open begins anew with the goal as it reads now, and says so."""
    app = visit("goal_editor", NOOR, goal=GOAL)
    assert "in the meantime" not in words(app)
    file = goals_file(desk.definitions.folder)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("owner: Workforce table", "owner: The table"), encoding="utf-8")
    field_of(app, "target_value").set_value("250").run()
    assert "The goal was changed in the meantime" in words(app)
    assert str(field_of(app, "owner").value).startswith("The table")
    field_of(app, "target_value").set_value("250").run()
    assert "Changes: target." in words(app)


def test_a_file_that_is_broken_by_hand_stops_no_page(desk: Desk) -> None:
    """While somebody edits goals.yaml, pages go on with what was sound."""
    file = goals_file(desk.definitions.folder)
    sound = file.read_text(encoding="utf-8")
    assert field_of(visit("goal_editor", NOOR, goal=GOAL), "target_value").value == "240"
    file.write_text(sound + "  - id: half\n", encoding="utf-8")
    app = visit("goal_editor", NOOR, goal=GOAL)
    assert not app.error
    assert field_of(app, "target_value").value == "240"
    file.write_text(sound.replace("value: 240", "value: 260"), encoding="utf-8")
    assert field_of(visit("goal_editor", NOOR, goal=GOAL), "target_value").value == "260"
