"""What a funder's report may not ask for, in words: line, rule, message."""

import calendar
from collections import Counter
from collections.abc import Iterator

from shared_metrics.agenda.adding_up import adds_over_time
from shared_metrics.agenda.funders import (
    FISCAL_YEAR,
    Funder,
    FunderColumn,
    FunderMeasure,
    ReportPeriods,
)
from shared_metrics.agenda.known import Known
from shared_metrics.agenda.model import Metric, Sector
from shared_metrics.agenda.publication import SECTOR, AudiencePlan
from shared_metrics.contracts import Contract
from shared_metrics.periods import PeriodKind

Problem = tuple[int, str, str]
_PER_CENT = "%"


def problems_of_funder(
    funder: Funder, plan: AudiencePlan | None, known: Known
) -> Iterator[Problem]:
    """What is wrong with a funder's report as a whole, and with each of its measures."""
    yield from _layout_problems(funder)
    yield from _words_problems(funder)
    if plan is None:
        message = f"publication.yaml plans nothing for “{funder.audience}”: add a plan first."
        yield funder.line, "funder_plan", message
        return
    for measure in funder.measures:
        metric = known.metrics[measure.metric]
        contract = known.contracts.get(metric.contract)
        if contract is not None:
            yield from _group_problems(measure, contract)
            yield from _unit_problems(measure, metric)
            yield from _table_problems(funder, measure, plan, metric, contract)


# --- layout -------------------------------------------------------------------------------


def _layout_problems(funder: Funder) -> Iterator[Problem]:
    for message in _layout_messages(funder):
        yield funder.line, "funder_layout", message


def _layout_messages(funder: Funder) -> Iterator[str]:
    file, wide = funder.file, funder.file.layout == "wide"
    headers = Counter(column.header for column in file.columns)
    yield from (f"Two columns are called “{name}”." for name, n in headers.items() if n > 1)
    values = [column for column in file.columns if column.holds == "value"]
    if not values:
        yield "No column holds a `value`."
    for column in file.columns:
        yield from _column_messages(column, wide=wide)
    if wide:
        yield from _wide_messages(funder)
    elif len(values) > 1:
        yield "A long file has one column that holds the `value`."
    grouped = any(measure.by for measure in funder.measures)
    if grouped and not any(column.holds == "group" for column in file.columns):
        yield "Some measures are by group: one column must hold the `group`."


def _column_messages(column: FunderColumn, *, wide: bool) -> Iterator[str]:
    of_a_figure = column.holds in ("value", "note")
    if wide and column.holds in ("code", "name", "unit"):
        yield f"“{column.header}” holds a {column.holds}: in a wide file that is its header."
    if wide and of_a_figure and column.metric is None:
        yield f"“{column.header}” stands in a wide file: say of which `metric` it is."
    if column.metric is not None and not (wide and of_a_figure):
        yield f"“{column.header}” names a metric, which only a wide file's figures do."


def _wide_messages(funder: Funder) -> Iterator[str]:
    """A row a group: every metric is told for the same groups, so that no cell means nothing."""
    columns = {c.metric for c in funder.file.columns if c.holds == "value"}
    measures = {measure.metric for measure in funder.measures}
    yield from (f"No column holds the value of “{m}”." for m in sorted(measures - columns))
    told = [c for c in columns if c is not None]
    yield from (f"“{m}” has a column and no measure." for m in sorted(set(told) - measures))
    asked: dict[str, set[tuple[str | None, tuple[str, ...]]]] = {m: set() for m in measures}
    for measure in funder.measures:
        asked[measure.metric].add((measure.by, tuple(measure.groups.values())))
    if len({frozenset(groups) for groups in asked.values()}) > 1:
        yield "In a wide file all metrics are by the same groups; make it long, or two reports."


def _words_problems(funder: Funder) -> Iterator[Problem]:
    file = funder.file
    marks = {"hidden": file.hidden, "missing": file.missing, "coded": file.coded}
    for key, mark in marks.items():
        if mark == "" and not file.has_notes:
            message = (
                f"“{key}” is empty, so nothing in the file says why a figure is not there: write "
                "words, or add a column that holds the `note`."
            )
            yield funder.line, "funder_words", message
    if file.hidden and file.hidden == file.missing:
        message = "“hidden” and “missing” read the same: a reader could not tell them apart."
        yield funder.line, "funder_words", message


