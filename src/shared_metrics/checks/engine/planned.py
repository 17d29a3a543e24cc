"""One expectation planned ahead: the metrics it needs, and its own verdict on them."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.validator.metrics_calculator import MetricsCalculator
from great_expectations.validator.validation_graph import ValidationGraph

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


def resolve(planned: Sequence[Planned], engine: PolarsExecutionEngine) -> Mapping[Any, Any]:
    """Every metric the expectations need, by id."""
    edges = [edge for each in planned for edge in each.edges]
    graph = ValidationGraph(engine, edges)
    metrics, _ = graph.resolve(runtime_configuration={}, show_progress_bars=False)
    return engine.settle(metrics)
