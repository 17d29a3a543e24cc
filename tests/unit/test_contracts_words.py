"""How headers, values and row conditions are read."""
# ruff: noqa: E501 - tables of cases are read as they stand

from decimal import Decimal

import pytest

from shared_metrics.contracts import Comparison, header_key, parse_condition, value_key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Follow-up due", "followupdue"),
        ("follow_up_due", "followupdue"),
        ("  FOLLOW UP  DUE: ", "followupdue"),
        ("Année", "annee"),
        ("Straße", "strasse"),
        ("１２", "12"),
        ("月", "月"),
        ("—", ""),
    ],
)
def test_headers_compare_without_case_accents_and_punctuation(written: str, key: str) -> None:
    """Two headers mean the same when only letters and digits are compared."""
    assert header_key(written) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("SR 87", "sr 87"),
        ("sr_87", "sr 87"),
        (" Sr–87 ", "sr 87"),
        ("55_plus", "55 plus"),
        ("<5", "<5"),
        ("5", "5"),
    ],
)
def test_values_compare_without_case_and_joints(written: str, key: str) -> None:
    """Two cells name the same value when only case and what joins words differ."""
    assert value_key(written) == key


@pytest.mark.parametrize(
    ("written", "comparisons"),
    [
        ("placed > 0", [Comparison("placed", ">", Decimal(0))]),
        ("placed>=-0.5", [Comparison("placed", ">=", Decimal("-0.5"))]),
        ('gender == "all"', [Comparison("gender", "==", "all")]),
        ("gender != 'a b'", [Comparison("gender", "!=", "a b")]),
        ('col("placed") < 10', [Comparison("placed", "<", Decimal(10))]),
        ("wage is null", [Comparison("wage", "is null", None)]),
        (
            "wage is  not null and placed <= 3",
            [Comparison("wage", "is not null", None), Comparison("placed", "<=", Decimal(3))],
        ),
        ("a == 1 and b == 2", [Comparison("a", "==", Decimal(1)), Comparison("b", "==", Decimal(2))]),
    ],
)  # fmt: skip
def test_row_conditions(written: str, comparisons: list[Comparison]) -> None:
    """A condition is comparisons joined by `and`."""
    assert list(parse_condition(written)) == comparisons


@pytest.mark.parametrize(
    "written",
    ["", "placed", "placed >", "placed > x", "placed > 0 or b > 1", "placed > 0 and", "1 > placed",
     "placed > 0)", "__import__('os')", "placed > 1e3 and", "a == 'x", "a > 0 and and b > 1"],
)  # fmt: skip
def test_what_is_not_a_condition(written: str) -> None:
    """Anything else is refused in a sentence; nothing is ever evaluated."""
    with pytest.raises(ValueError, match="is not a condition such as"):
        parse_condition(written)
