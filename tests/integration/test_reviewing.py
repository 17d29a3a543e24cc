"""Reviews: frozen when they are opened, written down in together, closed for good."""

import dataclasses
import datetime as dt
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from desk_factories import BOARD, CHAIR, NOOR, ROSA, STEPPINGWAY, person
from learning_factories import ADAPTATION, NOTE, SETBACK
from releasing_factories import (
    IN_MAY,
    PARTNERS_OF,
    SIMPLE,
    accept_placed,
    prepare,
    publish,
    published_desk,
    releasing_desk,
)
from reviewing_factories import JUNE, MAY, closed, committed, decided, how, opened, plan, shown
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.home import remember
from shared_metrics.desk.keeping import back_up, restore
from shared_metrics.desk.kept_records import kept
from shared_metrics.desk.questions import reviewing
from shared_metrics.desk.questions.preparation import preparation
from shared_metrics.desk.questions.releases import draft
from shared_metrics.desk.releasing.verifying import verify_release
from shared_metrics.desk.reviewing.frozen import Minutes
from shared_metrics.desk.verification import sweep, verify_audit
from shared_metrics.errors import CallersMistake, Conflict, InstallationProblem, NotAllowed
from shared_metrics.reviews import Decision, Review, State
from shared_metrics.settings import Settings
from shared_metrics.vault import original_path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return releasing_desk(tmp_path)


def frozen_bytes(desk: Desk, review_id: str) -> list[bytes]:
    """Every file a review named: what was frozen, and its minutes."""
    one = next(r for r in kept(desk.ledger, Review) if r.id == review_id)
    return [desk.vault.original(sha256) for sha256 in one.files]


def keys(desk: Desk, review_id: str) -> list[str]:
    return [item.key for item in shown(desk, review_id).items]


def kinds(desk: Desk, review_id: str) -> list[str]:
    return [item.kind for item in shown(desk, review_id).items]


def figures(desk: Desk, review_id: str) -> dict[str, bytes]:
    return {id_: t.as_csv() for id_, t in shown(desk, review_id).edition.tables.items()}


# --- frozen ---------------------------------------------------------------------------------


def test_what_comes_later_changes_nothing(desk: Desk) -> None:
    """An opened review's figures and files stay byte for byte, whatever is accepted afterwards."""
    one = opened(desk)
    before, seen = frozen_bytes(desk, one.id), figures(desk, one.id)
    accept_placed(desk, "2026-03", 75)
    assert figures(desk, one.id) == seen
    closed(desk, one.id)
    accept_placed(desk, "2026-03", 80)
    assert frozen_bytes(desk, one.id)[:1] == before
    later = opened(desk, "Summer review", JUNE)
    assert figures(desk, later.id) != seen


def test_a_rehearsal_is_what_is_frozen(desk: Desk) -> None:
    """The agenda looked at beforehand is the one that is opened, figure for figure."""
    desk = dataclasses.replace(
        desk, settings=desk.settings.model_copy(update={"today": MAY.date()})
    )
    one = plan(desk)
    first = reviewing.review_planned(desk, person(CHAIR), one.id, protection=SIMPLE)
    acts.open_review(desk, one.id, protection=SIMPLE, **how())
    again = shown(desk, one.id)
    assert again.frozen.items == first.frozen.items
    assert {i: t.as_csv() for i, t in again.edition.tables.items()} == {
        i: t.as_csv() for i, t in first.edition.tables.items()
    }


def test_it_says_what_it_was_read_from(desk: Desk) -> None:
    """The review names the last day of its figures, the state of the ledger, the release before."""
    revision = desk.ledger.revision() + 1  # with the act that planned it
    review = opened(desk).thing
    assert (review.state, review.data_to, review.number) == (State.OPEN, dt.date(2026, 4, 30), 1)
    assert (review.as_of, review.after_release, review.previous) == (f"A{revision}", None, None)


def test_without_a_plan_for_partners_the_room_sees_what_the_public_may(desk: Desk) -> None:
    """A partnership that planned for the public alone can hold reviews all the same."""
    assert desk.agenda.plan_for("partners") is None
    assert set(figures(desk, opened(desk).id)) == {
        "placements-month",
        "placements-quarter",
    } | {id_ for id_ in figures(desk, opened(desk, "Another").id) if "-by-" in id_}


def test_nobody_late_is_named_on_the_agenda(desk: Desk) -> None:
    """How complete figures are is said without a partner's name, though nearly all are late."""
    sheet = preparation(desk, person(NOOR))
    late = {desk.definitions.partner(one.cell.partner).name for one in sheet.late}
    items = shown(desk, opened(desk).id).items
    assert len(late) > 5
    assert any("files are in" in words for item in items for words in item.says)
    assert [name for name in late if name in str([item.says for item in items])] == []


