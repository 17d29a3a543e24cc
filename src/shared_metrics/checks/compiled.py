"""A suite planned once and run many times, from any thread: nothing is shared between runs."""

import great_expectations as gx
import polars as pl
from great_expectations.core.expectation_validation_result import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
)

from shared_metrics.checks.engine import Planned, PolarsExecutionEngine, in_order, resolve


class CompiledSuite:
    """A stock `ExpectationSuite`, ready to judge any number of frames.

    An expectation that cannot even be planned is kept as a result that says so.
    """

    def __init__(self, suite: gx.ExpectationSuite) -> None:
        self.name = suite.name
        self._planned: list[Planned | ExpectationValidationResult] = []
        for configuration in suite.expectation_configurations:
            try:
                self._planned.append(Planned(configuration))
            except Exception as why:  # noqa: BLE001 # one bad rule must not stop the others
                self._planned.append(_not_planned(configuration, why))
        self._metrics = in_order([p for p in self._planned if isinstance(p, Planned)])

    def validate(
        self, rows: pl.DataFrame, engine: PolarsExecutionEngine | None = None
    ) -> ExpectationSuiteValidationResult:
        """GX's own result for `rows`, every failing position listed. A new engine each call."""
        engine = engine or PolarsExecutionEngine()
        engine.load_rows(rows)
        try:
            metrics = resolve(self._metrics, engine)
            results = [
                p.judge(engine, metrics) if isinstance(p, Planned) else p for p in self._planned
            ]
        finally:
            engine.let_go()
        return _suite_result(self.name, results)


def _not_planned(configuration: object, why: Exception) -> ExpectationValidationResult:
    told = {"raised_exception": True, "exception_message": str(why), "exception_traceback": None}
    return ExpectationValidationResult(
        success=False, expectation_config=configuration, exception_info=told
    )


def _suite_result(
    name: str, results: list[ExpectationValidationResult]
) -> ExpectationSuiteValidationResult:
    passed = sum(bool(result.success) for result in results)
    statistics = {
        "evaluated_expectations": len(results),
        "successful_expectations": passed,
        "unsuccessful_expectations": len(results) - passed,
        "success_percent": 100 * passed / len(results) if results else None,
    }
    return ExpectationSuiteValidationResult(
        suite_name=name,
        results=results,
        success=passed == len(results),
        statistics=statistics,
        meta={},
    )
