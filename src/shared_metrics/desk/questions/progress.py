"""Progress toward goals: where each stands, what sectors and partners add, how complete it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import polars as pl

from shared_metrics import people
from shared_metrics.agenda.model import Goal, Metric, Partner, Person, Sector
from shared_metrics.desk.learned import shown_to
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.coverage import (
    files_in,
    gaps_in,
    last_closed,
    provisional_periods,
)
from shared_metrics.desk.questions.figures import measured_of_partner, table_of
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.learning import Adaptation, FieldNote, Setback
from shared_metrics.metrics import Question
from shared_metrics.observations import PARTNER, PERIOD
from shared_metrics.periods import Period, PeriodKind, periods_between
from shared_metrics.progress import (
    Change,
    Comparison,
    Contribution,
    Coverage,
    Forecast,
    GroupStanding,
    Observed,
    OwnStanding,
    Standing,
    amounts_over,
    compared,
    contributions,
    explained,
    forecast,
    group_standings,
    observed_series,
    own_standings,
    standing,
    status_sentence,
)

FORECAST_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class GoalView:
    """Everything that is said of a goal inside: its standing, coverage, groups, and the change.

    `coverage` is None for published figures and without any; `comparison` None without a figure a
    year earlier.
    """

    standing: Standing
    sentence: str
    coverage: Coverage | None
    groups: tuple[GroupStanding, ...]
    comparison: Comparison | None


def goal_view(desk: Desk, person: Person | None, goal_id: str) -> GoalView:
    """A goal with its evidence, by everybody's accepted figures of periods that have ended.

    `person` None is the command line, as in `measured`.
    """
    if person is not None:
        people.check_can_measure(person)
    key = ("goal", goal_id, desk.today())
    goal = desk.definitions.goal(goal_id)
    return remembered(desk.ledger, key, lambda: _view(desk, _standing(desk, goal)))


def view_of_goal(desk: Desk, goal: Goal) -> GoalView:
    """The same of a goal as it might be; for questions that have asked who may know it."""
    return _view(desk, _standing(desk, goal))


def view_up_to(desk: Desk, goal_id: str, period: Period) -> GoalView:
    """The same as if no later period were known; for questions that have asked who may know it."""
    key = ("goal", goal_id, desk.today(), period)
    goal = desk.definitions.goal(goal_id)
    return remembered(desk.ledger, key, lambda: _view(desk, _standing(desk, goal).up_to(period)))


def goal_standing(desk: Desk, person: Person | None, goal_id: str) -> Standing:
    """Where a goal stands; see `goal_view`."""
    return goal_view(desk, person, goal_id).standing


def _view(desk: Desk, found: Standing) -> GoalView:
    groups = group_standings(found, _by_group(desk, found), today=desk.today())
    worse = [group_name(desk, found.metric, one) for one in groups if one.moving_away]
    found = found.with_groups(worse)
    held = _coverage(desk, found)
    partners = (held.partners, held.expected_partners) if held else None
    same = _comparison(desk, found)
    sentence = status_sentence(found, partners=partners, same=same)
    return GoalView(found, sentence, held, groups, same)


def _standing(desk: Desk, goal: Goal) -> Standing:
    metric = desk.definitions.metric(goal.metric)
    return standing(
        goal,
        metric,
        table_of(desk, metric.id, Question((PERIOD,), every=goal.every)),
        today=desk.today(),
        provisional=provisional_periods(desk, goal),
        closed=last_closed(desk, goal, desk.today()),
    )


def _by_group(desk: Desk, found: Standing) -> dict[str, pl.DataFrame]:
    """The metric by each breakdown the goal looks at."""
    asked = found.metric.breakdowns if found.goal.groups is None else found.goal.groups
    every = found.goal.every
    return {
        name: table_of(desk, found.metric.id, Question((PERIOD, name), every=every))
        for name in asked
    }


def group_name(desk: Desk, metric: Metric, one: GroupStanding) -> str:
    """What people read for a group: `Women`."""
    column = desk.definitions.contract(metric.contract).by_name.get(one.breakdown)
    labels = {value.value: value.label for value in column.enum} if column else {}
    return labels.get(one.group) or one.group


def _coverage(desk: Desk, found: Standing) -> Coverage | None:
    if found.period is None or found.metric.source == "published":
        return None
    return files_in(desk, found.metric.id, found.period)


def _comparison(desk: Desk, found: Standing) -> Comparison | None:
    periods = compared_periods(found)
    if periods is None:
        return None
    return compared(
        _by_partner(desk, found.goal, found.metric),
        *periods,
        successors=successors_of(desk),
        gaps=gaps_in(desk, found.metric, found.goal.every),
    )


def compared_periods(found: Standing) -> tuple[list[Period], list[Period]] | None:
    """The periods of a year earlier, and those of the newest figure."""
    if found.evidence is None:
        return None
    after = list(periods_between(found.evidence.first, found.evidence.period))
    if found.goal.kind == "cumulative":
        after = after[-found.goal.every.a_year :]
    before = [period + -found.goal.every.a_year for period in after]
    known = {one.period for one in found.series if one.value is not None}
    return (before, after) if known.issuperset(before[-1:]) else None


def _by_partner(desk: Desk, goal: Goal, metric: Metric) -> pl.DataFrame:
    return table_of(desk, metric.id, Question((PERIOD, PARTNER), every=goal.every))


def successors_of(desk: Desk) -> dict[str, str]:
    """Partner -> who carries on its work."""
    partners = desk.partnership.partners
    return {partner.id: partner.successor for partner in partners if partner.successor}


def goal_explained(desk: Desk, person: Person, goal_id: str, by: str) -> Change | None:
    """Why the newest figure differs from a year earlier: partners' or sectors' parts of it.

    They add up to the change exactly. None without both figures. `by`: partner (the backbone
    alone may ask) or sector.
    """
    people.check_can_measure(person)
    key = ("explained", goal_id, by, desk.today())
    return remembered(desk.ledger, key, lambda: _explained(desk, goal_id, by))


def _explained(desk: Desk, goal_id: str, by: str) -> Change | None:
    found = goal_standing(desk, None, goal_id)
    periods = compared_periods(found)
    if periods is None:
        return None
    question = Question((PERIOD, by), every=found.goal.every)
    table = table_of(desk, found.metric.id, question)
    reporting = reporting_partners(desk, found.metric)
    order = [p.id for p in reporting] if by == PARTNER else sectors_of(desk, reporting)
    follows = successors_of(desk) if by == PARTNER else {}
    before, after = (amounts_over(table, by, one, follows) for one in periods)
    return explained(before, after, order)


def goal_forecast(desk: Desk, person: Person, goal_id: str) -> Forecast | None:
    """If nothing changes: a range, only where looking back shows that it beats the last value."""
    people.check_can_measure(person)
    found = goal_standing(desk, person, goal_id)
    ahead = FORECAST_MONTHS // found.goal.every.months
    if found.stale or found.period is None or not ahead or found.goal.kind == "cumulative":
        return None
    key = ("forecast", goal_id, desk.today())
    return remembered(desk.ledger, key, lambda: _forecast(found, found.goal.every.a_year, ahead))


def _forecast(found: Standing, season: int, ahead: int) -> Forecast | None:
    """From the periods of which nearly all is in; a share stays a share, a count is not below 0."""
    values = {one.period: one.value for one in found.whole}
    if not values:
        return None
    every = [values.get(period) for period in periods_between(min(values), max(values))]
    counted = found.metric.kind in {"ratio", "count"}
    return forecast(
        every,
        season,
        ahead,
        lowest=Fraction(0) if counted else None,
        highest=Fraction(1) if found.metric.kind == "ratio" else None,
    )


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
        lambda: _contributions(desk, goal_id, metric_id, by),
    )


def _contributions(desk: Desk, goal_id: str, metric_id: str, by: str) -> tuple[Contribution, ...]:
    goal = desk.definitions.goal(goal_id).known_on(desk.today())
    metric = desk.definitions.metric(metric_id)
    every = kind_for(desk, goal, metric)
    question = Question((PERIOD, by), every=every)
    table = table_of(desk, metric_id, question)
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
    """What pushed these metrics off their path and what was changed, as far as one may read it."""
    shown = shown_to(desk, "backbone" if person.of_backbone else "partners").of(metric_ids)
    return [(one, shown.answers_to(one.id)) for one in shown.setbacks]


def field_notes_of(desk: Desk, person: Person, metric_ids: Iterable[str]) -> list[FieldNote]:
    """What was heard about these metrics, as far as one may read it."""
    shown = shown_to(desk, "backbone" if person.of_backbone else "partners").of(metric_ids)
    return list(shown.field_notes)
