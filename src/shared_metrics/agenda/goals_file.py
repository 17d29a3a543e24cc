"""goals.yaml -> goals."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final, cast, get_args

from shared_metrics.agenda.known import Known, made_of, note_repeated_ids, read_period
from shared_metrics.agenda.model import (
    EarlierGoal,
    Goal,
    GoalKind,
    Metric,
    PathKind,
    Point,
    Population,
)
from shared_metrics.documents import Fields
from shared_metrics.periods import Period, PeriodKind

_WITH_A_PATH: Final = ("reach", "cumulative")
_NOWHERE: Final = Point(Period(PeriodKind.YEAR, 2000), Decimal(0))


def read_goals(fields: Fields, known: Known) -> tuple[Goal, ...]:
    """Every goal; problems are noted."""
    note_repeated_ids(fields.node("goals"), fields, "goals")
    goals = tuple(_read_goal(entry, known) for entry in fields.mappings("goals", "A goal"))
    fields.done()
    return goals


def _read_goal(fields: Fields, known: Known) -> Goal:
    every = PeriodKind(fields.choice("every", tuple(PeriodKind)))
    metric_id = fields.reference("metric", known.metrics, "metric")
    goal = Goal(
        id=fields.id(),
        title=fields.text("title"),
        outcome=fields.reference("outcome", known.outcomes, "outcome"),
        metric=metric_id,
        kind=cast("GoalKind", fields.choice("kind", get_args(GoalKind))),
        population=_read_population(fields),
        every=every,
        baseline=_read_point(fields, "baseline", every),
        target=_read_point(fields, "target", every),
        owner=fields.text("owner"),
        agreed_by=fields.text("agreed_by"),
        agreed_on=fields.day("agreed_on"),
        next_review=fields.day("next_review"),
        path=_read_path(fields),
        contributing_metrics=fields.references("contributing_metrics", known.metrics, "metric"),
        milestones=_read_milestones(fields, every),
        groups=_read_groups(fields, known.metrics.get(metric_id)),
        earlier=_read_all_earlier(fields, every, known.metrics.get(metric_id)),
        file=fields.notebook.file,
        line=fields.line_of("id"),
    )
    fields.done()
    if fields.sound:
        _check_dates(fields, goal)
        _check_against(fields, goal, known.metrics[metric_id], known)
    return goal


def _read_path(fields: Fields) -> PathKind:
    return cast("PathKind", fields.choice("path", get_args(PathKind), "straight"))


def _read_milestones(fields: Fields, every: PeriodKind) -> tuple[Point, ...]:
    entries = fields.mappings("milestones", "A milestone", needed=False)
    return tuple(_point_of(entry, every) for entry in entries)


def _read_groups(fields: Fields, metric: Metric | None) -> tuple[str, ...] | None:
    if not fields.has("groups"):
        return None
    return fields.references("groups", metric.breakdowns if metric else (), "breakdown")


def _read_all_earlier(
    fields: Fields, every: PeriodKind, metric: Metric | None
) -> tuple[EarlierGoal, ...]:
    entries = fields.mappings("earlier", "An earlier version of the goal", needed=False)
    return tuple(_read_earlier(entry, every, metric) for entry in entries)


def _read_earlier(fields: Fields, every: PeriodKind, metric: Metric | None) -> EarlierGoal:
    one = EarlierGoal(
        kind=cast("GoalKind", fields.choice("kind", get_args(GoalKind))),
        baseline=_read_point(fields, "baseline", every),
        target=_read_point(fields, "target", every),
        agreed_by=fields.text("agreed_by"),
        agreed_on=fields.day("agreed_on"),
        why_changed=fields.text("why_changed"),
        path=_read_path(fields),
        milestones=_read_milestones(fields, every),
        population=_read_population(fields) if fields.has("population") else None,
        groups=_read_groups(fields, metric),
    )
    fields.done()
    return one


def _read_population(fields: Fields) -> Population:
    entry = fields.mapping("population", "The population")
    if entry is None:
        return Population("", "")
    population = Population(entry.text("who"), entry.text("where"))
    entry.done()
    return population


def _read_point(fields: Fields, key: str, every: PeriodKind) -> Point:
    entry = fields.mapping(key, f"The {key}")
    if entry is None:
        return _NOWHERE
    return _point_of(entry, every)


def _point_of(entry: Fields, every: PeriodKind) -> Point:
    period = read_period(entry, "period", every)
    point = Point(period or _NOWHERE.period, entry.decimal("value"))
    entry.done()
    return point


def _check_dates(fields: Fields, goal: Goal) -> None:
    first, last = goal.baseline.period, goal.target.period
    if first >= last:
        fields.note("target", "dates_order", "The target's period is not after the baseline's.")
    if goal.next_review <= goal.agreed_on:
        fields.note("next_review", "dates_order", "The next review is not after `agreed_on`.")
    for one, later in pairwise(goal.versions):
        if one.agreed_on >= later.agreed_on:
            message = "Earlier versions come oldest first, each agreed before the next."
            fields.note("earlier", "dates_order", message)
    for version in goal.versions:
        key = "milestones" if version is goal else "earlier"
        for message in _path_problems(version):
            fields.note(key if fields.has(key) else "path", "goal_path", message)


def _path_problems(goal: Goal) -> Iterator[str]:
    """What is wrong with the way from baseline to target."""
    between = [goal.baseline.period, *(one.period for one in goal.milestones), goal.target.period]
    if (goal.path == "milestones") != bool(goal.milestones):
        yield "Milestones belong to `path: milestones`, which needs one at least."
    elif goal.milestones and any(one >= later for one, later in pairwise(between)):
        yield "Milestones lie between baseline and target, oldest first."
    if goal.path != "straight" and goal.kind not in _WITH_A_PATH:
        yield f"A goal to {goal.kind.replace('_', ' ')} has no path: leave it out."
    if goal.path == "seasonal" and goal.every.a_year == 1:
        yield "A season needs several periods a year."


def _check_against(fields: Fields, goal: Goal, metric: Metric, known: Known) -> None:
    if metric.outcome != goal.outcome and goal.outcome in known.outcomes:
        message = f"The metric “{metric.id}” serves the outcome “{metric.outcome}”."
        fields.note("outcome", "goal_outcome", message)
    if goal.metric in goal.contributing_metrics:
        message = "The goal's own metric does not contribute to itself."
        fields.note("contributing_metrics", "repeated", message)
    contract = known.contracts.get(metric.contract)
    if contract and not made_of(goal.every, contract.period_kind):
        reported, judged = (k.replace("_", " ") for k in (contract.period_kind, goal.every))
        message = f"“{metric.id}” is reported by {reported}, not by {judged}."
        fields.note("every", "period", message)
    for note in (_share_problems, _direction_problems):
        for key, rule, message in note(goal, metric):
            fields.note(key, rule, message)


def _share_problems(goal: Goal, metric: Metric) -> Iterator[tuple[str, str, str]]:
    if metric.kind != "ratio":
        return
    for key, point in (("baseline", goal.baseline), ("target", goal.target)):
        if not 0 <= point.value <= 1:
            yield key, "goal_value", f"“{metric.id}” is a share: write 0.7 for 70 %."


def _direction_problems(goal: Goal, metric: Metric) -> Iterator[tuple[str, str, str]]:
    change = goal.target.value - goal.baseline.value
    wrong = {"higher": change < 0, "lower": change > 0}.get(metric.better, False)
    if goal.kind == "reach" and wrong:
        message = f"For “{metric.id}” {metric.better} is better; this target goes the other way."
        yield "target", "goal_direction", message
