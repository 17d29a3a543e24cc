"""Sending a file: read, judged, and either kept whole or only remembered as to be fixed."""

import base64
import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

from shared_metrics.agenda.model import Person
from shared_metrics.desk.acts.drafts import Draft, Judged, Reading, judge_sending
from shared_metrics.desk.acts.heard_with_files import keep_what_was_said
from shared_metrics.desk.acts.placing import Place, add_rows, place_of
from shared_metrics.desk.acts.sending import Sending, check_sending, period_of
from shared_metrics.desk.matched_headers import remember_matches
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.findings import Finding, rules_to_explain
from shared_metrics.ledger import Entry
from shared_metrics.ledger.running import acts
from shared_metrics.periods import Period
from shared_metrics.reading import Upload
from shared_metrics.submissions import (
    Act,
    Mode,
    State,
    Submission,
    count_by_level,
    without_values,
)


@acts
def submit(
    desk: Desk,
    upload: Upload | None,
    contract_id: str,
    *,
    partner_id: str,
    actor: Person,
    now: dt.datetime,
    period: Period | str | None = None,
    on_behalf: bool = False,
    reasons: Mapping[str, str] | None = None,
    nothing_to_report: bool = False,
    mode: Mode | None = None,
    note: str = "",
    reading: Reading | None = None,
) -> list[Submission]:
    """Sends a file, or that there is nothing to report: one submission per partner and period.

    All or none. With anything to fix: one submission `failed`, of which nothing but the file's
    fingerprint and the places of the faults is kept. The same file again: nothing is stored, the
    answer's `same_as` is set.

    Raises NotAllowed, CallersMistake (`reason_needed`: nothing is stored), Conflict
    (`second_file`, `changed_meanwhile`) and InstallationProblem (nothing half-written).
    """
    contract = desk.definitions.contract(contract_id)
    _check_one_of(upload, nothing_to_report=nothing_to_report)
    sending = Sending(
        desk=desk,
        contract=contract,
        partner=partner_id,
        actor=actor,
        now=now,
        upload=upload,
        period=period_of(period, contract),
        on_behalf=on_behalf,
        reasons={rule: why.strip() for rule, why in (reasons or {}).items() if why.strip()},
        mode=mode,
        note=note.strip(),
    )
    check_sending(sending)
    return send(sending, judge_sending(sending, reading or Reading()))


def _check_one_of(upload: Upload | None, *, nothing_to_report: bool) -> None:
    if (upload is None) != nothing_to_report:
        raise CallersMistake(
            "file_or_nothing",
            "Send either a file or that there is nothing to report.",
            "Leave one of the two out.",
        )


def send(sending: Sending, judged: Judged) -> list[Submission]:
    """Decides and writes what was judged."""
    if judged.must_be_fixed:
        return [_keep_failed(sending, judged)]
    places = [_find_place(sending, draft) for draft in judged.drafts]
    if sending.mode == "add":
        places, twice = add_rows(sending, places, judged)
        if twice:
            return [_keep_failed(sending, judged.with_findings(twice))]
    _check_reasons(sending, [f for place in places if not place.same for f in place.draft.findings])
    return _keep(sending, places, judged.confirmed)


def _find_place(sending: Sending, draft: Draft) -> Place:
    standing = sending.desk.ledger.standing(draft.partner, sending.contract.id, draft.period.text)
    return place_of(sending, draft, standing)


def _check_reasons(sending: Sending, findings: Iterable[Finding]) -> None:
    findings = list(findings)
    lacking = [rule for rule in rules_to_explain(findings) if rule not in sending.reasons]
    if not lacking:
        return
    told = {finding.rule: finding.message for finding in reversed(findings)}
    raise CallersMistake(
        "reason_needed",
        "To check before it is sent: "
        + "; ".join(f"{told[rule].rstrip('.')} [{rule}]" for rule in lacking)
        + ".",
        "Correct the file, or say why it is right: "
        + " ".join(f"--reason '{rule}=...'" for rule in lacking),
    )


