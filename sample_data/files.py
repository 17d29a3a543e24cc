"""Sendings as files: true rows -> the bytes a partner would send, the same on every run."""

import calendar
import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from sample_data.adding_up import SCALES, unscaled
from sample_data.months import month
from sample_data.sendings import Sending
from sample_data.styles import Style, style_of
from sample_data.workforce import Row

Cell = str | int | float | dt.date | None
Table = list[list[Cell]]
NEVER = (1980, 1, 1, 0, 0, 0)  # the date of everything inside an .xlsx, so that bytes stay the same
SUMMED = ("trips", "on_time_trips")


def file_of(sending: Sending) -> tuple[str, bytes]:
    """The file's name and bytes. A sending without rows has no file."""
    style = style_of(sending.contract, sending.partner)
    rows = list(sending.rows or ())
    columns = list(rows[0])
    table: Table = [[style.headers.get(name, name) for name in columns]]
    for row in rows:
        if style.blank_lines and len(table) > 1 and _starts_group(row):
            table.append([None] * len(columns))
        table.append([_cell(name, row[name], style) for name in columns])
    if style.total_row:
        table.append(_total_row(columns, rows, style))
    if sending.fault:
        table = FAULTS[sending.fault](table)
    titled: Table = [*_title_rows(style), *table]
    name = f"{sending.contract}_{sending.periods[-1]}_{sending.attempt}.{style.kind}"
    return name, _xlsx(titled) if style.kind == "xlsx" else _csv(titled, style)


def _title_rows(style: Style) -> Table:
    return [[title] for title in style.titles]


def _starts_group(row: Row) -> bool:
    return row.get("gender") == "all" and row.get("age_group", "all") == "all"


def _cell(name: str, value: str | int | None, style: Style) -> Cell:
    if name == "period":
        return _period(str(value), style)
    if isinstance(value, int):
        return _number(value, SCALES.get(name, 0), style)
    if value is None:
        return None
    return style.words.get(name, {}).get(value, value)


def _period(text: str, style: Style) -> Cell:
    """A period as the partner writes it: `Mar-26`, `March 2026`, a date, `Q1 2026`."""
    if style.periods == "plain":
        return text
    if style.periods == "quarter_first":
        return f"{text[5:]} {text[:4]}"
    number = month(text)
    year, of_year = number // 12, number % 12 + 1
    if style.periods == "date":
        return dt.date(year, of_year, 1)
    if style.periods == "long":
        return f"{calendar.month_name[of_year]} {year}"
    return f"{calendar.month_abbr[of_year]}-{year % 100:02}"


def _number(value: int, scale: int, style: Style) -> Cell:
    if style.kind == "xlsx":
        return value if scale == 0 else value / 10**scale
    if scale == 0:
        return f"{value:,}" if style.thousands else str(value)
    text = unscaled(value, scale)
    return text.replace(".", ",") if style.decimal_comma else text


def _total_row(columns: Sequence[str], rows: Sequence[Row], style: Style) -> list[Cell]:
    """“Total” and the sums of the columns that add up; the rest is empty."""
    sums = {name: sum(int(row[name] or 0) for row in rows) for name in SUMMED}
    cells: list[Cell] = [_number(sums[n], 0, style) if n in SUMMED else None for n in columns]
    return ["Total", *cells[1:]]


def _csv(table: Table, style: Style) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=style.delimiter, lineterminator=style.line_end)
    writer.writerows(["" if cell is None else cell for cell in row] for row in table)
    return text.getvalue().encode(style.encoding)


def _xlsx(table: Table) -> bytes:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Sheet1")
    for row in table:
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])
    written = io.BytesIO()
    workbook.save(written)
    return _without_clock(written.getvalue())


def _xlsx_cell(sheet: WriteOnlyWorksheet, cell: Cell) -> object:
    """A date shows as `Mar-26`, as Excel does when somebody types 2026-03."""
    if not isinstance(cell, dt.date):
        return cell
    dated = WriteOnlyCell(sheet, dt.datetime.combine(cell, dt.time()))
    dated.number_format = "mmm-yy"
    return dated


def _without_clock(content: bytes) -> bytes:
    """The same workbook without the time it was written at."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist()):
            member = source.read(name)
            if name == "docProps/core.xml":
                member = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2023-07-01T00:00:00Z", member)
            target.writestr(zipfile.ZipInfo(name, NEVER), member, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _column_left_out(table: Table) -> Table:
    """The column of people placed is not there."""
    where = table[0].index("placed")
    return [[cell for index, cell in enumerate(row) if index != where] for row in table]


def _unknown_group(table: Table) -> Table:
    """A program type nobody agreed on, in the first five rows."""
    changed = [["robot_van" if cell == "after_school" else cell for cell in r] for r in table[1:6]]
    return [table[0], *changed, *table[6:]]


def _more_on_time_than_trips(table: Table) -> Table:
    """Two cells of one row changed places."""
    row = list(table[1])
    trips, on_time = table[0].index("trips"), table[0].index("on_time_trips")
    row[trips], row[on_time] = row[on_time], row[trips]
    return [table[0], row, *table[2:]]


FAULTS: Mapping[str, Callable[[Table], Table]] = {
    "column_left_out": _column_left_out,
    "unknown_group": _unknown_group,
    "more_on_time_than_trips": _more_on_time_than_trips,
}
