"""Every act and question of the desk, tried by everybody: 0 let in whom the table leaves out."""

import dataclasses
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from authorisation_cases import ACT_CASES, ID_CASES, QUESTION_CASES, Visitor
from desk_factories import BOARD, DEFINITIONS, NOOR, SAMIR, STEPPINGWAY, WORKFORCE
from learning_factories import ADAPTATION, COMMITMENT, NOTE, SETBACK
from shared_metrics.agenda.model import Goal, Person, Role
from shared_metrics.authorisation import ACTS, QUESTIONS
from shared_metrics.desk import Desk, acts, questions
from shared_metrics.desk.kept_records import KeptRecord, kept, one_kept
from shared_metrics.desk.learned import one_learned
from shared_metrics.desk.partner_export import export_partner
from shared_metrics.desk.questions import (
    agreements,
    funders,
    lineage,
    preparation,
    reflecting,
    releases,
    reviewing,
    withdrawn,
)
from shared_metrics.desk.verification import sweep
from shared_metrics.errors import CallersMistake, NotAllowed, SharedMetricsError
from shared_metrics.metrics import Question
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.reflection import Round
from shared_metrics.reviews import Commitment, Decision, Review
from visitors import FILE, HEADER, NO_SUCH, SOON, Treasure, copy_of, fill
from visitors import make_desk as open_small

MARCH = parse_period("2026-03", PeriodKind.MONTH)
A_YEAR_ON = SOON + dt.timedelta(days=365)  # the round that is open has closed by then
Try = Callable[[Treasure, Person], object]


@pytest.fixture(scope="module")
def treasure(tmp_path_factory: pytest.TempPathFactory) -> Treasure:
    return fill(open_small(tmp_path_factory.mktemp("treasure") / "home"))


@pytest.fixture
def own(treasure: Treasure, tmp_path: Path) -> Treasure:
    return copy_of(treasure, tmp_path)


def how(who: Person) -> dict[str, object]:
    return {"actor": who, "now": SOON}


def twice(t: Treasure, name: str) -> tuple[Any, Any]:
    """What was learned as it is kept, and again as it would be written."""
    one = one_learned(t.desk, t.learned[name])
    return one, one.thing


def own_goal(t: Treasure, **changes: object) -> tuple[Desk, Goal]:
    """A goal as it might be, and the desk on a copy of the definitions, which an act may write."""
    mine = t.desk.home.folder / "definitions"
    if not mine.exists():
        shutil.copytree(DEFINITIONS, mine)
    mine_told = dataclasses.replace(t.desk.definitions, folder=mine)
    goal = dataclasses.replace(t.desk.agenda.goals[0], **changes)
    return dataclasses.replace(t.desk, definitions=mine_told), goal


def tried_submit(t: Treasure, who: Person) -> object:
    told = {"partner_id": BOARD, "on_behalf": who.of_backbone, **how(who)}
    return acts.submit(t.desk, FILE, WORKFORCE, **told)


