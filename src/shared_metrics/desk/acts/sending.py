"""One act of sending: who sends what for whom, checked before the file is opened."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from shared_metrics.agenda.model import Partner, Person
from shared_metrics.contracts import Contract
from shared_metrics.desk.agreed import check_agreed
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import CallersMistake
from shared_metrics.people import check_can_submit
from shared_metrics.periods import Period, parse_period
from shared_metrics.reading import Upload
from shared_metrics.submissions import Mode


@dataclass(frozen=True)
class Sending:
    """Everything one call of `submit` was told. `upload` None: nothing to report."""

    desk: Desk
    contract: Contract
    partner: str
    actor: Person
    now: dt.datetime
    upload: Upload | None
    period: Period | None
    on_behalf: bool
    reasons: Mapping[str, str]
    mode: Mode | None
    note: str

    @property
    def splits(self) -> bool:
        """Whether the file holds several partners' rows."""
        return self.contract.partner_column == "split"

    @property
    def sha256(self) -> str | None:
        """The fingerprint of the file sent."""
        return self.upload.sha256 if self.upload else None


def check_sending(sending: Sending) -> None:
    """Raises NotAllowed or CallersMistake when this cannot be sent so, whatever the file holds."""
    desk, contract = sending.desk, sending.contract
    _check_mode(sending.mode)
    _check_whose(sending)
    check_can_submit(
        sending.actor, contract, sending.partner, desk.partnership, on_behalf=sending.on_behalf
    )
    if not sending.splits:
        check_reports(sending, sending.partner, sending.period)
    if sending.upload is None:
        _check_nothing_to_report(sending)


def _check_mode(mode: str | None) -> None:
    if mode not in (None, *get_args(Mode)):
        raise CallersMistake(
            "unknown_mode",
            f"A second file cannot be sent to “{mode}” the first.",
            "Say `replace` or `add`, or nothing.",
        )


def _check_whose(sending: Sending) -> None:
    backbone = sending.desk.partnership.backbone
    if sending.contract.loaded_by != "backbone" and not sending.splits:
        if sending.partner != backbone:
            sending.desk.definitions.partner(sending.partner)  # unknown: says so
            return
        wrong, hint = "is sent by partners, each for itself", "Name the partner it is about."
    elif sending.partner == backbone:
        return
    else:
        wrong = "is sent by the backbone as a whole"
        hint = f"Send it for “{backbone}”."
    raise CallersMistake("wrong_sender", f"“{sending.contract.title}” {wrong}.", hint)


def check_reports(sending: Sending, partner_id: str, period: Period | None) -> None:
    """Raises CallersMistake when the agenda does not have the partner report this, then.

    `not_reported`, or `no_agreement` when no data-sharing agreement covers it.
    """
    if partner_id == sending.desk.partnership.backbone:
        return
    partner = sending.desk.definitions.partner(partner_id)
    if _reports(partner, sending.contract, period):
        check_agreed(sending.desk, partner_id, sending.contract, period)
        return
    when = f" for {period.label}" if period else ""
    raise CallersMistake(
        "not_reported",
        f"{partner.name} does not report “{sending.contract.title}”{when}.",
        f"It reports: {_told(partner)}. The agenda says so under the partner's `reports`.",
    )


def _reports(partner: Partner, contract: Contract, period: Period | None) -> bool:
    def covers(first: str | None, last: str | None) -> bool:
        if period is None:
            return True
        return not (
            (first and period < parse_period(first, contract.period_kind))
            or (last and period > parse_period(last, contract.period_kind))
        )

    return any(r.contract == contract.id and covers(r.first, r.last) for r in partner.reports)


def _told(partner: Partner) -> str:
    spans = (
        r.contract
        + (f" from {r.first}" if r.first else "")
        + (f" until {r.last}" if r.last else "")
        for r in partner.reports
    )
    return ", ".join(spans) or "nothing yet"


def _check_nothing_to_report(sending: Sending) -> None:
    if sending.period is None:
        raise CallersMistake(
            "period_needed", "For which period is there nothing to report?", "Give `--period`."
        )
    if sending.mode == "add":
        raise CallersMistake(
            "nothing_to_add", "Nothing cannot be added to what was sent.", "Use `--replace`."
        )
    if sending.period.first_day > sending.desk.day_of(sending.now):
        raise CallersMistake(
            "period_not_begun", f"{sending.period.label} has not begun.", "Choose another period."
        )


def period_of(period: Period | str | None, contract: Contract) -> Period | None:
    """The period given, as the contract counts them. Raises CallersMistake `bad_period`."""
    if period is None:
        return None
    try:
        return parse_period(str(period), contract.period_kind)
    except ValueError as error:
        raise CallersMistake(
            "bad_period", f"{error}.", f"“{contract.title}” is sent per {contract.period_kind}."
        ) from None
