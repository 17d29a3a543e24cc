"""Measured tables for people and machines: exact rows, and what to say beside a total."""

from decimal import Decimal

import polars as pl

from shared_metrics.agenda.model import Metric
from shared_metrics.contracts.model import Contract
from shared_metrics.observations import DENOMINATOR, NUMERATOR

Number = int | float | str


def answer_rows(measured: pl.DataFrame) -> list[dict[str, object]]:
    """A measured table -> one dict per row, as `measure --json` prints it.

    Numerator and denominator are exact: a whole number, else a number whose text is the exact
    decimal, else (more digits than a JSON reader keeps) that decimal as text.
    """
    exact = (NUMERATOR, DENOMINATOR)
    return [
        {name: plain_number(cell) if name in exact else cell for name, cell in row.items()}
        for row in measured.iter_rows(named=True)
    ]


def plain_number(number: Decimal | None) -> Number | None:
    """An exact decimal as something JSON writes without losing a digit."""
    if number is None:
        return None
    if number == number.to_integral_value():
        return int(number)
    as_float = float(number)
    return as_float if Decimal(repr(as_float)) == number else plain_text(number)


def plain_text(number: Decimal) -> str:
    """An exact decimal without exponent and trailing zeros: `812.5`."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def overlap_note(metric: Metric, contract: Contract) -> str | None:
    """What to say beside a total over partners when somebody may be in it twice."""
    counted = [
        contract.by_name[column]
        for term in metric.numerator
        for column in term.columns
        if contract.by_name[column].additive_over_partners
    ]
    shared = {column.counts for column in counted if column.overlap != "none"}
    if "people" in shared:
        return "A person helped by two partners may count twice."
    if "enrolments" in shared:
        return "Counts enrollments: a person enrolled with two partners counts twice."
    return None
