"""Rounds: processes at work on a home are killed, then what they left is looked at.

Run it in a process of its own: children are forked from it, so it must do no work of the program's
itself (a forked copy of a busy thread pool stands still).
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import killed_children as children
from killed_children import Point, Say, dice_of
from killed_model import Held, Line, Verdict, World, acknowledged, after, judge

KINDS = ("submit and accept", "submit, by command", "backup", "partner export", "restore")
SHARES = {"submit and accept": 10, "submit, by command": 1, "backup": 5, "partner export": 2}
SHARES["restore"] = 6
POINTS = {  # call -> how many of them one round may come to
    "submit and accept": {"rename": 8, "fsync": 16, "commit": 8},
    "backup": {"replace": 3, "fsync": 6, "archive entry": 60},
    "partner export": {"replace": 3, "fsync": 6},
    "restore": {"replace": 3, "fsync": 60},
}
LONGEST = 60  # seconds that a child may take to come to its point
FIRST_ACTS = 8
ACTS_A_ROUND = 4


@dataclass(frozen=True)
class Round:
    """One round: how it was killed and what was found."""

    kind: str
    how: str
    acknowledged: int = 0
    under_way: bool = False
    leftovers: int = 0
    verdict: Verdict = field(default_factory=Verdict)
    unclean: str = ""


@dataclass
class Child:
    """A forked process and what it says."""

    pid: int
    pipe: int

    @classmethod
    def does(cls, work: Callable[[Say], None], point: Point | None = None) -> "Child":
        """Forks; the child does its work, then ends without any cleaning up."""
        ours, theirs = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(ours)
            _do(work, children.say_to(theirs), point)
        os.close(theirs)
        return cls(pid, ours)

    def kill_after(self, seconds: float, *, ready: bool = False) -> tuple[list[Line], int]:
        """What it had said, and how it ended (negative: the signal).

        `ready`: the seconds begin when it says its first word.
        """
        if ready:
            _wait_for_a_word(self.pipe)
        said = _read(self.pipe, time.monotonic() + seconds)
        if said is None:
            os.kill(self.pid, signal.SIGKILL)
            said = b""
        return self._end(said)

    def _end(self, said: bytes) -> tuple[list[Line], int]:
        said += _read(self.pipe, None) or b""
        os.close(self.pipe)
        _, status = os.waitpid(self.pid, 0)
        lines = [json.loads(line) for line in said.splitlines()]
        return lines, os.waitstatus_to_exitcode(status)


def _do(work: Callable[[Say], None], say: Say, point: Point | None) -> None:
    code = 1
    try:
        if point:
            point.arm()
        work(say)
        code = 0
    except BaseException as error:  # noqa: BLE001 - the parent must hear of everything
        say("error", error=repr(error)[:2000])
    finally:
        os._exit(code)


def _wait_for_a_word(pipe: int) -> None:
    poll = select.poll()
    poll.register(pipe, select.POLLIN | select.POLLHUP)
    poll.poll(LONGEST * 1000)


def _read(pipe: int, until: float | None) -> bytes | None:
    """Everything up to the end of the pipe; None when the time came first (nothing is taken)."""
    if until is not None:
        poll = select.poll()
        poll.register(pipe, select.POLLHUP)  # the other end is closed: the child has ended
        left = max(0, until - time.monotonic())
        if not any(event & select.POLLHUP for _, event in poll.poll(left * 1000)):
            return None
    said = b""
    while piece := os.read(pipe, 1 << 16):
        said += piece
    return said


class Rounds:
    """A home that lives through many rounds, and the world it has promised so far."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.dice = dice_of(seed)
        self.world: World = {}
        self.archive = folder / "archive.zip"
        self.archive_world: World = {}
        self.acts_kept = 0  # of the newest backup acknowledged
        self.world_kept: World = {}
        self.count = 0
        children.warm()
        self.act_seconds = self._begin()

    def _begin(self) -> float:
        """The first acts, undisturbed, and a backup of them; the seconds that one takes."""
        seed = self.dice.random()
        lines = self._undisturbed(
            lambda say: children.keep_acting(self.home, {}, dice_of(seed), say, FIRST_ACTS)
        )
        self.world, _ = acknowledged({}, lines[1:])
        self.archive_world = self.world
        self._undisturbed(lambda _: children.back_up_once(self.home, self.archive))
        return float(lines[-1]["at"] - lines[0]["at"]) / FIRST_ACTS

    def _undisturbed(self, work: Callable[[Say], object]) -> list[Line]:
        lines, code = Child.does(work).kill_after(LONGEST)
        if code:
            raise RuntimeError(f"undisturbed work ended with {code}: {lines[-1:]}")
        return lines

    def run(self, kind: str) -> Round:
        """One round."""
        self.count += 1
        points = POINTS.get(kind)
        point = None
        if points and self.dice.random() < 0.5:
            call = self.dice.choice(sorted(points))
            point = Point(call, self.dice.randint(1, points[call]), self.dice.random() < 0.5)
        match kind:
            case "submit and accept":
                return self._acting(kind, point)
            case "submit, by command":
                return self._command(kind)
            case "restore":
                return self._restoring(kind, point)
        return self._writing_a_file(kind, point)

    def _killed(self, child: Child, point: Point | None) -> tuple[list[Line], str]:
        """What a child had said, and how it was killed: at its point or at a random moment."""
        if point:
            lines, code = child.kill_after(LONGEST)
            return lines, str(point) if code == -signal.SIGKILL else f"never came to: {point}"
        ready = self.dice.random() < 0.8  # else it may be killed while it opens the home
        seconds = self.dice.uniform(0, ACTS_A_ROUND * self.act_seconds)
        lines, _ = child.kill_after(seconds, ready=ready)
        return lines, f"{seconds:.2f} s after it was {'ready' if ready else 'started'}"

    def _acting(self, kind: str, point: Point | None) -> Round:
        lines, how = self._killed(self._actor(point), point)
        return self._judged(Round(kind, how), lines, _trouble(lines))

    def _actor(self, point: Point | None = None) -> Child:
        dice, world = dice_of(self.dice.random()), self.world
        work = lambda say: children.keep_acting(self.home, world, dice, say)  # noqa: E731
        return Child.does(work, point)

    def _command(self, kind: str) -> Round:
        """The program as it is typed, killed anywhere from its start to after its answer."""
        cell, standing = children.chosen(self.world, self.dice)
        placed = self.dice.randint(1, 60)
        file = self.folder / "sent.csv"
        file.write_bytes(children.a_file(cell[1], placed, self.dice))
        act = {"act": "submit", "partner": cell[0], "month": cell[1], "placed": placed}
        words = children.command(self.home, file, cell, standing=standing)
        seconds = self.dice.uniform(0.5, 1.2) * self.command_seconds
        told = _run_program(words, seconds)
        lines: list[Line] = [{"said": "begin", **act}]
        faults = []
        if told.get("id"):
            lines.append({"said": "done", "id": told["id"], **act})
        elif told:
            faults.append(f"the command answered {told}")
        return self._judged(Round(kind, f"at {seconds:.2f} s"), lines, faults)

    @property
    def command_seconds(self) -> float:
        """How long a whole command takes here: one that changes nothing, once."""
        if not hasattr(self, "_command_seconds"):
            file = self.folder / "measured.csv"
            file.write_bytes(children.a_file("2010-01", 1, self.dice))
            begun = time.monotonic()
            words = children.command(
                self.folder / "other", file, ("arroyo_workforce_board", ""), standing=False
            )
            _run_program(words, LONGEST)
            self._command_seconds = time.monotonic() - begun
        return self._command_seconds

    def _writing_a_file(self, kind: str, point: Point | None) -> Round:
        """A backup or an export is killed while somebody else acts, who is killed as well."""
        file = self.folder / f"{kind}.zip"
        if self.dice.random() < 0.3:
            file.unlink(missing_ok=True)
            if kind == "backup":
                self.acts_kept, self.world_kept = 0, {}
        was_there = file.exists()
        keep = children.keep_backing_up if kind == "backup" else children.keep_exporting
        actor = self._actor()
        told, how = self._killed(Child.does(lambda say: keep(self.home, file, say), point), point)
        acted, _ = actor.kill_after(0)
        made = [line for line in told if line["said"] == "done"]
        self.acts_kept = max([self.acts_kept, *(line.get("acts", 0) for line in made)])
        faults = [*_trouble(told), *_trouble(acted)]
        if (was_there or made) and not file.exists():
            faults.append("the file that was there is gone")
        promised = self.world if made else self.world_kept
        faults += self._asked(lambda: self._file_faults(kind, file, promised))
        if kind == "backup":  # looking at it has made one more
            self.world_kept = self.world
        one = Round(kind, how, len(made), under_way=True)
        return self._judged(one, acted, faults)

    def _file_faults(self, kind: str, file: Path, promised: World) -> list[str]:
        """A file is whole; the next one can be made and clears away what the dead one left."""
        told: list[str] = []
        if file.exists() and kind == "backup":
            home = self.folder / f"from-{self.count}"
            told += children.archive_faults(file, home, promised, self.acts_kept)
        elif file.exists():
            told += children.export_faults(file)
        keep = children.keep_backing_up if kind == "backup" else children.keep_exporting
        keep(self.home, file, lambda *_, **__: None, times=1)
        return told + _left_beside(file)

    def _restoring(self, kind: str, point: Point | None) -> Round:
        targets = [self.folder / f"restored-{self.count}-{at}" for at in range(4)]
        if self.dice.random() < 0.5:
            for target in targets:
                target.mkdir()
        work = lambda say: children.keep_restoring(self.archive, iter(targets), say)  # noqa: E731
        lines, how = self._killed(Child.does(work, point), point)
        done = [line["home"] for line in lines if line["said"] == "done"]
        begun = [line["home"] for line in lines if line["said"] == "begin"]
        faults = [*_trouble(lines)]
        faults += self._asked(lambda: self._restored_faults(done, begun))
        one = Round(kind, how, len(done), len(begun) > len(done))
        return self._judged(one, [], faults)

    def _restored_faults(self, done: list[str], begun: list[str]) -> list[str]:
        """Homes acknowledged are whole, the one under way is whole or not there, and then is."""
        told = [f"{name} is gone" for name in done if not _filled(self.folder / name)]
        for name in begun:
            home = self.folder / name
            if not _filled(home):
                children.restore_once(self.archive, home)
                told += _left_beside(home)
            told += children.home_faults(home, self.archive_world)
        return told

    def _asked(self, question: Callable[[], list[str]]) -> list[str]:
        """Asks in a process of its own."""
        lines, code = Child.does(lambda say: say("told", faults=question())).kill_after(LONGEST)
        if code or not lines or "faults" not in lines[-1]:
            return [f"looking at it ended with {code}: {lines[-1:]}"]
        return list(lines[-1]["faults"])

    def _judged(self, one: Round, lines: list[Line], faults: list[str] | None = None) -> Round:
        """Opens what was left, compares it, does a next act, and goes on from there."""
        said = [line for line in lines if line["said"] in ("begin", "done")]
        promised, possible = acknowledged(self.world, said)
        told, code = Child.does(
            lambda say: self._look(promised, possible, faults or [], say)
        ).kill_after(LONGEST)
        count = one.acknowledged + sum(line["said"] == "done" for line in said)
        one = replace(one, acknowledged=count, under_way=one.under_way or possible is not None)
        if code or not told or "verdict" not in told[0]:
            return replace(one, unclean=f"ended with {code}: {told[-1:]}")
        self.world = _world(told[0]["found"])
        for line in told[1:]:
            if line["said"] == "done":
                self.world = after(self.world, line, line["id"])
        found = told[0]
        return replace(one, leftovers=found["leftovers"], verdict=Verdict(**found["verdict"]))

    def _look(self, promised: World, possible: World | None, faults: list[str], say: Say) -> None:
        desk = children.open_desk(children.settings(self.home))
        found, measured = children.found_in(desk), children.measured_in(desk)
        torn = [*faults, *children.torn_in(desk)]
        verdict = judge(promised, possible, found, measured, torn)
        rows = {one: asdict(held) for one, held in found.items()}
        left = children.leftovers_in(desk)
        say("looked", verdict=asdict(verdict), found=rows, leftovers=left)
        cell, standing = children.chosen(found, dice_of(self.count))
        sent = children.send(desk, cell, dice_of(self.count), say, standing=standing)
        children.decide(desk, sent["id"], cell[0], "accept", say)


