"""Row conditions of rules: `placed > 0 and gender == "all"`.

A small language, so that a condition can be read aloud, checked against the columns and run
by any engine: comparisons with a number or a quoted text, `is null` and `is not null`, joined
by `and`. Columns may also be written as Great Expectations does, `col("placed") > 0`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

Operator = Literal["==", "!=", "<", "<=", ">", ">=", "is null", "is not null"]

_NAME = r"""(?:col\(\s*["'](?P<quoted>\w+)["']\s*\)|(?P<name>[A-Za-z_]\w*))"""
_NUMBER = r"-?\d+(?:\.\d+)?"
_COMPARISON = re.compile(
    rf"""\s*{_NAME}\s*
    (?:(?P<null>is\s+(?:not\s+)?null)
      |(?P<op>==|!=|<=|>=|<|>)\s*(?:(?P<number>{_NUMBER})|"(?P<text>[^"]*)"|'(?P<text2>[^']*)'))
    \s*""",
    re.VERBOSE,
)
_AND = re.compile(r"(?:and|&)\s")


@dataclass(frozen=True, slots=True)
class Comparison:
    """`column operator value`; `value` is None for the two null tests."""

    column: str
    operator: Operator
    value: Decimal | str | None


def parse_condition(text: str) -> tuple[Comparison, ...]:
    """All comparisons that must hold. Raises ValueError with a plain sentence."""
    comparisons: list[Comparison] = []
    position = 0
    while match := _COMPARISON.match(text, position):
        comparisons.append(_comparison(match))
        joined = _AND.match(text, match.end())
        if joined is None:
            position = match.end()
            break
        position = joined.end()
    else:
        position = -1
    if position != len(text):
        raise ValueError(f"“{text}” is not a condition such as placed > 0 or gender == 'all'")
    return tuple(comparisons)


def _comparison(match: re.Match[str]) -> Comparison:
    column = match["quoted"] or match["name"]
    if match["null"]:
        return Comparison(column, cast("Operator", " ".join(match["null"].split())), None)
    text = next((t for t in (match["text"], match["text2"]) if t is not None), None)
    value = Decimal(match["number"]) if match["number"] else text
    return Comparison(column, cast("Operator", match["op"]), value)
