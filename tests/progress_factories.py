"""Goals and measured tables for everything about progress."""

from decimal import Decimal
from typing import Any

import polars as pl

from measuring_factories import DAY, cells_of, metric, term
from shared_metrics.agenda.model import Goal, Metric, Point, Population
from shared_metrics.periods import PeriodKind, parse_period

PLACEMENTS = metric(term("placed"), id="placements", title="People placed")
RATE = metric(term("placed"), term("due"), id="rate", title="Placed", unit="%", decimals=1)
DELAY = metric(
    term("delay", "trips"),
    term("trips"),
    kind="weighted_mean",
    id="delay",
    title="Average delay",
    unit="minutes",
    decimals=2,
    better="lower",
)


def goal(
    baseline: str = "2024-Q1 100",
    target: str = "2025-Q1 200",
    *,
    measures: Metric = PLACEMENTS,
    every: PeriodKind = PeriodKind.QUARTER,
    **fields: Any,
) -> Goal:
    """A goal; baseline and target are written `period value`."""
    described: dict[str, Any] = {
        "id": "the_goal",
        "title": "More people placed",
        "outcome": "good_jobs",
        "kind": "reach",
        "population": Population("Everybody", "Here"),
        "owner": "",
        "agreed_by": "",
        "agreed_on": DAY,
        "next_review": DAY,
    }
    points = {"baseline": _point(baseline, every), "target": _point(target, every)}
    return Goal(metric=measures.id, every=every, **points, **(described | fields))


def _point(text: str, kind: PeriodKind) -> Point:
    period, value = text.split()
    return Point(parse_period(period, kind), Decimal(value))


def measured(table: str) -> pl.DataFrame:
    """An ASCII table of numerators and denominators -> a measured table."""
    rows = cells_of(table)
    groups = [n for n in rows[0] if n not in ("numerator", "denominator", "partners", "missing")]
    tops = [_decimal(row["numerator"]) for row in rows]
    bottoms = [_decimal(row.get("denominator")) for row in rows]
    return pl.DataFrame(
        {
            **{name: pl.Series([row[name] for row in rows], dtype=pl.String) for name in groups},
            "numerator": pl.Series(tops, dtype=pl.Decimal(38, 4)),
            "denominator": pl.Series(bottoms, dtype=pl.Decimal(38, 4)),
            "value": pl.Series(
                [_value(t, b) for t, b in zip(tops, bottoms, strict=True)], dtype=pl.Float64
            ),
            "partners": pl.Series([int(row.get("partners") or 4) for row in rows]),
            "missing": pl.Series([int(row.get("missing") or 0) for row in rows]),
        }
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _value(top: Decimal | None, bottom: Decimal | None) -> float | None:
    if top is None or bottom == 0:
        return None
    return float(top) if bottom is None else float(top / bottom)
