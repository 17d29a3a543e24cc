import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browsing import Visitor, launch
from served_app import served
from shared_metrics.web.built_site import built_site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def home(sample_home: Path, sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample that this module may change, with its public site."""
    copied = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(sample_home, copied)
    if sample_site.exists():
        shutil.copytree(sample_site, built_site(copied).folder)
    return copied


@pytest.fixture(scope="module")
def app(home: Path) -> Iterator[str]:
    """The app's address, on that copy."""
    with served(home) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, app: str) -> Iterator[Visitor]:
    """A new tab; whatever happened, it asked nobody but the app and broke no rule of it."""
    visiting = Visitor(browser, app)
    yield visiting
    visiting.leave()
    assert visiting.asked_elsewhere == []
    assert visiting.refused == []
