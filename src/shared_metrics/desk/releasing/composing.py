"""What a release says: put together from the agenda, the safe tables, and counts without names."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from shared_metrics.agenda.agreement import Agreement
from shared_metrics.agenda.model import Goal, Metric, Partner, Sector
from shared_metrics.agenda.publication import PARTNERS, AudiencePlan
from shared_metrics.desk.learned import shown_to
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.coverage import files_in, last_closed, provisional_periods
from shared_metrics.desk.questions.progress import successors_of
from shared_metrics.desk.releasing.facts import measured_for
from shared_metrics.desk.releasing.protection import Safe
from shared_metrics.disclosure import REVISION_PENDING, SECTOR, PublicTable
from shared_metrics.learning import Adaptation, Setback
from shared_metrics.metrics import Question
from shared_metrics.observations import PARTNER, PERIOD
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.progress import compared, group_standings, standing
from shared_metrics.releases import (
    ContractVersion,
    CoverageCount,
    Edition,
    HidingRules,
    PartnerCard,
    PartnershipCard,
    Previous,
    Release,
    ReleasedGoal,
    ReleasedSetback,
    ReleaseId,
    TableEntry,
    WithdrawalNote,
)
from shared_metrics.releases.content import released_goal
from shared_metrics.releases.corrections import corrections
from shared_metrics.releases.manifest import sha256_of
from shared_metrics.submissions import Submission, Withdrawal

_TITLES: Final = {SECTOR: "Sector (type of organization)", PARTNER: "Partner"}


@dataclass(frozen=True)
class Order:
    """What is to be frozen, and when. `note`: why published figures read otherwise.

    `counted`: the submissions whose figures are in it, read when it is frozen. `since`: when the
    release before was published.
    """

    id: ReleaseId | str  # a review's figures have no number of a release
    data_to: dt.date
    day: dt.date
    counted: tuple[Submission, ...] = ()
    amends: str | None = None
    reason: str | None = None
    note: str = ""
    previous: Previous | None = None
    since: dt.datetime | None = None


def composed(
    desk: Desk,
    order: Order,
    plan: AudiencePlan,
    safe: Safe,
    before: Edition | None,
) -> Release:
    """What one audience reads. `before`: what it saw last.

    What stays in the home has no hash yet.
    """
    goals = [
        goal.known_on(order.day)
        for goal in desk.agenda.goals
        if goal.versions[0].agreed_on <= order.day
    ]
    withdrawn = withdrawals_in(desk, safe.tables, order.data_to)
    return Release(
        id=str(order.id),
        amends=order.amends,
        reason=order.reason,
        previous=order.previous,
        data_to=order.data_to,
        published_on=order.day,
        partnership=_partnership(desk, order.day),
        outcomes=desk.agenda.outcomes,
        goals=tuple(_goal(desk, order, plan, goal, safe.tables) for goal in goals),
        metrics=tuple(_metrics(desk, goals, safe.tables)),
        tables=tuple(_entry(desk, table) for table in safe.tables.values()),
        sectors=desk.partnership.sector_profiles,
        partners=tuple(partner_cards(desk, order.day)),
        corrections=corrections(
            before.tables if before else {},
            safe.tables,
            lambda metric, period: _note(desk, order, withdrawn, metric, period),
        ),
        withdrawals=tuple(_told(desk, one) for one in withdrawn),
        contracts=tuple(_contracts(desk, safe.tables, order.counted)),
        rules=_rules(plan),
        certificate_sha256=safe.certificate_sha256,
        private_sha256="",
    )


def partner_cards(desk: Desk, day: dt.date) -> Iterator[PartnerCard]:
    """The partners whose agreements of this day allow a public page, in the agenda's order."""
    for partner in _partners_on(desk, day):
        current = [a for a in desk.agenda.agreements if _is_current(a, partner, day)]
        if current and all(agreement.public_page for agreement in current):
            yield PartnerCard(
                partner.id,
                partner.name,
                partner.sector_on(day).value,
                partner.brings,
                partner.hopes_to_gain,
                partner.works_on,
            )


