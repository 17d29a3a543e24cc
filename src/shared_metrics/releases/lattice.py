"""From what was measured by partner to every cell of the lattice, with all its links.

Cells add up exactly by construction: what a partner did not break down is a group of its own
(`not_broken_down`), what a rate could not use of a column is a measure of its own (`:rest`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl

from shared_metrics.contracts.model import Breakdown
from shared_metrics.disclosure import Measure, Ref, Relation
from shared_metrics.disclosure.rules import ALL, MEASURE
from shared_metrics.metrics.terms import scale_of_all
from shared_metrics.observations import DENOMINATOR, NUMERATOR, PARTNER, PERIOD, VALUE
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.releases.places import (
    NOT_BROKEN_DOWN,
    WHEN,
    WHO,
    group_dimension,
    when_code,
)
from shared_metrics.releases.sides import (
    DIFFERENCE,
    Asked,
    Depth,
    Linked,
    Sides,
    is_share_of_people,
)

SECTOR: Final = "sector"
GROUP: Final = "group"
REST: Final = "rest"
_PLACE: Final = (PERIOD, SECTOR, PARTNER)


@dataclass(frozen=True, slots=True)
class Span:
    """The periods a contract's released figures lie in; longer ones are told when whole."""

    first: Period
    last: Period

    def codes(self, kind: PeriodKind) -> tuple[str, ...]:
        """The periods of a kind that lie in the span whole, oldest first."""
        period, found = Period.of(self.first.first_day, kind), []
        while period.last_day <= self.last.last_day:
            if period.first_day >= self.first.first_day:
                found.append(when_code(period))
            period += 1
        return tuple(found)


