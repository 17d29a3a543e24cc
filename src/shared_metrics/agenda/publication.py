"""The publication plan: which tables leave the backbone, for whom, and by which rules."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from shared_metrics.periods import PeriodKind

PUBLIC: Final = "public"
PARTNERS: Final = "partners"
FUNDER: Final = "funder:"
SECTOR: Final = "sector"
PARTNER: Final = "partner"
CODE_SHARES: Final = (0.05, 0.95)
_AUDIENCE = re.compile(r"partners|public|funder:[a-z][a-z0-9]*(_[a-z0-9]+)*")

Mode = Literal["suppress", "round"]
Sensitivity = Literal["people", "zeros", "none"]


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """One table of a metric: by which kind of period, and by what else.

    `by` () is the whole partnership; else `sector`, a breakdown, `sector` and then a breakdown, or
    `partner` alone, which means those whose agreement allows a public page.
    """

    every: PeriodKind
    by: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class PlannedMetric:
    """A metric that may leave.

    `sensitivity`: `people` protects small numbers, `zeros` also that nobody was counted; `none` is
    for what is not about people and for what others have published already.
    """

    metric: str
    tables: tuple[PlannedTable, ...]
    sensitivity: Sensitivity = "people"
    line: int = 0


@dataclass(frozen=True, slots=True)
class AudiencePlan:
    """What one audience may see, and how people are protected in it.

    `audience`: `public`, `partners` or `funder:<id>`. `threshold`: counts of 1 to threshold - 1
    people are hidden. `mode`: `suppress` hides, `round` shows every small number as 0 or the
    threshold. `dominance`: hidden when one partner brings more than this share. `code_shares`:
    shares below the first and above the second are shown as "<5 %" and ">95 %".
    """

    audience: str
    metrics: tuple[PlannedMetric, ...]
    threshold: int = 11
    mode: Mode = "suppress"
    min_contributors: int = 3
    dominance: float = 1.0
    code_shares: tuple[float, float] | None = CODE_SHARES
    protect_insiders: bool = True
    file: str = ""
    line: int = 0

    def planned(self, metric_id: str) -> PlannedMetric | None:
        """What is planned of a metric, None when nothing of it leaves."""
        return next((one for one in self.metrics if one.metric == metric_id), None)


def is_audience(text: str) -> bool:
    """Whether it is `public`, `partners` or `funder:<id>`."""
    return _AUDIENCE.fullmatch(text) is not None
