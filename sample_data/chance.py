"""Seeded chance. One stream for each named thing, so that changing one changes no other.

Only `Random.random` is drawn from, and only + - * / and square roots are done to it: exact by
standard, so the same figures on every machine.
"""

import math
import random

SEED = "arroyo-valley-1"
EXACT_UP_TO = 2_000


def chance(*names: object) -> random.Random:
    """The stream that belongs to these names."""
    words = "|".join(str(name) for name in (SEED, *names))
    return random.Random(words)  # noqa: S311 - made-up figures, no secrets


def bell(stream: random.Random) -> float:
    """A draw with mean 0 and standard deviation 1, never beyond 6."""
    return sum(stream.random() for _ in range(12)) - 6.0


def binomial(stream: random.Random, trials: int, share: float) -> int:
    """How many of `trials` succeed; above 2,000 trials by the bell curve."""
    if trials <= EXACT_UP_TO:
        return sum(stream.random() < share for _ in range(trials))
    spread = math.sqrt(trials * share * (1 - share))
    return min(trials, max(0, round(trials * share + spread * bell(stream))))


def around(stream: random.Random, level: float, noise: float) -> int:
    """A whole number near `level`, off by a share of about `noise`; never negative."""
    return max(0, round(level * (1 + noise * bell(stream)) + stream.random() - 0.5))


def pick(stream: random.Random, weights: dict[str, float]) -> str:
    """One of the names, each as likely as its weight."""
    left = stream.random() * sum(weights.values())
    for name, weight in weights.items():
        left -= weight
        if left < 0:
            return name
    return list(weights)[-1]


def deal(stream: random.Random, total: int, weights: dict[str, float]) -> dict[str, int]:
    """`total` dealt out by chance over the names; the parts add up to it."""
    dealt: dict[str, int] = {}
    left, weight_left = total, sum(weights.values())
    for name, weight in weights.items():
        share = min(1.0, weight / weight_left) if weight_left > 0 else 0.0
        dealt[name] = binomial(stream, left, share)
        left -= dealt[name]
        weight_left -= weight
    dealt[list(weights)[-1]] += left
    return dealt
