"""A file to fill in, made from a contract: the period and every expected row already there."""

import csv
import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

import polars as pl

from shared_metrics.contracts.model import (
    Breakdown,
    Column,
    ColumnType,
    Contract,
    Role,
)
from shared_metrics.periods import Period, PeriodKind

RUN_BY_SPREADSHEETS: Final = ("=", "+", "-", "@", "\t", "\r")

Row = Mapping[str, str]
Keys = dict[str, str]


class Sender(Protocol):
    """Who will send the file: a partner."""

    @property
    def id(self) -> str:
        """The partner's id."""


def template_rows(
    contract: Contract,
    partner: Sender | None,
    period: Period | None,
    last_rows: pl.DataFrame | None = None,
) -> list[Row]:
    """One row per expected key, contract column -> text, "" where there is something to fill in.

    `last_rows`: the partner's last part; with it, its keys are expected again and no others.
    A contract whose rows are times has no expected rows. `partner` fills the partner column.
    """
    known = _known_cells(contract, partner, period)
    keys = _expected(contract) if last_rows is None else _keys_of(contract, last_rows)
    empty = dict.fromkeys((column.name for column in contract.columns), "")
    return [{**empty, **key, **known} for key in keys]


def template_csv(
    contract: Contract,
    partner: Sender | None,
    period: Period | None,
    last_rows: pl.DataFrame | None = None,
) -> bytes:
    """The rows as CSV: UTF-8 with a mark and CRLF, so that Excel opens it as it is."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in contract.columns])
    for row in template_rows(contract, partner, period, last_rows):
        writer.writerow([harmless(cell) for cell in row.values()])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(
    contract: Contract,
    partner: Sender | None,
    period: Period | None,
    last_rows: pl.DataFrame | None = None,
) -> bytes:
    """The rows as a workbook, with drop-downs and a second sheet that explains each column."""
    from shared_metrics.contracts.workbook import workbook_bytes

    return workbook_bytes(contract, period, template_rows(contract, partner, period, last_rows))


def harmless(cell: str) -> str:
    """A text cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(RUN_BY_SPREADSHEETS) else cell


# --- what is known beforehand -------------------------------------------------------------


def _known_cells(contract: Contract, partner: Sender | None, period: Period | None) -> Keys:
    partners = {c.name: partner.id for c in contract.columns_in(Role.PARTNER) if partner}
    return partners | (_period_cells(contract, period) if period is not None else {})


def _period_cells(contract: Contract, period: Period) -> Keys:
    source = contract.period_source
    if source.how == "period":
        (name,) = source.columns
        as_day = contract.by_name[name].type is ColumnType.DATE
        return {name: period.first_day.isoformat() if as_day else period.text}
    if source.how == "year_month" and contract.period_kind is PeriodKind.MONTH:
        year, month = source.columns
        return {year: str(period.first_day.year), month: str(period.first_day.month)}
    return {}


# --- which rows are expected --------------------------------------------------------------


def _expected(contract: Contract) -> Iterator[Keys]:
    """Keys and breakdowns without a total crossed; breakdowns with one are not crossed."""
    key_columns = [contract.by_name[name] for name in contract.key]
    if any(column.type is ColumnType.TIMESTAMP for column in key_columns):
        return
    crossed = [c for c in key_columns if not _has_total(contract, c)]
    totals = [contract.breakdown_of[c.name] for c in key_columns if _has_total(contract, c)]
    for values in itertools.product(*(_choices(column) for column in crossed)):
        plain = dict(zip((column.name for column in crossed), values, strict=True))
        for groups in _group_rows(totals):
            yield plain | groups


def _has_total(contract: Contract, column: Column) -> bool:
    breakdown = contract.breakdown_of.get(column.name)
    return breakdown is not None and breakdown.total is not None


def _choices(column: Column) -> Sequence[str]:
    return [value.value for value in column.enum] or [""]


def _group_rows(breakdowns: Sequence[Breakdown]) -> Iterator[Keys]:
    """Everybody first, then the parts of one breakdown after the other."""
    everybody = {b.column: b.total or "" for b in breakdowns}
    yield everybody
    for breakdown in breakdowns:
        for part in breakdown.parts:
            yield everybody | {breakdown.column: part}


def _keys_of(contract: Contract, last_rows: pl.DataFrame) -> Iterator[Keys]:
    names = [name for name in contract.key if name in last_rows.columns]
    kept = [n for n in names if contract.by_name[n].type is not ColumnType.TIMESTAMP]
    if not kept or len(kept) < len(names):
        yield from () if names else ({},)
        return
    distinct = last_rows.select(kept).unique(maintain_order=True)
    for row in distinct.iter_rows(named=True):
        yield {name: "" if value is None else str(value) for name, value in row.items()}
