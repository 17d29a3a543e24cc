"""The processes that are killed: they act on a home and say each acknowledgement to a pipe."""

import hashlib
import json
import os
import random
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

from desk_factories import BOARD, CARMEN, DEFINITIONS, NOOR, NOW, ROSA, STEPPINGWAY, WORKFORCE
from desk_factories import definitions as load
from killed_model import STANDING, Cell, Held, Line, World, after
from shared_metrics import checks
from shared_metrics.desk import Desk, acts, open_desk, opening
from shared_metrics.desk.home import LEDGER
from shared_metrics.desk.keeping import back_up, restore
from shared_metrics.desk.keeping.archive import ArchiveWriter, check_archive
from shared_metrics.desk.partner_export import export_partner
from shared_metrics.desk.questions import measured
from shared_metrics.desk.verification import verify_audit
from shared_metrics.ledger import open_ledger, sqlite_url
from shared_metrics.metrics import Question
from shared_metrics.reading import Upload
from shared_metrics.settings import Settings
from shared_metrics.vault.files import UNFINISHED

STEWARDS = {
    BOARD: ROSA,
    STEPPINGWAY: CARMEN,
    "copperline_manufacturing": "grace.nakamura@example.org",
    "sandpiper_health": "fatima.zahid@example.org",
    "open_latch_careers": "denise.clarke@example.org",
    "loma_clara_college": "victor.amado@example.org",
}
MONTHS = tuple(f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13))
HEADER = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage"
)
POINTS: dict[str, tuple[Any, str]] = {
    "rename": (os, "rename"),
    "replace": (os, "replace"),
    "fsync": (os, "fsync"),
    "commit": (DefaultDialect, "do_commit"),
    "archive entry": (ArchiveWriter, "_entry"),
}
Say = Callable[..., None]


