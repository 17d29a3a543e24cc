"""Agreements and withdrawn figures as people meet them on pages."""

from pathlib import Path

import pytest

from app_pages import use_home, visit, words
from desk_factories import CARMEN, NOOR, STEPPINGWAY, WORKFORCE, person
from release_pages import prepare, publish, releasing_home
from shared_metrics.desk import acts

TODAY = "2026-07-15"
RIDE_CIRCLE = "mei.huang@example.org"
BOARD_STEWARD = "rosa.delgado@example.org"
ENDS = "The data-sharing agreement with Arroyo Ride Circle ends in 47 days, on 31 August 2026."
GOAL = "more_people_placed"
NOTE = "Counted anew after a mistake."


@pytest.mark.parametrize(
    ("page", "email", "told"),
    [
        ("to_do", RIDE_CIRCLE, True),
        ("to_do", BOARD_STEWARD, False),
        ("today", NOOR, True),
    ],
)
def test_who_is_told_that_an_agreement_ends(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch, page: str, email: str, *, told: bool
) -> None:
    """The partner it is about and the backbone; no other partner."""
    use_home(sample_home, monkeypatch, TODAY)
    app = visit(page, email)
    assert not app.exception
    assert (ENDS in words(app)) is told


@pytest.mark.parametrize(
    ("page", "email", "query"),
    [("our_part", RIDE_CIRCLE, {}), ("partners", NOOR, {"partner": "arroyo_ride_circle"})],
)
def test_what_was_agreed_is_shown(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch, page: str, email: str, query: dict[str, str]
) -> None:
    """Both sides read the same: from when to when, about what, shared with whom."""
    use_home(sample_home, monkeypatch, TODAY)
    said = words(visit(page, email, **query))
    assert "from 1 July 2023 to 31 August 2026, about" in said
    assert "shared with the other partners and the public, with a page of its own" in said


def test_withdrawn_figures_are_marked_inside_and_noted_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backbone sees which file it is; the public reads why from then on."""
    desk = releasing_home(tmp_path, monkeypatch)
    prepare(desk)
    publish(desk)
    (march,) = desk.ledger.submissions(partner=STEPPINGWAY, contract=WORKFORCE, period="2026-03")
    acts.withdraw_published(
        desk,
        STEPPINGWAY,
        WORKFORCE,
        "2026-03",
        public_note=NOTE,
        actor=person(NOOR),
        now=desk.now(),
    )
    assert "not shown to the public since 2 May 2026" in words(
        visit("submission", NOOR, id=march.id)
    )
    assert NOTE in words(visit("our_part", CARMEN))
    assert NOTE not in words(visit("shared_goals", goal=GOAL)), "an edition stands as it is"
    acts.amend_release(desk, "R1", reason="See the note.", actor=person(NOOR), now=desk.now())
    publish(desk)
    outside = words(visit("shared_goals", goal=GOAL))
    assert f"March 2026: taken back on 2 May 2026: “{NOTE}”" in outside
    assert desk.definitions.partner(STEPPINGWAY).name not in outside
