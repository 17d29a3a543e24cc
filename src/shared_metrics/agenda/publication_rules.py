"""What a publication plan may not say, in words: line, rule, message."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from shared_metrics.agenda.adding_up import adds_over_time
from shared_metrics.agenda.known import made_of
from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.agenda.publication import (
    PARTNER,
    PUBLIC,
    SECTOR,
    AudiencePlan,
    PlannedMetric,
    PlannedTable,
)
from shared_metrics.contracts import Contract
from shared_metrics.documents import did_you_mean
from shared_metrics.periods import PeriodKind

Problem = tuple[int, str, str]
_OF_PEOPLE: Final = ("people", "enrolments")
_ROUNDED: Final = ("count", "last_value")


def is_protected(planned: PlannedMetric, metric: Metric) -> bool:
    """Whether figures need protection: not what others published, not what is no secret."""
    return metric.source == "partners" and planned.sensitivity != "none"


def thresholds(
    planned: Iterable[PlannedMetric],
    metrics: Mapping[str, Metric],
    contracts: Mapping[str, Contract],
) -> dict[str, int]:
    """From how many on people are shown, by each contract whose figures are protected."""
    named = [(one, metrics[one.metric]) for one in planned if one.metric in metrics]
    ids = [metric.contract for one, metric in named if is_protected(one, metric)]
    return {id_: contracts[id_].small_cell_threshold for id_ in ids if id_ in contracts}


# --- one metric ---------------------------------------------------------------------------


def problems_of_metric(
    planned: PlannedMetric, metric: Metric, contract: Contract
) -> Iterator[Problem]:
    """What is wrong with the tables and the sensitivity planned for a metric."""
    if not metric.columns <= contract.by_name.keys():
        return  # the metric's own file is told about that
    yield from _sensitivity_problems(planned, metric, contract)
    seen: set[tuple[PeriodKind, tuple[str, ...]]] = set()
    for table in planned.tables:
        yield from _every_problems(table, metric, contract)
        yield from _by_problems(table, metric, contract)
        if (table.every, table.by) in seen:
            yield table.line, "repeated", f"This table of “{metric.id}” stands here twice."
        seen.add((table.every, table.by))


def _sensitivity_problems(
    planned: PlannedMetric, metric: Metric, contract: Contract
) -> Iterator[Problem]:
    if metric.source == "published":
        if planned.sensitivity != "none":
            message = f"“{metric.id}” was published by its source; leave `sensitivity` out."
            yield planned.line, "plan_sensitivity", message
        return
    people = [n for n in sorted(metric.columns) if contract.by_name[n].counts in _OF_PEOPLE]
    if planned.sensitivity == "none" and people:
        message = f"“{metric.id}” counts people (“{people[0]}”); leave `sensitivity` out."
        yield planned.line, "plan_sensitivity", message


def _every_problems(table: PlannedTable, metric: Metric, contract: Contract) -> Iterator[Problem]:
    own = contract.period_kind
    if not made_of(table.every, own):
        message = f"“{metric.id}” is reported by {_words(own)}, not by {_words(table.every)}."
        yield table.line, "plan_every", message
    elif (
        table.every is not own
        and metric.kind != "last_value"
        and not adds_over_time(metric, contract)
    ):
        message = (
            f"“{metric.id}” cannot be added up over time: plan it by {_words(own)}, "
            f"not by {_words(table.every)}."
        )
        yield table.line, "plan_every", message


def _by_problems(table: PlannedTable, metric: Metric, contract: Contract) -> Iterator[Problem]:
    for message in _by_messages(table.by, metric, contract):
        yield table.line, "plan_by", message


def _by_messages(by: tuple[str, ...], metric: Metric, contract: Contract) -> Iterator[str]:
    allowed = tuple(name for name in metric.breakdowns if name in contract.breakdown_of)
    community = contract.loaded_by == "backbone"
    known = allowed if community else (SECTOR, PARTNER, *allowed)
    for name in by:
        if community and name in (SECTOR, PARTNER):
            yield f"“{metric.id}” is about the whole community: it has no {name}s."
        elif _in_where(name, metric):
            yield f"“{metric.id}” is already about some groups of {name}: leave {name} out."
        elif name not in known:
            ways = f" There are: {', '.join(known)}." if known else ""
            guess = did_you_mean(name, known) or ways
            yield f"“{metric.id}” is not planned by “{name}”.{guess}"
    if len(set(by)) < len(by):
        yield f"“{', '.join(by)}” names something twice."
    elif PARTNER in by and len(by) > 1:
        yield "A table by partner stands alone: one partner's groups are too small to leave."
    elif len([name for name in by if name != SECTOR]) > 1:
        yield "A table is by one breakdown, or by sector and one breakdown; plan two tables."


def _in_where(name: str, metric: Metric) -> bool:
    return any(name in term.where for term in (*metric.numerator, *metric.denominator))


# --- whole plans --------------------------------------------------------------------------


def problems_of_plan(
    plan: AudiencePlan, metrics: Mapping[str, Metric], goals: Collection[Goal]
) -> Iterator[Problem]:
    """What a plan lacks or has too much of, as a whole."""
    for planned in plan.metrics:
        metric = metrics[planned.metric]
        rounded = plan.mode == "round" and is_protected(planned, metric)
        if rounded and metric.kind not in _ROUNDED:
            message = (
                f"`round` is for counts: a share or average of rounded numbers, as "
                f"“{metric.id}” would be, is not true. Leave it out."
            )
            yield planned.line, "plan_mode", message
    if plan.audience == PUBLIC:
        yield from _missing_for_goals(plan, goals)


def _missing_for_goals(plan: AudiencePlan, goals: Collection[Goal]) -> Iterator[Problem]:
    """A goal whose metric is not planned is not public; one that is half planned is a mistake."""
    for goal in goals:
        planned = plan.planned(goal.metric)
        if planned and not any(t.every is goal.every and not t.by for t in planned.tables):
            message = (
                f"The goal “{goal.id}” is judged by {_words(goal.every)}: plan “{goal.metric}” "
                f"by `{{every: {goal.every}}}` too, or leave it out."
            )
            yield planned.line, "plan_goal", message


def problems_between(
    plans: Collection[AudiencePlan], metrics: Mapping[str, Metric]
) -> Iterator[Problem]:
    """What two tables of one metric may not be, in one plan or in two: each is told once."""
    modes: dict[str, AudiencePlan] = {}
    kinds: dict[str, PeriodKind] = {}
    for plan in plans:
        for planned in plan.metrics:
            metric = metrics[planned.metric]
            if not is_protected(planned, metric):
                continue
            yield from _mode_problems(planned, modes.setdefault(metric.id, plan), plan)
            if metric.kind == "last_value":
                kind = kinds.setdefault(metric.id, planned.tables[0].every)
                yield from _last_value_problems(planned, kind)


def _mode_problems(
    planned: PlannedMetric, other: AudiencePlan, plan: AudiencePlan
) -> Iterator[Problem]:
    if other.mode != plan.mode:
        message = (
            f"“{planned.metric}” has mode {other.mode} for {other.audience} and {plan.mode} here: "
            "side by side they give people away. Choose one."
        )
        yield planned.line, "plan_mode", message


def _last_value_problems(planned: PlannedMetric, kind: PeriodKind) -> Iterator[Problem]:
    """The last month of a quarter is the quarter's figure; nothing adds up that would link them."""
    for table in planned.tables:
        if table.every is not kind:
            message = (
                f"“{planned.metric}” is a last value and planned by {_words(kind)} already: by "
                f"{_words(table.every)} the same figure would be told twice."
            )
            yield table.line, "plan_every", message


def _words(kind: PeriodKind) -> str:
    return kind.replace("_", " ")
