"""What has to be measured for a plan, and how the numbers behind different metrics hang together.

A rate has three *sides*: numerator, denominator and their difference. Sides of several metrics that
count the same column are linked through the column itself, so that nothing can be worked out from
two metrics side by side.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from shared_metrics.agenda.model import Metric, Term
from shared_metrics.agenda.publication import AudiencePlan, PlannedMetric, PlannedTable
from shared_metrics.contracts.model import Contract
from shared_metrics.disclosure import Measure
from shared_metrics.periods import PeriodKind
from shared_metrics.releases.places import LONGER

Level = Literal["all", "sector", "partner"]
NUMERATOR, DENOMINATOR, DIFFERENCE = "numerator", "denominator", "difference"
WHOLE: Final = "column"
_COARSER: Final[dict[Level, tuple[Level, ...]]] = {
    "all": ("all",),
    "sector": ("sector", "all"),
    "partner": ("partner", "sector", "all"),
}


@dataclass(frozen=True, slots=True, order=True)
class Depth:
    """How fine cells are: kind of period, partners or sectors, one breakdown or none."""

    kind: PeriodKind
    level: Level
    breakdown: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One metric to be measured by partner, to all these depths; `measures`: what it fills."""

    metric: Metric
    measures: tuple[str, ...]  # of the numerator, and of the denominator if it has one
    depths: frozenset[Depth]


@dataclass(frozen=True, slots=True)
class Linked:
    """A side that counts a column: all of it, or the `groups` of one breakdown."""

    side: str
    column: str  # the measure of the column
    breakdown: str | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """Everything to measure under one contract, and the links."""

    contract: Contract
    planned: tuple[tuple[PlannedMetric, Metric], ...]
    asked: tuple[Asked, ...]
    links: tuple[Linked, ...]

    @property
    def measures(self) -> dict[str, Measure]:
        """What is sensitive about each side; what the links add is left to who makes them."""
        found: dict[str, Measure] = {}
        for planned, metric in self.planned:
            zeros = planned.sensitivity == "zeros"
            for side, terms in _sides_of(metric):
                people = counts_people(terms, self.contract)
                found[side_id(metric, side)] = Measure("people" if people else "amount", zeros)
            if is_share_of_people(metric, self.contract):
                found[side_id(metric, DIFFERENCE)] = Measure("people", zeros=zeros)
        for asked in self.asked:
            if asked.metric.id.startswith(WHOLE):
                people = counts_people(asked.metric.numerator, self.contract)
                found[asked.measures[0]] = Measure("people" if people else "amount")
        return found


def side_id(metric: Metric, side: str) -> str:
    """`placement_rate:numerator`; a count has one side, its own id."""
    return f"{metric.id}:{side}" if metric.denominator else metric.id


def counts_people(terms: Sequence[Term], contract: Contract) -> bool:
    """Whether a sum is a number of people (or of their enrolments); wage x people is not."""
    return any(
        all(contract.by_name[c].counts in {"people", "enrolments"} for c in term.columns)
        for term in terms
    )


def is_share_of_people(metric: Metric, contract: Contract) -> bool:
    """Whether a rate also gives away those who are not in its numerator; an average does not."""
    both = (metric.numerator, metric.denominator)
    return metric.kind == "ratio" and all(counts_people(terms, contract) for terms in both)


def is_protected(planned: PlannedMetric, metric: Metric) -> bool:
    """Whether figures need protection: not what others published, not what is no secret."""
    return metric.source == "partners" and planned.sensitivity != "none"


def sides_of_plan(
    plan: AudiencePlan, metrics: Iterable[Metric], contracts: Iterable[Contract]
) -> list[Sides]:
    """What has to be measured for the protected part of a plan, by contract."""
    found = []
    for contract in contracts:
        planned = tuple(
            (one, metric)
            for metric in metrics
            if metric.contract == contract.id and (one := plan.planned(metric.id))
            if is_protected(one, metric)
        )
        if planned:
            found.append(_sides(contract, planned))
    return found


def _sides(contract: Contract, planned: tuple[tuple[PlannedMetric, Metric], ...]) -> Sides:
    asked = [
        Asked(
            metric,
            tuple(side_id(metric, side) for side, _ in _sides_of(metric)),
            depths_of(one.tables),
        )
        for one, metric in planned
    ]
    links = list(_links(contract, [metric for _, metric in planned]))
    wanted = {
        one.side: depths
        for a in asked
        for one in links
        for depths in [a.depths]
        if one.side in a.measures
    }
    for name in dict.fromkeys(one.column for one in links):
        of_column = [one for one in links if one.column == name]
        asked.append(_whole_column(planned[0][1], name, of_column, wanted))
    return Sides(contract, planned, tuple(asked), tuple(links))


def _sides_of(metric: Metric) -> list[tuple[str, tuple[Term, ...]]]:
    sides = [(NUMERATOR, metric.numerator)]
    return [*sides, (DENOMINATOR, metric.denominator)] if metric.denominator else sides


def depths_of(tables: Iterable[PlannedTable]) -> frozenset[Depth]:
    """The depths of planned tables, and all coarser ones that link them."""
    tables = tuple(tables)
    kinds = {table.every for table in tables}
    found: set[Depth] = set()
    for table in tables:
        level: Level = (
            "partner" if "partner" in table.by else "sector" if "sector" in table.by else "all"
        )
        named = [name for name in table.by if name not in ("sector", "partner")]
        for kind in (table.every, *(k for k in LONGER[table.every] if k in kinds)):
            for coarser in _COARSER[level]:
                found |= {Depth(kind, coarser, name) for name in (None, *named)}
    return frozenset(found)


def _links(contract: Contract, metrics: Sequence[Metric]) -> Iterator[Linked]:
    """Sides that are sums of one column, where two of them are of the same column."""
    simple: dict[str, list[Linked]] = {}
    for metric in metrics:
        if metric.kind == "last_value":
            continue
        for side, terms in _sides_of(metric):
            one = _link_of(contract, side_id(metric, side), terms)
            if one is not None:
                simple.setdefault(one.column, []).append(one)
    for links in simple.values():
        if len(links) > 1:
            yield from links


def _link_of(contract: Contract, side: str, terms: Sequence[Term]) -> Linked | None:
    if len(terms) != 1 or len(terms[0].columns) != 1:
        return None
    term = terms[0]
    name = f"{WHOLE}:{contract.id}.{term.columns[0]}"
    named = {
        column: groups
        for column, groups in term.where.items()
        if column not in contract.breakdown_of or groups != (contract.breakdown_of[column].total,)
    }
    if not named:
        return Linked(side, name)
    (column, groups), *more = named.items()
    if more or column not in contract.breakdown_of:
        return None
    return Linked(side, name, column, tuple(groups))


def _whole_column(
    like: Metric, name: str, links: Sequence[Linked], wanted: dict[str, frozenset[Depth]]
) -> Asked:
    """The column itself, to every depth one of its sides is asked for."""
    column = name.removeprefix(f"{WHOLE}:{like.contract}.")
    depths = {
        depth if one.breakdown is None else replace(depth, breakdown=one.breakdown)
        for one in links
        for depth in wanted[one.side]
        if one.breakdown is None or depth.breakdown is None
    }
    depths |= {replace(depth, breakdown=None) for depth in depths}
    metric = replace(like, id=name, kind="count", numerator=(Term((column,)),), denominator=())
    return Asked(metric, (name,), frozenset(depths))