TRY_ACT: dict[str, Try] = {
    "submit": tried_submit,
    "accept": lambda t, who: acts.accept(t.desk, [t.waiting], **how(who)),
    "return_": lambda t, who: acts.return_(t.desk, t.waiting, reason="Look.", **how(who)),
    "withdraw": lambda t, who: acts.withdraw(t.desk, t.waiting, **how(who)),
    "withdraw_published": lambda t, who: acts.withdraw_published(
        t.desk, BOARD, WORKFORCE, "2026-02", public_note="Counted anew.", **how(who)
    ),
    "invite": lambda t, who: acts.invite(
        t.desk, "ann@example.org", roles=[Role.STEWARD], partner=BOARD, **how(who)
    ),
    "change_roles": lambda t, who: acts.change_roles(
        t.desk, SAMIR, roles=[Role.STEWARD], partner=BOARD, **how(who)
    ),
    "remove_person": lambda t, who: acts.remove_person(t.desk, SAMIR, **how(who)),
    "make_upload_link": lambda t, who: acts.make_upload_link(
        t.desk, BOARD, label="Ann", **how(who)
    ),
    "revoke_upload_link": lambda t, who: acts.revoke_upload_link(t.desk, t.link, **how(who)),
    "export_partner": lambda t, who: export_partner(
        t.desk, BOARD, t.desk.home.folder / "out.zip", **how(who)
    ),
    "export_for_funder": lambda t, who: acts.export_for_funder(
        t.desk, "north_valley_fund", "2025-Q4", **how(who)
    ),
    "sweep": lambda t, who: sweep(t.desk, **how(who)),
    "prepare_release": lambda t, who: acts.prepare_release(t.desk, **how(who)),
    "amend_release": lambda t, who: acts.amend_release(t.desk, "R1", reason="Late.", **how(who)),
    "publish_release": lambda t, who: acts.publish_release(t.desk, "R2", **how(who)),
    "discard_release": lambda t, who: acts.discard_release(t.desk, "R2", **how(who)),
    "write_setback": lambda t, who: acts.write_setback(t.desk, SETBACK, **how(who)),
    "change_setback": lambda t, who: acts.change_setback(t.desk, *twice(t, "setback"), **how(who)),
    "write_adaptation": lambda t, who: acts.write_adaptation(
        t.desk, dataclasses.replace(ADAPTATION, setback=t.learned["setback"]), **how(who)
    ),
    "change_adaptation": lambda t, who: acts.change_adaptation(
        t.desk, *twice(t, "adaptation"), **how(who)
    ),
    "check_back": lambda t, who: acts.check_back(
        t.desk, t.learned["adaptation"], outcome="helped", seen="More came.", **how(who)
    ),
    "set_visibility": lambda t, who: acts.set_visibility(
        t.desk, twice(t, "setback")[0], "public", **how(who)
    ),
    "write_field_note": lambda t, who: acts.write_field_note(t.desk, NOTE, **how(who)),
    "change_field_note": lambda t, who: acts.change_field_note(
        t.desk, *twice(t, "note"), **how(who)
    ),
    "approve_words": lambda t, who: acts.approve_words(
        t.desk, t.learned["setback"], BOARD, **how(who)
    ),
    "take_back_approval": lambda t, who: acts.take_back_approval(
        t.desk, t.learned["setback"], BOARD, **how(who)
    ),
    "commit_to": lambda t, who: acts.commit_to(t.desk, COMMITMENT, **how(who)),
    "change_commitment": lambda t, who: acts.change_commitment(
        t.desk,
        one_kept(t.desk.ledger, Commitment, t.learned["commitment"]),
        state="done",
        **how(who),
    ),
    "plan_review": lambda t, who: acts.plan_review(t.desk, "Next", SOON.date(), **how(who)),
    "move_review": lambda t, who: acts.move_review(
        t.desk, review(t, "planned"), title="Later", on=SOON.date(), **how(who)
    ),
    "arrange_review": lambda t, who: acts.arrange_review(
        t.desk, review(t, "open"), order=[], removed=["coverage"], added=[], **how(who)
    ),
    "call_off_review": lambda t, who: acts.call_off_review(
        t.desk, review(t, "planned"), **how(who)
    ),
    "open_review": lambda t, who: acts.open_review(t.desk, t.reviews["planned"], **how(who)),
    "decide": lambda t, who: acts.decide(
        t.desk, Decision("", t.reviews["open"], "We go on."), **how(who)
    ),
    "reword_decision": lambda t, who: acts.reword_decision(
        t.desk, one_kept(t.desk.ledger, Decision, t.reviews["decision"]), "Other.", **how(who)
    ),
    "close_review": lambda t, who: acts.close_review(t.desk, t.reviews["open"], **how(who)),
    "change_goal": lambda t, who: acts.change_goal(
        *own_goal(t, owner="Ann"), why="So.", decision=t.reviews["decision"], **how(who)
    ),
    "begin_goal": lambda t, who: acts.begin_goal(
        *own_goal(t, id="quite_new"), decision=t.reviews["decision"], **how(who)
    ),
    "open_round": lambda t, who: acts.open_round(
        t.desk, "Next", A_YEAR_ON.date(), actor=who, now=A_YEAR_ON
    ),
    "answer_round": lambda t, who: acts.answer_round(
        t.desk, first_round(t), {"promises_kept": 4}, **how(who)
    ),
    "close_round": lambda t, who: acts.close_round(t.desk, first_round(t), **how(who)),
    "forget_header_match": lambda t, who: acts.forget_header_match(
        t.desk, BOARD, WORKFORCE, HEADER, **how(who)
    ),
}


