"""The archive: one ZIP file that unpacks to a home, with a manifest of everything in it.

ZIP because every computer opens it without this program, its table of contents can be judged
before anything is read, and a file cut short has none. It holds plain files only.
"""

import datetime as dt
import hashlib
import json
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from shared_metrics.errors import CallersMistake, InstallationProblem
from shared_metrics.vault.files import make_folder, sync_folder

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST_BYTES = 64_000_000
CHUNK = 1 << 20
PACKED = (".parquet", ".xlsx", ".zip")  # packed already: kept as they are
_MAY_HOLD = re.compile(
    r"(ledger\.db|settings\.toml|(vault|data_contracts|releases)/.+)\Z", re.DOTALL
)
_REGULAR_FLAGS = 0x0808  # sizes told afterwards, UTF-8 names; anything else is not ours


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of the archive; `path` is where it lies in the home."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself. `missing`: files the ledger names that were not whole."""

    made_at: dt.datetime
    program: str
    partnership: str
    sample: bool
    ledger_version: str
    database: str
    acts: int
    files: tuple[Kept, ...]
    missing: tuple[str, ...] = ()

    @property
    def bytes(self) -> int:
        """How much the files take when unpacked."""
        return sum(kept.bytes for kept in self.files)

    @property
    def text(self) -> str:
        """As it lies in the archive."""
        told = {"format": FORMAT} | asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(told, indent=1, ensure_ascii=False)


class ArchiveWriter:
    """Adds files to an archive and remembers what it added."""

    def __init__(self, archive: zipfile.ZipFile, made_at: dt.datetime) -> None:
        self._archive = archive
        self._made_at = made_at
        self.files: list[Kept] = []

    def add_bytes(self, path: str, content: bytes) -> None:
        """A file from memory."""
        with self._entry(path) as entry:
            entry.write(content)
        self.files.append(Kept(path, len(content), hashlib.sha256(content).hexdigest()))

    def add_file(self, path: str, source: IO[bytes]) -> Kept:
        """A file from a disk, piece by piece; returns what was read."""
        digest, length = hashlib.sha256(), 0
        with self._entry(path) as entry:
            while piece := source.read(CHUNK):
                entry.write(piece)
                digest.update(piece)
                length += len(piece)
        kept = Kept(path, length, digest.hexdigest())
        self.files.append(kept)
        return kept

    def close_with(self, manifest: Manifest) -> None:
        """The last entry."""
        with self._entry(MANIFEST) as entry:
            entry.write(manifest.text.encode())

    def _entry(self, path: str) -> IO[bytes]:
        info = zipfile.ZipInfo(path, self._made_at.timetuple()[:6])
        info.external_attr = (stat.S_IFREG | 0o600) << 16
        packed = path.endswith(PACKED)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        return self._archive.open(info, "w", force_zip64=True)


def check_archive(file: Path) -> Manifest:
    """Reads all of an archive and compares it with its manifest; writes nothing.

    Raises CallersMistake (`no_such_file`, `not_a_backup`, `unsafe_backup`) and
    InstallationProblem `backup_damaged`.
    """
    with _opened(file) as archive:
        manifest = _judged(archive)
        for kept in manifest.files:
            for _ in _pieces(archive, kept):
                pass
    return manifest


def unpack(file: Path, manifest: Manifest, folder: Path) -> None:
    """Writes every file of a checked archive into a new folder, each flushed to the disk."""
    with _opened(file) as archive:
        for kept in manifest.files:
            path = folder / kept.path
            make_folder(path.parent)
            with path.open("xb") as written:
                for piece in _pieces(archive, kept):
                    written.write(piece)
                written.flush()
                os.fsync(written.fileno())
    for inside in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        sync_folder(inside)


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    if not file.is_file():
        raise CallersMistake("no_such_file", f"There is no file “{file}”.", "Check its name.")
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, ValueError) as error:
        raise _not_a_backup(f"it is not a whole ZIP file ({error})") from error
    except (NotImplementedError, RuntimeError) as error:
        raise _not_a_backup(f"it is packed in a way we never use ({error})") from error


