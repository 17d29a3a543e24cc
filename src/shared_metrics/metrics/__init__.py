"""Observations x metric -> table, in Narwhals: Polars by default, DuckDB and Spark unchanged.

The way through: `terms` (a metric's sums as expressions on rows), `headline` (rows to cells, nobody
twice), `overflow` (sums that cannot wrap), `rollup` (cells to buckets, sectors, partners),
`measure` (the recipe), `answers` (exact rows, notes beside a total).
"""

from shared_metrics.metrics.answers import answer_rows, overlap_note, plain_number, plain_text
from shared_metrics.metrics.measure import measure
from shared_metrics.metrics.question import SECTOR, Question

__all__ = [
    "SECTOR",
    "Question",
    "answer_rows",
    "measure",
    "overlap_note",
    "plain_number",
    "plain_text",
]
