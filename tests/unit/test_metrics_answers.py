import json
import subprocess
import sys
from decimal import Decimal

import polars as pl
import pytest

from measuring_factories import PARTNERS, contract, metric, number, observations, on_engine, term
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics import Question, answer_rows, measure, overlap_note, plain_number

BIG = contract(number("big", scale=9), number("other", scale=9), number("people", counts="people"))
TOO_LARGE = metric(term("big", "other"))
ROWS = "partner | period | big | other | people\neast | 2026-01 | {} | {} | 3"


def answer(described, big, other, engine="polars"):
    rows = on_engine(engine, observations(ROWS.format(big, other), BIG))
    return measure(rows, described, BIG, Question(), PARTNERS)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(
    ("big", "other", "numerator"),
    [
        ("1", "1", "1"),
        ("3.037000499", "1", "3.037000499"),
        ("3.037000501", "3.037000500", "9.223372040037250500"),
        ("9223372036.854775807", "1000000000", "9223372036854775807.000000000000000000"),
        ("-9223372036.854775807", "1000000000", "-9223372036854775807.000000000000000000"),
    ],
)
def test_sums_are_exact_on_both_sides_of_64_bits(engine, big, other, numerator):
    """Just below, just above and far above 2^63 scaled units: the same exact decimal."""
    table = answer(TOO_LARGE, big, other, engine)
    assert table["numerator"].to_list() == [Decimal(numerator)]
    assert table.schema["numerator"] == pl.Decimal(38, 18)


def test_what_might_not_fit_38_digits_is_refused():
    """Beyond 38 digits there is no sum, rather than a wrong one."""
    with pytest.raises(CallersMistake) as caught:
        answer(metric(term("big", "other", "other")), "9223372036.1", "9223372036.1")
    assert caught.value.code == "too_large"


def test_the_table_has_the_columns_promised():
    """By columns as text, two exact decimals, a float and two counts."""
    rows = on_engine("polars", observations(ROWS.format("1", "2"), BIG))
    table = measure(rows, metric(term("big")), BIG, Question(by=("period", "sector")), PARTNERS)
    assert dict(table.schema) == {
        "period": pl.String,
        "sector": pl.String,
        "numerator": pl.Decimal(38, 9),
        "denominator": pl.Decimal(38, 0),
        "value": pl.Float64,
        "partners": pl.Int64,
        "missing": pl.Int64,
    }


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        (Decimal("812.500"), 812.5),
        (Decimal("812.000"), 812),
        (Decimal("0.1"), 0.1),
        (Decimal("1E+2"), 100),
        (Decimal("-0.25"), -0.25),
        (Decimal(9007199254740993), 9007199254740993),
        (Decimal("9007199254740993.5"), "9007199254740993.5"),
        (Decimal("0.12345678901234567890"), "0.1234567890123456789"),
        (None, None),
    ],
)
def test_exact_decimals_survive_json(number, plain):
    """What JSON writes is the decimal itself, digit for digit."""
    assert plain_number(number) == plain
    if number is not None:
        written = json.dumps(plain_number(number)).strip('"')
        assert Decimal(written) == number


def test_rows_for_machines_keep_order_and_names():
    """One dict per row, in the table's order; what is not known is null."""
    table = answer(metric(term("big"), term("people")), "1.5", "0")
    assert answer_rows(table) == [
        {"numerator": 1.5, "denominator": 3, "value": 0.5, "partners": 1, "missing": 0}
    ]


@pytest.mark.parametrize(
    ("counts", "overlap", "note"),
    [
        ("people", "possible", "A person helped by two partners may count twice."),
        ("people", "unknown", "A person helped by two partners may count twice."),
        ("people", "none", None),
        (
            "enrolments",
            "possible",
            "Counts enrollments: a person enrolled with two partners counts twice.",
        ),
        ("events", "unknown", None),
    ],
)
def test_who_may_be_counted_twice_is_said(counts, overlap, note):
    """A total over partners says so where one person may be in it twice."""
    under = contract(number("placed", counts=counts, overlap=overlap))
    assert overlap_note(metric(term("placed")), under) == note


def test_a_mean_of_people_placed_is_weighed_with_them_too():
    """In a weighted mean the people weighed with may overlap, not the wages."""
    under = contract(
        number("wage", scale=2, counts="amount", overlap="unknown", over_partners=False),
        number("placed", counts="people", overlap="possible"),
    )
    wage = metric(term("wage", "placed"), term("placed"), kind="weighted_mean")
    assert overlap_note(wage, under) == "A person helped by two partners may count twice."


def test_measuring_imports_neither_the_judge_nor_the_screen():
    """`measure` starts fast: no Great Expectations, Streamlit, Altair, pandas or DuckDB."""
    code = (
        "import sys, shared_metrics.metrics;"
        "heavy = {'great_expectations', 'streamlit', 'altair', 'pandas', 'duckdb'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
