"""What leaves: a browser asks nobody but the app, the server asks nobody at all."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, expect

from browsing import Visitor
from served_app import free_port, served

pytestmark = pytest.mark.browser
STEWARD = "Rosa Delgado"
ANALYST = "Noor Haddad"
WITH_CHARTS = {"/shared_goals": None, "/progress?goal=more_people_placed": ANALYST}
OTHERS = {"/": None, "/to_do": STEWARD, "/send": STEWARD, "/inbox": ANALYST, "/today": ANALYST}
FILE = "period,pathway,gender,age_group,enrolled,completed\nnot a month,x,y,z,=1+1,-2\n"
LISTENING = """
import sys
log = open({log!r}, "a", buffering=1)
def told(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        print(event, file=log)
sys.addaudithook(told)
print("listening", file=log)
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server's process writes down whom it asks."""
    return tmp_path_factory.mktemp("asked") / "asked.log"


@pytest.fixture(scope="module")
def app(sample_home: Path, asked: Path) -> Iterator[str]:
    """The app, with every attempt to reach somebody over the network written down."""
    home = asked.parent / "home"
    shutil.copytree(sample_home, home)
    (asked.parent / "sitecustomize.py").write_text(LISTENING.format(log=str(asked)))
    with served(home, PYTHONPATH=str(asked.parent)) as address:
        yield address


@pytest.fixture
def complaints(visitor: Visitor) -> Iterator[list[str]]:
    """The browser's console errors and uncaught exceptions; a test must leave none.

    Except one kind: on a page with an address of its own, Streamlit first looks for its server
    below that address and then above it.
    """
    heard: list[str] = []

    def note(message: ConsoleMessage) -> None:
        looking = "404" in message.text and "/_stcore/" in message.location["url"]
        if message.type == "error" and not looking:
            heard.append(f"{message.text} {message.location['url']}")

    visitor.page.on("console", note)
    visitor.page.on("pageerror", lambda error: heard.append(str(error)))
    yield heard
    assert heard == []


@pytest.mark.usefixtures("complaints")
@pytest.mark.parametrize(("path", "who"), WITH_CHARTS.items())
def test_charts_are_drawn_without_eval(visitor: Visitor, path: str, who: str | None) -> None:
    """Under a policy that forbids building code from text, every chart is drawn."""
    visitor.open(path).settle()
    if who:
        visitor.be(who)
    charts = visitor.page.get_by_test_id("stVegaLiteChart")
    expect(charts.first).to_be_visible()
    for chart in charts.all():
        expect(chart.locator("canvas, svg").first).to_be_visible()
    policy = visitor.page.request.get(visitor.address).headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts


@pytest.mark.usefixtures("complaints")
@pytest.mark.parametrize(("path", "who"), OTHERS.items())
def test_a_page_asks_nobody_else(visitor: Visitor, path: str, who: str | None) -> None:
    """Fonts, marks and scripts come from the app; `visitor` fails on any other host."""
    visitor.open(path).settle()
    if who:
        visitor.be(who)


def test_the_server_asks_nobody(visitor: Visitor, asked: Path) -> None:
    """Checking a file, Great Expectations included, or building the public site reaches nobody."""
    visitor.open("/send?contract=workforce_placements").be(STEWARD)
    visitor.drop("june.csv", FILE).sees("to fix")
    assert set(asked.read_text().splitlines()) == {"listening"}


def test_an_attempt_would_be_heard(asked: Path) -> None:
    """What the test above relies on: a process that asks somebody is written down."""
    heard = asked.with_name("heard.log")
    (folder := asked.parent / "other").mkdir()
    (folder / "sitecustomize.py").write_text(LISTENING.format(log=str(heard)))
    asking = f"import socket; socket.socket().connect_ex(('127.0.0.1', {free_port()}))"
    command = [sys.executable, "-c", asking]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(folder)})
    assert heard.read_text().splitlines()[:2] == ["listening", "socket.connect"]
