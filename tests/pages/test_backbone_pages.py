"""The backbone's pages: what it sees first, and how it decides."""

import datetime as dt
from pathlib import Path

import pytest

from app_pages import press, small_home, use_home, visit, words
from desk_factories import (
    ADMIN,
    BOARD,
    CARMEN,
    NOOR,
    STEPPINGWAY,
    TOMAS,
    person,
    placements,
    send_rows,
)
from shared_metrics.desk import Desk, acts
from shared_metrics.findings import Finding, Level
from shared_metrics.submissions import State

NOW = dt.datetime(2026, 4, 18, 17, 0, tzinfo=dt.UTC)
GOOD = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage\n"
    "2026-03,healthcare,all,all,42,12,10,7,24.50\n"
)
UNUSUAL = Finding("wage_usual", Level.CHECK, "The wage is unusual.", line=2, cell="I2")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = small_home(tmp_path)
    use_home(made.home.folder, monkeypatch)
    return made


def accept(desk: Desk, *ids: str) -> None:
    acts.accept(desk, ids, actor=person(TOMAS), now=NOW)


def test_today_counts_what_matters(desk: Desk) -> None:
    """Arrived, waiting, late, moved: four numbers, each with its way on."""
    (first,) = send_rows(desk)
    accept(desk, first.id)
    (again,) = send_rows(desk, placements(placed=8), content="two", mode="replace")
    accept(desk, again.id)
    send_rows(desk, content="three", partner=STEPPINGWAY, by=CARMEN)
    app = visit("today", NOOR)
    numbers = {metric.label: metric.value for metric in app.metric}
    assert numbers["Files arrived"] == "3"
    assert numbers["Waiting"] == "1"
    assert numbers["Figures moved"] == "1"
    assert int(numbers["Late"]) > 0


def test_accepting_takes_a_file_out_of_the_inbox(desk: Desk) -> None:
    """One button; the file counts from then on."""
    (one,) = send_rows(desk)
    app = press(visit("inbox", NOOR), f"accept_{one.id}")
    assert desk.ledger.submission(one.id).state is State.ACCEPTED
    assert "Nothing waits" in words(app)


def test_returning_needs_a_reason_that_the_partner_reads(desk: Desk) -> None:
    """Without a reason the button does nothing; with one, it is kept word for word."""
    (one,) = send_rows(desk)
    app = visit("inbox", NOOR)
    assert app.button(key=f"return_{one.id}").disabled
    app.text_area(key=f"return_reason_{one.id}").set_value("Is the wage per hour?")
    press(app.run(), f"return_{one.id}")
    kept = desk.ledger.submission(one.id)
    assert (kept.state, kept.decision_reason) == (State.RETURNED, "Is the wage per hour?")


def test_accept_together_leaves_what_must_be_weighed(desk: Desk) -> None:
    """Files with a reason to read stay in the inbox, with that reason shown."""
    send_rows(desk)
    send_rows(desk, placements("2026-02"), content="two")
    (weighed,) = send_rows(
        desk,
        content="three",
        findings=(UNUSUAL,),
        reasons={"wage_usual": "A new site in the hills."},
        partner=STEPPINGWAY,
        by=CARMEN,
    )
    app = visit("inbox", NOOR)
    assert "they say: “A new site in the hills.”" in words(app)
    press(app, "accept_together")
    waiting = desk.ledger.submissions(states=[State.PASSED])
    assert [one.id for one in waiting] == [weighed.id]


def test_a_correction_shows_what_it_changes(desk: Desk) -> None:
    """Before it is accepted, each moved figure stands old beside new."""
    (first,) = send_rows(desk)
    accept(desk, first.id)
    send_rows(desk, placements(placed=9), content="two", mode="replace")
    app = visit("inbox", NOOR)
    assert "1 figure changed." in words(app)
    (row,) = app.table[0].value.to_dict("records")
    assert (row["Figure"], row["Before"], row["Now"]) == ("Placed", "7", "9")


def test_nobody_accepts_what_they_sent(desk: Desk) -> None:
    """Where a second person is required, the sender sees no button."""
    (one,) = send_rows(desk, by=NOOR, on_behalf=True)
    assert f"accept_{one.id}" not in {b.key for b in visit("inbox", NOOR).button}
    assert f"accept_{one.id}" in {b.key for b in visit("inbox", TOMAS).button}
    assert "on the partner's behalf" in words(visit("inbox", TOMAS))


def test_one_submission_tells_its_whole_story(desk: Desk) -> None:
    """Receipt, the file as sent, and who did what when."""
    (one,) = send_rows(desk)
    accept(desk, one.id)
    app = visit("submission", NOOR, id=one.id)
    assert "Accepted" in words(app)
    trail = app.table[-1].value
    assert list(trail["What"]) == ["submit", "accept"]
    assert len(app.get("download_button")) == 2


def test_an_unknown_submission_is_said_plainly(desk: Desk) -> None:
    """A mistyped address gives a sentence."""
    app = visit("submission", NOOR, id="sub_none")
    assert "There is no submission “sub_none”." in words(app)
    assert not app.exception


def test_the_matrix_uses_kind_words_that_sum_to_a_hundred(desk: Desk) -> None:
    """Each cell says in a word how it stands; nothing to report counts as reported."""
    (one,) = send_rows(desk)
    accept(desk, one.id)
    app = visit("reported", NOOR)
    app.selectbox(key="matrix_contract").set_value("workforce_placements").run()
    matrix = app.table[0].value.set_index("Partner")
    assert "Reported" in matrix.loc["Arroyo Workforce Board", "March 2026"]
    assert "Late" in matrix.loc["Open Latch Careers", "March 2026"]
    shares = next(m.value for m in app.markdown if " % " in m.value or "%**" in m.value)
    percents = [int(p.split("**")[1].removesuffix(" %")) for p in shares.split("·")]
    assert sum(percents) == 100


def test_progress_shows_a_goal_with_its_evidence(desk: Desk) -> None:
    """The number, how many files it rests on, the setbacks, and who adds what."""
    for month in ("2026-01", "2026-02", "2026-03"):
        (one,) = send_rows(desk, placements(month), content=month)
        accept(desk, one.id)
    app = visit("progress", NOOR, goal="more_people_placed")
    assert {m.label: m.value for m in app.metric}["Q1 2026"] == "21 people"
    shown = words(app)
    assert "files for Q1 2026 are in: 1 of 7 partners" in shown
    assert "A hiring freeze reached the region" in shown
    assert "By sector: People placed in jobs" in shown
    assert "By partner: People placed in jobs" in shown


def test_an_analyst_sends_on_a_partners_behalf(desk: Desk) -> None:
    """The file is the partner's, the trail says who sent it."""
    app = visit("send_for", NOOR)
    app.selectbox(key="whose").set_value(BOARD).run()
    app.file_uploader[0].set_value(("march.csv", GOOD.encode(), "text/csv"))
    press(app.run(), "send")
    (one,) = desk.ledger.submissions()
    assert (one.partner, one.submitted_by, one.on_behalf) == (BOARD, NOOR, True)
    assert "It waits in the inbox" in words(app)


def test_published_figures_are_the_backbones_own(desk: Desk) -> None:
    """Without a partner, the guides offered are those the backbone loads."""
    app = visit("send_for", NOOR)
    assert set(app.selectbox[1].options) == {
        contract.title
        for contract in desk.definitions.contracts.values()
        if contract.loaded_by == "backbone"
    }
    assert "analysts and the chair" in words(visit("send_for", ADMIN))
