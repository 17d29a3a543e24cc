"""How long the server works on each page: the page's script in Streamlit's own test runner."""

import contextlib
import io
import logging
import os
import sys
import time
from pathlib import Path
from unittest import mock

RUNS = 7
PARTNER = "steppingway_training"


def page_seconds(root: Path) -> dict[str, float]:
    """Page title -> seconds of the fastest warm run, as somebody who may see it.

    The sample partnership is seeded once, in build/bench-home.
    """
    home = root / "build" / "bench-home"
    os.environ["SHARED_METRICS_HOME"] = str(home)
    os.environ["SHARED_METRICS_DEFINITIONS"] = str(root / "data_contracts")
    _seed(root, home)
    logging.disable(logging.WARNING)  # the runner warns of having no browser
    from shared_metrics.web import identity
    from shared_metrics.web.navigation import SCREENS

    # There is no request here, so nobody could be at this machine: say that somebody is.
    with mock.patch.object(identity, "refusal", return_value=None):
        return {f"{screen.side}: {screen.title}": _seconds(screen) for screen in SCREENS}


def _seed(root: Path, home: Path) -> None:
    from shared_metrics.cli import main

    sys.path.insert(0, str(root))
    with contextlib.redirect_stderr(io.StringIO()):
        if main(["demo", "--no-serve", "--home", str(home)]):
            sys.exit("The sample partnership could not be made: no page was measured.")


def _seconds(screen: "Screen") -> float:  # noqa: F821 - imported late, with Streamlit
    from streamlit.testing.v1 import AppTest
    from streamlit.util import calc_hash

    from shared_metrics.web import launcher
    from shared_metrics.web.identity import CHOSEN

    page = AppTest.from_file(str(launcher.ENTRY), default_timeout=60)
    if screen.side != "public":
        page.session_state[CHOSEN] = _somebody(screen.side)
    page._page_hash = calc_hash(screen.url)  # noqa: SLF001 - the runner has no other way to a page
    seconds = []
    for _ in range(RUNS + 2):
        begun = time.perf_counter()
        page.run()
        seconds.append(time.perf_counter() - begun)
    if page.exception:
        sys.exit(f"{screen.title} did not come up: {page.exception[0].value}")
    return min(seconds[2:])


def _somebody(side: str) -> str:
    from shared_metrics.web.data_io import the_desk

    return next(
        person.email
        for person in the_desk().partnership.people
        if (person.of_backbone if side == "backbone" else person.partner == PARTNER)
    )
