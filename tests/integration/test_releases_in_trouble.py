"""Publishing that is killed, meets a full disk or meets somebody else: the old release stays up."""

import dataclasses
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desk_factories import CHAIR, NOOR, TOMAS, make_desk
from integration.test_disk_in_trouble import fill, mounted
from releasing_factories import (
    IN_JUNE,
    PUBLIC_PLAN,
    SIMPLE,
    copied,
    planned,
    prepare,
    publish,
    published_desk,
    releasing_desk,
)
from shared_metrics.desk import Desk
from shared_metrics.desk.home import RELEASES
from shared_metrics.desk.questions import releases as questions
from shared_metrics.desk.releasing.shelf import shelf_of
from shared_metrics.desk.releasing.verifying import verify_release
from shared_metrics.errors import Conflict, InstallationProblem, SharedMetricsError

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with R1, and R2 as a draft."""
    desk = published_desk(tmp_path_factory.mktemp("made") / "home")
    prepare(desk)
    desk.ledger.close()
    return desk.home.folder


def is_served(desk: Desk, release_id: str) -> None:
    """The public reads this release, whole, and all of the history agrees."""
    edition = questions.latest_edition(desk)
    assert edition is not None
    assert edition.id == release_id
    assert verify_release(desk, release_id, protection=SIMPLE) == []
    assert desk.ledger.verify() == []


def is_tidy(desk: Desk) -> None:
    """Every folder there is belongs to a row, and every row has its folder."""
    rows = [row for row in desk.ledger.releases() if row.state not in ("replaced", "discarded")]
    found = {path.name for path in (desk.home.folder / RELEASES).iterdir()}
    assert found == {row.folder for row in rows}
    assert [shelf_of(desk.home).problems(row) for row in rows] == [[]] * len(rows)


# --- killed -----------------------------------------------------------------------------------

POINTS = [
    *((call, nth, when) for call, nth in (("fsync", 1), ("fsync", 9)) for when in ("before",)),
    *(("rename", 1, when) for when in ("before", "after")),
    *(("commit", 1, when) for when in ("before", "after")),
    ("fsync", 21, "after"),
]


def kill(home: Path, act: str, *point: object) -> bool:
    """Does an act in a process that kills itself; whether the act was acknowledged."""
    words = [sys.executable, TESTS / "killed_releasing.py", home, act, *map(str, point)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}
    child = subprocess.run(
        words, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert child.returncode in (0, -signal.SIGKILL), child.stderr
    return child.stdout == "done"


@pytest.mark.parametrize("point", POINTS, ids=lambda point: " ".join(map(str, point)))
def test_publishing_that_is_killed(made: Path, tmp_path: Path, point: tuple[object, ...]) -> None:
    """Wherever it dies, R1 is served or all of R2; the next attempt is clean."""
    home = copied(made, tmp_path / "home").home.folder
    done = kill(home, "publish", *point)
    desk = planned(make_desk(home), PUBLIC_PLAN)
    is_public = [row.id for row in questions.releases(desk)] == ["R1", "R2"]
    assert is_public or not done
    assert is_public is (done or point == ("commit", 1, "after"))
    is_served(desk, "R2" if is_public else "R1")
    if not is_public:
        publish(desk)
        is_served(desk, "R2")
    prepare(desk, now=IN_JUNE)
    is_tidy(desk)


@pytest.mark.parametrize("point", POINTS[1:6], ids=lambda point: " ".join(map(str, point)))
def test_preparing_that_is_killed(made: Path, tmp_path: Path, point: tuple[object, ...]) -> None:
    """The draft there was, or all of the new one; either can be published."""
    home = copied(made, tmp_path / "home").home.folder
    kill(home, "prepare", *point)
    desk = planned(make_desk(home), PUBLIC_PLAN)
    is_served(desk, "R1")
    (draft,) = [row for row in desk.ledger.releases() if row.state == "prepared"]
    assert shelf_of(desk.home).problems(draft) == []
    publish(desk)
    is_served(desk, "R2")
    prepare(desk, now=IN_JUNE)
    is_tidy(desk)


# --- at the same moment -----------------------------------------------------------------------


def together(*acts: Callable[[], object]) -> list[object]:
    """Does all of them at once; what each answered or raised."""
    answers: list[object] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(at: int) -> None:
        gate.wait()
        try:
            answers[at] = acts[at]()
        except SharedMetricsError as error:
            answers[at] = error

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def codes_of(answers: list[object]) -> list[str]:
    assert None not in answers
    return [one.code for one in answers if isinstance(one, SharedMetricsError)]


def test_two_who_publish_at_once(database_url: str, tmp_path: Path) -> None:
    """One of them does, the other is told; it is public once and whole."""
    desk = releasing_desk(tmp_path / "home", database_url)
    prepare(desk)
    meet = threading.Barrier(2)

    def gate(*how: object) -> list[str]:
        meet.wait(timeout=60)  # both have read the draft and passed the checklist
        return SIMPLE.gate(*how)

    def by(email: str) -> Callable[[], object]:
        return lambda: publish(desk, by=email, protection=dataclasses.replace(SIMPLE, gate=gate))

    answers = together(by(TOMAS), by(CHAIR))
    assert codes_of(answers) == ["changed_meanwhile"], answers
    is_served(desk, "R1")
    is_tidy(desk)


def test_two_who_prepare_at_once(database_url: str, tmp_path: Path) -> None:
    """The later one takes the place of the earlier one; one draft is left, and whole."""
    desk = releasing_desk(tmp_path / "home", database_url)
    people = (NOOR, TOMAS, CHAIR)
    assert codes_of(together(*(lambda e=e: prepare(desk, by=e) for e in people))) == []
    states = sorted(row.state.value for row in desk.ledger.releases())
    assert states == ["prepared", "replaced", "replaced"]
    is_tidy(desk)
    publish(desk, by=next(e for e in (NOOR, TOMAS) if not prepared_by(desk, e)))
    is_served(desk, "R1")


def prepared_by(desk: Desk, email: str) -> bool:
    return any(
        row.prepared_by == email for row in desk.ledger.releases() if row.state == "prepared"
    )


def test_a_draft_published_while_another_is_prepared(database_url: str, tmp_path: Path) -> None:
    """Who prepared on the old history is told to do it again."""
    desk = releasing_desk(tmp_path / "home", database_url)
    prepare(desk)

    def protected(*how: object) -> object:
        safe = SIMPLE.protected(*how)
        if not questions.releases(desk):
            publish(desk)
        return safe

    with pytest.raises(Conflict, match="R1 was published at the same moment"):
        prepare(desk, by=CHAIR, protection=dataclasses.replace(SIMPLE, protected=protected))
    is_served(desk, "R1")
    is_tidy(desk)


# --- a full disk ------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [prepare, publish], ids=["prepare", "publish"])
@pytest.mark.parametrize("left", [0, 8192, 32768, 65536])
def test_a_full_disk_keeps_the_old_release_up(
    made: Path, tmp_path: Path, act: Callable[[Desk], object], left: int
) -> None:
    """Wherever it fills up it is called full, R1 is served, and with room the act is done."""
    with mounted(tmp_path / "disk", "6m") as disk:
        desk = copied(made, disk / "home")
        desk.ledger.revision()
        filler = fill(disk, left)
        with pytest.raises(InstallationProblem) as told:
            act(desk)
        assert (told.value.code, bool(told.value.hint)) == ("disk_full", True)
        is_served(desk, "R1")
        filler.unlink()
        act(desk)
        is_tidy(desk)
        desk.ledger.close()
