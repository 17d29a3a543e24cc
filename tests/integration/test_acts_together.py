"""Acts done by many at once, and by a machine that stops: nothing lost, nothing half."""

import os
import signal
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desk_factories import BOARD, CHAIR, NOOR, NOW, TOMAS, WORKFORCE, make_desk, person, placements
from desk_factories import send_rows as send
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.verification import verify_audit
from shared_metrics.errors import Conflict
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.submissions import State

THREADS = 8


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    return make_desk(tmp_path / "home", database_url)


def at_once(*works: Callable[[], object]) -> Counter[str]:
    """Does everything at the same time; counts the answers, by kind."""

    def kind(work: Callable[[], object]) -> str:
        try:
            work()
        except Conflict as conflict:
            return conflict.code
        return "done"

    with ThreadPoolExecutor(THREADS) as threads:
        return Counter(threads.map(kind, works))


def test_many_senders_at_once_all_get_in(desk: Desk) -> None:
    """Eight threads that each send and accept months of their own lose none."""
    first = parse_period("2016-01", PeriodKind.MONTH)
    months = [(first + step).text for step in range(64)]

    def send_and_accept(month: str) -> None:
        (sent,) = send(desk, placements(month), month)
        acts.accept(desk, [sent.id], actor=person(NOOR), now=NOW)

    told = at_once(*(lambda month=month: send_and_accept(month) for month in months))
    assert told == {"done": 64}
    assert len(desk.ledger.accepted_parts(WORKFORCE)) == 64
    assert desk.ledger.revision() == 129  # the people came in with the first row
    assert verify_audit(desk) == []


def test_of_many_files_for_one_cell_one_gets_in(desk: Desk) -> None:
    """Files that race for the same month: one is kept, the others are told."""
    contents = [f"file {number}" for number in range(THREADS)]
    told = at_once(*(lambda c=c: send(desk, placements(), c) for c in contents))
    assert told["done"] == 1
    assert set(told) <= {"done", "second_file", "changed_meanwhile"}
    assert [s.state for s in desk.ledger.submissions()] == [State.PASSED]
    assert verify_audit(desk) == []


def test_of_two_who_accept_one_is_told(desk: Desk) -> None:
    """Two people accept the same file at the same moment: exactly one of them gets a Conflict."""
    (sent,) = send(desk)
    told = at_once(
        *(
            lambda email=email: acts.accept(desk, [sent.id], actor=person(email), now=NOW)
            for email in (NOOR, TOMAS)
        )
    )
    assert told == {"done": 1, "wrong_state": 1}


def test_a_correction_races_with_a_return(desk: Desk) -> None:
    """Whoever comes second is told; the cell never has two answers."""
    (sent,) = send(desk)
    told = at_once(
        lambda: acts.accept(desk, [sent.id], actor=person(NOOR), now=NOW),
        lambda: acts.return_(desk, sent.id, reason="why", actor=person(TOMAS), now=NOW),
        lambda: acts.accept(desk, [sent.id], actor=person(CHAIR), now=NOW),
    )
    assert told == {"done": 1, "wrong_state": 2}
    assert verify_audit(desk) == []


CHILD = """
    import os, signal, sys
    from pathlib import Path
    import desk_factories as make
    from shared_metrics.desk import acts
    from shared_metrics.ledger import store
    from shared_metrics.vault import files

    folder, url, point = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    desk = make.make_desk(folder, url)
    (kept,) = make.send_rows(desk, make.placements("2026-01"), "kept")
    acts.accept(desk, [kept.id], actor=make.person(make.NOOR), now=make.NOW)
    print(kept.id, flush=True)

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    match point:
        case "before the part has its name":
            files._write_through = die
        case "after the part has its name":
            files.sync_folder = die
        case "before the ledger row":
            store.Entry.add = die
        case "between the row and its audit row":
            store.Entry.record = die
        case "before the commit":
            store.sa.Connection.commit = die
            from sqlalchemy.engine import RootTransaction
            RootTransaction._do_commit = die
    make.send_rows(desk, make.placements("2026-02"), "never acknowledged")
    print("acknowledged", flush=True)
"""


@pytest.mark.parametrize(
    "point",
    [
        "before the part has its name",
        "after the part has its name",
        "before the ledger row",
        "between the row and its audit row",
        "before the commit",
    ],
)
def test_a_machine_that_stops_leaves_nothing_half(
    tmp_path: Path, database_url: str, point: str
) -> None:
    """Killed before the commit, at any point: what was acknowledged stands, nothing else does."""
    home = tmp_path / "home"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    program = [sys.executable, "-c", textwrap.dedent(CHILD), str(home), database_url, point]
    child = subprocess.run(
        program, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    told = child.stdout.split()
    assert len(told) == 1

    desk = make_desk(home, database_url)
    assert [(s.id, s.state) for s in desk.ledger.submissions()] == [(told[0], State.ACCEPTED)]
    assert verify_audit(desk) == []
    (again,) = send(desk, placements("2026-02"), "never acknowledged")
    assert (again.state, again.partner, again.same_as) == (State.PASSED, BOARD, None)
