"""What people do, on real files: sent, judged, accepted, returned, withdrawn, corrected."""

import dataclasses
import datetime as dt
import errno
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from desk_factories import (
    BOARD,
    CARMEN,
    CHAIR,
    NOOR,
    NOW,
    ROSA,
    SAMIR,
    STEPPINGWAY,
    TOMAS,
    WORKFORCE,
    contract,
    make_desk,
    person,
)
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.acts.drafts import Reading
from shared_metrics.desk.verification import verify_audit
from shared_metrics.errors import CallersMistake, Conflict, InstallationProblem, NotAllowed
from shared_metrics.reading import Upload
from shared_metrics.submissions import State, Submission

HEADER = "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,"
HEADER += "average_hourly_wage\n"
MARCH = "2026-03,healthcare,all,all,42,12,10,7,24.50\n"
MARCH_CONSTRUCTION = "2026-03,construction,all,all,5,1,1,1,30.00\n"
MARCH_CORRECTED = "2026-03,healthcare,all,all,42,12,10,8,24.50\n"
FEBRUARY = "2026-02,healthcare,all,all,40,11,9,6,24.00\n"
UNUSUAL = "2026-03,healthcare,all,all,42,12,10,7,124.50\n"
WRONG = "2026-03,healthcare,all,all,42,50,10,7,24.50\n"  # more completed than enrolled


def a_file(rows: str, name: str = "march.csv") -> Upload:
    return Upload(name, (HEADER + rows).encode())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


@pytest.fixture
def submit(desk: Desk) -> Callable[..., list[Submission]]:
    def submit(rows: str | None, by: str = ROSA, **how: object) -> list[Submission]:
        how = {"partner_id": BOARD, "actor": person(by), "now": NOW} | how
        upload = None if rows is None else a_file(rows)
        return acts.submit(desk, upload, WORKFORCE, **how)

    return submit


def accept(desk: Desk, *submissions: Submission, by: str = NOOR, **how: object) -> list[Submission]:
    ids = [submission.id for submission in submissions]
    return acts.accept(desk, ids, actor=person(by), now=NOW, **how)


def vault_files(desk: Desk) -> list[Path]:
    return [path for path in desk.vault.folder.rglob("*") if path.is_file()]


def test_a_good_file_waits_and_is_kept_whole(desk: Desk, submit: Callable) -> None:
    """A file with nothing to fix: its bytes, its rows and who sent it are kept; it waits."""
    (sent,) = submit(MARCH, note="  two late starters  ")
    assert (sent.state, sent.period_text, sent.rows) == (State.PASSED, "2026-03", 1)
    assert (sent.submitted_by, sent.submitted_at, sent.note) == (ROSA, NOW, "two late starters")
    assert desk.vault.original(sent.sha256) == (HEADER + MARCH).encode()
    assert sent.totals["placed"] == Decimal(7)
    assert desk.ledger.submission(sent.id) == sent
    rows = desk.vault.scan([sent.part], contract()).collect().to_native()
    assert rows.row(0, named=True)["average_hourly_wage"] == 2450
    assert rows.select("partner", "submission").row(0) == (BOARD, sent.id)


def test_a_file_to_fix_leaves_no_figures_and_no_values(desk: Desk, submit: Callable) -> None:
    """With anything to fix only the fingerprint and the places of the faults are kept."""
    (failed,) = submit(WRONG)
    assert failed.state is State.FAILED
    assert failed.check_as_dict()["verdict"] == "fail"
    (kept,) = desk.ledger.submissions()
    assert kept.sha256 == a_file(WRONG).sha256
    assert (kept.originals, kept.part, vault_files(desk)) == ((), None, [])
    assert kept.finding_counts["fix"] == 1
    assert kept.findings[0].cell == failed.findings[0].cell
    assert all(finding.value is None for finding in kept.findings)


