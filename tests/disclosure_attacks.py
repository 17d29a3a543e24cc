"""Random cases, protected or not, under attack: for the tests and for the benchmark."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from time import perf_counter

import polars as pl

import brute_force
from disclosure_factories import Case, shown_by
from shared_metrics.disclosure import PastEdition, protect, verify
from shared_metrics.disclosure.attack import Attacker, clues_from, narrowed, needs, own_parts
from shared_metrics.errors import Conflict

MOST = 12


@dataclass(frozen=True)
class Told:
    """The frames of a case's releases, and all that an attacker may know beside them."""

    case: Case
    frames: Sequence[pl.DataFrame]
    seconds: dict[str, float] = field(default_factory=dict)
    violations: Sequence[str] = ()

    @cached_property
    def clues(self) -> pl.DataFrame:
        *past, plan = self.case.plans
        return clues_from(self.frames, self.case.releases, plan, past_rules=past)

    @cached_property
    def attacker(self) -> Attacker:
        *past, plan = self.case.plans
        return Attacker(self.frames, plan, past, self.clues)

    @property
    def insiders(self) -> list[str]:
        return self.case.partners if self.case.rules.protect_insiders else []

    def known(self, who: str | None) -> list[pl.DataFrame] | None:
        return None if who is None else own_parts(self.case.releases, who)

    def needs(self, who: str | None) -> pl.DataFrame:
        """What must stay uncertain for `who`."""
        *past, plan = self.case.plans
        return needs(self.case.releases, plan, who, clues=self.clues, past_rules=past)

    def narrowed(self, who: str | None, *, integer: bool = True) -> pl.DataFrame:
        """What `who` finds out more narrowly than was promised."""
        *past, plan = self.case.plans
        found = self.attacker.attack(self.known(who), self.needs(who), integer=integer)
        how = {"clues": self.clues, "past_rules": past}
        return narrowed(found, self.case.releases, plan, who, **how)


def hiding(case: Case, hides: Callable[[list[int], int], bool]) -> Told:
    """Frames that hide just what `hides`, given the numbers of a figure and the threshold."""
    frames = [
        shown_by(plan, cells, lambda numbers, t=plan.threshold: hides(numbers, t))
        for plan, cells in zip(case.plans, case.releases, strict=True)
    ]
    return Told(case, frames)


def hiding_small(case: Case) -> Told:
    """Frames that hide small figures, and nothing to protect them."""
    return hiding(case, lambda numbers, threshold: any(0 < n < threshold for n in numbers))


def hiding_at_random(case: Case, seed: int) -> Told:
    """Frames that hide at random, and small figures up to some number."""
    chance = Random(seed)  # noqa: S311  # the same frames for the same seed
    below = chance.choice([0, 2, case.rules.threshold, 999])
    return hiding(
        case, lambda numbers, _: any(0 < n < below for n in numbers) or chance.random() < 0.25
    )


def protected(case: Case) -> Iterator[Told]:
    """A case through protection, release by release, until it may not go on."""
    history: list[PastEdition] = []
    for number, (plan, cells) in enumerate(zip(case.plans, case.releases, strict=True)):
        begun = perf_counter()
        try:
            safe = protect(cells, plan, history)
        except Conflict:
            return
        made = perf_counter()
        violations = verify(safe.frame, cells, safe.certificate, plan, history)
        seconds = {"protect": made - begun, "verify": perf_counter() - made}
        found = safe.certificate.by_place
        history.append(PastEdition(f"R{number}", cells, safe.frame, plan, found))
        upto = Case(plan, case.releases[: number + 1], case.plans[:number])
        yield Told(upto, [past.frame for past in history], seconds, violations)
        if violations:
            return


def differences(told: Told, who: str | None) -> tuple[int, list[str]]:
    """How many cells trying all tables told of, and where the attacker said otherwise."""
    tried = brute_force.possible(told.frames, told.case.plans, told.clues, told.known(who), MOST)
    found = told.attacker.attack(told.known(who), integer=True)
    single = found.filter(pl.col("since").is_null())
    names = ("measure", *told.case.rules.names)
    ranges = {
        (tuple(row[name] for name in names), row["version"]): (row["low"], row["high"])
        for row in single.to_dicts()
    }
    other = []
    for unknown, values in tried.items():
        low, high = ranges.get(unknown, (min(values), min(values)))
        same_end = max(values) >= MOST if high is None else max(values) == high
        if min(values) != low or not same_end:
            other.append(f"{who} {unknown}: {low} to {high}, but {min(values)} to {max(values)}")
    return len(tried), other