def the_file(t: Treasure, who: Person) -> object:
    one = t.desk.ledger.submission(t.accepted)
    return questions.original(t.desk, who, one, one.originals[0])


def one_of(t: Treasure) -> object:
    return t.desk.ledger.submission(t.waiting)


TRY_QUESTION: dict[str, Try] = {
    "submission": lambda t, who: questions.submission(t.desk, who, t.waiting),
    "submissions": lambda t, who: questions.submissions(t.desk, who, partner=BOARD),
    "inbox": lambda t, who: questions.inbox(t.desk, who),
    "changes": lambda t, who: questions.changes(t.desk, who, one_of(t)),
    "replaced_by": lambda t, who: questions.replaced_by(t.desk, who, one_of(t)),
    "original": the_file,
    "trail": lambda t, who: questions.trail(t.desk, who, one_of(t)),
    "expected": lambda t, who: questions.expected(t.desk, who, BOARD),
    "to_do": lambda t, who: questions.to_do(t.desk, who, BOARD),
    "today": lambda t, who: questions.today(t.desk, who),
    "contracts_of": lambda t, who: questions.contracts_of(t.desk, who, BOARD),
    "period_to_send": lambda t, who: questions.period_to_send(t.desk, who, WORKFORCE),
    "template": lambda t, who: questions.template(t.desk, who, WORKFORCE, MARCH, "csv"),
    "agreements": lambda t, who: agreements.agreements(t.desk, who, BOARD),
    "agreement_warnings": lambda t, who: agreements.agreement_warnings(t.desk, who, BOARD),
    "withdrawals": lambda t, who: withdrawn.withdrawals(t.desk, who, BOARD),
    "withdrawal_of": lambda t, who: withdrawn.withdrawal_of(t.desk, who, one_of(t)),
    "measured": lambda t, who: questions.measured(t.desk, "placements", Question(), person=who),
    "measured_of_partner": lambda t, who: questions.measured_of_partner(
        t.desk, who, BOARD, "placements", Question()
    ),
    "goal_standing": lambda t, who: questions.goal_standing(t.desk, who, first_goal(t)),
    "goal_view": lambda t, who: questions.goal_view(t.desk, who, first_goal(t)),
    "goal_preview": lambda t, who: questions.goal_preview(t.desk, who, own_goal(t, owner="Ann")[1]),
    "goal_decisions": lambda t, who: questions.goal_decisions(t.desk, who, None),
    "goal_explained": lambda t, who: questions.goal_explained(
        t.desk, who, first_goal(t), "partner"
    ),
    "goal_forecast": lambda t, who: questions.goal_forecast(t.desk, who, first_goal(t)),
    "goal_year_before": lambda t, who: questions.goal_year_before(t.desk, who, first_goal(t)),
    "restatements": lambda t, who: questions.restatements(t.desk, who, SOON.date()),
    "sector_parts": lambda t, who: questions.sector_parts(t.desk, who, "public"),
    "partner_others": lambda t, who: questions.partner_others(t.desk, who, BOARD, "placements"),
    "goal_contributions": lambda t, who: questions.goal_contributions(
        t.desk, who, first_goal(t), t.desk.agenda.goals[0].metric, "sector"
    ),
    "partner_series": lambda t, who: questions.partner_series(t.desk, who, BOARD, "placements"),
    "partner_own_standings": lambda t, who: questions.partner_own_standings(t.desk, who, BOARD),
    "check_file": lambda t, who: questions.check_file(
        t.desk, who, FILE, WORKFORCE, partner_id=BOARD
    ),
    "contracts_to_send": lambda t, who: questions.contracts_to_send(t.desk, who),
    "periods_to_send": lambda t, who: questions.periods_to_send(
        t.desk, who, t.desk.definitions.contract(WORKFORCE), BOARD
    ),
    "header_matches": lambda t, who: questions.header_matches(
        t.desk, who, BOARD, t.desk.definitions.contract(WORKFORCE)
    ),
    "sent_through": lambda t, who: questions.sent_through(t.desk, who),
    "accounts": lambda t, who: questions.accounts(t.desk, who),
    "invitations": lambda t, who: questions.invitations(t.desk, who),
    "upload_links": lambda t, who: questions.upload_links(t.desk, who),
    "reviews": lambda t, who: reviewing.reviews(t.desk, who),
    "review": lambda t, who: reviewing.review(t.desk, who, t.reviews["planned"]),
    "review_shown": lambda t, who: reviewing.review_shown(t.desk, who, t.reviews["open"]),
    "review_minutes": lambda t, who: reviewing.review_minutes(t.desk, who, t.reviews["closed"]),
    "review_captured": lambda t, who: reviewing.review_captured(t.desk, who, t.reviews["open"]),
    "review_planned": lambda t, who: reviewing.review_planned(t.desk, who, t.reviews["planned"]),
    "review_planned_before": lambda t, who: (
        reviewing.review_planned_before(t.desk, who, t.reviews["planned"]),
    ),
    "preparation": lambda t, who: preparation.preparation(t.desk, who),
    "lineage": lambda t, who: lineage.lineage(t.desk, who, "placements", MARCH, partner_id=BOARD),
    "learning": lambda t, who: questions.learning(t.desk, who),
    "commitments": lambda t, who: questions.commitments(t.desk, who),
    "what_happened": lambda t, who: questions.what_happened(t.desk, who, first_goal(t)),
    "due_check_backs": lambda t, who: questions.due_check_backs(t.desk, who),
    "words_naming": lambda t, who: questions.words_naming(t.desk, who),
    "to_approve": lambda t, who: questions.to_approve(t.desk, who),
    "report_for_funder": lambda t, who: funders.report_for_funder(
        t.desk, who, "north_valley_fund", "2025-Q4"
    ),
    "draft": lambda t, who: releases.draft(t.desk, who, "R2"),
    "every_release": lambda t, who: releases.every_release(t.desk, who),
    "reflection_rounds": lambda t, who: reflecting.reflection_rounds(t.desk, who),
    "reflection_spreads": lambda t, who: reflecting.reflection_spreads(t.desk, who),
    "round_to_answer": lambda t, who: reflecting.round_to_answer(t.desk, who),
}
# Over all partners: only who may do it to everybody's.
OF_ALL = {
    *("inbox", "today", "measured", "goal_standing", "goal_contributions"),
    *("goal_view", "goal_explained", "goal_forecast", "goal_year_before"),
    *("sector_parts", "partner_others", "restatements"),
    *("draft", "every_release", "due_check_backs", "what_happened"),
    *("preparation", "review_planned_before"),
}
# Of the asker's own partner, whoever that is: nothing of ours can be named.
OF_THEIR_OWN = {
    *("contracts_to_send", "sent_through", "period_to_send", "template"),
    *("words_naming", "to_approve"),
}


