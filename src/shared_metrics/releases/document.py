"""release.json: a release as text, digit for digit, the same bytes for the same release.

Periods stand in it as people write them (`2026-Q1`). The value of a baseline that is hidden in
the tables is not in it; in memory it is then not a number, so whoever forgets to ask
`baseline_is_public` cannot show it.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from pydantic import TypeAdapter

from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.releases.model import Release, ReleasedGoal

RELEASE: Final = "release.json"
FORMAT: Final = 1
NOT_PUBLIC: Final = Decimal("NaN")
_release: Final = TypeAdapter(Release)
Told = dict[str, Any]


def as_json(release: Release) -> bytes:
    """The content of release.json."""
    told = _release.dump_python(release, mode="json")
    for goal, point in _points(told):
        point["period"] = _text(point["period"])
        if point is goal["goal"]["baseline"] and not goal["baseline_is_public"]:
            point["value"] = None
    return (json.dumps({"format": FORMAT, **told}, indent=1, ensure_ascii=False) + "\n").encode()


def from_json(content: bytes) -> Release:
    """The release of a release.json. Raises ValueError when it is none."""
    try:
        told = _of_this_format(json.loads(content))
        for goal, point in _points(told):
            point["period"] = _parts(point["period"], PeriodKind(goal["goal"]["every"]))
            point["value"] = point["value"] or "0"
        read = _release.validate_python(told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("release.json cannot be understood") from error
    return replace(read, goals=tuple(map(without_hidden_baseline, read.goals)))


def _of_this_format(told: Told) -> Told:
    if told.pop("format") != FORMAT:
        raise ValueError("it was written by another version of Shared Metrics")
    return told


def without_hidden_baseline(one: ReleasedGoal) -> ReleasedGoal:
    """The goal without the value of a baseline that is hidden in the tables."""
    if one.baseline_is_public:
        return one
    hidden = replace(one.goal.baseline, value=NOT_PUBLIC)
    return replace(one, goal=replace(one.goal, baseline=hidden))


def _points(told: Told) -> Iterator[tuple[Told, Told]]:
    """Every baseline and target, with the goal it belongs to."""
    for goal in told["goals"]:
        yield goal, goal["goal"]["baseline"]
        yield goal, goal["goal"]["target"]


def _text(period: Told) -> str:
    return Period(PeriodKind(period["kind"]), period["ordinal"]).text


def _parts(text: str, kind: PeriodKind) -> dict[str, object]:
    return {"kind": kind, "ordinal": parse_period(text, kind).ordinal}