def _judged(archive: zipfile.ZipFile) -> Manifest:
    """The manifest, after everything that can be told without reading the files."""
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        _check_entry(info)
        if info.filename in entries:
            raise _unsafe(f"it holds “{_shown(info.filename)}” twice")
        entries[info.filename] = info
    manifest = _manifest(archive, entries.pop(MANIFEST, None))
    _check_list(manifest, entries)
    return manifest


def _check_entry(info: zipfile.ZipInfo) -> None:
    name = info.filename
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise _unsafe(f"“{_shown(name)}” is a link or a device, not a file")
    if info.orig_filename != name or not _is_plain(name):
        raise _unsafe(f"“{_shown(info.orig_filename)}” would be written outside the new home")
    if info.flag_bits & ~_REGULAR_FLAGS:
        raise _unsafe(f"“{_shown(name)}” is locked or packed in a way we never use")


def _is_plain(name: str) -> bool:
    """A relative path of ordinary names, in one of the places a home has."""
    pieces = name.split("/")
    ordinary = all(piece not in ("", ".", "..") and piece.isprintable() for piece in pieces)
    known = name == MANIFEST or _MAY_HOLD.match(name) is not None
    return known and ordinary and not set(name) & set('\\:*?"<>|')


def _manifest(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> Manifest:
    if info is None:
        raise _not_a_backup("it has no manifest")
    if info.file_size > LARGEST_MANIFEST_BYTES:
        raise _unsafe("its manifest is absurdly large")
    with archive.open(info) as opened:
        content = opened.read(LARGEST_MANIFEST_BYTES + 1)
    try:
        return _parsed(json.loads(content))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _not_a_backup("its manifest cannot be understood") from error


def _parsed(told: Mapping[str, Any]) -> Manifest:
    if int(told["format"]) > FORMAT:
        raise InstallationProblem(
            "backup_newer",
            "This backup was made by a newer version of Shared Metrics.",
            "Install that version or a later one, then try again. Nothing was written.",
        )
    texts = ("program", "partnership", "ledger_version", "database")
    return Manifest(
        **{name: str(told[name]) for name in texts},
        made_at=dt.datetime.fromisoformat(told["made_at"]),
        sample=bool(told["sample"]),
        acts=int(told["acts"]),
        files=tuple(
            Kept(str(kept["path"]), int(kept["bytes"]), str(kept["sha256"]))
            for kept in told["files"]
        ),
        missing=tuple(str(path) for path in told["missing"]),
    )


def _check_list(manifest: Manifest, entries: Mapping[str, zipfile.ZipInfo]) -> None:
    listed = {kept.path: kept for kept in manifest.files}
    if len(listed) != len(manifest.files) or listed.keys() != entries.keys():
        odd = sorted(listed.keys() ^ entries.keys()) or ["a file listed twice"]
        raise _unsafe(f"its contents are not what its manifest lists (“{_shown(odd[0])}”)")
    for path in ("ledger.db", "settings.toml"):
        if path not in listed:
            raise _not_a_backup(f"it holds no “{path}”")
    for path, kept in listed.items():
        if entries[path].file_size != kept.bytes:
            raise _unsafe(f"“{_shown(path)}” is not as large as its manifest says")


def _pieces(archive: zipfile.ZipFile, kept: Kept) -> Iterator[bytes]:
    """The bytes of one file. Raises when they are more, fewer or others than listed."""
    digest, left = hashlib.sha256(), kept.bytes
    try:
        with archive.open(kept.path) as entry:
            while piece := entry.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    break
                digest.update(piece)
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise _damaged(kept.path) from error
    if left or digest.hexdigest() != kept.sha256:
        raise _damaged(kept.path)


def _shown(name: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in name[:120])


def _damaged(path: str) -> InstallationProblem:
    return InstallationProblem(
        "backup_damaged",
        f"“{_shown(path)}” in this backup is not what was put in.",
        "Use another copy of it, or an older backup. Nothing was written.",
    )


def _not_a_backup(why: str) -> CallersMistake:
    return CallersMistake(
        "not_a_backup",
        f"This is no backup of Shared Metrics: {why}.",
        "Name a file that `shared-metrics backup` wrote. Nothing was written.",
    )


def _unsafe(why: str) -> CallersMistake:
    return CallersMistake(
        "unsafe_backup",
        f"This backup was not made by Shared Metrics, or was changed: {why}.",
        "Use a copy that you trust. Nothing was written.",
    )
