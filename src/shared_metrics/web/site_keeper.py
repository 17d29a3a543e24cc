"""Keeps the public site in step with the releases: in the served app, in the background.

What was published on the command line is noticed too. Whatever goes wrong, the site before stays.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from shared_metrics import logs
from shared_metrics.desk import Desk
from shared_metrics.errors import SharedMetricsError
from shared_metrics.web.built_site import built_site, fingerprint_of

FIRST_LOOK_SECONDS: Final = 1.0
LOOK_EVERY_SECONDS: Final = 5.0
AFTER_TROUBLE_SECONDS: Final = 600.0  # the same is tried again
LONGEST_SECONDS: Final = 3600.0
OUR_FAULT: Final = "Something went wrong on our side while the pages were made."


@dataclass(frozen=True, slots=True)
class SiteState:
    """How the public site stands. `newest`: the release its pages are about, None without one.

    `trouble`: why the site that is wanted now could not be built.
    """

    newest: str | None
    building: bool = False
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class _Trouble:
    fingerprint: str
    words: str
    at: float


@dataclass
class Child:
    """The program that builds, while it runs."""

    running: subprocess.Popen[str] | None = field(default=None, init=False)

    def build(self, home: Path) -> str | None:
        """Builds the site of a home; what stood in the way, in words, None when it was built."""
        command = [sys.executable, "-m", "shared_metrics.web.building"]
        environment = os.environ | {"SHARED_METRICS_HOME": str(home.absolute())}
        with subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, env=environment, stdout=subprocess.PIPE, text=True
        ) as self.running:
            try:
                told, _ = self.running.communicate(timeout=LONGEST_SECONDS)
            except subprocess.TimeoutExpired:
                self.running.kill()
                return "It took too long."
            code = self.running.returncode
        return None if code == 0 else _words(told)

    def stop(self) -> None:
        """Ends it, if it runs; it leaves nothing half-made in the place of the site."""
        if self.running is not None:
            self.running.terminate()


class SiteKeeper:
    """Looks now and then whether the site is the one of the newest releases, and has it built."""

    def __init__(self, the_desk: Callable[[], Desk], child: Child | None = None) -> None:
        self._the_desk = the_desk
        self._child = child or Child()
        self._trouble: _Trouble | None = None
        self._building = False
        self._stopped, self._asked = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._keep, name="site keeper", daemon=True)

    def start(self) -> None:
        """From now on, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """No more; a site that is being built now is given up."""
        self._stopped.set()
        self._asked.set()
        self._child.stop()

    def look_now(self) -> None:
        """Something was published, or somebody wants it tried again: does not wait for it."""
        self._trouble = None
        self._asked.set()

    def state(self) -> SiteState:
        """How it stands now."""
        newest = built_site(self._the_desk().home.folder).newest
        trouble = self._trouble.words if self._trouble else None
        return SiteState(newest, self._building or self._asked.is_set(), trouble)

    def look(self) -> None:
        """Has the site built, if it is not the one that is wanted."""
        desk = self._the_desk()
        wanted, kept = fingerprint_of(desk), built_site(desk.home.folder)
        if wanted is None or wanted == kept.fingerprint or self._failed_just_now(wanted):
            return
        self._building = True
        try:
            words = self._child.build(desk.home.folder)
        finally:
            self._building = False
        if words is not None and not self._stopped.is_set():
            logs.note("site_not_built")
        self._trouble = _Trouble(wanted, words, time.monotonic()) if words else None

    def _failed_just_now(self, wanted: str) -> bool:
        one = self._trouble
        recent = one is not None and time.monotonic() - one.at < AFTER_TROUBLE_SECONDS
        return one is not None and recent and one.fingerprint == wanted

    def _keep(self) -> None:
        self._asked.wait(FIRST_LOOK_SECONDS)
        while not self._stopped.is_set():
            self._asked.clear()
            self._look_safely()
            self._asked.wait(LOOK_EVERY_SECONDS)

    def _look_safely(self) -> None:
        """Nothing that stands in its way ends it: the next look may go well."""
        try:
            self.look()
        except SharedMetricsError as error:
            self._note_once(error, error.message)
        except Exception as error:  # noqa: BLE001 - as above
            self._note_once(error, OUR_FAULT)

    def _note_once(self, error: Exception, words: str) -> None:
        if self._trouble is None or self._trouble.words != words:
            logs.note_error("site_not_built", error)
        self._trouble = _Trouble("", words, time.monotonic())


_running: list[SiteKeeper] = []  # of this process: one while it serves, else none


@contextmanager
def keeping(the_desk: Callable[[], Desk]) -> Iterator[SiteKeeper]:
    """Keeps the site of a desk's home for as long as this process serves it."""
    keeper = SiteKeeper(the_desk)
    _running.append(keeper)
    keeper.start()
    try:
        yield keeper
    finally:
        _running.remove(keeper)
        keeper.stop()


def running_keeper() -> SiteKeeper | None:
    """Who keeps the site here; None where nothing is served."""
    return _running[-1] if _running else None


def _words(told: str) -> str:
    """What the child said stood in its way."""
    try:
        return str(json.loads(told)["message"])
    except (ValueError, KeyError, TypeError):
        return OUR_FAULT
