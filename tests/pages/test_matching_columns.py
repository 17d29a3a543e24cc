"""“Which column is which?” on the page: asked once, remembered, taken back; and which sheet."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import press, small_home, use_home, visit, words
from desk_factories import BOARD, CARMEN, NOOR, ROSA, WORKFORCE
from reading_factories import fill_rows, workbook_of
from shared_metrics.desk import Desk

HEADER = "period,pathway,gender,age_group,enrolled,completed,follow_up_due,{},average_hourly_wage"
ROW = "{},healthcare,all,all,42,12,10,7,24.50"
OWN_WORD = "Got work by then"
OWN = f"{HEADER}\n{ROW}\n".format(OWN_WORD, "2026-03")
AGAIN = f"{HEADER}\n{ROW}\n".format(OWN_WORD, "2026-02")
NEAR = f"{HEADER}\n{ROW}\n".format("placd", "2026-03")
NO_NAMES_KNOWN = (
    "Month,What,Sex,Years,In,Out,Asked,Jobs,Pay\n2026-03,healthcare,all,all,4,4,4,4,24\n"
)
ASKED = "Which column is which?"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = small_home(tmp_path)
    use_home(made.home.folder, monkeypatch)
    return made


def drop(
    content: str | bytes, email: str = ROSA, period: str = "2026-03", name: str = "march.csv"
) -> AppTest:
    """The page after a file was dropped."""
    app = visit("send", email, contract=WORKFORCE, period=period)
    raw = content.encode() if isinstance(content, str) else content
    app.file_uploader[0].set_value((name, raw, "application/octet-stream"))
    return app.run()


def said_to_be_placed(app: AppTest, header: str = OWN_WORD) -> AppTest:
    """The page after the header was matched with `placed`."""
    app.selectbox(key="column_placed").set_value(header)
    return press(app, "match_columns")


def buttons(app: AppTest) -> set[str]:
    return {button.key for button in app.button}


def test_a_file_that_lacks_a_column_is_asked_about(desk: Desk) -> None:
    """What is missing is a thing to fix, and the step offers the file's own columns for it."""
    app = drop(OWN)
    shown = words(app)
    assert not app.exception
    assert ASKED in shown
    assert "1 thing to fix" in shown
    assert app.selectbox(key="column_placed").options == ["Not in the file", OWN_WORD]
    assert app.selectbox(key="column_placed").value == ""
    assert "send" not in buttons(app)


def test_nothing_is_asked_of_a_file_with_every_column(desk: Desk) -> None:
    """The step is there only when something is unmatched on both sides."""
    for content in (HEADER.format("placed"), HEADER.format("placed").replace("placed,", "")):
        app = drop(f"{content}\n{ROW.format('2026-03')}\n")
        assert ASKED not in words(app)
        assert "match_columns" not in buttons(app)


def test_a_near_name_is_only_a_guess(desk: Desk) -> None:
    """The guess is filled in and said to be one; nothing is read so before the button."""
    app = drop(NEAR)
    choice = app.selectbox(key="column_placed")
    assert (choice.value, "Our guess: placd" in choice.label.replace("\\", "")) == ("placd", True)
    assert "1 thing to fix" in words(app)
    assert "Nothing to fix" in words(press(app, "match_columns"))


def test_a_confirmed_match_is_sent_remembered_and_said_next_time(desk: Desk) -> None:
    """Sent with its assumption; the next file of the partner is read so, with the day."""
    app = said_to_be_placed(drop(OWN))
    assert f"“{OWN_WORD}” was read as placed, as you confirmed." in words(app)
    press(app, "send")
    (one,) = desk.ledger.submissions()
    assert "as you confirmed" in " ".join(a.message for a in one.assumptions)
    (match,) = desk.ledger.header_matches(BOARD, WORKFORCE)
    assert (match.header, match.column, match.confirmed_by) == (OWN_WORD, "placed", ROSA)
    again = drop(AGAIN, period="2026-02")
    assert "as you confirmed on 18 April 2026" in words(again)
    assert ASKED not in words(again)


