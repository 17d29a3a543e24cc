"""A goal is changed in its file and in the ledger together, by a decision, or not at all."""

import dataclasses
import datetime as dt
import os
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from desk_factories import ADMIN, CHAIR, DEFINITIONS, NOOR, NOW, person
from shared_metrics.agenda import Goal, Point
from shared_metrics.definitions import goals_file, load_definitions
from shared_metrics.desk import Desk, acts, open_desk, questions
from shared_metrics.desk import goals_file as files
from shared_metrics.desk.doctor.examined import Installation, Level
from shared_metrics.desk.doctor.goals import goals as examine_goals
from shared_metrics.desk.goals_file import laid_beside, newest_change, sha256
from shared_metrics.desk.kept_records import keep_new
from shared_metrics.errors import CallersMistake, Conflict, DefinitionsBroken, NotAllowed
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.reviews import Decision, Review, State
from shared_metrics.settings import Settings

GOAL, OTHER = "more_people_placed", "girls_take_part"
WHY = "Two large employers came."
HOW = {"actor": person(NOOR), "now": NOW}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    mine = shutil.copytree(DEFINITIONS, tmp_path / "definitions")
    today = NOW.date()
    return Settings(home=tmp_path / "home", definitions=mine, today=today, _env_file=None)


@pytest.fixture
def desk(settings: Settings) -> Desk:
    return open_desk(settings)


def path_of(desk: Desk) -> Path:
    return goals_file(desk.home.definitions)


def decided(desk: Desk, state: State = State.OPEN, goal: str | None = None) -> str:
    """A decision of a review in this state."""
    at = NOW if state in (State.OPEN, State.CLOSED) else None
    with desk.writing(person(CHAIR), NOW) as entry:
        review = Review("", "Spring review", dt.date(2026, 4, 7), state, opened_at=at)
        held = keep_new(entry, "plan_review", review)
        return keep_new(entry, "decide", Decision("", held.id, "More.", goal=goal)).id


def target(value: str, period: str = "2026-Q4") -> Point:
    return Point(parse_period(period, PeriodKind.QUARTER), Decimal(value))


def asked(desk: Desk, **changes: object) -> Goal:
    changes = changes or {"target": target("250")}
    return dataclasses.replace(desk.definitions.goal(GOAL), **changes)


def change(desk: Desk, goal: Goal | None = None, decision: str = "", **given: object) -> Goal:
    told = {"why": WHY, "decision": decision or decided(desk), **HOW, **given}
    return acts.change_goal(desk, goal or asked(desk), **told)


