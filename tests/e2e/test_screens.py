"""Every screen: it opens, says nothing wrong, can be used by everybody; and its picture."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import Visitor

pytestmark = pytest.mark.browser

STEWARD = "Rosa Delgado"
ANALYST = "Noor Haddad"
SCREENS = {
    "welcome": (None, "/", 760),
    "shared-goals": (None, "/shared_goals", 1800),
    "shared-goals-one": (None, "/shared_goals?goal=more_people_placed", 2000),
    "to-do": ("Yuki Sato", "/to_do", 900),
    "send": (STEWARD, "/send", 640),
    "what-we-sent": (STEWARD, "/sent", 1300),
    "what-others-see": (STEWARD, "/our_part", 1000),
    "reporting-guide": (STEWARD, "/guides", 1500),
    "today": (ANALYST, "/today", 760),
    "waiting-files": (ANALYST, "/inbox", 760),
    "who-has-reported": (ANALYST, "/reported", 560),
    "progress": (ANALYST, "/progress", 1300),
    "progress-of-a-goal": (ANALYST, "/progress?goal=more_people_placed", 2500),
    "progress-of-the-region": (ANALYST, "/progress?goal=less_congested_road", 2300),
    "release-next": (ANALYST, "/release", 1000),
    "funders-reports": (ANALYST, "/funders", 760),
    "where-a-number-comes-from": (
        ANALYST,
        "/lineage?metric=placement_rate&period=2026-Q1&partner=steppingway_training",
        1060,
    ),
    "reviews": (ANALYST, "/reviews", 900),
    "what-we-learn": (ANALYST, "/learning", 1300),
    "what-we-learned-together": (STEWARD, "/learned", 900),
    "reviews-of-the-partners": (STEWARD, "/our_reviews", 700),
    "how-we-work-together": (ANALYST, "/reflection", 900),
    "change-a-goal": (ANALYST, "/goal_editor?goal=girls_take_part", 1600),
    "what-was-known": (ANALYST, "/restatements?since=2026-05-01", 1300),
    "partners": (ANALYST, "/partners?partner=loma_clara_college", 1300),
}
SERIOUS = {"serious", "critical"}


def look(visitor: Visitor, name: str) -> None:
    who, path, _ = SCREENS[name]
    visitor.open(path).settle()
    if who is not None:
        if not visitor.page.get_by_role("button", name=who).is_visible():
            visitor.press("Somebody else")
        visitor.be(who)
    visitor.settle()


@pytest.mark.parametrize("name", SCREENS)
def test_screen_opens_and_serves_everybody(visitor: Visitor, name: str) -> None:
    """A screen shows no error, and axe finds nothing serious for people who use it differently."""
    look(visitor, name)
    visitor.picture(name, height=SCREENS[name][2])
    expect(visitor.page.get_by_test_id("stAlertContentError")).to_have_count(0)
    expect(visitor.page.get_by_test_id("stException")).to_have_count(0)
    found = Axe().run(visitor.page)
    serious = [
        (one["id"], [node["target"] for node in one["nodes"]][:3])
        for one in found.response["violations"]
        if one["impact"] in SERIOUS
    ]
    assert serious == []


def reviewed(visitor: Visitor, title: str) -> Visitor:
    """The page of one of the sample's reviews."""
    visitor.open("/reviews").be(ANALYST)
    row = visitor.page.locator("[class*=st-key-listed_]").filter(has_text=title)
    row.get_by_role("link", name="Open", exact=True).click()
    expect(visitor.page.get_by_role("heading", level=1, name=title)).to_be_visible()
    return visitor


def is_usable(visitor: Visitor) -> None:
    """No error on it, and nothing that axe calls serious."""
    visitor.settle()
    expect(visitor.page.get_by_test_id("stAlertContentError")).to_have_count(0)
    expect(visitor.page.get_by_test_id("stException")).to_have_count(0)
    found = Axe().run(visitor.page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in SERIOUS] == []


def test_a_review_being_prepared(visitor: Visitor) -> None:
    """The agenda with its buttons, and the sheet for the backbone alone."""
    reviewed(visitor, "Summer review 2026")
    expect(visitor.page.get_by_role("heading", name="Preparation sheet")).to_be_visible()
    visitor.settle().picture("a-review-being-prepared", height=1500)
    is_usable(visitor)


def test_a_review_that_was_held(visitor: Visitor) -> None:
    """Its minutes and files; and the screen the room saw, an item with a card."""
    reviewed(visitor, "Winter review 2025").sees("Minutes")
    visitor.settle().picture("a-review-that-was-held", height=1100)
    is_usable(visitor)
    visitor.page.get_by_role("link", name="The meeting on the big screen").click()
    expect(visitor.page.get_by_role("button", name="Next")).to_be_visible()
    visitor.settle().picture("the-meeting-on-the-big-screen", height=1300)
    is_usable(visitor)


@pytest.mark.parametrize("name", ["welcome", "shared-goals", "shared-goals-one"])
def test_the_screens_are_for_narrow_windows_too(visitor: Visitor, name: str) -> None:
    """On a telephone nothing is wider than the window."""
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    look(visitor, name)
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert visitor.page.evaluate(wide) is False


def test_an_address_from_an_email_opens_what_it_names(visitor: Visitor) -> None:
    """A deep link survives the sign-in: the guide and period it names are chosen."""
    visitor.open("/send?contract=workforce_placements&period=2026-05").be(STEWARD)
    visitor.sees("May 2026").sees("10 June 2026")
