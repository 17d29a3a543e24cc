"""The seeded sample partnership for tests: built once a session, shared by all workers.

`sample_home` and `sample_desk` are for reading only; a test that writes takes `own_sample_desk`.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sample_data.seeding import seed

from shared_metrics.desk import Desk, open_desk
from shared_metrics.settings import Settings
from shared_metrics.web.built_site import BuiltSite, build, fingerprint_of

DEFINITIONS = Path(__file__).parent.parent / "data_contracts"
WHOLE = "seeded"


def sample_settings(home: Path) -> Settings:
    """Settings of a home with the sample's definitions, whatever the environment says."""
    return Settings(home=home, definitions=DEFINITIONS)


@contextmanager
def only_one_process(lock: Path) -> Iterator[None]:
    """Holds a lock that the other workers wait for."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a home with the whole story in it, as on 15 July 2026. Do not write to it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # one folder of all workers
    home = shared / "sample_home"
    with only_one_process(shared / "sample_home.lock"):
        if not (home / WHOLE).exists():
            desk = open_desk(sample_settings(home))
            seed(desk, lambda _done, _all, _words: None)
            desk.ledger.engine.dispose()  # SQLite then writes its journal into ledger.db
            (home / WHOLE).touch()
    return home


@pytest.fixture(scope="session")
def sample_desk(sample_home: Path) -> Desk:
    """The desk of the seeded home. Do not write to it."""
    return open_desk(sample_settings(sample_home))


@pytest.fixture(scope="session")
def sample_site(sample_home: Path) -> Path:
    """The public site of the seeded home as the app would build it, beside the home: to be copied.

    Drawing it takes half a minute; a served copy of the home with it begins at once.
    """
    kept = BuiltSite(sample_home.with_name("sample_site"))
    with only_one_process(sample_home.with_name("sample_site.lock")):
        desk = open_desk(sample_settings(sample_home))
        if fingerprint_of(desk) != kept.fingerprint:
            build(desk, kept)
        desk.ledger.engine.dispose()
    return kept.folder


@pytest.fixture
def own_sample_home(sample_home: Path, tmp_path: Path) -> Path:
    """A copy of the seeded home that a test may write to."""
    without = shutil.ignore_patterns("*-wal", "*-shm")  # empty, and other workers' to remove
    return Path(shutil.copytree(sample_home, tmp_path / "home", ignore=without))


@pytest.fixture
def own_sample_desk(own_sample_home: Path) -> Desk:
    """The desk of a copy of the seeded home that a test may write to."""
    return open_desk(sample_settings(own_sample_home))


@pytest.fixture
def empty_sample_desk(tmp_path: Path) -> Desk:
    """The desk of a new home: the sample's definitions, and nothing sent yet."""
    return open_desk(sample_settings(tmp_path / "empty_home"))
