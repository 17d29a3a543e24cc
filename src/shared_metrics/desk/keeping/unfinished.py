"""A folder for work in progress, beside what it will become; a dead one is cleared away."""

import contextlib
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared_metrics.vault.files import UNFINISHED

TRIES = 5


@contextmanager
def unfinished_folder(beside: Path) -> Iterator[Path]:
    """A new folder on the same disk as `beside`, gone afterwards.

    Whoever makes one holds a lock on it, so one that a killed program left behind is known by
    having none, and is removed by the next who works beside the same path.
    """
    _remove_dead(beside)
    folder, held = _claim(beside)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def leftovers(beside: Path) -> list[Path]:
    """What work beside a path has left, finished or not."""
    return sorted(beside.parent.glob(f".{_literal(beside.name)}.*{UNFINISHED}"))


def _literal(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _claim(beside: Path) -> tuple[Path, int]:
    for _ in range(TRIES):
        name = f".{beside.name}.{secrets.token_hex(4)}{UNFINISHED}"
        folder = beside.with_name(name)
        folder.mkdir(mode=0o700)
        held = _lock(folder)
        if held is not None and folder.exists():
            return folder, held
        if held is not None:
            os.close(held)
    raise BlockingIOError(None, "somebody else clears away what is made here")


def _lock(folder: Path) -> int | None:
    try:
        opened = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        return None
    return opened


def _remove_dead(beside: Path) -> None:
    for folder in leftovers(beside):
        with contextlib.suppress(OSError):
            held = _lock(folder)
            if held is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(held)
