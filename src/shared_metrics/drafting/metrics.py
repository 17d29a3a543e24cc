"""Three metrics for a drafted contract: a count, a share of it, and one more of another kind."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from shared_metrics.contracts.model import Role
from shared_metrics.drafting.contract_text import CHECK_THIS, WithinPair, quoted
from shared_metrics.drafting.model import DraftColumn, DraftTable
from shared_metrics.drafting.naming import an_id

METRICS_WANTED = 3


@dataclass(frozen=True, slots=True)
class DraftMetric:
    """One metric as guessed; `numerator` and `denominator` are YAML terms."""

    id: str
    title: str
    kind: str
    unit: str
    decimals: int
    numerator: str
    denominator: str | None
    said: str


def within_pair(table: DraftTable, never_above: Collection[tuple[str, str]]) -> WithinPair | None:
    """The likeliest part and whole among numbers of which one was never above the other."""
    whole = headline_number(table)
    if whole is None:
        return None
    alike = [c for c in table.indicators if c is not whole and _counted(c)]
    parts = [c for c in alike if (c.name, whole.name) in never_above]
    if parts:
        return WithinPair(parts[0], whole)
    wholes = [c for c in alike if (whole.name, c.name) in never_above]
    return WithinPair(whole, wholes[0]) if wholes else None


def headline_number(table: DraftTable) -> DraftColumn | None:
    """The number the count is of: people first, else the first that may be added up."""
    added = [column for column in table.indicators if column.over_partners]
    people = [c for c in added if c.counts in ("people", "enrolments") and not c.stock]
    return next(iter([*people, *added]), None)


def _counted(column: DraftColumn) -> bool:
    return column.over_partners and not column.scale


def draft_metrics(table: DraftTable, pair: WithinPair | None) -> tuple[DraftMetric, ...]:
    """Up to three, the count first, then the share when two columns or a breakdown give one."""
    chosen: list[DraftMetric] = []
    for candidate in _candidates(table, pair):
        if len(chosen) < METRICS_WANTED and candidate.id not in {m.id for m in chosen}:
            chosen.append(candidate)
    return tuple(chosen)


def _candidates(table: DraftTable, pair: WithinPair | None) -> Iterator[DraftMetric]:
    number = headline_number(table)
    if number is None:
        yield from (_last(column) for column in table.indicators)
        return
    yield _count(number)
    if pair is not None:
        yield _share(pair)
    others = [c for c in table.indicators if c is not number]
    yield from (_last(c) for c in others if c.stock)
    yield from (_weighted(c, number) for c in others if not c.over_partners and _counted(number))
    rest = [c for c in others if c.over_partners and not c.stock]
    apart = [c for c in rest if pair is None or c not in (pair.part, pair.whole)]
    yield from map(_count, apart)
    yield from _share_of_group(table, number)
    yield from map(_count, rest)
    if not number.over_time:
        yield _last(number)


def _count(column: DraftColumn) -> DraftMetric:
    return DraftMetric(
        id=column.name,
        title=column.header,
        kind="count",
        unit=column.unit,
        decimals=min(column.scale, 2),
        numerator=f"{{sum: {column.name}}}",
        denominator=None,
        said=f"The sum of {column.header} over partners.",
    )


def _share(pair: WithinPair) -> DraftMetric:
    part, whole = pair.part, pair.whole
    return DraftMetric(
        id=f"{part.name}_share",
        title=f"{part.header} of {whole.header}",
        kind="ratio",
        unit="%",
        decimals=1,
        numerator=f"{{sum: {part.name}}}",
        denominator=f"{{sum: {whole.name}}}",
        said=f"{part.header} divided by {whole.header}, each added up first.",
    )


def _share_of_group(table: DraftTable, number: DraftColumn) -> Iterator[DraftMetric]:
    for column in table.columns:
        if column.role is not Role.BREAKDOWN or len(column.parts) < 2:  # noqa: PLR2004 - a share of all
            continue
        group = column.parts[0]
        where = f"{{{column.name}: [{quoted(group.value)}]}}"
        yield DraftMetric(
            id=f"{number.name}_share_of_group",
            title=f"{number.header}: share of {group.label}",
            kind="ratio",
            unit="%",
            decimals=1,
            numerator=f"{{sum: {number.name}, where: {where}}}",
            denominator=f"{{sum: {number.name}}}",
            said=f"{number.header} where {column.header} is {group.label}, as a share of all.",
        )


def _weighted(column: DraftColumn, weight: DraftColumn) -> DraftMetric:
    return DraftMetric(
        id=column.name,
        title=column.header,
        kind="weighted_mean",
        unit=column.unit,
        decimals=min(column.scale, 2),
        numerator=f"{{product: [{column.name}, {weight.name}]}}",
        denominator=f"{{sum: {weight.name}}}",
        said=f"{column.header}, each row weighed by its {weight.header}.",
    )


def _last(column: DraftColumn) -> DraftMetric:
    return replace(
        _count(column),
        id=f"{column.name}_latest",
        title=f"{column.header}, latest",
        kind="last_value",
        said=f"The latest {column.header} that was reported; never added up over time.",
    )


def metric_text(
    metric: DraftMetric,
    *,
    contract: str,
    outcome: str,
    person: str,
    next_review: str,
    breakdowns: Sequence[str],
) -> str:
    """The YAML file of one metric."""
    lines = [
        f"# Drafted from the first file ({CHECK_THIS}): is this what you want to follow?",
        f"id: {metric.id}",
        f"title: {quoted(metric.title)}",
        f"outcome: {outcome}",
        f"contract: {contract}",
        f"kind: {metric.kind}",
        "level: programme",
        "source: partners",
        f"# Whether more is better: higher, lower or range ({CHECK_THIS}).",
        "better: higher",
        f"unit: {quoted(metric.unit)}",
        f"decimals: {metric.decimals}",
        f"definition: {quoted(metric.said)}",
        "why_it_matters: A placeholder. Write why the partners want to follow this.",
        "numerator:",
        f"  - {metric.numerator}",
    ]
    if metric.denominator is not None:
        lines += ["denominator:", f"  - {metric.denominator}"]
    lines += [
        f"breakdowns: [{', '.join(breakdowns)}]",
        f"authored_by: {quoted(person)}",
        f"checked_by: {quoted(person)}",
        f"next_review: {next_review}",
    ]
    return "\n".join(lines) + "\n"


def contract_id(title: str) -> str:
    """The id of a contract called so."""
    return an_id(title, (), "report")
