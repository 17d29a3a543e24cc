"""Where words and data go: data to stdout (text or JSON), words to stderr."""

import json
import re
import secrets
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def say(words: str) -> None:
    """Words for a person, on stderr."""
    _write(sys.stderr, f"{words}\n")


def put(data: str) -> None:
    """Data, on stdout."""
    _write(sys.stdout, f"{data}\n")


def put_json(value: object) -> None:
    """JSON on stdout; a Decimal becomes an exact JSON number."""
    put(json_text(value))


def json_text(value: object) -> str:
    """JSON of two-space indent. Decimals are written digit for digit, never through a float."""
    mark = secrets.token_hex(8)

    def as_marked(unknown: object) -> str:
        if isinstance(unknown, Decimal):
            return f"{mark}{plain(unknown)}"
        return str(unknown)

    text = json.dumps(value, indent=2, ensure_ascii=not _speaks_unicode(), default=as_marked)
    return re.sub(rf'"{mark}([^"]+)"', r"\1", text)


def plain(number: Decimal) -> str:
    """`12.50` -> `12.5`, `1E+3` -> `1000`: all its digits, no exponent, no idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def without_formula(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def aligned(header: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int]) -> str:
    """A table for people: columns as wide as their widest cell, numbers at the right."""
    lines = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(header))]

    def laid_out(line: Sequence[str]) -> str:
        cells = (
            cell.rjust(width) if at in numbers else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        return "  ".join(cells).rstrip()

    return "\n".join(laid_out(line) for line in lines)


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 file`, `2 files`, `1,200 rows`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().startswith("utf")


def _write(stream: object, text: str) -> None:
    """Write text even where the terminal's encoding lacks a sign of it."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))  # type: ignore[attr-defined]
