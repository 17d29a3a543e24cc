"""Homes to keep: small ones with real acts in them, and frozen ledgers of every earlier version."""

import contextlib
import datetime as dt
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from desk_factories import DEFINITIONS, NOOR, NOW, person, placements, send_rows
from shared_metrics.desk import Desk, acts, open_desk
from shared_metrics.desk.keeping.archive import MANIFEST
from shared_metrics.findings import Finding, Level
from shared_metrics.settings import Settings
from shared_metrics.submissions import Submission

FROZEN = Path(__file__).parent / "ledgers"
CLOCK = dt.datetime(2026, 11, 23, 7, 0, tzinfo=dt.UTC)


def settings(home: Path, **given: object) -> Settings:
    return Settings(home=home, _env_file=None, **given)


def kept_home(folder: Path, **given: object) -> Desk:
    """A home with a figure that counts, its correction, one that waits and one to be fixed."""
    desk = open_desk(settings(folder, definitions=DEFINITIONS, **given))
    (first,) = send_rows(desk)
    acts.accept(desk, [first.id], actor=person(NOOR), now=NOW)
    (correction,) = send_rows(desk, placements(placed=8), "two", mode="replace")
    acts.accept(desk, [correction.id], actor=person(NOOR), now=NOW)
    send_rows(desk, placements("2026-02"), "three")
    odd = Finding("number_unreadable", Level.FIX, "“zwölf” 🎈 is no number.", line=2)
    send_rows(desk, placements("2026-01"), "four", findings=(odd,))
    return desk


def frozen_ledger(version: str, target: Path) -> Path:
    """The ledger file that an earlier version of the program left."""
    with contextlib.closing(sqlite3.connect(target)) as opened:
        opened.executescript((FROZEN / f"{version}.sql").read_text(encoding="utf-8"))
    return target


def frozen_home(version: str, folder: Path, **given: object) -> Settings:
    """A home whose ledger is of an earlier version; the vault's files are lost."""
    open_desk(settings(folder, definitions=DEFINITIONS)).ledger.close()
    (folder / "ledger.db").unlink()
    shutil.rmtree(folder / "vault", ignore_errors=True)
    frozen_ledger(version, folder / "ledger.db")
    return settings(folder, **given)


def sent(desk: Desk) -> list[Submission]:
    """Everything the ledger holds, as it tells it."""
    return desk.ledger.submissions()


def rebuilt(archive: Path, target: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The archive again after a change to its files, with a manifest that fits what it lists."""
    with zipfile.ZipFile(archive) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w") as written:
        for name, content in files.items():
            written.writestr(name, content)
    return target


def manifest_of(files: dict[str, bytes]) -> dict[str, object]:
    told: dict[str, object] = json.loads(files[MANIFEST])
    return told


def everything_in(folder: Path) -> Iterable[str]:
    """Every path below a folder, hidden ones too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
