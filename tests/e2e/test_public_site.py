"""The built public pages at a real browser, under the app's own rules for them."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import Visitor

pytestmark = pytest.mark.browser
GOAL = "/public/goals/more_people_placed.html"
PAGES = (
    *("/public/", GOAL, "/public/es/", "/public/releases/", "/public/hiding.html"),
    "/public/goals/nothing_of_this_name.html",
)
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_nothing_its_rules_forbid(visitor: Visitor, path: str) -> None:
    """It looks and reads as it was built: own font, own style, nothing refused or from elsewhere.

    The missing page is styled too, however deep its address; axe finds nothing at all.
    """
    visitor.open(path)
    font = visitor.page.evaluate("getComputedStyle(document.body).fontFamily")
    assert font.startswith("Inter")
    assert visitor.page.evaluate("document.fonts.check('16px Inter')") is True
    assert Axe().run(visitor.page).response["violations"] == []
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    assert visitor.page.evaluate(WIDE) is False


def test_pointing_at_a_chart_says_its_figure(visitor: Visitor) -> None:
    """The one script of the site runs under its rules."""
    visitor.open(GOAL)
    chart = visitor.page.locator("figure.drawing svg").first
    chart.hover()
    expect(visitor.page.locator("figure.drawing .told").first).to_have_text(re.compile(r"\d"))


def test_from_the_app_to_the_public_pages(visitor: Visitor) -> None:
    """The link on the app's page leads to the same release; a table of it can be taken along."""
    visitor.open("/shared_goals").settle()
    line = visitor.page.get_by_text(re.compile(r"^R[0-9.]+: data to")).inner_text()
    with visitor.context.expect_page() as opened:
        visitor.page.get_by_role("link", name=re.compile("All releases, groups")).click()
    front = opened.value
    expect(front).to_have_url(re.compile(r"/public/$"))
    expect(front.get_by_text(line).first).to_be_visible()
    front.goto(visitor.address + GOAL)
    with front.expect_download() as taken:
        front.get_by_role("link", name=re.compile(r"\(CSV\)")).first.click()
    text = taken.value.path().read_text()
    assert text.startswith("period,")
