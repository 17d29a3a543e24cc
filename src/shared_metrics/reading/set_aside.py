"""What is not a row of figures: blank rows, total rows, notes below the table, repeated headers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from shared_metrics.contracts import header_key, value_key
from shared_metrics.contracts.model import Column, Contract, Role
from shared_metrics.findings import Assumption, Finding, Level
from shared_metrics.observations import LINE
from shared_metrics.reading.header import HARD_SPACES, INVISIBLE, HeaderRow, tidy_text
from shared_metrics.reading.places import cell_name, some_lines
from shared_metrics.reading.records import Grid, OddRow

_TOTAL_WORDS = frozenset(
    {
        *("total", "totals", "grandtotal", "grandtotals", "subtotal", "subtotals", "sumtotal"),
        *("sum", "sums", "overall", "overalltotal", "totaloverall", "totalsum", "alltotal"),
    }
)
_MAYBE_TOTAL = "total|sum|overall"
_NOTE_BEGINS = re.compile(
    r"(?i)[*†‡§¹²³]|\[\d+\]|\(\d+\)\s|(source|sources|note|notes|footnote|remark|remarks|comment|"
    r"prepared by|contact|as of|updated|last updated|data as of|exported|generated)\b"
)
_HAS_LETTER = re.compile(r"[^\W\d_]")
_HAS_DIGITS_ONLY = re.compile(r"[-+$€£]?[\d.,]+%?")
_TAIL_ROWS = 40

Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """What the contract's columns are, by their position in the file."""

    columns: Mapping[int, Column]
    contract: Contract

    def allows(self, position: int, text: str) -> bool:
        """Whether the column's list of values, labels, synonyms or its total names this text."""
        column = self.columns.get(position)
        if column is None:
            return False
        allowed = {value_key(t) for v in column.enum for t in (v.value, v.label, *v.synonyms)}
        breakdown = self.contract.breakdown_of.get(column.name)
        if breakdown is not None and breakdown.total:
            allowed.add(value_key(breakdown.total))
        return value_key(text) in allowed

    def says_whose_or_when(self, position: int) -> bool:
        """Whether the column holds the period or the partner: filled on total rows too."""
        column = self.columns.get(position)
        return column is not None and column.role in (Role.PERIOD, Role.PARTNER)

    def is_total(self, cells: Cells) -> bool:
        """Whether the first text says Total and is not a value the contract allows there."""
        for position, text in enumerate(cells):
            if not text:
                continue
            if header_key(text) in _TOTAL_WORDS:
                return not self.allows(position, text)
            if not self.says_whose_or_when(position):
                return False
        return False

    def is_note(self, cells: Cells) -> bool:
        """Whether the row is words below the table: a source, a footnote, a remark."""
        filled = [(position, text) for position, text in enumerate(cells) if text]
        if not filled or any(_HAS_DIGITS_ONLY.fullmatch(text) for _, text in filled):
            return False
        position, first = filled[0]
        if _NOTE_BEGINS.match(first):
            return True
        alone = len(filled) == 1 and not self.allows(position, first)
        return alone and " " in first and bool(_HAS_LETTER.search(first))


@dataclass(frozen=True, eq=False)
class SetAside:
    """`rows` are the figures; `totals` have the same columns.

    `words_below`: lines of totals, notes and repeated headers.
    """

    rows: pl.DataFrame
    totals: pl.DataFrame
    words_below: frozenset[int]
    findings: tuple[Finding, ...]
    assumptions: tuple[Assumption, ...]


def tidy(rows: pl.DataFrame, *, ascii_only: bool) -> pl.DataFrame:
    """Each cell without invisible characters, with plain spaces, NFC, stripped; empty is null."""
    cells = pl.col(pl.String)
    if not ascii_only:
        cells = (
            cells.str.replace_all(f"[{INVISIBLE}]", "")
            .str.replace_all(f"[{HARD_SPACES}]", " ")
            .str.normalize("NFC")
        )
    stripped = rows.with_columns(cells.str.strip_chars())
    filled = pl.col(pl.String)
    return stripped.with_columns(pl.when(filled.str.len_bytes() > 0).then(filled))


@dataclass
class _Sorting:
    """Lines that are left out of the figures, by why."""

    blanks: list[range] = field(default_factory=list)
    headers: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)

    def words_below(self) -> frozenset[int]:
        return frozenset((*self.headers, *self.totals, *self.notes))


def _cells_columns(rows: pl.DataFrame) -> list[str]:
    return [name for name in rows.columns if name != LINE]


def _blank_lines(rows: pl.DataFrame) -> list[int]:
    columns = _cells_columns(rows)
    blank = rows.filter(pl.all_horizontal(pl.col(columns).is_null())) if columns else rows
    return blank[LINE].to_list()


def _in_order(runs: list[range]) -> list[range]:
    return sorted(runs, key=lambda run: run.start)


def _repeated_headers(rows: pl.DataFrame, header: HeaderRow) -> list[int]:
    names = [tidy_text(cell) or None for cell in header.cells[: header.width]]
    first = next(position for position, name in enumerate(names) if name)
    alike = rows.filter(pl.col(str(first)) == names[first])
    return [line for line, *cells in alike.iter_rows() if cells == names]


