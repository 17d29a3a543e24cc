"""A status as a sentence with its evidence."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.progress.comparison import Comparison
from shared_metrics.progress.evidence import Evidence
from shared_metrics.progress.judging import Status
from shared_metrics.progress.standing import Standing
from shared_metrics.progress.wording import (
    change_text,
    looks_the_same,
    rounded,
    value_number,
    value_text,
)

STATUS_WORDS: Final[Mapping[Status, str]] = {
    "reached": "reached",
    "ahead": "ahead",
    "on_track": "on track",
    "behind": "behind",
    "off_track": "off track",
    "too_few_to_tell": "too few to tell",
    "out_of_date": "out of date",
    "no_data": "no data",
}


def status_sentence(
    standing: Standing,
    *,
    partners: tuple[int, int] | None = None,
    same: Comparison | None = None,
    told: bool = True,
) -> str:
    """The status: `Q1 2026: 231 people, needed by now 220 people: ahead. ...`.

    `partners`: how many of how many are in. `same`: the change on the same partners. `told`:
    whether the numbers behind a share and the figure at which the word would change are said too.
    """
    evidence = standing.evidence
    if evidence is None:
        return f"No figures yet. {_aim(standing.goal, standing.metric)}"
    figure = _figure(evidence, standing.metric, told=told)
    parts = [
        f"{figure}{_asked(evidence, standing.metric)}{_verdict(standing)}.",
        _direction(evidence, standing.metric, same),
        _coverage(partners),
        *_why_not(standing),
        _turning(standing) if told else "",
    ]
    return " ".join(part for part in parts if part)


def when_text(evidence: Evidence) -> str:
    """The periods a figure is of: `Q1 2026`, `March 2026 to May 2026`."""
    if evidence.first == evidence.period:
        return evidence.period.label
    return f"{evidence.first.label} to {evidence.period.label}"


def _figure(evidence: Evidence, metric: Metric, *, told: bool) -> str:
    now = f"{when_text(evidence)}: {value_text(evidence.value, metric)}"
    top, bottom = evidence.top, evidence.bottom
    if not told or metric.kind != "ratio" or top is None or bottom is None:
        return now
    return f"{now} ({_whole(top)} of {_whole(bottom)})"


def _whole(number: Fraction) -> str:
    return f"{rounded(number, 0):,}"


def _asked(evidence: Evidence, metric: Metric) -> str:
    goal = evidence.goal
    if goal.kind.startswith("keep_"):
        return f", to be kept {kept_within(goal, metric)}"
    return f", needed by now {value_text(evidence.needed, metric)}"


def kept_within(goal: Goal, metric: Metric) -> str:
    """`above 80 %`, `between 3 and 5 minutes`."""
    target = Fraction(goal.target.value)
    if goal.kind != "keep_within":
        side = "above" if goal.kind == "keep_above" else "below"
        return f"{side} {value_text(target, metric)}"
    low, high = sorted((Fraction(goal.baseline.value), target))
    return f"between {value_number(low, metric)} and {value_text(high, metric)}"


def _verdict(standing: Standing) -> str:
    word = STATUS_WORDS[standing.status]
    newest = standing.newest
    if newest is None or not standing.provisional or standing.stale:
        return f": {word}"
    if newest.verdict is None:
        return "; files are still missing, so nothing is said yet"
    return f"; files are still missing, so it stays “{STATUS_WORDS[newest.verdict]}” for now"


def _direction(evidence: Evidence, metric: Metric, same: Comparison | None) -> str:
    """Beside a year earlier, as far as people can see: on the same partners if others differ."""
    value: Fraction | None = evidence.value
    before, whose = evidence.before, ""
    if same is not None and not same.is_on_all:
        value, before, whose = same.same_after, same.same_before, " on the same partners"
    if value is None or before is None:
        return ""
    if looks_the_same(value, before, metric):
        return f"The same as a year before{whose}."
    change, better = change_text(value - before, metric), evidence.better_by(value, before)
    if better == 0:
        return f"Within its range, as a year before{whose} ({change})."
    return f"{'Better' if better > 0 else 'Worse'} than a year before{whose} ({change})."


def _coverage(partners: tuple[int, int] | None) -> str:
    if partners is None:
        return ""
    reported, expected = partners
    return f"{reported:,} of {expected:,} partners are in."


def _why_not(standing: Standing) -> Iterator[str]:
    """Why the word is not another one."""
    newest = standing.newest
    if standing.stale and standing.period is not None:
        yield f"Nothing newer than {standing.period.label} has come."
    elif newest is not None and newest.status == "reached" != standing.status:
        yield f"The target is met, but not for all: worse than before for {_listed(standing)}."


def _listed(standing: Standing) -> str:
    *others, last = standing.moving_away
    return f"{', '.join(others)} and {last}" if others else last


def _turning(standing: Standing) -> str:
    found, evidence = standing.would_change_at, standing.evidence
    if found is None or evidence is None:
        return ""
    at, status = found
    falls = evidence.better_by(evidence.value, at) > 0
    number = value_text(at, standing.metric)
    worse = "below" if evidence.more else "above"
    where = f"{worse} {number}" if falls else f"at {number} or better"
    return f"It would read “{STATUS_WORDS[status]}” {where}."


def _aim(goal: Goal, metric: Metric) -> str:
    target = value_text(Fraction(goal.target.value), metric)
    return f"The target is {target} by {goal.target.period.label}."
