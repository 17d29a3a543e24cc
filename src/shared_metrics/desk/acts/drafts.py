"""From a file to drafts: what would become a submission each, one per partner and period."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import polars as pl

from shared_metrics.agenda.model import Partner
from shared_metrics.contracts import Role, value_key
from shared_metrics.desk.acts.sending import Sending, check_reports
from shared_metrics.desk.agreed import columns_not_shared, emptied, filled, told_not_kept
from shared_metrics.desk.matched_headers import remembered
from shared_metrics.findings import Assumption, Finding, Level, in_reading_order, verdict_of
from shared_metrics.observations import LINE, PARTNER, PERIOD
from shared_metrics.periods import Period, parse_period
from shared_metrics.reading import Caps, ReadTable, read
from shared_metrics.reading.header import key_of
from shared_metrics.submissions import without_values


@dataclass(frozen=True, eq=False)
class Draft:
    """What would become one submission. `observations` None: nothing to report.

    `keeps_original`: whether the file itself may be kept; not when it holds what no agreement
    shares.
    """

    partner: str
    period: Period
    observations: pl.DataFrame | None
    findings: tuple[Finding, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    keeps_original: bool = True


@dataclass(frozen=True, eq=False)
class Judged:
    """A file with everything found in it; drafts only when nothing must be fixed.

    `confirmed`: header -> column, of those that a person matched for this very file.
    """

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    rows: int = 0
    period: Period | None = None
    table: ReadTable | None = None
    confirmed: Mapping[str, str] = field(default_factory=dict)

    @property
    def must_be_fixed(self) -> bool:
        """Whether anything blocks the file."""
        return verdict_of(self.findings) == "fail"

    def with_findings(self, more: tuple[Finding, ...]) -> "Judged":
        """The same file with more found in it."""
        return replace(self, drafts=(), findings=in_reading_order((*self.findings, *more)))


@dataclass(frozen=True)
class Reading:
    """What a person confirmed about the file: sheet, headers, false alarms of personal data."""

    sheet: str | None = None
    header_matches: Mapping[str, str] | None = None
    false_alarms: frozenset[str] = frozenset()


def judge_sending(sending: Sending, reading: Reading) -> Judged:
    """Reads and judges what is sent; with nothing to report there is no file to read."""
    if sending.upload is None:
        return _nothing_to_report(sending)
    judged = _judge_file(sending, reading)
    for draft in judged.drafts:
        check_reports(sending, draft.partner, draft.period)
    return _as_agreed(sending, judged)


def _as_agreed(sending: Sending, judged: Judged) -> Judged:
    """Without the columns that no agreement shares; then the file itself is not kept either."""
    drafts = tuple(_draft_as_agreed(sending, draft) for draft in judged.drafts)
    if all(draft.keeps_original for draft in drafts):
        return judged
    return replace(judged, drafts=tuple(replace(d, keeps_original=False) for d in drafts))


def _draft_as_agreed(sending: Sending, draft: Draft) -> Draft:
    rows, contract = draft.observations, sending.contract
    if rows is None:
        return draft
    apart = columns_not_shared(sending.desk, draft.partner, contract, draft.period)
    apart = filled(rows, apart)
    if not apart:
        return draft
    return replace(
        draft,
        observations=emptied(rows, apart),
        findings=tuple(without_values(f) if f.column in apart else f for f in draft.findings),
        assumptions=(*draft.assumptions, told_not_kept(contract, apart)),
        totals={name: total for name, total in draft.totals.items() if name not in apart},
        keeps_original=False,
    )


def _nothing_to_report(sending: Sending) -> Judged:
    period = sending.period
    assert period is not None  # noqa: S101 - check_sending saw to it
    findings = tuple(_not_ended(sending, period))
    return Judged((Draft(sending.partner, period, None, findings),), findings, period=period)


def _not_ended(sending: Sending, period: Period) -> Iterator[Finding]:
    if period.last_day >= sending.desk.day_of(sending.now):
        message = f"{period.label} has not ended yet."
        fix = "Wait until it has, or say why nothing more will come."
        yield Finding("period_not_ended", Level.CHECK, message, fix=fix)


def _judge_file(sending: Sending, reading: Reading) -> Judged:
    # Great Expectations takes seconds to import: only those who send a file wait for it.
    from shared_metrics.checks import judge

    assert sending.upload is not None  # noqa: S101 - asked before
    desk, settings = sending.desk, sending.desk.settings
    own = desk.partnership.partner_by_id.get(sending.partner)
    table = read(
        sending.upload,
        sending.contract,
        partner=sending.partner,
        caps=Caps(max_bytes=settings.max_upload_bytes, max_rows=settings.max_rows),
        sheet=reading.sheet,
        header_matches=reading.header_matches,
        remembered=remembered(desk, sending.partner, sending.contract.id),
    )
    judgement = judge(
        table,
        sending.contract,
        partner=own,
        other_partners=[p for p in desk.partnership.partners if p.id != sending.partner],
        period=sending.period,
        today=desk.day_of(sending.now),
        false_alarms=reading.false_alarms,
    )
    periods = judgement.periods
    judged = Judged(
        (),
        judgement.findings,
        judgement.assumptions,
        judgement.typed.height,
        sending.period or (periods[0] if len(periods) == 1 else None),
        table,
        _confirmed(table, reading),
    )
    if judgement.verdict == "fail":
        return judged
    owners = _owners(sending, table)
    return replace(judged, drafts=_drafts(sending, judged, judgement.observations, owners))


def _confirmed(table: ReadTable, reading: Reading) -> dict[str, str]:
    given = {key_of(header): name for header, name in (reading.header_matches or {}).items()}
    matched = ((header, name) for name, header in table.matched.items())
    return {header: name for header, name in matched if given.get(key_of(header)) == name}


def _drafts(
    sending: Sending, judged: Judged, observations: pl.DataFrame, owners: Mapping[int, str]
) -> tuple[Draft, ...]:
    from shared_metrics.checks.totals import headline_totals

    whose = pl.col(LINE).replace_strict(owners, default=sending.partner, return_dtype=pl.String)
    cells = observations.with_columns(whose.alias(PARTNER)).partition_by(
        PARTNER, PERIOD, as_dict=True, include_key=True, maintain_order=True
    )
    kind = sending.contract.period_kind
    return tuple(
        Draft(
            str(partner),
            parse_period(str(period), kind),
            rows.drop(PARTNER),
            _findings_on(judged, rows, alone=len(cells) == 1),
            judged.assumptions,
            headline_totals(rows.drop(PARTNER), sending.contract),
        )
        for (partner, period), rows in sorted(cells.items())
    )


def _findings_on(judged: Judged, rows: pl.DataFrame, *, alone: bool) -> tuple[Finding, ...]:
    if alone:
        return judged.findings
    lines = set(rows[LINE])
    return tuple(f for f in judged.findings if f.line is None or f.line in lines)


def _owners(sending: Sending, table: ReadTable) -> dict[int, str]:
    """Which line is whose in a file of several partners."""
    columns = sending.contract.columns_in(Role.PARTNER)
    if not sending.splits or not columns or columns[0].name not in table.cells.columns:
        return {}
    known = dict(_spellings(sending.desk.partnership.partners))
    told = table.cells.select(LINE, columns[0].name).rows()
    named = {line: known.get(value_key(text or "")) for line, text in told}
    return {line: owner for line, owner in named.items() if owner}


def _spellings(partners: tuple[Partner, ...]) -> Iterator[tuple[str, str]]:
    for partner in partners:
        for spelling in (partner.id, partner.name, *partner.synonyms):
            yield value_key(spelling), partner.id
