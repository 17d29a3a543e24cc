"""Great Expectations on Polars: an execution engine, its metrics, and how a suite is planned.

The only module that uses names Great Expectations does not promise to keep; parity tests against
its pandas engine guard them. Every rule is a boolean expression of *failing* rows; count, values
and row numbers all derive from the failing positions, and a whole suite is one `collect`. A rule
that cannot run becomes a `Broken` value, so it takes nothing else down with it.
"""

import functools
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import polars as pl
from great_expectations.core.batch import BatchData
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.core.metric_function_types import (
    MetricFunctionTypes,
    MetricPartialFunctionTypes,
)
from great_expectations.execution_engine import ExecutionEngine
from great_expectations.expectations import metrics as gx_metrics
from great_expectations.expectations.metrics.table_metrics.table_column_types import ColumnTypes
from great_expectations.expectations.metrics.table_metrics.table_columns import TableColumns
from great_expectations.expectations.metrics.table_metrics.table_row_count import TableRowCount
from great_expectations.expectations.registry import get_metric_provider, register_metric
from great_expectations.expectations.row_conditions import Operator, deserialize_row_condition
from great_expectations.validator.metrics_calculator import MetricsCalculator
from great_expectations.validator.validation_graph import ValidationGraph

BATCH = "upload"
RESULT_FORMAT = {"result_format": "COMPLETE"}


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
        """Metric values by id: what is known at once first, everything else in one collect."""
        known: dict[Any, Any] = {}
        waiting: dict[Any, Deferred] = {}
        for metric in metrics_to_resolve:
            value = self._ask(metric, metrics or {}, runtime_configuration)
            (waiting if isinstance(value, Deferred) else known)[metric.id] = value
        # what waits is asked for again when nothing else moves, so the suite is one collect
        return known or (self._collect(waiting) if waiting else {})

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


def _target(domain: Mapping[str, Any]) -> list[str]:
    """The columns an expectation's domain names."""
    if domain.get("column"):
        return [domain["column"]]
    return list(domain.get("column_list") or (domain["column_A"], domain["column_B"]))


def _ignored(domain: Mapping[str, Any]) -> Iterable[pl.Expr]:
    """`ignore_row_if` as a condition on the rows that stay."""
    match domain.get("ignore_row_if"):
        case "both_values_are_missing" | "all_values_are_missing":
            yield ~pl.all_horizontal(pl.col(c).is_null() for c in _target(domain))
        case "either_value_is_missing" | "any_value_is_missing":
            yield ~pl.any_horizontal(pl.col(c).is_null() for c in _target(domain))


# -- table metrics ---------------------------------------------------------------------------------
def _columns(execution_engine: PolarsExecutionEngine, **_: object) -> list[str]:
    return execution_engine.rows.columns


def _column_types(execution_engine: PolarsExecutionEngine, **_: object) -> list[dict[str, object]]:
    return [{"name": name, "type": kind} for name, kind in execution_engine.rows.schema.items()]


def _row_count(
    execution_engine: PolarsExecutionEngine, metric_domain_kwargs: Mapping[str, Any], **_: object
) -> int | Deferred:
    scope = execution_engine.scope(metric_domain_kwargs)
    return execution_engine.rows.height if scope is None else Deferred(Failing(scope), _count)


def _register(
    name: str,
    keys: tuple[tuple[str, ...], tuple[str, ...]],
    metric_class: Any,  # noqa: ANN401 # a GX metric class
    answer: Callable[..., Any],
    kind: Any = MetricFunctionTypes.VALUE,  # noqa: ANN401 # one of two GX enums
) -> None:
    def provider(**asked: Any) -> Any:  # noqa: ANN401 # one function per metric: GX tags it
        return answer(**asked)

    register_metric(name, *keys, PolarsExecutionEngine, metric_class, provider, kind)


# -- map metrics: one boolean expression per rule ---------------------------------------------------
def _count(_rows: pl.DataFrame, at: pl.Series) -> int:
    return len(at)


def _positions_of(_rows: pl.DataFrame, at: pl.Series) -> list[int]:
    return at.to_list()


def _values(columns: list[str], *, pair: bool) -> Callable[[pl.DataFrame, pl.Series], list[Any]]:
    def finish(rows: pl.DataFrame, at: pl.Series) -> list[Any]:
        if len(columns) == 1:
            return rows[columns[0]].gather(at).to_list()
        failing = rows.select(pl.col(columns).gather(at))
        return failing.rows() if pair else failing.to_dicts()

    return finish


