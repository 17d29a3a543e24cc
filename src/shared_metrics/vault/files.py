"""Files that are there whole or not at all, also after a power cut."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared_metrics.errors import InstallationProblem

UNFINISHED = ".unfinished"


@contextmanager
def plain_words(folder: Path) -> Iterator[None]:
    """Turns an operating system error into one a person can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise InstallationProblem(
                "disk_full",
                f"The disk that holds “{folder}” is full.",
                "Make room, then do it again: nothing was half-written.",
            ) from error
        raise InstallationProblem(
            "vault_unusable",
            f"A file in “{folder}” cannot be used: {error.strerror or error}.",
            "Check that the folder exists and that this user may read and write it.",
        ) from error


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Writes a file so that it is never seen half: unfinished -> fsync -> rename -> fsync.

    `durable=False` leaves the two fsync out.
    """
    make_folder(path.parent)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        _write_through(unfinished, content, durable=durable)
        unfinished.rename(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path from there; none when there is no such folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def make_folder(folder: Path) -> None:
    """Makes a folder that survives a power cut, its parents too."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def _write_through(path: Path, content: bytes, *, durable: bool) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        if durable:
            os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
