"""Setbacks, adaptations, field notes and commitments for tests, and who may read which words."""

import dataclasses
import datetime as dt
from typing import Any

from desk_factories import BOARD, CARMEN, NOOR, NOW, ROSA, STEPPINGWAY, person
from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.kept_records import KeptRecord
from shared_metrics.learning import Adaptation, FieldNote, Setback
from shared_metrics.reviews import Commitment

METRIC = "placements"
BOARDS_NAME = "Arroyo Workforce Board"
STEWARD_OF = {BOARD: ROSA, STEPPINGWAY: CARMEN}
SETBACK = Setback(
    id="",
    title="Employers stopped hiring",
    metrics=(METRIC,),
    period="2026-02",
    expected="More people would find work.",
    happened="Two employers closed.",
    learned="One kind of employer is not enough.",
)
ADAPTATION = Adaptation(
    id="",
    setback="",
    period="2026-03",
    changed="Courses prepare for two kinds of work.",
    check_back=dt.date(2026, 9, 1),
)
NOTE = FieldNote(id="", heard="Buses stop at six.", heard_by=BOARD, period="2026-03")
COMMITMENT = Commitment(id="", text="Call the employers", owner=BOARD, due=dt.date(2026, 5, 1))

# Who may read a setback: how it is meant, whom its words name, what became of asking them.
# asked:  -  nobody   yes  they agreed   changed  agreed to other words   back  took it back
#         half  one of two agreed
READ_BY = """
visibility  names     asked    backbone  partners  public
private     nobody    -        yes       no        no
private     board     yes      yes       no        no
partners    nobody    -        yes       yes       no
partners    board     -        yes       no        no
partners    board     yes      yes       yes       no
partners    board     changed  yes       no        no
partners    board     back     yes       no        no
partners    short     -        yes       no        no
partners    said      -        yes       no        no
public      nobody    -        yes       yes       yes
public      board     -        yes       no        no
public      board     yes      yes       yes       yes
public      board     changed  yes       no        no
public      board     back     yes       no        no
public      short     yes      yes       yes       yes
public      said      yes      yes       yes       yes
public      both      half     yes       no        no
public      both      yes      yes       yes       yes
"""
HEADER, *ROWS = (tuple(line.split()) for line in READ_BY.strip().splitlines())
NAMING: dict[str, tuple[str, tuple[str, ...]]] = {
    "nobody": ("Two employers closed.", ()),
    "board": (f"The  {BOARDS_NAME.upper()} lost two employers.", ()),
    "short": ("AWB lost two employers.", ()),
    "said": ("The board downtown lost two employers.", (BOARD,)),
    "both": (f"{BOARDS_NAME} and Steppingway lost two employers.", ()),
}
NAMED = {"nobody": (), "both": (BOARD, STEPPINGWAY)}


def how(by: str | Person = NOOR, now: dt.datetime = NOW) -> dict[str, Any]:
    """Who does it when, for an act."""
    return {"actor": person(by) if isinstance(by, str) else by, "now": now}


def written(desk: Desk, **changes: Any) -> KeptRecord[Setback]:
    """A setback of the analyst's."""
    return acts.write_setback(desk, dataclasses.replace(SETBACK, **changes), **how())


def answered(desk: Desk, setback: str, **changes: Any) -> KeptRecord[Adaptation]:
    """An adaptation of the analyst's."""
    adaptation = dataclasses.replace(ADAPTATION, setback=setback, **changes)
    return acts.write_adaptation(desk, adaptation, **how())


def setback_of(desk: Desk, visibility: str, names: str, asked: str) -> KeptRecord[Setback]:
    """A setback as a row of the table says."""
    happened, partners = NAMING[names]
    told: dict[str, Any] = {"happened": happened, "partners": partners}
    one = written(desk, visibility=visibility, **told)
    named = NAMED.get(names, (BOARD,))
    for partner in {"-": (), "half": named[:1]}.get(asked, named):
        acts.approve_words(desk, one.id, partner, **how(STEWARD_OF[partner]))
        if asked == "back":
            acts.take_back_approval(desk, one.id, partner, **how(STEWARD_OF[partner]))
    if asked == "changed":
        other = dataclasses.replace(one.thing, learned="Another lesson.")
        return acts.change_setback(desk, one, other, **how())
    return one