class _MapMetric:
    """One of GX's map metrics, answered by `passes(columns, **arguments)`."""

    def __init__(self, gx_class: Any, passes: Callable[..., pl.Expr | Failing]) -> None:  # noqa: ANN401
        self.gx_class = gx_class
        self.passes = passes
        self.skips_blanks = getattr(gx_class, "filter_column_isnull", True)

    def register(self) -> None:
        """Tell GX how each metric of this name is computed on Polars."""
        name, domain = self.gx_class.condition_metric_name, self.gx_class.condition_domain_keys
        values = self.gx_class.condition_value_keys
        listed = (*values, "result_format")
        kind = MetricPartialFunctionTypes.MAP_CONDITION_FN
        _register(f"{name}.condition", (domain, values), self.gx_class, self._condition, kind)
        for suffix, keys, answer in (
            ("unexpected_count", values, self._unexpected_count),
            ("unexpected_values", listed, self._unexpected_values),
            ("unexpected_index_list", listed, self._unexpected_index_list),
            ("unexpected_index_query", listed, self._unexpected_index_query),
            ("filtered_row_count", listed, _row_count),
        ):
            _register(f"{name}.{suffix}", (domain, keys), self.gx_class, answer)

    def _condition(
        self,
        execution_engine: PolarsExecutionEngine,
        metric_domain_kwargs: Mapping[str, Any],
        metric_value_kwargs: Mapping[str, Any],
        **_: object,
    ) -> Failing:
        columns = _target(metric_domain_kwargs)
        absent = [column for column in columns if column not in execution_engine.rows.columns]
        if absent:
            raise LookupError(f"no column {', '.join(absent)}")
        keys = self.gx_class.condition_value_keys
        arguments = {k: v for k, v in (metric_value_kwargs or {}).items() if k in keys}
        rule = self.passes(columns, **arguments)
        failing = rule if isinstance(rule, Failing) else Failing(~rule.fill_null(value=False))
        scope = execution_engine.scope(metric_domain_kwargs)
        mask = failing.mask
        if len(columns) == 1 and self.skips_blanks:
            mask = mask & pl.col(columns[0]).is_not_null()
        return Failing(mask if scope is None else mask & scope, failing.refine)

    def _unexpected_count(self, metrics: Mapping[str, Any], **_: object) -> Deferred:
        return Deferred(metrics["unexpected_condition"], _count)

    def _unexpected_index_list(self, metrics: Mapping[str, Any], **_: object) -> Deferred:
        return Deferred(metrics["unexpected_condition"], _positions_of)

    def _unexpected_values(
        self, metrics: Mapping[str, Any], metric_domain_kwargs: Mapping[str, Any], **_: object
    ) -> Deferred:
        finish = _values(_target(metric_domain_kwargs), pair="column_A" in metric_domain_kwargs)
        return Deferred(metrics["unexpected_condition"], finish)

    def _unexpected_index_query(self, metrics: Mapping[str, Any], **_: object) -> str:
        return f"rows.filter({metrics['unexpected_condition'].mask})"


# -- what each rule means on Polars -----------------------------------------------------------------
def _between(
    columns: list[str],
    min_value: Any = None,  # noqa: ANN401 # a number or a date
    max_value: Any = None,  # noqa: ANN401 # as above
    strict_min: bool | None = None,
    strict_max: bool | None = None,
) -> pl.Expr:
    return _within(pl.col(columns[0]), min_value, max_value, strict_min, strict_max)


def _length_between(
    columns: list[str],
    min_value: int | None = None,
    max_value: int | None = None,
    strict_min: bool | None = None,
    strict_max: bool | None = None,
) -> pl.Expr:
    length = pl.col(columns[0]).str.len_chars()
    return _within(length, min_value, max_value, strict_min, strict_max)


def _within(
    measured: pl.Expr,
    min_value: Any,  # noqa: ANN401 # a number or a date
    max_value: Any,  # noqa: ANN401 # as above
    strict_min: bool | None,
    strict_max: bool | None,
) -> pl.Expr:
    inside = pl.lit(value=True)
    if min_value is not None:
        inside = inside & (measured > min_value if strict_min else measured >= min_value)
    if max_value is not None:
        inside = inside & (measured < max_value if strict_max else measured <= max_value)
    return inside


def _unique(columns: list[str]) -> Failing:
    """Candidates by 64-bit hash in one cheap pass, then exactly among the candidates."""

    def exact(rows: pl.DataFrame, at: pl.Series) -> pl.Series:
        candidates = rows.select(pl.col(columns).gather(at))
        return at.filter(candidates.is_duplicated())

    hashed = (pl.col(column).hash(seed=n) for n, column in enumerate(columns, 1))
    return Failing(functools.reduce(operator.xor, hashed).is_duplicated(), exact)


def _unique_within_row(columns: list[str]) -> pl.Expr:
    listed = pl.concat_list(columns)
    return listed.list.n_unique() == len(columns)


def _greater(columns: list[str], *, or_equal: bool | None = None) -> pl.Expr:
    first, second = map(pl.col, columns)
    return first >= second if or_equal else first > second


def _pair_in(columns: list[str], value_pairs_set: Iterable[Sequence[Any]]) -> pl.Expr:
    first, second = map(pl.col, columns)
    pairs = [first.eq_missing(a) & second.eq_missing(b) for a, b in value_pairs_set]
    return pl.any_horizontal(pairs)


