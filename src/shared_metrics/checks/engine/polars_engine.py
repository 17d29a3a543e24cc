"""The execution engine: answers Great Expectations' metrics from one Polars frame."""

import functools
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from great_expectations.core.batch import BatchData
from great_expectations.execution_engine import ExecutionEngine
from great_expectations.expectations.registry import get_metric_provider
from great_expectations.expectations.row_conditions import Operator, deserialize_row_condition

BATCH = "upload"


@dataclass(frozen=True, eq=False)
class Failing:
    """A rule: which rows fail it; `refine` re-checks candidate positions exactly, if given."""

    mask: pl.Expr
    refine: Callable[[pl.DataFrame, pl.Series], pl.Series] | None = None


@dataclass(frozen=True, eq=False)
class Deferred:
    """A metric that waits for the one collect: `finish` makes its value of the failing positions.

    Metrics that share `failing` (the same object) are computed once.
    """

    failing: Failing
    finish: Callable[[pl.DataFrame, pl.Series], Any]


@dataclass(frozen=True)
class Broken:
    """A metric that could not be computed, and why."""

    why: str


class _PolarsBatch(BatchData):  # type: ignore[misc] # GX ships no types mypy may follow
    def __init__(self, execution_engine: ExecutionEngine, rows: pl.DataFrame) -> None:
        super().__init__(execution_engine=execution_engine)
        self.rows = rows


