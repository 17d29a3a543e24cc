"""What a worker that was killed had promised, and whether the home it left keeps the promise.

A world is every submission by id: its cell (partner and month), its figure and its state. A worker
says what it begins and what was acknowledged. Afterwards the ledger must be the world of everything
acknowledged, or that world with the one act that was under way: nothing else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

Cell = tuple[str, str]
Line = Mapping[str, Any]
UNKNOWN = "an id nobody was told"
STANDING = ("passed", "accepted")
BECOMES = {"accept": "accepted", "return": "returned", "withdraw": "withdrawn"}


@dataclass(frozen=True)
class Held:
    """One submission."""

    cell: Cell
    placed: int
    state: str


World = dict[str, Held]


@dataclass(frozen=True)
class Verdict:
    """What is wrong with a home: counts, and the first words of each fault."""

    lost: int = 0
    twice: int = 0
    torn: int = 0
    words: tuple[str, ...] = ()


def after(world: World, act: Line, submission: str) -> World:
    """The world once an act is done."""
    done = act["act"]
    if done == "submit":
        held = Held((act["partner"], act["month"]), act["placed"], "passed")
        return _superseded(world, held.cell, "passed") | {submission: held}
    held = world[submission]
    if done == "accept":
        world = _superseded(world, held.cell, "accepted")
    return world | {submission: replace(held, state=BECOMES[done])}


def _superseded(world: World, cell: Cell, state: str) -> World:
    return {
        one: replace(held, state="superseded") if (held.cell, held.state) == (cell, state) else held
        for one, held in world.items()
    }


def acknowledged(world: World, lines: Iterable[Line]) -> tuple[World, World | None]:
    """The world of all that was acknowledged; the same with the act under way, if there is one."""
    under_way: Line | None = None
    for line in lines:
        if line["said"] == "begin":
            under_way = line
        else:
            world, under_way = after(world, line, line["id"]), None
    if under_way is None:
        return world, None
    return world, after(world, under_way, under_way.get("id", UNKNOWN))


def judge(
    promised: World,
    possible: World | None,
    found: World,
    measured: Mapping[Cell, int],
    torn: Iterable[str] = (),
) -> Verdict:
    """Compares what is found with what was acknowledged; `torn`: half files, a broken trail."""
    words = list(torn)
    if not _same(found, promised) and (possible is None or not _same(found, possible)):
        words.append("the ledger is neither what was acknowledged nor that and the act under way")
    lost = _lost(promised, possible or promised, found)
    twice = _twice(found, measured)
    return Verdict(len(lost), len(twice), len(words), (*lost, *twice, *words))


def _same(found: World, expected: World) -> bool:
    """Equal but for the name of the one nobody was told."""
    unknown = [held for one, held in expected.items() if one == UNKNOWN]
    known = {one: held for one, held in expected.items() if one != UNKNOWN}
    new = [held for one, held in found.items() if one not in known]
    return new == unknown and {one: found.get(one) for one in known} == known


def _lost(promised: World, possible: World, found: World) -> list[str]:
    allowed = {one: (held, possible[one]) for one, held in promised.items()}
    return [
        f"{one} was acknowledged as {states[0].state} and is {found.get(one)}"
        for one, states in allowed.items()
        if found.get(one) not in states
    ]


def _twice(found: World, measured: Mapping[Cell, int]) -> list[str]:
    accepted = [held for held in found.values() if held.state == "accepted"]
    sums: Counter[Cell] = Counter()
    for held in accepted:
        sums[held.cell] += held.placed
    many = [cell for cell, count in Counter(held.cell for held in accepted).items() if count > 1]
    return [
        *(f"{cell} has more than one accepted file" for cell in many),
        *(
            f"{cell} is measured as {measured.get(cell)}, its accepted files say {sums.get(cell)}"
            for cell in sums.keys() | measured.keys()
            if sums.get(cell) != measured.get(cell)
        ),
    ]
