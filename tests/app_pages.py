"""The app without a browser: a person, a page, what stands on it (Streamlit's AppTest)."""

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from desk_factories import DEFINITIONS, make_desk
from shared_metrics.desk import Desk
from shared_metrics.web import identity
from shared_metrics.web.launcher import ENTRY
from shared_metrics.web.navigation import BY_NAME

TODAY = "2026-04-18"
PATIENCE_SECONDS = 60


def use_home(home: Path, monkeypatch: pytest.MonkeyPatch, today: str = TODAY) -> None:
    """The app's pages open this home, as somebody at the machine (AppTest has no network)."""
    monkeypatch.setenv("SHARED_METRICS_HOME", str(home))
    monkeypatch.setenv("SHARED_METRICS_DEFINITIONS", str(DEFINITIONS))
    monkeypatch.setenv("SHARED_METRICS_TODAY", today)
    monkeypatch.setattr(identity, "demo_refusal", lambda **_: None)


def small_home(folder: Path) -> Desk:
    """A desk on a home of its own, with nothing in it yet."""
    return make_desk(folder / "home")


def visit(page: str, email: str | None = None, **query: str) -> AppTest:
    """The page as this person sees it; None is somebody who has not said who they are."""
    app = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE_SECONDS)
    if email is not None:
        app.session_state[identity.CHOSEN] = email
    app.run()
    app.switch_page(os.path.relpath(BY_NAME[page].file, ENTRY.parent))
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def title(app: AppTest) -> str:
    """The page's heading."""
    (heading,) = app.title
    return str(heading.value)


def words(app: AppTest) -> str:
    """Every text on the page that is not a label, as people read it (escapes taken out)."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.info, app.warning, app.success)
    shown = [str(one.value) for kind in (*kinds, app.error) for one in kind]
    return "\n".join(shown).replace("\\", "").replace("\u2060", "")


def press(app: AppTest, key: str) -> AppTest:
    """The page after a button was pressed."""
    return app.button(key=key).click().run()
