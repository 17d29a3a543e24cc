"""Status words: a word and a shape for each, never colour alone."""

from dataclasses import dataclass
from typing import Final

from shared_metrics.site.words import message


@dataclass(frozen=True, slots=True)
class Shown:
    """A status as it is shown: a word, a shape (`path` in a box of 16 x 16), a colour."""

    id: str
    word: str
    shape: str
    path: str
    color: str = "#0F5C6E"
    is_verdict: bool = True


_CIRCLE: Final = "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12z"
_RING: Final = f"{_CIRCLE}M8 4.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6z"
_HALF: Final = f"{_RING}M8 4.2v7.6a3.8 3.8 0 0 0 0-7.6z"
_STAR: Final = "M8 1l2.1 4.6l5 .6l-3.7 3.4l1 4.9L8 12l-4.4 2.5l1-4.9L.9 6.2l5-.6z"
_SHORT: Final = "#A3430F"
_INK: Final = "#0C151B"
STATUSES: Final = {
    status.id: status
    for status in (
        Shown(
            "reached",
            message("reached"),
            "star",
            "M8 1l2.1 4.6l5 .6l-3.7 3.4l1 4.9L8 12l-4.4 2.5l1-4.9L.9 6.2l5-.6z",
        ),
        Shown("ahead", message("ahead"), "ahead", "M3 2l11 6l-11 6z"),
        Shown("on_track", message("on track"), "on", _CIRCLE),
        Shown("behind", message("behind"), "behind", "M8 1l7 7l-7 7l-7-7z", _SHORT),
        Shown("off_track", message("off track"), "off", "M2 2h12v12h-12z", _SHORT),
        Shown("too_few_to_tell", message("too few to tell"), "few", _HALF, _INK, is_verdict=False),
        Shown("out_of_date", message("out of date"), "old", _RING, _INK, is_verdict=False),
        Shown("not_judged", message("not judged"), "none", _RING, _INK, is_verdict=False),
        Shown("no_data", message("no figures yet"), "none", _RING, _INK, is_verdict=False),
    )
}


def status_of(status: str) -> Shown:
    """How a status is shown; one we do not know has the empty ring."""
    words = status.replace("_", " ")
    return STATUSES.get(status) or Shown(status, words, "none", _RING, _INK, is_verdict=False)
