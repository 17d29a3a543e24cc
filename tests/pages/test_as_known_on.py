"""Every page of the backbone that shows an earlier day: what was known, and nothing to press."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import small_home, title, use_home, visit, words
from desk_factories import CARMEN, NOOR, STEPPINGWAY, WORKFORCE, person, placements, send_rows
from shared_metrics.desk import acts
from shared_metrics.web.navigation import SCREENS, Screen

TODAY = "2026-04-18"
THEN, LATER = (
    dt.datetime(2026, 2, 12, 18, tzinfo=dt.UTC),
    dt.datetime(2026, 4, 8, 18, tzinfo=dt.UTC),
)
DAY = "2026-02-12"
AS_OF = [screen for screen in SCREENS if screen.as_of]
BUTTONS_OF_THE_FRAME = {"leave"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """By what it is: accepted then; waiting then and accepted since; sent since, and waiting."""
    desk = small_home(tmp_path_factory.mktemp("as_known"))

    def send(placed: int, now: dt.datetime, **how: str) -> str:
        (one,) = send_rows(desk, placements("2026-01", placed=placed), f"{placed}", now=now, **how)
        return one.id

    first, waited = send(7, THEN), send(5, THEN, partner=STEPPINGWAY, by=CARMEN)
    acts.accept(desk, [first], actor=person(NOOR), now=THEN)
    acts.accept(desk, [waited], actor=person(NOOR), now=LATER)
    corrected = send(9, LATER, mode="replace")
    planned = acts.plan_review(desk, "Spring", LATER.date(), actor=person(NOOR), now=THEN).id
    made = {"first": first, "waited": waited, "corrected": corrected, "review": planned}
    return desk.home.folder, made


@pytest.fixture
def sent(home: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The files sent to a home that is only looked at."""
    use_home(home[0], monkeypatch, TODAY)
    return home[1]


def pressable(app: AppTest) -> set[str]:
    return {str(one.key) for one in app.button} - BUTTONS_OF_THE_FRAME


@pytest.mark.parametrize("screen", AS_OF, ids=lambda screen: screen.name)
def test_a_page_as_known_on_a_day_says_so_and_does_nothing(
    sent: dict[str, str], screen: Screen
) -> None:
    """The banner stands there, nothing went wrong, and there is no button to act with."""
    about = {
        "submission": {"id": sent["waited"]},
        "progress": {"goal": "more_people_placed"},
        "review": {"id": sent["review"]},
    }
    query = about.get(screen.name, {})
    app = visit(screen.name, NOOR, on=DAY, **query)
    assert "As known on 12 February 2026" in words(app)
    assert "Nothing can be changed here" in words(app)
    assert not app.exception
    assert not app.error
    assert pressable(app) == set()


@pytest.mark.parametrize("name", ["today", "partners", "submission"])
def test_a_day_to_come_and_no_day_at_all_are_refused(sent: dict[str, str], name: str) -> None:
    """One sentence, below the page's own title, and nothing of now under a false day."""
    query = {"id": sent["first"]} if name == "submission" else {}
    for asked, said in (("2027-01-01", "still to come"), ("tomorrow", "is not a day")):
        app = visit(name, NOOR, on=asked, **query)
        assert title(app)
        assert [said in one.value.replace("\\", "") for one in app.error] == [True]
        assert pressable(app) == set()


def test_the_inbox_holds_what_waited_then(sent: dict[str, str]) -> None:
    """A file accepted since waits again; one sent since is not there."""
    then, now = visit("inbox", NOOR, on=DAY), visit("inbox", NOOR)
    assert "Steppingway" in words(then)
    assert "1 file to decide on" in words(then)
    assert {f"accept_{sent['corrected']}"} <= pressable(now)
    assert "Steppingway" not in words(now)


def test_a_file_stands_as_it_stood(sent: dict[str, str]) -> None:
    """Its state of that day; a file that came later is not yet there, and that is no error."""
    then, now = (visit("submission", NOOR, id=sent["waited"], **on) for on in ({"on": DAY}, {}))
    assert "Waiting for the backbone" in words(then)
    assert "Accepted" in words(now)
    later = visit("submission", NOOR, id=sent["corrected"], on=DAY)
    assert "had not been sent yet on that day" in words(later)
    assert not later.error


def test_who_had_reported_by_then(sent: dict[str, str]) -> None:
    """Partners' cells read as on that day."""

    def cell(**on: str) -> str:
        app = visit("reported", NOOR, **on)
        rows = app.selectbox(key="matrix_contract").set_value(WORKFORCE).run().table[0].value
        return str(rows.set_index("Partner").loc["Steppingway Training", "January 2026"])

    assert "Waiting" in cell(on=DAY)
    assert "Reported" in cell()


def test_the_strip_above_the_page_is_of_now(sent: dict[str, str]) -> None:
    """Who looks, and today's day, are never of the past; the next page shows now again."""
    app = visit("today", NOOR, on=DAY)
    assert "Noor Haddad" in words(app)
    assert "Since 1 February 2026" in words(app)
    assert "Since 1 April 2026" in words(visit("today", NOOR))


def test_what_reads_otherwise_is_shown_with_its_files(sent: dict[str, str]) -> None:
    """Then, now and the difference of each figure, whose file it was; nothing changed is kind."""
    app = visit("restatements", NOOR, since=DAY)
    assert "As known at the end of **12 February 2026**" in words(app)
    row = next(r for t in app.table for r in t.value.to_dict("records") if "Difference" in r)
    assert row == {
        "Period": "January 2026",
        "Then": "24\\.50 USD per hour",
        "Now": "24\\.50 USD per hour",
        "Difference": "the same, of other numbers",
    }
    assert "A late file" not in words(app)
    assert "A first file, 1 row" in words(app)
    same = visit("restatements", NOOR, since="2026-04-10")
    assert "still reads the same" in words(same)


def test_days_that_cannot_be_compared_say_so(sent: dict[str, str]) -> None:
    """The later day first, and a release that was never published, end in a sentence."""
    backwards = visit("restatements", NOOR, since="2026-03-02", until="2026-03-01")
    assert "is before" in words(backwards)
    unknown = visit("restatements", NOOR, release="R9")
    assert len(unknown.error) == 1
    assert not unknown.exception
