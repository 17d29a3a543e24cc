# ruff: noqa: E501 - tables and YAML are read as they stand
import csv
import io
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from definition_factories import CONTRACT, CONTRACT_FILE, changed, small_contract
from shared_metrics.contracts import (
    Contract,
    parse_contract,
    template_csv,
    template_rows,
    template_xlsx,
)
from shared_metrics.contracts.template import harmless
from shared_metrics.periods import Period, PeriodKind, parse_period


@dataclass(frozen=True)
class Sender:
    id: str


NORDHAUS = Sender("nordhaus")
MARCH = parse_period("2026-03", PeriodKind.MONTH)


def shipped(contract_id: str) -> Contract:
    path = Path("data_contracts") / f"{contract_id}.odcs.yaml"
    return parse_contract(path.read_text("utf-8"), str(path))


def workbook(contract: Contract, period: Period = MARCH) -> Workbook:
    return load_workbook(io.BytesIO(template_xlsx(contract, NORDHAUS, period)))


def test_totals_and_parts_are_not_crossed() -> None:
    """Per pathway: everybody, then each gender with every age, then each age with every gender."""
    rows = template_rows(shipped("workforce_placements"), NORDHAUS, MARCH)
    groups = [(r["gender"], r["age_group"]) for r in rows if r["pathway"] == "construction"]
    assert groups == [
        ("all", "all"),
        ("women", "all"), ("men", "all"), ("nonbinary", "all"), ("not_stated", "all"),
        ("all", "16_24"), ("all", "25_54"), ("all", "55_plus"),
    ]  # fmt: skip
    assert len(rows) == 5 * 8


@pytest.mark.parametrize(
    ("contract", "period", "rows"),
    [
        ("stem_participation", "2026-Q1", 5 * 4 * 5),
        ("congestion", "2026-03", 6 * 3),
        ("community_stem", "2024-25", 1),
    ],
)
def test_rows_expected(contract: str, period: str, rows: int) -> None:
    """Keys with lists and breakdowns without a total are crossed; a free key is left to fill in."""
    parsed = shipped(contract)
    made = template_rows(parsed, NORDHAUS, parse_period(period, parsed.period_kind))
    assert len(made) == rows
    assert {row["period"] for row in made} == {period}
    indicators = [column.name for column in parsed.indicators]
    assert {row[name] for row in made for name in indicators} == {""}


def test_last_periods_keys_are_expected_again() -> None:
    """With the last part, its keys are the rows, each once and in its order."""
    last = pl.DataFrame(
        {"line": [2, 3, 4], "place": ["quay", "hall", "quay"], "age": ["all", "all", "all"]}
    )
    rows = template_rows(small_contract(), NORDHAUS, MARCH, last)
    assert [(r["place"], r["age"], r["visits"]) for r in rows] == [
        ("quay", "all", ""),
        ("hall", "all", ""),
    ]


def test_the_partner_is_filled_in() -> None:
    """Where a file names its partner, the template already does."""
    contract = small_contract("role, value: key}", "role, value: partner}")
    assert {row["place"] for row in template_rows(contract, NORDHAUS, MARCH)} == {"nordhaus"}
    assert {row["place"] for row in template_rows(contract, None, MARCH)} == {""}


def test_year_and_month_columns_are_filled_in() -> None:
    """A period written in two columns is filled in as a year and a month."""
    text = changed(
        CONTRACT, "how: period, columns: [period]", "how: year_month, columns: [year, month]"
    )
    text = changed(
        text,
        "name: period\n        description: The month.",
        "name: month\n        description: Its number.",
    )
    text = changed(text, '        examples: ["2026-03"]\n', "")
    text = changed(
        text,
        "      - name: month\n",
        "      - {name: year, description: Year., logicalType: integer, required: true}\n      - name: month\n",
    )
    row = template_rows(parse_contract(text, CONTRACT_FILE), NORDHAUS, MARCH)[0]
    assert (row["year"], row["month"]) == ("2026", "3")


def test_csv_opens_in_excel_as_it_is() -> None:
    """The CSV has a mark for UTF-8, CRLF lines, names as header and every row."""
    content = template_csv(small_contract(), NORDHAUS, MARCH)
    assert content.startswith(b"\xef\xbb\xbfperiod,place,age,visits,")
    assert content.count(b"\r\n") == content.count(b"\n") == 4
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["age"] for row in rows] == ["all", "young", "old"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    """A cell that a spreadsheet would run is marked as text."""
    assert harmless(cell) == "'" + cell


def test_the_workbook_is_ready_to_fill_in() -> None:
    """Bold frozen header, one line a row, the period as text, numbers with their decimals."""
    contract = small_contract()
    sheet = workbook(contract).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.name for column in contract.columns]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert (sheet["A2"].value, sheet["A2"].number_format) == ("2026-03", "@")
    assert sheet["D2"].number_format == "0"
    assert sheet["F2"].number_format == "0.00"
    assert sheet["G2"].number_format == "yyyy-mm-dd"
    assert [sheet.cell(line, 3).value for line in (2, 3, 4)] == ["all", "young", "old"]
    assert sheet.column_dimensions["D"].width >= 12


def test_lists_are_drop_downs() -> None:
    """A column with a list of values offers it, and takes other spellings after a warning."""
    book = workbook(small_contract())
    by_range = {
        str(v.sqref).split(":")[0]: v for v in book.worksheets[0].data_validations.dataValidation
    }
    age = by_range["C2"]
    assert (age.type, age.formula1, age.errorStyle) == ("list", "Lists!$C$1:$C$3", "warning")
    assert [cell.value for cell in book["Lists"]["C"]] == ["all", "young", "old"]
    assert book["Lists"].sheet_state == "hidden"
    assert by_range["D2"].prompt == "Visits counted at the door."
    assert by_range["D2"].type is None


def test_the_guide_explains_every_column() -> None:
    """A second sheet gives title, description, unit, what may stand there and an example."""
    guide = workbook(small_contract())["Guide"]
    lines = [[cell.value for cell in row] for row in guide.iter_rows()]
    assert lines[0][0] == "Visits, March 2026"
    assert [line[0] for line in lines if str(line[0]).startswith("Due")] == ["Due on 2026-04-10."]
    by_name = {line[0]: line for line in lines}
    assert by_name["visits"][1:] == [
        "Number of visits", "Visits counted at the door.", "yes", "visits",
        "a whole number from 0 to 1,000; n/a = not collected", "12",
    ]  # fmt: skip
    assert by_name["period"][5:] == ["written as in the example", "2026-03"]
    assert by_name["age"][5] == "all (Everybody); young (Under 25); old (25 and older)"
    assert by_name["mean_stay"][5] == "a number, up to 2 decimals above 0 to 24.5"
    assert by_name["seen_on"][3] == "the column may be left out"


def test_titles_excel_refuses_are_made_to_fit() -> None:
    """A sheet's title loses what Excel forbids and is cut to its longest."""
    contract = small_contract(
        "name: Visits\nversion", "name: 'Visits: all [every] place/house?'\nversion"
    )
    title = workbook(contract).sheetnames[0]
    assert len(title) <= 31
    assert not set(title) & set(r"\/?*[]:")
