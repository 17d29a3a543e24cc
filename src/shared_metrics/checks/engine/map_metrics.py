"""What Great Expectations' metrics mean on Polars: one boolean expression of failing rows each."""

import functools
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import polars as pl
from great_expectations.core.metric_function_types import (
    MetricFunctionTypes,
    MetricPartialFunctionTypes,
)
from great_expectations.expectations import metrics as gx_metrics
from great_expectations.expectations.metrics.table_metrics.table_column_types import ColumnTypes
from great_expectations.expectations.metrics.table_metrics.table_columns import TableColumns
from great_expectations.expectations.metrics.table_metrics.table_row_count import TableRowCount
from great_expectations.expectations.registry import register_metric

from shared_metrics.checks.engine.polars_engine import (
    Deferred,
    Failing,
    PolarsExecutionEngine,
    target_columns,
)


# -- table metrics ---
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


# -- map metrics: one boolean expression per rule ---
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
        columns = target_columns(metric_domain_kwargs)
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
        finish = _values(
            target_columns(metric_domain_kwargs), pair="column_A" in metric_domain_kwargs
        )
        return Deferred(metrics["unexpected_condition"], finish)

    def _unexpected_index_query(self, metrics: Mapping[str, Any], **_: object) -> str:
        return f"rows.filter({metrics['unexpected_condition'].mask})"


# -- what each rule means on Polars ---
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


def register_metrics() -> None:
    """Tell Great Expectations how each metric is answered on Polars."""
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