def test_personal_data_is_never_stored(desk: Desk, submit: Callable, tmp_path: Path) -> None:
    """A column of addresses: refused, and no byte of it is anywhere in the home."""
    header = HEADER.strip() + ",email\n"
    content = (header + MARCH.strip() + ",nobody.knows@example.com\n").encode()
    how = {"partner_id": BOARD, "actor": person(ROSA), "now": NOW}
    (failed,) = acts.submit(desk, Upload("march.csv", content), WORKFORCE, **how)
    assert failed.state is State.FAILED
    desk.ledger.engine.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"nobody.knows" not in kept


def test_an_address_in_a_number_cell_is_not_stored_either(
    desk: Desk, submit: Callable, tmp_path: Path
) -> None:
    """What a refused file holds does not get into the ledger by way of a finding."""
    (failed,) = submit(MARCH.replace("42", "nobody.knows@example.com"))
    assert failed.state is State.FAILED
    desk.ledger.engine.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"nobody.knows" not in kept


def test_something_to_check_needs_a_reason(desk: Desk, submit: Callable) -> None:
    """A `check` finding stops the file until somebody says why it is right; then both are kept."""
    with pytest.raises(CallersMistake, match="wage_usual") as refused:
        submit(UNUSUAL, reasons={"wage_usual": "   ", "another_rule": "because"})
    assert refused.value.code == "reason_needed"
    assert "--reason 'wage_usual=...'" in refused.value.hint
    assert (desk.ledger.submissions(), vault_files(desk)) == ([], [])
    (sent,) = submit(UNUSUAL, reasons={"wage_usual": "two surgeons", "another_rule": "because"})
    assert sent.reasons == {"wage_usual": "two surgeons"}
    assert sent.findings[0].value == "124.50"


def test_the_same_file_again_stores_nothing(desk: Desk, submit: Callable) -> None:
    """Same bytes for the same cell: told so, whatever the mode, also once accepted."""
    (sent,) = submit(UNUSUAL, reasons={"wage_usual": "two surgeons"})
    revision, files = desk.ledger.revision(), len(vault_files(desk))
    for mode in (None, "replace", "add"):
        (again,) = submit(UNUSUAL, mode=mode)
        assert (again.id, again.same_as) == (sent.id, sent.id)
    assert (desk.ledger.revision(), len(vault_files(desk))) == (revision, files)
    accept(desk, sent)
    (again,) = submit(UNUSUAL)
    assert (again.same_as, again.state) == (sent.id, State.ACCEPTED)


@pytest.mark.parametrize("before", ["withdrawn", "returned"])
def test_a_file_that_came_back_can_be_sent_again(desk: Desk, submit: Callable, before: str) -> None:
    """After a withdrawal or a return the same bytes are a new submission."""
    (sent,) = submit(MARCH)
    if before == "withdrawn":
        acts.withdraw(desk, sent.id, actor=person(ROSA), now=NOW)
    else:
        acts.return_(desk, sent.id, reason="April, please", actor=person(NOOR), now=NOW)
    (again,) = submit(MARCH)
    assert (again.same_as, again.state, again.supersedes) == (None, State.PASSED, None)
    assert desk.ledger.submission(sent.id).state == before


def test_a_second_file_asks_what_it_is(desk: Desk, submit: Callable) -> None:
    """Where a file stands already, another one must say whether it replaces or adds."""
    (sent,) = submit(MARCH)
    with pytest.raises(Conflict, match="waits for a decision already") as refused:
        submit(MARCH_CORRECTED)
    assert refused.value.code == "second_file"
    accept(desk, sent)
    with pytest.raises(Conflict, match="is accepted already"):
        submit(MARCH_CORRECTED)
    assert len(vault_files(desk)) == 2


def test_replacing_what_waits_happens_at_once(desk: Desk, submit: Callable) -> None:
    """A file nobody decided on yet is superseded the moment its replacement is sent."""
    (sent,) = submit(MARCH)
    (better,) = submit(MARCH_CORRECTED, mode="replace")
    assert (better.supersedes, better.mode, better.state) == (sent.id, "replace", State.PASSED)
    assert desk.ledger.submission(sent.id).state is State.SUPERSEDED


