"""Withdrawing published figures: who may, what the public no longer sees, what stays."""

import dataclasses
import datetime as dt
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

from agreement_factories import agreement, with_agreements
from desk_factories import (
    ADMIN,
    BOARD,
    CARMEN,
    CHAIR,
    NOOR,
    NOW,
    ROSA,
    SAMIR,
    STEPPINGWAY,
    WORKFORCE,
    make_desk,
    person,
    placements,
    send_rows,
)
from shared_metrics.agenda.publication import PUBLIC
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.acts.publishing import withdraw_published
from shared_metrics.desk.questions.figures import rows_for_audience
from shared_metrics.desk.questions.withdrawn import withdrawal_of, withdrawals
from shared_metrics.errors import CallersMistake, Conflict, NotAllowed
from shared_metrics.ledger import Ledger, open_ledger
from shared_metrics.metrics import Question
from shared_metrics.observations import PARTNER, PERIOD
from shared_metrics.submissions import State

NOTE = "The partner found a mistake in how these months were counted."
BY_PARTNER = Question((PERIOD, PARTNER))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """February and March 2026 of two partners, accepted."""
    made = make_desk(tmp_path / "home")
    for partner, steward in ((BOARD, ROSA), (STEPPINGWAY, CARMEN)):
        for period in ("2026-02", "2026-03"):
            how = {"partner": partner, "by": steward}
            sent = send_rows(made, placements(period), f"{partner} {period}", **how)
            acts.accept(made, [sent[0].id], actor=person(NOOR), now=NOW)
    return made


def withdraw(desk: Desk, first: str = "2026-03", last: str | None = None, **how: object) -> object:
    how = {"public_note": NOTE, "actor": person(NOOR), "now": NOW} | how
    partner = how.pop("partner", BOARD)
    return withdraw_published(desk, partner, WORKFORCE, first, last, **how)


def shown(desk: Desk) -> list[tuple[str, str]]:
    """Whose figures of which month a release for the public is made of."""
    rows = rows_for_audience(desk, desk.definitions.contract(WORKFORCE), PUBLIC)
    return rows.select(PERIOD, PARTNER).unique().collect().rows()


EVERYTHING = [(m, p) for m in ("2026-02", "2026-03") for p in (STEPPINGWAY, BOARD)]


def test_the_public_no_longer_gets_what_was_withdrawn(desk: Desk) -> None:
    """One partner's month is gone from the public's figures; everything else stays in them."""
    assert sorted(shown(desk)) == sorted(EVERYTHING)
    withdraw(desk)
    assert sorted(shown(desk)) == sorted(set(EVERYTHING) - {("2026-03", BOARD)})


def test_a_range_is_withdrawn_from_its_first_to_its_last_period(desk: Desk) -> None:
    """Both ends belong to it, and other partners' figures do not."""
    withdraw(desk, "2026-02", "2026-03")
    assert sorted(shown(desk)) == [("2026-02", STEPPINGWAY), ("2026-03", STEPPINGWAY)]


def test_inside_everything_counts_as_before(desk: Desk) -> None:
    """The backbone measures the same number, the submission stays accepted, and is marked."""
    before = questions.measured(desk, "placements", BY_PARTNER, person=person(NOOR))
    made = withdraw(desk)
    after = questions.measured(desk, "placements", BY_PARTNER, person=person(NOOR))
    assert after.equals(before)
    march = [s for s in desk.ledger.submissions(partner=BOARD) if s.period_text == "2026-03"]
    february = [s for s in desk.ledger.submissions(partner=BOARD) if s.period_text == "2026-02"]
    assert [one.state for one in march] == [State.ACCEPTED]
    assert withdrawal_of(desk, person(NOOR), march[0]) == made
    assert withdrawal_of(desk, person(ROSA), march[0]) == made
    assert withdrawal_of(desk, person(NOOR), february[0]) is None


def test_a_note_is_kept_on_one_line(desk: Desk) -> None:
    """As the public will read it in the next release, whatever blanks were typed."""
    made = withdraw(desk, public_note="  A mistake\n in counting. ")
    assert made.public_note == "A mistake in counting."


@pytest.mark.parametrize("email", [ROSA, SAMIR, CARMEN, ADMIN])
def test_who_may_not_withdraw(desk: Desk, email: str) -> None:
    """A partner asks the backbone; neither its people nor the operator do it themselves."""
    with pytest.raises(NotAllowed):
        withdraw(desk, actor=person(email))
    assert desk.ledger.withdrawals() == []


@pytest.mark.parametrize("email", [NOOR, CHAIR])
def test_who_may_withdraw(desk: Desk, email: str) -> None:
    """Analyst and chair may."""
    made = withdraw(desk, actor=person(email))
    assert desk.ledger.withdrawals() == [made]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"public_note": "  "}, "note_needed"),
        ({"public_note": "x" * 501}, "note_too_long"),
        ({"first": "2026-04"}, "nothing_published"),
        ({"first": "2026-03", "last": "2026-02"}, "range_backwards"),
        ({"first": "2026-Q1"}, "bad_period"),
        ({"partner": "nobody"}, "unknown_partner"),
        ({"partner": "arroyo_transit"}, "nothing_published"),
    ],
)
def test_what_cannot_be_withdrawn(desk: Desk, how: dict[str, object], code: str) -> None:
    """It needs a note, a partner, and periods with figures in them."""
    with pytest.raises(CallersMistake) as refused:
        withdraw(desk, **how)
    assert refused.value.code == code
    assert desk.ledger.withdrawals() == []


