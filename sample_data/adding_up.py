"""The metrics, added up in plain Python integers: written a second time, apart from the product.

A *cell* is what one partner's one period says about one group: numerator, denominator, or unknown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sample_data.cast import (
    COMMUNITY_CONGESTION,
    COMMUNITY_STEM,
    COMMUNITY_WORKFORCE,
    CONGESTION,
    MEMBER_BY_ID,
    STEM,
    SUCCESSOR,
    WORKFORCE,
)
from sample_data.months import (
    first_month,
    month_text,
    quarter_text,
    school_year_text,
    year_text,
)
from sample_data.story import counted_rows
from sample_data.workforce import Row

TEXT_OF: Mapping[str, Callable[[int], str]] = {
    "month": month_text,
    "quarter": quarter_text,
    "year": year_text,
    "school_year": school_year_text,
}
PERIOD_KIND = {
    WORKFORCE: "month",
    STEM: "quarter",
    CONGESTION: "month",
    COMMUNITY_WORKFORCE: "quarter",
    COMMUNITY_STEM: "school_year",
    COMMUNITY_CONGESTION: "month",
}
# A breakdown's total row, where the file has one: `None` means that its groups are added up.
TOTALS: Mapping[str, Mapping[str, str | None]] = {
    WORKFORCE: {"pathway": None, "gender": "all", "age_group": "all"},
    STEM: {"programme_type": None, "school_level": None, "gender": "all"},
    CONGESTION: {"peak": None},
}
KEYS = {
    CONGESTION: ("corridor",),
    COMMUNITY_WORKFORCE: ("area",),
    COMMUNITY_STEM: ("area",),
    COMMUNITY_CONGESTION: ("area",),
}
SCALES = {
    "average_hourly_wage": 2,
    "average_delay_minutes": 2,
    "hours_delivered": 1,
    "lane_miles_congested": 1,
}


@dataclass(frozen=True)
class Formula:
    """One metric: products of columns above and below, and the groups each side is about."""

    metric: str
    contract: str
    above: tuple[str, ...]
    below: tuple[str, ...] = ()
    above_where: Mapping[str, str] = field(default_factory=dict)
    is_stock: bool = False

    def decimals(self, columns: Sequence[str]) -> int:
        """The decimals of a product of columns."""
        return sum(SCALES.get(name, 0) for name in columns)


FORMULAS = (
    Formula("placements", WORKFORCE, ("placed",)),
    Formula("placement_rate", WORKFORCE, ("placed",), ("follow_up_due",)),
    Formula("average_wage", WORKFORCE, ("average_hourly_wage", "placed"), ("placed",)),
    Formula("employment_rate", COMMUNITY_WORKFORCE, ("employed",), ("labour_force",)),
    Formula("stem_participants", STEM, ("enrolled",)),
    Formula("stem_completion_rate", STEM, ("completed",), ("enrolled",)),
    Formula("stem_girls_share", STEM, ("enrolled",), ("enrolled",), {"gender": "girls_women"}),
    Formula("stem_degree_share", COMMUNITY_STEM, ("stem_degrees_awarded",), ("degrees_awarded",)),
    Formula("average_delay", CONGESTION, ("average_delay_minutes", "trips"), ("trips",)),
    Formula("on_time_share", CONGESTION, ("on_time_trips",), ("trips",)),
    Formula(
        "commuter_members",
        CONGESTION,
        ("commuter_programme_members",),
        above_where={"peak": "am_peak"},
        is_stock=True,
    ),
    Formula(
        "congested_share",
        COMMUNITY_CONGESTION,
        ("lane_miles_congested",),
        ("lane_miles_monitored",),
    ),
)


@dataclass(frozen=True)
class Asked:
    """A question: by what, in periods of which kind, under whose name."""

    by: tuple[str, ...]
    every: str | None = None
    partners: str = "as_reported"


@dataclass(frozen=True)
class Cell:
    """One partner's one period, one thing and one group."""

    partner: str
    first: int
    names: Mapping[str, str]
    above: int | None
    below: int | None

    @property
    def known(self) -> bool:
        """Whether every number it needs is there."""
        return self.above is not None and self.below is not None


def answer(formula: Formula, asked: Asked) -> list[list[str | int | None]]:
    """Rows: the columns asked by, numerator, denominator (null for a count), partners."""
    groups: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in _cells(formula, asked):
        groups[_group(cell, formula, asked)].append(cell)
    if formula.is_stock:
        groups = {group: _newest(cells) for group, cells in groups.items()}
    return [_answer_row(formula, asked, group, groups[group]) for group in sorted(groups)]


def _answer_row(
    formula: Formula, asked: Asked, group: tuple[str, ...], cells: Iterable[Cell]
) -> list[str | int | None]:
    known = [cell for cell in cells if cell.known]
    above = sum(cell.above or 0 for cell in known)
    below = sum(cell.below or 0 for cell in known)
    return [
        *group,
        unscaled(above, formula.decimals(formula.above)) if known else None,
        unscaled(below, formula.decimals(formula.below)) if known and formula.below else None,
        len({_reporter(cell.partner, asked) for cell in known}),
    ]


