"""A goal -> the YAML that reads as that goal again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from shared_metrics.agenda.model import EarlierGoal, Goal, Point, Population

# Text that is YAML already, or mappings and lists of it.
Yaml: TypeAlias = str | Mapping[str, "Yaml"] | Sequence["Yaml"]
_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w .'’()/-]*[\w.'’()])?")
_NOT_TEXT: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
_ESCAPED: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}


def goal_entries(goal: Goal) -> dict[str, Yaml]:
    """Every key of a goal with its YAML, in the order they are written."""
    every: dict[str, Yaml | None] = {
        "id": goal.id,
        "title": scalar(goal.title),
        "outcome": goal.outcome,
        "metric": goal.metric,
        "kind": goal.kind,
        "population": _population(goal.population),
        "every": goal.every.value,
        "baseline": _point(goal.baseline),
        "target": _point(goal.target),
        "path": None if goal.path == "straight" else goal.path,
        "milestones": _points(goal.milestones),
        "owner": scalar(goal.owner),
        "agreed_by": scalar(goal.agreed_by),
        "agreed_on": goal.agreed_on.isoformat(),
        "next_review": goal.next_review.isoformat(),
        "contributing_metrics": goal.contributing_metrics or None,
        "groups": goal.groups,
        "earlier": [earlier_entries(one) for one in goal.earlier] or None,
    }
    return {key: value for key, value in every.items() if value is not None}


def earlier_entries(one: EarlierGoal) -> dict[str, Yaml]:
    """The same of an earlier version."""
    every: dict[str, Yaml | None] = {
        "kind": one.kind,
        "baseline": _point(one.baseline),
        "target": _point(one.target),
        "path": None if one.path == "straight" else one.path,
        "milestones": _points(one.milestones),
        "population": _population(one.population) if one.population else None,
        "groups": one.groups,
        "agreed_by": scalar(one.agreed_by),
        "agreed_on": one.agreed_on.isoformat(),
        "why_changed": scalar(one.why_changed),
    }
    return {key: value for key, value in every.items() if value is not None}


def _population(population: Population) -> Yaml:
    return {"who": scalar(population.who), "where": scalar(population.where)}


def _points(points: Sequence[Point]) -> Yaml | None:
    return [_point(one) for one in points] or None


def _point(point: Point) -> Yaml:
    return {"period": f'"{point.period.text}"', "value": number(point.value)}


def number(value: Decimal) -> str:
    """All digits, no exponent."""
    return f"{value:f}"


def scalar(text: str) -> str:
    """Any text as YAML on one line: as it is where that is plain, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return f'"{"".join(_ESCAPED.get(sign) or _visible(sign) for sign in text)}"'


def _visible(sign: str) -> str:
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"


def in_flow(value: Yaml) -> str:
    """On one line, in braces and brackets."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {in_flow(one)}' for key, one in value.items())}}}"
    return f"[{', '.join(in_flow(one) for one in value)}]"


def key_lines(key: str, value: Yaml) -> list[str]:
    """One key of a goal as it is usually written: on a line; earlier versions one below another."""
    if key != "earlier" or isinstance(value, str | Mapping):
        return [f"{key}: {in_flow(value)}"]
    items = (line for one in value for line in item_lines(one))
    return [f"{key}:", *(f"  {line}" for line in items)]


def item_lines(value: Yaml) -> list[str]:
    """A mapping as an item of a list."""
    entries = value.items() if isinstance(value, Mapping) else ()
    lines = [line for key, one in entries for line in key_lines(key, one)]
    return [f"{'- ' if at == 0 else '  '}{line}" for at, line in enumerate(lines)]


def goals_yaml(goals: Sequence[Goal]) -> str:
    """A whole goals.yaml."""
    return "\n".join(_lines(goals)) + "\n"


def _lines(goals: Sequence[Goal]) -> Iterator[str]:
    yield "goals:"
    for goal in goals:
        yield from (f"  {line}" for line in item_lines(goal_entries(goal)))
