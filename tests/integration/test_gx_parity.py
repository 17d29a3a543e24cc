"""Great Expectations on Polars and on pandas must agree: the gate for every upgrade of either.

One difference is wanted: in a row condition an unknown value meets no comparison, as in SQL and
in GX's other engines; pandas lets it meet `!=`.
"""

import csv
import datetime as dt
import random

import great_expectations as gx
import polars as pl
import pytest
from sample_data.make_bad import as_csv, bad_files, good_rows

from checking_factories import TODAY, make_column, make_contract, read_text, shipped
from shared_metrics.checks.judged import JudgedTable, ready_suite
from shared_metrics.checks.typed import type_table
from shared_metrics.checks.whose import row_periods
from shared_metrics.contracts.model import Breakdown, Contract, Rule
from shared_metrics.findings import Level
from shared_metrics.periods import Period

CONTRACTS = (
    "workforce_placements", "stem_participation", "congestion",
    "community_workforce", "community_stem", "community_congestion",
)  # fmt: skip
STRANGE = (
    "n/a", "-", "", "x", "<5", "1e5", "12 people", "-7", "999999999", "1,234", "0.005", "24,5",
    "Nov-11", "wimen", "NaN", "2026-13", "Mar-26", "\u00fcber",
)  # fmt: skip


def pandas_verdicts(frame: pl.DataFrame, suite: gx.ExpectationSuite):
    """Success and failing positions of every expectation, by GX's own pandas engine."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("p").add_dataframe_asset("a")
    batch = asset.add_batch_definition_whole_dataframe("b")
    as_pandas = frame.to_pandas(use_pyarrow_extension_array=False).astype(object)
    as_pandas = as_pandas.where(as_pandas.notna(), None).infer_objects()
    for name, kind in frame.schema.items():
        if kind == pl.Int64:
            as_pandas[name] = as_pandas[name].astype("float64")  # small whole numbers: exact
    fresh = gx.ExpectationSuite(
        name="fresh",
        expectations=[c.to_domain_obj() for c in suite.expectation_configurations],
    )
    found = batch.get_batch({"dataframe": as_pandas}).validate(
        fresh, result_format={"result_format": "COMPLETE", "return_unexpected_index_query": False}
    )
    return sorted(_verdict(result) for result in found.results)


def _verdict(result):
    listed = result.result.get("unexpected_index_list") or []
    return (
        result.expectation_config.meta["rule"],
        result.expectation_config.meta["columns"],
        bool(result.success),
        sorted({int(row) for row in listed}),
    )


def assert_same_verdicts(text: str, contract: Contract):
    typed = type_table(read_text(text, contract), contract)
    table = JudgedTable(typed, contract, row_periods(typed, contract, None, TODAY).texts)
    ready = ready_suite(contract)
    ours = sorted(_verdict(result) for result in table.validate(ready).results)
    assert ours == pandas_verdicts(table.frame(ready.built), ready.built.suite)
    return ours


def made_up(contract: Contract, lines: int, faults: float, seed: int) -> str:
    """A table of the contract; `faults` is the part of its cells that is replaced."""
    dice = random.Random(seed)  # noqa: S311 # the same table each time
    names = [column.name for column in contract.columns]
    rows = [[_cell(column, contract, dice) for column in contract.columns] for _ in range(lines)]
    for row in rows:
        for at in range(len(row)):
            if dice.random() < faults:
                row[at] = dice.choice(STRANGE)
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in [names, *rows])


def _cell(column, contract: Contract, dice: random.Random) -> str:
    if column.name in contract.period_source.columns:
        first = Period.of(dt.date(2024, 1, 1), contract.period_kind)
        return (first + dice.randrange(4)).text
    if column.enum:
        return dice.choice([value.value for value in column.enum])
    if column.is_number:
        return str(dice.randrange(60)) if dice.random() < 0.9 else ""
    return "2026-07-01" if column.type == "date" else dice.choice(["Census", "State", "A b c"])


@pytest.mark.parametrize("faults", [0, 0.3])
@pytest.mark.parametrize("contract_id", CONTRACTS)
def test_every_shipped_suite_gives_the_same_verdict_on_both_engines(contract_id, faults):
    """Same success and same failing rows per expectation, on clean and on dirty tables."""
    contract = shipped(contract_id)
    verdicts = assert_same_verdicts(made_up(contract, 60, faults, seed=7), contract)
    assert any(rows for *_, rows in verdicts), "the table should break some rule"
    assert not all(rows for *_, rows in verdicts), "and keep another"


@pytest.mark.parametrize("contract_id", CONTRACTS)
def test_every_sample_fault_gives_the_same_verdict_on_both_engines(contract_id):
    """All rows of a contract's good and bad sample files, in one table, judge alike on both."""
    rows = good_rows(contract_id)
    header = rows[0]
    for bad in bad_files():
        if bad.contract == contract_id and bad.kind == "csv" and bad.content[:2] != b"\x1f\x8b":
            more = list(csv.reader(bad.content.decode("utf-8").replace("\0", "").splitlines()))
            rows += [row for row in more[1:] if more[0] == header and len(row) == len(header)]
    assert_same_verdicts(as_csv(rows).decode(), shipped(contract_id))