def test_figures_partners_have_seen_are_not_taken_back(desk: Desk) -> None:
    """A review shows at least as much as the one before it."""
    opened(desk, now=JUNE)
    with pytest.raises(CallersMistake, match="have seen figures up to"):
        opened(desk, "Earlier", JUNE, data_to=dt.date(2026, 1, 31))


# --- the gate -------------------------------------------------------------------------------


def refusing(*violations: str) -> object:
    return dataclasses.replace(SIMPLE, gate=lambda *_: list(violations))


def test_a_gate_that_finds_anything_keeps_the_review_closed(desk: Desk) -> None:
    """On a violation nothing is opened, nothing is kept, and it can be tried again."""
    one = plan(desk)
    before = desk.ledger.revision()
    with pytest.raises(Conflict, match="A small number shows") as told:
        acts.open_review(desk, one.id, protection=refusing("A small number shows."), **how())
    assert (told.value.code, desk.ledger.revision()) == ("gate_closed", before)
    assert acts.open_review(desk, one.id, protection=SIMPLE, **how()).thing.state is State.OPEN


def test_minutes_with_a_hidden_number_stay_open(desk: Desk) -> None:
    """Words that tell a number that is hidden do not leave; nothing that was written is lost."""
    one = opened(desk)
    decided(desk, one.id, "All 4,711 of them.")

    strict = finds(b"4,711")
    with pytest.raises(Conflict, match="minutes"):
        closed(desk, one.id, protection=strict)
    assert shown(desk, one.id).review.state is State.OPEN
    seen = reviewing.review_captured(desk, person(CHAIR), one.id).decisions[0]
    acts.reword_decision(desk, seen, "All of them.", **how())
    assert closed(desk, one.id, protection=strict).thing.state is State.CLOSED


def finds(number: bytes) -> object:
    """Protection that finds one number wherever it stands."""

    def find(_private: object, files: Mapping[str, bytes]) -> list[str]:
        return [f"It stands in {name}." for name, said in files.items() if number in said]

    return dataclasses.replace(SIMPLE, found_in=find)


def test_a_point_of_the_chairs_tells_no_hidden_number(desk: Desk) -> None:
    """Partners read the agenda once it is open: what is added passes the gate, then and later."""
    strict, point = finds(b"4,711"), acts.own_item("Why only 4,711?")
    one = plan(desk)
    one = acts.arrange_review(desk, one, order=[], removed=[], added=[point], **how())
    with pytest.raises(Conflict) as told:
        acts.open_review(desk, one.id, protection=strict, **how())
    assert told.value.code == "gate_closed"
    one = acts.arrange_review(desk, one, order=[], removed=[], added=[], **how())
    one = acts.open_review(desk, one.id, protection=SIMPLE, **how())
    with pytest.raises(Conflict, match="Partners cannot read it so"):
        acts.arrange_review(
            desk, one, order=[], removed=[], added=[point], protection=strict, **how()
        )


