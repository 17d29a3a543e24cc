"""Stopping the served app lets an act finish; its log holds nothing of anybody."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import Visitor
from sample_fixtures import sample_settings
from served_app import served
from shared_metrics.desk import Desk, open_desk
from shared_metrics.submissions import State

pytestmark = pytest.mark.browser

ANALYST = "Tomás Lindgren"
PATIENCE = 30.0  # seconds


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_home, tmp_path / "home"))


@contextlib.contextmanager
def nobody_else_can_write(home: Path) -> Iterator[None]:
    """Holds the ledger's lock, so that an act is under way for as long as the block."""
    with contextlib.closing(sqlite3.connect(home / "ledger.db", isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        yield
        held.execute("ROLLBACK")


def process_of(address: str) -> int:
    """The server's process, found by the port it was started with."""
    words = f"--server.port\0{address.rpartition(':')[2]}\0".encode()
    for told in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if words in told.read_bytes():
                return int(told.parent.name)
    raise AssertionError("the server is not running")


def is_running(process: int) -> bool:
    state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"  # ended, and not yet waited for by who started it


def waiting(desk: Desk) -> set[str]:
    return {one.id for one in desk.ledger.submissions(states=[State.PASSED])}


def test_an_act_under_way_is_finished(browser: Browser, home: Path, tmp_path: Path) -> None:
    """Told to stop while somebody accepts a file, the app accepts it, then ends by itself."""
    desk = open_desk(sample_settings(home))
    before = waiting(desk)
    with served(home) as address:
        analyst = Visitor(browser, address).open("/inbox").be(ANALYST).settle()
        server = process_of(address)
        with nobody_else_can_write(home):
            analyst.page.get_by_role("button", name="Accept", exact=True).first.click()
            state = analyst.page.get_by_test_id("stApp")
            expect(state).to_have_attribute("data-test-script-state", "running")
            time.sleep(1)
            os.kill(server, signal.SIGTERM)
            time.sleep(2)
            assert is_running(server), "it did not wait for the act"
            assert waiting(desk) == before
        until = time.monotonic() + PATIENCE
        while is_running(server) and time.monotonic() < until:
            time.sleep(0.1)
        assert not is_running(server), "it did not end after the act"
        analyst.leave()
    assert len(before - waiting(desk)) == 1
    (log,) = tmp_path.glob("server-*.log")
    check_log(log.read_text(encoding="utf-8"), desk)


def check_log(log: str, desk: Desk) -> None:
    """The act and the orderly end are there; no name, no address."""
    told = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert [line["act"] for line in told if line["event"] == "act"] == ["accept"]
    assert {"event": "stopped", "finished": True}.items() <= told[-1].items()
    assert "@" not in log
    for person in desk.partnership.people:
        assert person.name not in log
