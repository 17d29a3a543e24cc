"""What was learned: who may read it, who must agree, and how it is looked at again."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk_factories import (
    BOARD,
    CARMEN,
    NOOR,
    NOW,
    ROSA,
    SAMIR,
    STEPPINGWAY,
    WORKFORCE,
    make_desk,
    person,
    placements,
    send_rows,
)
from learning_factories import (
    COMMITMENT,
    NOTE,
    ROWS,
    answered,
    how,
    setback_of,
    written,
)
from releasing_factories import FOR_PARTNERS, PUBLIC_PLAN, TO_MARCH, planned, prepare, publish
from releasing_factories import releasing_desk as desk_that_releases
from shared_metrics.agenda.publication import AudiencePlan
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.kept_records import KeptRecord, kept
from shared_metrics.desk.learned import (
    Audience,
    adaptations_known,
    field_notes_known,
    kept_adaptations,
    kept_setbacks,
    setbacks_known,
    shown_to,
)
from shared_metrics.desk.releasing.basis import fingerprint
from shared_metrics.desk.releasing.composing import Order, _setbacks
from shared_metrics.errors import CallersMistake, Conflict, NotAllowed, SharedMetricsError
from shared_metrics.learning import FieldNote, words_sha256
from shared_metrics.reading import Upload

LATER = NOW + dt.timedelta(days=30)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "home")


# --- who may read it ------------------------------------------------------------------------


def released(desk: Desk, plan: AudiencePlan) -> set[str]:
    """Ids of the setbacks in what an audience is given."""
    order = Order("R1", TO_MARCH, NOW.date())  # type: ignore[arg-type]  # as it is written
    return {one.setback.id for one in _setbacks(desk, order, plan, "placements")}


def asked(desk: Desk, email: str) -> set[str]:
    return {one.id for one in questions.learning(desk, person(email)).setbacks}


def on_chart(desk: Desk, email: str) -> set[str]:
    return {s.id for s, _ in questions.setbacks_of(desk, person(email), ["placements"])}


@pytest.mark.parametrize("row", ROWS, ids="-".join)
def test_who_may_read_a_setback(desk: Desk, row: tuple[str, ...]) -> None:
    """As it is meant, and outside the backbone only once everybody its words name agreed to them.

    The same on pages, in charts' text and in what an audience is given.
    """
    visibility, names, reply, backbone, partners, public = row
    one = setback_of(desk, visibility, names, reply)
    answer = answered(desk, one.id)
    assert (one.id in asked(desk, NOOR)) is (backbone == "yes")
    for_partners = (
        asked(desk, CARMEN),
        asked(desk, SAMIR),
        on_chart(desk, ROSA),
        released(desk, FOR_PARTNERS),
        {a.setback for a in shown_to(desk, "partners").adaptations},
    )
    assert {one.id in seen for seen in for_partners} == {partners == "yes"}
    assert (one.id in released(desk, PUBLIC_PLAN)) is (public == "yes")
    assert (answer.thing in shown_to(desk, "public").adaptations) is (public == "yes")


def test_an_adaptation_that_names_somebody_waits_for_them_alone(desk: Desk) -> None:
    """Its setback is shown meanwhile; agreed to, it stands beside it."""
    setback = written(desk, visibility="public")
    answer = answered(desk, setback.id, who_does_what="AWB makes the calls.")
    assert shown_to(desk, "public").answers_to(setback.id) == ()
    assert setback.id in released(desk, PUBLIC_PLAN)
    acts.approve_words(desk, answer.id, BOARD, **how(ROSA))
    assert shown_to(desk, "public").answers_to(setback.id) == (answer.thing,)


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_whoever_heard_it_agrees_before_others_read_it(desk: Desk, audience: Audience) -> None:
    """A partner's note leaves the backbone with its own steward's agreement, never without."""
    note = acts.write_field_note(desk, NOTE, **how(NOOR))
    acts.set_visibility(desk, note, audience, **how())
    assert shown_to(desk, audience).field_notes == ()
    acts.approve_words(desk, note.id, BOARD, **how(ROSA))
    assert [one.id for one in shown_to(desk, audience).field_notes] == [note.id]


def test_a_partner_reads_its_own_private_notes_and_nobody_elses(desk: Desk) -> None:
    """What a partner told the backbone comes back to its own people alone."""
    note = acts.write_field_note(desk, NOTE, **how(SAMIR))
    seen = {
        email: [one.id for one in questions.learning(desk, person(email)).field_notes]
        for email in (NOOR, SAMIR, ROSA, CARMEN)
    }
    assert seen == {NOOR: [note.id], SAMIR: [note.id], ROSA: [note.id], CARMEN: []}


def test_a_wish_to_share_is_the_backbones_to_fulfil(desk: Desk) -> None:
    """A steward's wish agrees to the words; they stay private until the backbone shares them."""
    wished = dataclasses.replace(NOTE, visibility="partners")
    by_steward = acts.write_field_note(desk, wished, **how(ROSA))
    by_member = acts.write_field_note(desk, wished, **how(SAMIR))
    assert {one.thing.visibility for one in (by_steward, by_member)} == {"private"}
    assert shown_to(desk, "partners").field_notes == ()
    for one in (by_steward, by_member):
        acts.set_visibility(desk, one, "partners", **how())
    assert [one.id for one in shown_to(desk, "partners").field_notes] == [by_steward.id]
    assert [one.about.id for one in questions.to_approve(desk, person(ROSA))] == [by_member.id]


