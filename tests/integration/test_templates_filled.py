"""A template that is filled in, whichever way, reads back with nothing to say about it."""

import csv
import datetime as dt
import io
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from shared_metrics.agenda import Partner, Sector, SectorFrom
from shared_metrics.checks import Judgement, judge
from shared_metrics.contracts import Column, Contract, Role
from shared_metrics.contracts.template import template_csv, template_rows, template_xlsx
from shared_metrics.definitions import load_definitions
from shared_metrics.periods import Period, parse_period
from shared_metrics.reading import Upload, read

SENDER = Partner("harbour_college", "Harbour College", (SectorFrom(Sector.UNIVERSITY),))
TODAY = dt.date(2026, 7, 15)
CONTRACTS = load_definitions(Path("data_contracts")).contracts
EVERYBODY = 12  # divides into three groups and into four


def period_of(contract: Contract) -> Period:
    text = {"month": "2026-03", "quarter": "2026-Q1", "school_year": "2024-25"}
    return parse_period(text[contract.period_kind], contract.period_kind)


def filled(row: dict[str, str], contract: Contract) -> dict[str, str]:
    """The row with every empty cell filled in as a careful person would."""
    parts = [
        len(breakdown.parts)
        for breakdown in contract.breakdowns
        if breakdown.total is not None and row[breakdown.column] != breakdown.total
    ]
    return {name: cell or figure(contract.by_name[name], row, parts) for name, cell in row.items()}


def figure(column: Column, row: dict[str, str], parts: list[int]) -> str:
    if column.name == "commuter_programme_members" and row["peak"] != "am_peak":
        return ""
    if column.name == "hours_delivered" and parts:
        return ""
    if column.role is not Role.INDICATOR:
        return column.examples[0]
    if not column.additive_over_partners:
        return column.examples[0]
    if any(breakdown in row for breakdown in ("gender", "age_group")):
        return str(EVERYBODY // parts[0] if parts else EVERYBODY)
    return column.examples[0]


def as_csv(contract: Contract, content: bytes) -> bytes:
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(reader.fieldnames or ()), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(filled(row, contract) for row in reader)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(contract: Contract, content: bytes) -> bytes:
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    names = [str(cell.value) for cell in sheet[1]]
    for line in range(2, len(template_rows(contract, SENDER, period_of(contract))) + 2):
        row = {n: str(sheet.cell(line, p).value or "") for p, n in enumerate(names, start=1)}
        for place, cell in enumerate(filled(row, contract).values(), start=1):
            sheet.cell(line, place).value = typed(cell, contract.by_name[names[place - 1]])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def typed(cell: str, column: Column) -> str | int | float | dt.date | None:
    """What Excel stores when a person types the text."""
    if not cell:
        return None
    if column.is_number:
        return float(cell) if "." in cell else int(cell)
    return dt.date.fromisoformat(cell) if column.type == "date" else cell


def judged(contract: Contract, name: str, content: bytes) -> Judgement:
    table = read(Upload(name, content), contract, partner=SENDER.id)
    return judge(table, contract, partner=SENDER, period=period_of(contract), today=TODAY)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=list(CONTRACTS))
def test_a_filled_template_has_no_finding(contract: Contract, kind: str) -> None:
    """Filled in with figures that fit together, a template has no finding of any level."""
    if kind == "csv":
        content = as_csv(contract, template_csv(contract, SENDER, period_of(contract)))
    else:
        content = as_xlsx(contract, template_xlsx(contract, SENDER, period_of(contract)))
    judgement = judged(contract, f"template.{kind}", content)
    assert [finding.message for finding in judgement.findings] == []
    assert judgement.observations.height == len(
        template_rows(contract, SENDER, period_of(contract))
    )
    assert judgement.periods == (period_of(contract),)


def test_the_next_template_begins_with_the_last_rows() -> None:
    """The part of one month gives the keys of the next month's template."""
    contract = CONTRACTS["workforce_placements"]
    content = as_csv(contract, template_csv(contract, SENDER, period_of(contract)))
    part = judged(contract, "march.csv", content).observations
    construction = part.filter(pl.col("pathway") == "construction")
    rows = template_rows(contract, SENDER, period_of(contract) + 1, construction)
    assert {row["period"] for row in rows} == {"2026-04"}
    assert {row["pathway"] for row in rows} == {"construction"}
    assert len(rows) == construction.height == 8


def test_an_untouched_template_is_told_and_not_taken_for_zero() -> None:
    """A template sent back empty has findings for its empty cells and makes no observation."""
    contract = CONTRACTS["congestion"]
    content = template_csv(contract, SENDER, period_of(contract))
    judgement = judged(contract, "empty.csv", content)
    assert judgement.verdict == "fail"
    assert judgement.observations.is_empty()