# --- measures -----------------------------------------------------------------------------


def _group_problems(measure: FunderMeasure, contract: Contract) -> Iterator[Problem]:
    if measure.by is None:
        return
    parts = _parts(measure.by, contract)
    if not parts:
        known = ", ".join((SECTOR, *contract.breakdown_of))
        message = f"“{measure.metric}” has no groups of “{measure.by}”. There are: {known}."
        yield measure.line, "funder_groups", message
        return
    missing = [part for part in parts if part not in measure.groups]
    if missing:
        message = f"These groups of {measure.by} have no code: {', '.join(missing)}."
        yield measure.line, "funder_groups", message
    strangers = [code for code in measure.groups if code not in parts]
    if strangers:
        message = f"{measure.by} has no group “{strangers[0]}”. There are: {', '.join(parts)}."
        yield measure.line, "funder_groups", message
    for theirs, count in Counter(measure.groups.values()).items():
        if count > 1:
            message = f"Two groups have the code “{theirs}”: figures of groups are not added up."
            yield measure.line, "funder_groups", message


def _parts(by: str, contract: Contract) -> tuple[str, ...]:
    if by == SECTOR:
        return tuple(sector.value for sector in Sector)
    breakdown = contract.breakdown_of.get(by)
    return breakdown.parts if breakdown else ()


def _unit_problems(measure: FunderMeasure, metric: Metric) -> Iterator[Problem]:
    if (measure.shown == "number") == is_share(metric):
        ways = "percent or fraction" if is_share(metric) else "number"
        yield measure.line, "funder_units", f"“{metric.id}” is shown as {ways}."


def _table_problems(
    funder: Funder, measure: FunderMeasure, plan: AudiencePlan, metric: Metric, contract: Contract
) -> Iterator[Problem]:
    planned = plan.planned(metric.id)
    tables = [t.every for t in planned.tables if t.by == measure.table_by] if planned else []
    kind = next((kind for kind in funder.periods.kinds if kind in tables), None)
    if kind is None:
        yield measure.line, "funder_plan", _not_planned(funder, measure, tables)
    elif not funder.periods.is_one(kind) and not adds_up(metric, contract, plan):
        yield measure.line, "funder_period", _not_added_up(funder, metric, kind)


def is_share(metric: Metric) -> bool:
    """Whether its figures are fractions from 0 to 1."""
    return metric.kind == "ratio" and metric.unit == _PER_CENT


def adds_up(metric: Metric, contract: Contract, plan: AudiencePlan) -> bool:
    """Whether published figures of shorter periods give the figure of a longer one exactly."""
    kept = max(contract.by_name[column].scale for column in metric.columns)
    whole = kept <= metric.decimals and plan.mode != "round"
    return metric.kind == "count" and adds_over_time(metric, contract) and whole


def _not_planned(funder: Funder, measure: FunderMeasure, tables: list[PeriodKind]) -> str:
    by = f" by {measure.by}" if measure.by else ""
    asked = _asked(funder.periods)
    wanted = funder.periods.kinds[0]
    more = f", by: {measure.by}" if measure.by else ""
    has = f" It has: by {', '.join(map(_words, tables))}." if tables else ""
    return (
        f"The plan for “{funder.audience}” has no table of “{measure.metric}”{by} that {asked} is "
        f"made of.{has} Plan it with `{{every: {wanted}{more}}}`."
    )


def _not_added_up(funder: Funder, metric: Metric, kind: PeriodKind) -> str:
    asked, periods = _asked(funder.periods), _words(kind)
    whole = funder.periods.kinds[0]
    way = (
        f"Plan it by {_words(whole)}"
        if funder.periods.is_one(whole)
        else f"Agree with the funder on the figure of each {periods}"
    )
    return (
        f"“{metric.id}” of {asked} cannot be made of its {periods}s: only counts that may be added "
        f"up over time are. {way}, or leave it out."
    )


def _asked(periods: ReportPeriods) -> str:
    if periods.every != FISCAL_YEAR:
        return f"a {periods.every.replace('_', ' ')}"
    return f"a fiscal year that begins in {calendar.month_name[periods.year_begins]}"


def _words(kind: PeriodKind) -> str:
    return kind.replace("_", " ")