def test_nobody_closes_a_review_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is second, however late they notice, leaves the first minutes as they are."""
    one = opened(desk)
    real = acts.reviewing.unpacked

    def slowly(*args: object) -> object:
        monkeypatch.setattr(acts.reviewing, "unpacked", real)
        closed(desk, one.id)
        return real(*args)

    monkeypatch.setattr(acts.reviewing, "unpacked", slowly)
    with pytest.raises(Conflict) as told:
        closed(desk, one.id, JUNE)
    assert told.value.code == "wrong_state"
    minutes = reviewing.review_minutes(desk, person(ROSA), one.id)
    assert minutes is not None
    assert minutes.closed_on == MAY.date()


def test_a_reason_to_drop_something_is_its_owners(desk: Desk) -> None:
    """What was done is told to all, why something was dropped is not."""
    first = opened(desk)
    for text, state, note in (("One", "done", "We did."), ("Two", "dropped", "She is leaving.")):
        seen = committed(desk, first.id, BOARD, JUNE.date(), text)
        acts.change_commitment(desk, seen, state=state, note=note, **how())
    closed(desk, first.id)
    after = opened(desk, "Next", JUNE)
    told = (*shown(desk, after.id).frozen.commitments, *minutes_of(desk, first.id).commitments)
    assert {c.note for c in told} == {"We did.", ""}


def minutes_of(desk: Desk, review_id: str) -> Minutes:
    found = reviewing.review_minutes(desk, person(ROSA), review_id)
    assert found is not None
    return found


def test_a_file_accepted_meanwhile_is_noticed(desk: Desk) -> None:
    """Figures that change while they are frozen are not frozen half old, half new."""
    one = plan(desk)

    def slowly(*args: object) -> object:
        safe = SIMPLE.protected(*args)  # type: ignore[arg-type]  # as it is called
        accept_placed(desk, "2026-03", 99)
        return safe

    with pytest.raises(Conflict) as told:
        acts.open_review(
            desk, one.id, protection=dataclasses.replace(SIMPLE, protected=slowly), **how()
        )
    assert told.value.code == "changed_meanwhile"
    assert acts.open_review(desk, one.id, protection=SIMPLE, **how()).thing.state is State.OPEN


def test_a_draft_made_before_a_review_is_prepared_again(tmp_path: Path) -> None:
    """Partners saw more since: the release's proof is made anew, and holds with reviews between."""
    desk = published_desk(tmp_path)
    accept_placed(desk, "2026-04", 55)
    june = dt.datetime(2026, 6, 20, 17, 0, tzinfo=dt.UTC)
    prepare(desk, now=june)
    opened(desk, now=JUNE)
    with pytest.raises(Conflict, match="a review was opened"):
        publish(desk, now=june)
    prepare(desk, now=june)
    publish(desk, now=june)
    assert verify_release(desk, "R1", protection=SIMPLE) == []
    assert verify_release(desk, "R2", protection=SIMPLE) == []
    assert shown(desk, opened(desk, "After", JUNE).id).review.after_release == "R2"


def test_a_release_is_held_against_every_review_before_it(tmp_path: Path) -> None:
    """What partners saw at a review is in the history their next edition is protected with."""
    desk = published_desk(tmp_path)
    review = opened(desk, now=IN_MAY)
    seen: list[str] = []

    def noting(d: object, plan_: object, to: object, past: object) -> object:
        seen.extend(one.id for one in past)  # type: ignore[attr-defined]  # past audiences
        return SIMPLE.protected(d, plan_, to, past)  # type: ignore[arg-type]  # as it is called

    noted = dataclasses.replace(SIMPLE, protected=noting)
    opened(desk, "Next", JUNE, protection=noted)
    assert seen == ["R1", review.id]


# --- the agenda -----------------------------------------------------------------------------


def test_the_first_review_looks_at_every_goal(desk: Desk) -> None:
    """Nothing was shown before, so each goal with figures is an item, in the agenda's order."""
    one = opened(desk)
    goals = [goal.goal.id for goal in shown(desk, one.id).edition.release.goals]
    assert keys(desk, one.id)[: len(goals)] == [f"status:{goal}" for goal in goals]


def test_the_next_review_holds_what_is_due(desk: Desk) -> None:
    """Restated figures, a due check-back, what is new, what is overdue; in this order."""
    first = opened(desk)
    setback = acts.write_setback(
        desk, dataclasses.replace(SETBACK, visibility="partners", review=first.id), **how()
    )
    acts.write_setback(desk, dataclasses.replace(SETBACK, title="Kept inside"), **how())
    due = MAY.date() + dt.timedelta(14)
    back = acts.write_adaptation(
        desk, dataclasses.replace(ADAPTATION, setback=setback.id, check_back=due), **how()
    )
    owed = committed(desk, first.id, BOARD, due)
    committed(desk, first.id, STEPPINGWAY, JUNE.date() + dt.timedelta(30), "Not due yet.")
    closed(desk, first.id)
    accept_placed(desk, "2026-03", 75)
    second = opened(desk, "Summer review", JUNE)
    wanted = ["restatement", "check_back", "setback", "commitment"]
    assert [kind for kind in kinds(desk, second.id) if kind in wanted] == wanted
    found = keys(desk, second.id)
    assert {f"check_back:{back.id}", f"setback:{setback.id}", f"commitment:{owed.id}"} <= {*found}
    assert "Kept inside" not in str(shown(desk, second.id).items)
    closed(desk, second.id, JUNE)
    third = opened(desk, "Autumn review", JUNE)
    assert f"setback:{setback.id}" not in keys(desk, third.id)
    assert f"check_back:{back.id}" in keys(desk, third.id)


