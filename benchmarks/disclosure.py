"""Attack what protection lets out, and measure both; prints Markdown tables.

`--seeds 1000`: so many random cases (up to three-way tables and three releases, with restatements)
through protect, verify and attack, by outsiders and by every partner; if anything is found out the
exit code is 1. `--tried 200`: small cases in which the attacker is held against trying all tables.
`--partners 200 --months 36`: the speed of a lean plan; `--releases 36` adds a release a month, with
partners who know their own rows.
"""

import argparse
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import polars as pl

from shared_metrics.disclosure import Rules

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))
LONGEST_TRY = 20  # seconds


@dataclass(frozen=True)
class Found:
    """What one seed gave: things counted, and what must not be."""

    counted: Counter[str]
    wrong: tuple[str, ...] = ()


def attacked(seed: int) -> Found:
    """One random case, each of its releases attacked by everybody."""
    from disclosure_attacks import protected
    from disclosure_factories import random_case

    counted: Counter[str] = Counter()
    wrong = []
    case = random_case(seed)
    for told in protected(case):
        begun = perf_counter()
        counted["releases"] += 1
        counted["figures"] += told.frames[-1].height
        counted["hidden"] += told.frames[-1].filter(pl.col("status") == "suppressed").height
        counted["held back"] += told.frames[-1].filter("revision_pending").height
        wrong += [f"{seed}: {violation}" for violation in told.violations]
        for who in (None, *told.insiders):
            counted["attacks"] += 1
            counted["numbers attacked"] += told.needs(who).height
            narrowed = told.narrowed(who).height
            release = len(told.frames) - 1
            if narrowed:
                wrong.append(
                    f"{seed}: release {release}: {narrowed} narrowed by {who or 'anybody'}"
                )
        counted["attack ms"] += round(1000 * (perf_counter() - begun))
        for step, seconds in told.seconds.items():
            counted[f"{step} ms"] += round(1000 * seconds)
    counted["refused"] += len(case.releases) - counted["releases"]
    return Found(counted, tuple(wrong))


def tried(seed: int) -> Found:
    """One small case without protection: the attacker beside trying all tables."""
    from disclosure_attacks import differences, hiding_at_random
    from disclosure_factories import SMALL_SIZE, random_case

    told = hiding_at_random(random_case(seed, SMALL_SIZE), seed)
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    signal.signal(signal.SIGALRM, _too_long)
    for who in (None, *told.case.partners):
        signal.alarm(LONGEST_TRY)
        try:
            cells, other = differences(told, who)
        except TimeoutError:
            counted["attacks that took too long to try"] += 1
            continue
        finally:
            signal.alarm(0)
        counted["attacks tried"] += 1
        counted["cells tried"] += cells
        wrong += [f"{seed}: {words}" for words in other]
    return Found(counted, tuple(wrong))


def _too_long(*_: object) -> None:
    raise TimeoutError


def many(work: Callable[[int], Found], seeds: Iterable[int], workers: int) -> Found:
    """All seeds, several at a time."""
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    with ProcessPoolExecutor(workers) as pool:
        for found in pool.map(work, seeds):
            counted += found.counted
            wrong += found.wrong
            for words in found.wrong:
                print(words, file=sys.stderr, flush=True)
    return Found(counted, tuple(wrong))


def lean_case(partners: int, months: int, *, insiders: bool) -> tuple[Rules, list[dict[str, Any]]]:
    """Partner x month totals and sector x year x group: the plan, and the smallest cells."""
    from disclosure_factories import rules_of

    chance = Random(1)
    when = [f"month:{2024 + i // 12}-{i % 12 + 1:02d}" for i in range(months)]
    years: dict[str, list[str]] = {}
    for month in when:
        years.setdefault(f"year:{month[6:10]}", []).append(month)
    who = [f"partner:p{i:03d}" for i in range(partners)]
    sectors: dict[str, list[str]] = {}
    for number, partner in enumerate(who):
        sectors.setdefault(f"sector:s{number % 5}", []).append(partner)
    groups = {"g0": 0.5, "g1": 0.35, "g2": 0.15}
    members = {sector: " ".join(names) for sector, names in sectors.items()}
    rules = rules_of(
        {
            "when": {year: " ".join(parts) for year, parts in years.items()},
            "who": {"all": " ".join(sectors), **members},
            "group": {"all": " ".join(groups)},
        },
        {
            "month-by-partner": {"when": " ".join(when), "who": " ".join(who)},
            "year-by-sector-group": {
                "when": " ".join(years), "who": " ".join(sectors), "group": " ".join(groups)
            },
        },
        min_contributors=1,
        protect_insiders=insiders,
    )  # fmt: skip
    rows = []
    for partner in who:
        typical = chance.lognormvariate(4.2, 0.7)
        for month in when:
            people = typical * chance.lognormvariate(0, 0.25)
            for group, share in groups.items():
                number = round(people * share * chance.lognormvariate(0, 0.2))
                place = {"when": month, "who": partner, "group": group}
                rows.append({**place, "partner": partner[8:], "value": number})
    return rules, rows