_MAP_METRICS: tuple[_MapMetric, ...] = tuple(
    _MapMetric(gx_class, passes)
    for gx_class, passes in (
        (gx_metrics.ColumnValuesNonNull, lambda c: pl.col(c[0]).is_not_null()),
        (gx_metrics.ColumnValuesNull, lambda c: pl.col(c[0]).is_null()),
        (
            gx_metrics.ColumnValuesInSet,
            lambda c, value_set=None: pl.col(c[0]).is_in(list(value_set)),
        ),
        (
            gx_metrics.ColumnValuesNotInSet,
            lambda c, value_set=None: ~pl.col(c[0]).is_in(list(value_set)),
        ),
        (gx_metrics.ColumnValuesBetween, _between),
        (gx_metrics.ColumnValuesValueLength, _length_between),
        (
            gx_metrics.ColumnValuesValueLengthEquals,
            lambda c, value: pl.col(c[0]).str.len_chars() == value,
        ),
        (gx_metrics.ColumnValuesMatchRegex, lambda c, regex: pl.col(c[0]).str.contains(regex)),
        (
            gx_metrics.ColumnValuesNotMatchRegex,
            lambda c, regex: ~pl.col(c[0]).str.contains(regex),
        ),
        (gx_metrics.ColumnValuesUnique, _unique),
        (gx_metrics.CompoundColumnsUnique, _unique),
        (gx_metrics.SelectColumnValuesUniqueWithinRecord, _unique_within_row),
        (
            gx_metrics.MulticolumnSumEqual,
            lambda c, sum_total: pl.sum_horizontal(c, ignore_nulls=False) == sum_total,
        ),
        (gx_metrics.ColumnPairValuesAGreaterThanB, _greater),
        (gx_metrics.ColumnPairValuesEqual, lambda c: pl.col(c[0]) == pl.col(c[1])),
        (gx_metrics.ColumnPairValuesInSet, _pair_in),
    )
)


def _register_all() -> None:
    for name, gx_class, answer in (
        ("table.columns", TableColumns, _columns),
        ("table.column_types", ColumnTypes, _column_types),
        ("table.row_count", TableRowCount, _row_count),
    ):
        _register(name, (gx_class.domain_keys, gx_class.value_keys), gx_class, answer)
    lengths = gx_metrics.ColumnValuesValueLength
    keys = (lengths.condition_domain_keys, ())
    _register("column_values.value_length.map", keys, lengths, lambda **_: "lengths")
    for metric in _MAP_METRICS:
        metric.register()


_register_all()


# -- planning and judging one expectation ------------------------------------------------------------
class Planned:
    """One expectation, the metrics it needs and where they are in the graph."""

    _runtime: ClassVar[dict[str, Any]] = {"result_format": RESULT_FORMAT, "catch_exceptions": True}

    def __init__(self, configuration: Any) -> None:  # noqa: ANN401 # a GX configuration
        engine = PolarsExecutionEngine()
        configuration.kwargs["batch_id"] = BATCH
        self.configuration = configuration
        self.expectation = configuration.to_domain_obj()
        needed = self.expectation.get_validation_dependencies(engine, dict(self._runtime))
        self.result_format = needed.result_format
        self.metric_ids = {name: m.id for name, m in needed.metric_configurations.items()}
        calculator = MetricsCalculator(engine, show_progress_bars=False)
        self.edges = calculator.build_metric_dependency_graph(
            metric_configurations=needed.get_metric_configurations(),
            runtime_configuration=dict(self._runtime),
        ).edges

    def judge(
        self, engine: PolarsExecutionEngine, metrics: Mapping[Any, Any]
    ) -> ExpectationValidationResult:
        """The expectation's own verdict on the metrics found."""
        found = {
            name: metrics.get(i, Broken("not computed")) for name, i in self.metric_ids.items()
        }
        broken = [value for value in found.values() if isinstance(value, Broken)]
        if broken:
            return self._could_not_run(broken[0].why)
        try:
            verdict = self.expectation._validate(  # noqa: SLF001 # GX offers no public way
                metrics=found,
                runtime_configuration={"result_format": self.result_format},
                execution_engine=engine,
            )
        except Exception as why:  # noqa: BLE001 # a rule's own mistake must fail only that rule
            return self._could_not_run(str(why))
        result = ExpectationValidationResult(**verdict) if isinstance(verdict, dict) else verdict
        result.expectation_config = self.configuration
        return result

    def _could_not_run(self, why: str) -> ExpectationValidationResult:
        told = {"raised_exception": True, "exception_message": why, "exception_traceback": None}
        return ExpectationValidationResult(
            success=False, expectation_config=self.configuration, exception_info=told
        )


def resolve(planned: Sequence[Planned], engine: PolarsExecutionEngine) -> Mapping[Any, Any]:
    """Every metric the expectations need, by id."""
    edges = [edge for each in planned for edge in each.edges]
    graph = ValidationGraph(engine, edges)
    metrics, _ = graph.resolve(runtime_configuration={}, show_progress_bars=False)
    return dict(metrics)