def review(t: Treasure, state: str) -> KeptRecord[Review]:
    return one_kept(t.desk.ledger, Review, t.reviews[state])


def first_round(t: Treasure) -> str:
    return kept(t.desk.ledger, Round)[0].id


def first_goal(t: Treasure) -> str:
    return t.desk.agenda.goals[0].id


def outcome(t: Treasure, visitor: Visitor, attempt: Try, **how: bool) -> object:
    """What is answered, or the error of the attempt."""
    try:
        return attempt(t, t.who(visitor, **how))
    except (NotAllowed, CallersMistake) as refused:
        return refused


def let_in(answer: object) -> bool:
    return not isinstance(answer, SharedMetricsError)


def may(name: str, visitor: Visitor, needed: str) -> bool:
    if name in OF_ALL:
        return visitor.kinds[0] in BACKBONE
    if name == "periods_to_send":  # for whoever sends, and whoever sees what was sent
        return visitor.may("submit") or visitor.may("see")
    if name in OF_THEIR_OWN:
        return Visitor("", visitor.kinds, own=True).may(needed)
    return visitor.may(needed)


BACKBONE = ("analyst", "chair", "admin")


def test_every_act_and_question_is_tried() -> None:
    """None stands in the table without an attempt here."""
    assert set(TRY_ACT) == {name for name, act in ACTS.items() if act != "invited"}
    assert set(TRY_QUESTION) == set(QUESTIONS)


