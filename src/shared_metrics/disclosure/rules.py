"""What protection has to know of an audience's plan: how cells add up, and what is sensitive.

A *cell* is one number of people (or an amount) at one place of the lattice: a measure, a code in
each dimension, and who contributed. A *figure* is what a reader sees: one or more cells that are
known as soon as it is shown (a rate gives away its numerator, its denominator and the difference).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

MEASURE: Final = "measure"
PARTNER: Final = "partner"
VALUE: Final = "value"
ALL: Final = "all"

Shape = Literal["count", "ratio", "mean"]
Mode = Literal["suppress", "round"]
MeasureKind = Literal["people", "amount", "slack"]


@dataclass(frozen=True, slots=True)
class Sum:
    """In one dimension: the cell at `parent` is the sum of the cells at `children`.

    At every place that has a cell at the parent and at one child at least; other children count 0.
    """

    parent: str
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A column of the cells, and every way its codes add up (a code may have several parents)."""

    name: str
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is sensitive about a number.

    `people`: small numbers, and few contributors; `amount`: few contributors; `slack`: nothing (it
    only links cells). `zeros`: that nobody was counted is sensitive too (always so behind a rate
    that is not coded).
    """

    kind: MeasureKind = "people"
    zeros: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """Cells of a measure, some dimensions fixed to a code; the others run along."""

    measure: str
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """The whole is the sum of the parts (denominator = numerator + the others).

    At every place that has a cell of the whole and of at least one part; a dimension that any ref
    fixes is at `all` for the refs that do not, the other dimensions run along.
    """

    whole: Ref
    parts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class FigureKind:
    """One planned table of one metric: a figure at each place whose codes it lists.

    `cells`: what a figure gives away: of a count the count; of a ratio numerator, denominator and
    the difference, in this order; of a mean the amount and the number of people. `places`: per
    dimension the codes the table has rows for; dimensions left out are at `all`. `weight`: how much
    more than others its figures are worth to readers: what is worth more is hidden last.
    """

    table: str
    shape: Shape
    cells: tuple[Ref, ...]
    places: Mapping[str, frozenset[str]]
    weight: float = 1.0


@dataclass(frozen=True)
class Rules:
    """An audience's plan as protection reads it.

    `threshold` t: 1..t-1 people are hidden. `min_contributors`: a cell with fewer partners is
    hidden, unless all of them are in `agreed` (they agreed to a page of their own). `dominance`:
    a cell is hidden when one partner brings more than this share of it (1 = never). `interval`:
    how uncertain a cell hidden for its contributors must stay, as a share of it. `coding`: shares
    below and above are shown as such ("<5 %"), None: never coded. `mode`: in `round` nothing is
    hidden, every count is shown as a multiple of the threshold (which of the two next to it, the
    secret `salt` decides); contributors are not looked at then.
    """

    dimensions: tuple[Dimension, ...]
    measures: Mapping[str, Measure]
    figures: tuple[FigureKind, ...]
    relations: tuple[Relation, ...] = ()
    threshold: int = 11
    min_contributors: int = 3
    dominance: float = 1.0
    interval: float = 0.2
    coding: tuple[float, float] | None = (0.05, 0.95)
    protect_insiders: bool = True
    agreed: frozenset[str] = frozenset()
    mode: Mode = "suppress"
    salt: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The dimension columns, in order."""
        return tuple(dimension.name for dimension in self.dimensions)
