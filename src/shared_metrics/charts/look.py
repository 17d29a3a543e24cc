"""How a chart is worded and how large it is; the same marks for a screen, a page and a phone."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from shared_metrics.agenda.model import Metric
from shared_metrics.charts.theme import HEIGHT
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.progress import value_number, value_text
from shared_metrics.progress.wording import is_share

Value = Fraction | float
TOLD: Final = "told: "  # begins what a point says for itself; anything else is Vega's own


def _number(value: Value, metric: Metric) -> str:
    return value_number(value, metric) + (" %" if is_share(metric) else "")


def _value(value: Value, metric: Metric) -> str:
    return value_text(value, metric)


def _unit(metric: Metric) -> str:
    return "share" if is_share(metric) else metric.unit


def _label(period: Period) -> str:
    return period.label


def _tick(period: Period) -> str:
    if period.kind is PeriodKind.MONTH:
        return f"{period.first_day:%b %Y}"
    return period.label


@dataclass(frozen=True)
class ChartWords:
    """The words in a chart, and how numbers and periods are written: English unless told."""

    baseline: str = "Baseline"
    target: str = "Target"
    path: str = "agreed path"
    definition_changed: str = "definition changed"
    hidden: str = "hidden to protect people"
    not_reported: str = "not reported"
    not_applicable: str = "not applicable"
    number: Callable[[Value, Metric], str] = _number  # `69.4 %`, `231`
    value: Callable[[Value, Metric], str] = _value  # `69.4 %`, `231 people`
    unit: Callable[[Metric], str] = _unit
    period: Callable[[Period], str] = _label
    tick: Callable[[Period], str] = _tick  # a period where room is scarce

    def instead_of_a_value(self, status: str) -> str | None:
        """What is said where there is no value; None for a published one."""
        return {
            "suppressed": self.hidden,
            "not_reported": self.not_reported,
            "not_applicable": self.not_applicable,
        }.get(status)


ENGLISH: Final = ChartWords()


@dataclass(frozen=True)
class Look:
    """Words and size. `baseline`: whether the value agreed on as the start may be told.

    `pointed`: points carry what they say, for a page that shows it when somebody points there.
    `brief`: fewer words, for a narrow chart. `setbacks_at`: pixels from the top.
    """

    words: ChartWords = ENGLISH
    width: int | Literal["container"] = "container"
    height: int = HEIGHT
    ticks: int = 8
    baseline: bool = True
    pointed: bool = False
    brief: bool = False
    setbacks_at: int = 11


ON_SCREEN: Final = Look()
