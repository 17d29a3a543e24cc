"""Small contracts, metrics and row tables for everything that measures."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

import duckdb
import narwhals as nw
import polars as pl

from shared_metrics.agenda.model import Metric, MetricKind, Partner, Sector, SectorFrom, Term
from shared_metrics.contracts.model import (
    Breakdown,
    Column,
    ColumnType,
    Contract,
    Counts,
    Due,
    EnumValue,
    Overlap,
    PeriodSource,
    Role,
)
from shared_metrics.periods import PeriodKind

ENGINES = ("polars", "duckdb")
DAY = dt.date(2026, 1, 1)


def number(
    name: str,
    *,
    scale: int = 0,
    counts: Counts = "events",
    overlap: Overlap = "none",
    over_partners: bool = True,
    over_time: bool = True,
) -> Column:
    """A number column."""
    return Column(
        name,
        name.replace("_", " ").capitalize(),
        "",
        ColumnType.NUMBER if scale else ColumnType.INTEGER,
        Role.INDICATOR,
        scale=scale,
        counts=counts,
        overlap=overlap,
        additive_over_partners=over_partners,
        additive_over_time=over_time,
    )


def key(name: str) -> Column:
    """A column that names the thing counted."""
    return Column(name, name.capitalize(), "", ColumnType.STRING, Role.KEY)


def breakdown(
    column: str,
    parts: Iterable[str],
    *,
    total: str | None = "all",
    exclusive: bool = True,
    exhaustive: bool = True,
) -> Breakdown:
    """A breakdown; it adds up unless told otherwise."""
    return Breakdown(column, total, tuple(parts), exclusive, exhaustive)


GENDER = breakdown("gender", ("women", "men", "nonbinary"))
AGE = breakdown("age", ("young", "old"))
PATHWAY = breakdown("pathway", ("care", "build"), total=None)


def contract(
    *columns: Column,
    breakdowns: Sequence[Breakdown] = (),
    period_kind: PeriodKind = PeriodKind.MONTH,
    loaded_by: Literal["partner", "backbone"] = "partner",
    small_cell_threshold: int = 11,
) -> Contract:
    """A contract with these key and number columns and breakdowns."""
    dimensions = tuple(_dimension(b) for b in breakdowns)
    keys = tuple(c for c in columns if c.role is Role.KEY)
    numbers = tuple(c for c in columns if c.role is Role.INDICATOR)
    return Contract(
        id="programs",
        version="1.0.0",
        title="Programs",
        description="",
        status="active",
        file="programs.odcs.yaml",
        sha256="",
        period_kind=period_kind,
        period_source=PeriodSource("period", ("period",)),
        due=Due(10, 1, 5, "America/Los_Angeles"),
        columns=(
            Column("period", "Period", "", ColumnType.STRING, Role.PERIOD),
            *keys,
            *dimensions,
            *numbers,
        ),
        key=("period", *(c.name for c in (*keys, *dimensions))),
        breakdowns=tuple(breakdowns),
        rules=(),
        grain="",
        grid=None,
        loaded_by=loaded_by,
        small_cell_threshold=small_cell_threshold,
    )


def _dimension(described: Breakdown) -> Column:
    groups = (*described.parts, *([described.total] if described.total is not None else []))
    return Column(
        described.column,
        described.column.capitalize(),
        "",
        ColumnType.STRING,
        Role.BREAKDOWN,
        enum=tuple(EnumValue(group, group.capitalize()) for group in groups),
    )


def term(*columns: str, **where: Sequence[str]) -> Term:
    """A sum of one column or of a product, of the groups named."""
    return Term(columns, {column: tuple(groups) for column, groups in where.items()})


def metric(
    numerator: Term | Sequence[Term],
    denominator: Term | Sequence[Term] = (),
    *,
    kind: MetricKind | None = None,
    **fields: Any,
) -> Metric:
    """A metric; `ratio` with a denominator, `count` without, unless told otherwise."""
    tops = (numerator,) if isinstance(numerator, Term) else tuple(numerator)
    bottoms = (denominator,) if isinstance(denominator, Term) else tuple(denominator)
    described: dict[str, Any] = {
        "id": "the_metric",
        "title": "The metric",
        "outcome": "good_jobs",
        "contract": "programs",
        "kind": kind or ("ratio" if bottoms else "count"),
        "level": "programme",
        "source": "partners",
        "better": "higher",
        "unit": "people",
        "definition": "",
        "why_it_matters": "",
        "authored_by": "",
        "checked_by": "",
        "next_review": DAY,
    }
    return Metric(numerator=tops, denominator=bottoms, **(described | fields))


def partner(id_: str, sector: Sector = Sector.PUBLIC, **fields: Any) -> Partner:
    """A partner that was always in one sector."""
    return Partner(id_, id_.capitalize(), (SectorFrom(sector),), **fields)


PARTNERS = (
    partner("east", Sector.PUBLIC),
    partner("north", Sector.NONPROFIT),
    partner("south", Sector.UNIVERSITY),
    partner("west", Sector.PUBLIC),
)


def cells_of(table: str) -> list[dict[str, str | None]]:
    """An ASCII table, columns between `|`, header first -> one dict per row; empty is None."""
    header, *lines = [line for line in table.strip().splitlines() if line.strip(" |-")]
    names = _split(header)
    return [{n: c or None for n, c in zip(names, _split(r), strict=True)} for r in lines]


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def observations(table: str, described: Contract) -> pl.DataFrame:
    """An ASCII table in real units -> observations as the vault keeps them."""
    return as_observations(cells_of(table), described)


def as_observations(cells: Sequence[Mapping[str, object]], described: Contract) -> pl.DataFrame:
    """Cells in real units (text or numbers) -> observations as the vault keeps them."""
    schema = {"line": pl.Int64, "period": pl.String, "partner": pl.String, "submission": pl.String}
    for column in described.columns:
        schema[column.name] = pl.Int64 if column.is_number else pl.String
    rows = [
        {
            "line": line,
            "submission": f"sub_{cell['partner']}_{cell['period']}",
            **{name: _typed(value, described.by_name.get(name)) for name, value in cell.items()},
        }
        for line, cell in enumerate(cells, start=2)
    ]
    return pl.DataFrame(rows, schema=schema)


def _typed(value: object, column: Column | None) -> object:
    if value is None or column is None or not column.is_number:
        return value
    return int(Decimal(str(value)).scaleb(column.scale))


def on_engine(engine: str, rows: pl.DataFrame) -> nw.LazyFrame[Any]:
    """The rows as one engine reads them."""
    if engine == "polars":
        return nw.from_native(rows.lazy())
    return nw.from_native(duckdb.from_arrow(rows.to_arrow()))
