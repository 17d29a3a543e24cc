"""Builds the public site of the home the environment names: a program of its own, run apart.

Drawing charts and report cards takes half a minute of computing and much memory; the pages that
people use at that moment are not to feel it.
"""

import contextlib
import fcntl
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared_metrics import logs
from shared_metrics.desk import Desk, open_desk
from shared_metrics.errors import SharedMetricsError
from shared_metrics.settings import load_settings
from shared_metrics.vault.files import make_folder, plain_words
from shared_metrics.web.built_site import build, built_site, fingerprint_of

KIND_TO_OTHERS = 10


def main() -> int:
    """Builds it; otherwise says on stdout in one line of JSON what stood in the way."""
    logs.set_up()
    with contextlib.suppress(OSError):  # where a service may not even be kinder
        os.nice(KIND_TO_OTHERS)
    try:
        _build(open_desk(load_settings()))
    except SharedMetricsError as error:
        sys.stdout.write(json.dumps(error.as_dict()))
        return error.exit_code
    return 0


def _build(desk: Desk) -> None:
    """Builds it, unless another server of the same home was faster."""
    kept = built_site(desk.home.folder)
    with one_at_a_time(kept.folder):
        if fingerprint_of(desk) == kept.fingerprint:
            return
        report = build(desk)
    logs.note("site_built", release=report.newest, pages=report.pages, seconds=report.seconds)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Waits until nobody else builds there; whoever is stopped lets go."""
    with plain_words(folder):
        make_folder(folder)
        with (folder / "building.lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield


if __name__ == "__main__":
    sys.exit(main())