def withdrawals_in(
    desk: Desk, tables: Mapping[str, PublicTable], data_to: dt.date
) -> list[Withdrawal]:
    """What was taken back of the contracts these tables are made of, the oldest first."""
    contracts = {table.metric.contract for table in tables.values()}
    return [
        one
        for one in desk.ledger.withdrawals()
        if one.contract in contracts and one.first.first_day <= data_to
    ]


def _partners_on(desk: Desk, day: dt.date) -> list[Partner]:
    return [
        partner
        for partner in desk.partnership.partners
        if (partner.since is None or partner.since <= day)
        and (partner.until is None or day <= partner.until)
    ]


def _is_current(agreement: Agreement, partner: Partner, day: dt.date) -> bool:
    return agreement.partner == partner.id and agreement.starts <= day <= agreement.ends


def _partnership(desk: Desk, day: dt.date) -> PartnershipCard:
    one = desk.partnership
    return PartnershipCard(
        one.id,
        one.name,
        one.place,
        one.backbone_name,
        one.contact,
        desk.sample,
        len(_partners_on(desk, day)),
    )


def _goal(
    desk: Desk, order: Order, plan: AudiencePlan, goal: Goal, tables: Mapping[str, PublicTable]
) -> ReleasedGoal:
    metric = _plain(desk.definitions.metric(goal.metric))
    published = metric.source == "published"
    note = f"Published by others; loaded by {desk.partnership.backbone_name}." if published else ""
    return released_goal(
        replace(goal, file="", line=0),
        metric,
        tables,
        coverage_in=lambda period: None if published else _coverage(desk, metric, period),
        known=measured_for(desk, plan, metric, _until(order.data_to, goal.every)),
        provisional=provisional_periods(desk, goal),
        partners_changed=lambda period: _partners_changed(desk, plan, metric, period),
        closed=_closed(desk, order, goal),
        moving_away=lambda: _some_group_moves_away(desk, order, plan, goal),
        setbacks=tuple(_setbacks(desk, order, plan, metric.id)),
        source_note=note,
    )


def _closed(desk: Desk, order: Order, goal: Goal) -> Period:
    """The newest period that could be in it: closed by then, and not after its last day."""
    whole = Period.of(order.data_to + dt.timedelta(1), goal.every) + -1
    return min(whole, last_closed(desk, goal, order.day))


def _some_group_moves_away(desk: Desk, order: Order, plan: AudiencePlan, goal: Goal) -> bool:
    """Whether a group the goal looks at is worse off than a year before; which one is not told."""
    metric = desk.definitions.metric(goal.metric)
    asked = metric.breakdowns if goal.groups is None else goal.groups
    whole, *by_group = (
        measured_for(desk, plan, metric, _until(order.data_to, goal.every, *by))
        for by in ((), *((name,) for name in asked))
    )
    found = group_standings(standing(goal, metric, whole), dict(zip(asked, by_group, strict=True)))
    return any(one.moving_away for one in found)


def _until(day: dt.date, every: PeriodKind, *by: str) -> Question:
    return Question((PERIOD, *by), every=every, last=Period.of(day, PeriodKind.MONTH))


def _partners_changed(desk: Desk, plan: AudiencePlan, metric: Metric, period: Period) -> int:
    """How many partners report in a period and not a year before, or the other way round."""
    question = _until(period.last_day, period.kind, PARTNER)
    table = measured_for(desk, plan, metric, question)
    then = period + -period.kind.a_year
    found = compared(table, [then], [period], successors=successors_of(desk))
    return len(found.came) + len(found.left)


def _coverage(desk: Desk, metric: Metric, period: Period) -> CoverageCount:
    held = files_in(desk, metric.id, period)
    return CoverageCount(period.text, period.kind, held.reported, held.expected)


