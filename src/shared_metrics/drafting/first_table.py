"""A file read without a contract: its cells by header, with total rows where they are groups."""

import datetime as dt
from dataclasses import replace

import polars as pl

from shared_metrics.checks.personal import personal_columns, personal_findings
from shared_metrics.contracts import header_key
from shared_metrics.contracts.model import (
    Column,
    ColumnType,
    Contract,
    Due,
    PeriodSource,
    Role,
)
from shared_metrics.drafting.columns import FirstTable
from shared_metrics.errors import CallersMistake
from shared_metrics.findings import Finding, Level
from shared_metrics.observations import LINE
from shared_metrics.periods import PeriodKind
from shared_metrics.reading import Caps, ReadTable, Upload, header_of, read


def read_first_table(upload: Upload, caps: Caps, sheet: str | None, today: dt.date) -> FirstTable:
    """The table of the file as text. A column without a letter or digit in its name is left out.

    Raises CallersMistake: `no_first_table` with what must be fixed before anything else;
    `personal_data` when a column looks like data about one person.
    """
    headers = header_of(upload, caps=caps, sheet=sheet)
    if isinstance(headers, Finding):
        raise _no_table([headers])
    table = read(upload, _names_only(headers), caps=caps, sheet=sheet)
    fixes = [finding for finding in table.findings if finding.level is Level.FIX]
    if fixes or not table.cells.height:
        raise _no_table(fixes)
    _require_no_people(table, headers, today)
    return FirstTable(_by_header(table, headers), semicolons=table.facts.delimiter == ";")


def _names_only(headers: tuple[str, ...]) -> Contract:
    """A contract that says of each column only what it is called."""
    columns = tuple(
        Column(_name(place), header, "", ColumnType.STRING, Role.DETAIL, optional=True)
        for place, header in enumerate(headers)
    )
    return Contract(
        id="first_file",
        version="0.0.0",
        status="draft",
        file="",
        sha256="",
        title="First file",
        description="",
        period_kind=PeriodKind.MONTH,
        period_source=PeriodSource("period", ()),
        due=Due(1, 1, 0, "UTC"),
        columns=columns,
        key=(),
        breakdowns=(),
        rules=(),
        grain="",
        grid=None,
        loaded_by="partner",
        small_cell_threshold=0,
    )


def _name(place: int) -> str:
    return f"column_of_first_file_{place}"


def _by_header(table: ReadTable, headers: tuple[str, ...]) -> dict[str, pl.Series]:
    named = {_name(place): " ".join(header.split()) for place, header in enumerate(headers)}
    return {
        header: table.cells[name].alias(header)
        for name, header in named.items()
        if name in table.cells.columns and header_key(header)
    }


def _require_no_people(table: ReadTable, headers: tuple[str, ...], today: dt.date) -> None:
    """Looked for before anything is guessed, as in columns that no contract names."""
    titles = {_name(place): header for place, header in enumerate(headers)}
    named = {name: titles[name] for name in table.cells.columns if name in titles}
    as_extra = replace(
        table,
        cells=table.cells.select(LINE),
        extra=table.cells.rename(named),
        positions={title: table.positions[name] for name, title in named.items()},
    )
    found = personal_columns(as_extra, _names_only(()), today)
    for finding in personal_findings(found, as_extra, frozenset()):
        message = f"{finding.message} ({finding.cell}: “{finding.column}”.)"
        hint = "Take the whole column out. If it is not about people, give it another name."
        raise CallersMistake("personal_data", message, hint)


def _no_table(findings: list[Finding]) -> CallersMistake:
    if not findings:
        return CallersMistake(
            "no_first_table", "The first file has column names but no rows.", "Give one with rows."
        )
    messages = " ".join(finding.message for finding in findings[:5])
    hints = dict.fromkeys(finding.fix for finding in findings[:5] if finding.fix)
    return CallersMistake("no_first_table", messages, " ".join(hints) or "Mend the file.")
