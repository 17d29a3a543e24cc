"""What openpyxl writes is read back, as the text a person sees."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from reading_factories import a_column, a_contract, a_workbook
from shared_metrics.contracts import Role
from shared_metrics.reading import Upload, read
from shared_metrics.reading.cell_text import number_text, percent_text
from shared_metrics.reading.header import tidy_text

NAMES = ("alpha", "beta", "gamma")
CONTRACT = a_contract(*(a_column(name, Role.DETAIL) for name in NAMES))

texts = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="=_\ufffe\uffff"
    ),
    max_size=10,
)
numbers = st.integers(-(10**14), 10**14) | st.floats(-1e12, 1e12, allow_subnormal=False)
days = st.dates(dt.date(1980, 1, 1), dt.date(2100, 1, 1))
values = st.none() | texts | numbers | st.booleans() | days


def expected(value: object) -> str | None:
    """The text of a written value."""
    if isinstance(value, str):
        return tidy_text(value) or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return number_text(float(f"{value:.16g}"))  # openpyxl writes 16 digits
    return None if value is None else str(value)


@given(
    rows=st.lists(st.tuples(values, values, numbers), min_size=1, max_size=6),
    top=st.integers(0, 5),
    left=st.integers(0, 5),
)
def test_written_workbooks_come_back(
    rows: list[tuple[object, object, float]], top: int, left: int
) -> None:
    """Cells come back as their text, on their physical row, named by their sheet column."""

    def fill(sheet: Worksheet) -> None:
        for down, row in enumerate([NAMES, *rows], start=top + 1):
            for right, value in enumerate(row, start=left + 1):
                sheet.cell(down, right, value)

    table = read(Upload("t.xlsx", a_workbook(fill)), CONTRACT)
    found = [*table.cells.iter_rows(), *table.control_totals.iter_rows()]
    assert {line: cells for line, *cells in found} == {
        top + 2 + i: [expected(value) for value in row] for i, row in enumerate(rows)
    }
    assert table.cell_name("beta", 9) == f"{'BCDEFG'[left]}9"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_text_is_exact(number: float) -> None:
    """The text of a number is that number again, and short for ordinary ones."""
    assert float(number_text(number)) == number
    if 1e-6 <= abs(number) < 1e15:
        assert "e" not in number_text(number).lower()


@given(st.integers(0, 10_000), st.integers(0, 4))
def test_per_cent_is_exact(digits: int, places: int) -> None:
    """A share and its per cent text are a hundred apart, without binary dust."""
    share = Decimal(digits).scaleb(-places)
    assert Decimal(percent_text(float(share)).removesuffix("%")) == share * 100
