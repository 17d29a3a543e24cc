"""The text of goals.yaml with one goal changed, or one more: every other sign stays."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from shared_metrics.agenda.goal_text import (
    Yaml,
    goal_entries,
    goals_yaml,
    in_flow,
    item_lines,
    key_lines,
)
from shared_metrics.agenda.model import Goal
from shared_metrics.documents import Span, spans_of

_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
Edit = tuple[int, int, str]  # from, to behind, what stands there then


class _NotInPlace(Exception):
    """A key cannot be changed alone; the goal is written anew."""


def with_goal(text: str, before: Goal, after: Goal) -> str:
    """The text with the goal as it is after.

    Only keys that say something else are written anew, each in its place; what was agreed earlier
    is added to. Where that cannot be, as in braces, the goal is written anew as a whole.
    """
    span = _goal_spans(text)[before.id]
    try:
        return _edited(text, list(_edits(text, span, goal_entries(before), goal_entries(after))))
    except _NotInPlace:
        return with_goal_anew(text, after)


def with_goal_anew(text: str, goal: Goal) -> str:
    """The text with a goal written anew as a whole; comments within it go."""
    span = _goal_spans(text)[goal.id]
    return _edited(text, [(span.start, span.end, _whole(text, span, goal))])


def with_new_goal(text: str, goal: Goal) -> str:
    """The text with one goal more, behind the others."""
    top = spans_of(text)
    if top is None or "goals" not in top.keys:
        begun = text if not text or text.endswith(("\n", "\r")) else text + _newline(text)
        return begun + goals_yaml([goal]).replace("\n", _newline(text))
    start, goals = top.keys["goals"]
    if not goals.items:
        lines = goals_yaml([goal]).rstrip("\n").split("\n")
        return _edited(text, [(start, goals.end, _joined(text, lines, _column(text, start)))])
    if goals.flow:
        told = f", {in_flow(goal_entries(goal))}"
        return _edited(text, [(goals.items[-1].end, goals.items[-1].end, told)])
    lines = item_lines(goal_entries(goal))
    return _edited(text, [_below(text, goals.end, lines, _column(text, goals.start))])


def goals_alone(text: str, goals: Sequence[Goal]) -> str:
    """A goals.yaml with these goals only, each exactly as it stands in the text."""
    spans = _goal_spans(text)
    blocks = [_block(text, spans[goal.id], goal) for goal in goals]
    return _newline(text).join(["goals:", *blocks]) + _newline(text)


def _block(text: str, span: Span, goal: Goal) -> str:
    """The lines of a goal, its comments included."""
    if span.flow:
        return f"  - {in_flow(goal_entries(goal))}"
    lead = text[_line_start(text, span.start) : span.start]
    if lead.strip() != "-":  # the dash stands on a line of its own
        lead = f"{' ' * (len(lead) - 2)}- "
    return f"{lead}{text[span.start : _line_end(text, span.end)]}"


def _goal_spans(text: str) -> dict[str, Span]:
    top = spans_of(text)
    goals = top.keys["goals"][1].items if top is not None else ()
    ids = (goal.keys["id"][1] for goal in goals)
    return {_text_at(text, one): goal for one, goal in zip(ids, goals, strict=True)}


def _text_at(text: str, span: Span) -> str:
    """An id as it reads, perhaps in quotes."""
    return text[span.start : span.end].strip("\"'")


# --- one key at a time --------------------------------------------------------------------


def _edits(
    text: str, span: Span, before: Mapping[str, Yaml], after: Mapping[str, Yaml]
) -> Iterator[Edit]:
    if span.flow and before != after:
        raise _NotInPlace
    column, above = _column(text, span.start), span.start
    for key in _KEYS:
        start, value = span.keys.get(key, (above, span))
        is_there = key in span.keys
        if before.get(key) == after.get(key):
            pass
        elif key not in after:
            yield _without(text, start, value)
        elif not is_there:
            yield _below(text, above, key_lines(key, after[key]), column)
        elif key == "earlier" and value.items and not value.flow and _begins(before, after):
            yield _more_earlier(text, value, before, after)
        else:
            yield start, value.end, _joined(text, key_lines(key, after[key]), column)
        above = value.end if is_there and key in after else above


_KEYS: Final = (
    *("id", "title", "outcome", "metric", "kind", "population", "every", "baseline", "target"),
    *("path", "milestones", "owner", "agreed_by", "agreed_on", "next_review"),
    *("contributing_metrics", "groups", "earlier"),
)


def _begins(before: Mapping[str, Yaml], after: Mapping[str, Yaml]) -> bool:
    """Whether what was agreed earlier stays, with more behind it."""
    kept = list(before["earlier"])
    return list(after["earlier"])[: len(kept)] == kept


def _more_earlier(
    text: str, value: Span, before: Mapping[str, Yaml], after: Mapping[str, Yaml]
) -> Edit:
    """Nothing of what stands there is touched."""
    added = list(after["earlier"])[len(before["earlier"]) :]
    lines = [line for one in added for line in item_lines(one)]
    return _below(text, value.end, lines, _column(text, value.start))


def _without(text: str, start: int, value: Span) -> Edit:
    line = _line_start(text, start)
    if text[line:start].strip():  # the first key, behind the dash
        raise _NotInPlace
    end = _line_end(text, value.end)
    found = _BREAK.match(text, end)
    return line, found.end() if found else end, ""


def _below(text: str, at: int, lines: Sequence[str], column: int) -> Edit:
    end = _line_end(text, at)
    new = _newline(text)
    return end, end, "".join(f"{new}{' ' * column if line else ''}{line}" for line in lines)


def _whole(text: str, span: Span, goal: Goal) -> str:
    entries = goal_entries(goal)
    if span.flow:
        return in_flow(entries)
    lines = [line.removeprefix("- ").removeprefix("  ") for line in item_lines(entries)]
    return _joined(text, lines, _column(text, span.start))


def _joined(text: str, lines: Sequence[str], column: int) -> str:
    return f"{_newline(text)}{' ' * column}".join(lines)


def _edited(text: str, edits: Sequence[Edit]) -> str:
    pieces, at = [], 0
    for start, end, told in sorted(edits, key=lambda edit: edit[0]):
        pieces += [text[at:start], told]
        at = end
    return "".join([*pieces, text[at:]])


# --- lines --------------------------------------------------------------------------------


def _newline(text: str) -> str:
    found = _BREAK.search(text)
    return found.group() if found else "\n"


def _line_start(text: str, at: int) -> int:
    starts = [found.end() for found in _BREAK.finditer(text, 0, at)]
    return starts[-1] if starts else 0


def _line_end(text: str, at: int) -> int:
    found = _BREAK.search(text, at)
    return found.start() if found else len(text)


def _column(text: str, at: int) -> int:
    return at - _line_start(text, at)