def _cells(formula: Formula, asked: Asked) -> list[Cell]:
    """One cell for each partner, period, thing counted and group asked for."""
    breakdowns = TOTALS.get(formula.contract, {})
    together = [*KEYS.get(formula.contract, ()), *(n for n in asked.by if n in breakdowns)]
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for partner, row in _rows(formula.contract):
        names = tuple(str(row[name]) for name in together)
        if not any(breakdowns.get(n) == row[n] for n in together if breakdowns.get(n)):
            found[(partner, str(row["period"]), *names)].append(row)
    return [
        _cell(formula, asked, key, dict(zip(together, key[2:], strict=True)), rows)
        for key, rows in found.items()
    ]


@cache
def _rows(contract: str) -> list[tuple[str, Row]]:
    return counted_rows(contract)


def _cell(
    formula: Formula,
    asked: Asked,
    key: tuple[str, ...],
    names: dict[str, str],
    rows: list[Row],
) -> Cell:
    above = [row for row in rows if _speaks(row, formula, asked, formula.above_where)]
    below = [row for row in rows if _speaks(row, formula, asked, {})]
    return Cell(
        key[0],
        first_month(key[1]),
        names,
        _sum(above, formula.above),
        _sum(below, formula.below) if formula.below else 0,
    )


def _speaks(row: Row, formula: Formula, asked: Asked, where: Mapping[str, str]) -> bool:
    """Whether a row is the one to count: the group named, else everybody, else any part."""
    for name, total in TOTALS.get(formula.contract, {}).items():
        if name in where:
            if row[name] != where[name]:
                return False
        elif name not in asked.by and total is not None and row[name] != total:
            return False
    return True


def _sum(rows: Iterable[Row], columns: Sequence[str]) -> int | None:
    """The sum of products; unknown when a number is not there (nothing times anything is 0)."""
    total = 0
    for row in rows:
        product = 1
        numbers = [row[name] for name in columns]
        if 0 in numbers:
            continue
        for number in numbers:
            if not isinstance(number, int):
                return None
            product *= number
        total += product
    return total


def _reporter(partner: str, asked: Asked) -> str:
    return SUCCESSOR.get(partner, partner) if asked.partners == "current" else partner


def _group(cell: Cell, formula: Formula, asked: Asked) -> tuple[str, ...]:
    kind = asked.every or PERIOD_KIND[formula.contract]
    meaning: dict[str, Callable[[], str]] = {
        "period": lambda: TEXT_OF[kind](cell.first),
        "partner": lambda: _reporter(cell.partner, asked),
        "sector": lambda: MEMBER_BY_ID[cell.partner].sector_in(cell.first),
    }
    return tuple(meaning[name]() if name in meaning else cell.names[name] for name in asked.by)


def _newest(cells: Sequence[Cell]) -> list[Cell]:
    """Of a stock, only the last period of each partner and thing counted."""
    newest: dict[tuple[str, ...], Cell] = {}
    for cell in sorted(cells, key=lambda c: c.first):
        newest[(cell.partner, *cell.names.values())] = cell
    return list(newest.values())


def unscaled(number: int, decimals: int) -> str:
    """A scaled whole number as an exact decimal: (12345, 2) -> `123.45`."""
    if decimals == 0:
        return str(number)
    sign, digits = "-" * (number < 0), f"{abs(number):0{decimals + 1}}"
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def questions(formula: Formula) -> list[Asked]:
    """Every question the truth answers for a metric."""
    kind = PERIOD_KIND[formula.contract]
    longer = {
        "month": ("quarter", "year", "school_year"),
        "quarter": ("year", "school_year"),
    }.get(kind, ())
    if formula.contract not in TOTALS:  # community figures; lanes and workers do not add up in time
        return [Asked(("period",)), Asked(("period", "area")), Asked(("period", "partner"))]
    asked = [Asked(()), Asked(("period",)), *(Asked(("period",), every) for every in longer)]
    return asked + _of_partners(formula, kind)


def _of_partners(formula: Formula, kind: str) -> list[Asked]:
    groups = [name for name in TOTALS[formula.contract] if name not in formula.above_where]
    asked = [
        Asked(("period", "sector")),
        Asked(("period", "partner")),
        Asked(("period", "sector"), "school_year"),
        Asked(("period", "partner"), "school_year"),
        Asked(("period", "partner"), "year", "current"),
        Asked(("partner",), None, "current"),
        *(Asked(("period", name)) for name in (*groups, *KEYS.get(formula.contract, ()))),
    ]
    if kind == "month":
        asked.append(Asked(("period", "sector"), "quarter"))
    if not formula.is_stock:
        asked.append(Asked(("sector",)))
        asked += [Asked(("period", "sector", name), "school_year") for name in groups]
    if len(groups) > 1:
        asked.append(Asked((groups[0], groups[1])))
    return asked