def test_a_correction_of_accepted_figures_counts_once_accepted(
    desk: Desk, submit: Callable
) -> None:
    """Until the correction is accepted the old figures count; then only the new ones."""
    (sent,) = submit(MARCH)
    accept(desk, sent)
    (better,) = submit(MARCH_CORRECTED, mode="replace")
    assert (better.supersedes, better.state) == (sent.id, State.PASSED)
    assert desk.ledger.accepted_parts(WORKFORCE) == [sent.part]
    accept(desk, better)
    assert desk.ledger.accepted_parts(WORKFORCE) == [better.part]
    old = desk.ledger.submission(sent.id)
    assert (old.state, old.decided_by) == (State.SUPERSEDED, NOOR)


def test_a_correction_of_a_correction_still_corrects_what_counts(
    desk: Desk, submit: Callable
) -> None:
    """With one accepted and one waiting, a third file displaces the waiting one."""
    (first,) = submit(MARCH)
    accept(desk, first)
    (second,) = submit(MARCH_CORRECTED, mode="replace")
    (third,) = submit(MARCH_CORRECTED.replace(",8,", ",9,"), mode="replace")
    assert third.supersedes == first.id
    assert desk.ledger.submission(second.id).state is State.SUPERSEDED
    accept(desk, third)
    assert desk.ledger.accepted_parts(WORKFORCE) == [third.part]
    assert verify_audit(desk) == []


def test_added_rows_make_one_submission_of_both_files(desk: Desk, submit: Callable) -> None:
    """Adding keeps the old rows and the new, both originals, and the sums of all."""
    (first,) = submit(MARCH)
    (both,) = submit(MARCH_CONSTRUCTION, mode="add")
    assert (both.rows, both.mode, both.supersedes) == (2, "add", first.id)
    assert both.originals == (first.sha256, both.sha256)
    assert both.totals["enrolled"] == Decimal(47)
    assert desk.ledger.submission(first.id).state is State.SUPERSEDED
    accept(desk, both)
    rows = desk.vault.scan(desk.ledger.accepted_parts(WORKFORCE), contract()).collect().to_native()
    assert sorted(rows["pathway"]) == ["construction", "healthcare"]
    assert set(rows["submission"]) == {both.id}


def test_a_key_that_was_sent_before_cannot_be_added(desk: Desk, submit: Callable) -> None:
    """An overlapping row is a finding at its line; nothing changes."""
    (first,) = submit(MARCH)
    (failed,) = submit(MARCH_CONSTRUCTION + MARCH_CORRECTED, mode="add")
    (finding,) = failed.findings
    assert (failed.state, finding.rule, finding.line) == (State.FAILED, "key_already_sent", 3)
    assert finding.cell
    assert first.id in finding.message
    assert desk.ledger.submission(first.id).state is State.PASSED


def test_one_file_of_a_sum_can_replace_the_sum(desk: Desk, submit: Callable) -> None:
    """Sending one of two added files again with “replace” is not the same file."""
    submit(MARCH)
    (both,) = submit(MARCH_CONSTRUCTION, mode="add")
    (alone,) = submit(MARCH, mode="replace")
    assert (alone.same_as, alone.supersedes, alone.rows) == (None, both.id, 1)


def test_a_file_of_two_months_makes_two_submissions_or_none(desk: Desk, submit: Callable) -> None:
    """One submission per period, each with its own rows and findings; all or none."""
    february, march = submit(UNUSUAL + FEBRUARY, reasons={"wage_usual": "two surgeons"})
    assert [s.period_text for s in (february, march)] == ["2026-02", "2026-03"]
    assert february.sha256 == march.sha256
    assert [len(s.findings) for s in (february, march)] == [0, 1]
    assert [s.totals["placed"] for s in (february, march)] == [6, 7]
    with pytest.raises(Conflict):
        submit(MARCH + FEBRUARY.replace("2026-02", "2026-01"))
    assert desk.ledger.submissions(period="2026-01") == []


