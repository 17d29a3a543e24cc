"""As shown then, as known now: which figures read otherwise, and what each file did to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from shared_metrics.periods import Period, PeriodKind
from shared_metrics.progress.explained import Amounts
from shared_metrics.progress.series import Observed

Kind = Literal["restated", "gone", "new"]
Place = tuple[str, Period]  # a partner, and a period of the contract
Counted = frozenset[str]  # one partner's submissions that count together for a figure's period
NOTHING: Final[Counted] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """One period of a metric that is known otherwise than it was; None: not known at all."""

    period: Period
    then: Observed | None
    now: Observed | None

    @property
    def kind(self) -> Kind:
        """A figure nobody was shown is new; one that nobody is shown any more is gone."""
        if self.then is None or self.then.value is None:
            return "new"
        return "gone" if self.now is None or self.now.value is None else "restated"

    @property
    def difference(self) -> Fraction | None:
        """Now less then, in the metric's unit; None where one of the two is not known."""
        then, now = (one.value if one else None for one in (self.then, self.now))
        return None if then is None or now is None else now - then

    @property
    def change(self) -> Amounts:
        """By how much numerator and denominator differ; what is not known counts nothing."""
        return less(_amounts(self.now), _amounts(self.then))


@dataclass(frozen=True, slots=True)
class Accepted:
    """A submission that began to count. `partner` and `period` are the place it counts for."""

    submission: str
    partner: str
    period: Period


@dataclass(frozen=True, slots=True)
class Step:
    """One submission began to count: what of its partner counted for a figure before and after."""

    submission: str
    replaced: str | None
    period: Period
    before: Counted
    after: Counted


@dataclass(frozen=True, slots=True)
class Effect:
    """What one submission changed of a figure's numerator and denominator.

    `submission` None: what no single file did. That happens only to the last value of a stock,
    which may be left out because another partner reports it too.
    """

    submission: str | None
    change: Amounts


def figures(then: Sequence[Observed], now: Sequence[Observed]) -> tuple[Figure, ...]:
    """Every period of two series that is known otherwise, oldest first."""
    was, known = ({one.period: one for one in series} for series in (then, now))
    both = (Figure(p, was.get(p), known.get(p)) for p in sorted(was.keys() | known.keys()))
    return tuple(one for one in both if _told(one.then) != _told(one.now))


def steps(
    counted: Mapping[Place, str], accepted: Iterable[Accepted], every: PeriodKind
) -> tuple[Step, ...]:
    """Submissions as they began to count, one after the other.

    `counted`: what counted in the beginning; `every`: the kind of period the figures are of.
    """
    counts = dict(counted)
    found = []
    for one in accepted:
        place, period = (one.partner, one.period), one.period.within(every)
        replaced, before = counts.get(place), _together(counts, one.partner, period)
        counts[place] = one.submission
        after = _together(counts, one.partner, period)
        found.append(Step(one.submission, replaced, period, before, after))
    return tuple(found)


def effects(
    figure: Figure, taken: Iterable[Step], amounts: Mapping[Counted, Amounts]
) -> tuple[Effect, ...]:
    """What each step did to a figure; together they are its whole change, exactly.

    `amounts`: what the figure is made of, by submissions that count together.
    """
    nothing = Amounts(Fraction(0), None if figure.change.bottom is None else Fraction(0))
    found = [
        Effect(
            one.submission,
            less(amounts.get(one.after, nothing), amounts.get(one.before, nothing)),
        )
        for one in taken
        if one.period == figure.period
    ]
    told = nothing
    for effect in found:
        told = _more(told, effect.change)
    rest = less(figure.change, told)
    return (*found, *([Effect(None, rest)] if rest.top or rest.bottom else []))


def values_after(figure: Figure, made: Iterable[Effect]) -> tuple[Fraction | None, ...]:
    """What the figure read after each effect; the last is what it reads now."""
    read, amounts = [], _amounts(figure.then)
    for one in made:
        amounts = _more(amounts, one.change)
        read.append(amounts.top if amounts.bottom is None else amounts.rate)
    return tuple(read)


def less(one: Amounts, other: Amounts) -> Amounts:
    """One less the other, numerator and denominator each for itself."""
    return _more(one, other, sign=-1)


def _more(one: Amounts, other: Amounts, sign: int = 1) -> Amounts:
    bottom = None
    if one.bottom is not None or other.bottom is not None:
        bottom = (one.bottom or Fraction()) + sign * (other.bottom or Fraction())
    return Amounts(one.top + sign * other.top, bottom)


def _together(counts: Mapping[Place, str], partner: str, period: Period) -> Counted:
    return frozenset(
        submission
        for (whose, when), submission in counts.items()
        if whose == partner and when.within(period.kind) == period
    )


def _told(one: Observed | None) -> tuple[Fraction | None, ...]:
    """All that a reader is told of a figure."""
    return (None,) if one is None or one.value is None else (one.value, one.top, one.bottom)


def _amounts(one: Observed | None) -> Amounts:
    return Amounts(Fraction()) if one is None else Amounts(one.top or Fraction(), one.bottom)
