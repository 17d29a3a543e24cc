"""A preview of what may be public: totals of the partnership and of sectors, small ones hidden.

A cell is hidden when fewer than three partners are behind it, or when it counts people and any of
the numbers it gives away is small: of a count the count itself (0 is no secret), of a rate its
numerator, its denominator and the difference of the two (also when they are 0: then everybody
counted is the same). Then more is hidden until the hidden sectors of a period, taken together,
could themselves be shown: whoever subtracts the shown ones from the total learns nothing smaller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import polars as pl

from shared_metrics.agenda.model import Metric, Sector, Term
from shared_metrics.contracts.model import Contract
from shared_metrics.disclosure.public_table import (
    SCHEMA,
    SEAL,
    SECTOR,
    WHOLE_PARTNERSHIP,
    CellStatus,
    PublicTable,
)
from shared_metrics.observations import DENOMINATOR, NUMERATOR, PARTNERS, PERIOD
from shared_metrics.periods import PeriodKind

MIN_CONTRIBUTORS: Final = 3
NOTHING: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a measured row gives away."""

    numerator: Fraction | None
    denominator: Fraction | None
    partners: int

    @property
    def reported(self) -> bool:
        return self.numerator is not None

    @property
    def value(self) -> Fraction:
        return (self.numerator or NOTHING) / (self.denominator or 1)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What has to be protected in a metric, and from how many on it is not."""

    counts_people_above: bool
    counts_people_below: bool
    has_denominator: bool
    threshold: int
    contributors: int

    def allows(self, cells: Sequence[_Cell]) -> bool:
        """Whether these cells, added up, may be shown."""
        above = sum((cell.numerator or NOTHING for cell in cells), NOTHING)
        below = sum((cell.denominator or NOTHING for cell in cells), NOTHING)
        if sum(cell.partners for cell in cells) < self.contributors:
            return False
        return not any(self._small(number) for number in self._told(above, below))

    def _told(self, above: Fraction, below: Fraction) -> Iterable[Fraction]:
        """The counts of people that can be worked out from what is shown."""
        if self.counts_people_above:
            yield above
        if self.counts_people_below:
            yield below
        if self.counts_people_above and self.counts_people_below:
            yield below - above

    def _small(self, number: Fraction) -> bool:
        if number == 0:
            return self.has_denominator
        return abs(number) < self.threshold


def preview(
    metric: Metric,
    contract: Contract,
    every: PeriodKind,
    *,
    total: pl.DataFrame,
    by_sector: pl.DataFrame | None = None,
) -> PublicTable:
    """Measured tables by `period` and by `period, sector` of one question -> what may be shown.

    Community figures have no sectors: leave `by_sector` out. Figures published by others before
    (the metric's `source`) are shown as they are. Values are rounded to the metric's decimals.
    Raises TypeError when the tables are by anything else.
    """
    _check_by(total, [PERIOD])
    rule = _rule_for(metric, contract)
    totals = {str(row[PERIOD]): _cell(row) for row in total.to_dicts()}
    parts = _parts(by_sector)
    sectors = sorted({sector for _, sector in parts}, key=_in_the_agendas_order)
    rows = []
    for period in sorted({*totals, *(period for period, _ in parts)}):
        whole = totals.get(period, _NOT_REPORTED)
        of_sector = {sector: parts.get((period, sector), _NOT_REPORTED) for sector in sectors}
        hidden = _hidden(whole, of_sector, rule)
        for group, cell in {WHOLE_PARTNERSHIP: whole, **of_sector}.items():
            rows.append((period, group, *_shown(cell, metric, hidden=group in hidden)))
    cells = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return PublicTable(metric, every, cells, SEAL)


def _in_the_agendas_order(sector: str) -> tuple[bool, int, str]:
    known = [member.value for member in Sector]
    return (sector not in known, known.index(sector) if sector in known else 0, sector)


_NOT_REPORTED = _Cell(None, None, 0)


def _parts(by_sector: pl.DataFrame | None) -> dict[tuple[str, str], _Cell]:
    if by_sector is None:
        return {}
    _check_by(by_sector, [PERIOD, SECTOR])
    return {(str(row[PERIOD]), str(row[SECTOR])): _cell(row) for row in by_sector.to_dicts()}


def _check_by(measured: pl.DataFrame, by: list[str]) -> None:
    asked = measured.columns[: measured.columns.index(NUMERATOR)]
    if asked != by:
        raise TypeError(f"only totals by {', '.join(by)} are previewed, not by {', '.join(asked)}")


def _cell(row: Mapping[str, object]) -> _Cell:
    return _Cell(_fraction(row[NUMERATOR]), _fraction(row[DENOMINATOR]), int(str(row[PARTNERS])))


def _fraction(number: object) -> Fraction | None:
    return None if number is None else Fraction(str(number))


def _rule_for(metric: Metric, contract: Contract) -> _Rule:
    if metric.source == "published":
        return _Rule(
            counts_people_above=False,
            counts_people_below=False,
            has_denominator=False,
            threshold=0,
            contributors=0,
        )
    return _Rule(
        _counts_people(metric.numerator, contract),
        _counts_people(metric.denominator, contract),
        bool(metric.denominator),
        contract.small_cell_threshold,
        MIN_CONTRIBUTORS,
    )


def _counts_people(terms: Sequence[Term], contract: Contract) -> bool:
    """Whether a sum is a number of people (or of their enrolments); wage x people is not."""
    return any(
        all(contract.by_name[c].counts in {"people", "enrolments"} for c in term.columns)
        for term in terms
    )


def _hidden(whole: _Cell, of_sector: Mapping[str, _Cell], rule: _Rule) -> set[str]:
    """The sectors (or the total) of one period that may not be shown."""
    reported = {sector: cell for sector, cell in of_sector.items() if cell.reported}
    hidden = {sector for sector, cell in reported.items() if not rule.allows([cell])}
    if whole.reported and not rule.allows([whole]):
        return hidden | {WHOLE_PARTNERSHIP}
    smallest_first = sorted(reported.items(), key=lambda item: (_size(item[1]), item[0]))
    for sector, _ in smallest_first:
        if _cannot_be_subtracted(hidden, reported, rule):
            return hidden
        hidden.add(sector)
    return hidden if _cannot_be_subtracted(hidden, reported, rule) else {*hidden, WHOLE_PARTNERSHIP}


def _cannot_be_subtracted(hidden: set[str], reported: Mapping[str, _Cell], rule: _Rule) -> bool:
    """Whether the total less the sectors shown tells nothing that is to be hidden."""
    if not hidden:
        return True
    return len(hidden) > 1 and rule.allows([reported[sector] for sector in hidden])


def _size(cell: _Cell) -> Fraction:
    """How much would be lost by hiding it."""
    number = cell.denominator if cell.denominator is not None else cell.numerator
    return abs(number or NOTHING)


def _shown(cell: _Cell, metric: Metric, *, hidden: bool) -> tuple[float | None, CellStatus]:
    if not cell.reported:
        return None, "not_reported"
    if hidden:
        return None, "suppressed"
    if cell.denominator == 0:
        return None, "not_applicable"
    return float(round(cell.value, _decimals(metric))), "published"


def _decimals(metric: Metric) -> int:
    """A share is kept as a fraction: two more decimals than it is shown with."""
    return metric.decimals + (2 if metric.kind == "ratio" and metric.unit == "%" else 0)