def _tail(rows: pl.DataFrame, odd_rows: Sequence[OddRow]) -> list[tuple[int, Cells]]:
    """The last rows of any width, the last one first."""
    whole = [(line, cells) for line, *cells in rows.tail(_TAIL_ROWS).iter_rows()]
    odd = [(row.line, [tidy_text(cell) for cell in row.cells]) for row in odd_rows[-_TAIL_ROWS:]]
    return sorted([*whole, *odd], key=lambda entry: entry[0], reverse=True)


def _sort_tail(tail: Sequence[tuple[int, Cells]], figures: Figures, sorting: _Sorting) -> None:
    for line, cells in tail:
        if figures.is_total(cells):
            sorting.totals.append(line)
        elif figures.is_note(cells):
            sorting.notes.append(line)
        else:
            return


def _total_candidates(rows: pl.DataFrame, figures: Figures) -> Iterator[tuple[int, Cells]]:
    columns = _cells_columns(rows)
    leading = [name for name in columns if figures.says_whose_or_when(int(name))]
    texts = [name for name in columns if name not in leading]
    first_text = pl.coalesce(texts) if texts else pl.lit(None, pl.String)
    maybe = [
        t.str.to_lowercase().str.contains(_MAYBE_TOTAL) for t in (first_text, *map(pl.col, leading))
    ]
    for line, *cells in rows.filter(pl.any_horizontal(maybe)).iter_rows():
        if figures.is_total(cells):
            yield line, cells


def _total_among_rows(line: int, cells: Cells) -> Finding:
    position = next(p for p, text in enumerate(cells) if text and header_key(text) in _TOTAL_WORDS)
    return Finding(
        "total_row_among_rows",
        Level.CHECK,
        f"Line {line} looks like a total, but rows follow it, so it was read as a row.",
        line=line,
        cell=cell_name(position, line),
        fix="Delete the total row, or say why it is a row of its own.",
    )


def _sort_totals_between(
    rows: pl.DataFrame, figures: Figures, sorting: _Sorting
) -> tuple[Finding, ...]:
    """Totals with rows below them: left out after a blank line, otherwise asked about."""
    blanks, last, among = {run.stop for run in sorting.blanks}, set(sorting.totals), []
    for line, cells in _total_candidates(rows, figures):
        if line in blanks and line not in last:
            sorting.totals.append(line)
        elif line not in last:
            among.append(_total_among_rows(line, cells))
    return tuple(among)


def _ragged(row: OddRow, width: int) -> Finding:
    past_header = [p for p, cell in enumerate(row.cells) if p >= width and tidy_text(cell)]
    count = past_header[-1] + 1 if past_header else len(row.cells)
    fix = (
        "Put quotation marks around text that holds the separator, or delete the extra cells."
        if past_header
        else "Fill in the missing cells; leave an empty cell where there is no value."
    )
    return Finding(
        "ragged_row",
        Level.FIX,
        f"Line {row.line} has {count} cells and the header has {width} names.",
        line=row.line,
        cell=cell_name((past_header or [count])[0], row.line),
        fix=fix,
    )


def _total_set_aside(line: int) -> Finding:
    return Finding(
        "total_row",
        Level.NOTE,
        f"Line {line} looks like a total. It is not counted; our sums are compared with it.",
        line=line,
    )


_LEFT_OUT = {
    "blank_lines": "Blank rows were left out",
    "repeated_header": "The header stands again further down and was left out",
    "total_rows": "Total rows were left out of the figures",
    "footnotes": "Notes below the table were left out",
}


def _assumptions(sorting: _Sorting, last_line: int) -> tuple[Assumption, ...]:
    """Blank lines after everything else are not worth a word."""
    left_out: dict[str, Sequence[Sequence[int]]] = {
        "blank_lines": [run for run in sorting.blanks if run.start < last_line],
        "repeated_header": _one_run(sorting.headers),
        "total_rows": _one_run(sorting.totals),
        "footnotes": _one_run(sorting.notes),
    }
    return tuple(
        Assumption(rule, f"{_LEFT_OUT[rule]}: {some_lines(*runs)}.")
        for rule, runs in left_out.items()
        if runs
    )


def _one_run(lines: list[int]) -> list[list[int]]:
    return [sorted(lines)] if lines else []


def set_aside(grid: Grid, header: HeaderRow, figures: Figures) -> SetAside:
    """Split a tidied grid into the rows of figures and everything else, each named by line."""
    blanks = _blank_lines(grid.rows)
    filled = _without(grid.rows, blanks)
    sorting = _Sorting(blanks=_in_order([*grid.blank_runs, *(range(b, b + 1) for b in blanks)]))
    sorting.headers = _repeated_headers(filled, header)
    filled = _without(filled, sorting.headers)
    _sort_tail(_tail(filled, grid.odd_rows), figures, sorting)
    among = _sort_totals_between(filled, figures, sorting)
    words_below = sorting.words_below()
    ragged = [_ragged(r, header.width) for r in grid.odd_rows if r.line not in words_below]
    last_line = max([0, *filled[LINE].tail(1), *(r.line for r in grid.odd_rows[-1:])])
    return SetAside(
        rows=_without(filled, [*sorting.totals, *sorting.notes]),
        totals=filled.filter(pl.col(LINE).is_in(sorting.totals)),
        words_below=words_below,
        findings=(*among, *map(_total_set_aside, sorted(sorting.totals)), *ragged),
        assumptions=_assumptions(sorting, last_line),
    )


def _without(rows: pl.DataFrame, lines: Sequence[int]) -> pl.DataFrame:
    return rows.filter(~pl.col(LINE).is_in(lines)) if lines else rows