def test_a_note_its_partner_changes_is_private_again(desk: Desk) -> None:
    """Other words are shared anew by the backbone, whatever was agreed to before."""
    wished = dataclasses.replace(NOTE, visibility="partners")
    note = acts.write_field_note(desk, wished, **how(ROSA))
    shared = acts.set_visibility(desk, note, "partners", **how())
    other = dataclasses.replace(shared.thing, heard="CARMEN said so.")
    acts.change_field_note(desk, shared, other, **how(ROSA))
    assert shown_to(desk, "partners").field_notes == ()


def test_a_release_draft_notices_what_partners_agreed_to(tmp_path: Path) -> None:
    """Words agreed to after a draft was prepared are not in it, so it is not ready any more."""
    desk = planned(desk_that_releases(tmp_path / "home"), PUBLIC_PLAN)
    one = setback_of(desk, "public", "board", "-")
    prepare(desk, data_to=TO_MARCH)
    before = fingerprint(desk)
    private = written(desk)
    assert fingerprint(desk) == before, private
    acts.approve_words(desk, one.id, BOARD, **how(ROSA))
    with pytest.raises(Conflict, match="what was learned"):
        publish(desk)


def test_known_on_a_day_is_what_was_written_and_agreed_to_then(desk: Desk) -> None:
    """The desk of an earlier day shows neither later words nor later agreement."""
    one = setback_of(desk, "partners", "board", "-")
    acts.approve_words(desk, one.id, BOARD, **how(ROSA, LATER))
    today = dataclasses.replace(desk, settings=desk.settings.model_copy(update={"today": None}))
    then = today.known_at(NOW.date())
    assert one.id in {s.id for s in setbacks_known(then)}
    assert one.id not in {s.id for s in shown_to(then, "partners").setbacks}
    assert one.id in {s.id for s in shown_to(today, "partners").setbacks}
    assert setbacks_known(today.known_at(NOW.date() - dt.timedelta(1))) == list(
        desk.definitions.setbacks
    )


# --- writing it down ------------------------------------------------------------------------


def test_what_stands_in_the_file_can_be_changed_and_closed(desk: Desk) -> None:
    """The first change writes the record that stands in the file's place from then on."""
    from_file = next(one for one in kept_adaptations(desk) if not one.thing.is_closed)
    closed = acts.check_back(desk, from_file.id, outcome="helped", seen="More came.", **how())
    assert (from_file.version, closed.version, closed.id) == (0, 1, from_file.id)
    known = {one.id: one for one in adaptations_known(desk)}
    assert known[from_file.id] == closed.thing
    assert len(known) == len(desk.definitions.adaptations)
    first = kept_setbacks(desk)[0]
    changed = dataclasses.replace(first.thing, learned="Another lesson.")
    acts.change_setback(desk, first, changed, **how())
    assert changed in setbacks_known(desk)
    with pytest.raises(Conflict) as refused:
        acts.change_setback(desk, first, first.thing, **how())
    assert refused.value.code == "changed_meanwhile"
    assert desk.ledger.verify() == []


def test_two_at_once_lose_nothing(desk: Desk) -> None:
    """Whoever changes words that were changed since is told so; the first change stands."""
    one = written(desk)
    acts.change_setback(desk, one, dataclasses.replace(one.thing, title="First"), **how())
    with pytest.raises(Conflict) as refused:
        acts.change_setback(desk, one, dataclasses.replace(one.thing, title="Second"), **how())
    assert refused.value.code == "changed_meanwhile"
    assert "First" in {s.title for s in setbacks_known(desk)}