def test_a_change_stands_in_the_file_the_ledger_and_the_history(
    desk: Desk, settings: Settings
) -> None:
    """Only the goal's own lines change; the next start judges by the new goal from its day on."""
    before = path_of(desk).read_bytes()
    decision = decided(desk)
    change(desk, decision=decision)
    after = path_of(desk).read_bytes()
    old, new = before.decode().split("\n"), after.decode().split("\n")
    first = next(i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    rest = next(i for i, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b)
    own = [line for line in old[first : len(old) - rest] if "- id:" in line]
    assert own == []
    again = open_desk(settings)
    goal = again.definitions.goal(GOAL)
    assert goal.target == target("250")
    assert (goal.agreed_by, goal.agreed_on) == (
        "The review “Spring review” of 8 April 2026",
        NOW.date(),
    )
    assert goal.earlier[-1].why_changed == WHY
    assert goal.known_on(dt.date(2026, 4, 7)).target == target("240")
    (row,) = again.ledger.audit_rows(about=GOAL)
    assert (row.act, row.actor, row.told["decided_in"], row.told["why"]) == (
        "change_goal", NOOR, decision, WHY,
    )  # fmt: skip
    assert row.told["goals_file"] == {"before": sha256(before), "after": sha256(after)}
    assert "value: 240" in row.told["before"]
    assert "value: 250" in row.told["after"]
    assert again.ledger.verify() == []
    assert laid_beside(path_of(desk)) == []


def test_a_new_goal_is_agreed_by_its_review(desk: Desk, settings: Settings) -> None:
    """It comes behind the others, with the review as who agreed; an id cannot come twice."""
    new = asked(desk, id="quite_new", title="Quite new", agreed_by="", earlier=())
    acts.begin_goal(desk, new, decision=decided(desk), **HOW)
    again = open_desk(settings)
    assert again.agenda.goals[-1].agreed_by.startswith("The review “Spring review”")
    with pytest.raises(CallersMistake, match="already"):
        acts.begin_goal(again, new, decision=decided(again), **HOW)


@pytest.mark.parametrize(
    ("state", "goal"),
    [(State.PLANNED, None), (State.CALLED_OFF, None), (State.OPEN, OTHER)],
)
def test_a_change_needs_a_decision_of_a_review_about_it(
    desk: Desk, state: State, goal: str | None
) -> None:
    """A review that has not been open, or another goal, decides nothing here."""
    decision = decided(desk, state, goal)
    before, revision = path_of(desk).read_bytes(), desk.ledger.revision()
    for named in (decision, "dec_none"):
        with pytest.raises(CallersMistake) as refused:
            change(desk, decision=named)
        assert refused.value.code == "unknown_decision"
    assert path_of(desk).read_bytes() == before
    assert desk.ledger.revision() == revision


@pytest.mark.parametrize("goal", [None, GOAL])
def test_a_closed_review_still_counts(desk: Desk, goal: str | None) -> None:
    """What was decided stays decided after the meeting."""
    assert change(desk, decision=decided(desk, State.CLOSED, goal)).target == target("250")


def test_who_may_not_writes_nothing(desk: Desk) -> None:
    """An operator changes no goal, and nothing lies beside the file."""
    decision = decided(desk)
    with pytest.raises(NotAllowed):
        change(desk, decision=decision, actor=person(ADMIN))
    assert laid_beside(path_of(desk)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"target": target("100")},
        {"target": target("250", "2023-Q1")},
        {"path": "milestones"},
        {"next_review": dt.date(2020, 1, 1)},
        {"title": "lone \ud800"},
    ],
)
def test_what_is_not_sound_is_refused_with_its_problem(
    desk: Desk, changes: dict[str, object]
) -> None:
    """The real loader reads the new text first; file and ledger stay as they were."""
    decision = decided(desk)
    before, revision = path_of(desk).read_bytes(), desk.ledger.revision()
    for attempt in (
        lambda: change(desk, asked(desk, **changes), decision),
        lambda: questions.goal_preview(desk, person(NOOR), asked(desk, **changes)),
    ):
        with pytest.raises(DefinitionsBroken) as broken:
            attempt()
        assert broken.value.problems
    assert path_of(desk).read_bytes() == before
    assert desk.ledger.revision() == revision


def test_a_file_changed_by_hand_is_not_written_over(desk: Desk) -> None:
    """Not before the change, and not while it waits for the ledger either."""
    decision, path = decided(desk), path_of(desk)
    by_hand = path.read_bytes() + b"# by hand\n"
    path.write_bytes(by_hand)
    with pytest.raises(Conflict) as refused:
        change(desk, decision=decision)
    assert refused.value.code == "definitions_changed"
    assert path.read_bytes() == by_hand


def test_of_two_changes_at_once_the_second_is_told(desk: Desk, settings: Settings) -> None:
    """Whoever looked at the goal before another's change looks again."""
    other, decision = open_desk(settings), decided(desk)
    change(desk, decision=decision)
    with pytest.raises(Conflict) as refused:
        change(other, asked(other, owner="Ann"), decision)
    assert refused.value.code == "definitions_changed"
    assert open_desk(settings).definitions.goal(GOAL).target == target("250")


# --- stopped in between -------------------------------------------------------------------