def test_a_check_back_that_found_an_outcome_is_gone(desk: Desk) -> None:
    """What was looked at again does not come back, what is too early comes on its next day."""
    first = opened(desk)
    setback = acts.write_setback(desk, dataclasses.replace(SETBACK, visibility="partners"), **how())
    today = MAY.date()
    answers = [
        acts.write_adaptation(
            desk,
            dataclasses.replace(ADAPTATION, changed=words, setback=setback.id, check_back=today),
            **how(),
        )
        for words in ("One", "Two")
    ]
    acts.check_back(desk, answers[0].id, outcome="helped", seen="It did.", **how())
    later = JUNE.date() + dt.timedelta(40)
    acts.check_back(
        desk, answers[1].id, outcome="too_early", seen="Not yet.", next_check_back=later, **how()
    )
    closed(desk, first.id)
    minutes = reviewing.review_minutes(desk, person(ROSA), first.id)
    assert minutes is not None
    assert minutes.kept_back == 0
    second = opened(desk, "Summer review", JUNE)
    assert not [key for key in keys(desk, second.id) if key.startswith("check_back:")]


def test_the_chair_arranges_the_agenda(desk: Desk) -> None:
    """Items are moved, taken off, added and brought back, before and after it is opened."""
    one = plan(desk)
    first = reviewing.review_planned(desk, person(CHAIR), one.id, protection=SIMPLE)
    *_, last = first.items
    own = acts.own_item("Lunch")
    one = acts.arrange_review(
        desk, one, order=[last.key], removed=[first.items[0].key], added=[own], **how()
    )
    acts.open_review(desk, one.id, protection=SIMPLE, **how())
    found = keys(desk, one.id)
    assert (found[0], found[-1]) == (last.key, own.key)
    assert first.items[0].key not in found
    seen = reviewing.review(desk, person(CHAIR), one.id)
    acts.arrange_review(desk, seen, order=[], removed=[], added=[], protection=SIMPLE, **how())
    assert keys(desk, one.id) == [item.key for item in first.items]


def test_two_who_arrange_at_once_are_told(desk: Desk) -> None:
    """The second change is not written over the first."""
    one = plan(desk)
    acts.arrange_review(desk, one, order=[], removed=["coverage"], added=[], **how())
    with pytest.raises(Conflict) as told:
        acts.arrange_review(desk, one, order=[], removed=[], added=[], **how())
    assert told.value.code == "changed_meanwhile"


# --- written down ---------------------------------------------------------------------------


def test_several_write_at_once_and_nothing_is_lost(desk: Desk) -> None:
    """Twelve decisions from four threads all stand, each once."""
    one = opened(desk)

    def write(who: int) -> None:
        for number in range(3):
            decided(desk, one.id, f"Decision {who} {number}")

    threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = reviewing.review_captured(desk, person(CHAIR), one.id).decisions
    assert sorted(d.thing.text for d in found) == sorted(
        f"Decision {who} {number}" for who in range(4) for number in range(3)
    )


def test_the_minutes_say_what_partners_may_read(desk: Desk) -> None:
    """Decisions, commitments and what is meant for partners; of the rest only how much there is."""
    one = opened(desk)
    decided(desk, one.id, "We go on.")
    committed(desk, one.id, BOARD)
    for visibility, title in (("partners", "Told"), ("private", "Kept inside")):
        acts.write_setback(
            desk,
            dataclasses.replace(SETBACK, title=title, visibility=visibility, review=one.id),
            **how(),
        )
    acts.write_field_note(
        desk, dataclasses.replace(NOTE, visibility="partners", review=one.id), **how()
    )
    closed(desk, one.id)
    minutes = reviewing.review_minutes(desk, person(ROSA), one.id)
    assert minutes is not None
    assert [d.text for d in minutes.decisions] == ["We go on."]
    assert [c.owner for c in minutes.commitments] == [BOARD]
    assert [s.title for s in minutes.setbacks] == ["Told"]
    assert (minutes.field_notes, minutes.kept_back) == ((), 2)  # nobody was asked about the note
    assert minutes.closed_on == MAY.date()


def test_the_minutes_say_what_came_of_a_change(desk: Desk) -> None:
    """An adaptation that was there before and looked at in the review stands in its minutes."""
    setback = acts.write_setback(desk, dataclasses.replace(SETBACK, visibility="partners"), **how())
    told = dataclasses.replace(ADAPTATION, setback=setback.id, check_back=MAY.date())
    answer = acts.write_adaptation(desk, told, **how())
    one = opened(desk)
    acts.check_back(desk, answer.id, outcome="helped", seen="It did.", **how())
    closed(desk, one.id)
    minutes = reviewing.review_minutes(desk, person(ROSA), one.id)
    assert minutes is not None
    assert [(a.id, a.outcome, a.seen) for a in minutes.adaptations] == [
        (answer.id, "helped", "It did.")
    ]


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_nothing_is_written_down_in_a_review_that_is_not_open(desk: Desk, state: str) -> None:
    """Before it is opened and after it is closed a review takes no entry of any kind."""
    one = plan(desk) if state == "planned" else closed(desk, opened(desk).id)
    for attempt in (
        lambda: decided(desk, one.id),
        lambda: committed(desk, one.id, BOARD),
        lambda: acts.write_setback(desk, dataclasses.replace(SETBACK, review=one.id), **how()),
        lambda: acts.write_field_note(desk, dataclasses.replace(NOTE, review=one.id), **how()),
    ):
        with pytest.raises(Conflict) as told:
            attempt()
        assert told.value.code == "wrong_state"