def test_agreement_is_to_the_words_that_were_read(desk: Desk) -> None:
    """A steward who read other words than stand there now has agreed to nothing."""
    one = setback_of(desk, "partners", "board", "-")
    (asked_for,) = questions.to_approve(desk, person(ROSA))
    other = dataclasses.replace(one.thing, learned="Another lesson.")
    acts.change_setback(desk, one, other, **how())
    with pytest.raises(Conflict) as refused:
        acts.approve_words(desk, one.id, BOARD, words=asked_for.words, **how(ROSA))
    assert refused.value.code == "changed_meanwhile"
    acts.approve_words(desk, one.id, BOARD, words=words_sha256(other), **how(ROSA))
    assert questions.to_approve(desk, person(ROSA)) == []
    assert [n.agreed for n in questions.words_naming(desk, person(ROSA))] == [True]


def test_only_words_that_name_a_partner_can_be_agreed_to(desk: Desk) -> None:
    """Nobody agrees for another partner, nor to words that are not about them."""
    one = setback_of(desk, "partners", "board", "-")
    with pytest.raises(CallersMistake, match="does not name"):
        acts.approve_words(desk, one.id, STEPPINGWAY, **how(CARMEN))
    for email in (CARMEN, NOOR, SAMIR):
        with pytest.raises(NotAllowed):
            acts.approve_words(desk, one.id, BOARD, **how(email))


def test_private_words_are_shown_to_nobody_to_agree_to(desk: Desk) -> None:
    """A steward is asked once the backbone means the words for others, not before."""
    setback_of(desk, "private", "board", "-")
    assert questions.words_naming(desk, person(ROSA)) == []


def test_too_early_moves_the_day_and_the_next_look_closes(desk: Desk) -> None:
    """An adaptation is open until it helped or made no difference; then it is not asked again."""
    answer = answered(desk, written(desk).id)
    day = dt.date(2026, 12, 1)
    told: dict[str, Any] = {"seen": "Nothing yet."}
    looked = acts.check_back(
        desk, answer.id, outcome="too_early", next_check_back=day, **told, **how()
    )
    assert (looked.thing.check_back, looked.thing.is_closed) == (day, False)
    acts.check_back(desk, answer.id, outcome="no_difference", **told, **how())
    with pytest.raises(Conflict) as refused:
        acts.check_back(desk, answer.id, outcome="helped", **told, **how())
    assert refused.value.code == "already_closed"


def test_a_look_at_what_somebody_changed_meanwhile_is_not_written(desk: Desk) -> None:
    """Whoever looks again says which words they had before them."""
    answer = answered(desk, written(desk).id)
    other = dataclasses.replace(answer.thing, changed="Something else.")
    acts.change_adaptation(desk, answer, other, **how())
    with pytest.raises(Conflict) as refused:
        acts.check_back(desk, answer.id, outcome="helped", seen="Yes.", read=answer, **how())
    assert refused.value.code == "changed_meanwhile"


def test_check_backs_come_due_on_their_day(desk: Desk) -> None:
    """The backbone is told from the day on, with the setback it answers."""
    setback = written(desk)
    day = NOW.date() + dt.timedelta(10)
    answer = answered(desk, setback.id, check_back=day)

    def due(on: dt.date) -> set[str]:
        settings = desk.settings.model_copy(update={"today": on})
        there = dataclasses.replace(desk, settings=settings)
        return {one.adaptation.id for one in questions.due_check_backs(there, person(NOOR))}

    assert answer.id not in due(day - dt.timedelta(1))
    assert answer.id in due(day)


Act = Callable[[Desk], object]


def setback_with(**changes: Any) -> Act:
    return lambda desk: written(desk, **changes)


def answer_with(**changes: Any) -> Act:
    return lambda desk: answered(desk, written(desk).id, **changes)


def note_with(**changes: Any) -> Act:
    note = dataclasses.replace(NOTE, **changes)
    return lambda desk: acts.write_field_note(desk, note, **how(ROSA))


def looked_with(**changes: Any) -> Act:
    told: dict[str, Any] = {"outcome": "helped", "seen": "More came."} | changes
    return lambda desk: acts.check_back(desk, answered(desk, written(desk).id).id, **told, **how())


def promised_with(**changes: Any) -> Act:
    made = dataclasses.replace(COMMITMENT, **changes)
    return lambda desk: acts.commit_to(desk, made, **how())


