"""The column names of a file that no contract describes yet: its first row of names."""

import re
from collections.abc import Sequence

from shared_metrics.findings import Finding, Level
from shared_metrics.reading.delimited import delimiters_to_try, header_rows
from shared_metrics.reading.header import HeaderRow, tidy_text
from shared_metrics.reading.located import HEADER_ROWS_TRIED
from shared_metrics.reading.rules import Unreadable
from shared_metrics.reading.text import decode
from shared_metrics.reading.upload import Caps, Upload, check_size, kind_of

_LIKE_A_FIGURE = re.compile(r"[-+(]?[$€£]?\s*\d[\d.,' /:-]*\s*%?\)?")
_FEWEST_NAMES = 2


def header_of(
    upload: Upload,
    *,
    caps: Caps = Caps(),  # noqa: B008 - frozen
    sheet: str | None = None,
) -> tuple[str, ...] | Finding:
    """The tidied column names in the order of the file, empty ones left out; or why there are none.

    A row of names has at least two cells, none of them a figure, and rows as wide below it. Where
    several separators or sheets would do, the one with the most names is taken.
    """
    try:
        check_size(upload, caps)
        candidates = [_names(rows) for rows in _tables(upload, sheet)]
    except Unreadable as problem:
        return problem.finding
    best = max(candidates, key=len, default=())
    return best if len(best) >= _FEWEST_NAMES else _no_names()


def _tables(upload: Upload, sheet: str | None) -> list[list[HeaderRow]]:
    """The first rows of each table the file may hold: by separator, or by sheet."""
    if kind_of(upload.content) == "xlsx":
        from shared_metrics.reading.workbook import first_rows_by_sheet

        return first_rows_by_sheet(upload.content, sheet)
    text = decode(upload.content).text
    return [list(header_rows(text, delimiter)) for delimiter in delimiters_to_try(text)]


def _names(rows: Sequence[HeaderRow]) -> tuple[str, ...]:
    """The names in the first row that can be a header; none when no row can."""
    filled = [[tidy_text(cell) for cell in row.cells] for row in rows]
    counts = [sum(map(bool, cells)) for cells in filled]
    for place, cells in enumerate(filled):
        below = [count for count in counts[place + 1 :] if count >= _FEWEST_NAMES]
        if counts[place] >= _FEWEST_NAMES and below and _are_names(cells, max(below)):
            return tuple(cell for cell in cells if cell)
    return ()


def _are_names(cells: Sequence[str], widest_below: int) -> bool:
    names = [cell for cell in cells if cell]
    no_figures = not any(_LIKE_A_FIGURE.fullmatch(name) for name in names)
    return no_figures and len(names) * 2 > widest_below


def _no_names() -> Finding:
    return Finding(
        "no_header",
        Level.FIX,
        f"None of the first {HEADER_ROWS_TRIED} rows looks like column names with rows below.",
        fix="Put the column names in one row, each a word, and the figures in the rows below it.",
    )
