"""Making a backup: the ledger first, then exactly the files it names; whole or not at all."""

import datetime as dt
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from shared_metrics import __version__
from shared_metrics.definitions import AGENDA_FOLDER
from shared_metrics.desk.home import (
    LEDGER,
    RELEASES,
    REMEMBERED,
    VAULT,
    Home,
    open_home,
    read_home,
    text_of,
)
from shared_metrics.desk.keeping.archive import ArchiveWriter, Manifest, check_archive
from shared_metrics.desk.keeping.unfinished import unfinished_folder
from shared_metrics.errors import CallersMistake, Conflict, InstallationProblem
from shared_metrics.ledger import sqlite_url
from shared_metrics.ledger.copying import (
    LedgerFile,
    NamedFiles,
    copy_ledger,
    read_copy,
    released_in,
)
from shared_metrics.ledger.engine import make_engine, parsed_address
from shared_metrics.releases.manifest import MANIFEST, sha256_of
from shared_metrics.releases.packing import problems_of
from shared_metrics.settings import Settings
from shared_metrics.vault import original_path
from shared_metrics.vault.files import plain_words, read_folder, sync_folder

DEFINITIONS = "data_contracts"
TRIES = 5


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written, read back and found whole."""

    file: Path
    bytes: int
    manifest: Manifest

    def as_dict(self) -> dict[str, object]:
        """The shape `backup --json` prints."""
        return {"file": str(self.file), "bytes": self.bytes} | summary(self.manifest)


def summary(manifest: Manifest) -> dict[str, object]:
    """What `backup --json` and `restore --json` say of an archive."""
    return {
        "partnership": manifest.partnership,
        "made_at": manifest.made_at.isoformat(),
        "files": len(manifest.files),
        "unpacked_bytes": manifest.bytes,
        "ledger_version": manifest.ledger_version,
        "acts": manifest.acts,
        "missing": list(manifest.missing),
    }


def back_up(
    settings: Settings,
    file: Path,
    *,
    now: dt.datetime,
    force: bool = False,
    even_if_damaged: bool = False,
) -> Backup:
    """Writes the home's ledger, files, definitions and settings into one archive.

    Others may go on working meanwhile: it holds the state at one moment. `even_if_damaged` makes
    one although the vault lacks something; the manifest then lists what.

    Raises Conflict `file_exists`, CallersMistake `no_such_folder` and InstallationProblem; nothing
    is left behind then.
    """
    home = existing_home(settings)
    file = file.absolute()
    check_target(file, force=force)
    with plain_words(file.parent), unfinished_folder(beside=file) as folder:
        made = folder / "archive.zip"
        source = _Source(settings, home, folder / LEDGER)
        _write_one_state(made, source, now, even_if_damaged=even_if_damaged)
        manifest = check_archive(made)
        check_target(file, force=force)
        os.replace(made, file)  # noqa: PTH105 - says that an older file is replaced
        sync_folder(file.parent)
    return Backup(file, file.stat().st_size, manifest)


def existing_home(settings: Settings) -> Home:
    """The home, which must be there already. Raises InstallationProblem `home_missing`."""
    if read_home(settings.home) is None:
        raise InstallationProblem(
            "home_missing",
            f"There is no home in “{settings.home}”.",
            "Name it with --home or SHARED_METRICS_HOME.",
        )
    return open_home(settings)


def ledger_address(settings: Settings, home: Home) -> sa.URL:
    """Where the ledger is. Raises InstallationProblem `ledger_missing`: SQLite would make one."""
    url = parsed_address(settings.database_url or sqlite_url(home.folder.absolute() / LEDGER))
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise InstallationProblem(
            "ledger_missing",
            f"The home “{home.folder}” has lost its ledger.",
            "Restore the newest backup into a new home.",
        )
    return url


def check_target(file: Path, *, force: bool) -> None:
    """Raises CallersMistake `no_such_folder`, and Conflict `file_exists` unless told to replace."""
    if not file.parent.is_dir():
        raise CallersMistake(
            "no_such_folder", f"There is no folder “{file.parent}”.", "Make it first."
        )
    if file.is_dir() or (file.exists() and not force):
        what = "a folder" if file.is_dir() else "a file"
        raise Conflict(
            "file_exists",
            f"There is {what} “{file}” already.",
            "Choose another name, or --force to replace a file.",
        )


@dataclass(frozen=True, slots=True)
class _Source:
    """What a backup is made of; `copy` is where the ledger is copied to on the way."""

    settings: Settings
    home: Home
    copy: Path

    @property
    def vault(self) -> Path:
        return Path(self.settings.vault or self.home.folder.absolute() / VAULT)

    @property
    def releases(self) -> Path:
        return self.home.folder.absolute() / RELEASES

    def copied_ledger(self) -> tuple[LedgerFile, str]:
        """The ledger as it is now, and the kind of database it came from."""
        engine = make_engine(ledger_address(self.settings, self.home))
        try:
            return copy_ledger(engine, self.copy), engine.dialect.name
        finally:
            engine.dispose()

    def has_moved_on(self) -> bool:
        """Whether drafts or releases are others now than in the copy."""
        engine = make_engine(ledger_address(self.settings, self.home))
        try:
            with engine.connect() as connection:
                return released_in(connection) != read_copy(self.copy).named.releases
        finally:
            engine.dispose()

    def own_files(self) -> Iterator[tuple[str, Path]]:
        """Definitions as they are read: place in the archive, path."""
        folder = self.home.definitions
        if not folder.is_dir():
            raise InstallationProblem(
                "definitions_missing",
                f"There is no definitions folder “{folder}”.",
                "Name it with --definitions: a backup without it would be half a backup.",
            )
        found = [*folder.glob("*.y*ml"), *(folder / AGENDA_FOLDER).rglob("*.y*ml")]
        yield from _placed(DEFINITIONS, folder, found)


def _placed(name: str, folder: Path, paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    for path in sorted(paths):
        yield f"{name}/{path.relative_to(folder).as_posix()}", path


def _write_one_state(
    made: Path, source: _Source, now: dt.datetime, *, even_if_damaged: bool
) -> None:
    """Begins again when a draft that its copy of the ledger names was published meanwhile."""
    for left in reversed(range(TRIES)):
        try:
            _write(made, source, now, even_if_damaged=even_if_damaged)
        except InstallationProblem as problem:
            if problem.code != "vault_damaged" or not left or not source.has_moved_on():
                raise
            made.unlink()
            source.copy.unlink()
        else:
            return


def _write(made: Path, source: _Source, now: dt.datetime, *, even_if_damaged: bool) -> None:
    ledger, database = source.copied_ledger()
    with made.open("xb") as opened, zipfile.ZipFile(opened, "w") as archive:
        made.chmod(0o600)  # it holds everybody's data
        writer = ArchiveWriter(archive, now)
        with source.copy.open("rb") as copy:
            writer.add_file(LEDGER, copy)
        writer.add_bytes(REMEMBERED, _portable_settings(source.home))
        for place, path in source.own_files():
            writer.add_bytes(place, path.read_bytes())
        missing = _add_named(writer, source.vault, named_files(ledger.named))
        missing += _add_releases(writer, source.releases, ledger.named.releases)
        if missing and not even_if_damaged:
            raise _damaged(missing)
        writer.close_with(
            Manifest(
                made_at=now.astimezone(dt.UTC),
                program=__version__,
                partnership=source.home.partnership or "",
                sample=source.home.sample,
                ledger_version=ledger.version,
                database=database,
                acts=ledger.acts,
                files=tuple(sorted(writer.files, key=lambda kept: kept.path)),
                missing=tuple(missing),
            )
        )
        archive.close()
        opened.flush()
        os.fsync(opened.fileno())


def named_files(named: NamedFiles) -> dict[str, str]:
    """The same as paths: relative to the vault -> SHA-256."""
    return {original_path(sha256): sha256 for sha256 in named.originals} | dict(named.parts)


def _add_named(writer: ArchiveWriter, vault: Path, named: Mapping[str, str]) -> list[str]:
    """Adds what is whole; returns what is not."""
    missing = []
    for path, sha256 in sorted(named.items()):
        try:
            with (vault / path).open("rb") as opened:
                kept = writer.add_file(f"{VAULT}/{path}", opened)
        except FileNotFoundError:
            missing.append(path)
            continue
        if kept.sha256 != sha256:
            missing.append(path)
    return missing


def _add_releases(writer: ArchiveWriter, folder: Path, named: Mapping[str, str]) -> list[str]:
    """Adds every release and draft the ledger names as it lies there; returns what is not whole."""
    missing = []
    for name, manifest_sha256 in sorted(named.items()):
        files = read_folder(folder / name)
        for path, content in files.items():
            writer.add_bytes(f"{RELEASES}/{name}/{path}", content)
        if sha256_of(files.get(MANIFEST, b"")) != manifest_sha256 or problems_of(files):
            missing.append(f"{RELEASES}/{name}")
    return missing


def _damaged(missing: list[str]) -> InstallationProblem:
    return InstallationProblem(
        "vault_damaged",
        f"The home lacks or has changed {len(missing)} of the files the ledger names,"
        f" such as “{missing[0]}”.",
        "See `shared-metrics doctor`. Mend it from an older backup, or use --even-if-damaged.",
    )


def _portable_settings(home: Home) -> bytes:
    """The archive unpacks to a home that holds its own definitions."""
    return text_of(replace(home, definitions=home.folder.absolute() / DEFINITIONS)).encode()
