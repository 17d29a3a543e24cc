"""The publication plan: which tables leave the backbone, for whom, and by which rules."""

from dataclasses import dataclass
from typing import Final, Literal

from shared_metrics.periods import PeriodKind

PUBLIC: Final = "public"
PARTNERS: Final = "partners"
FUNDER: Final = "funder:"

Mode = Literal["suppress", "round"]
Sensitivity = Literal["people", "zeros", "none"]


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """One table of a metric: by which kind of period, and by `sector`, `partner` or a breakdown.

    `by` () is the whole partnership. `partner` means those whose agreement allows a public page.
    """

    every: PeriodKind
    by: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class PlannedMetric:
    """A metric that may leave. `sensitivity`: `none` for what is not about people."""

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
    code_shares: tuple[float, float] | None = (0.05, 0.95)
    protect_insiders: bool = True
    file: str = ""
    line: int = 0

    def planned(self, metric_id: str) -> PlannedMetric | None:
        """What is planned of a metric, None when nothing of it leaves."""
        return next((one for one in self.metrics if one.metric == metric_id), None)
