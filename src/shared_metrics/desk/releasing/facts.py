"""The facts behind an audience's tables: cells by partner, and the rules protection reads."""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from shared_metrics.agenda.model import Metric, Sector
from shared_metrics.agenda.publication import AudiencePlan, PlannedTable
from shared_metrics.contracts.model import Contract
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.figures import rows_for_audience, withheld_from
from shared_metrics.desk.questions.memory import remembered
from shared_metrics.disclosure import Dimension, FigureKind, Ref, Rules, table_id
from shared_metrics.metrics import SECTOR, Question, measure
from shared_metrics.metrics.frames import Rows
from shared_metrics.metrics.terms import scale_of_all
from shared_metrics.observations import PARTNER, PERIOD
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.releases.lattice import Lattice, Span, breakdowns_of, finest
from shared_metrics.releases.places import (
    WHEN,
    WHO,
    group_dimension,
    group_dimensions,
    partner_code,
    sector_code,
    when_dimension,
    who_dimension,
)
from shared_metrics.releases.sides import (
    DENOMINATOR,
    DIFFERENCE,
    NUMERATOR,
    Sides,
    is_protected,
    is_share_of_people,
    side_id,
    sides_of_plan,
)

HEADLINE: Final = 30.0  # what the whole partnership reached is hidden last
BY_SECTOR: Final = 3.0


@dataclass(frozen=True)
class TableShape:
    """A planned table: what it is of, and how its rows are written.

    `exponent`: powers of ten between the cells' whole numbers and the values. `orders`: column ->
    its codes as they are listed. `protected`: False for figures that need no protection.
    """

    metric: Metric
    every: PeriodKind
    by: tuple[str, ...]
    exponent: int
    orders: dict[str, tuple[str, ...]]
    periods: tuple[str, ...]
    protected: bool = True

    @property
    def id(self) -> str:
        """As the table's."""
        return table_id(self.metric.id, self.every, self.by)


@dataclass(frozen=True, eq=False)
class Facts:
    """`cells` and `rules` for protection; `open_tables`: measured, for what needs none, by id."""

    cells: pl.DataFrame
    rules: Rules
    shapes: tuple[TableShape, ...]
    open_tables: dict[str, pl.DataFrame]


def facts(desk: Desk, plan: AudiencePlan, data_to: dt.date, before: Sequence[Rules] = ()) -> Facts:
    """What the plan lets this audience see, up to a day, from what counts now.

    `before`: the rules of earlier editions; their dimensions and their secret stay.
    """
    measuring = _Measuring(desk, plan, Period.of(data_to, PeriodKind.MONTH))
    contracts = sorted(desk.definitions.contracts.values(), key=lambda c: c.id)
    groups = {d.name: d for d in group_dimensions(contracts)}
    earlier = {name for rules in before for name in rules.names}
    names = (WHEN, WHO, *sorted({*groups, *earlier} - {WHEN, WHO}))
    lattices = [
        measuring.lattice(sides, names)
        for sides in sides_of_plan(plan, desk.agenda.metrics, contracts)
    ]
    shapes = tuple(measuring.shapes())
    cells = pl.concat([lattice.cells for lattice in lattices]) if lattices else _no_cells(names)
    held: dict[str, set[str]] = {}
    for lattice in lattices:
        for partner, sectors in lattice.sectors_of.items():
            held.setdefault(partner, set()).update(sectors)
    rules = Rules(
        dimensions=(
            when_dimension(cells[WHEN].unique().to_list()),
            who_dimension(held),
            *(groups[n] if n in groups else _unused(n) for n in names[2:]),
        ),
        measures={n: m for lattice in lattices for n, m in lattice.measures.items()},
        figures=tuple(_figure(shape, desk) for shape in shapes if shape.protected),
        relations=tuple(r for lattice in lattices for r in lattice.relations),
        threshold=plan.threshold,
        min_contributors=plan.min_contributors,
        dominance=plan.dominance,
        coding=plan.code_shares,
        protect_insiders=plan.protect_insiders,
        agreed=frozenset(agreed_to_a_page(desk, data_to)),
        mode=plan.mode,
        salt=next((rules.salt for rules in before), "") or secrets.token_hex(16),
    )
    return Facts(cells, rules, shapes, measuring.open_tables(shapes))


def _no_cells(names: Sequence[str]) -> pl.DataFrame:
    texts = dict.fromkeys(["measure", *names, PARTNER], pl.String)
    return pl.DataFrame(schema={**texts, "value": pl.Int64})


def _unused(name: str) -> Dimension:
    """A dimension of an earlier edition that nothing is told by any more."""
    return Dimension(name, ())


def agreed_to_a_page(desk: Desk, day: dt.date) -> set[str]:
    """The partners whose agreements of that day all allow a public page of their own."""
    found = set()
    for partner in desk.partnership.partners:
        held = [a for a in desk.agenda.agreements if a.partner == partner.id]
        then = [a for a in held if a.starts <= day <= a.ends]
        if then and all(agreement.public_page for agreement in then):
            found.add(partner.id)
    return found


def measured_for(
    desk: Desk,
    plan: AudiencePlan,
    metric: Metric,
    question: Question,
) -> pl.DataFrame:
    """A metric over the rows an audience may know of; private as it is."""
    contract = desk.definitions.contract(metric.contract)
    apart = withheld_from(desk, contract, plan.audience)
    return remembered(
        desk.ledger,
        ("measured without", contract.id, metric.id, question, apart),
        lambda: measure(
            rows_for_audience(desk, contract, plan.audience),
            metric,
            contract,
            question,
            desk.partnership.partners,
        ),
    )


