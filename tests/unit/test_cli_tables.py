import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_metrics.cli.tables import guarded, unscaled_text


def _texts(numbers, scale):
    table = pl.DataFrame({"n": pl.Series(numbers, dtype=pl.Int64)})
    return table.select(unscaled_text(pl.col("n"), scale).alias("n"))["n"].to_list()


@pytest.mark.parametrize(
    ("scaled", "scale", "text"),
    [
        (2450, 2, "24.50"),
        (-5, 2, "-0.05"),
        (0, 2, "0.00"),
        (7, 0, "7"),
        (-12345, 3, "-12.345"),
        (9_223_372_036_854_775_807, 9, "9223372036.854775807"),
        (None, 2, None),
    ],
)
def test_a_scaled_number_is_written_with_its_decimals(scaled, scale, text):
    """Value x 10^scale is written back digit for digit; an empty cell stays empty."""
    assert _texts([scaled], scale) == [text]


@given(st.integers(-(2**62), 2**62), st.integers(0, 9))
def test_writing_a_number_loses_nothing(scaled, scale):
    """Read as a decimal, the text is exactly the scaled number divided by 10^scale."""
    from decimal import Context, Decimal

    (text,) = _texts([scaled], scale)
    assert Decimal(text) == Decimal(scaled).scaleb(-scale, Context(prec=40))


def test_text_a_spreadsheet_would_run_is_guarded_in_tables():
    """Cells that begin like a formula get an apostrophe; empty and other cells do not change."""
    cells = ["=1", "+1", "-1", "@a", "\ta", "\ra", "a=1", "", None]
    table = pl.DataFrame({"t": cells}).select(guarded(pl.col("t")).alias("t"))
    assert table["t"].to_list() == [
        *("'=1", "'+1", "'-1", "'@a", "'\ta", "'\ra"),
        *("a=1", "", None),
    ]
