"""Progress toward goals: where each stands, what sectors and partners add, how complete it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared_metrics import people
from shared_metrics.agenda.model import Goal, Metric, Partner, Person, Sector
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.due import every_expected
from shared_metrics.desk.questions.figures import measured, measured_of_partner
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.learning import Adaptation, Setback
from shared_metrics.metrics import Question
from shared_metrics.observations import PARTNER, PERIOD
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.progress import (
    Contribution,
    Observed,
    OwnStanding,
    Standing,
    contributions,
    observed_series,
    own_standings,
    standing,
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the files asked for are in, for one period of a goal."""

    period: Period
    reported: int
    expected: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing any more."""
        return self.reported == self.expected

    @property
    def sentence(self) -> str:
        """`24 of 24 files are in`, or that the figure is provisional."""
        told = f"{self.reported:,} of {self.expected:,} files for {self.period.label} are in"
        return f"{told}." if self.is_whole else f"{told}, so this figure is provisional."


def goal_standing(desk: Desk, person: Person | None, goal_id: str) -> Standing:
    """Where a goal stands, by everybody's accepted figures of periods that have ended.

    Provisional while partners' files for the newest period are missing. `person` None is the
    command line, as in `measured`.
    """
    if person is not None:
        people.check_can_measure(person)
    return remembered(
        desk.ledger, ("standing", goal_id, desk.today()), lambda: _standing(desk, person, goal_id)
    )


def _standing(desk: Desk, person: Person | None, goal_id: str) -> Standing:
    goal = desk.definitions.goal(goal_id)
    metric = desk.definitions.metric(goal.metric)
    by_period = measured(desk, metric.id, Question((PERIOD,), every=goal.every), person=person)
    found = standing(goal, metric, by_period, today=desk.today())
    if metric.source == "published" or found.period is None:
        return found
    whole = files_in(desk, metric.id, found.period).is_whole
    return found if whole else found.while_files_are_missing()


def coverage(desk: Desk, person: Person, metric_id: str, period: Period) -> Coverage:
    """How many of the files a metric is made of are in for a period (of any kind)."""
    people.check_can_measure(person)
    return files_in(desk, metric_id, period)


def files_in(desk: Desk, metric_id: str, period: Period) -> Coverage:
    """The same without a name attached: it says how many, never who."""
    contract = desk.definitions.metric(metric_id).contract
    cells = [
        one
        for one in every_expected(desk)
        if one.cell.contract == contract and one.cell.period.within(period.kind) == period
    ]
    return Coverage(period, sum(one.standing.is_reported for one in cells), len(cells))


def goal_contributions(
    desk: Desk, person: Person, goal_id: str, metric_id: str, by: str
) -> tuple[Contribution, ...]:
    """What each sector (`by` sector) or partner adds to a metric, in the goal's periods.

    `metric_id` is the goal's own metric or one that contributes to it. Everybody who reports
    under its contract is there, with or without figures; in the agenda's order, never ranked.
    """
    people.check_can_measure(person)
    return remembered(
        desk.ledger,
        ("contributions", goal_id, metric_id, by, desk.today()),
        lambda: _contributions(desk, person, goal_id, metric_id, by),
    )


def _contributions(
    desk: Desk, person: Person, goal_id: str, metric_id: str, by: str
) -> tuple[Contribution, ...]:
    goal, metric = desk.definitions.goal(goal_id), desk.definitions.metric(metric_id)
    every = kind_for(desk, goal, metric)
    question = Question((PERIOD, by), every=every)
    table = measured(desk, metric_id, question, person=person)
    series = observed_series(table.sort(PERIOD), every, today=desk.today())
    reporting = reporting_partners(desk, metric)
    order = [p.id for p in reporting] if by == PARTNER else sectors_of(desk, reporting)
    newest = max((o.period for o in series), key=lambda p: p.ordinal, default=None)
    return contributions(goal, metric, table, period=newest, order=order, today=desk.today())


def kind_for(desk: Desk, goal: Goal, metric: Metric) -> PeriodKind:
    """The goal's kind of period, or the metric's own where its figures come less often."""
    own = desk.definitions.contract(metric.contract).period_kind
    return goal.every if goal.every.months >= own.months else own


def reporting_partners(desk: Desk, metric: Metric) -> list[Partner]:
    """The partners whose figures a metric is made of, in the agenda's order."""
    return [
        partner
        for partner in desk.partnership.partners
        if any(reporting.contract == metric.contract for reporting in partner.reports)
    ]


def sectors_of(desk: Desk, partners: Iterable[Partner]) -> list[str]:
    """The sectors of these partners today, in a fixed order."""
    held = {partner.sector_on(desk.today()) for partner in partners}
    return [sector.value for sector in Sector if sector in held]


def partner_series(
    desk: Desk, person: Person, partner_id: str, metric_id: str
) -> tuple[Observed, ...]:
    """One partner's own series of a metric, in the contract's periods."""
    kind = desk.definitions.contract(desk.definitions.metric(metric_id).contract).period_kind
    table = measured_of_partner(desk, person, partner_id, metric_id, Question((PERIOD,)))
    return observed_series(table, kind, today=desk.today())


def partner_own_standings(desk: Desk, person: Person, partner_id: str) -> list[OwnStanding]:
    """Where a partner stands against the targets it agreed to itself."""
    partner = desk.definitions.partner(partner_id)
    metrics = dict.fromkeys(target.metric for target in partner.own_targets)
    return [
        one
        for metric_id in metrics
        for one in own_standings(
            partner,
            desk.definitions.metric(metric_id),
            partner_series(desk, person, partner_id, metric_id),
        )
    ]


def partner_metrics(desk: Desk, partner_id: str) -> list[Metric]:
    """The metrics a partner's figures go into."""
    contracts = {r.contract for r in desk.definitions.partner(partner_id).reports}
    return [metric for metric in desk.agenda.metrics if metric.contract in contracts]


def setbacks_of(
    desk: Desk, person: Person, metric_ids: Iterable[str]
) -> list[tuple[Setback, tuple[Adaptation, ...]]]:
    """What pushed these metrics off their path and what was changed; private ones: backbone."""
    wanted = set(metric_ids)
    return [
        (setback, tuple(a for a in desk.definitions.adaptations if a.setback == setback.id))
        for setback in desk.definitions.setbacks
        if wanted & set(setback.metrics) and (person.of_backbone or setback.visibility != "private")
    ]
