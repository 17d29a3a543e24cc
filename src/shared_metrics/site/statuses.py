"""Status words: a word and a shape for each, never colour alone."""

from dataclasses import dataclass
from typing import Final

from shared_metrics.site.words import message


@dataclass(frozen=True, slots=True)
class Status:
    """A word, the shape beside it (`path` in a box of 16 x 16) and their colour."""

    word: str
    shape: str
    path: str
    color: str = "#0F5C6E"
    is_verdict: bool = True


_CIRCLE: Final = "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12z"
_RING: Final = f"{_CIRCLE}M8 4.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6z"
STATUSES: Final = {
    status.word: status
    for status in (
        Status(message("ahead of the path"), "ahead", "M3 2l11 6l-11 6z"),
        Status(message("on the path"), "on", _CIRCLE),
        Status(message("short of the path"), "short", "M8 1l7 7l-7 7l-7-7z", "#A3430F"),
        Status(
            message("provisional"),
            "provisional",
            f"{_RING}M8 4.2v7.6a3.8 3.8 0 0 0 0-7.6z",
            "#0C151B",
            is_verdict=False,
        ),
        Status(message("not judged"), "none", _RING, "#0C151B", is_verdict=False),
        Status(message("no figures yet"), "none", _RING, "#0C151B", is_verdict=False),
    )
}


def status_of(word: str) -> Status:
    """The status that is said with a word; one we do not know has the empty ring."""
    return STATUSES.get(word) or Status(word, "none", _RING, "#0C151B", is_verdict=False)
