"""Where the cells of a release stand: periods, sectors and partners, groups; how they add up."""

from collections.abc import Iterable, Mapping
from typing import Final

from shared_metrics.contracts.model import Breakdown, Contract
from shared_metrics.disclosure import Dimension, Sum
from shared_metrics.disclosure.rules import ALL
from shared_metrics.periods import Period, PeriodKind, parse_period

WHEN: Final = "when"
WHO: Final = "who"
NOT_BROKEN_DOWN: Final = "not_broken_down"
LONGER: Final[Mapping[PeriodKind, tuple[PeriodKind, ...]]] = {
    PeriodKind.MONTH: (PeriodKind.QUARTER, PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR),
    PeriodKind.QUARTER: (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR),
    PeriodKind.YEAR: (),
    PeriodKind.SCHOOL_YEAR: (),
}


def when_code(period: Period) -> str:
    """`quarter:2026-Q1`."""
    return f"{period.kind.value}:{period.text}"


def period_at(code: str) -> Period:
    """The period a code stands for."""
    kind, text = code.split(":", 1)
    return parse_period(text, PeriodKind(kind))


def sector_code(sector: str) -> str:
    """`sector:public`."""
    return f"sector:{sector}"


def partner_code(partner: str) -> str:
    """`partner:open_latch_careers`."""
    return f"partner:{partner}"


def part_code(partner: str, sector: str) -> str:
    """A partner's figures from the time it belonged to a sector."""
    return f"part:{partner}@{sector}"


def group_dimension(contract_id: str, column: str) -> str:
    """The dimension of a contract's breakdown: the same word elsewhere may add up otherwise."""
    return f"{contract_id}.{column}"


def when_dimension(codes: Iterable[str]) -> Dimension:
    """Every way the periods of these codes add up into longer ones that are whole."""
    periods = {period_at(code) for code in codes}
    found: dict[tuple[Period, PeriodKind], list[Period]] = {}
    for period in sorted(periods, key=lambda p: (p.kind, p.ordinal)):
        for kind in LONGER[period.kind]:
            longer = period.within(kind)
            if longer in periods:
                found.setdefault((longer, period.kind), []).append(period)
    sums = [
        Sum(when_code(longer), tuple(when_code(part) for part in parts))
        for (longer, kind), parts in found.items()
        if len(parts) * kind.months == longer.kind.months
    ]
    return Dimension(WHEN, tuple(sums))


def who_dimension(sectors_of: Mapping[str, Iterable[str]]) -> Dimension:
    """Partner -> every sector it reported in: how partners and sectors add up."""
    held = {partner: sorted(set(sectors)) for partner, sectors in sorted(sectors_of.items())}
    sectors = sorted({sector for of_partner in held.values() for sector in of_partner})
    sums = [
        Sum(ALL, tuple(sector_code(sector) for sector in sectors)),
        Sum(ALL, tuple(partner_code(partner) for partner in held)),
    ]
    for sector in sectors:
        inside = [p for p, of_partner in held.items() if sector in of_partner]
        sums.append(Sum(sector_code(sector), tuple(_inside(p, sector, held[p]) for p in inside)))
    for partner, of_partner in held.items():
        if len(of_partner) > 1:
            parts = tuple(part_code(partner, sector) for sector in of_partner)
            sums.append(Sum(partner_code(partner), parts))
    return Dimension(WHO, tuple(one for one in sums if one.children))


def _inside(partner: str, sector: str, sectors: list[str]) -> str:
    return partner_code(partner) if len(sectors) == 1 else part_code(partner, sector)


def group_dimensions(contracts: Iterable[Contract]) -> list[Dimension]:
    """The breakdowns of contracts; only groups nobody is in twice add up."""
    return [
        Dimension(group_dimension(contract.id, breakdown.column), _group_sums(breakdown))
        for contract in sorted(contracts, key=lambda c: c.id)
        for breakdown in contract.breakdowns
    ]


def _group_sums(breakdown: Breakdown) -> tuple[Sum, ...]:
    if not breakdown.exclusive:
        return ()
    return (Sum(ALL, (*breakdown.parts, NOT_BROKEN_DOWN)),)
