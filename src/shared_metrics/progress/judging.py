"""The status of a goal: a fold over its periods. A word holds until the evidence is against it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.periods import Period
from shared_metrics.progress.evidence import Evidence, evidence_of
from shared_metrics.progress.path import season_of
from shared_metrics.progress.series import Observed
from shared_metrics.progress.wording import looks_the_same

Verdict = Literal["off_track", "behind", "on_track", "ahead", "reached"]
Status = Literal[
    "reached",
    "ahead",
    "on_track",
    "behind",
    "off_track",
    "too_few_to_tell",
    "out_of_date",
    "no_data",
]
SHORT: Final = frozenset({"behind", "off_track"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """One period: the verdict that held then (None: none yet), and whether it said anything new.

    `provisional`: too much was missing, the verdict before was held. `too_few`: too little was
    known to judge.
    """

    period: Period
    verdict: Verdict | None
    evidence: Evidence
    provisional: bool = False
    too_few: bool = False

    @property
    def status(self) -> Status:
        """The word of that time."""
        if self.too_few or self.verdict is None:
            return "too_few_to_tell"
        return self.verdict


def judgements(
    goal: Goal,
    metric: Metric,
    series: Sequence[Observed],
    provisional: Collection[Period] = frozenset(),
) -> tuple[Judgement, ...]:
    """Every period with a figure, oldest first, each judged by the goal as it stood then.

    `series`: each period's own figure. `provisional`: the periods of which too much is missing;
    they change no word and are left out of later windows.
    """
    found: list[Judgement] = []
    whole: list[Observed] = []
    verdict: Verdict | None = None
    seasons = {version: season_of(version, series) for version in goal.versions}
    for one in (o for o in series if o.value is not None):
        then = goal.known_on(one.period.last_day)
        evidence = evidence_of(then, metric, [*whole, one], seasons[then])
        held = one.period in provisional
        if not held:
            whole.append(one)
        if evidence is None:
            continue
        too_few = evidence.error is None
        if not (held or too_few):
            verdict = _judged(evidence, metric, verdict)
        found.append(Judgement(one.period, verdict, evidence, held, too_few and not held))
    return tuple(found)


def _judged(evidence: Evidence, metric: Metric, before: Verdict | None) -> Verdict:
    band = float(metric.judging.band)
    if _has_reached(evidence, before, band):
        return "reached"
    if looks_the_same(evidence.value, evidence.needed, metric):
        return "on_track"
    off_path = evidence.errors_better(evidence.needed)
    keeps = evidence.goal.kind.startswith("keep_")
    if off_path < -band or (before in SHORT and off_path < 0):
        return "off_track" if _moves_away(evidence, before, band) else "behind"
    if not keeps and (off_path > band or (before in {"ahead", "reached"} and off_path > 0)):
        return "ahead"
    return "on_track"


def _has_reached(evidence: Evidence, before: Verdict | None, band: float) -> bool:
    goal = evidence.goal
    if goal.kind.startswith("keep_") and evidence.period < goal.target.period:
        return False
    better = evidence.errors_better(evidence.target)
    return better >= 0 or (before == "reached" and better >= -band)


def _moves_away(evidence: Evidence, before: Verdict | None, band: float) -> bool:
    """Not better than the baseline, or worse than a year before; not so once it clearly is."""
    firm = before == "off_track"
    if evidence.errors_moved < (0 if firm else -band):
        return True
    if evidence.goal.kind == "keep_within":
        return evidence.moving is None or evidence.moving <= 0
    gained = evidence.errors_better(Fraction(evidence.goal.baseline.value))
    return gained <= (band if firm else 0)


def turning_point(
    evidence: Evidence, status: Status, band: Fraction
) -> tuple[Fraction, Status] | None:
    """The figure at which the word would change and to which: the next worse, or out of the red.

    None where that figure is not one number (a range to be kept within has two ends).
    """
    goal, error = evidence.goal, Fraction(evidence.error or 0.0)
    if goal.kind == "keep_within" or status not in {"reached", "ahead", "on_track", *SHORT}:
        return None
    margin = band * error * (1 if evidence.more else -1)
    if status == "reached":
        at = evidence.target - margin
        return at, "ahead" if evidence.better_by(at, evidence.needed) > 0 else "on_track"
    if status == "on_track":
        return evidence.needed - margin, "behind"
    return evidence.needed, "on_track"
