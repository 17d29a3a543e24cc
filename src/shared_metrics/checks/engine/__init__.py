"""Great Expectations on Polars: an execution engine, its metrics, and how a suite is planned.

The only place that uses names Great Expectations does not promise to keep; parity tests against
its pandas engine guard them. Every rule is a boolean expression of *failing* rows; count, values
and row numbers all derive from the failing positions, and a whole suite is one `collect`. A rule
that cannot run becomes a `Broken` value, so it takes nothing else down with it.
"""

from shared_metrics.checks.engine.map_metrics import register_metrics
from shared_metrics.checks.engine.planned import Planned, in_order, resolve
from shared_metrics.checks.engine.polars_engine import PolarsExecutionEngine

register_metrics()

__all__ = ["Planned", "PolarsExecutionEngine", "in_order", "resolve"]
