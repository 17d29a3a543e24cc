"""Before a newer program changes the tables of a ledger, everything is backed up by itself."""

import datetime as dt
from pathlib import Path

from shared_metrics.desk.home import Home
from shared_metrics.desk.keeping.backup import back_up
from shared_metrics.logs import note
from shared_metrics.settings import Settings

BACKUPS = "backups"
NEWEST_KEPT = 3


def back_up_before_migrating(settings: Settings, home: Home, version: str) -> Path:
    """Writes `backups/ledger-<version>-<time>.zip` in the home and keeps the newest three.

    What the vault lacks is listed in it and does not stop a newer version from being installed.
    Raises InstallationProblem when it cannot be written: the ledger is then not changed.
    """
    now = dt.datetime.now(dt.UTC)  # the machine's time, also where the desk lives on a fixed day
    folder = home.folder.absolute() / BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"ledger-{version}-{now:%Y%m%dT%H%M%S%fZ}.zip"
    given = settings.model_copy(update={"definitions": home.definitions})
    made = back_up(given, file, now=now, even_if_damaged=True)
    note("backed_up_before_migrating", version=version, acts=made.manifest.acts)
    for older in automatic_backups(home)[:-NEWEST_KEPT]:
        older.unlink(missing_ok=True)
    return file


def automatic_backups(home: Home) -> list[Path]:
    """Those kept, oldest first."""
    folder = home.folder.absolute() / BACKUPS
    return sorted(folder.glob("ledger-*.zip"), key=lambda file: file.stem.rpartition("-")[2])
