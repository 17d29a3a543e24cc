import great_expectations as gx
import polars as pl
import pytest

from checking_factories import judged, make_column, make_contract, places, rows, rules_of
from shared_metrics.checks.compiled import CompiledSuite
from shared_metrics.checks.engine import PolarsExecutionEngine
from shared_metrics.checks.judged import ready_suite
from shared_metrics.checks.suite import contract_suite
from shared_metrics.contracts.model import Rule
from shared_metrics.findings import Level

A, B = make_column("a"), make_column("b", "number", scale=2)


def made(expectation, *, columns=("a", "b"), level=Level.FIX, **kwargs):
    rule = Rule("the_rule", level, "It is wrong.", "Mend it.", expectation, kwargs, columns)
    return make_contract(A, B, rules=(rule,))


PAIR = "expect_column_pair_values_a_to_be_greater_than_b"
EITHER = "either_value_is_missing"


def test_a_pair_of_different_scales_is_compared_as_numbers():
    """42 whole people and 42.01 are compared as numbers, not as stored digits."""
    contract = made(PAIR, column_A="a", column_B="b", or_equal=True, ignore_row_if=EITHER)
    judgement = judged("period,a,b\n2026-03,42,42.00\n2026-04,42,42.01\n2026-05,1,", contract)
    assert places(judgement.findings) == [("the_rule", "C3")]
    (finding,) = judgement.findings
    assert finding.message == "It is wrong. B is 42.01, A is 42."
    assert finding.fix == "Mend it."


def test_bounds_are_brought_to_the_scale_of_the_column():
    """A bound between two steps of the scale keeps its meaning."""
    inside = make_column("b", "number", scale=1, minimum=None, maximum=None)
    rule = Rule(
        "r", Level.CHECK, "Unusual.", None, "expect_column_values_to_be_between",
        {"column": "b", "min_value": 0.25, "max_value": 9.99}, ("b",),
    )  # fmt: skip
    contract = make_contract(inside, rules=(rule,))
    text = "period,b\n2026-01,0.2\n2026-02,0.3\n2026-03,9.9\n2026-04,10.0"
    assert places(judged(text, contract).findings) == [("r", "B2"), ("r", "B5")]


CONDITIONS = rows("""
    condition           | failing
    --------------------+--------
    a > 0               | C3
    a >= 0              | C2,C3
    b is null           | C2,C3,C4
    a == 0              | C2
    a != 0              | C3
    a > 0 and a < 5     |
    col("a") > 0        | C3
""")[1:]


@pytest.mark.parametrize(("condition", "failing"), CONDITIONS)
def test_a_rule_looks_only_at_the_rows_of_its_condition(condition, failing):
    """Row conditions are judged on typed values; an unknown value meets no comparison."""
    contract = made(
        "expect_column_values_to_not_be_null", columns=("b", "a"), column="b",
        row_condition=condition,
    )  # fmt: skip
    judgement = judged("period,a,b\n2026-03,0,\n2026-04,7,\n2026-05,,\n2026-06,3,1", contract)
    assert [cell for _, cell in places(judgement.findings)] == [c for c in failing.split(",") if c]


def test_a_marked_cell_answers_a_rule_that_asks_for_it():
    """A declared missing mark satisfies required and not-null rules and breaks no comparison."""
    marked = make_column("a", required=True, missing_marks={"n/a": "not_collected"})
    rule = Rule(
        "pair", Level.FIX, "No.", None, PAIR, {"column_A": "a", "column_B": "b"}, ("a", "b")
    )
    contract = make_contract(marked, make_column("b"), rules=(rule,))
    assert not judged("period,a,b\n2026-03,n/a,5", contract).findings


def test_a_rule_is_not_judged_on_a_cell_that_did_not_type():
    """A cell with its own finding raises no second one from a rule over it."""
    contract = made(PAIR, column_A="a", column_B="b", or_equal=True)
    judgement = judged("period,a,b\n2026-03,x,5\n2026-04,1,5", contract)
    assert places(judgement.findings) == [("undeclared_mark", "B2"), ("the_rule", "C3")]


