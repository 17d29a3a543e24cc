"""One expectation planned ahead: the metrics it needs, and its own verdict on them."""

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any, ClassVar

from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.validator.metrics_calculator import MetricsCalculator

from shared_metrics.checks.engine.polars_engine import BATCH, Broken, PolarsExecutionEngine

RESULT_FORMAT = {"result_format": "COMPLETE"}


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


def in_order(planned: Sequence[Planned]) -> tuple[Any, ...]:
    """Every metric the expectations need, each once, after those it is made of."""
    edges = {edge.id: edge for each in planned for edge in each.edges}
    needs: dict[Any, set[Any]] = {}
    metrics: dict[Any, Any] = {}
    for edge in edges.values():
        for metric in (edge.left, edge.right):
            if metric is not None:
                metrics.setdefault(metric.id, metric)
                needs.setdefault(metric.id, set())
        if edge.right is not None:
            needs[edge.left.id].add(edge.right.id)
            if edge.left.metric_dependencies:
                metrics[edge.left.id] = edge.left
    return tuple(metrics[i] for i in TopologicalSorter(needs).static_order())


def resolve(metrics: Sequence[Any], engine: PolarsExecutionEngine) -> Mapping[Any, Any]:
    """Every metric's value by id; `metrics` as `in_order` gives them."""
    values: dict[Any, Any] = {}
    for metric in metrics:
        values |= engine.resolve_metrics((metric,), values)
    return engine.settle(values)