@dataclass(frozen=True)
class Point:
    """Where a process kills itself: at the nth call, just before it or just after."""

    call: str
    nth: int
    after: bool

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} {self.call} {self.nth}"

    def arm(self) -> None:
        """From now on this process dies there."""
        owner, name = POINTS[self.call]
        real, left = getattr(owner, name), [self.nth]

        def call(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0 and not self.after:
                die()
            told = real(*given, **named)
            if left[0] == 0:
                die()
            return told

        setattr(owner, name, call)


def die() -> None:
    """What a power cut, or the kernel short of memory, does to a process."""
    os.kill(os.getpid(), signal.SIGKILL)


def warm() -> None:
    """Definitions and libraries are read once for all children; they are not what is killed."""
    checks.warm()
    loaded = load()
    opening.load_definitions = lambda _: loaded


def settings(home: Path) -> Settings:
    """A home on the repository's own definitions."""
    return Settings(home=home, definitions=DEFINITIONS, _env_file=None)


def dice_of(seed: float) -> random.Random:
    """The same chances again."""
    return random.Random(seed)  # noqa: S311 - chances of a test, no secret


def a_file(month: str, placed: int, dice: random.Random) -> bytes:
    """A good file of one row, hardly ever the same twice."""
    enrolled, completed = dice.randint(400, 499), dice.randint(100, 199)
    row = f"{month},healthcare,all,all,{enrolled},{completed},90,{placed},24.{dice.randint(10, 99)}"
    return f"{HEADER}\n{row}\n".encode()


def chosen(world: World, dice: random.Random) -> tuple[Cell, bool]:
    """A cell to send for, and whether something stands there already."""
    cells = {held.cell for held in world.values()}
    standing = sorted({held.cell for held in world.values() if held.state in STANDING})
    free = [(p, month) for p in STEWARDS for month in MONTHS if (p, month) not in cells]
    if standing and (not free or dice.random() < 0.4):
        return dice.choice(standing), True
    return dice.choice(free), False


def keep_acting(home: Path, world: World, dice: random.Random, say: Say, times: int = 200) -> World:
    """Opens the desk, then sends, corrects and decides, act by act."""
    desk = open_desk(settings(home))
    say("ready")
    for _ in range(times):
        cell, standing = chosen(world, dice)
        sent = send(desk, cell, dice, say, standing=standing)
        world = after(world, sent, sent["id"])
        act = dice.choice(["accept"] * 8 + ["return", "withdraw"])
        world = after(world, decide(desk, sent["id"], cell[0], act, say), sent["id"])
    return world


def send(desk: Desk, cell: Cell, dice: random.Random, say: Say, *, standing: bool) -> Line:
    """One file for one cell, read and checked as any."""
    partner, month = cell
    told = {"act": "submit", "partner": partner, "month": month, "placed": dice.randint(1, 60)}
    content = a_file(month, told["placed"], dice)
    say("begin", **told)
    (one,) = acts.submit(
        desk,
        Upload(f"{month}.csv", content),
        WORKFORCE,
        partner_id=partner,
        actor=desk.person(STEWARDS[partner]),
        now=NOW,
        mode="replace" if standing else None,
    )
    say("done", id=one.id, **told)
    return {"id": one.id, **told}


def decide(desk: Desk, one: str, partner: str, act: str, say: Say) -> Line:
    """Accepts, returns or withdraws what was sent."""
    say("begin", act=act, id=one)
    analyst, steward = desk.person(NOOR), desk.person(STEWARDS[partner])
    if act == "accept":
        acts.accept(desk, [one], actor=analyst, now=NOW)
    elif act == "return":
        acts.return_(desk, one, reason="look again", actor=analyst, now=NOW)
    else:
        acts.withdraw(desk, one, actor=steward, now=NOW)
    say("done", act=act, id=one)
    return {"act": act, "id": one}


def command(home: Path, file: Path, cell: Cell, *, standing: bool) -> list[str]:
    """The words of `submit` for a file."""
    whose = ["--contract", WORKFORCE, "--partner", cell[0], "--as", STEWARDS[cell[0]]]
    where = ["--home", str(home), "--definitions", str(DEFINITIONS), "--json"]
    return ["submit", str(file), *whose, *where, *(["--replace"] if standing else [])]


def keep_backing_up(home: Path, file: Path, say: Say, times: int = 200) -> None:
    """Backs up over the same file, again and again."""
    say("ready")
    for _ in range(times):
        made = back_up(settings(home), file, now=NOW, force=True)
        say("done", acts=made.manifest.acts)


def back_up_once(home: Path, file: Path) -> None:
    """One backup, undisturbed."""
    back_up(settings(home), file, now=NOW)


def restore_once(archive: Path, target: Path) -> None:
    """One restored home, undisturbed."""
    restore(Settings(home=target, _env_file=None), archive)


def keep_exporting(home: Path, file: Path, say: Say, times: int = 200) -> None:
    """Exports one partner over the same file, again and again."""
    desk = open_desk(settings(home))
    say("ready")
    for _ in range(times):
        actor = desk.person(ROSA)
        made = export_partner(desk, BOARD, file, actor=actor, now=NOW, force=True)
        say("done", submissions=made.submissions)


def keep_restoring(archive: Path, targets: Iterator[Path], say: Say) -> None:
    """Restores into one new home after another."""
    for target in targets:
        say("begin", home=target.name)
        restore_once(archive, target)
        say("done", home=target.name)


# --- looking at what is left -----------------------------------------------------------------


def found_in(desk: Desk) -> World:
    """Every submission as ledger and vault have it."""
    return {
        one.id: Held(
            (one.partner, one.period_text or ""),
            int(desk.vault.rows_of(one.part)["placed"].sum()) if one.part else 0,
            one.state.value,
        )
        for one in desk.ledger.submissions()
    }


def measured_in(desk: Desk) -> dict[Cell, int]:
    """What everybody sees: people placed, by partner and month."""
    table = measured(desk, "placements", Question(by=("partner", "period")))
    rows = table.select("partner", "period", "numerator").iter_rows()
    return {(partner, period): int(placed) for partner, period, placed in rows}


def torn_in(desk: Desk) -> list[str]:
    """A trail that does not hold, and files that are half under a final name."""
    told = [problem.message for problem in verify_audit(desk)]
    for path in (desk.vault.folder / "originals").rglob("*"):
        final = path.is_file() and path.suffix != UNFINISHED
        if final and hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            told.append(f"{path.name} is not what its name says")
    tables = (desk.vault.folder / "parts").rglob("*.parquet")
    half = (path.name for path in tables if path.read_bytes()[-4:] != b"PAR1")
    return told + [f"{name} is half a table" for name in half]


def leftovers_in(desk: Desk) -> int:
    """Files that nobody names: harmless, swept after a day."""
    with desk.ledger.writing(actor=NOOR, now=NOW) as entry:
        named = entry.named_files()
    files = (path for path in desk.vault.folder.rglob("*") if path.is_file())
    return sum(
        path.name not in named and path.relative_to(desk.vault.folder).as_posix() not in named
        for path in files
    )


def archive_faults(file: Path, home: Path, promised: World, acts_before: int) -> list[str]:
    """What is wrong with a backup: it must restore to a home that keeps all promised before it."""
    manifest = check_archive(file)
    told = [] if manifest.acts >= acts_before else ["the backup is older than the one acknowledged"]
    restored = restore(Settings(home=home, _env_file=None), file)
    told.extend(problem.message for problem in restored.problems)
    lacking = promised.keys() - {
        one.id for one in open_ledger(sqlite_url(home / LEDGER)).submissions()
    }
    return told + [f"the backup lacks {one}" for one in lacking]


def export_faults(file: Path) -> list[str]:
    """What is wrong with an export: it opens and every file in it is whole."""
    with zipfile.ZipFile(file) as opened:
        bad = opened.testzip()
        lists = {"README.txt", "submissions.csv", "submissions.json"}
        lacking = lists - set(opened.namelist())
    return [f"the export is damaged at {bad}"] * bool(bad) + [f"no {one}" for one in lacking]


def home_faults(home: Path, promised: World) -> list[str]:
    """What is wrong with a restored home: it is the archive's, whole."""
    desk = open_desk(settings(home))
    told = [problem.message for problem in verify_audit(desk)]
    return told + ["it is not the home of the backup"] * (found_in(desk) != promised)


def say_to(pipe: int) -> Say:
    """Writes lines to a pipe; one line is written whole or not at all."""

    def say(said: str, **told: object) -> None:
        line = {"said": said, "at": time.monotonic(), **told}
        os.write(pipe, json.dumps(line).encode() + b"\n")

    return say