def examined(desk: Desk) -> list[Level]:
    return [
        one.level for one in examine_goals(Installation(desk.settings, desk.home, desk.ledger, NOW))
    ]


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_stopped_before_the_ledger_nothing_happened(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new text was only beside the file, and goes."""
    decision, before = decided(desk), path_of(desk).read_bytes()
    monkeypatch.setattr(files, "check_unchanged", stop)
    with pytest.raises(KeyboardInterrupt):
        change(desk, decision=decision)
    assert path_of(desk).read_bytes() == before
    assert laid_beside(path_of(desk)) == []
    assert newest_change(desk.ledger) is None


def test_killed_before_the_ledger_what_lies_beside_counts_for_nothing(
    desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is left for an hour, in case somebody is at work, and then removed."""
    decision = decided(desk)
    monkeypatch.setattr(files, "check_unchanged", stop)
    monkeypatch.setattr(files, "take_back", lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        change(desk, decision=decision)
    assert open_desk(settings).definitions.goal(GOAL).target == target("240")
    (beside,) = laid_beside(path_of(desk))
    long_ago = beside.stat().st_mtime - 2 * files.OLD_SECONDS
    os.utime(beside, (long_ago, long_ago))
    assert open_desk(settings).definitions.goal(GOAL).target == target("240")
    assert laid_beside(path_of(desk)) == []


def finished_at_the_next_start(desk: Desk) -> Desk:
    return open_desk(desk.settings)


def finished_by_the_next_change(desk: Desk) -> Desk:
    with pytest.raises(Conflict):
        change(desk, asked(desk, owner="Ann"))
    return dataclasses.replace(desk, definitions=load_definitions(desk.home.definitions))


@pytest.mark.parametrize("finished", [finished_at_the_next_start, finished_by_the_next_change])
def test_stopped_after_the_ledger_the_change_is_finished(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, finished: Callable[[Desk], Desk]
) -> None:
    """What the ledger tells counts: the doctor says so, and the file follows."""
    decision, before = decided(desk), path_of(desk).read_bytes()
    with monkeypatch.context() as stopped:
        stopped.setattr(files, "put_in_place", stop)
        with pytest.raises(KeyboardInterrupt):
            change(desk, decision=decision)
    assert path_of(desk).read_bytes() == before
    assert examined(desk) == [Level.LOOK]
    again = finished(desk)
    assert again.definitions.goal(GOAL).target == target("250")
    assert laid_beside(path_of(desk)) == []
    assert examined(again) == [Level.FINE]


def test_the_doctor_names_a_change_that_never_reached_the_file(desk: Desk) -> None:
    """An old file beside a newer ledger is told; one changed by hand is as it should be."""
    before = path_of(desk).read_bytes()
    change(desk)
    path_of(desk).write_bytes(before)
    assert examined(desk) == [Level.BROKEN]
    path_of(desk).write_bytes(before + b"# by hand\n")
    assert examined(desk) == [Level.FINE]


# --- looking before -----------------------------------------------------------------------


def test_a_preview_keeps_nothing_and_judges_by_the_new_goal(sample_desk: Desk) -> None:
    """What is needed by now differs; the figures, the file and the ledger do not."""
    noor, revision = sample_desk.person(NOOR), sample_desk.ledger.revision()
    goal = dataclasses.replace(sample_desk.definitions.goal(GOAL), target=target("400"))
    found = questions.goal_preview(sample_desk, noor, goal)
    assert found.now is not None
    assert found.then.standing.needed_by_now > found.now.standing.needed_by_now
    assert found.then.standing.value == found.now.standing.value
    assert found.changes == ("target",)
    assert found.makes_version
    words = dataclasses.replace(sample_desk.definitions.goal(GOAL), owner="Ann")
    assert not questions.goal_preview(sample_desk, noor, words).makes_version
    assert sample_desk.ledger.revision() == revision
