"""A file before it is sent: what we read, what is wrong, what it would change. Keeps nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from shared_metrics import people, reading
from shared_metrics.agenda.model import Person
from shared_metrics.contracts.model import Contract
from shared_metrics.desk.agreed import (
    check_agreed,
    columns_not_shared,
    filled,
    told_not_kept,
)
from shared_metrics.desk.matched_headers import remembered
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.matching import Matching, matching_of
from shared_metrics.desk.questions.sent import every_submission
from shared_metrics.periods import Period
from shared_metrics.reading import Caps, ReadTable, Upload
from shared_metrics.submissions import State, Submission

if TYPE_CHECKING:  # checks brings in Great Expectations, seconds that a page must not wait for
    from shared_metrics.checks import Judgement


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One indicator's total: in this file, in what it would replace, in the period before."""

    title: str
    unit: str | None
    now: Decimal | None
    replaced: Decimal | None
    before: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """From the period before to this one."""
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True, eq=False)
class Checked:
    """A file as checked. `standing`: what already counts or waits for each of its periods.

    `same_as`: a submission that holds exactly these bytes. `looks_like`: the contract the file
    seems to be for, when that is another one. `matching`: what to ask about columns, when some
    are lacking and others left over.
    """

    upload: Upload
    contract: Contract
    table: ReadTable
    judgement: "Judgement"
    standing: Mapping[Period, Submission]
    totals: tuple[TotalRow, ...]
    same_as: Submission | None
    looks_like: Contract | None
    matching: Matching | None = None

    @property
    def can_be_sent(self) -> bool:
        """Whether nothing has to be fixed."""
        return self.judgement.verdict == "pass"


def check_file(
    desk: Desk,
    person: Person,
    upload: Upload,
    contract_id: str,
    *,
    partner_id: str,
    period: Period | None = None,
    false_alarms: frozenset[str] = frozenset(),
    sheet: str | None = None,
    header_matches: Mapping[str, str] | None = None,
) -> Checked:
    """Reads and judges a file for somebody who may send it; writes nothing anywhere.

    `sheet`, `header_matches` (header -> column): as the person chose for this file.

    Raises NotAllowed, and CallersMistake `no_agreement` when a period of it is not covered.
    """
    from shared_metrics import checks

    contract = desk.definitions.contract(contract_id)
    on_behalf = person.of_backbone and person.partner != partner_id
    people.check_can_submit(person, contract, partner_id, desk.partnership, on_behalf=on_behalf)
    caps = Caps(max_bytes=desk.settings.max_upload_bytes, max_rows=desk.settings.max_rows)
    table = reading.read(
        upload,
        contract,
        partner=partner_id,
        caps=caps,
        sheet=sheet,
        header_matches=header_matches,
        remembered=remembered(desk, partner_id, contract.id),
    )
    judgement = checks.judge(
        table,
        contract,
        partner=desk.partnership.partner_by_id.get(partner_id),
        other_partners=[p for p in desk.partnership.partners if p.id != partner_id],
        period=period,
        today=desk.today(),
        false_alarms=false_alarms,
    )
    for one in judgement.periods:
        check_agreed(desk, partner_id, contract, one)
    judgement = _with_what_is_not_kept(desk, partner_id, contract, judgement)
    looks_like = _looks_like(desk, upload, contract, table)
    return Checked(
        upload,
        contract,
        table,
        judgement,
        standing=_standing(desk, partner_id, contract, judgement.periods),
        totals=_totals(desk, person, partner_id, contract, judgement),
        same_as=_same_bytes(desk, partner_id, contract, upload),
        looks_like=looks_like,
        matching=None
        if looks_like
        else matching_of(table, contract, upload, judgement.findings, sheet=sheet),
    )


def _with_what_is_not_kept(
    desk: Desk, partner: str, contract: Contract, judgement: "Judgement"
) -> "Judgement":
    """The judgement, saying which filled columns no agreement shares."""
    apart = {
        name
        for period in judgement.periods
        for name in columns_not_shared(desk, partner, contract, period)
    }
    told = filled(judgement.observations, [c.name for c in contract.columns if c.name in apart])
    if not told:
        return judgement
    assumptions = (*judgement.assumptions, told_not_kept(contract, told))
    return replace(judgement, assumptions=assumptions)


def _standing(
    desk: Desk, partner: str, contract: Contract, periods: tuple[Period, ...]
) -> Mapping[Period, Submission]:
    """Per period what waits, else what counts: the file a new one would meet."""
    met: dict[Period, Submission] = {}
    for one in every_submission(desk):
        if (one.partner, one.contract) != (partner, contract.id) or one.period not in periods:
            continue
        if one.state is State.PASSED or (one.state is State.ACCEPTED and one.period not in met):
            met[one.period] = one
    return met


def _totals(
    desk: Desk, person: Person, partner: str, contract: Contract, judgement: "Judgement"
) -> tuple[TotalRow, ...]:
    """Totals beside those of the period before; only a file of one period has such.

    Who may not see what the partner sent (an upload link) gets no figures to compare with.
    """
    if len(judgement.periods) != 1:
        return ()
    (period,) = judgement.periods
    known: Mapping[Period, Submission] = {}
    if people.can_see_partner(person, partner):
        known = _standing(desk, partner, contract, (period + -1, period))
    nothing: Mapping[str, Decimal] = {}
    before = known[period + -1].totals if period + -1 in known else nothing
    replaced = known[period].totals if period in known else nothing
    return tuple(
        TotalRow(
            column.title,
            column.unit,
            judgement.totals.get(column.name),
            replaced.get(column.name),
            before.get(column.name),
        )
        for column in contract.indicators
        if column.name in judgement.totals
    )


def _same_bytes(desk: Desk, partner: str, contract: Contract, upload: Upload) -> Submission | None:
    return next(
        (
            one
            for one in every_submission(desk)
            if (one.partner, one.contract, one.sha256) == (partner, contract.id, upload.sha256)
            and one.state in (State.PASSED, State.ACCEPTED)
        ),
        None,
    )


def _looks_like(
    desk: Desk, upload: Upload, contract: Contract, table: ReadTable
) -> Contract | None:
    if table.readable and table.facts.columns_found == table.facts.columns_expected:
        return None
    contract_id = reading.recognise(upload, desk.definitions.contracts.values())
    if contract_id in (None, contract.id):
        return None
    return desk.definitions.contract(contract_id)
