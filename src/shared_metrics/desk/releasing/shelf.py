"""The shelf: the folder of a home where its releases and drafts lie, each whole or not at all.

A release is laid out beside its place, flushed to the disk, and put there by renaming it; the
ledger's row comes after that and makes it count. What lies here without a row counts for nobody.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from shared_metrics.desk.home import RELEASES, Home
from shared_metrics.errors import Conflict, InstallationProblem, SharedMetricsError
from shared_metrics.releases import Edition
from shared_metrics.releases.manifest import MANIFEST, PRIVATE, sha256_of
from shared_metrics.releases.packing import problems_of, read_edition
from shared_metrics.releases.states import KEPT, ReleaseRow
from shared_metrics.vault.files import (
    UNFINISHED,
    make_folder,
    plain_words,
    read_folder,
    sync_folder,
)

_BESIDE: Final = "next"  # what is laid out is called after this, whoever does it
Files = Mapping[str, bytes]


class Shelf:
    """The releases' folder of one home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def edition(self, row: ReleaseRow) -> Edition:
        """A release as anybody may read it. Raises InstallationProblem `release_altered`."""
        files = {
            name: content
            for name, content in self._files(row).items()
            if not name.startswith(PRIVATE)
        }
        problems = _of_another(row, files)
        try:
            return read_edition({} if problems else files)
        except ValueError as error:
            told = " ".join(problems or [str(error)])
            raise _altered(row, told) from error

    def files(self, row: ReleaseRow) -> Files:
        """All of a release, by path, the private part too.

        Raises unless it is exactly what the ledger says: InstallationProblem `release_altered`,
        of a draft Conflict `draft_altered`.
        """
        files = self._files(row)
        problems = _problems(row, files)
        if problems:
            raise _altered(row, " ".join(problems))
        return files

    def problems(self, row: ReleaseRow) -> list[str]:
        """In what a release is not exactly what the ledger says, in words."""
        return _problems(row, self._files(row))

    @contextmanager
    def laid_out(self, files: Files) -> Iterator[Path]:
        """These files in a folder of their own, on the disk for good; gone unless put away."""
        from shared_metrics.desk.keeping.unfinished import unfinished_folder  # keeping looks here

        with plain_words(self.folder):
            make_folder(self.folder)
            self.folder.chmod(0o700)
            with unfinished_folder(beside=self.folder / _BESIDE) as around:
                made = around / "release"
                _write_all(made, files)
                yield made

    def put(self, made: Path, row: ReleaseRow) -> None:
        """Puts what was laid out in a release's place; the ledger's row makes it count.

        Only while the ledger is locked against writers: who holds the lock knows that what lies
        there without a row is left over from somebody who was stopped.
        """
        with plain_words(self.folder):
            place = self.folder / row.folder
            if place.exists():
                shutil.rmtree(place)
            made.rename(place)
            sync_folder(self.folder)

    def drop(self, row: ReleaseRow) -> None:
        """Removes a draft that no longer counts; nobody puts another in its place."""
        with plain_words(self.folder):
            _remove(self.folder / row.folder)

    def leftovers(self, rows: Iterable[ReleaseRow]) -> list[Path]:
        """What lies here for nobody."""
        named = {row.folder for row in rows if row.state in KEPT}
        with plain_words(self.folder):
            if not self.folder.is_dir():
                return []
            found = self.folder.iterdir()
            return sorted(p for p in found if p.name not in named and not _is_unfinished(p))

    def sweep(self, rows: Iterable[ReleaseRow]) -> list[str]:
        """Removes what lies here for nobody; returns names. While the ledger is locked, as `put`.

        What somebody lays out at this moment is left alone.
        """
        left = self.leftovers(rows)
        with plain_words(self.folder):
            for path in left:
                _remove(path)
            if left:
                sync_folder(self.folder)
        return [f"{RELEASES}/{path.name}" for path in left]

    def _files(self, row: ReleaseRow) -> Files:
        with plain_words(self.folder):
            return read_folder(self.folder / row.folder)


def shelf_of(home: Home) -> Shelf:
    """The shelf of a home."""
    return Shelf(home.folder.absolute() / RELEASES)


def _problems(row: ReleaseRow, files: Files) -> list[str]:
    return _of_another(row, files) or problems_of(files)


def _of_another(row: ReleaseRow, files: Files) -> list[str]:
    """Whether this is what the ledger's row stands for at all."""
    if not files:
        return [f"The folder “{RELEASES}/{row.folder}” is missing."]
    if MANIFEST in files and sha256_of(files[MANIFEST]) != row.manifest_sha256:
        return [f"“{MANIFEST}” is not the one the ledger knows."]
    return []


def _altered(row: ReleaseRow, told: str) -> SharedMetricsError:
    if not row.is_public:
        return Conflict(
            "draft_altered", f"The draft of {row.id} is not whole: {told}", "Prepare it again."
        )
    return InstallationProblem(
        "release_altered",
        f"{row.id} is not what was written to the ledger: {told}",
        f"Take “{RELEASES}/{row.folder}” from a backup. See `shared-metrics doctor`.",
    )


def _remove(path: Path) -> None:
    """Somebody else may remove the same thing at the same moment."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _is_unfinished(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(UNFINISHED)


def _write_all(place: Path, files: Files) -> None:
    place.mkdir(mode=0o700)
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for folder in (*(path for path in place.rglob("*") if path.is_dir()), place):
        sync_folder(folder)
