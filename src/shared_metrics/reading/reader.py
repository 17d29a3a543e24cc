"""Bytes -> a String table with physical line numbers, findings and assumptions. Never raises."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from shared_metrics.contracts.model import Contract
from shared_metrics.findings import Assumption, Finding, Level, in_reading_order
from shared_metrics.observations import LINE
from shared_metrics.reading.delimited import delimiters_to_try, header_rows, locate_in_text
from shared_metrics.reading.header import (
    ColumnMatch,
    HeaderRow,
    Remembered,
    Vocabulary,
    best_row,
    enough_hits,
    expected_names,
    match_columns,
    tidy_text,
    vocabulary_of,
)
from shared_metrics.reading.located import Located
from shared_metrics.reading.outside import outside_cells, rows_left_out
from shared_metrics.reading.places import cell_name, column_letters
from shared_metrics.reading.records import check_width
from shared_metrics.reading.rules import Unreadable
from shared_metrics.reading.set_aside import Figures, SetAside, set_aside, tidy
from shared_metrics.reading.table import FileFacts, ReadTable
from shared_metrics.reading.text import decode
from shared_metrics.reading.upload import Caps, Kind, Upload, check_size, kind_of, looks_like


def read(
    upload: Upload,
    contract: Contract,
    *,
    partner: str | None = None,
    caps: Caps = Caps(),  # noqa: B008 - frozen
    sheet: str | None = None,
    header_matches: Mapping[str, str] | None = None,
    remembered: Mapping[str, Remembered] | None = None,
) -> ReadTable:
    """Read an upload under a contract.

    `partner` lets that partner's own header synonyms count; `sheet` names the sheet to read;
    `header_matches` are header text -> contract column, confirmed by a person for this file;
    `remembered` the same for earlier files: the words of the contract come before them. Whatever
    is wrong is a finding in the table; nothing is raised for what a file holds.
    """
    vocabulary = vocabulary_of(contract, partner, header_matches, remembered)
    try:
        check_size(upload, caps)
        located = _locate(upload.content, vocabulary, caps, sheet)
        check_width(located.header.width, caps)
        match = match_columns(located.header, contract, vocabulary, header_matches)
        return _table(located, upload.name, contract, match)
    except Unreadable as problem:
        facts = FileFacts(
            looks_like(upload.content), columns_expected=len(expected_names(contract))
        )
        return ReadTable(facts, findings=(problem.finding,), readable=False)


def _locate(content: bytes, vocabulary: Vocabulary, caps: Caps, sheet: str | None) -> Located:
    if kind_of(content) == "xlsx":
        from shared_metrics.reading.workbook import (
            locate_in_workbook,
        )

        return locate_in_workbook(content, vocabulary, caps, sheet)
    return locate_in_text(content, vocabulary, caps)


def _table(located: Located, name: str, contract: Contract, match: ColumnMatch) -> ReadTable:
    kept = _figures(located, match, contract)
    extra, unnamed, positions = _extra_columns(kept.rows, located.header, match)
    return ReadTable(
        facts=_facts(located, kept, match, contract),
        cells=_named(kept.rows, match.positions),
        extra=extra,
        control_totals=_named(kept.totals, match.positions),
        outside=_outside(located, kept),
        positions=positions,
        matched=match.matched,
        unmatched=match.unmatched,
        sheets=located.sheets,
        findings=in_reading_order(
            (
                *located.findings,
                *match.findings,
                *unnamed,
                *kept.findings,
                *_doubts_in_table(located, kept),
            )
        ),
        assumptions=(
            *_kind_assumption(located.kind, name),
            *located.assumptions,
            *match.assumptions,
            *kept.assumptions,
        ),
    )


def _figures(located: Located, match: ColumnMatch, contract: Contract) -> SetAside:
    columns = {place: contract.by_name[name] for name, place in match.positions.items()}
    rows = tidy(located.grid.rows, ascii_only=located.ascii_only)
    grid = located.grid.with_rows(rows)
    return set_aside(grid, located.header, Figures(columns, contract))


def _outside(located: Located, kept: SetAside) -> pl.DataFrame:
    odd_rows = ((row.line, row.cells) for row in located.grid.odd_rows)
    left_out = rows_left_out(located.grid.rows, odd_rows, kept.words_below)
    return outside_cells((*located.outside, *left_out))


def _doubts_in_table(located: Located, kept: SetAside) -> Iterator[Finding]:
    """What Excel cells leave open, without that in totals and notes."""
    if not located.doubts:
        return
    lines = sorted([located.header.line, *kept.rows[LINE].to_list()])
    for doubt in located.doubts:
        inside = bisect_left(lines, doubt.first_line) < bisect_right(lines, doubt.last_line)
        lost = doubt.even_if_blank and doubt.first_line not in kept.words_below
        if inside or lost:
            yield doubt.finding


def _named(rows: pl.DataFrame, places: Mapping[str, int]) -> pl.DataFrame:
    return rows.select(LINE, *(pl.col(str(place)).alias(name) for name, place in places.items()))


def _extra_columns(
    rows: pl.DataFrame, header: HeaderRow, match: ColumnMatch
) -> tuple[pl.DataFrame, list[Finding], dict[str, int]]:
    """Columns outside the contract, those without a name included when they hold anything."""
    unnamed = {
        _name_for(place, match): place
        for place, text in enumerate(header.cells[: header.width])
        if not tidy_text(text) and rows[str(place)].null_count() < rows.height
    }
    extra = {**match.extra, **unnamed}
    findings = [_without_name(place, header.line) for place in unnamed.values()]
    return _named(rows, extra), findings, {**match.positions, **extra}


def _name_for(place: int, match: ColumnMatch) -> str:
    name = f"column {column_letters(place)}"
    return name if name not in match.extra else f"{name} (no header)"


def _without_name(place: int, line: int) -> Finding:
    return Finding(
        "column_without_name",
        Level.NOTE,
        f"Column {column_letters(place)} holds something but has no header, so it is not read.",
        line=line,
        cell=cell_name(place, line),
        fix="Give it a header, or delete it.",
    )


def _facts(located: Located, kept: SetAside, match: ColumnMatch, contract: Contract) -> FileFacts:
    expected = {*expected_names(contract), *match.positions}
    return FileFacts(
        located.kind,
        encoding=located.encoding,
        delimiter=located.delimiter,
        header_line=located.header.line,
        sheet=located.sheet,
        rows=kept.rows.height,
        columns_found=len(match.positions),
        columns_expected=len(expected),
    )


_KIND_WORDS: Mapping[Kind, str] = {"csv": "a CSV (text) file", "xlsx": "an Excel workbook"}
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xltx")


def _kind_assumption(kind: Kind, name: str) -> tuple[Assumption, ...]:
    ending = name.lower()
    says_xlsx, says_csv = (
        ending.endswith(_WORKBOOK_ENDINGS),
        ending.endswith((".csv", ".txt", ".tsv")),
    )
    if (kind == "csv" and says_xlsx) or (kind == "xlsx" and says_csv):
        message = f"Whatever its name says, the file is {_KIND_WORDS[kind]} and was read as one."
        return (Assumption("kind_from_content", message),)
    return ()


def _candidate_headers(upload: Upload) -> list[HeaderRow]:
    if kind_of(upload.content) == "xlsx":
        from shared_metrics.reading.workbook import (
            workbook_header_rows,
        )

        return workbook_header_rows(upload.content)
    text = decode(upload.content).text
    return [row for delimiter in delimiters_to_try(text) for row in header_rows(text, delimiter)]


def recognise(upload: Upload, contracts: Iterable[Contract]) -> str | None:
    """The id of the contract whose columns the file's header names best, if any does.

    Best is the largest share of the contract's columns; at least half must be there.
    """
    try:
        check_size(upload, Caps())
        rows = _candidate_headers(upload)
    except Unreadable:
        return None
    shares = {contract.id: _share(rows, contract) for contract in contracts}
    best = max(shares, key=lambda contract_id: shares[contract_id], default=None)
    return best if best is not None and shares[best] >= (0.5, 0) else None


def _share(rows: list[HeaderRow], contract: Contract) -> tuple[float, int]:
    vocabulary = vocabulary_of(contract)
    hits, _ = best_row(rows, vocabulary)
    if not enough_hits(hits, vocabulary):
        return (0.0, 0)
    return (hits / len(contract.columns), hits)