def _world(rows: dict[str, Any]) -> World:
    return {one: Held(tuple(r["cell"]), r["placed"], r["state"]) for one, r in rows.items()}


def _filled(home: Path) -> bool:
    return home.is_dir() and any(home.iterdir())


def _left_beside(path: Path) -> list[str]:
    left = path.parent.glob(f".{path.name}.*{children.UNFINISHED}")
    return [f"{one.name} was not cleared away" for one in left]


def _trouble(lines: list[Line]) -> list[str]:
    """What went wrong in a child before it was killed."""
    return [f"before it was killed: {line['error']}" for line in lines if line["said"] == "error"]


def _run_program(words: list[str], seconds: float) -> Mapping[str, Any]:
    """Starts the program anew; what it answered before it was killed."""
    begun = [sys.executable, "-m", "shared_metrics.cli", *words]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(
        begun, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    )
    try:
        answer, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        answer, _ = child.communicate()
    return json.loads(answer) if answer else {}


def planned(rounds: int, seed: int) -> list[str]:
    """Kinds of rounds by their shares, every kind at least once, in an order of its own."""
    total = sum(SHARES.values())
    kinds = [kind for kind in KINDS for _ in range(max(1, round(rounds * SHARES[kind] / total)))]
    dice_of(seed).shuffle(kinds)
    return kinds
