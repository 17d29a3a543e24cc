import csv
import datetime as dt
import io
from decimal import Decimal

import polars as pl
import pytest

from measuring_factories import contract, number
from shared_metrics.agenda.model import Metric, Term
from shared_metrics.cli.measured_text import (
    measured_csv,
    measured_data,
    measured_text,
    remarks,
)
from shared_metrics.cli.output import json_text
from shared_metrics.metrics import Question


def metric(kind="ratio", unit="%", decimals=1):
    return Metric(
        id="rate",
        title="A rate",
        outcome="o",
        contract="c",
        kind=kind,
        level="programme",
        source="partners",
        better="higher",
        unit=unit,
        definition="",
        why_it_matters="",
        numerator=(Term(("a",)),),
        denominator=(Term(("b",)),),
        authored_by="",
        checked_by="",
        next_review=dt.date(2027, 1, 1),
        decimals=decimals,
    )


def table(*rows):
    schema = {
        "partner": pl.String(),
        "numerator": pl.Decimal(38, 2),
        "denominator": pl.Decimal(38, 2),
        "value": pl.Float64(),
        "partners": pl.Int64(),
        "missing": pl.Int64(),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


CONTRACT = contract(number("a", counts="people", overlap="possible"), number("b"))
ROWS = table(
    ("one", Decimal("1234.50"), Decimal(5000), 0.2469, 1, 0),
    ("two", Decimal(0), Decimal(0), None, 1, 0),
)


def test_json_rows_have_the_columns_of_the_contract_of_the_command():
    """By columns, numerator, denominator, value, partners: those and no others, exactly."""
    text = json_text(measured_data(metric(), ("partner",), ROWS))
    assert '"numerator": 1234.5,' in text
    assert '"denominator": 5000,' in text
    assert '"value": null' in text
    assert "missing" not in text


def test_people_read_shares_as_per_cent_and_a_dash_for_no_value():
    """Text for people: thousands set apart, a share as per cent, a dash where nothing is known."""
    lines = measured_text(metric(), ("partner",), ROWS).splitlines()
    assert lines[0] == "A rate (%)"
    assert lines[3].split() == ["one", "1,234.5", "5,000", "24.7", "%", "1"]
    assert lines[4].split() == ["two", "0", "0", "–", "1"]


def test_no_rows_say_so():
    """Nothing accepted yet is said in words, not as an empty table."""
    assert measured_text(metric(), ("partner",), table()) == "A rate (%): no figures yet."


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "@sum", "+1", "-1"])
def test_csv_cells_cannot_be_run(name):
    """Names that begin like a formula are made harmless; numbers are left as they are."""
    text = measured_csv(("partner",), table((name, Decimal(-5), None, -5.0, 1, 0)))
    header, row = csv.reader(io.StringIO(text))
    assert header == ["partner", "numerator", "denominator", "value", "partners"]
    assert row == [f"'{name}", "-5", "", "-5.0", "1"]


def test_csv_quotes_what_needs_it():
    """Commas and quotes within a cell survive a round trip."""
    text = measured_csv(("partner",), table(('a, "b"', Decimal(1), None, 1.0, 1, 0)))
    assert list(csv.reader(io.StringIO(text)))[1][0] == 'a, "b"'


def test_people_who_may_count_twice_are_remarked_on():
    """Where several partners count people, the total says that somebody may be in it twice."""
    several = table(("x", Decimal(9), Decimal(9), 1.0, 2, 0)).rename({"partner": "period"})
    (remark,) = remarks(metric(), CONTRACT, Question(by=("period",)), several)
    assert remark == "A person helped by two partners may count twice."
    alone = several.with_columns(partners=pl.lit(1, pl.Int64))
    assert remarks(metric(), CONTRACT, Question(by=("period",)), alone) == []
    assert remarks(metric(), CONTRACT, Question(by=("partner",)), ROWS) == []


def test_figures_left_out_are_counted():
    """Figures that lack a number they need are left out, and that is said."""
    lacking = table(("one", Decimal(1), Decimal(1), 1.0, 1, 288))
    (remark,) = remarks(metric(), CONTRACT, Question(by=("partner",)), lacking)
    assert remark == "288 figures were left out, because a number they need is missing."
