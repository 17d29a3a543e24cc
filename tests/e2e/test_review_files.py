"""A review's files in a browser: for everybody, on any screen, from a disk, without a network."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from briefing_factories import ITEMS, frozen, minutes, small_edition
from browsing import PATIENCE
from shared_metrics.site.briefing import pack_html
from shared_metrics.site.kept import Kept
from shared_metrics.site.minutes import minutes_html
from site_factories import drawings

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Pack and minutes as somebody saves them."""
    folder, kept = tmp_path_factory.mktemp("review"), Kept(drawings())
    pack, written = folder / "pack.html", folder / "minutes.html"
    pack.write_bytes(pack_html(frozen(), small_edition(), ITEMS, kept))
    written.write_bytes(minutes_html(frozen(), small_edition(), minutes(), kept))
    return [pack, written]


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_stands_in_the_way_of_anybody(
    browser: Browser, files: list[Path], screen: Any
) -> None:
    """axe-core finds no violation, nothing is wider than the screen, no other file is asked for."""
    context = browser.new_context(viewport=screen, bypass_csp=True, reduced_motion="reduce")
    page, asked = context.new_page(), list[str]()
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda request: asked.append(request.url))
    for file in files:
        asked.clear()
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    context.close()


def test_its_own_policy_lets_it_look_as_it_should(browser: Browser, files: list[Path]) -> None:
    """Under the policy that is in the file: its font is used, nobody complains."""
    context = browser.new_context(viewport=DESK)
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    for file in files:
        page.goto(file.as_uri())
        assert page.evaluate("document.fonts.load('16px Inter').then(all => all.length)") == 1
    context.close()
    assert complaints == []
