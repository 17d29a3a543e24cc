import polars as pl
import pytest

from checking_factories import make_column, rows
from shared_metrics.checks.numbers import Separators, read_numbers

PLAIN = Separators(semicolons=False, decimal_comma_elsewhere=False)
SEMICOLONS = Separators(semicolons=True, decimal_comma_elsewhere=False)
COMMA_ELSEWHERE = Separators(semicolons=False, decimal_comma_elsewhere=True)


def read(cells, column, separators=PLAIN):
    return read_numbers(pl.Series("n", cells, dtype=pl.String), column, separators)


def outcome(cells, column, separators=PLAIN):
    """Each cell as what is stored, or as the rule of its problem."""
    typed = read(cells, column, separators)
    return [
        typed.problems[cell].rule if untyped else value
        for cell, value, untyped in zip(cells, typed.values, typed.untyped, strict=True)
    ]


READ_AS = rows("""
    written            | scale | stored
    -------------------+-------+---------------------
    42                 | 0     | 42
    -42                | 0     | -42
    +42                | 0     | 42
    −42                | 0     | -42
    007                | 0     | 7
    12.0               | 0     | 12
    12.               | 0     | 12
    1,234              | 0     | 1234
    1,234,567          | 0     | 1234567
    1'234              | 0     | 1234
    24.5               | 2     | 2450
    24.50              | 2     | 2450
    -0.5               | 2     | -50
    .5                 | 2     | 50
    1,234.56           | 2     | 123456
    1.234.567          | 0     | 1234567
    9223372036854775807| 0     | 9223372036854775807
    -9223372036854775807| 0    | -9223372036854775807
    0.123456789        | 9     | 123456789
""")[1:]


@pytest.mark.parametrize(("text", "scale", "stored"), READ_AS)
def test_a_well_formed_number_is_stored_exactly_at_its_scale(text, scale, stored):
    """A number is read exactly as value x 10^scale, whatever its harmless spelling."""
    assert outcome([text], make_column(kind="number", scale=int(scale))) == [int(stored)]


REFUSED = rows("""
    written     | rule
    ------------+---------------------
    NaN         | not_finite
    inf         | not_finite
    -Infinity   | not_finite
    12 13       | two_numbers
    12/13       | two_numbers
    12-13       | two_numbers
    12; 13      | two_numbers
    -           | undeclared_mark
    n/a         | undeclared_mark
    .           | undeclared_mark
    x           | undeclared_mark
    *           | undeclared_mark
    <5          | masked_count
    less than 5 | masked_count
    1e5         | scientific_notation
    1.2E+05     | scientific_notation
    １２        | other_digits
    ٣٤          | other_digits
    ½           | other_digits
    12 people   | words_in_number
    12k         | words_in_number
    about 12    | not_a_number
    ~12         | not_a_number
    twelve      | not_a_number
    (5)         | unit_not_declared
    $5          | unit_not_declared
    5%          | unit_not_declared
    1,23,456    | separators_misplaced
    1.2.3       | separators_misplaced
    =SUM(A1:A3) | formula
    #DIV/0!     | excel_error
    ####        | excel_error
    12.5        | not_whole
    99999999999999999999 | too_large
""")[1:]


@pytest.mark.parametrize(("text", "rule"), REFUSED)
def test_what_a_number_means_is_never_guessed(text, rule):
    """A text without one certain meaning is a finding with a hint, never a number."""
    typed = read([text], make_column())
    assert typed.problems[text].rule == rule
    assert typed.problems[text].fix
    assert typed.values.null_count() == 1


SEPARATORS = [
    # a column shows decimal commas only: they are read so, and said
    (["24,50", "7,25"], PLAIN, [2450, 725]),
    # a lone dot before three digits could then be thousands
    (["24,50", "1.234"], PLAIN, [2450, "ambiguous_number"]),
    (["1.234,50", "7,25"], PLAIN, [123450, 725]),
    # dots and commas both as decimal signs: the rarer side is told, both when even
    (["24.50", "24.75", "23,75"], PLAIN, [2450, 2475, "mixed_decimal_signs"]),
    (["24,50", "24,75", "23.75"], PLAIN, [2450, 2475, "mixed_decimal_signs"]),
    (["24.50", "23,75"], PLAIN, ["mixed_decimal_signs"] * 2),
    (["1,234.50", "1.234,50"], PLAIN, ["mixed_decimal_signs"] * 2),
    # a lone comma before three digits
    (["1,234"], PLAIN, [123400]),
    (["1,234", "24.50"], SEMICOLONS, [123400, 2450]),
    (["1.234", "24.50"], SEMICOLONS, [123, 2450]),
    (["1,234"], SEMICOLONS, ["ambiguous_number"]),
    (["1.234"], SEMICOLONS, ["ambiguous_number"]),
    (["1,234"], COMMA_ELSEWHERE, ["ambiguous_number"]),
]


@pytest.mark.parametrize(("cells", "separators", "expected"), SEPARATORS)
def test_the_column_as_a_whole_decides_about_dots_and_commas(cells, separators, expected):
    """Separators mean what the whole column shows; contradictions and doubts are findings."""
    assert outcome(cells, make_column(kind="number", scale=2), separators) == expected


UNITS = rows("""
    unit         | written | stored
    -------------+---------+-------
    USD per hour | $24.50  | 2450
    USD per hour | (5)     | -500
    USD per hour | -$5     | -500
    EUR          | 5 €     | 500
    %            | 12.5%   | 1250
    percent      | 12 %    | 1200
""")[1:]


@pytest.mark.parametrize(("unit", "text", "stored"), UNITS)
def test_a_sign_is_read_only_where_the_declared_unit_explains_it(unit, text, stored):
    """`$`, `%` and brackets are read under a unit that uses them, with an assumption said."""
    typed = read([text], make_column(kind="number", scale=2, unit=unit))
    assert typed.values.to_list() == [int(stored)]
    assert [a.rule for a in typed.assumptions] == ["number_as_written"]


HALF_EVEN = rows("""
    written                             | stored
    0.125                               | 12
    0.135                               | 14
    -0.125                              | -12
    0.1250000000000000000000000000001   | 13
    0.30000000000000004                 | 30
    2.675                               | 268
""")[1:]


@pytest.mark.parametrize(("text", "stored"), HALF_EVEN)
def test_more_decimals_than_kept_are_rounded_half_even_without_floats(text, stored):
    """Extra decimals are rounded half-even on the decimal text and noted."""
    typed = read([text], make_column(kind="number", scale=2))
    assert typed.values.to_list() == [int(stored)]
    assert typed.notes[text].rule == "rounded"


def test_a_declared_mark_is_missing_and_answered_and_counted():
    """A declared missing mark gives null, never 0, and one assumption with its count."""
    column = make_column(missing_marks={"n/a": "not_collected", "-": "not_applicable"})
    typed = read(["n/a", "N/A", "-", "0", None], column)
    assert typed.values.to_list() == [None, None, None, 0, None]
    assert typed.marked.to_list() == [True, True, True, False, False]
    assert not typed.untyped.any()
    assert [a.rule for a in typed.assumptions] == ["missing_mark"] * 3


def test_a_mark_declared_as_a_number_is_not_that_number():
    """A declared mark such as -99999 is missing, not minus 99,999."""
    typed = read(["-99999", "5"], make_column(missing_marks={"-99999": "suppressed"}))
    assert typed.values.to_list() == [None, 5]