def test_a_match_can_be_taken_back(desk: Desk) -> None:
    """Before and after it was sent: one button, and the column is asked about again."""
    app = press(said_to_be_placed(drop(OWN)), "forget_0")
    assert ASKED in words(app)
    press(said_to_be_placed(app), "send")
    app = press(drop(AGAIN, period="2026-02"), "forget_0")
    assert ASKED in words(app)
    assert desk.ledger.header_matches(BOARD, WORKFORCE) == []


def test_another_partner_is_asked_for_itself(desk: Desk) -> None:
    """One partner's word means nothing in another's file."""
    press(said_to_be_placed(drop(OWN)), "send")
    assert ASKED in words(drop(OWN, CARMEN))


def test_one_header_is_one_column(desk: Desk) -> None:
    """The same header chosen for two columns is told, and nothing is read so."""
    app = drop(OWN.replace("completed", "Finished"))
    app.selectbox(key="column_completed").set_value(OWN_WORD)
    app = said_to_be_placed(app)
    assert f"“{OWN_WORD}” is chosen for two columns" in words(app)
    assert "things to fix" in words(app)


def test_cells_of_a_personal_column_are_not_shown(desk: Desk) -> None:
    """The first cells of other columns help to choose; a personal column's never appear."""
    text = OWN.replace("wage\n", "wage,Where,phone\n").replace(
        "24.50", "24.50,Elm Hall,408-555-0142"
    )
    shown = words(drop(text))
    assert "Elm Hall" in shown
    assert "408-555-0142" not in shown


def test_a_file_with_no_known_name_can_be_matched_whole(desk: Desk) -> None:
    """Where no header is known, the first row of names is offered, column by column."""
    app = drop(NO_NAMES_KNOWN)
    assert ASKED in words(app)
    meant = {"period": "Month", "pathway": "What", "gender": "Sex", "age_group": "Years"}
    meant |= {"enrolled": "In", "completed": "Out", "follow_up_due": "Asked", "placed": "Jobs"}
    for column, header in (meant | {"average_hourly_wage": "Pay"}).items():
        app.selectbox(key=f"column_{column}").set_value(header)
    app = press(app, "match_columns")
    assert "9 of 9 columns" in words(app)
    assert "Nothing to fix" in words(app)


def test_a_period_chosen_on_the_page_needs_no_column(desk: Desk) -> None:
    """When the page says the period, its column may be left out and nobody is interrupted."""
    text = f"{HEADER.format('placed')}\n{ROW.format('march')}\n".replace("period", "Remarks")
    app = drop(text)
    assert ASKED not in words(app)
    assert "Nothing to fix" in words(app)
    assert "may be left out" in app.selectbox(key="column_period").label


def test_the_backbone_matches_on_behalf(desk: Desk) -> None:
    """Sending for a partner asks the same; what is confirmed is the partner's from then on."""
    app = visit("send_for", NOOR, contract=WORKFORCE, period="2026-03")
    app.selectbox(key="whose").set_value(BOARD)
    app.run()
    app.file_uploader[0].set_value(("march.csv", OWN.encode(), "text/csv"))
    press(said_to_be_placed(app.run()), "send")
    (match,) = desk.ledger.header_matches(BOARD, WORKFORCE)
    assert match.confirmed_by == NOOR


def test_the_sheet_is_chosen_on_the_page(desk: Desk) -> None:
    """Two sheets alike: a choice, then the chosen one is read and said, with nothing to check."""
    header = HEADER.format("placed").split(",")
    sheets = {
        name: fill_rows(header, ROW.format(month).split(","))
        for name, month in (("Feb", "2026-02"), ("Mar", "2026-03"))
    }
    app = drop(workbook_of(sheets), name="both.xlsx", period="As the file says")
    assert "“Mar” holds such a table too" in words(app)
    app.radio[0].set_value("Mar")
    app.run()
    shown = words(app)
    assert "Read from the sheet “Mar”, as you chose; not from “Feb”." in shown
    assert "holds such a table too" not in shown
    assert "March 2026" in shown
