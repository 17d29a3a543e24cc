"""What the machine gives: room, rights, a clock, time zones, libraries, the pages' fonts."""

import datetime as dt
import importlib.metadata
import importlib.util
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import shared_metrics
from shared_metrics.desk.doctor.examined import Examined, Installation, broken, fine, look
from shared_metrics.desk.home import LEDGER
from shared_metrics.desk.readiness import check_writable

LITTLE_BYTES, TIGHT_BYTES = 100_000_000, 1_000_000_000
FEW_FILES = 10_000  # names a disk can still take
CLOCKS_DIFFER = dt.timedelta(minutes=5)
SLOW_SECONDS, GIVE_UP_SECONDS = 30, 180
FONT_BEGINS = b"wOF2"
STATIC = Path(shared_metrics.__file__).parent / "web" / "static"


def disk(installation: Installation) -> Iterator[Examined]:
    """Room for files and for names of files."""
    usage = shutil.disk_usage(installation.folder)
    told = f"{usage.free // 1_000_000:,} MB free of {usage.total // 1_000_000:,} MB."
    names = os.statvfs(installation.folder)
    if usage.free < LITTLE_BYTES:
        yield broken("disk", f"Only {told}", "Make room now: files can soon not be taken.")
    elif usage.free < TIGHT_BYTES:
        yield look("disk", f"Only {told}", "Make room, or move the home to a larger disk.")
    elif names.f_files and names.f_favail < FEW_FILES:
        told = f"The disk can take only {names.f_favail:,} more files."
        yield look("disk", told, "Remove small files that nobody needs.")
    else:
        yield fine("disk", told)


def permissions(installation: Installation) -> Iterator[Examined]:
    """This user may write; strangers may not read."""
    check_writable(installation.vault)
    ledger = installation.folder / LEDGER
    shut = [p for p in (installation.folder, ledger) if p.exists() and not os.access(p, os.W_OK)]
    if shut:
        todo = "Give this user the right to write, or run as the user of the app."
        yield broken("permissions", f"“{shut[0]}” may not be written.", todo)
        return
    mode = stat.S_IMODE(installation.folder.stat().st_mode)
    if mode & stat.S_IRWXO:
        told = "Everybody with an account on this machine can look into the home."
        yield look("permissions", told, f"chmod o-rwx '{installation.folder}'")
    else:
        yield fine("permissions", "The home can be written by this user, and read by few.")


def clock(installation: Installation) -> Iterator[Examined]:
    """The clock is not behind what was already done."""
    fixed = installation.fixed_today
    if fixed is not None:
        if not installation.home.sample:
            told = f"The day is fixed to {fixed}: everything is dated so."
            todo = "Take SHARED_METRICS_TODAY away, and `today` out of the home's settings.toml."
            yield look("clock", told, todo)
            return
        yield fine("clock", f"The sample lives on {fixed}.")
        return
    rows = installation.ledger.audit_rows(limit=1) if installation.ledger else []
    if rows and rows[0].at > installation.now + CLOCKS_DIFFER:
        told = f"The clock says {installation.now:%Y-%m-%d %H:%M} UTC, but the last act was at"
        todo = "Set the machine's clock, best by a time service (NTP)."
        yield broken("clock", f"{told} {rows[0].at:%Y-%m-%d %H:%M} UTC.", todo)
    else:
        yield fine("clock", f"{installation.now:%Y-%m-%d %H:%M} UTC, not behind the last act.")


def time_zones(installation: Installation) -> Iterator[Examined]:
    """Rules of the partnership's zone are there: due days depend on them."""
    zone = installation.definitions.agenda.partnership.time_zone
    local = installation.now.astimezone(ZoneInfo(zone))
    version = importlib.metadata.version("tzdata")
    yield fine("time_zones", f"{zone}: it is {local:%Y-%m-%d %H:%M} there (tzdata {version}).")


def great_expectations(_installation: Installation) -> Iterator[Examined]:
    """The library that judges files loads; in a process of its own, so nothing it does can hurt."""
    begun = time.monotonic()
    command = [sys.executable, "-c", "from shared_metrics import checks; checks.warm()"]
    try:
        run = subprocess.run(  # noqa: S603 - our own interpreter and words
            command, capture_output=True, timeout=GIVE_UP_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        run = None
    seconds = time.monotonic() - begun
    if run is None or run.returncode:
        why = "takes too long to load" if run is None else _last_line(run.stderr)
        told = f"Great Expectations cannot be used: {why}."
        todo = "Install again, exactly as in requirements.lock."
        yield broken("great_expectations", told, todo)
        return
    version = importlib.metadata.version("great-expectations")
    told = f"Great Expectations {version} loads in {seconds:.1f} s."
    if seconds > SLOW_SECONDS:
        todo = "The first file after a start waits so long. See that the machine is not overloaded."
        yield look("great_expectations", told, todo)
    else:
        yield fine("great_expectations", told)


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it stopped without a word"


def fonts(_installation: Installation) -> Iterator[Examined]:
    """The pages bring their own fonts; nothing is fetched from elsewhere."""
    if importlib.util.find_spec("streamlit") is None:
        yield fine("fonts", "The pages are not installed here, only the command line.")
        return
    found = sorted(STATIC.glob("*.woff2"))
    bad = [path.name for path in found if path.read_bytes()[:4] != FONT_BEGINS]
    if found and not bad:
        yield fine("fonts", f"{len(found)} font files of the pages are there.")
        return
    told = f"“{bad[0]}” is no font file." if bad else "The fonts of the pages are missing."
    yield broken("fonts", told, "Install again: files of the package are missing or changed.")
