"""publication.yaml -> the plans by which figures leave, one for each audience."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Final, cast, get_args

from shared_metrics.agenda.agreement import Agreement
from shared_metrics.agenda.known import Known
from shared_metrics.agenda.model import Goal
from shared_metrics.agenda.publication import (
    CODE_SHARES,
    FUNDER,
    PARTNERS,
    PUBLIC,
    SECTOR,
    AudiencePlan,
    Mode,
    PlannedMetric,
    PlannedTable,
    Sensitivity,
    is_audience,
)
from shared_metrics.agenda.publication_rules import (
    Problem,
    problems_between,
    problems_of_metric,
    problems_of_plan,
    thresholds,
)
from shared_metrics.documents import Fields, did_you_mean
from shared_metrics.periods import PeriodKind

SMALLEST: Final = 11  # as a contract that says nothing
_NEVER: Final = Decimal(1)
_UNCODED: Final = "none"
_MOST: Final = 1000  # as contracts allow


def read_publication(
    fields: Fields,
    known: Known,
    goals: Collection[Goal],
    agreements: Collection[Agreement],
) -> tuple[AudiencePlan, ...]:
    """Every audience's plan; problems are noted. Without the file nothing leaves."""
    audiences = fields.mapping("audiences", "“audiences”", needed=False)
    plans = tuple(_read_plans(audiences, known, agreements)) if audiences else ()
    fields.done()
    if fields.sound:
        _note(fields, problems_between(plans, known.metrics))
        for plan in plans:
            _note(fields, problems_of_plan(plan, known.metrics, goals))
    return plans


def _note(fields: Fields, problems: Iterator[Problem]) -> None:
    for line, rule, message in problems:
        fields.notebook.add(line, rule, message)


def _read_plans(
    audiences: Fields, known: Known, agreements: Collection[Agreement]
) -> Iterator[AudiencePlan]:
    for audience, node, line in audiences.entries():
        _check_audience(audiences, audience, line, agreements)
        plan = Fields(node, audiences.notebook, f"The plan for “{audience}”")
        yield _read_plan(plan, audience, line, known)


def _check_audience(
    fields: Fields, audience: str, line: int, agreements: Collection[Agreement]
) -> None:
    if not is_audience(audience):
        guess = did_you_mean(audience, (PUBLIC, PARTNERS))
        message = f"“{audience}” is no audience: public, partners or funder:<id>.{guess}"
        fields.notebook.add(line, "audience", message)
        return
    shared = {name for agreement in agreements for name in agreement.audiences}
    if audience.startswith(FUNDER) and agreements and audience not in shared:
        guess = did_you_mean(audience, sorted(shared))
        message = f"No agreement shares figures with “{audience}”.{guess}"
        fields.notebook.add(line, "audience", message)


def _read_plan(fields: Fields, audience: str, line: int, known: Known) -> AudiencePlan:
    metrics = tuple(_read_metrics(fields, known))
    least = max(thresholds(metrics, known.metrics, known.contracts).values(), default=SMALLEST)
    plan = AudiencePlan(
        audience=audience,
        metrics=metrics,
        threshold=fields.whole("threshold", least),
        mode=cast("Mode", fields.choice("mode", get_args(Mode), "suppress")),
        min_contributors=fields.whole("min_contributors", 3),
        dominance=float(_read_dominance(fields)),
        code_shares=_read_code_shares(fields),
        protect_insiders=fields.flag("protect_insiders", default=True),
        file=fields.notebook.file,
        line=line,
    )
    fields.done()
    _check_limits(fields, plan)
    _check_threshold(fields, plan, known)
    return plan


# --- limits -------------------------------------------------------------------------------


def _read_dominance(fields: Fields) -> Decimal:
    share = fields.decimal_or_none("dominance")
    if share is None:
        return _NEVER
    if not 0 < share <= 1:
        message = "`dominance` is a share above 0, at most 1: 0.8 hides what is over 80 % of one."
        fields.note("dominance", "plan_limits", message)
    return share


def _read_code_shares(fields: Fields) -> tuple[float, float] | None:
    if not fields.has("code_shares"):
        return CODE_SHARES
    leaves = fields.leaves("code_shares")
    if [leaf.text.strip() for leaf in leaves] == [_UNCODED]:
        return None
    numbers = [float(one.value) for one in leaves if isinstance(one.value, Decimal | int)]
    if len(numbers) != len(leaves) or not _are_limits(numbers):
        message = "`code_shares` is two shares such as [0.05, 0.95], or none."
        fields.note("code_shares", "plan_limits", message)
        return CODE_SHARES
    return numbers[0], numbers[1]


def _are_limits(numbers: list[float]) -> bool:
    return len(numbers) == 2 and 0 < numbers[0] < numbers[1] < 1  # noqa: PLR2004 - from, to


def _check_limits(fields: Fields, plan: AudiencePlan) -> None:
    if plan.min_contributors < 1:
        message = "`min_contributors` is 1 or more: 1 asks for no others beside a partner."
        fields.note("min_contributors", "plan_limits", message)
    if not 0 <= plan.threshold <= _MOST:
        fields.note("threshold", "plan_limits", f"`threshold` is a number from 0 to {_MOST}.")


def _check_threshold(fields: Fields, plan: AudiencePlan, known: Known) -> None:
    for contract_id, least in thresholds(plan.metrics, known.metrics, known.contracts).items():
        if plan.threshold < least:
            message = (
                f"“{contract_id}” hides counts below {least}: "
                f"a plan may hide more, not less; write {least} or leave `threshold` out."
            )
            fields.note("threshold", "plan_threshold", message)


# --- metrics and tables -------------------------------------------------------------------


def _read_metrics(fields: Fields, known: Known) -> Iterator[PlannedMetric]:
    seen: set[str] = set()
    for entry in fields.mappings("metrics", "A planned metric", needed=True):
        planned = _read_metric(entry, known)
        if planned.metric in seen:
            message = f"“{planned.metric}” stands here twice; put its tables together."
            fields.notebook.add(planned.line, "repeated", message)
        seen.add(planned.metric)
        yield planned


def _read_metric(fields: Fields, known: Known) -> PlannedMetric:
    metric_id = fields.reference("metric", known.metrics, "metric")
    metric = known.metrics.get(metric_id)
    usual = "none" if metric and metric.source == "published" else "people"
    tables = fields.mappings("tables", f"A table of “{metric_id}”", needed=True)
    planned = PlannedMetric(
        metric=metric_id,
        tables=tuple(_read_table(entry) for entry in tables),
        sensitivity=cast("Sensitivity", fields.choice("sensitivity", get_args(Sensitivity), usual)),
        line=fields.line_of("metric"),
    )
    fields.done()
    contract = known.contracts.get(metric.contract) if metric else None
    if fields.sound and metric and contract:
        _note(fields, problems_of_metric(planned, metric, contract))
    return planned


def _read_table(fields: Fields) -> PlannedTable:
    """`by` in one order, whatever order it is written in: a table keeps its address."""
    every = PeriodKind(fields.choice("every", tuple(PeriodKind)))
    by = sorted(fields.texts("by"), key=lambda name: name != SECTOR)
    fields.done()
    return PlannedTable(every, tuple(by), fields.line)
