"""Changing a goal: what a change may be, and how what was agreed before is kept."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from shared_metrics.agenda.model import EarlierGoal, Goal, Metric
from shared_metrics.errors import CallersMistake, Conflict

FIXED: Final = ("id", "outcome", "metric", "every")
KEPT: Final = ("agreed_by", "agreed_on", "earlier")
AGREED: Final = ("kind", "path", "baseline", "target", "milestones", "population", "groups")
WORDS: Final = ("title", "owner", "next_review", "contributing_metrics")


@dataclass(frozen=True, slots=True)
class AgreedIn:
    """Who agreed to a goal, as people read it, and on which day."""

    by: str
    on: dt.date


def differences(before: Goal, after: Goal) -> tuple[str, ...]:
    """The keys in which two goals differ."""
    keys = (*FIXED, *KEPT, *AGREED, *WORDS)
    return tuple(key for key in keys if getattr(before, key) != getattr(after, key))


def changed_goal(before: Goal, asked: Goal, *, why: str, agreed: AgreedIn, metric: Metric) -> Goal:
    """The goal as it is asked for, with what was agreed before among its earlier versions.

    A change of words alone makes no version. Raises CallersMistake (`nothing_changed`,
    `another_goal`, `history_kept`, `reason_needed`) and Conflict `agreed_later`.
    """
    different = differences(before, asked)
    _check_may_differ(different, before)
    if not why.strip():
        raise CallersMistake(
            "reason_needed", "A change of a goal needs a reason.", "Say why it is changed."
        )
    if not set(different) & set(AGREED):
        return asked
    if agreed.on <= before.agreed_on:
        raise Conflict(
            "agreed_later",
            f"“{before.title}” was agreed on {before.agreed_on.isoformat()}; what is decided on "
            f"{agreed.on.isoformat()} cannot come after it.",
            "Name a decision of a later review.",
        )
    was = _earlier_version(before, asked, why.strip(), metric)
    return replace(asked, agreed_by=agreed.by, agreed_on=agreed.on, earlier=(*before.earlier, was))


def _check_may_differ(different: tuple[str, ...], before: Goal) -> None:
    if not different:
        raise CallersMistake(
            "nothing_changed",
            f"“{before.title}” already reads so; nothing was changed.",
            "Change something first.",
        )
    fixed = [key for key in different if key in FIXED]
    if fixed:
        raise CallersMistake(
            "another_goal",
            f"“{before.title}” cannot get another {' or '.join(_words(fixed))}: its earlier "
            "versions would mean nothing any more.",
            "Let this goal end, and begin another.",
        )
    if set(different) & set(KEPT):
        raise CallersMistake(
            "history_kept",
            f"What was agreed before on “{before.title}”, by whom and when, stays as it is.",
            "Leave agreed_by, agreed_on and earlier as they were exported.",
        )


def _words(keys: list[str]) -> Iterator[str]:
    told = {"every": "kind of period"}
    return (told.get(key, key) for key in keys)


def _earlier_version(before: Goal, after: Goal, why: str, metric: Metric) -> EarlierGoal:
    """Population and groups are written down only where they become others."""
    groups = metric.breakdowns if before.groups is None else before.groups
    return EarlierGoal(
        kind=before.kind,
        baseline=before.baseline,
        target=before.target,
        agreed_by=before.agreed_by,
        agreed_on=before.agreed_on,
        why_changed=why,
        path=before.path,
        milestones=before.milestones,
        population=before.population if before.population != after.population else None,
        groups=groups if before.groups != after.groups else None,
    )
