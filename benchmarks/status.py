"""How often a status word is wrong, and how soon it is right: simulated, beside other rules.

One run, the same made-up figures for every rule: ours, the plain rule (one figure beside the
straight path) and Open SDG's published method. Prints a Markdown table; `--runs 2000`.
"""

import argparse
import math
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import mean, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))

from progress_factories import PLACEMENTS, RATE, goal  # noqa: E402 - the tests' own factories
from shared_metrics.agenda.model import Goal, Metric, Point  # noqa: E402
from shared_metrics.periods import PeriodKind, parse_period  # noqa: E402
from shared_metrics.progress import Observed, judgements, needed_by, wants_more  # noqa: E402
from shared_metrics.progress.peers import open_sdg, plain_rule  # noqa: E402

FIRST = parse_period("2022-01", PeriodKind.MONTH)
MONTHS = 48
Words = list[str]
Series = list[Observed]
Rule = Callable[[Goal, Metric, Series], Words]


def ours(agreed: Goal, metric: Metric, series: Series) -> Words:
    """The status of each month."""
    return [one.status for one in judgements(agreed, metric, series)]


def plain(agreed: Goal, metric: Metric, series: Series) -> Words:
    """One month beside the straight path."""
    more = wants_more(agreed, metric)
    return [
        plain_rule(one.value or Fraction(0), needed_by(agreed, one.period), wants_more=more)
        for one in series
    ]


def sdg(agreed: Goal, metric: Metric, series: Series) -> Words:
    """Open SDG's method; it is made for yearly figures: each month is taken for a year."""
    start, end = agreed.baseline, agreed.target
    more = wants_more(agreed, metric)
    return [
        open_sdg(
            base_year=start.period.ordinal,
            base_value=start.value,
            target_year=end.period.ordinal,
            target_value=end.value,
            current_year=one.period.ordinal,
            current_value=one.value or Fraction(0),
            better="higher" if more else "lower",
        ).word
        for one in series
    ]


RULES: dict[str, Rule] = {"plain": plain, "open_sdg": sdg, "ours": ours}


def changes(words: Sequence[str]) -> int:
    """How often the word changes from one month to the next."""
    return sum(a != b for a, b in pairwise(words))


def monthly(start: float, end: float, measures: Metric, **fields: object) -> Goal:
    """A goal by month, from the first month to the last."""
    last, agreed = FIRST + (MONTHS - 1), goal(measures=measures)
    return replace(
        agreed,
        every=PeriodKind.MONTH,
        baseline=Point(FIRST, Decimal(str(start))),
        target=Point(last, Decimal(str(end))),
        agreed_on=FIRST.first_day,
        **fields,
    )


def share(chance: Random, at: int, people: int, probability: float) -> Observed:
    """A month's share of so many people."""
    placed = sum(chance.random() < probability for _ in range(people))
    top, bottom = Fraction(placed), Fraction(people)
    return Observed(FIRST + at, top / bottom, 8, 0, top, bottom)


def on_its_path(chance: Random, people: int) -> tuple[Goal, Series]:
    """A share that is, but for chance, exactly where it was agreed to be."""
    agreed = monthly(0.5, 0.7, RATE)
    wanted = [float(needed_by(agreed, FIRST + at)) for at in range(MONTHS)]
    return agreed, [share(chance, at, people, p) for at, p in enumerate(wanted)]