def test_what_was_withdrawn_cannot_be_again(desk: Desk) -> None:
    """A second time is a conflict; a longer range is not."""
    withdraw(desk)
    with pytest.raises(Conflict, match="March 2026 were withdrawn before"):
        withdraw(desk)
    withdraw(desk, "2026-02", "2026-03")
    assert len(desk.ledger.withdrawals()) == 2


def test_a_correction_does_not_bring_it_back(desk: Desk) -> None:
    """Figures sent later for a withdrawn period are not shown to the public either."""
    withdraw(desk)
    (sent,) = send_rows(desk, placements(placed=9), "mended", mode="replace")
    acts.accept(desk, [sent.id], actor=person(NOOR), now=NOW)
    assert ("2026-03", BOARD) not in shown(desk)


def test_each_side_sees_its_own(desk: Desk) -> None:
    """The backbone sees every withdrawal, a partner's people theirs, nobody another's."""
    made = withdraw(desk)
    assert withdrawals(desk, person(NOOR)) == withdrawals(desk, person(ROSA), BOARD) == (made,)
    assert withdrawals(desk, person(CARMEN), STEPPINGWAY) == ()
    for asked in (None, BOARD):
        with pytest.raises(NotAllowed):
            withdrawals(desk, person(CARMEN), asked)


# --- agreements decide what is shown too --------------------------------------------------


@pytest.mark.parametrize(
    ("audiences", "seen"), [(("partners",), False), (("partners", "public"), True)]
)
def test_only_what_is_shared_with_the_public_is_shown(
    desk: Desk, audiences: tuple[str, ...], *, seen: bool
) -> None:
    """A partner whose agreement does not name the public is in no public figure."""
    held = [
        agreement("2023-07-01", "2026-12-31", audiences=audiences, public_page=False),
        agreement("2023-07-01", "2026-12-31", id="theirs", partner=STEPPINGWAY),
    ]
    cells = shown(with_agreements(desk, *held))
    assert (BOARD in {partner for _, partner in cells}) is seen
    assert STEPPINGWAY in {partner for _, partner in cells}


def test_what_no_agreement_covers_is_not_shown(desk: Desk) -> None:
    """Figures from before the first agreement still count inside, and stay inside."""
    held = [
        agreement("2026-03-01", "2026-12-31"),
        agreement("2023-07-01", "2026-12-31", id="theirs", partner=STEPPINGWAY),
    ]
    agreed = with_agreements(desk, *held)
    assert ("2026-02", BOARD) not in shown(agreed)
    assert ("2026-03", BOARD) in shown(agreed)
    inside = questions.measured(agreed, "placements", BY_PARTNER)
    assert inside.filter(pl.col(PARTNER) == BOARD).height == 2


def test_an_agreement_that_has_ended_changes_no_public_figure(desk: Desk) -> None:
    """Periods it covers stay shown after its end; taking them back is an act of its own."""
    held = [
        agreement("2023-07-01", "2026-03-31"),
        agreement("2023-07-01", "2026-12-31", id="theirs", partner=STEPPINGWAY),
    ]
    assert sorted(shown(with_agreements(desk, *held, today="2027-01-01"))) == sorted(EVERYTHING)


# --- the ledger ---------------------------------------------------------------------------


@pytest.fixture
def ledger(database_url: str, desk: Desk) -> Ledger:
    """A ledger of either kind with one withdrawal in it."""
    made = withdraw(desk)
    opened = open_ledger(database_url)
    with opened.writing(actor=NOOR, now=NOW) as entry:
        entry.withdraw_published(made)
    return opened


def test_a_withdrawal_comes_back_as_it_was_written(ledger: Ledger) -> None:
    """On either database, with its act in the trail."""
    (kept,) = ledger.withdrawals()
    assert (kept.partner, kept.first.text, kept.last.text) == (BOARD, "2026-03", "2026-03")
    assert (kept.public_note, kept.withdrawn_by, kept.withdrawn_at) == (NOTE, NOOR, NOW)
    (told,) = ledger.audit_rows(about=kept.id)
    assert (told.act, told.told) == ("withdraw_published", kept.as_dict())
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("UPDATE withdrawals SET public_note = 'Nothing happened.'", "withdrawal_changed"),
        ("UPDATE withdrawals SET id = 'wdr_other'", "withdrawal_without_trail"),
        ("DELETE FROM withdrawals", "withdrawal_missing"),
    ],
)
def test_a_change_past_the_trail_is_found(ledger: Ledger, change: str, rule: str) -> None:
    """Whoever brings figures back by hand in the database is found by `audit verify`."""
    with ledger.engine.begin() as connection:
        connection.execute(sa.text(change))
    assert rule in {problem.rule for problem in ledger.verify()}


def test_a_note_no_database_can_keep_is_made_plain(ledger: Ledger) -> None:
    """A NUL in the note stops nothing, and the trail agrees with what is kept."""
    (kept,) = ledger.withdrawals()
    later = NOW + dt.timedelta(minutes=1)
    again = dataclasses.replace(kept, id="wdr_again", public_note="a\0b", withdrawn_at=later)
    with ledger.writing(actor=NOOR, now=NOW) as entry:
        entry.withdraw_published(again)
    assert ledger.withdrawals()[-1].public_note == "ab"
    assert ledger.verify() == []
