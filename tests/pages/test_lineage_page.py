"""Where a number comes from, on the page: for the backbone everybody's, for a partner its own."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import small_home, use_home, visit, words
from desk_factories import (
    BOARD,
    CARMEN,
    NOOR,
    NOW,
    ROSA,
    STEPPINGWAY,
    person,
    placements,
    send_rows,
)
from shared_metrics.desk import acts

ASKED = {"metric": "placement_rate", "period": "2026-03"}
THEIRS = "Steppingway"


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Two partners' placements of March, accepted; the ids of what was sent."""
    desk = small_home(tmp_path)
    made = [
        *send_rows(desk, placements(placed=7), "ours"),
        *send_rows(desk, placements(placed=5), "theirs", partner=STEPPINGWAY, by=CARMEN),
    ]
    acts.accept(desk, [one.id for one in made], actor=person(NOOR), now=NOW)
    use_home(desk.home.folder, monkeypatch)
    return tuple(one.id for one in made)


def tables(app: AppTest) -> list[list[dict[str, str]]]:
    return [one.value.to_dict("records") for one in app.table]


def test_the_backbone_follows_a_number_to_the_rows(sent: tuple[str, ...]) -> None:
    """Numerator and denominator, who brings what, and the line of the file."""
    app = visit("lineage", NOOR, **ASKED)
    assert "12 (Placed) divided by 20 (Follow-up due)" in words(app).replace("*", "")
    brought, rows = tables(app)
    assert [(row["Brings"], row["Of"]) for row in brought] == [("7", "10"), ("5", "10")]
    assert [(row["Line"], row["Placed"], row["Brings"]) for row in rows] == [("2", "7", "7")]


def test_what_is_traced_stands_in_the_address(sent: tuple[str, ...]) -> None:
    """A partner named there narrows the number to its part."""
    app = visit("lineage", NOOR, **ASKED, partner=STEPPINGWAY)
    assert "5 (Placed) divided by 10" in words(app).replace("*", "")
    assert len(tables(app)[0]) == 1


def test_an_earlier_day_shows_what_was_known_then(sent: tuple[str, ...]) -> None:
    """Before the files were accepted there is nothing to trace."""
    app = visit("lineage", NOOR, **ASKED, on="2026-04-01")
    assert "As known on 1 April 2026" in words(app)
    assert "No figures have been accepted yet." in words(app)
    assert tables(app) == []


@pytest.mark.parametrize("partner", [STEPPINGWAY, "no_such_partner"])
def test_a_partner_sees_its_own_rows_whatever_the_address_says(
    sent: tuple[str, ...], partner: str
) -> None:
    """Another partner in the address changes nothing, and none of its figures is there."""
    app = visit("our_lineage", ROSA, **ASKED, partner=partner)
    assert "7 (Placed) divided by 10" in words(app).replace("*", "")
    assert THEIRS not in str(list(app.main))
    assert sent[1] not in str(list(app.main))


@pytest.mark.parametrize("asked", [{"period": "spring"}, {"group": "a=b"}, {"partner": "x"}])
def test_an_address_that_means_nothing_shows_the_newest(
    sent: tuple[str, ...], asked: dict[str, str]
) -> None:
    """No error: the page shows something that can be traced."""
    app = visit("lineage", NOOR, **(ASKED | asked))
    assert not app.exception
    assert not app.error
    assert len(tables(app)) == 2


def test_a_goals_figure_leads_to_where_it_comes_from(sent: tuple[str, ...]) -> None:
    """The link under a goal's newest figure is about that figure."""
    app = visit("progress", NOOR, goal="more_people_placed")
    doors = [one.proto for one in app.get("page_link")]
    (door,) = [one for one in doors if one.label == "Where does this number come from?"]
    assert "metric=placements" in door.query_string
    assert "period=2026-Q1" in door.query_string


def test_the_partner_asked_for_belongs_to_the_board(sent: tuple[str, ...]) -> None:
    """The board's own page names the board alone."""
    app = visit("our_lineage", ROSA, **ASKED)
    assert {row["Partner"] for row in tables(app)[0]} == {"Arroyo Workforce Board"}
    assert BOARD not in words(app)