def test_of_two_months_only_the_new_one_is_stored(desk: Desk, submit: Callable) -> None:
    """When one month of the same file was returned, the other is told to be the same."""
    february, march = submit(MARCH + FEBRUARY)
    acts.return_(desk, march.id, reason="look again", actor=person(NOOR), now=NOW)
    again = submit(MARCH + FEBRUARY)
    assert [s.same_as for s in again] == [february.id, None]


def test_nothing_to_report_is_reported_and_is_not_zero(desk: Desk, submit: Callable) -> None:
    """No file, no rows, no part: reported, accepted, and never measured as 0."""
    (sent,) = submit(None, nothing_to_report=True, period="2026-03")
    assert (sent.rows, sent.part, sent.sha256, sent.originals) == (0, None, None, ())
    assert submit(None, nothing_to_report=True, period="2026-03")[0].same_as == sent.id
    accept(desk, sent)
    assert desk.ledger.accepted_parts(WORKFORCE) == []
    (late,) = submit(MARCH, mode="add")
    assert (late.supersedes, late.rows) == (sent.id, 1)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"nothing_to_report": True}, "period_needed"),
        ({"nothing_to_report": True, "period": "2026-04", "mode": "add"}, "nothing_to_add"),
        ({"nothing_to_report": True, "period": "2026-05"}, "period_not_begun"),
        ({"nothing_to_report": True, "period": "2026-04"}, "reason_needed"),
        ({"nothing_to_report": False}, "file_or_nothing"),
        ({"nothing_to_report": True, "period": "2026-03", "mode": "merge"}, "unknown_mode"),
        ({"nothing_to_report": True, "period": "2026-Q1"}, "bad_period"),
        (
            {"nothing_to_report": True, "period": "2026-03", "partner_id": "nobody"},
            "unknown_partner",
        ),
        (
            {"nothing_to_report": True, "period": "2026-03", "partner_id": "backbone"},
            "wrong_sender",
        ),
    ],
)
def test_what_cannot_be_is_the_callers_mistake(
    desk: Desk, submit: Callable, how: dict[str, object], code: str
) -> None:
    """Arguments that cannot be are told, and nothing is stored."""
    with pytest.raises(CallersMistake) as refused:
        submit(None, **how)
    assert refused.value.code == code
    assert desk.ledger.submissions() == []


def test_a_contract_the_partner_does_not_report_is_refused(desk: Desk) -> None:
    """The agenda says who reports what, and from when."""
    how = {"actor": person("yuki.sato@example.org"), "now": NOW, "partner_id": "sunrow_energy"}
    how["nothing_to_report"] = True
    with pytest.raises(CallersMistake, match="does not report “Congestion") as refused:
        acts.submit(desk, None, "congestion", period="2026-03", **how)
    assert refused.value.code == "not_reported"
    with pytest.raises(CallersMistake, match="for December 2023"):
        acts.submit(desk, None, WORKFORCE, period="2023-12", **how)
    assert acts.submit(desk, None, WORKFORCE, period="2024-01", **how)


def test_a_period_in_the_file_that_is_not_reported_is_refused(desk: Desk) -> None:
    """Also when the file itself says the period."""
    how = {"actor": person("yuki.sato@example.org"), "now": NOW, "partner_id": "sunrow_energy"}
    with pytest.raises(CallersMistake, match="for December 2023"):
        acts.submit(desk, a_file(MARCH.replace("2026-03", "2023-12")), WORKFORCE, **how)


@pytest.mark.parametrize(
    ("by", "partner", "on_behalf", "code"),
    [
        (SAMIR, BOARD, False, "not_allowed"),  # a member is not a steward
        (CARMEN, BOARD, False, "not_allowed"),  # another partner's steward
        (CARMEN, BOARD, True, "not_allowed"),
        (ROSA, BOARD, True, "on_behalf_of_own"),
        (NOOR, BOARD, False, "on_behalf_needed"),
    ],
)
def test_who_may_not_send(  # noqa: PLR0917 - a table
    desk: Desk, submit: Callable, by: str, partner: str, on_behalf: bool, code: str
) -> None:
    """Only a partner's steward sends, or the backbone on its behalf."""
    with pytest.raises(NotAllowed) as refused:
        submit(MARCH, by, partner_id=partner, on_behalf=on_behalf)
    assert refused.value.code == code
    assert desk.ledger.submissions() == []