def dropping(chance: Random, people: int, by: float) -> tuple[Goal, Series]:
    """A share on its path that falls after two years."""
    agreed, series = monthly(0.6, 0.7, RATE), []
    for at in range(MONTHS):
        wanted = float(needed_by(agreed, FIRST + at))
        series.append(share(chance, at, people, wanted - (by if at >= MONTHS // 2 else 0)))
    return agreed, series


def false_changes(rule: Rule, people: int, runs: int, seed: int = 1) -> float:
    """Changes of the word a year while nothing changes, after a first year."""
    chance = Random(seed)
    told = []
    for _ in range(runs):
        agreed, series = on_its_path(chance, people)
        told.append(changes(rule(agreed, RATE, series)[12:]) * 12 / (MONTHS - 12))
    return mean(told)


def months_to_see(rule: Rule, people: int, by: float, runs: int, bad: frozenset[str]) -> list[int]:
    """Months until a real fall is said, for good (a year at the most)."""
    chance = Random(2)
    told = []
    for _ in range(runs):
        agreed, series = dropping(chance, people, by)
        words = rule(agreed, RATE, series)[MONTHS // 2 :]
        seen = next((at for at in range(12) if all(w in bad for w in words[at:12])), 12)
        told.append(seen + 1)
    return told


BAD = {
    "plain": frozenset({"off"}),
    "open_sdg": frozenset({"limited_progress", "deterioration", "moderate_progress"}),
    "ours": frozenset({"behind", "off_track"}),
}


def one_late(chance: Random) -> tuple[float, float, bool, dict[str, bool]]:
    """Eight partners on their path; one of them is late with the newest month.

    What it brought a year before, as a share; how far the total falls; whether ours holds its
    word; and for each rule whether its word changed.
    """
    agreed = monthly(400.0, 600.0, PLACEMENTS)
    weights = [chance.lognormvariate(0, 0.9) for _ in range(8)]
    shares = [weight / sum(weights) for weight in weights]
    months = MONTHS - 6
    wanted = [float(needed_by(agreed, FIRST + at)) for at in range(months)]
    parts = [[_poisson(chance, n * share) for share in shares] for n in wanted]
    late = chance.randrange(8)
    full = [count(at, sum(row)) for at, row in enumerate(parts)]
    short = [*full[:-1], count(months - 1, sum(parts[-1]) - parts[-1][late])]
    volume = 1 - parts[-13][late] / sum(parts[-13])
    held = volume < float(PLACEMENTS.judging.coverage)
    missing = {short[-1].period} if held else set()
    told = {
        name: rule(agreed, PLACEMENTS, full)[-1] != rule(agreed, PLACEMENTS, short)[-1]
        for name, rule in RULES.items()
        if name != "ours"
    }
    before = judgements(agreed, PLACEMENTS, full[:-1] if held else full)[-1].status
    after = judgements(agreed, PLACEMENTS, short, missing)[-1].status
    told["ours"] = before != after
    return volume, 1 - float((short[-1].value or 0) / (full[-1].value or 1)), held, told


def count(at: int, number: int) -> Observed:
    """A month's count."""
    return Observed(FIRST + at, Fraction(number), 8, 0, Fraction(number))


def _poisson(chance: Random, mean_: float) -> int:
    """A Poisson number (by its normal shape where it is large)."""
    if mean_ > 50:  # noqa: PLR2004 - from here on the two cannot be told apart
        return max(0, round(chance.gauss(mean_, mean_**0.5)))
    left, number = math.exp(-mean_), 0
    product = chance.random()
    while product > left:
        product *= chance.random()
        number += 1
    return number


SCHOOL = (5, 10, 150, 160, 150, 90, 140, 150, 150, 140, 50, 5)


def school_year(chance: Random) -> tuple[Goal, Series]:
    """A programme that brings as many as agreed, in the months in which schools are open."""
    agreed = monthly(0.0, float(sum(SCHOOL)), PLACEMENTS, kind="cumulative", path="seasonal")
    first = parse_period("2024-06", PeriodKind.MONTH)
    agreed = replace(
        agreed, baseline=Point(first, Decimal(0)), target=Point(first + 12, Decimal(sum(SCHOOL)))
    )
    start = parse_period("2023-07", PeriodKind.MONTH)
    wanted = [*SCHOOL, *SCHOOL]
    made = (_poisson(chance, number) for number in wanted)
    return agreed, [
        Observed(start + at, Fraction(number), 1, 0, Fraction(number))
        for at, number in enumerate(made)
    ]


def months_off(rule: Rule, runs: int, called: Collection[str] | None = None) -> float:
    """Of the twelve months of a school year that goes as agreed: how many read so.

    `called`: the words that count, those for short of the path unless said.
    """
    chance, told = Random(4), []
    for _ in range(runs):
        agreed, series = school_year(chance)
        if rule is not ours:
            total, summed = Fraction(0), []
            for one in series[12:]:
                total += one.value or 0
                summed.append(Observed(one.period, total))
            words = rule(replace(agreed, path="straight"), PLACEMENTS, summed)
        else:
            words = rule(agreed, PLACEMENTS, series)[-12:]
        bad = called or next(BAD[name] for name, one in RULES.items() if one is rule)
        told.append(sum(word in bad for word in words))
    return mean(told)


def rows(runs: int) -> Iterator[tuple[str, ...]]:
    """Every question, with each rule's answer."""
    for people in (20, 60, 200):
        told = (f"{false_changes(rule, people, runs):.2f}" for rule in RULES.values())
        yield f"changes of the word a year, nothing changed, {people} people a month", *told
    for by in (0.18, 0.10):
        seen = [sorted(months_to_see(r, 60, by, runs, BAD[n])) for n, r in RULES.items()]
        told = (f"{one[len(one) // 2]} ({quantiles(one, n=10)[-1]:.0f})" for one in seen)
        yield (
            f"months until a fall by {by * 100:.0f} points is said, 60 a month: median (p90)",
            *told,
        )
    chance = Random(3)
    cases = [one_late(chance) for _ in range(runs)]
    for held, words in ((True, "below"), (False, "above")):
        some = [case for case in cases if case[2] is held]
        told = (f"{mean(case[3][name] for case in some):.0%}" for name in RULES)
        yield f"one of 8 partners late, {words} the threshold: the word changes", *told
    fell = sorted(case[1] for case in cases)[len(cases) // 2]
    yield f"(the total then falls by {fell:.1%}, median)", "", "", ""
    told = (f"{months_off(rule, runs):.1f}" for rule in RULES.values())
    yield "months of 12 called short, a school year that goes as agreed", *told


def main() -> None:
    """Prints the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=400)
    told = asked.parse_args()
    print(f"| simulated {told.runs:,} times | {' | '.join(RULES)} |")
    print("|---|" + "---:|" * len(RULES))
    for row in rows(told.runs):
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
