"""The release page, state by state, and what publishing does to what everybody sees."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import press, visit, words
from desk_factories import ADMIN, NOOR, TOMAS, person
from release_pages import WITHOUT_A_PLAN, prepare, publish, releasing_home
from releasing_factories import accept_placed, send_placed
from shared_metrics.desk import Desk, acts
from shared_metrics.releases.states import State
from shared_metrics.web.at_work import work_for
from shared_metrics.web.site_keeper import SiteState

IN_MAY = "2026-05-20"  # April is closed too
NOTE = "A partner counted ten people twice."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return releasing_home(tmp_path, monkeypatch)


def states(desk: Desk) -> dict[str, State]:
    return {row.id: row.state for row in desk.ledger.releases()}


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if not button.disabled}


def finished(desk: Desk, app: AppTest) -> AppTest:
    """The page once what was begun on it is done."""
    assert work_for(desk.home.folder).wait(60)
    return app.run()


def test_without_a_plan_the_page_says_what_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can prepare what nobody agreed on; the file to write is named."""
    releasing_home(tmp_path, monkeypatch, plan=WITHOUT_A_PLAN)
    app = visit("release", NOOR)
    assert "agenda/publication.yaml" in words(app)
    assert keys(app) <= {"leave"}


def test_nothing_prepared_yet(desk: Desk) -> None:
    """The first release can be prepared up to the newest closed month, and nothing amended."""
    app = visit("release", NOOR)
    assert "Nothing has been published yet." in words(app)
    assert app.selectbox(key="data_to").value.isoformat() == "2026-03-31"
    assert "prepare_release" in keys(app)
    assert "amend" not in {button.key for button in app.button}


def test_preparing_shows_the_draft_and_publishes_nothing(desk: Desk) -> None:
    """One button; afterwards the draft stands there, and the public sees what it saw."""
    app = finished(desk, press(visit("release", NOOR), "prepare_release"))
    shown = words(app)
    assert "Draft of R1" in shown
    assert "Prepared by Noor Haddad" in shown
    assert states(desk) == {"R1": State.PREPARED}
    assert "Nothing has been published yet." in words(visit("shared_goals"))


def test_who_prepared_cannot_publish_and_is_told_why(desk: Desk) -> None:
    """Where a second person is required the button is off for the first, on for the other."""
    prepare(desk)
    mine, theirs = visit("release", NOOR), visit("release", TOMAS)
    assert "somebody else publishes it: another analyst or the chair" in words(mine)
    assert publish_popover(mine).disabled
    assert not publish_popover(theirs).disabled
    press(theirs, "publish")
    assert states(desk) == {"R1": State.PUBLISHED}


def test_just_published_leads_to_the_public_pages(desk: Desk) -> None:
    """The release, who published it, and where everybody reads it."""
    prepare(desk)
    shown = words(press(visit("release", TOMAS), "publish"))
    assert "R1: data to Mar 2026, published 2 May 2026" in shown
    assert "Published by Tomás Lindgren" in shown
    assert "(/public/)" in shown
    assert "Draft of" not in shown


def test_an_error_stops_it_with_what_to_do(desk: Desk) -> None:
    """A waiting file is named first, with a way to the inbox; nobody can publish meanwhile."""
    prepare(desk)
    send_placed(desk, "2026-02", 55)
    app = visit("release", TOMAS)
    assert "1 thing to settle before it can be published." in app.error[0].value
    told = [str(one.value) for one in app.markdown if "What to do" in str(one.value)]
    assert told[0].startswith("- 1 file waits for a decision")
    assert "Open the inbox" in {one.proto.label for one in app.get("page_link")}
    assert publish_popover(app).disabled


def publish_popover(app: AppTest) -> Any:
    return next(
        one.proto.popover
        for one in app.get("popover")
        if one.proto.popover.label.startswith("Publish")
    )


def test_a_correction_stands_there_with_its_reason(desk: Desk) -> None:
    """In an amendment, was and now stand beside each other, with what the public is told."""
    prepare(desk)
    publish(desk)
    accept_placed(desk, "2026-03", 90)
    app = visit("release", NOOR)
    app.text_area(key="amend_reason").set_value(NOTE)
    app = finished(desk, press(app.run(), "amend"))
    assert states(desk)["R1.1"] is State.PREPARED
    assert corrections(app)[0] == ("300 people", "330 people", NOTE)


def corrections(app: AppTest) -> list[tuple[str, str, str]]:
    """Was, now, why, as they stand on the page."""
    table = next(table.value for table in app.table if "Was" in table.value.columns)
    rows = zip(table["Was"], table["Now"], table["Why"], strict=True)
    return [(was, now, why.replace("\\", "")) for was, now, why in rows]


