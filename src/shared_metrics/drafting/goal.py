"""One goal with a target that is plainly a placeholder: from where the first file stands."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from shared_metrics.drafting.contract_text import CHECK_THIS, quoted
from shared_metrics.drafting.metrics import DraftMetric
from shared_metrics.periods import Period

_YEARS_AHEAD = 2
_MORE = Decimal("1.1")
_SHARE = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a metric stands in the last period of the first file; None where it has no value."""

    period: Period
    value: Decimal | None


def goal_text(
    metric: DraftMetric, stand: Stand, *, outcome: str, place: str, owner: str, today: dt.date
) -> str:
    """goals.yaml with one goal: a tenth more than now, within two years, agreed by nobody yet."""
    baseline, target = _values(metric, stand)
    later = stand.period + _YEARS_AHEAD * 12 // stand.period.kind.months
    lines = [
        "# What you agreed to reach on a metric. A share is written as a fraction: 0.3 is 30 %.",
        f"# PLACEHOLDER: nobody agreed to this target. It is a tenth more than now ({CHECK_THIS}).",
        "goals:",
        f"  - id: placeholder_{metric.id}",
        f"    title: {quoted(f'Placeholder: more {metric.title}')}",
        f"    outcome: {outcome}",
        f"    metric: {metric.id}",
        "    kind: reach",
        f"    population: {{who: Those the partners count, where: {quoted(place)}}}",
        f"    every: {stand.period.kind}",
        "    # The last period of the first file.",
        f'    baseline: {{period: "{stand.period}", value: {baseline}}}',
        f'    target: {{period: "{later}", value: {target}}}',
        f"    owner: {quoted(owner)}",
        "    agreed_by: Nobody yet, this is a placeholder",
        f"    agreed_on: {today}",
        f"    next_review: {a_year_after(today)}",
    ]
    return "\n".join(lines) + "\n"


def a_year_after(day: dt.date) -> dt.date:
    """The first of the same month a year later."""
    return day.replace(year=day.year + 1, day=1)


def _values(metric: DraftMetric, stand: Stand) -> tuple[str, str]:
    share = metric.kind == "ratio"
    smallest = _SHARE if share else Decimal(1).scaleb(-metric.decimals)
    now = (stand.value or Decimal(0)).quantize(smallest, ROUND_HALF_EVEN)
    more = max((now * _MORE).quantize(smallest, ROUND_HALF_EVEN), now + smallest)
    if now < 0:
        more = now + smallest
    return f"{now:f}", f"{min(more, Decimal(1)) if share else more:f}"
