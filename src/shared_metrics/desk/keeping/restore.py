"""Restoring a backup into a new home: all of it, checked beforehand, or nothing."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from shared_metrics.desk.home import LEDGER, RELEASES, VAULT
from shared_metrics.desk.keeping.archive import Manifest, check_archive, unpack
from shared_metrics.desk.keeping.backup import summary
from shared_metrics.desk.keeping.unfinished import unfinished_folder
from shared_metrics.desk.releasing.shelf import Shelf
from shared_metrics.desk.verification import verify_kept, verify_releases
from shared_metrics.errors import Conflict, InstallationProblem
from shared_metrics.ledger import AuditProblem, open_ledger, sqlite_url
from shared_metrics.ledger.copying import load_ledger
from shared_metrics.ledger.engine import make_engine
from shared_metrics.settings import Settings
from shared_metrics.vault import open_vault
from shared_metrics.vault.files import make_folder, plain_words, sync_folder

SPARE_BYTES = 50_000_000  # left free after unpacking


@dataclass(frozen=True, slots=True)
class Restored:
    """A home made from a backup, and what its audit trail says of it."""

    home: Path
    manifest: Manifest
    problems: tuple[AuditProblem, ...]

    def as_dict(self) -> dict[str, object]:
        """The shape `restore --json` prints."""
        told = {"home": str(self.home), "verified": not self.problems}
        return told | summary(self.manifest) | {"problems": [p.as_dict() for p in self.problems]}


def restore(settings: Settings, file: Path) -> Restored:
    """Makes the settings' home, which must be new or empty, from an archive.

    Where the settings name a PostgreSQL database, the ledger goes there; it must be empty. The
    ledger is brought up to date. The home appears with its last step, or not at all.

    Raises Conflict (`home_not_empty`, `database_not_empty`), CallersMistake and
    InstallationProblem as `check_archive` does.
    """
    home = settings.home.resolve()
    _check_new(settings, home)
    manifest = check_archive(file)
    with plain_words(home.parent):
        make_folder(home.parent)
        _check_room(home.parent, manifest)
        with unfinished_folder(beside=home) as folder:
            place = folder / "home"
            place.mkdir(mode=0o700)  # it holds everybody's data
            unpack(file, manifest, place)
            problems = _verified(place)
            if settings.database_url:
                _move_ledger(place / LEDGER, settings.database_url)
            _check_new(settings, home)
            os.replace(place, home)  # noqa: PTH105 - an empty folder is replaced
            sync_folder(home.parent)
    return Restored(home, manifest, problems)


def _check_new(settings: Settings, home: Path) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Conflict(
            "home_not_empty",
            f"“{home}” holds something already.",
            "Name a new or empty folder with --home; a backup never replaces a home.",
        )
    if home.is_mount():
        raise Conflict(
            "home_is_a_disk",
            f"“{home}” is where a disk is attached; a home cannot appear there at once.",
            "Name a folder inside it.",
        )
    if settings.vault or (settings.database_url or "").startswith("sqlite"):
        raise Conflict(
            "elsewhere",
            "The settings keep the vault or an SQLite ledger outside the home.",
            "Leave SHARED_METRICS_VAULT and SHARED_METRICS_DATABASE_URL out while restoring;"
            " move the vault or the ledger out of the new home afterwards.",
        )


def _check_room(folder: Path, manifest: Manifest) -> None:
    free = shutil.disk_usage(folder).free
    if manifest.bytes + SPARE_BYTES > free:
        raise InstallationProblem(
            "disk_full",
            f"The backup unpacks to {manifest.bytes // 1_000_000:,} MB; the disk has"
            f" {free // 1_000_000:,} MB left.",
            "Make room, or name a home on another disk. Nothing was written.",
        )


def _verified(place: Path) -> tuple[AuditProblem, ...]:
    """Brings the unpacked ledger up to date; follows its trail to every file and release."""
    ledger = open_ledger(sqlite_url(place / LEDGER))
    try:
        kept = verify_kept(ledger, open_vault(place / VAULT))
        return (*kept, *verify_releases(ledger, Shelf(place / RELEASES)))
    finally:
        ledger.close()


def _move_ledger(copy: Path, address: str) -> None:
    engine = make_engine(address)
    try:
        load_ledger(copy, engine)
    finally:
        engine.dispose()
    copy.unlink()