def test_the_backbone_sends_on_behalf_and_another_accepts(desk: Desk, submit: Callable) -> None:
    """Where a second person is required, who sent it may not accept it."""
    (sent,) = submit(MARCH, NOOR, on_behalf=True)
    assert sent.on_behalf
    with pytest.raises(NotAllowed, match="cannot accept it too") as refused:
        accept(desk, sent, by=NOOR, reason="nobody else is here")
    assert refused.value.code == "second_person"
    (accepted,) = accept(desk, sent, by=TOMAS)
    assert (accepted.state, accepted.decided_by) == (State.ACCEPTED, TOMAS)


def test_where_it_is_recorded_one_person_may_do_both_with_a_reason(tmp_path: Path) -> None:
    """`second_person: recorded`: the same person accepts with a reason, kept in the trail."""
    desk = make_desk(tmp_path, second_person="recorded")
    how = {"partner_id": BOARD, "actor": person(NOOR), "now": NOW, "on_behalf": True}
    (sent,) = acts.submit(desk, a_file(MARCH), WORKFORCE, **how)
    for reason in (None, "  "):
        with pytest.raises(CallersMistake, match="needs a reason"):
            accept(desk, sent, reason=reason)
    (accepted,) = accept(desk, sent, reason="I am alone this month")
    assert accepted.decision_reason == "I am alone this month"
    assert "I am alone" in desk.ledger.audit_rows(about=sent.id)[0].details


def test_several_are_accepted_together_or_not_at_all(desk: Desk, submit: Callable) -> None:
    """One that cannot be accepted holds back all that were asked for with it."""
    february, march = submit(MARCH + FEBRUARY)
    acts.withdraw(desk, march.id, actor=person(ROSA), now=NOW)
    with pytest.raises(Conflict, match="withdrawn"):
        accept(desk, february, march)
    with pytest.raises(CallersMistake, match="There is no submission"):
        acts.accept(desk, [february.id, "sub_none"], actor=person(NOOR), now=NOW)
    assert desk.ledger.submission(february.id).state is State.PASSED
    assert len(accept(desk, february, february)) == 1


def test_only_the_backbone_decides(desk: Desk, submit: Callable) -> None:
    """A partner's own people neither accept nor return."""
    (sent,) = submit(MARCH)
    with pytest.raises(NotAllowed):
        accept(desk, sent, by=ROSA)
    with pytest.raises(NotAllowed):
        acts.return_(desk, sent.id, reason="mine", actor=person(ROSA), now=NOW)
    assert accept(desk, sent, by=CHAIR)


def test_a_return_says_why(desk: Desk, submit: Callable) -> None:
    """Without a reason nothing is returned; with one the partner reads it."""
    (sent,) = submit(MARCH)
    with pytest.raises(CallersMistake, match="needs a reason"):
        acts.return_(desk, sent.id, reason=" ", actor=person(NOOR), now=NOW)
    returned = acts.return_(desk, sent.id, reason="wages?", actor=person(NOOR), now=NOW)
    assert (returned.state, returned.decision_reason) == (State.RETURNED, "wages?")
    with pytest.raises(Conflict, match="returned"):
        accept(desk, sent)


@pytest.mark.parametrize(
    ("by", "may"), [(ROSA, True), (SAMIR, False), (CARMEN, False), (NOOR, False)]
)
def test_who_may_withdraw(desk: Desk, submit: Callable, by: str, may: bool) -> None:
    """The partner's own steward takes a file back before a decision; nobody else.

    Another partner's people are not even told that there is such a file.
    """
    (sent,) = submit(MARCH)
    if not may:
        with pytest.raises(CallersMistake if by == CARMEN else NotAllowed):
            acts.withdraw(desk, sent.id, actor=person(by), now=NOW)
        return
    assert acts.withdraw(desk, sent.id, actor=person(by), now=NOW).state is State.WITHDRAWN
    with pytest.raises(Conflict, match="withdrawn"):
        acts.withdraw(desk, sent.id, actor=person(by), now=NOW)