def lean_cells(rules: Rules, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The cells down to the plan's depths, as a release's are: no month or partner by group."""
    from disclosure_factories import cells

    by_year = pl.col("when").str.starts_with("year:") & ~pl.col("who").str.starts_with("partner:")
    return cells(rules, rows).filter((pl.col("group") == "all") | by_year)


def speed(partners: int, months: int) -> Iterator[tuple[str, str, float]]:
    """One release without history, for outsiders."""
    from disclosure_attacks import protected
    from disclosure_factories import Case

    rules, rows = lean_case(partners, months, insiders=False)
    told = next(protected(Case(rules, (lean_cells(rules, rows),))))
    work = f"{partners} partners, {months} months, lean plan"
    yield from ((work, step, seconds) for step, seconds in told.seconds.items())
    begun = perf_counter()
    narrowed = told.narrowed(None, integer=False).height
    yield work, f"attack ({narrowed} narrowed)", perf_counter() - begun
    hidden = told.frames[-1].filter(pl.col("status") == "suppressed").height
    yield work, f"hidden: {hidden} of {told.frames[-1].height} figures", 0.0


def speed_with_history(
    partners: int, months: int, releases: int
) -> Iterator[tuple[str, str, float]]:
    """A release a month, a few restatements in each, insiders included: the newest release."""
    from disclosure_attacks import protected
    from disclosure_factories import Case

    chance = Random(2)
    rules, rows = lean_case(partners, months, insiders=True)
    frames = []
    for release in range(releases):
        newest = sorted({row["when"] for row in rows})[: months - releases + release + 1]
        for row in chance.sample(rows, len(rows) // 500):
            row["value"] += chance.choice([-1, 1, 2, 15])
            row["value"] = max(0, row["value"])
        frames.append(lean_cells(rules, [row for row in rows if row["when"] in newest]))
    work = f"{partners} partners, {months} months, {releases} releases, insiders"
    for number, told in enumerate(protected(Case(rules, tuple(frames))), start=1):
        hidden = told.frames[-1].filter(pl.col("status") == "suppressed").height
        print(f"release {number}: {told.seconds}, {hidden} hidden", file=sys.stderr, flush=True)
    yield from ((f"{work}: number {number}", *step) for step in told.seconds.items())


def table(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """A Markdown table."""
    print(f"| {' | '.join(header)} |")
    print(f"|{'|'.join('---' for _ in header)}|")
    for row in rows:
        print(f"| {' | '.join(str(cell) for cell in row)} |", flush=True)
    print()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("seeds", 1000), ("first", 0), ("tried", 200), ("workers", 2)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    for name, usual in (("partners", 200), ("months", 36), ("releases", 0)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    told = asked.parse_args()
    wrong = 0
    for work, seeds in ((attacked, told.seeds), (tried, told.tried)):
        if seeds:
            found = many(work, range(told.first, told.first + seeds), told.workers)
            rows = [*found.counted.items(), ("wrong", len(found.wrong))]
            table(("what", f"in {seeds:,} cases"), rows)
            wrong += len(found.wrong)
    if told.partners:
        rows = speed(told.partners, told.months)
        table(("work", "step", "seconds"), ((w, s, f"{n:.2f}") for w, s, n in rows))
    if told.releases:
        rows = speed_with_history(told.partners, told.months, told.releases)
        table(("work", "step", "seconds"), ((w, s, f"{n:.2f}") for w, s, n in rows))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
