"""A person at a browser, looking at the app."""

import os
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, expect

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 60_000  # milliseconds; two cores may be busy with other tests
IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
TAKE_PICTURES = "TAKE_PICTURES"  # set it to renew the pictures of the docs


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium; Playwright's own is not needed."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


class Visitor:
    """One browser tab. Remembers what the page asked of other hosts, and its console errors."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            bypass_csp=False,
            ignore_https_errors=True,  # nginx in tests has a certificate nobody vouches for
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self.asked_elsewhere: list[str] = []
        self.refused: list[str] = []
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)

    def _note_request(self, request: object) -> None:
        url: str = request.url  # type: ignore[attr-defined]  # Playwright's Request
        ours = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:")
        if not url.startswith(ours):
            self.asked_elsewhere.append(url)

    def _note_console(self, message: object) -> None:
        text: str = message.text  # type: ignore[attr-defined]  # Playwright's ConsoleMessage
        if "Content Security Policy" in text or "Refused to" in text:
            self.refused.append(text)

    def open(self, path: str = "/") -> "Visitor":
        """Goes to an address of the app and waits for its title."""
        self.page.goto(self.address + path)
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        return self

    def be(self, name: str) -> "Visitor":
        """Chooses who to be."""
        self.page.get_by_role("button", name=name).first.click()
        expect(self.page.get_by_text(f"You are {name}")).to_be_visible()
        return self.settle()

    def follow(self, name: str) -> "Visitor":
        """Takes an entry of the menu."""
        self.page.get_by_role("link", name=name, exact=True).first.click()
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()
        return self.settle()

    def settle(self) -> "Visitor":
        """Waits until the page has stopped running and drawing."""
        expect(self.page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)
        self.page.wait_for_timeout(300)
        return self

    def drop(self, name: str, content: str | bytes) -> "Visitor":
        """Drops a file on the page."""
        data = content.encode() if isinstance(content, str) else content
        kind = "text/csv" if name.endswith("csv") else "application/octet-stream"
        field = self.page.get_by_test_id("stFileUploaderDropzone").locator("input[type=file]")
        field.set_input_files({"name": name, "mimeType": kind, "buffer": data})
        return self

    def press(self, name: str, *, exact: bool = True) -> "Visitor":
        """Presses a button."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        return self

    def sees(self, text: str) -> "Visitor":
        """Waits until a text is there."""
        expect(self.page.get_by_text(text).first).to_be_visible()
        return self

    def number(self, label: str) -> str:
        """The value of a number card."""
        card = self.page.get_by_test_id("stMetric").filter(has_text=label)
        return card.get_by_test_id("stMetricValue").inner_text()

    def text(self) -> str:
        """Everything that can be read on the page, below the strip that says who is looking."""
        return self.page.get_by_test_id("stMainBlockContainer").inner_text()

    def picture(self, name: str, height: int = 900) -> None:
        """Takes the picture of the docs again when asked to, or when there is none yet."""
        kept = IMAGES / f"{name}.png"
        self.page.set_viewport_size({"width": 1280, "height": height})
        self.settle()
        self.page.wait_for_timeout(700)  # charts fit their new width
        taken = self.page.screenshot()
        if os.environ.get(TAKE_PICTURES) or not kept.exists():
            IMAGES.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(taken)

    def leave(self) -> None:
        """Closes the tab."""
        self.context.close()
