"""How far chance alone moves a figure: standard errors, from what was seen before.

The newest figure never widens its own margin, so a better figure never reads worse.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from statistics import median
from typing import Final

from shared_metrics.agenda.judging import ErrorKind
from shared_metrics.agenda.model import Metric

LEAST_DIFFERENCES: Final = 4
_NORMAL: Final = 0.6745  # the median of how far a standard normal number is from 0


def error_kind(metric: Metric) -> ErrorKind:
    """What is declared, else: shares of people binomial, counts quasi-Poisson, others empirical."""
    if metric.judging.error:
        return metric.judging.error
    if metric.kind == "ratio" and metric.source == "partners":
        return "binomial"
    return "quasi_poisson" if metric.kind == "count" else "empirical"


def binomial_error(share: Fraction, people: Fraction) -> float:
    """Of a share of so many people, were it the one asked for; never none at all."""
    n = float(people)
    p = min(max(float(share), 1 / (2 * n)), 1 - 1 / (2 * n))
    return math.sqrt(max(p * (1 - p), 0.0) / n)


def poisson_error(needed: Fraction, periods: int, scatter: float) -> float:
    """Of the mean of so many counts, were they those asked for (half a case at the least)."""
    return math.sqrt(scatter * max(float(needed), 0.5) / periods)


def scatter_of_counts(before: Sequence[Fraction], lag: int) -> float:
    """How much more counts vary than by Poisson alone, from period to period; 1 at the least."""
    pairs = list(zip(before, before[lag:], strict=False))
    if len(pairs) < LEAST_DIFFERENCES:
        return 1.0
    told = [float((new - old) ** 2 / max(old + new, Fraction(1))) for old, new in pairs]
    return max(1.0, sum(told) / len(told))


def empirical_error(before: Sequence[Fraction], periods: int, lag: int) -> float | None:
    """Of the mean of so many figures, from how they moved so far; None with too few of them."""
    moves = [abs(float(new - old)) for old, new in zip(before, before[lag:], strict=False)]
    if len(moves) < LEAST_DIFFERENCES:
        return None
    usual = median(moves) / _NORMAL or math.sqrt(sum(m * m for m in moves) / len(moves))
    return usual / math.sqrt(2 * periods)
