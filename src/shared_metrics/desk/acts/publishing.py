"""Taking figures back from the public."""

import datetime as dt

from shared_metrics.agenda.model import Person
from shared_metrics.contracts import Contract
from shared_metrics.desk.acts.sending import period_of
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.who import new_id
from shared_metrics.errors import CallersMistake, Conflict
from shared_metrics.people import check_can_withdraw_published
from shared_metrics.periods import Period, periods_between
from shared_metrics.submissions import State, Withdrawal

MAX_NOTE = 500


def withdraw_published(
    desk: Desk,
    partner_id: str,
    contract_id: str,
    first: Period | str,
    last: Period | str | None = None,
    *,
    public_note: str,
    actor: Person,
    now: dt.datetime,
) -> Withdrawal:
    """From now on the public is not shown a partner's figures of these periods, and is told so.

    `last` is included; None: one period. The figures stay accepted and count inside; the backbone
    and the partner see that they were withdrawn. It cannot be undone.

    Raises NotAllowed, CallersMistake (`note_needed`, `note_too_long`, `bad_period`,
    `range_backwards`, `nothing_published`, `unknown_...`) and Conflict `already_withdrawn`.
    """
    check_can_withdraw_published(actor)
    contract = desk.definitions.contract(contract_id)
    if partner_id != desk.partnership.backbone:
        desk.definitions.partner(partner_id)
    withdrawal = Withdrawal(
        new_id("wdr"),
        partner_id,
        contract.id,
        *_span(first, last, contract),
        public_note=_checked_note(public_note),
        withdrawn_by=actor.email,
        withdrawn_at=now,
    )
    _check_published(desk, withdrawal)
    with desk.writing(actor, now) as entry:
        _check_new(withdrawal, entry.withdrawals())
        return entry.withdraw_published(withdrawal)


def _span(
    first: Period | str, last: Period | str | None, contract: Contract
) -> tuple[Period, Period]:
    begin, end = period_of(first, contract), period_of(last or first, contract)
    assert begin is not None  # noqa: S101 - only no period given gives none
    assert end is not None  # noqa: S101 - as above
    if end < begin:
        raise CallersMistake(
            "range_backwards", f"{begin} comes after {end}.", "Swap the first and last period."
        )
    return begin, end


def _checked_note(public_note: str) -> str:
    note = " ".join(public_note.split())
    if not note:
        raise CallersMistake(
            "note_needed",
            "The public is told why figures are gone: a note is needed.",
            "Write one sentence that names no person. It stays on the public page.",
        )
    if len(note) > MAX_NOTE:
        raise CallersMistake(
            "note_too_long", f"The note has {len(note)} letters.", f"Use at most {MAX_NOTE}."
        )
    return note


def _check_published(desk: Desk, withdrawal: Withdrawal) -> None:
    w = withdrawal
    sent = desk.ledger.submissions(partner=w.partner, contract=w.contract, states=[State.ACCEPTED])
    if not any(one.period and w.holds(one.partner, one.contract, one.period) for one in sent):
        raise CallersMistake(
            "nothing_published",
            f"Nothing of “{w.partner}” under “{w.contract}” counts for {w.span}.",
            "Look at what does with `shared-metrics submissions --state accepted`.",
        )


def _check_new(withdrawal: Withdrawal, before: list[Withdrawal]) -> None:
    w = withdrawal
    if all(
        any(old.holds(w.partner, w.contract, period) for old in before)
        for period in periods_between(w.first, w.last)
    ):
        raise Conflict(
            "already_withdrawn", f"The figures for {w.span} were withdrawn before.", None
        )
