"""Where things stand: spreadsheet column letters, cell names, lists of lines in a sentence."""

from collections.abc import Sequence
from itertools import chain, islice

_LETTERS = 26
_LINES_NAMED = 5


def column_letters(position: int) -> str:
    """0 -> `A`, 25 -> `Z`, 26 -> `AA`."""
    letters = ""
    while position >= 0:
        letters = chr(ord("A") + position % _LETTERS) + letters
        position = position // _LETTERS - 1
    return letters


def cell_name(position: int, line: int) -> str:
    """(5, 14) -> `F14`."""
    return f"{column_letters(position)}{line}"


def some_lines(*runs: Sequence[int]) -> str:
    """`line 4`, `lines 4 and 9`, `lines 4, 9, 12, 13, 20 and 3 more`; runs may be ranges."""
    count = sum(map(len, runs))
    first = [str(line) for line in islice(chain.from_iterable(runs), _LINES_NAMED)]
    if count == 1:
        return f"line {first[0]}"
    if count <= _LINES_NAMED:
        return f"lines {', '.join(first[:-1])} and {first[-1]}"
    return f"lines {', '.join(first)} and {count - _LINES_NAMED:,} more"
