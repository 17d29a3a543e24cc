"""What other systems would say of the same figures, by the rules they publish.

Open SDG: the method of Statistics Canada that Open SDG builds in. Read in github.com/open-sdg:
`sdg-build/sdg/ProgressMeasure.py` (commit 139fede) and `open-sdg/docs/progress-methodology.md`.
The code here is our own.

Its rule compares compound growth a year with the growth the target needs (thresholds 0.95, 0.6
and 0), or, without a target, with fixed rates (1.5 %, 0.5 % and 0 % a year). A target or a base
of 0 is taken as 0.001, growth from 0 being undefined. Where its formula has no real answer, or
would divide by nothing (target and base equal or of different signs, a target year that is not
after the base year), its code goes on with a complex number or stops; here it is `not_available`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from shared_metrics.progress.evidence import outside
from shared_metrics.progress.standing import Standing

Number = Fraction | Decimal | float
PeerWord = Literal[
    "target_achieved",
    "substantial_progress",
    "moderate_progress",
    "limited_progress",
    "deterioration",
    "not_available",
]
WORDS: Final[Sequence[PeerWord]] = ("substantial_progress", "moderate_progress", "limited_progress")
WITH_TARGET: Final = (0.95, 0.6, 0.0)  # of the growth needed
WITHOUT_TARGET: Final = (0.015, 0.005, 0.0)  # growth a year
TARGET_YEAR: Final = 2030
INSTEAD_OF_0: Final = 0.001
NEARNESS_TO_LIMIT: Final = 4.44  # the power in its scaling factor


@dataclass(frozen=True, slots=True)
class PeerStatus:
    """Open SDG's word and the numbers behind it.

    `observed`, `required`: growth a year as a fraction (0.02 is 2 %); `required` None without a
    target. `measure`: what is held against the thresholds, above 0 when things get better.
    """

    word: PeerWord
    observed: float | None = None
    required: float | None = None
    measure: float | None = None


def open_sdg(
    *,
    base_year: int,
    base_value: Number,
    target_year: int | None,
    target_value: Number | None,
    current_year: int,
    current_value: Number,
    better: Literal["higher", "lower"],
    limit: Number | None = None,
) -> PeerStatus:
    """Where Open SDG would say that a yearly figure stands.

    `target_year` None is 2030, as there. `limit`: a value that cannot be passed (such as 100 %);
    near it less growth is asked for. It counts only without a target.
    """
    base, current = float(base_value), float(current_value)
    target = None if target_value is None else float(target_value) or INSTEAD_OF_0
    achieved = target is not None and _as_good(current, target, wants_more=better == "higher")
    observed = _growth(base, current, current_year - base_year)
    if target is None:
        measure = _in_direction(observed, base, better)
        thresholds = tuple(_scale(base, limit) * t for t in WITHOUT_TARGET)
        return PeerStatus(_word(measure, thresholds), observed, None, measure)
    required = _growth(base, target, (target_year or TARGET_YEAR) - base_year)
    measure = _in_direction(observed, base, better)
    ratio = measure / abs(required) if measure is not None and required else None
    word: PeerWord = "target_achieved" if achieved else _word(ratio, WITH_TARGET)
    return PeerStatus(word, observed, required, ratio)


def plain_rule(value: Number, needed: Number, *, wants_more: bool) -> Literal["on", "off"]:
    """What most scorecards do: one number beside the straight path, without any margin."""
    return "on" if _as_good(value, needed, wants_more=wants_more) else "off"


def other_words(standing: Standing) -> dict[str, str]:
    """Rule -> what it would say of a goal's newest figure; nothing without one.

    Open SDG's method takes the years in which the periods end.
    """
    evidence, goal = standing.evidence, standing.goal
    if evidence is None:
        return {}
    if goal.kind == "keep_within":
        return {"plain": "on" if not outside(goal, evidence.value) else "off"}
    better: Literal["higher", "lower"] = "higher" if evidence.more else "lower"
    sdg = open_sdg(
        base_year=goal.baseline.period.last_day.year,
        base_value=goal.baseline.value,
        target_year=goal.target.period.last_day.year,
        target_value=goal.target.value,
        current_year=evidence.period.last_day.year,
        current_value=evidence.value,
        better=better,
    )
    plain = plain_rule(evidence.value, evidence.needed, wants_more=evidence.more)
    return {"plain": plain, "open_sdg": sdg.word}


def _as_good(value: Number, needed: Number, *, wants_more: bool) -> bool:
    return value >= needed if wants_more else value <= needed


def _growth(start: float, end: float, years: int) -> float | None:
    """Compound growth a year; None where no real number is."""
    start = start or INSTEAD_OF_0
    if years < 1 or start * end < 0:
        return None
    return float((end / start) ** (1 / years)) - 1


def _in_direction(growth: float | None, base: float, better: str) -> float | None:
    """Growth with its sign turned so that more is better; below 0 growing is falling."""
    if growth is None:
        return None
    towards = growth if better == "higher" else -growth
    return -towards if base < 0 else towards


def _scale(base: float, limit: Number | None) -> float:
    """How much of the usual growth is asked for: 1 far from the limit, 0 at it."""
    if limit is None:
        return 1.0
    start, end = abs(base), abs(float(limit))
    if start >= 2 * end:
        return 1.0
    nearness = start / end if start <= end else (2 * end - start) / end
    return float(1 - nearness**NEARNESS_TO_LIMIT)


def _word(measure: float | None, thresholds: Sequence[float]) -> PeerWord:
    if measure is None:
        return "not_available"
    reached = (word for word, t in zip(WORDS, thresholds, strict=True) if measure >= t)
    return next(reached, "deterioration")