def test_a_correction_without_a_note_stops_it_until_there_is_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next release corrects March without a word: an error; with a note: none."""
    prepare(desk)
    publish(desk)
    accept_placed(desk, "2026-03", 90)
    monkeypatch.setenv("SHARED_METRICS_TODAY", IN_MAY)
    app = finished(desk, press(visit("release", NOOR), "prepare_release"))
    assert "nothing says why" in words(app)
    assert "Prepare it again below, with a note for the public." in words(app)
    app.text_area(key="public_note").set_value(NOTE)
    app = finished(desk, press(app.run(), "prepare_release"))
    assert "nothing says why" not in words(app)
    assert corrections(app)[0] == ("300 people", "330 people", NOTE)


def test_an_amended_release_stays_in_the_list(desk: Desk) -> None:
    """R1 stands as amended, R1.1 as what everybody reads, with the reason."""
    prepare(desk)
    publish(desk)
    accept_placed(desk, "2026-03", 90)
    acts.amend_release(desk, "R1", reason=NOTE, actor=person(NOOR), now=desk.now())
    publish(desk)
    app = visit("release", NOOR)
    assert f"It takes the place of R1: {NOTE}" in words(app)
    listed = app.table[-1].value.set_index("Release")
    assert listed.loc["**R1**", "State"] == "amended by a later one"
    assert listed.loc["**R1.1**", "State"] == "published"
    assert f"It takes the place of R1: {NOTE}" in words(visit("shared_goals"))


def test_amending_needs_a_reason(desk: Desk) -> None:
    """Without words for the public there is no amendment."""
    prepare(desk)
    publish(desk)
    assert "amend" not in keys(visit("release", NOOR))


def test_a_draft_can_be_discarded(desk: Desk) -> None:
    """It goes, and nothing public changes."""
    prepare(desk)
    press(visit("release", NOOR), "discard")
    assert State.PREPARED not in states(desk).values()
    assert "Nothing has been published yet." in words(visit("shared_goals"))


def test_one_person_alone_gives_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is recorded, the button works once a reason is said, and the reason is kept."""
    desk = releasing_home(tmp_path, monkeypatch, second_person="recorded")
    prepare(desk)
    app = visit("release", NOOR)
    assert "publish" not in keys(app)
    app.text_input(key="publish_reason").set_value("The others are away.")
    press(app.run(), "publish")
    (row,) = desk.ledger.releases()
    assert (row.state, row.second_person_reason) == (State.PUBLISHED, "The others are away.")


def test_the_operator_looks_and_decides_nothing(desk: Desk) -> None:
    """Who only looks after the installation sees the draft and no button."""
    prepare(desk)
    app = visit("release", ADMIN)
    assert "Releases are prepared and published by analysts and the chair." in words(app)
    assert keys(app).isdisjoint({"publish", "discard", "prepare_release", "amend"})


def test_what_is_hidden_is_told_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small number costs readers figures: which table, how many, why; a headline stands out."""
    desk = releasing_home(tmp_path, monkeypatch)
    accept_placed(desk, "2026-02", 3)
    accept_placed(desk, "2026-02", 2, "steppingway_training")
    prepare(desk)
    app = visit("release", NOOR)
    told = next(table.value for table in app.table if "Why" in table.value.columns)
    assert "fewer than 11 people" in " ".join(told["Why"])
    assert "A headline is hidden: People placed in jobs, by month, February 2026" in words(app)


def test_a_figure_that_is_held_back_is_told(desk: Desk) -> None:
    """A correction of three people would tell them: the older figure stays."""
    prepare(desk)
    publish(desk)
    accept_placed(desk, "2026-03", 63)
    acts.amend_release(desk, "R1", reason=NOTE, actor=person(NOOR), now=desk.now())
    app = visit("release", NOOR)
    told = next(table.value for table in app.table if "Held back" in table.value.columns)
    held = told.set_index("Table")["Held back"]
    assert held["People placed in jobs\\, by quarter"] == "1"
    assert "Held back: an older figure stays" in app.caption[0].value


def test_a_draft_another_tab_discarded_is_not_published(desk: Desk) -> None:
    """The button of a page that is out of date does nothing."""
    prepare(desk)
    stale = visit("release", TOMAS)
    acts.discard_release(desk, "R1", actor=person(NOOR), now=desk.now())
    assert "Draft of R1" not in words(press(stale, "publish"))
    assert states(desk) == {"R1": State.DISCARDED}


def test_an_act_that_cannot_be_done_is_said_plainly(desk: Desk) -> None:
    """A draft that was changed on the disk is not published, and one sentence says why."""
    draft = prepare(desk)
    page = visit("release", TOMAS)
    table = desk.home.folder / "releases" / draft.folder / "tables" / "placements-quarter.csv"
    table.write_text(table.read_text().replace("300", "301"))
    app = press(page, "publish")
    assert "The draft of R1 is not whole" in words(app)
    assert not app.exception
    assert states(desk) == {"R1": State.PREPARED}


@dataclass
class Keeper:
    """What keeps the public pages, as it stands at one moment."""

    now: SiteState
    asked: int = 0

    def state(self) -> SiteState:
        return self.now

    def look_now(self) -> None:
        self.asked += 1


def kept(state: SiteState, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    keeper = Keeper(state)
    monkeypatch.setattr("shared_metrics.web.panels.releases.running_keeper", lambda: keeper)
    return keeper


def test_while_the_public_pages_are_made_the_page_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they show until then, and nothing more once they show the newest."""
    prepare(desk)
    publish(desk)
    kept(SiteState(None, building=True), monkeypatch)
    assert "The public pages of R1 are being made" in words(visit("release", NOOR))
    kept(SiteState("R1", building=False), monkeypatch)
    assert "being made" not in words(visit("release", NOOR))


def test_why_the_public_pages_could_not_be_made_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One plain line with what they show instead; a button has it tried again."""
    prepare(desk)
    publish(desk)
    keeper = kept(SiteState("R0", trouble="The disk is full."), monkeypatch)
    app = visit("release", NOOR)
    assert "The public pages still show R0" in words(app)
    assert "The disk is full." in words(app)
    press(app, "build_site")
    assert keeper.asked == 1


def test_trouble_in_the_background_is_told_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stood in the way of preparing is said in plain words on the page, then forgotten."""
    work = work_for(desk.home.folder)
    work.begin("A release is being prepared", lambda: acts.discard_release(
        desk, "R9", actor=person(NOOR), now=desk.now()
    ))  # fmt: skip
    assert work.wait(30)
    assert "There is no release “R9”" in words(visit("release", NOOR))
    assert "R9" not in words(visit("release", NOOR))
