"""What everybody reads: the newest release and nothing else; what a partner is told of it."""

import dataclasses
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import title, visit, words
from desk_factories import BOARD, CARMEN, NOOR, ROSA, STEPPINGWAY
from release_pages import prepare, publish, releasing_home
from releasing_factories import accept_placed
from shared_metrics.desk import Desk

GOAL = "more_people_placed"
EVERYBODY = (None, ROSA, NOOR)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return releasing_home(tmp_path, monkeypatch)


def everything(app: AppTest) -> str:
    """All that is on the page, tables and charts too."""
    tables = [table.value.to_csv() for table in app.table]
    charts = [str(chart.proto) for chart in app.get("vega_lite_chart")]
    return "\n".join([words(app), *tables, *charts])


@pytest.mark.parametrize("who", EVERYBODY)
def test_before_a_release_there_is_nothing(desk: Desk, who: str | None) -> None:
    """Whoever looks, an accepted figure is not on the public page before it is published."""
    shown = everything(visit("shared_goals", who, goal=GOAL))
    assert "Nothing has been published yet." in shown
    assert "300" not in shown


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_sees_the_newest_release_and_nothing_newer(desk: Desk, who: str | None) -> None:
    """What is accepted after publishing moves nothing on any part of the page, for anybody."""
    prepare(desk)
    publish(desk)
    before = everything(visit("shared_goals", who, goal=GOAL))
    accept_placed(desk, "2026-03", 91)
    after = everything(visit("shared_goals", who, goal=GOAL))
    assert "R1: data to Mar 2026, published 2 May 2026" in after
    assert "300 people in Q1 2026" in after
    assert after == before


def test_all_goals_first(desk: Desk) -> None:
    """Every goal with its sentence and status, one line, and the way to the whole site."""
    prepare(desk)
    publish(desk)
    app = visit("shared_goals")
    shown = words(app)
    for goal in desk.agenda.goals:
        assert goal.title in shown
    assert "(/public/)" in shown
    assert "300 people in Q1 2026" in shown
    assert len(app.get("vega_lite_chart")) == 1


def test_one_goal_with_how_it_is_known(desk: Desk) -> None:
    """Sentence, status, coverage as a count, figures with a CSV, groups, definition."""
    prepare(desk)
    publish(desk)
    app = visit("shared_goals", goal=GOAL)
    shown = words(app)
    assert re.search(r"For Q1 2026 \d+ of \d+ files are in\.", shown)
    assert "By group" in shown
    assert {one.label for one in app.expander} >= {"The figures", "How do we know?"}
    assert {one.proto.label for one in app.get("download_button")} == {"CSV"}
    assert desk.definitions.metric("placements").definition.split()[0] in shown
    assert BOARD not in everything(app)


def test_an_unknown_goal_in_the_address_shows_all(desk: Desk) -> None:
    """A goal that is no longer there is no error."""
    prepare(desk)
    publish(desk)
    app = visit("shared_goals", goal="gone")
    assert not app.exception
    assert title(app) == "Shared goals"


def test_a_damaged_release_is_passed_over(desk: Desk) -> None:
    """Nobody is shown figures that are not those that were published; the backbone is told."""
    prepare(desk)
    row = publish(desk)
    table = desk.home.folder / "releases" / row.folder / "tables" / "placements-quarter.csv"
    table.write_text(table.read_text().replace("300", "301"))
    assert "Nothing has been published yet." in words(visit("shared_goals"))
    assert "R1 is no longer on the disk as it was published" in words(visit("release", NOOR))


# --- the partner's page -----------------------------------------------------------------------


def test_a_partner_is_told_what_is_released_of_it(desk: Desk) -> None:
    """With a public page: by name, and what its sector shows; in words, from the release."""
    assert "Nothing has been published yet." in words(visit("our_part", ROSA))
    prepare(desk)
    publish(desk)
    shown = words(visit("our_part", ROSA))
    assert "R1: data to Mar 2026" in shown
    assert "a page about you" in shown
    assert "Your sector, Public agencies" in shown
    assert re.search(r"People placed in jobs, Q1 2026: \*\*150 people\*\*", shown)


def test_a_partner_without_a_page_is_in_totals_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing tells of it by name, and the page says so."""
    agreements = desk.definitions.agenda.agreements
    assert {one.public_page for one in agreements if one.partner == STEPPINGWAY} == {True}
    prepare(desk)
    publish(desk)
    edition = _without_pages(desk)
    monkeypatch.setattr("shared_metrics.web.panels.visibility.latest_edition", lambda _: edition)
    shown = words(visit("our_part", CARMEN))
    assert "You are not in it by name" in shown
    assert "a page about you" not in shown


def _without_pages(desk: Desk):
    from shared_metrics.desk.questions.releases import latest_edition

    edition = latest_edition(desk)
    return dataclasses.replace(edition, release=dataclasses.replace(edition.release, partners=()))