def rule(name, expectation, columns, **kwargs):
    return Rule(name, Level.FIX, "?", None, expectation, kwargs, columns)


EVERY_RULE = make_contract(
    make_column("site", "string", required=True, pattern="^[a-z]+$", min_length=2, max_length=6),
    make_column("group", "string", enum=("all", "p", "q")),
    make_column("code", "string", unique=True),
    make_column("a", minimum=1, maximum=40),
    make_column("b", "number", scale=2, exclusive_minimum=0, exclusive_maximum=30),
    make_column("day", "date"),
    make_column("yes", "boolean"),
    key=("site", "group"),
    breakdowns=(Breakdown("group", "all", ("p", "q"), exclusive=True, exhaustive=True),),
    rules=(
        rule("pair", "expect_column_pair_values_a_to_be_greater_than_b", ("a", "b"),
             column_A="a", column_B="b"),
        rule("pair_or_equal", "expect_column_pair_values_a_to_be_greater_than_b", ("a", "b"),
             column_A="a", column_B="b", or_equal=True, ignore_row_if="either_value_is_missing"),
        rule("same", "expect_column_pair_values_to_be_equal", ("a", "b"),
             column_A="a", column_B="b", ignore_row_if="both_values_are_missing"),
        rule("one_of", "expect_column_values_to_be_in_set", ("b",),
             column="b", value_set=[1, 2.5, 7]),
        rule("filled", "expect_column_values_to_not_be_null", ("b", "a", "group"),
             column="b", row_condition="a > 10 and group == 'all'"),
        rule("range_of_some", "expect_column_values_to_be_between", ("a", "b"),
             column="a", max_value=20, row_condition="b is not null"),
        rule("sum", "expect_multicolumn_sum_to_equal", ("a", "b"),
             column_list=["a", "b"], sum_total=20, ignore_row_if="any_value_is_missing"),
        rule("enough", "expect_table_row_count_to_be_between", (), min_value=10, max_value=25),
        rule("lengths", "expect_column_value_lengths_to_be_between", ("code",),
             column="code", min_value=1, max_value=3),
        rule("looks", "expect_column_values_to_match_regex", ("code",),
             column="code", regex="^[0-9]", row_condition="group != 'all' and group is not null"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_every_supported_rule_gives_the_same_verdict_on_both_engines(seed):
    """Generated tables of every type, with and without conditions, judge alike on both."""
    dice = random.Random(seed)  # noqa: S311 # the same table each time
    head = "period,site,group,code,a,b,day,yes"
    lines = [
        ",".join(
            (
                f"2026-0{dice.randint(1, 6)}",
                dice.choice(["north", "south", "S", "toolong", "", "x1"]),
                dice.choice(["all", "p", "q", "r", ""]),
                dice.choice(["1", "2b", "abcd", "", str(dice.randint(0, 99))]),
                dice.choice(["", "0", "50", str(dice.randint(0, 45)), "n/a"]),
                dice.choice(["", "2.5", "30", "0", f"{dice.randint(0, 4000) / 100}"]),
                dice.choice(["2026-01-02", "", "soon"]),
                dice.choice(["yes", "no", "", "perhaps"]),
            )
        )
        for _ in range(30)
    ]
    verdicts = assert_same_verdicts("\n".join([head, *lines]), EVERY_RULE)
    assert sum(not success for *_, success, _ in verdicts) > 8


def test_an_empty_table_is_judged_alike_on_both_engines():
    """Without a row only the number of rows can be wrong."""
    verdicts = assert_same_verdicts("period,site,group,code,a,b,day,yes", EVERY_RULE)
    assert [name for name, _, success, _ in verdicts if not success] == ["enough"]
