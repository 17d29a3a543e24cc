"""A review from its plan to its minutes, at a real browser, and the one after it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import Visitor
from sample_fixtures import sample_settings
from served_app import served
from shared_metrics.desk import Desk, acts, open_desk
from shared_metrics.desk.kept_records import kept
from shared_metrics.reading import Upload
from shared_metrics.reviews import Review

pytestmark = pytest.mark.browser

CHAIR = "Adaeze Brooks"
ANALYST = "Noor Haddad"
STEWARD = "Inês Carvalho"  # of the partner that owns an overdue commitment
SUMMER = "Summer review 2026"
NIGHT_BUSES = "Tell the partners what the night buses changed"
WE_CHANGE = "Night buses wait for the late shift."
LATE_FILE = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage\n"
    "2026-05,clean_energy,all,all,42,12,10,9,27.50\n"
)
SECOND = "More residents in work"  # the second item, by its title
BIG_SCREEN = "The meeting on the big screen"
LATER = "2027-01-20"  # past the day to look again
IN_TIME = 120_000  # milliseconds; figures are protected before they are frozen


def write(page: Page, key: str, fields: dict[str, str]) -> None:
    """Opens a form by its key, fills it in and writes it down."""
    expect(page.get_by_role("button", name="Decision")).to_be_enabled()
    page.locator("body").press(key)
    dialog = page.get_by_role("dialog")
    for label, words in fields.items():
        dialog.get_by_label(label).fill(words)
    dialog.get_by_role("button", name="Write it down").click()
    expect(dialog).to_have_count(0)


def frozen(desk: Desk, title: str) -> list[bytes]:
    """Every file the review froze."""
    review = next(one for one in kept(desk.ledger, Review) if one.thing.title == title)
    return [desk.vault.original(sha256) for sha256 in review.files]


def pack_of(visitor: Visitor) -> bytes:
    """The briefing pack as the page gives it."""
    with visitor.page.expect_download(timeout=IN_TIME) as waiting:
        visitor.page.get_by_role("button", name="Briefing pack as a page").click()
    return Path(waiting.value.path()).read_bytes()


def send_late(desk: Desk) -> None:
    """A partner's file for a month the review has shown, sent and accepted afterwards."""
    steward, analyst = desk.person("yuki.sato@example.org"), desk.person("noor.haddad@example.org")
    upload = Upload("may.csv", LATE_FILE.encode())
    (one,) = acts.submit(
        desk,
        upload,
        "workforce_placements",
        partner_id="sunrow_energy",
        actor=steward,
        now=desk.now(),
        period=None,
        reasons={},
    )
    acts.accept(desk, [one.id], actor=analyst, now=desk.now())


def test_a_review_from_plan_to_minutes(browser: Browser, app: str, home: Path) -> None:
    """Planned, opened, written down in by two at once, closed; then nothing changes it any more."""
    desk = open_desk(sample_settings(home))
    chair = Visitor(browser, app).open("/reviews").be(CHAIR)
    prepare_and_open(chair)
    hold(browser, app, chair)
    close(chair, desk)
    chair.leave()
    read_as_a_partner(browser, app)
    with served(home, SHARED_METRICS_TODAY=LATER) as later:
        look_at_the_next(Visitor(browser, later).open("/reviews").be(CHAIR))


def prepare_and_open(chair: Visitor) -> None:
    """The sheet names who is late, the chair adds a point; opening freezes it."""
    page = chair.page
    chair.sees(SUMMER)
    page.get_by_role("link", name="Open", exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name=SUMMER)).to_be_visible()
    expect(page.get_by_role("heading", name="Preparation sheet")).to_be_visible(timeout=IN_TIME)
    chair.sees(NIGHT_BUSES).sees("Sunrow Energy").settle()
    page.get_by_label("A point of your own").fill("Thank the drivers")
    page.get_by_role("button", name="Add the point").click()
    chair.sees("Thank the drivers").settle()
    page.get_by_role("button", name="Open the review").click()
    expect(page.get_by_role("link", name=BIG_SCREEN)).to_be_visible(timeout=IN_TIME)


def hold(browser: Browser, app: str, chair: Visitor) -> None:
    """The keyboard moves, the forms open with a letter, two write at once, nobody late is named."""
    page = chair.page
    page.get_by_role("link", name=BIG_SCREEN).click()
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    chair.settle()
    first = page.url
    page.locator("body").press("ArrowRight")
    expect(page.get_by_role("heading", level=1, name=SECOND)).to_be_visible()
    write(page, "d", {"What was decided?": "We look at healthcare courses first."})
    analyst = Visitor(browser, app).open(first.removeprefix(app)).be(ANALYST)
    write(analyst.page, "a", {"What will be done?": "Ask the late shift."})
    write(analyst.page, "d", {"What was decided?": "We meet again in autumn."})
    write(page, "w", {"What do we change?": WE_CHANGE})
    chair.sees("We look at healthcare courses first.")
    assert "Sunrow" not in page.get_by_test_id("stMain").inner_text()
    analyst.sees("We meet again in autumn.").leave()


def close(chair: Visitor, desk: Desk) -> None:
    """The minutes hold what both wrote; a file accepted later changes no byte of any of it."""
    page = chair.page
    page.get_by_role("link", name="Leave the meeting screen").click()
    chair.sees("Close the review").settle()
    pack = pack_of(chair)
    page.get_by_role("button", name="Close the review").click()
    expect(page.get_by_role("heading", name="Minutes")).to_be_visible()
    chair.sees("We meet again in autumn.").sees("Ask the late shift.").settle()
    before = frozen(desk, SUMMER)
    send_late(desk)
    assert frozen(desk, SUMMER) == before
    assert len(before) == 2  # what it was opened with, and its minutes
    assert pack_of(chair) == pack


def read_as_a_partner(browser: Browser, app: str) -> None:
    """A partner finds its commitment among what is to do, and reads the minutes."""
    partner = Visitor(browser, app).open("/to_do").be(STEWARD)
    partner.sees(NIGHT_BUSES)
    partner.follow("Reviews").page.get_by_role("link", name="Open", exact=True).first.click()
    partner.sees("Minutes").sees("We meet again in autumn.").leave()


def look_at_the_next(chair: Visitor) -> None:
    """What was changed comes back on the next agenda, once it is time to look again."""
    page = chair.page
    page.get_by_label("What is it called?").fill("Autumn review 2026")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", level=1, name="Autumn review 2026")).to_be_visible()
    expect(page.get_by_role("heading", name="Preparation sheet")).to_be_visible(timeout=IN_TIME)
    chair.sees(f"We changed: {WE_CHANGE}").sees("Looking back").leave()
