"""Looks for hidden numbers in what is about to leave: in every file, prose and file names included.

Tables are compared with what was proven elsewhere. This finds what nobody thought of: a number in a
setback's text, in a note, in the name of a file. Only numbers that can hardly be there by
chance are looked for: small ones stand everywhere.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

import polars as pl

from shared_metrics.disclosure.figures import PUBLISHED, STATUS, TABLE, cells_of_figures
from shared_metrics.disclosure.rules import VALUE, Rules
from shared_metrics.disclosure.timeline import VAR, Timeline, timeline

DISTINCT: Final = 1_000
YEARS: Final = range(1_800, 2_200)
_NUMBER: Final = re.compile(
    r"(?<!\w)(?<!\d[.,])\d{1,3}(?:[,.\u202f\u00a0 ]\d{3})+(?!\w|[.,]\d)"  # 1,234 and its like
    r"|(?<!\w)(?<!\d\.)\d{4,}(?!\w|\.\d)"  # 1234, also between the commas of a list
)


def hidden_numbers(frame: pl.DataFrame, cells: pl.DataFrame, rules: Rules) -> frozenset[int]:
    """Numbers of hidden figures and of partners behind figures, that stand for nothing shown.

    `frame`, `cells`, `rules`: an edition as `protect` gave and took them.
    """
    line = timeline(cells, rules, [])
    names = [TABLE, *rules.names]
    behind = cells_of_figures(line, 0).join(frame.select(*names, STATUS), on=names)
    behind = behind.drop_nulls(VAR)
    shown = _values(line, behind.filter(pl.col(STATUS) == PUBLISHED)[VAR])
    hidden = _values(line, behind.filter(pl.col(STATUS) != PUBLISHED)[VAR])
    parts = line.parts.join(behind.select(VAR).unique(), on=VAR)[VALUE].to_list()
    return frozenset(filter(_is_distinct, {*hidden, *parts} - shown))


def _values(line: Timeline, variables: pl.Series) -> set[int]:
    return {int(line.values[variable]) for variable in variables.unique().to_list()}


def _is_distinct(number: int) -> bool:
    return number >= DISTINCT and number not in YEARS


def leaks(files: Mapping[str, bytes], hidden: Iterable[int]) -> list[str]:
    """Where a hidden number stands, as `name of the file: the number as it is written there`."""
    wanted = set(hidden)
    found = []
    for name, content in files.items():
        text = f"{name}\n{content.decode(errors='replace')}"
        written = {match[0] for match in _NUMBER.finditer(text)}
        found += [f"{name}: {word}" for word in sorted(written) if _number(word) in wanted]
    return found


def _number(word: str) -> int:
    return int(Decimal(re.sub(r"\D", "", word)))