class PolarsExecutionEngine(ExecutionEngine):  # type: ignore[misc] # as above
    """Answers Great Expectations' metrics from one Polars frame. One engine per validation.

    `collects` counts the Polars queries run: one for a suite without a broken rule.
    """

    collects: int = 0

    def load_rows(self, rows: pl.DataFrame) -> None:
        """Make `rows` the batch that every planned expectation looks at."""
        self.load_batch_data(BATCH, _PolarsBatch(self, rows))

    @property
    def rows(self) -> pl.DataFrame:
        """The frame being judged."""
        rows: pl.DataFrame = self.batch_manager.batch_data_cache[BATCH].rows
        return rows

    def let_go(self) -> None:
        """Free the frame: engine and batch refer to each other."""
        self.batch_manager.batch_data_cache.clear()

    def get_batch_data_and_markers(self, batch_spec: Any) -> Any:  # noqa: ANN401 # GX's interface
        """Not used: frames come in through `load_rows`, never through a data source."""
        raise NotImplementedError(f"load_rows takes the frame; {batch_spec!r} is not asked for")

    # -- row filters, as boolean expressions ---------------------------------------------------
    def scope(self, domain: Mapping[str, Any]) -> pl.Expr | None:
        """The rows an expectation is about, or None for all of them."""
        clauses = [*self._condition(domain), *_ignored(domain)]
        return functools.reduce(operator.and_, clauses) if clauses else None

    def _condition(self, domain: Mapping[str, Any]) -> Iterable[pl.Expr]:
        condition = domain.get("row_condition")
        if condition:
            clause = self.condition_to_filter_clause(deserialize_row_condition(condition))
            yield clause.fill_null(value=False)

    def _comparison_condition_to_filter_clause(self, condition: Any) -> pl.Expr:  # noqa: ANN401
        column = pl.col(condition.column.name)
        how = Operator(condition.operator)
        if how in (Operator.IN, Operator.NOT_IN):
            inside = column.is_in(list(condition.parameter))
            return inside if how is Operator.IN else ~inside
        clause: pl.Expr = _COMPARE[how](column, condition.parameter)
        return clause

    def _nullity_condition_to_filter_clause(self, condition: Any) -> pl.Expr:  # noqa: ANN401
        column = pl.col(condition.column.name)
        return column.is_null() if condition.is_null else column.is_not_null()

    def _and_condition_to_filter_clause(self, condition: Any) -> pl.Expr:  # noqa: ANN401
        return pl.all_horizontal(self.condition_to_filter_clause(c) for c in condition.conditions)

    def _or_condition_to_filter_clause(self, condition: Any) -> pl.Expr:  # noqa: ANN401
        return pl.any_horizontal(self.condition_to_filter_clause(c) for c in condition.conditions)

    # -- the one entry point Great Expectations' graph calls -------------------------------------
    def resolve_metrics(
        self,
        metrics_to_resolve: Iterable[Any],
        metrics: Mapping[Any, Any] | None = None,
        runtime_configuration: Mapping[str, Any] | None = None,
    ) -> dict[Any, Any]:
        """Metric values by id; what needs the rows stays `Deferred` until `settle`."""
        return {
            metric.id: self._ask(metric, metrics or {}, runtime_configuration)
            for metric in metrics_to_resolve
        }

    def settle(self, metrics: Mapping[Any, Any]) -> dict[Any, Any]:
        """The same metrics with every `Deferred` replaced by its value: one collect for all."""
        waiting = {i: value for i, value in metrics.items() if isinstance(value, Deferred)}
        return dict(metrics) | (self._collect(waiting) if waiting else {})

    def _ask(self, metric: Any, done: Mapping[Any, Any], runtime: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 # metric values are of any type
        needed = self._get_computed_metric_evaluation_dependencies_by_metric_name(metric, done)
        broken = [value for value in needed.values() if isinstance(value, Broken)]
        if broken:
            return broken[0]
        provider_class, provider = get_metric_provider(metric.metric_name, self)
        try:
            return provider(
                cls=provider_class,
                execution_engine=self,
                metric_domain_kwargs=metric.metric_domain_kwargs,
                metric_value_kwargs=metric.metric_value_kwargs,
                metrics=needed,
                runtime_configuration=runtime,
            )
        except Exception as why:  # noqa: BLE001 # a rule's own mistake must fail only that rule
            return Broken(str(why))

    def _collect(self, waiting: Mapping[Any, Deferred]) -> dict[Any, Any]:
        rules = {id(deferred.failing): deferred.failing for deferred in waiting.values()}
        found = self._positions(rules)
        return {
            metric_id: where
            if isinstance(where := found[id(deferred.failing)], Broken)
            else deferred.finish(self.rows, where)
            for metric_id, deferred in waiting.items()
        }

    def _positions(self, rules: Mapping[int, Failing]) -> dict[int, pl.Series | Broken]:
        """Failing positions of each rule; together if they can be, else each alone."""
        self.collects += 1
        try:
            found = self.rows.lazy().select(
                rule.mask.arg_true().implode().alias(str(name)) for name, rule in rules.items()
            )
            positions = found.collect().row(0)
            return {
                name: _refined(rule, self.rows, at)
                for (name, rule), at in zip(rules.items(), positions, strict=True)
            }
        except Exception as why:  # noqa: BLE001 # Polars raises many kinds; the rule is at fault
            if len(rules) == 1:
                return {next(iter(rules)): Broken(str(why).splitlines()[0])}
            alone = (self._positions({name: rule}) for name, rule in rules.items())
            return functools.reduce(operator.or_, alone)


def _refined(rule: Failing, rows: pl.DataFrame, at: Sequence[int]) -> pl.Series:
    positions = pl.Series(at, dtype=pl.UInt32)
    return rule.refine(rows, positions) if rule.refine and len(positions) else positions


_COMPARE: Mapping[Operator, Callable[[Any, Any], Any]] = {
    Operator.EQUAL: operator.eq,
    Operator.NOT_EQUAL: operator.ne,
    Operator.LESS_THAN: operator.lt,
    Operator.LESS_THAN_OR_EQUAL: operator.le,
    Operator.GREATER_THAN: operator.gt,
    Operator.GREATER_THAN_OR_EQUAL: operator.ge,
}


def target_columns(domain: Mapping[str, Any]) -> list[str]:
    """The columns an expectation's domain names."""
    if domain.get("column"):
        return [domain["column"]]
    return list(domain.get("column_list") or (domain["column_A"], domain["column_B"]))


def _ignored(domain: Mapping[str, Any]) -> Iterable[pl.Expr]:
    """`ignore_row_if` as a condition on the rows that stay."""
    match domain.get("ignore_row_if"):
        case "both_values_are_missing" | "all_values_are_missing":
            yield ~pl.all_horizontal(pl.col(c).is_null() for c in target_columns(domain))
        case "either_value_is_missing" | "any_value_is_missing":
            yield ~pl.any_horizontal(pl.col(c).is_null() for c in target_columns(domain))