@dataclass(frozen=True, eq=False)
class Lattice:
    """The cells of one contract's sides.

    `measured`: metric id and breakdown (or None) -> measured table by period of the finest kind,
    sector, partner (and the breakdown). `names`: the dimensions of all cells of the release.
    """

    sides: Sides
    measured: Mapping[tuple[str, str | None], pl.DataFrame]
    span: Span
    names: tuple[str, ...]

    @cached_property
    def sectors_of(self) -> dict[str, set[str]]:
        """Every partner and the sectors it reported in."""
        found: dict[str, set[str]] = {}
        for frame in self.measured.values():
            for partner, sector in frame.select(PARTNER, SECTOR).unique().rows():
                found.setdefault(partner, set()).add(sector)
        return found

    @cached_property
    def cells(self) -> pl.DataFrame:
        """measure, dimensions, partner, value."""
        texts = dict.fromkeys([MEASURE, *self.names, PARTNER], pl.String)
        empty = pl.DataFrame(schema={**texts, VALUE: pl.Int64})
        own = [frame for asked in self.sides.asked for frame in self._of_asked(asked)]
        known = pl.concat([empty, *own])
        linked = [frame for link in self.sides.links for frame in self._of_link(link, known)]
        known = pl.concat([known, *linked])
        outside = [self._outside(known, breakdown) for breakdown in self._overlapping]
        return pl.concat([known, *outside])

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """What is sensitive about each measure of the cells."""
        found = dict(self.sides.measures)
        for link in self.sides.links:
            found[f"{link.side}:{REST}"] = found[link.side]
            if len(link.groups) > 1:
                found[_column_groups(link)] = found[link.side]
        for breakdown in self._overlapping:
            found |= {_outside_of(name, breakdown): Measure("slack") for name in list(found)}
        return found

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """How the measures hang together."""
        shares = [
            Relation(Ref(bottom), (Ref(top), Ref(f"{asked.metric.id}:{DIFFERENCE}")))
            for asked in self.sides.asked
            if is_share_of_people(asked.metric, self.sides.contract)
            for top, bottom in [asked.measures]
        ]
        links = [one for link in self.sides.links for one in self._relations_of(link)]
        own = [name for name in self.measures if ":outside " not in name]
        overlap = [
            Relation(Ref(name), (Ref(name, at), Ref(_outside_of(name, breakdown), at)))
            for breakdown in self._overlapping
            for name in own
            for group in breakdown.parts
            for at in [{self._dimension(breakdown.column): group}]
        ]
        return (*shares, *links, *overlap)

    def _dimension(self, column: str) -> str:
        return group_dimension(self.sides.contract.id, column)

    # --- sides as they were measured ---------------------------------------------------------

    def _of_asked(self, asked: Asked) -> Iterator[pl.DataFrame]:
        for depth in sorted(asked.depths, key=str):
            numbers = self._numbers(asked, depth.breakdown)
            for measure, column in self._columns_of(asked):
                yield from self._at(numbers, column, measure, depth, asked)

    def _columns_of(self, asked: Asked) -> list[tuple[str, str]]:
        """Measure and the column of numbers that fills it."""
        filled = list(zip(asked.measures, (NUMERATOR, DENOMINATOR), strict=False))
        if is_share_of_people(asked.metric, self.sides.contract):
            filled.append((f"{asked.metric.id}:{DIFFERENCE}", DIFFERENCE))
        return filled

    def _numbers(self, asked: Asked, breakdown: str | None) -> pl.DataFrame:
        """Whole numbers by period, sector, partner and group (`all` without a breakdown)."""
        whole = self._whole_numbers(asked, None)
        if breakdown is None:
            return whole
        parts = self._whole_numbers(asked, breakdown)
        if not self.sides.contract.breakdown_of[breakdown].exclusive:
            return parts
        return pl.concat([parts, _not_broken_down(whole, parts)])

    def _whole_numbers(self, asked: Asked, breakdown: str | None) -> pl.DataFrame:
        table = self.measured[asked.metric.id, breakdown].drop_nulls(NUMERATOR)
        group = pl.col(breakdown) if breakdown else pl.lit(ALL)
        contract, metric = self.sides.contract, asked.metric
        scales = (
            scale_of_all(metric.numerator, contract),
            scale_of_all(metric.denominator, contract),
        )
        top, bottom = (
            (pl.col(column).fill_null(0) * 10**scale).cast(pl.Int64)
            for column, scale in zip((NUMERATOR, DENOMINATOR), scales, strict=True)
        )
        return table.select(
            *_PLACE,
            group.alias(GROUP),
            top.alias(NUMERATOR),
            bottom.alias(DENOMINATOR),
            (bottom - top).alias(DIFFERENCE),
        )

    def _at(
        self, numbers: pl.DataFrame, column: str, measure: str, depth: Depth, asked: Asked
    ) -> Iterator[pl.DataFrame]:
        """One side added up to one depth."""
        kind = finest(asked, self.sides)
        codes = frozenset(self.span.codes(depth.kind))
        texts = numbers[PERIOD].unique().to_list()
        when = {t: when_code(parse_period(t, kind).within(depth.kind)) for t in texts}
        whole = {text: code for text, code in when.items() if code in codes}
        at = dict.fromkeys(self.names, pl.lit(ALL))
        at[WHEN] = pl.col(PERIOD).replace_strict(whole, return_dtype=pl.String, default=None)
        if depth.breakdown is not None:
            at[self._dimension(depth.breakdown)] = pl.col(GROUP)
        inside = numbers.filter(pl.col(PERIOD).is_in(list(whole)))
        for who, rows in self._who(depth, inside):
            placed = rows.select(
                pl.lit(measure).alias(MEASURE),
                *(expression.alias(name) for name, expression in {**at, WHO: who}.items()),
                PARTNER,
                pl.col(column).alias(VALUE),
            )
            keys = [MEASURE, *self.names, PARTNER]
            yield placed.group_by(keys).agg(pl.col(VALUE).sum()).select(*keys, VALUE)

    def _who(self, depth: Depth, rows: pl.DataFrame) -> Iterator[tuple[pl.Expr, pl.DataFrame]]:
        if depth.level == "all":
            yield pl.lit(ALL), rows
        elif depth.level == "sector":
            yield pl.concat_str(pl.lit("sector:"), SECTOR), rows
        else:
            yield pl.concat_str(pl.lit("partner:"), PARTNER), rows
            moved = [partner for partner, held in self.sectors_of.items() if len(held) > 1]
            part = pl.concat_str(pl.lit("part:"), PARTNER, pl.lit("@"), SECTOR)
            yield part, rows.filter(pl.col(PARTNER).is_in(moved))

    # --- links through a column ---------------------------------------------------------------

    def _of_link(self, link: Linked, known: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """What a side leaves of its column, and the column's groups where it counts several."""
        column = known.filter(pl.col(MEASURE) == link.column)
        if link.breakdown is not None:
            name = self._dimension(link.breakdown)
            column = column.filter(pl.col(name).is_in(link.groups))
            column = column.with_columns(pl.lit(ALL).alias(name))
            column = column.group_by(MEASURE, *self.names, PARTNER).agg(pl.col(VALUE).sum())
        if len(link.groups) > 1:
            yield self._named(column, _column_groups(link))
        linked = self._linked_at(link)
        column, side = column.filter(linked), known.filter(pl.col(MEASURE) == link.side, linked)
        on = [*self.names, PARTNER]
        both = column.join(side, on=on, how="full", coalesce=True, suffix="_used")
        rest = pl.col(VALUE).fill_null(0) - pl.col(f"{VALUE}_used").fill_null(0)
        left = both.with_columns(rest.alias(VALUE)).filter(pl.col(VALUE) != 0)
        yield self._named(left, f"{link.side}:{REST}")

    def _linked_at(self, link: Linked) -> pl.Expr:
        """Whether cells are at a depth to which a side and its column are both known."""
        depths = next(asked.depths for asked in self.sides.asked if link.side in asked.measures)
        return pl.any_horizontal(
            self._is_at(depth)
            for depth in depths
            if link.breakdown is None or depth.breakdown is None
        )

    def _is_at(self, depth: Depth) -> pl.Expr:
        broken_down = self._dimension(depth.breakdown) if depth.breakdown else None
        groups = [
            (pl.col(name) == ALL) != (name == broken_down)
            for name in self.names
            if name not in (WHEN, WHO)
        ]
        who = pl.col(WHO).str.split(":").list.first()
        levels = {"all": [ALL], "sector": ["sector"], "partner": ["partner", "part"]}[depth.level]
        when = pl.col(WHEN).str.starts_with(f"{depth.kind.value}:")
        return pl.all_horizontal(when, who.is_in(levels), *groups)

    def _named(self, cells: pl.DataFrame, measure: str) -> pl.DataFrame:
        return cells.select(pl.lit(measure).alias(MEASURE), *self.names, PARTNER, VALUE)

    def _relations_of(self, link: Linked) -> Iterator[Relation]:
        parts = (Ref(link.side), Ref(f"{link.side}:{REST}"))
        if link.breakdown is None:
            yield Relation(Ref(link.column), parts)
            return
        name = self._dimension(link.breakdown)
        groups = tuple(Ref(link.column, {name: group}) for group in link.groups)
        if len(groups) == 1:
            yield Relation(groups[0], parts)
            return
        yield Relation(Ref(_column_groups(link)), groups)
        yield Relation(Ref(_column_groups(link)), parts)

    # --- groups that overlap ------------------------------------------------------------------

    @property
    def _overlapping(self) -> Sequence[Breakdown]:
        """Breakdowns asked for in which somebody may be in two groups."""
        asked = {depth.breakdown for one in self.sides.asked for depth in one.depths}
        return [b for b in self.sides.contract.breakdowns if b.column in asked and not b.exclusive]

    def _outside(self, known: pl.DataFrame, breakdown: Breakdown) -> pl.DataFrame:
        """Of each group: those of the whole who are not in it."""
        name = self._dimension(breakdown.column)
        groups = known.filter(pl.col(name) != ALL)
        on = [MEASURE, *(n for n in self.names if n != name), PARTNER]
        both = groups.join(
            known.filter(pl.col(name) == ALL).drop(name), on=on, suffix="_of_all", how="left"
        )
        rest = pl.col(f"{VALUE}_of_all").fill_null(0) - pl.col(VALUE)
        measure = pl.concat_str(pl.col(MEASURE), pl.lit(f":outside {breakdown.column}"))
        return both.select(measure, *self.names, PARTNER, rest.alias(VALUE))


def _not_broken_down(whole: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """What a partner counted in all and in no group."""
    columns = [NUMERATOR, DENOMINATOR, DIFFERENCE]
    summed = parts.group_by(_PLACE).agg(pl.col(columns).sum())
    both = whole.drop(GROUP).join(summed, on=_PLACE, how="left", suffix="_of_parts")
    rest = [pl.col(c) - pl.col(f"{c}_of_parts").fill_null(0) for c in columns]
    left = both.select(*_PLACE, pl.lit(NOT_BROKEN_DOWN).alias(GROUP), *rest)
    return left.filter(pl.any_horizontal(pl.col(columns) != 0))


def finest(asked: Asked, sides: Sides) -> PeriodKind:
    """The kind of period to measure by, from which all the others can be added up."""
    kinds = {depth.kind for depth in asked.depths}
    if kinds >= {PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR}:
        own = sides.contract.period_kind
        kinds.add(max(own, PeriodKind.QUARTER, key=lambda kind: kind.months))
    return min(kinds, key=lambda kind: kind.months)


def breakdowns_of(asked: Asked) -> Iterable[str | None]:
    """What to measure it by: nothing, and each breakdown it is asked for."""
    return sorted({None, *(d.breakdown for d in asked.depths)}, key=lambda name: name or "")


def _column_groups(link: Linked) -> str:
    return f"{link.column}[{link.breakdown}={'|'.join(link.groups)}]"


def _outside_of(measure: str, breakdown: Breakdown) -> str:
    return f"{measure}:outside {breakdown.column}"
