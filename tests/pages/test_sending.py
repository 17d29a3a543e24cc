"""A partner's way through “Send figures” and back, page by page."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import press, small_home, use_home, visit, words
from desk_factories import NOOR, ROSA, SAMIR, TOMAS, WORKFORCE, person, send_rows
from shared_metrics.desk import Desk, acts
from shared_metrics.submissions import State

NOW = dt.datetime(2026, 4, 18, 17, 0, tzinfo=dt.UTC)
HEADER = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage"
)
GOOD = f"{HEADER}\n2026-03,healthcare,all,all,42,12,10,7,24.50\n"
TWO_WRONG = f"{HEADER}\n2026-03,healthcare,all,all,42,50,10,17,24.50\n"
UNUSUAL = f"{HEADER}\n2026-03,healthcare,all,all,42,12,10,7,124.50\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = small_home(tmp_path)
    use_home(made.home.folder, monkeypatch)
    return made


def drop(content: str, email: str = ROSA, period: str = "2026-03") -> AppTest:
    """The page after a file was dropped."""
    app = visit("send", email, contract=WORKFORCE, period=period)
    app.file_uploader[0].set_value(("march.csv", content.encode(), "text/csv"))
    return app.run()


def sent(desk: Desk) -> list[tuple[State, str | None]]:
    return [(one.state, one.mode) for one in desk.ledger.submissions()]


def test_everything_wrong_is_said_at_once(desk: Desk) -> None:
    """Both faults with their cells, what was read, and nothing kept."""
    app = drop(TWO_WRONG)
    shown = words(app)
    assert "1 row, 9 of 9 columns, comma, UTF-8, March 2026" in shown
    assert "2 things to fix" in shown
    for cell in ("`F2`", "`H2`"):
        assert cell in shown
    assert "Nothing has been sent or kept" in shown
    assert [button.key for button in app.button if button.key == "send"] == []
    assert sent(desk) == []


def test_a_good_file_is_sent_with_a_note_and_a_receipt(desk: Desk) -> None:
    """Totals first, then one button; the receipt says what was kept."""
    app = drop(GOOD)
    assert "Nothing to fix" in words(app)
    totals = app.table[0].value
    assert list(totals["Figure"])[:2] == ["Enrolled (people)", "Completed (people)"]
    app.text_area[0].set_value("The spring class began late.")
    press(app.run(), "send")
    (one,) = desk.ledger.submissions()
    assert (one.state, one.note) == (State.PASSED, "The spring class began late.")
    assert "Sent." in words(app)
    assert one.id in str(app.table[0].value).replace("\\", "")


def test_an_unusual_figure_needs_a_reason(desk: Desk) -> None:
    """The button waits for the reason, which is kept with the file."""
    app = drop(UNUSUAL)
    assert "1 to check" in words(app)
    assert app.button(key="send").disabled
    app.text_input[0].set_value("A night shift premium.")
    app.run()
    press(app, "send")
    (one,) = desk.ledger.submissions()
    assert list(one.reasons.values()) == ["A night shift premium."]


def test_a_second_file_asks_what_it_is(desk: Desk) -> None:
    """Replace or add: the sender says which before the button works; the page shows the change."""
    send_rows(desk)
    app = drop(GOOD.replace(",7,", ",9,"))
    assert "There already is a file" in app.radio[0].label
    assert app.button(key="send").disabled
    app.radio[0].set_value("replace")
    app.run()
    press(app, "send")
    assert sent(desk)[0] == (State.PASSED, "replace")
    assert (State.SUPERSEDED, None) in sent(desk)


def test_the_same_file_is_recognised(desk: Desk) -> None:
    """The same bytes again are told so, and nothing is stored twice."""
    press(drop(GOOD), "send")
    app = drop(GOOD)
    assert "This is the same file that was sent on" in words(app)
    press(app, "send")
    assert len(desk.ledger.submissions()) == 1


def test_nothing_to_report_is_one_click(desk: Desk) -> None:
    """An answer without a file, which is not a zero."""
    press(visit("send", ROSA, contract=WORKFORCE, period="2026-03"), "nothing_to_report")
    (one,) = desk.ledger.submissions()
    assert one.nothing_to_report
    assert one.part is None


def test_a_member_reads_and_does_not_send(desk: Desk) -> None:
    """Only stewards send; a member is told who does."""
    app = visit("send", SAMIR)
    assert "sent by your organization's steward" in words(app)
    assert len(app.file_uploader) == 0


def test_a_broken_act_is_told_in_words(desk: Desk) -> None:
    """An error of ours shows its sentence, without the hint for the command line."""
    app = visit("send", ROSA, contract=WORKFORCE, period="2026-04")
    press(app, "nothing_to_report")
    assert not app.exception
    (told,) = app.error
    assert "has not ended yet" in told.value.replace("\\", "")
    assert "--reason" not in told.value.replace("\\", "")


def test_to_do_says_kindly_what_is_late_and_what_came_back(desk: Desk) -> None:
    """Late can still be sent; returned shows the reason; waiting moves below."""
    assert "You can still send it." in words(visit("to_do", ROSA))
    (one,) = send_rows(desk)
    assert "The backbone has not decided yet." in words(visit("to_do", ROSA))
    acts.return_(desk, one.id, reason="Is the wage per hour?", actor=person(NOOR), now=NOW)
    assert "returned: “Is the wage per hour?”" in words(visit("to_do", ROSA))


def test_a_waiting_file_can_be_withdrawn(desk: Desk) -> None:
    """Until the backbone decides, the sender may take it back; afterwards not."""
    (one,) = send_rows(desk)
    press(visit("sent", ROSA), f"withdraw_{one.id}")
    assert desk.ledger.submission(one.id).state is State.WITHDRAWN
    (other,) = send_rows(desk, content="two")
    acts.accept(desk, [other.id], actor=person(TOMAS), now=NOW)
    keys = {button.key for button in visit("sent", ROSA, id=other.id).button}
    assert f"withdraw_{other.id}" not in keys


def test_the_guide_shows_every_column_and_offers_templates(desk: Desk) -> None:
    """The contract as its reader needs it, with both templates."""
    app = visit("guides", ROSA)
    table = str(app.table[0].value["Column"].to_list())
    for column in ("period", "pathway", "average_hourly_wage"):
        assert f"`{column}`" in table
    assert "Never send names" in words(app)
    assert len(app.get("download_button")) == 2


def test_personal_data_may_be_a_false_alarm(desk: Desk) -> None:
    """A column taken for personal data blocks; marked as a false alarm it needs a reason."""
    rows = GOOD.replace("wage\n", "wage,phone\n").replace("24.50\n", "24.50,408-555-0142\n")
    app = drop(rows)
    assert "1 thing to fix" in words(app)
    assert "408-555-0142" not in words(app)
    app.multiselect[0].set_value(["phone"])
    app.run()
    assert app.button(key="send").disabled
    app.text_input[0].set_value("It is our program's own number.")
    press(app.run(), "send")
    (one,) = desk.ledger.submissions()
    assert one.state is State.PASSED
    assert list(one.reasons.values()) == ["It is our program's own number."]
