"""How sure one must be before a word is said of a metric."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

ErrorKind = Literal["binomial", "quasi_poisson", "empirical"]


@dataclass(frozen=True, slots=True)
class Judging:
    """How sure one must be before a word is said of a metric. None: the default of its kind.

    `window`: periods looked at together (3 months; 1 of anything longer). `band`: standard errors
    a figure may be off the path before it counts. `error`: what chance does to it. `least`: people
    (or events) a share needs in the window before anything is said. `coverage`: the share of files,
    and of last year's volume, below which a figure is provisional. `stale_after`: missed periods.
    """

    window: int | None = None
    band: Decimal = Decimal("2.25")
    error: ErrorKind | None = None
    least: int = 45
    coverage: Decimal = Decimal("0.9")
    stale_after: int = 2


USUAL: Final = Judging()
