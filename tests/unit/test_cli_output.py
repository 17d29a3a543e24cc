import json
from decimal import Decimal

import pytest

from shared_metrics.cli import output


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("12.50", "12.5"),
        ("12.00", "12"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("0.1", "0.1"),
        ("-0.05", "-0.05"),
        ("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"),
    ],
)
def test_a_decimal_is_written_with_all_its_digits_and_no_exponent(number, text):
    """A Decimal is printed digit for digit: no exponent, no idle zeros, no float."""
    assert output.plain(Decimal(number)) == text
    assert output.json_text({"sum": Decimal(number)}) == '{\n  "sum": ' + text + "\n}"


def test_text_that_looks_like_a_number_stays_text():
    """Only Decimals become bare numbers; a text of digits keeps its quotes."""
    assert json.loads(output.json_text(["12", Decimal(12), "a\u0000b"])) == ["12", 12, "a\u0000b"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_a_spreadsheet_would_run_gets_an_apostrophe(text):
    """Text that begins like a formula is made harmless before it leaves."""
    assert output.without_formula(text) == f"'{text}"


def test_other_text_is_left_alone():
    """A guard against formulas changes nothing else."""
    assert output.without_formula("Wool & Co = 3") == "Wool & Co = 3"
    assert output.without_formula("") == ""


def test_columns_are_as_wide_as_their_widest_cell():
    """A table for people lines up: text at the left, numbers at the right, no trailing blanks."""
    table = output.aligned(["who", "n"], [["one", "5"], ["fifteen", "1,200"]], frozenset({1}))
    assert table.splitlines() == [
        "who          n",
        "one          5",
        "fifteen  1,200",
    ]


def test_counts_agree_with_their_noun():
    """One file, two files, 1,200 rows."""
    assert output.counted(1, "file") == "1 file"
    assert output.counted(1200, "row") == "1,200 rows"
    assert output.counted(2, "thing to fix", "things to fix") == "2 things to fix"