@pytest.mark.parametrize(
    ("words", "code"),
    [("", "words_needed"), (" \n", "words_needed"), ("x" * 2001, "words_too_long")],
)
def test_words_that_cannot_stand(desk: Desk, words: str, code: str) -> None:
    """An empty decision and an endless one are refused in plain words."""
    one = opened(desk)
    with pytest.raises(CallersMistake) as told:
        acts.decide(desk, Decision("", one.id, words), **how())
    assert told.value.code == code


def test_a_day_that_is_over_is_no_day_for_a_review(desk: Desk) -> None:
    """A review is planned for today or later."""
    with pytest.raises(CallersMistake) as told:
        acts.plan_review(desk, "Late", MAY.date() - dt.timedelta(1), **how())
    assert told.value.code == "day_gone"


# --- kept -----------------------------------------------------------------------------------


def test_a_frozen_file_that_was_changed_is_noticed(desk: Desk) -> None:
    """It is never shown, the audit names it, and the next release does not go by it."""
    one = opened(desk)
    path = desk.vault.folder / original_path(one.files[0])
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(InstallationProblem) as told:
        shown(desk, one.id)
    assert told.value.code == "review_altered"
    assert [problem.about for problem in verify_audit(desk)] == [one.id]
    with pytest.raises(InstallationProblem):
        prepare(desk)


def test_a_draft_says_that_a_review_is_damaged(tmp_path: Path) -> None:
    """A release whose history is not whole stays in, and the checklist says why."""
    desk = releasing_desk(tmp_path)
    one = opened(desk, now=IN_MAY)
    row = prepare(desk)
    (desk.vault.folder / original_path(one.files[0])).unlink()
    found = draft(desk, person(NOOR), row.id, protection=SIMPLE)
    assert not found.may_be_published
    assert "missing or was changed" in " ".join(item.message for item in found.checklist)


def test_a_sweep_leaves_what_a_review_froze(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Frozen files are named by the ledger, so nobody takes them for left over."""
    one = closed(desk, opened(desk).id)
    monkeypatch.setattr("shared_metrics.vault.store.ORPHAN_AGE", dt.timedelta(-1))
    admin = next(p for p in desk.everybody() if "admin" in p.roles)
    sweep(desk, actor=admin, now=MAY)
    assert len(frozen_bytes(desk, one.id)) == 2


def test_a_backup_holds_reviews(tmp_path: Path) -> None:
    """A restored home shows the same review, byte for byte."""
    desk = releasing_desk(tmp_path / "home")
    one = closed(desk, opened(desk).id)
    remember(dataclasses.replace(desk.home, partnership=desk.partnership.id, sample=True))
    archive = back_up(desk.settings, tmp_path / "backup.zip", now=MAY).file
    restored = restore(Settings(home=tmp_path / "new", _env_file=None), archive)
    assert restored.problems == ()
    for sha256 in one.files:
        path = original_path(sha256)
        assert (tmp_path / "new/vault" / path).read_bytes() == (
            desk.vault.folder / path
        ).read_bytes()


def test_reviews_of_an_earlier_day(desk: Desk) -> None:
    """As known on a day, a review stands as it stood then."""
    one = opened(desk)
    closed(desk, one.id, JUNE)
    then = desk.known_at(MAY.date())
    assert [r.thing.state for r in kept(then.ledger, Review)] == [State.OPEN]
    assert kept(desk.known_at(MAY.date() - dt.timedelta(1)).ledger, Review) == []


def test_partners_read_what_is_frozen_and_not_what_is_written_meanwhile(desk: Desk) -> None:
    """A member reads agenda and minutes; the preparation and the running notes stay inside."""
    one = opened(desk)
    member = person(PARTNERS_OF[BOARD])
    assert reviewing.review_shown(desk, member, one.id).items
    for attempt in (reviewing.review_captured, reviewing.review_planned):
        with pytest.raises(NotAllowed):
            attempt(desk, member, one.id)
