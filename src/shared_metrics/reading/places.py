"""Where things stand: spreadsheet column letters, cell names, lists of lines in a sentence."""

from collections.abc import Sequence

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


def some_lines(lines: Sequence[int]) -> str:
    """`line 4`, `lines 4 and 9`, `lines 4, 9, 12, 13, 20 and 3 more`."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    if len(lines) <= _LINES_NAMED:
        return f"lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"
    named = ", ".join(map(str, lines[:_LINES_NAMED]))
    return f"lines {named} and {len(lines) - _LINES_NAMED:,} more"
