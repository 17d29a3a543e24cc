"""What protection lets out is attacked; the attacker is held against trying all tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import polars as pl
import pytest

import brute_force
from disclosure_factories import (
    MEDIUM_SIZE,
    SMALL_SIZE,
    Case,
    random_case,
    shown_by,
)
from shared_metrics.disclosure import PastEdition, protect, verify
from shared_metrics.disclosure.attack import Attacker, clues_from, narrowed, needs, own_parts
from shared_metrics.errors import Conflict

SLOW_TO_TRY = {0, 5, 11, 12, 16, 20, 27, 30, 38, 41, 42, 45, 46, 47, 50, 58}
TRIED = [seed for seed in range(60) if seed not in SLOW_TO_TRY]
MOST = 12


@dataclass(frozen=True)
class Told:
    """The frames of a case's releases, and all that an attacker may know beside them."""

    case: Case
    frames: Sequence[pl.DataFrame]

    @property
    def clues(self) -> pl.DataFrame:
        *past, plan = self.case.plans
        return clues_from(self.frames, self.case.releases, plan, past_rules=past)

    @property
    def attacker(self) -> Attacker:
        *past, plan = self.case.plans
        return Attacker(self.frames, plan, past, self.clues)

    def known(self, who: str | None) -> list[pl.DataFrame] | None:
        return None if who is None else own_parts(self.case.releases, who)

    def narrowed(self, who: str | None) -> pl.DataFrame:
        """What `who` finds out more narrowly than was promised."""
        *past, plan = self.case.plans
        how = {"clues": self.clues, "past_rules": past}
        asked = needs(self.case.releases, plan, who, **how)
        found = self.attacker.attack(self.known(who), asked, integer=True)
        return narrowed(found, self.case.releases, plan, who, **how)


def unprotected(case: Case, seed: int) -> Told:
    """Frames that hide at random, and small figures up to some number."""
    chance = Random(seed)  # noqa: S311  # the same frames for the same seed
    below = chance.choice([0, 2, case.rules.threshold, 999])

    def hides(numbers: list[int]) -> bool:
        return any(0 < n < below for n in numbers) or chance.random() < 0.25

    plans = zip(case.plans, case.releases, strict=True)
    return Told(case, [shown_by(plan, cells, hides) for plan, cells in plans])


@pytest.mark.parametrize("seed", TRIED)
def test_the_attacker_finds_what_trying_all_tables_finds(seed: int) -> None:
    """For outsiders and insiders, ranges are exactly what whole tables that fit leave."""
    told = unprotected(random_case(seed, SMALL_SIZE), seed)
    for who in (None, *told.case.partners):
        tried = brute_force.possible(
            told.frames, told.case.plans, told.clues, told.known(who), MOST
        )
        found = told.attacker.attack(told.known(who), integer=True)
        single = found.filter(pl.col("since").is_null())
        names = single.columns[: -len(("version", "since", "low", "high"))]
        ranges = {
            (tuple(row[name] for name in names), row["version"]): (row["low"], row["high"])
            for row in single.to_dicts()
        }
        for unknown, values in tried.items():
            low, high = ranges.get(unknown, (min(values), min(values)))
            assert min(values) == low, (who, unknown)
            assert max(values) == high if high is not None else max(values) >= MOST, (who, unknown)


@pytest.mark.parametrize("seed", range(16))
def test_the_truth_is_always_possible(seed: int) -> None:
    """No range leaves out what is so, and whole numbers never leave more than any numbers."""
    told = unprotected(random_case(seed, MEDIUM_SIZE), seed)
    *_, plan = told.case.plans
    truth = brute_force.versions(told.case.releases, plan)
    for who in (None, told.case.partners[0]):
        found = told.attacker.attack(told.known(who), integer=True)
        relaxed = told.attacker.attack(told.known(who))
        for row, wide in zip(found.to_dicts(), relaxed.to_dicts(), strict=True):
            cell = tuple(row[name] for name in ("measure", *plan.names))
            value = truth[cell, row["version"]]
            if row["since"] is not None:
                value -= truth[cell, row["since"]]
            assert row["low"] is None or (wide["low"] or 0) <= row["low"] <= value
            assert row["high"] is None or value <= row["high"]
            assert wide["high"] is None or row["high"] <= wide["high"]


def releases_of(case: Case) -> Iterator[Told]:
    """A case through protection, release by release, until it may not go on."""
    history: list[PastEdition] = []
    for number, (plan, cells) in enumerate(zip(case.plans, case.releases, strict=True)):
        try:
            safe = protect(cells, plan, history)
        except Conflict:
            return
        assert verify(safe.frame, cells, safe.certificate, plan, history) == []
        history.append(PastEdition(f"R{number}", cells, safe.frame, plan))
        upto = Case(plan, case.releases[: number + 1], case.plans[:number])
        yield Told(upto, [past.frame for past in history])


@pytest.mark.parametrize("seed", range(40))
def test_nothing_protected_can_be_found_out(seed: int) -> None:
    """Whatever passed the gate, neither outsiders nor any partner narrow anything promised."""
    for told in releases_of(random_case(seed, MEDIUM_SIZE)):
        insiders = told.case.partners if told.case.rules.protect_insiders else []
        for who in (None, *insiders):
            assert told.narrowed(who).rows() == []


def test_hiding_only_what_is_small_is_found_out() -> None:
    """The attacker is not blind: frames that hide small figures only give most cases away."""
    found = 0
    for seed in range(20):
        case = random_case(seed)
        plans = zip(case.plans, case.releases, strict=True)
        small = [
            shown_by(plan, cells, lambda numbers, t=plan.threshold: any(0 < n < t for n in numbers))
            for plan, cells in plans
        ]
        found += Told(case, small).narrowed(None).height > 0
    assert found >= 10