BAD_RULES = [
    ("expect_column_values_to_match_regex", {"column": "a", "regex": "("}),
    ("expect_column_values_to_match_regex", {"column": "period", "regex": "("}),
    ("expect_column_values_to_be_between", {"column": "a", "min_value": "low"}),
    ("expect_column_mean_to_be_between", {"column": "a", "min_value": 0}),
    ("expect_nothing_of_the_kind", {"column": "a"}),
    ("expect_column_values_to_not_be_null", {"column": "a", "row_condition": "a loves b"}),
]


@pytest.mark.parametrize(("expectation", "kwargs"), BAD_RULES)
def test_a_bad_rule_fails_only_itself(expectation, kwargs):
    """A rule that cannot run is told as such; every other rule is judged as always."""
    bad = Rule("bad", Level.FIX, "?", None, expectation, kwargs, ("a",))
    contract = make_contract(make_column("a", maximum=5), rules=(bad,))
    judgement = judged("period,a\n2026-03,9", contract)
    assert rules_of(judgement) == {"rule_could_not_run", "out_of_range"}


def test_every_failing_row_is_listed():
    """All failures are found, not the first twenty or two hundred."""
    contract = make_contract(make_column("a", maximum=5))
    lines = "\n".join(f"{2000 + n // 12}-{n % 12 + 1:02},9" for n in range(300))
    judgement = judged(f"period,a\n{lines}", contract)
    assert [f.line for f in judgement.findings] == list(range(2, 302))


def test_rows_that_repeat_another_name_each_other():
    """Both rows with the same key are told, each with the line of the other."""
    contract = make_contract(make_column("site", "string"), make_column("a"), key=("site",))
    text = "period,site,a\n2026-03,x,1\n2026-03,y,1\n2026-03,x,2\n2026-04,x,3"
    findings = judged(text, contract).findings
    assert [(f.rule, f.line) for f in findings] == [("duplicate_rows", 2), ("duplicate_rows", 4)]
    assert "line 4" in findings[0].message
    assert "line 2" in findings[1].message


def test_a_whole_suite_is_one_collect():
    """However many rules and conditions, Polars is asked once; no rule shares an engine."""
    rules = tuple(
        Rule(f"r{n}", Level.FIX, "?", None, "expect_column_values_to_not_be_null",
             {"column": "b", "row_condition": f"a > {n}"}, ("b", "a"))
        for n in range(5)
    )  # fmt: skip
    contract = make_contract(
        make_column("a", required=True, minimum=0, maximum=9, unique=True), B, rules=rules
    )
    engine = PolarsExecutionEngine()
    ready = ready_suite(contract)
    frame = pl.DataFrame(
        {"period": ["2026-03"], "period as written": ["2026-03"], "a": [1], "b": [2],
         "a as written": ["1"], "b as written": ["2"]}
    )  # fmt: skip
    result = ready.compiled.validate(frame, engine)
    assert result.success
    assert len(result.results) > 8
    assert engine.collects == 1


def test_a_compiled_suite_gives_great_expectations_own_result():
    """The result is GX's: statistics, success, unexpected values and positions."""
    within = gx.expectations.ExpectColumnValuesToBeBetween(column="a", max_value=2)
    suite = gx.ExpectationSuite(name="s", expectations=[within])
    result = CompiledSuite(suite).validate(pl.DataFrame({"a": [1, 3, None]}))
    assert isinstance(result, gx.core.ExpectationSuiteValidationResult)
    assert result.statistics["unsuccessful_expectations"] == 1
    assert result.results[0].result["unexpected_list"] == [3]
    assert result.results[0].result["unexpected_index_list"] == [1]


def test_a_suite_is_planned_once_for_a_contract():
    """The same contract text gets the same planned suite, another text its own."""
    first, second = make_contract(A), make_contract(B)
    assert ready_suite(first) is ready_suite(make_contract(A))
    assert ready_suite(first) is not ready_suite(second)


def test_every_expectation_of_a_contract_is_a_stock_one():
    """A contract compiles to built-in expectations only, each with our rule id."""
    contract = made(PAIR, column_A="a", column_B="b")
    for configuration in contract_suite(contract).suite.expectation_configurations:
        expectation = configuration.to_domain_obj()
        assert type(expectation).__module__.startswith("great_expectations.expectations.core")
        assert configuration.meta["rule"]