def an_outcome_without_a_look(desk: Desk) -> object:
    one = answered(desk, written(desk).id)
    return acts.change_adaptation(
        desk, one, dataclasses.replace(one.thing, outcome="helped", seen="Yes."), **how()
    )


LONG = "a" * 2_001
REFUSED: dict[str, tuple[Act, str]] = {
    "no title": (setback_with(title=" "), "words_needed"),
    "nothing happened": (setback_with(happened=""), "words_needed"),
    "shared without a lesson": (setback_with(learned="", visibility="partners"), "words_needed"),
    "too long": (setback_with(expected=LONG), "too_long"),
    "no metric": (setback_with(metrics=()), "metric_needed"),
    "unknown metric": (setback_with(metrics=("luck",)), "unknown_metric"),
    "unknown partner": (setback_with(partners=("nobody",)), "unknown_partner"),
    "no month": (setback_with(period="2026-Q1"), "unknown_period"),
    "month to come": (setback_with(period="2026-05"), "period_to_come"),
    "unknown visibility": (setback_with(visibility="friends"), "unknown_visibility"),
    "unknown setback": (lambda desk: answered(desk, "none"), "unknown_setback"),
    "nothing changed": (answer_with(changed=""), "words_needed"),
    "day gone by": (answer_with(check_back=NOW.date() - dt.timedelta(1)), "day_gone_by"),
    "unknown action": (answer_with(action="luck"), "unknown_action"),
    "born with an outcome": (answer_with(outcome="helped", seen="So."), "outcome_by_check_back"),
    "outcome without a look": (an_outcome_without_a_look, "outcome_by_check_back"),
    "nothing seen": (looked_with(seen=" "), "words_needed"),
    "unknown outcome": (looked_with(outcome="great"), "unknown_outcome"),
    "too early, no day": (looked_with(outcome="too_early"), "next_day"),
    "closed, next day": (looked_with(next_check_back=dt.date(2027, 1, 1)), "next_day"),
    "unknown adaptation": (
        lambda desk: acts.check_back(desk, "none", outcome="helped", seen="x", **how()),
        "unknown_adaptation",
    ),
    "nothing heard": (note_with(heard=""), "words_needed"),
    "a public wish": (note_with(visibility="public"), "wish_too_wide"),
    "agreed to nothing": (
        lambda desk: acts.approve_words(desk, "none", BOARD, **how(ROSA)),
        "unknown_learning",
    ),
    "nothing to take back": (
        lambda desk: acts.take_back_approval(desk, "none", BOARD, **how(ROSA)),
        "not_approved",
    ),
    "nothing promised": (promised_with(text=""), "words_needed"),
    "unknown owner": (promised_with(owner="nobody"), "unknown_partner"),
    "unknown goal": (promised_with(goal="luck"), "unknown_goal"),
    "unknown review": (promised_with(review="rvw_none"), "unknown_review"),
    "promised for yesterday": (promised_with(due=dt.date(2026, 4, 7)), "day_gone_by"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_so_ends_in_a_plain_message(desk: Desk, name: str) -> None:
    """Unknown names, missing or endless words, days gone by: nothing of it is written."""
    act, code = REFUSED[name]
    with pytest.raises(SharedMetricsError) as refused:
        act(desk)
    assert refused.value.code == code
    assert refused.value.message


@pytest.mark.parametrize("partner", [BOARD, STEPPINGWAY])
def test_nobody_tells_for_another_partner(desk: Desk, partner: str) -> None:
    """A partner's people tell what their own partner heard, the backbone what anybody heard."""
    note = dataclasses.replace(NOTE, heard_by=partner)
    acts.write_field_note(desk, note, **how(NOOR))
    if partner == BOARD:
        assert acts.write_field_note(desk, note, **how(SAMIR)).thing.heard_by == BOARD
    else:
        with pytest.raises(NotAllowed):
            acts.write_field_note(desk, note, **how(SAMIR))


# --- commitments ------------------------------------------------------------------------------


def changed(desk: Desk, by: str, **what: Any) -> object:
    one = kept(desk.ledger, type(COMMITMENT))[-1]
    return acts.change_commitment(desk, one, **what, **how(by))


@pytest.mark.parametrize(
    ("what", "owner_may", "backbone_may"),
    [
        ({"state": "done", "note": "Called."}, True, True),
        ({"state": "done"}, True, True),
        ({"state": "dropped", "note": "No need."}, False, True),
        ({"due": dt.date(2026, 6, 1), "note": "Holidays."}, False, True),
        ({"text": "Write to them", "note": "Clearer."}, False, True),
        ({"state": "done", "due": dt.date(2026, 6, 1), "note": "Both."}, False, True),
        ({"state": "dropped"}, False, False),
        ({"due": dt.date(2026, 6, 1)}, False, False),
    ],
)
def test_who_changes_a_commitment(
    desk: Desk, what: dict[str, Any], owner_may: bool, backbone_may: bool
) -> None:
    """Its owner says that it is done; dropping it or moving the day is the backbone's, with why."""
    for may, email in ((owner_may, SAMIR), (backbone_may, NOOR), (False, CARMEN)):
        acts.commit_to(desk, COMMITMENT, **how())
        if may:
            changed(desk, email, **what)
        else:
            with pytest.raises((NotAllowed, CallersMistake)):
                changed(desk, email, **what)


def test_what_was_dropped_is_not_done_by_its_owner(desk: Desk) -> None:
    """Only the backbone opens it again."""
    acts.commit_to(desk, COMMITMENT, **how())
    changed(desk, NOOR, state="dropped", note="No need.")
    with pytest.raises(NotAllowed):
        changed(desk, ROSA, state="done")
    changed(desk, NOOR, state="open", note="There is need.")
    changed(desk, ROSA, state="done")


def test_each_partner_reads_its_own_commitments(desk: Desk) -> None:
    """The backbone reads all of them, by day."""
    theirs = dataclasses.replace(COMMITMENT, owner=STEPPINGWAY, due=dt.date(2026, 4, 20))
    owners = [acts.commit_to(desk, one, **how()).thing.owner for one in (COMMITMENT, theirs)]
    read = {
        email: [c.thing.owner for c in questions.commitments(desk, person(email))]
        for email in (NOOR, SAMIR, CARMEN)
    }
    assert read == {NOOR: owners[::-1], SAMIR: [BOARD], CARMEN: [STEPPINGWAY]}


# --- what is said beside a file ----------------------------------------------------------------

HEADER = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage"
)


def sent(desk: Desk, note: str, placed: int = 9, **more: Any) -> KeptRecord[FieldNote] | None:
    content = f"{HEADER}\n2026-03,healthcare,all,all,50,12,10,{placed},24.50\n".encode()
    told = {"partner_id": BOARD, "note": note, **how(ROSA), **more}
    (one,) = acts.submit(desk, Upload("march.csv", content), WORKFORCE, **told)
    notes = [n for n in kept(desk.ledger, FieldNote) if n.thing.submission == one.id]
    return notes[0] if notes else None


def test_what_is_said_beside_a_file_is_a_private_field_note(desk: Desk) -> None:
    """Linked to the file, its month and the metrics it feeds; a correction says it once."""
    assert sent(desk, "  ") is None
    told = sent(desk, "Two employers closed.", 8, mode="replace")
    assert told is not None
    note = told.thing
    assert (note.heard, note.heard_by, note.period) == ("Two employers closed.", BOARD, "2026-03")
    assert note.visibility == "private"
    fed = {m.id for m in desk.agenda.metrics if m.contract == WORKFORCE}
    assert set(note.metrics) == fed
    assert sent(desk, "Two employers closed.", 7, mode="replace") is None
    assert sent(desk, "One opened again.", 6, mode="replace") is not None
    assert [n.heard for n in field_notes_known(desk)] == [note.heard, "One opened again."]
    assert desk.ledger.verify() == []


def test_a_file_to_be_fixed_leaves_no_note(desk: Desk) -> None:
    """What was refused leaves nothing of itself behind."""
    content = f"{HEADER}\n2026-03,healthcare,all,all,x,12,10,9,24.50\n".encode()
    told = {"partner_id": BOARD, "note": "A word.", **how(ROSA)}
    acts.submit(desk, Upload("march.csv", content), WORKFORCE, **told)
    assert field_notes_known(desk) == []


def test_rows_of_other_ways_leave_no_note(desk: Desk) -> None:
    """Files without words write nothing more than before."""
    send_rows(desk, placements("2026-02"))
    assert field_notes_known(desk) == []


def test_every_change_stands_in_the_trail(desk: Desk) -> None:
    """Each act leaves one row that names it."""
    one = setback_of(desk, "partners", "board", "back")
    answer = answered(desk, one.id)
    acts.check_back(desk, answer.id, outcome="helped", seen="More came.", **how())
    acts_done = [row.act for row in reversed(desk.ledger.audit_rows())][1:]
    assert acts_done == [
        "write_setback",
        "approve_words",
        "take_back_approval",
        "write_adaptation",
        "check_back",
    ]
