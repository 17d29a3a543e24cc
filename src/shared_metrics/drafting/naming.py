"""Names people wrote -> ids: small letters, digits and single underscores."""

import re
import unicodedata
from collections.abc import Collection

from shared_metrics import observations
from shared_metrics.contracts import header_key, value_key

_LETTERS = re.compile(r"[a-z0-9]+")
_TAKEN = frozenset(
    {
        observations.LINE,
        observations.SUBMISSION,
        observations.NUMERATOR,
        observations.DENOMINATOR,
        observations.VALUE,
        observations.PARTNERS,
        observations.MISSING,
        observations.PERIOD,
        observations.PARTNER,
        "sector",
    }
)
_LONGEST = 40


def snake(text: str) -> str:
    """`People served (18+)` -> `people_served_18`; empty when no Latin letter begins it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = _LETTERS.findall(plain.replace("%", " percent "))
    name = "_".join(words)[:_LONGEST].strip("_")
    return name if name[:1].isalpha() else ""


def an_id(text: str, taken: Collection[str], otherwise: str) -> str:
    """An id made of a name, not among those taken; `otherwise` begins it when the name cannot."""
    stem = snake(text) or otherwise
    candidates = (stem if number == 1 else f"{stem}_{number}" for number in range(1, 10_000))
    return next(name for name in candidates if name not in taken)


def column_name(header: str, place: int, taken: Collection[str]) -> str:
    """A column's name: like its header, not one of ours, not another column's name or header.

    `taken`: header keys of names and titles of the other columns.
    """
    stem = snake(header)
    if not stem or stem in _TAKEN:
        stem = f"{stem}_column" if stem else f"column_{place + 1}"
    own = header_key(header)
    numbered = (stem if number == 1 else f"{stem}_{number}" for number in range(1, 10_000))
    return next(n for n in numbered if header_key(n) not in taken or header_key(n) == own)


def group_value(text: str) -> str:
    """A group's value: in snake_case where that still reads as the same text, else the text."""
    plain = "_".join(text.lower().replace("-", " ").split())
    same = plain.replace("_", "").isascii() and plain.replace("_", "").isalnum()
    return plain if same and value_key(plain) == value_key(text) else text
