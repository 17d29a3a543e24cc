"""A folder that is there whole: a new one takes the old one's place in one step, or not at all."""

import contextlib
import ctypes
import errno
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from shared_metrics.desk.keeping.unfinished import unfinished_folder
from shared_metrics.errors import Conflict
from shared_metrics.vault.files import make_folder, plain_words, sync_folder

MARK: Final = "shared-metrics-site.json"
FORMAT: Final = 1
_EXCHANGE: Final = 2  # RENAME_EXCHANGE
_HERE: Final = -100  # AT_FDCWD
_CANNOT_EXCHANGE: Final = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder to fill; when all went well it takes the place of `out`.

    Raises Conflict (`not_a_site`, `site_is_a_disk`) when `out` holds something else, and
    InstallationProblem when the disk is full or may not be written. Until the last step the old
    folder is as it was; what a killed program left beside it is cleared away the next time.
    """
    out = out.resolve()
    with plain_words(out.parent):
        make_folder(out.parent)
        with _alone(out.parent):
            _bring_back(out)
            check_ours(out)
        with unfinished_folder(beside=out) as folder:
            new = folder / "site"
            new.mkdir()
            yield new
            _mark(new)
            with _alone(out.parent):
                check_ours(out)
                _swap(new, out, folder)
                sync_folder(out.parent)


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """While somebody else swaps, half of what is seen is the old site's and half the new one's."""
    opened = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def check_ours(out: Path) -> None:
    """Whether a site may be written there: nothing is lost but an earlier site of ours."""
    if not out.exists():
        return
    if out.is_mount():
        raise Conflict(
            "site_is_a_disk",
            f"“{out}” is where a disk is attached; a site cannot appear there in one step.",
            "Name a folder inside it.",
        )
    foreign = _foreign(out)
    if foreign is not None:
        raise Conflict(
            "not_a_site",
            f"“{out}” holds something that is not of a site made here: “{foreign}”.",
            "Name a new or empty folder, or move that somewhere else; a site replaces only a site.",
        )


def _foreign(out: Path) -> str | None:
    """The first thing in a folder that is not of a site of ours."""
    if not out.is_dir():
        return out.name
    there = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir())
    ours = {*_listed(out / MARK), MARK}
    return next((path for path in there if path not in ours), None)


def _listed(mark: Path) -> list[str]:
    try:
        told = json.loads(mark.read_bytes())
    except (FileNotFoundError, ValueError):
        return []
    files = told.get("files") if isinstance(told, dict) else None
    return [str(path) for path in files] if isinstance(files, list) else []


def _mark(new: Path) -> None:
    files = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
    told = {"format": FORMAT, "made_by": "shared-metrics", "files": files}
    (new / MARK).write_text(json.dumps(told, indent=1), encoding="utf-8")


def _swap(new: Path, out: Path, folder: Path) -> None:
    if not out.exists() or not any(out.iterdir()):
        os.replace(new, out)  # noqa: PTH105 - an empty folder is replaced
        return
    if not _exchange(new, out):
        _step_aside(new, out, folder)


def _exchange(one: Path, other: Path) -> bool:
    """Linux: two folders change places in one step. False where that is not known."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _aside(out: Path) -> Path:
    return out.with_name(f".{out.name}.before")


def _step_aside(new: Path, out: Path, folder: Path) -> None:
    """Elsewhere: two steps, and whoever comes next undoes the first if the second did not come."""
    aside = _aside(out)
    out.rename(aside)
    try:
        new.rename(out)
    except BaseException:
        aside.rename(out)
        raise
    aside.rename(folder / "before")


def _bring_back(out: Path) -> None:
    aside = _aside(out)
    if not aside.is_dir():
        return
    if not out.exists():
        aside.rename(out)
    else:
        with contextlib.suppress(OSError):
            aside.rename(aside.with_name(f".{out.name}.{os.getpid():08x}.unfinished"))
