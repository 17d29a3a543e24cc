"""Months as whole numbers (year x 12 + month - 1), and the texts of longer periods.

Written apart from the product on purpose: the truth must not lean on what it tests.
"""

import datetime as dt


def month(text: str) -> int:
    """`2026-03` -> its number."""
    year, of_year = text.split("-")
    return int(year) * 12 + int(of_year) - 1


FIRST = month("2023-07")
LAST = month("2026-06")
TODAY = dt.date(2026, 7, 15)


def month_text(number: int) -> str:
    """`2026-03`."""
    return f"{number // 12}-{number % 12 + 1:02}"


def quarter_text(number: int) -> str:
    """The quarter a month lies in: `2026-Q1`."""
    return f"{number // 12}-Q{number % 12 // 3 + 1}"


def year_text(number: int) -> str:
    """The calendar year a month lies in."""
    return str(number // 12)


def school_year_text(number: int) -> str:
    """The school year, July to June, a month lies in: `2025-26`."""
    begins = (number - 6) // 12
    return f"{begins}-{(begins + 1) % 100:02}"


def first_month(text: str) -> int:
    """The first month of a period written in any of the four ways."""
    year, _, rest = text.partition("-")
    if rest.startswith("Q"):
        return int(year) * 12 + (int(rest[1]) - 1) * 3
    if not rest:
        return int(year) * 12
    if int(rest) == (int(year) + 1) % 100:
        return int(year) * 12 + 6
    return month(text)


def day_of(number: int, day: int) -> dt.date:
    """A day of a month."""
    return dt.date(number // 12, number % 12 + 1, day)
