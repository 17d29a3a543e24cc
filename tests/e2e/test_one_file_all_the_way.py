"""A partner's file from the drop to everybody's number, at a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import Visitor
from served_app import served

pytestmark = pytest.mark.browser

HEADER = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage"
)
GOOD = f"{HEADER}\n2026-06,clean_energy,all,all,42,12,10,7,27.50\n"
ONE_WRONG = f"{HEADER}\n2026-06,clean_energy,all,all,42,50,10,7,27.50\n"
MANY_WRONG = """Sunrow Energy, crews in training;;;;;;;;
reporting month;training pathway;gender;age;in training;graduates;follow up;placements;average wage
Jun-26;clean energy;all;all;42;12;10;7;27,50
Jun-26;clean energy;female;all;18;21;4;3;27,10
Jun-26;clean energy;male;all;22;6;6;4;27,90
Jun-26;clean energy;nonbinary;all;2;0;0;0;
Jun-26;construction;all;all;16;4;<5;2;98,00
Jun-26;construction;female;all;5;8;1;3;24,00
Jun-26;construction;male;all;11;;2;1;
"""
STEWARD = "Yuki Sato"  # of Sunrow Energy, which has not sent June yet
ANALYST = "Tomás Lindgren"
SECOND_ANALYST = "Noor Haddad"
GOAL = "/progress?goal=more_people_placed"
PUBLIC = "/shared_goals"
PUBLIC_SITE = "/public/goals/more_people_placed.html"
LATER = "2026-08-01"  # no file for June may come any more
IN_TIME = 600_000  # milliseconds; a release is proven against all before it


def number_of(browser: Browser, app: str) -> str:
    """The backbone's newest number of people placed."""
    analyst = Visitor(browser, app).open(GOAL).be(ANALYST)
    number = analyst.number("Q2 2026")
    analyst.leave()
    return number


def public_text(browser: Browser, app: str) -> str:
    """Everything the public can read about the shared goals in the app and on its own pages."""
    reader = Visitor(browser, app).open(PUBLIC).settle()
    text = reader.text()
    reader.page.goto(app + PUBLIC_SITE)
    text += reader.page.locator("body").inner_text()
    reader.leave()
    return text


def people(number: str) -> int:
    return int(number.removesuffix(" people").replace(",", ""))


def accept_the_rest(browser: Browser, app: str) -> None:
    """Decides on every file that still waits."""
    analyst = Visitor(browser, app).open("/inbox").be(ANALYST)
    while analyst.page.get_by_role("button", name="Accept", exact=True).count():
        waiting = analyst.page.get_by_role("button", name="Accept", exact=True)
        left = waiting.count() - 1
        waiting.first.click()
        expect(waiting).to_have_count(left)
        analyst.settle()
    analyst.leave()


def release(browser: Browser, app: str) -> None:
    """One analyst prepares, the other looks and publishes; the public pages follow."""
    first = Visitor(browser, app).open("/release").be(ANALYST)
    first.press("Prepare")
    expect(first.page.get_by_role("heading", name="Draft of")).to_be_visible(timeout=IN_TIME)
    first.settle()
    expect(first.page.get_by_role("button", name="Publish R")).to_be_disabled()
    first.leave()
    second = Visitor(browser, app).open("/release").be(SECOND_ANALYST)
    second.sees("Nothing stops it").picture("release", height=2900)
    second.press("Publish R", exact=False).press("Yes, publish it")
    second.sees("published 1 Aug 2026")
    expect(second.page.get_by_text("are being made")).to_be_visible()
    expect(second.page.get_by_text("are being made")).to_have_count(0, timeout=IN_TIME)
    second.leave()


def test_a_file_is_mended_sent_accepted_and_published(
    browser: Browser, app: str, home: Path
) -> None:
    """What is sent counts once another person accepted it; outside, once it is published."""
    before, public_before = number_of(browser, app), public_text(browser, app)
    partner = Visitor(browser, app).open("/to_do")
    partner.press("Somebody else").be(STEWARD)
    partner.page.get_by_test_id("stButton").get_by_role("button", name="Send figures").last.click()
    expect(partner.page.get_by_role("heading", level=1, name="Send figures")).to_be_visible()
    partner.settle()

    partner.drop("june.csv", MANY_WRONG)
    partner.sees("7 rows, 9 of 9 columns, semicolon, UTF-8, June 2026")
    partner.sees("9 things to fix, 1 to check")
    partner.settle().picture("findings", height=1500)

    partner.drop("june.csv", ONE_WRONG)
    partner.sees("1 thing to fix")
    partner.sees("More people completed than were enrolled.")
    expect(partner.page.get_by_text("F2", exact=True).first).to_be_visible()
    partner.settle().picture("send-something-to-fix", height=900)

    partner.drop("june.csv", GOOD)
    partner.sees("Nothing to fix")
    partner.settle().picture("send-nothing-to-fix", height=1250)
    partner.press("Send")
    partner.sees("Sent. The backbone looks at it next")
    partner.sees("june.csv").settle().picture("receipt", height=1100)
    number = partner.page.get_by_text("sub_").first.inner_text()
    partner.leave()
    assert number_of(browser, app) == before, "a file counts only once it is accepted"

    analyst = Visitor(browser, app).open("/inbox").be(ANALYST)
    card = analyst.page.locator(f".st-key-waiting_{number}")
    expect(card.get_by_text("Sunrow Energy: Workforce placements, June 2026")).to_be_visible()
    analyst.settle().picture("inbox")
    card.get_by_role("button", name="Accept", exact=True).click()
    expect(card).to_have_count(0)
    analyst.leave()

    assert people(number_of(browser, app)) == people(before) + 7
    assert public_text(browser, app) == public_before
    with served(home, SHARED_METRICS_TODAY=LATER) as later:
        accept_the_rest(browser, later)
        number = number_of(browser, later)
        assert public_text(browser, later) == public_before.replace("15 July 2026", "1 August 2026")
        release(browser, later)
        assert f"{number} in Q2 2026" in public_text(browser, later)


def test_a_file_with_a_stray_picture_is_told_plainly(visitor: Visitor) -> None:
    """A file that is no table gets one sentence and what to do, no trace of a program."""
    visitor.open("/send?contract=workforce_placements&period=2026-06").press("Somebody else")
    visitor.be("Denise Clarke").drop("june.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    visitor.sees("This is a picture, not a CSV or Excel file.").sees("save it as .xlsx")
    assert "Traceback" not in visitor.text()


def test_text_in_a_file_is_shown_as_text(visitor: Visitor) -> None:
    """Whatever stands in a cell appears as written: no link, no picture, no script runs."""
    hostile = (
        "![x](https://evil.example/p.png) <img src=x onerror=alert(1)> [a](https://evil.example)"
    )
    content = f'{HEADER}\n2026-06,"{hostile}",all,all,42,12,10,7,27.50\n'
    visitor.open("/send?contract=workforce_placements&period=2026-06").press("Somebody else")
    visitor.be("Denise Clarke").drop("june.csv", content)
    visitor.sees("thing to fix").settle()
    assert "<img src=x onerror=alert(1)>" in visitor.text()
    shown = visitor.page.get_by_test_id("stMainBlockContainer")
    expect(shown.locator("img")).to_have_count(0)
    expect(shown.locator("a[href*='evil.example']")).to_have_count(0)
