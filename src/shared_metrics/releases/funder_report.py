"""A funder's report: the figures of one release's edition for it, under the funder's own names.

Nothing is measured here. A figure that is hidden, coded or missing in the edition is so in the
report; a sum of which one part is hidden is hidden.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final, Literal

import polars as pl

from shared_metrics.agenda.funders import (
    Funder,
    FunderColumn,
    FunderMeasure,
    ReportPeriod,
)
from shared_metrics.disclosure import PublicTable
from shared_metrics.disclosure.public_table import CODED, REVISION_PENDING, STATUS, table_id
from shared_metrics.observations import PERIOD, VALUE
from shared_metrics.periods import Period
from shared_metrics.releases.model import Edition

Status = Literal["published", "hidden", "coded", "missing", "nothing"]
Cell = str | Decimal
NOTES: Final[Mapping[Status, str]] = {
    "published": "",
    "hidden": "hidden to protect people",
    "coded": "a bound in place of the figure, to protect people",
    "missing": "not reported",
    "nothing": "nothing to report",
}
OLDER: Final = "an older figure, kept to protect people"
_IN_A_TABLE: Final[Mapping[str, Status]] = {
    "published": "published",
    "suppressed": "hidden",
    "not_reported": "missing",
    "not_applicable": "nothing",
}
_PER_CENT: Final = 100


class NotInRelease(ValueError):
    """The edition lacks a table that the report is made of."""


@dataclass(frozen=True, slots=True)
class FunderFigure:
    """One figure under the funder's names; `value` None unless it is published.

    `bound`: what stands for it where it is coded. `older`: kept, for what changed is hidden.
    """

    measure: FunderMeasure
    group: str | None
    status: Status
    value: Decimal | None = None
    bound: str | None = None
    older: bool = False

    @property
    def note(self) -> str:
        """Why it is not there, or not as it will be; empty for a plain figure."""
        return OLDER if self.older else NOTES[self.status]


@dataclass(frozen=True)
class FunderReport:
    """One funder's report for a period, from one release; `rows` exactly as the file has them."""

    funder: Funder
    period: ReportPeriod
    release: str
    figures: tuple[FunderFigure, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def count(self, status: Status) -> int:
        """How many figures are so."""
        return sum(one.status == status for one in self.figures)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to know about figures that are not plain ones, in words."""
        file = self.funder.file
        marks: dict[Status, str] = {"hidden": file.hidden, "missing": file.missing}
        said = [
            f"{_figures(count)} {NOTES[status]}: the file says “{mark}” there, never 0."
            for status, mark in marks.items()
            if (count := self.count(status))
        ]
        if count := self.count("nothing"):
            said.append(f"{_figures(count)} empty, because there is nothing to report.")
        if count := self.count("coded"):
            said.append(f"{_figures(count)} {NOTES['coded']}.")
        if count := sum(one.older for one in self.figures):
            said.append(
                f"{_figures(count)} kept from before: what changed since is held back, because it "
                "could tell of a person."
            )
        return tuple(said)


def _figures(count: int) -> str:
    return f"{count:,} figure is" if count == 1 else f"{count:,} figures are"


def funder_report(funder: Funder, period: ReportPeriod, edition: Edition) -> FunderReport:
    """The report for a period out of the edition made for this funder.

    Raises NotInRelease when the edition lacks a table for it.
    """
    figures = tuple(one for m in funder.measures for one in _figures_of(m, period, funder, edition))
    lay_out = _wide if funder.file.layout == "wide" else _long
    return FunderReport(
        funder,
        period,
        edition.id,
        figures,
        tuple(column.header for column in funder.file.columns),
        tuple(lay_out(funder, period, figures)),
    )


# --- figures ------------------------------------------------------------------------------


def _figures_of(
    measure: FunderMeasure, period: ReportPeriod, funder: Funder, edition: Edition
) -> Iterator[FunderFigure]:
    table = _table(measure, funder, edition)
    parts = period.made_of(table.every)
    if measure.by is None:
        yield _figure(measure, None, _cells(table.cells, parts), len(parts))
        return
    for ours, theirs in measure.groups.items():
        cells = _cells(table.cells.filter(pl.col(measure.by) == ours), parts)
        yield _figure(measure, theirs, cells, len(parts))


def _table(measure: FunderMeasure, funder: Funder, edition: Edition) -> PublicTable:
    ids = [table_id(measure.metric, kind, measure.table_by) for kind in funder.periods.kinds]
    found = next((edition.tables[one] for one in ids if one in edition.tables), None)
    if found is None:
        by = f" by {measure.by}" if measure.by else ""
        raise NotInRelease(f"{edition.id} has no table of “{measure.metric}”{by} for {funder.name}")
    return found


def _cells(cells: pl.DataFrame, parts: tuple[Period, ...]) -> list[dict[str, Any]]:
    return cells.filter(pl.col(PERIOD).is_in([part.text for part in parts])).to_dicts()


def _figure(
    measure: FunderMeasure, group: str | None, cells: list[dict[str, Any]], parts: int
) -> FunderFigure:
    statuses = {_IN_A_TABLE[cell[STATUS]] for cell in cells}
    older = any(cell[REVISION_PENDING] for cell in cells)
    bounds = [cell[CODED] for cell in cells if cell[CODED]]
    if "hidden" in statuses:
        return FunderFigure(measure, group, "hidden")
    if len(cells) < parts or "missing" in statuses:
        return FunderFigure(measure, group, "missing")
    if "nothing" in statuses:
        return FunderFigure(measure, group, "nothing")
    if bounds:
        return FunderFigure(measure, group, "coded", bound=bounds[0], older=older)
    total = sum((Decimal(repr(cell[VALUE])) for cell in cells), Decimal(0))
    return FunderFigure(measure, group, "published", _shown(total, measure), older=older)


def _shown(value: Decimal, measure: FunderMeasure) -> Decimal:
    """In the funder's unit, rounded half-even; never a negative zero."""
    scaled = value * _PER_CENT if measure.shown == "percent" else value
    rounded = scaled.quantize(Decimal(1).scaleb(-measure.decimals), ROUND_HALF_EVEN)
    return abs(rounded) if rounded == 0 else rounded


# --- rows ---------------------------------------------------------------------------------


def _long(
    funder: Funder, period: ReportPeriod, figures: tuple[FunderFigure, ...]
) -> Iterator[tuple[Cell, ...]]:
    """A row a figure."""
    for figure in figures:
        yield tuple(_cell(funder, period, column, figure) for column in funder.file.columns)


def _wide(
    funder: Funder, period: ReportPeriod, figures: tuple[FunderFigure, ...]
) -> Iterator[tuple[Cell, ...]]:
    """A row a group: everybody, then the groups in the order they stand in."""
    by_place = {(one.group, one.measure.metric): one for one in figures}
    for group in dict.fromkeys(one.group for one in figures):
        here = next(one for one in figures if one.group == group)
        yield tuple(
            _cell(funder, period, column, by_place[group, column.metric] if column.metric else here)
            for column in funder.file.columns
        )


def _cell(funder: Funder, period: ReportPeriod, column: FunderColumn, figure: FunderFigure) -> Cell:
    if column.holds is None:
        return column.fixed or ""
    if column.holds == "value":
        return _value(funder, figure)
    words = {
        "period": period.written,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "code": figure.measure.code,
        "name": figure.measure.name,
        "group": figure.group or funder.file.everybody,
        "unit": figure.measure.unit,
        "note": figure.note,
    }
    return words[column.holds]


def _value(funder: Funder, figure: FunderFigure) -> Cell:
    """A number only where it is published: everything else is words, or nothing."""
    if figure.value is not None:
        return figure.value
    if figure.status == "coded":
        return figure.bound or "" if funder.file.coded is None else funder.file.coded
    marks = {"hidden": funder.file.hidden, "missing": funder.file.missing}
    return marks.get(figure.status, "")
