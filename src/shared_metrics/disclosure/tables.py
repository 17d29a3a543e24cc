"""From protected figures to the tables that leave: exact values, rounded once."""

from fractions import Fraction
from typing import Final

import polars as pl

from shared_metrics.agenda.model import Metric
from shared_metrics.disclosure.public_table import (
    SEAL,
    PublicTable,
    schema_of,
)
from shared_metrics.observations import VALUE
from shared_metrics.periods import PeriodKind

LARGEST_DENOMINATOR: Final = 10_000_000  # a float of a smaller fraction gives the fraction back
SCALE_OF_PER_CENT: Final = 2


def public_table(
    metric: Metric,
    every: PeriodKind,
    by: tuple[str, ...],
    rows: pl.DataFrame,
    *,
    exponent: int = 0,
) -> PublicTable:
    """Rows (period, `by`, value, status, coded, revision_pending) in their order -> a table.

    `exponent`: the rows' values are this many powers of ten too small (negative: too large).
    """
    factor = Fraction(10) ** exponent
    values = [_rounded(value, metric, factor) for value in rows[VALUE].to_list()]
    cells = rows.with_columns(pl.Series(VALUE, values, dtype=pl.Float64))
    typed = [pl.col(name).cast(kind) for name, kind in schema_of(by).items()]
    return PublicTable(metric, every, by, cells.select(typed), SEAL)


def _rounded(value: float | None, metric: Metric, factor: Fraction) -> float | None:
    if value is None:
        return None
    exact = Fraction(value).limit_denominator(LARGEST_DENOMINATOR) * factor
    return float(round(exact, decimals_of(metric)))


def decimals_of(metric: Metric) -> int:
    """How many decimals are published; a share is kept as a fraction: two more than it shows."""
    return metric.decimals + (SCALE_OF_PER_CENT if metric.unit == "%" else 0)