def _keep_failed(sending: Sending, judged: Judged) -> Submission:
    failed = replace(
        _new(sending, sending.partner, judged.period),
        rows=judged.rows,
        findings=judged.findings,
        finding_counts=count_by_level(judged.findings),
        assumptions=judged.assumptions,
    )
    kept = replace(failed, findings=tuple(without_values(f) for f in judged.findings))
    with _writing(sending) as entry:
        kept = entry.add(kept, Act.SUBMIT_WITH_FINDINGS)
    return replace(failed, state=kept.state)


def _keep(sending: Sending, places: list[Place], confirmed: Mapping[str, str]) -> list[Submission]:
    """Files first, then the ledger rows: what is not in the ledger does not count."""
    new = {index: _from_place(sending, p) for index, p in enumerate(places) if not p.same}
    if new:
        with _writing(sending) as entry:
            new = {i: _write(sending, entry, places[i], one) for i, one in new.items()}
            keep_what_was_said(entry, sending, new.values())
            remember_matches(
                entry,
                confirmed,
                partner=sending.partner,
                contract=sending.contract.id,
                by=sending.actor.email,
                now=sending.now,
            )
    told = [replace(p.same, same_as=p.same.id) if p.same else None for p in places]
    return [one or new[index] for index, one in enumerate(told)]


def _write(sending: Sending, entry: Entry, place: Place, submission: Submission) -> Submission:
    now = place_of(sending, place.draft, entry.standing_with(submission))
    if now.standing != place.standing:
        raise Conflict(
            "changed_meanwhile",
            f"The figures for {place.draft.period.label} changed while this file was read.",
            "Look at what stands there now, then send it again.",
        )
    if now.waiting:
        entry.move(now.waiting, Act.SUPERSEDE, superseded_by=submission.id)
    return entry.add(submission, Act.SUBMIT)


def _from_place(sending: Sending, place: Place) -> Submission:
    draft, vault = place.draft, sending.desk.vault
    new = _new(sending, draft.partner, draft.period)
    before = place.newest if sending.mode == "add" else None
    originals = [*(before.originals if before else ())]
    if sending.upload is not None and draft.keeps_original:
        originals.append(vault.keep_original(sending.upload.content))
    part = None
    if draft.observations is not None:
        part = vault.keep_part(
            draft.observations, sending.contract, partner=draft.partner, submission=new.id
        )
    explained = rules_to_explain(draft.findings)
    reasons = {**(before.reasons if before else {}), **sending.reasons}
    return replace(
        new,
        originals=tuple(originals),
        part=part,
        rows=part.rows if part else 0,
        supersedes=place.supersedes,
        mode=sending.mode if place.newest else None,
        reasons={rule: why for rule, why in reasons.items() if rule in explained},
        findings=draft.findings,
        finding_counts=count_by_level(draft.findings),
        assumptions=draft.assumptions,
        totals=draft.totals,
    )


def _new(sending: Sending, partner: str, period: Period | None) -> Submission:
    return Submission(
        id=new_id(),
        state=State.PASSED,
        partner=partner,
        contract=sending.contract.id,
        contract_version=sending.contract.version,
        contract_sha256=sending.contract.sha256,
        period=period,
        period_kind=sending.contract.period_kind,
        submitted_by=sending.actor.email,
        submitted_at=sending.now,
        file_name=sending.upload.name if sending.upload else None,
        sha256=sending.sha256,
        on_behalf=sending.on_behalf,
        nothing_to_report=sending.upload is None,
        note=sending.note,
    )


def _writing(sending: Sending) -> AbstractContextManager[Entry]:
    return sending.desk.writing(sending.actor, sending.now)


def new_id() -> str:
    """A new submission id: 80 random bits."""
    return f"sub_{base64.b32encode(secrets.token_bytes(10)).decode().lower()}"
