"""Words, numbers and dates as people read them on a screen."""

import datetime as dt
import re
from collections.abc import Iterable

from shared_metrics.agenda.model import Role
from shared_metrics.submissions import State

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BACKTICKS = re.compile(r"`+")
_JOINER = "\u2060"  # invisible: keeps a web address from becoming a link

STATE_WORDS = {
    State.FAILED: "Not sent: something to fix",
    State.PASSED: "Waiting for the backbone",
    State.WITHDRAWN: "Withdrawn",
    State.ACCEPTED: "Accepted",
    State.RETURNED: "Returned",
    State.SUPERSEDED: "Replaced by a newer file",
}
ROLE_WORDS = {
    Role.MEMBER: "member",
    Role.STEWARD: "steward",
    Role.ANALYST: "analyst",
    Role.CHAIR: "chair",
    Role.ADMIN: "operator",
}


def plain(text: str) -> str:
    """Text from a person or a file, made to appear in Markdown exactly as it is written."""
    one_line = " ".join(text.split())
    unlinked = one_line.replace("://", f":{_JOINER}//").replace("www.", f"www{_JOINER}.")
    return _PUNCTUATION.sub(r"\\\1", unlinked)


def as_code(text: str) -> str:
    """Text from a person or a file as code in Markdown, whatever backticks are in it."""
    one_line = " ".join(text.split())
    longest = max((len(run) for run in _BACKTICKS.findall(one_line)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {one_line} {fence}" if longest else f"`{one_line}`"


def day_words(day: dt.date, *, year: bool = True) -> str:
    """`15 July 2026`, or `15 July`."""
    return f"{day.day} {day:%B}" + (f" {day.year}" if year else "")


def moment_words(moment: dt.datetime, time_zone: dt.tzinfo) -> str:
    """`3 June 2026, 14:05` on the partnership's clock; `moment` is UTC."""
    local = moment.astimezone(time_zone)
    return f"{day_words(local)}, {local:%H:%M}"


def role_words(roles: Iterable[Role]) -> str:
    """`analyst`, or `chair and operator`."""
    return " and ".join(ROLE_WORDS[role] for role in sorted(roles))


def count_words(number: int, one: str, many: str | None = None) -> str:
    """`1 file`, `2 files`, `no files`."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def list_words(words: Iterable[str]) -> str:
    """`a, b and c`."""
    *rest, last = list(words) or [""]
    return f"{', '.join(rest)} and {last}" if rest else last