def test_community_figures_are_loaded_by_the_backbone(desk: Desk) -> None:
    """A contract loaded by the backbone: its people send it, as the backbone, and only they."""
    rows = "period,area,labour_force,employed,source,licence,retrieved_on\n"
    rows += "2026-Q1,arroyo_valley,1000,950,Census,CC0,2026-04-05\n"
    upload = Upload("community.csv", rows.encode())
    how = {"partner_id": "backbone", "now": NOW}
    with pytest.raises(NotAllowed):
        acts.submit(desk, upload, "community_workforce", actor=person(ROSA), **how)
    with pytest.raises(CallersMistake, match="as a whole"):
        acts.submit(
            desk, upload, "community_workforce", actor=person(NOOR), **how | {"partner_id": BOARD}
        )
    (sent,) = acts.submit(desk, upload, "community_workforce", actor=person(NOOR), **how)
    assert (sent.state, sent.partner, sent.on_behalf) == (State.PASSED, "backbone", False)
    assert accept(desk, sent, by=TOMAS)[0].state is State.ACCEPTED


def test_the_version_of_the_day_is_recorded(desk: Desk, submit: Callable) -> None:
    """A contract that changes between sending and accepting disturbs nobody."""
    (sent,) = submit(MARCH)
    newer = dataclasses.replace(contract(), version="1.1.0", sha256="f" * 64)
    changed = dataclasses.replace(
        desk.definitions, contracts={**desk.definitions.contracts, WORKFORCE: newer}
    )
    desk = dataclasses.replace(desk, definitions=changed)
    (accepted,) = accept(desk, sent)
    assert (accepted.contract_version, accepted.contract_sha256) == (
        contract().version,
        contract().sha256,
    )


def test_the_day_of_the_act_is_the_partnerships_day(desk: Desk, submit: Callable) -> None:
    """At 3 in the morning UTC on 1 April it is still March in California."""
    night = dt.datetime(2026, 4, 1, 3, 0, tzinfo=dt.UTC)
    with pytest.raises(CallersMistake, match="period_not_ended"):
        submit(MARCH, now=night)
    assert submit(MARCH, now=night + dt.timedelta(hours=6))


def test_what_a_person_confirmed_about_the_file_is_used(desk: Desk) -> None:
    """A header matched by hand on the page is matched the same way when it is sent."""
    upload = Upload("march.csv", (HEADER.replace("placed", "erfolge") + MARCH).encode())
    how = {"partner_id": BOARD, "actor": person(ROSA), "now": NOW}
    assert acts.submit(desk, upload, WORKFORCE, **how)[0].state is State.FAILED
    reading = Reading(header_matches={"erfolge": "placed"})
    assert acts.submit(desk, upload, WORKFORCE, reading=reading, **how)[0].state is State.PASSED


def test_a_full_disk_keeps_nothing_and_says_so(
    desk: Desk, submit: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full the sender is told; the ledger knows nothing of the file."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("shared_metrics.vault.files.os.fsync", full)
        with pytest.raises(InstallationProblem, match="is full") as refused:
            submit(MARCH)
    assert refused.value.code == "disk_full"
    assert (desk.ledger.submissions(), vault_files(desk)) == ([], [])
    assert submit(MARCH)[0].state is State.PASSED


def test_another_partners_file_is_its_own(desk: Desk, submit: Callable) -> None:
    """The same bytes for another partner are another submission, kept once in the vault."""
    (one,) = submit(MARCH)
    (two,) = submit(MARCH, CARMEN, partner_id=STEPPINGWAY)
    assert (two.same_as, one.sha256) == (None, two.sha256)
    assert len(vault_files(desk)) == 3