@dataclass(frozen=True, eq=False)
class _Measuring:
    """Everything is measured from one and the same rows: those this audience may know of."""

    desk: Desk
    plan: AudiencePlan
    last: Period

    def lattice(self, sides: Sides, names: tuple[str, ...]) -> Lattice:
        """The cells of one contract."""
        measured = {
            (asked.metric.id, breakdown): self._measure(
                asked.metric, finest(asked, sides), (SECTOR, PARTNER), breakdown
            )
            for asked in sides.asked
            for breakdown in breakdowns_of(asked)
        }
        return Lattice(sides, measured, self._span(sides.contract), names)

    def _rows(self, contract: Contract) -> Rows:
        return rows_for_audience(self.desk, contract, self.plan.audience)

    def _measure(
        self, metric: Metric, every: PeriodKind, by: tuple[str, ...], breakdown: str | None
    ) -> pl.DataFrame:
        named = (breakdown,) if breakdown else ()
        question = Question((PERIOD, *by, *named), every=every, last=self.last)
        return measured_for(self.desk, self.plan, metric, question)

    def _span(self, contract: Contract) -> Span:
        kind = contract.period_kind
        texts = self._rows(contract).select(PERIOD).unique().collect().to_native()
        begun = [parse_period(text, kind) for text in texts[PERIOD].to_list()]
        last = Period.of(self.last.last_day, kind)
        last = last if last.last_day <= self.last.last_day else last + -1
        return Span(min(begun, default=last, key=lambda period: period.ordinal), last)

    def shapes(self) -> Iterable[TableShape]:
        """Every planned table, in the plan's order."""
        for planned in self.plan.metrics:
            metric = self.desk.definitions.metric(planned.metric)
            for table in planned.tables:
                yield self._shape(metric, table, protected=is_protected(planned, metric))

    def _shape(self, metric: Metric, table: PlannedTable, *, protected: bool) -> TableShape:
        contract = self.desk.definitions.contract(metric.contract)
        tops = scale_of_all(metric.numerator, contract)
        exponent = scale_of_all(metric.denominator, contract) - tops
        orders = {name: self._order(name, contract) for name in table.by}
        periods = tuple(code.split(":", 1)[1] for code in self._span(contract).codes(table.every))
        return TableShape(metric, table.every, table.by, exponent, orders, periods, protected)

    def _order(self, name: str, contract: Contract) -> tuple[str, ...]:
        """The rows of a table: who has reported, or all groups of a breakdown."""
        if name in contract.breakdown_of:
            return contract.breakdown_of[name].parts
        reporting = self._reporting(contract)
        if name == PARTNER:
            agreed = agreed_to_a_page(self.desk, self.last.last_day)
            return tuple(p for p in reporting if p in agreed)
        sectors = {sector for held in reporting.values() for sector in held}
        return tuple(sector.value for sector in Sector if sector.value in sectors)

    def _reporting(self, contract: Contract) -> dict[str, set[str]]:
        """Partners in the agenda's order with the sectors they reported in."""
        pairs = self._rows(contract).select(PARTNER, PERIOD).unique().collect().to_native()
        found: dict[str, set[str]] = {
            partner.id: set() for partner in self.desk.partnership.partners
        }
        for partner, text in pairs.rows():
            period = parse_period(text, contract.period_kind)
            if partner in found and period.last_day <= self.last.last_day:
                held = self.desk.definitions.partner(partner).sector_on(period.first_day)
                found[partner].add(held.value)
        return {partner: held for partner, held in found.items() if held}

    def open_tables(self, shapes: Iterable[TableShape]) -> dict[str, pl.DataFrame]:
        """The figures that need no protection, as measured."""
        found = {}
        for shape in shapes:
            if not shape.protected:
                by = tuple(name for name in shape.by if name in (SECTOR, PARTNER))
                breakdown = next((name for name in shape.by if name not in by), None)
                found[shape.id] = self._measure(shape.metric, shape.every, by, breakdown)
        return found


def _figure(shape: TableShape, desk: Desk) -> FigureKind:
    """A planned table as protection reads it."""
    metric, contract = shape.metric, desk.definitions.contract(shape.metric.contract)
    places = {WHEN: frozenset(f"{shape.every.value}:{text}" for text in shape.periods)}
    for name in shape.by:
        codes = shape.orders[name]
        if name == SECTOR:
            places[WHO] = frozenset(map(sector_code, codes))
        elif name == PARTNER:
            places[WHO] = frozenset(map(partner_code, codes))
        else:
            places[group_dimension(contract.id, name)] = frozenset(codes)
    weight = HEADLINE if not shape.by else BY_SECTOR if shape.by == (SECTOR,) else 1.0
    top, bottom = side_id(metric, NUMERATOR), side_id(metric, DENOMINATOR)
    if not metric.denominator:
        return FigureKind(shape.id, "count", (Ref(top),), places, weight)
    if not is_share_of_people(metric, contract):
        return FigureKind(shape.id, "mean", (Ref(top), Ref(bottom)), places, weight)
    rest = Ref(side_id(metric, DIFFERENCE))
    return FigureKind(shape.id, "ratio", (Ref(top), Ref(bottom), rest), places, weight)
