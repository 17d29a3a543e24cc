"""How much of what a figure should be made of is in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from shared_metrics.periods import Period
from shared_metrics.progress.wording import share_text


@dataclass(frozen=True, slots=True)
class Asked:
    """One file that is asked for: whose, for which period, and whether it is in.

    “Nothing to report” is an answer: it is in.
    """

    partner: str
    period: Period
    is_in: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the files asked for are in, for one period of a goal.

    `partners`: those whose files are all in, of `expected_partners`. `volume`: what the files that
    are in brought a year ago, as a share of everybody's; None where that is not known.
    """

    period: Period
    reported: int
    expected: int
    partners: int = 0
    expected_partners: int = 0
    volume: Fraction | None = None

    @property
    def share(self) -> Fraction:
        """Files that are in, of those asked for; 1 where none is."""
        return Fraction(self.reported, self.expected) if self.expected else Fraction(1)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing any more."""
        return self.reported == self.expected

    def is_enough(self, least: Fraction) -> bool:
        """Whether a word may be said: by files, and by last year's volume."""
        return min(self.share, Fraction(1) if self.volume is None else self.volume) >= least

    @property
    def sentence(self) -> str:
        """`23 of 24 files for Q1 2026 are in: 7 of 8 partners, 93 % of last year's volume`."""
        told = f"{self.reported:,} of {self.expected:,} files for {self.period.label} are in"
        if self.is_whole:
            return f"{told}."
        parts = [f"{self.partners:,} of {self.expected_partners:,} partners"]
        if self.volume is not None:
            parts.append(f"{share_text(self.volume)} of last year's volume")
        return f"{told}: {', '.join(parts)}."


def coverage_of(
    period: Period, asked: Iterable[Asked], volumes: Mapping[str, Fraction]
) -> Coverage:
    """The files asked for in a period -> how much is in.

    `volumes`: what each partner brought in the same period a year earlier.
    """
    files: dict[str, list[bool]] = defaultdict(list)
    for one in asked:
        files[one.partner].append(one.is_in)
    shares = {partner: Fraction(sum(held), len(held)) for partner, held in files.items()}
    known = {partner: volumes[partner] for partner in shares if volumes.get(partner, 0) > 0}
    whole = sum(known.values(), Fraction(0))
    brought = sum((shares[p] * volume for p, volume in known.items()), Fraction(0))
    return Coverage(
        period,
        sum(sum(held) for held in files.values()),
        sum(len(held) for held in files.values()),
        sum(share == 1 for share in shares.values()),
        len(files),
        brought / whole if whole else None,
    )
