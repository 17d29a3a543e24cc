"""Everything as it was known on a day, from the ledger alone."""

import datetime as dt
from pathlib import Path

import pytest

from desk_factories import BOARD, DEFINITIONS, NOOR, WORKFORCE, person, placements, send_rows
from keeping_factories import settings
from shared_metrics.desk import Desk, acts, open_desk, questions
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics import Question
from shared_metrics.submissions import State

JANUARY, MARCH = (
    dt.datetime(2026, 1, 20, 9, tzinfo=dt.UTC),
    dt.datetime(2026, 3, 9, 9, tzinfo=dt.UTC),
)
DAYS = [
    # day, state of the first file, of its correction, people placed
    ("2026-01-19", None, None, None),
    ("2026-01-20", State.ACCEPTED, None, 7),
    ("2026-03-08", State.ACCEPTED, None, 7),
    ("2026-03-09", State.SUPERSEDED, State.ACCEPTED, 8),
    ("2026-04-01", State.SUPERSEDED, State.ACCEPTED, 8),
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(settings(tmp_path / "home", definitions=DEFINITIONS))


@pytest.fixture
def corrected(desk: Desk) -> tuple[Desk, str, str]:
    """A file accepted in January and its correction accepted in March."""
    (first,) = send_rows(desk, placements("2025-12", placed=7), now=JANUARY)
    acts.accept(desk, [first.id], actor=person(NOOR), now=JANUARY)
    (second,) = send_rows(desk, placements("2025-12", placed=8), "two", mode="replace", now=MARCH)
    acts.accept(desk, [second.id], actor=person(NOOR), now=MARCH)
    return desk, first.id, second.id


@pytest.mark.parametrize(("day", "first", "second", "placed"), DAYS)
def test_a_correction_has_not_happened_before_it_did(
    corrected: tuple[Desk, str, str],
    day: str,
    first: State | None,
    second: State | None,
    placed: int | None,
) -> None:
    """States, lists and measured figures agree on what was known."""
    desk, one, two = corrected
    then = desk.known_at(dt.date.fromisoformat(day))
    states = {s.id: s.state for s in then.ledger.submissions()}
    assert (states.get(one), states.get(two)) == (first, second)
    table = questions.measured(then, "placements", Question())
    assert [row for row in table["numerator"].to_list() if row is not None] == (
        [placed] if placed else []
    )
    counting = then.ledger.standing(BOARD, WORKFORCE, "2025-12").get(State.ACCEPTED)
    assert (counting is None) is (placed is None)
    assert then.today() == dt.date.fromisoformat(day)
    if second is None:
        with pytest.raises(CallersMistake, match="no submission"):
            then.ledger.submission(two)


def test_a_day_to_come_is_refused(desk: Desk) -> None:
    """Nothing is known of it."""
    with pytest.raises(CallersMistake, match="still to come"):
        desk.known_at(desk.today() + dt.timedelta(1))


def test_the_present_is_not_touched_by_asking_for_the_past(
    corrected: tuple[Desk, str, str],
) -> None:
    """What is kept for one day is never the answer for another; nothing is written."""
    desk, *_ = corrected
    revision = desk.ledger.revision()
    then = desk.known_at(dt.date(2026, 2, 1))
    old = questions.measured(then, "placements", Question())["numerator"].to_list()
    new = questions.measured(desk, "placements", Question())["numerator"].to_list()
    assert (old, new) == ([7], [8])
    assert questions.measured(then, "placements", Question())["numerator"].to_list() == old
    with pytest.raises(CallersMistake, match="it can be read, not changed"):
        acts.accept(then, ["sub_aaaaaaaaaaaaaaaa"], actor=person(NOOR), now=MARCH)
    assert desk.ledger.revision() == revision
    assert desk.known_at(dt.date(2026, 2, 1)).ledger is then.ledger, "what is worked out is kept"