def _setbacks(
    desk: Desk, order: Order, plan: AudiencePlan, metric_id: str
) -> Iterator[ReleasedSetback]:
    """What this audience may read of what happened until the last day of the figures."""
    shown = shown_to(desk, "partners" if plan.audience == PARTNERS else "public").of([metric_id])
    for setback in shown.setbacks:
        if _month(setback).first_day <= order.data_to:
            answers = shown.answers_to(setback.id)
            changed = tuple(a for a in answers if _month(a).first_day <= order.day)
            yield ReleasedSetback(setback, changed)


def _month(one: Setback | Adaptation) -> Period:
    return parse_period(one.period, PeriodKind.MONTH)


def _metrics(
    desk: Desk, goals: Iterable[Goal], tables: Mapping[str, PublicTable]
) -> Iterator[Metric]:
    """Those with figures in it and those of its goals, in the agenda's order."""
    named = {goal.metric for goal in goals} | {table.metric.id for table in tables.values()}
    yield from (_plain(metric) for metric in desk.agenda.metrics if metric.id in named)


def _plain(metric: Metric) -> Metric:
    """The metric without where its file lies on this machine."""
    return replace(metric, file="", line=0)


def _entry(desk: Desk, table: PublicTable) -> TableEntry:
    contract = desk.definitions.contract(table.metric.contract)
    titles = _TITLES | {column.name: column.title for column in contract.columns}
    return TableEntry(
        table.id,
        table.metric.id,
        table.every,
        table.by,
        table.cells.height,
        table.hidden,
        int(table.cells[REVISION_PENDING].sum()),
        sha256_of(table.as_csv()),
        {name: titles[name] for name in table.by},
        {name: _names(desk, table, name) for name in table.by},
    )


def _names(desk: Desk, table: PublicTable, column: str) -> dict[str, str]:
    """The codes of a column as they come, and what people read for each."""
    codes = table.cells[column].unique(maintain_order=True).to_list()
    if column == SECTOR:
        return {code: Sector(code).label for code in codes}
    if column == PARTNER:
        return {code: desk.definitions.partner(code).name for code in codes}
    enum = desk.definitions.contract(table.metric.contract).by_name[column].enum
    labels = {one.value: one.label for one in enum}
    return {code: labels.get(code, code) for code in codes}


def _note(
    desk: Desk, order: Order, withdrawn: Iterable[Withdrawal], metric_id: str, period: Period
) -> str:
    """What readers are told of a figure that reads otherwise: a withdrawal speaks for itself."""
    contract = desk.definitions.metric(metric_id).contract
    for one in withdrawn:
        meets = one.first.first_day <= period.last_day and period.first_day <= one.last.last_day
        is_new = order.since is None or one.withdrawn_at > order.since
        if one.contract == contract and meets and is_new:
            return one.public_note
    return order.note


def _told(desk: Desk, one: Withdrawal) -> WithdrawalNote:
    title = desk.definitions.contract(one.contract).title
    on = desk.day_of(one.withdrawn_at)
    return WithdrawalNote(one.contract, title, one.span, one.public_note, on)


def _contracts(
    desk: Desk, tables: Mapping[str, PublicTable], counted: Iterable[Submission]
) -> list[ContractVersion]:
    """The versions the figures came in under."""
    contracts = {table.metric.contract for table in tables.values()}
    versions = {
        ContractVersion(
            one.contract,
            desk.definitions.contract(one.contract).title,
            one.contract_version,
            one.contract_sha256,
        )
        for one in counted
        if one.contract in contracts
    }
    return sorted(versions, key=lambda one: (one.id, one.version, one.sha256))


def _rules(plan: AudiencePlan) -> HidingRules:
    return HidingRules(
        plan.threshold,
        plan.mode,
        plan.min_contributors,
        plan.dominance,
        plan.code_shares,
        plan.protect_insiders,
    )
