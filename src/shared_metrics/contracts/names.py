"""When two texts mean the same header, and when two cells name the same value."""

import re
import unicodedata

_BETWEEN_WORDS = re.compile(r"[\s_\-‐-―]+")


def header_key(text: str) -> str:
    """What is left of a header when case, accents, spaces and punctuation do not count.

    `Follow-up due` and `follow_up_due` are both `followupdue`.
    """
    spread = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in spread if char.isalnum())


def value_key(text: str) -> str:
    """A cell of a list column, when case and what stands between words do not count.

    `SR 87`, `sr_87` and `Sr-87` are all `sr 87`; `55_plus` and `55` stay apart.
    """
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
