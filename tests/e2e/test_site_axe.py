"""The public site in a browser: for everybody, on any screen, from its own host alone."""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browsing import PATIENCE
from site_factories import EMBEDDED, pages, site_folder

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " base-uri 'none'; form-action 'none'"
)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
MOST_BYTES = 150_000
GOAL = "goals/more_people_placed.html"


class Handler(http.server.SimpleHTTPRequestHandler):
    """A plain web server that packs nothing and allows nothing but its own files."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The site below a path of its host."""
    folder = site_folder()
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Handler, directory=str(folder.parent))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
        server.shutdown()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def every_page() -> list[str]:
    return [page.relative_to(site_folder()).as_posix() for page in pages()]


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_stands_in_the_way_of_anybody(browser: Browser, address: str, screen: Any) -> None:
    """axe-core finds no violation on any page; on a phone in one language."""
    context = browser.new_context(viewport=screen, bypass_csp=True, reduced_motion="reduce")
    page, axe, found = context.new_page(), Axe(), {}
    page.set_default_timeout(PATIENCE)
    for path in every_page() if screen is DESK else (p for p in every_page() if p[:3] != "es/"):
        page.goto(address + path)
        violations = axe.run(page).response["violations"]
        if violations:
            found[path] = [(v["id"], v["nodes"][0]["html"][:200]) for v in violations]
    context.close()
    assert found == {}


def test_pages_ask_nobody_else_and_fit_a_phone(tab: Page, address: str) -> None:
    """Under a policy that allows its own files only: no complaint, no other host, no scrolling."""
    complaints, asked = [], set()
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: asked.add(request.url))
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # two whole numbers
    too_wide = []
    for path in every_page():
        if path.endswith("404.html"):
            continue  # it begins where the site begins on its host; here that is elsewhere
        tab.goto(address + path)
        tab.evaluate("document.fonts.ready")
        if tab.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            too_wide.append(path)
    assert complaints == []
    assert {url for url in asked if not url.startswith(address)} == set()
    assert too_wide == []


def test_a_goal_page_is_light(browser: Browser, address: str) -> None:
    """With everything it loads by itself, unpacked: under 150 KB."""
    for path in (p for p in every_page() if "goals/" in p):
        context = browser.new_context(viewport=DESK)
        page, asked = context.new_page(), set[str]()
        page.on("request", lambda request, asked=asked: asked.add(request.url))
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        context.close()
        loaded = [site_folder() / url.removeprefix(address) for url in asked]
        assert {file.suffix for file in loaded} == {".html", ".css", ".js", ".svg", ".woff2"}
        assert sum(file.stat().st_size for file in loaded) < MOST_BYTES, path


def test_everything_can_be_read_without_scripts(browser: Browser, address: str) -> None:
    """The same words with scripts and without; what is folded opens by itself."""
    said = []
    for scripts in (True, False):
        context = browser.new_context(viewport=DESK, java_script_enabled=scripts)
        page = context.new_page()
        page.goto(address + GOAL)
        said.append(page.locator("main").inner_text())
        page.goto(address)
        page.get_by_text("How do we know?").first.click()
        expect(page.get_by_role("link", name="These figures (CSV)").first).to_be_visible()
        context.close()
    with_scripts, without = (" ".join(text.split()) for text in said)
    assert with_scripts == without
    assert "hidden to protect people" in without


def test_pointing_at_a_chart_says_what_is_there(tab: Page, address: str) -> None:
    """The nearest figure, in the words of the table; nothing is said twice."""
    tab.goto(address + GOAL)
    chart = tab.locator("figure.drawing .wide svg")
    box = chart.bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + box["width"] * 0.82, box["y"] + box["height"] / 2)
    told = tab.locator("figure.drawing .told")
    expect(told).to_have_text("Q1 2026: 210 people")
    assert chart.locator("title").count() == 0
    tab.mouse.move(box["x"] + box["width"] * 0.05, box["y"] + box["height"] / 2)
    expect(told).to_have_text("Q3 2023: 155 people")
    tab.mouse.move(0, 0)
    expect(told).to_have_text("")


def test_a_phone_gets_a_narrow_chart(tab: Page, address: str) -> None:
    """One of the two drawings is shown, and only that one is told."""
    tab.goto(address + GOAL)
    wide, narrow = tab.locator(".drawing .wide"), tab.locator(".drawing .narrow")
    expect(wide).to_be_visible()
    expect(narrow).to_be_hidden()
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]  # two whole numbers
    expect(wide).to_be_hidden()
    expect(narrow).to_be_visible()


def test_the_folder_works_from_a_disk(tab: Page) -> None:
    """Opened as a file, without any server: pages, languages, style and downloads."""
    tab.goto((site_folder() / "index.html").as_uri())
    tab.get_by_role("link", name="More people placed in lasting jobs").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("More people placed in lasting jobs")
    tab.get_by_role("link", name="Español").click()
    expect(tab.get_by_role("heading", name="¿Cómo lo sabemos?")).to_be_visible()
    tab.get_by_role("link", name="R2: datos hasta mar 2026").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Edición R2")
    assert "Inter" in tab.evaluate("getComputedStyle(document.body).fontFamily")
    assert tab.evaluate("document.styleSheets.length") == 1


def test_a_card_can_stand_in_another_page(tab: Page, address: str) -> None:
    """Inside a frame it shows the goal; its links open the goal in the whole window."""
    card = f"{address}embed/{EMBEDDED}.html"
    tab.route("**/host.html", lambda route: route.fulfill(
        content_type="text/html", body=f'<iframe src="{card}" title="Goal"></iframe>'))  # fmt: skip
    tab.goto(f"{address}host.html")
    frame = tab.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    frame.get_by_role("link", name="More people placed in lasting jobs").click()
    tab.wait_for_url(f"**/{GOAL}")


def test_a_printed_page_leaves_the_menu_out(tab: Page, address: str) -> None:
    """On paper: the words, the wide chart and the tables."""
    tab.goto(address + GOAL)
    tab.emulate_media(media="print")
    expect(tab.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(tab.locator(".drawing .wide")).to_be_visible()
    expect(tab.get_by_role("table").first).to_be_visible()
