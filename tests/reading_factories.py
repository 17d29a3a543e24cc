"""A small contract and files for it, made by code: what the tests of reading read."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from shared_metrics.contracts import (
    Breakdown,
    Column,
    ColumnType,
    Contract,
    Due,
    EnumValue,
    PeriodSource,
    Role,
    Synonym,
)
from shared_metrics.periods import PeriodKind
from shared_metrics.reading import Caps, ReadTable, Upload, read

HEADER = ("month", "site", "gender", "enrolled", "placed")
ROW = ("2026-03", "North", "all", "42", "7")


def a_column(name: str, role: Role = Role.INDICATOR, **more: object) -> Column:
    """A column with its name as its title."""
    title = str(more.pop("title", name.replace("_", " ").capitalize()))
    kind = ColumnType.INTEGER if role is Role.INDICATOR else ColumnType.STRING
    return Column(name, title, "", kind, role, **more)  # type: ignore[arg-type]


def a_contract(*columns: Column, id_: str = "jobs") -> Contract:
    """A monthly contract: site and gender (`all` is the total), enrolled, placed, optional wage."""
    genders = (
        EnumValue("all", "Everybody", ("total",)),
        EnumValue("women", "Women", ("female",)),
        EnumValue("men", "Men"),
    )
    return Contract(
        id=id_,
        version="1.0.0",
        title="Jobs",
        description="",
        status="active",
        file="jobs.odcs.yaml",
        sha256="",
        period_kind=PeriodKind.MONTH,
        period_source=PeriodSource("period", ("month",)),
        due=Due(10, 1, 5, "UTC"),
        columns=columns
        or (
            a_column("month", Role.PERIOD, synonyms=(Synonym("reporting month"),)),
            a_column("site", Role.KEY),
            a_column("gender", Role.BREAKDOWN, enum=genders),
            a_column("enrolled", synonyms=(Synonym("participants"), Synonym("Köpfe", "hope"))),
            a_column("placed", title="In a job"),
            a_column("wage", optional=True),
        ),
        key=("month", "site", "gender"),
        breakdowns=(Breakdown("gender", "all", ("women", "men"), exclusive=True, exhaustive=True),),
        rules=(),
        grain="one row per site and gender",
        grid=None,
        loaded_by="partner",
        small_cell_threshold=11,
    )


def csv_text(*rows: Sequence[str], delimiter: str = ",", line_end: str = "\n") -> str:
    """Rows as the csv module writes them."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return out.getvalue()


def read_text(text: str, contract: Contract | None = None, **how: object) -> ReadTable:
    """Read a CSV text under the small contract."""
    return read_bytes(text.encode(), contract, **how)


def read_bytes(
    content: bytes, contract: Contract | None = None, name: str = "", **how: object
) -> ReadTable:
    """Read bytes under the small contract."""
    return read(Upload(name, content), contract or a_contract(), **how)  # type: ignore[arg-type]


def rules(table: ReadTable) -> list[str]:
    """The rules of the findings, in reading order."""
    return [finding.rule for finding in table.findings]


def assumed(table: ReadTable) -> dict[str, str]:
    """What was assumed, by rule."""
    return {assumption.rule: assumption.message for assumption in table.assumptions}


def column(table: ReadTable, name: str) -> list[str | None]:
    """One column of the cells."""
    return table.cells[name].to_list()


def a_workbook(fill: Callable[[Worksheet], None], title: str = "March") -> bytes:
    """An .xlsx with one sheet, filled by the test."""
    return workbook_of({title: fill})


def workbook_of(sheets: dict[str, Callable[[Worksheet], None]]) -> bytes:
    """An .xlsx with these sheets."""
    book = Workbook()
    for title, fill in sheets.items():
        fill(book.create_sheet(title))
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill_rows(*rows: Sequence[object]) -> Callable[[Worksheet], None]:
    """Rows from A1 on."""

    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))

    return fill


def with_part(workbook: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part of its zip changed (or added)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in parts.items():
            new.writestr(part, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
A_DAY = dt.date(2026, 3, 1)
SMALL_CAPS = Caps(max_bytes=100_000, max_rows=5, max_columns=20)
