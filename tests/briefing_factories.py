"""A review as it was frozen, with an item of every kind, on a small edition."""

import dataclasses
import datetime as dt
from functools import cache
from typing import Any

from edition_factories import edition
from shared_metrics.desk.reviewing.frozen import Frozen, Minutes
from shared_metrics.learning import Adaptation, FieldNote, Setback
from shared_metrics.releases import Correction, Edition, ReleasedSetback
from shared_metrics.reviews import AgendaItem, Commitment, Decision

DAY = dt.date(2026, 4, 30)
TABLES = ("placements-quarter", "placements-quarter-by-sector", "stem_girls_share-quarter")
GOALS = ("more_people_placed", "girls_take_part")
BOARD = "arroyo_workforce_board"
OWNERS = {BOARD: "Arroyo Workforce Board", "backbone": "Arroyo Valley Progress Office"}
SETBACK = Setback(
    id="closed_road",
    title="The road to the camps was closed",
    metrics=("placements",),
    period="2025-06",
    expected="Camps would fill by May.",
    happened="A third of the places stayed empty.",
    learned="The way home comes first.",
    visibility="partners",
)
ADAPTATION = Adaptation(
    id="buses",
    setback=SETBACK.id,
    period="2025-09",
    changed="Buses stop at six camps.",
    check_back=dt.date(2026, 4, 1),
    action="community",
    who_does_what="The district runs them.",
)
NOTE = FieldNote("heard", "Buses stop too early.", BOARD, "2026-03", ("placements",), "partners")
LATE = Commitment("call", "Call the employers", BOARD, dt.date(2026, 4, 1), goal=GOALS[0])
DONE = Commitment(
    "ask", "Ask the drivers", "backbone", dt.date(2026, 3, 1), state="done", note="They told us."
)
CORRECTED = (
    Correction(TABLES[0], "2025-Q4", {}, "171", "183", "Counted under the wrong quarter."),
    Correction(TABLES[1], "2025-Q4", {"sector": "nonprofit"}, "58", "suppressed", ""),
)
ITEMS = (
    AgendaItem(
        f"status:{GOALS[0]}",
        "status",
        "More people placed in lasting jobs",
        ("It is on track. It was behind at the last review.", "A sentence."),
        GOALS[0],
    ),
    AgendaItem(
        "restatement:placements",
        "restatement",
        "People placed in jobs",
        ("2 figures read otherwise than at the last review.",),
        GOALS[0],
        "placements",
    ),
    AgendaItem(
        "check_back:buses",
        "check_back",
        SETBACK.title,
        ("We changed: Buses stop at six camps.", "Did it help?"),
        about=ADAPTATION.id,
    ),
    AgendaItem("setback:closed_road", "setback", SETBACK.title, ("Told.",), about=SETBACK.id),
    AgendaItem("field_note:heard", "field_note", "Heard in the field", ("x",), about=NOTE.id),
    AgendaItem("commitment:call", "commitment", LATE.text, ("What would help?",), about=LATE.id),
    AgendaItem("coverage", "coverage", "How complete the figures are", ("20 of 21 files are in.",)),
    AgendaItem("own:summer", "own", "The summer break"),
)


@cache
def small_edition() -> Edition:
    """Two goals and three tables; the first goal is marked with the setback."""
    whole = edition()
    tables = {id_: whole.tables[id_] for id_ in TABLES}
    made = edition("review-2", goals=GOALS, tables=tables, corrections=CORRECTED)
    first, *others = made.release.goals
    marked = dataclasses.replace(first, setbacks=(ReleasedSetback(SETBACK, (ADAPTATION,)),))
    release = dataclasses.replace(made.release, goals=(marked, *others))
    return dataclasses.replace(made, release=release)


def frozen(**changed: Any) -> Frozen:
    """What the review was opened with."""
    one = Frozen(
        id="rvw_spring",
        title="Spring review",
        on=DAY,
        data_to=dt.date(2026, 3, 31),
        as_of="A120",
        frozen_on=DAY,
        previous="rvw_winter",
        previous_title="Winter review",
        items=ITEMS,
        goals=(),
        setbacks=(SETBACK,),
        adaptations=(ADAPTATION,),
        field_notes=(NOTE,),
        commitments=(LATE, DONE),
        owners=OWNERS,
    )
    return dataclasses.replace(one, **changed)


def minutes(**changed: Any) -> Minutes:
    """What was written down until it was closed."""
    one = Minutes(
        review="rvw_spring",
        closed_on=DAY,
        closed_by="Noor Haddad",
        items=ITEMS,
        decisions=(
            Decision("dec_1", "rvw_spring", "The goal counts camps too.", ITEMS[0].key, GOALS[0]),
            Decision("dec_2", "rvw_spring", "We meet in the library."),
        ),
        commitments=(LATE,),
        setbacks=(SETBACK,),
        adaptations=(ADAPTATION,),
        field_notes=(NOTE,),
        owners=OWNERS,
        kept_back=2,
    )
    return dataclasses.replace(one, **changed)