@pytest.mark.parametrize(
    ("name", "visitor"), ACT_CASES, ids=lambda one: getattr(one, "name", str(one))
)
def test_every_act_by_everybody(
    treasure: Treasure, tmp_path: Path, name: str, visitor: Visitor
) -> None:
    """Who the table leaves out is refused and leaves no trace; who it names is let in.

    Who was removed tries as an open page remembers them. Only who may act needs a home to change.
    """
    may_act = visitor.may(ACTS[name])
    home = copy_of(treasure, tmp_path) if may_act else treasure
    before = home.desk.ledger.revision()
    answer = outcome(home, visitor, TRY_ACT[name], stale=True)
    assert let_in(answer) is may_act, answer
    if not may_act:
        assert home.desk.ledger.revision() == before
        assert not (home.desk.home.folder / "out.zip").exists()


@pytest.mark.parametrize(
    ("name", "visitor"), QUESTION_CASES, ids=lambda one: getattr(one, "name", str(one))
)
def test_every_question_by_everybody(treasure: Treasure, name: str, visitor: Visitor) -> None:
    """Nobody reads what is another's; who is removed is nobody from the next question on."""
    answer = outcome(treasure, visitor, TRY_QUESTION[name])
    assert let_in(answer) is may(name, visitor, QUESTIONS[name]), answer


def test_what_is_asked_without_a_name_is_ones_own(treasure: Treasure) -> None:
    """Whoever names no partner gets their own partner's and never a row of another's."""
    desk = treasure.desk
    for name in ("other member", "other steward"):
        who = treasure.who(Visitor(name))
        assert {s.partner for s in questions.submissions(desk, who)} == {STEPPINGWAY}
        assert {e.cell.partner for e in questions.to_do(desk, who)} <= {STEPPINGWAY}
    other = treasure.who(Visitor("other link"))
    assert questions.sent_through(desk, other) == []
    theirs = {c.id for c in questions.contracts_to_send(desk, other)}
    assert theirs == {c.id for c in desk.definitions.contracts_of[STEPPINGWAY]}


# --- ids ----------------------------------------------------------------------------------

TRY_ID: dict[str, Callable[[Treasure, Person, str], object]] = {
    "submission": lambda t, who, one: questions.submission(t.desk, who, one),
    "withdraw": lambda t, who, one: acts.withdraw(t.desk, one, **how(who)),
    "accept": lambda t, who, one: acts.accept(t.desk, [one], **how(who)),
    "return_": lambda t, who, one: acts.return_(t.desk, one, reason="Look.", **how(who)),
    "revoke_upload_link": lambda t, who, one: acts.revoke_upload_link(t.desk, one, **how(who)),
}


def said(answer: object, one: str) -> tuple[object, ...]:
    """All that somebody is told, the id they named left out."""
    if not isinstance(answer, SharedMetricsError):
        return ("let in",)
    return (type(answer), answer.code, answer.message.replace(one, "…"), answer.hint)


@pytest.mark.parametrize(
    ("name", "visitor"), ID_CASES, ids=lambda one: getattr(one, "name", str(one))
)
def test_an_id_of_anothers_answers_like_one_that_is_not_there(
    own: Treasure, name: str, visitor: Visitor
) -> None:
    """To who may not see it, a real id says exactly what a made-up one says.

    Acts are tried as an open page remembers somebody; reading is asked anew in every run.
    """
    needed = {"revoke_upload_link": "look_after_people"}.get(name, "see")
    real = own.link if name == "revoke_upload_link" else own.waiting

    def told(one: str) -> tuple[object, ...]:
        attempt: Try = lambda t, who: TRY_ID[name](t, who, one)  # noqa: E731 - one attempt, two ids
        return said(outcome(own, visitor, attempt, stale=name != "submission"), one)

    if not visitor.may(needed):
        assert told(real) == told(NO_SUCH)
        assert told(real) != ("let in",)
    else:
        assert told(NO_SUCH) != ("let in",)


def test_the_file_of_another_submission_cannot_be_had(treasure: Treasure) -> None:
    """A fingerprint known from elsewhere opens no file but those of the submission itself."""
    desk = treasure.desk
    accepted, waiting = (desk.ledger.submission(i) for i in (treasure.accepted, treasure.waiting))
    with pytest.raises(CallersMistake, match="holds no file"):
        questions.original(desk, desk.person(NOOR), waiting, accepted.originals[0])
