"""The template as an Excel workbook: a sheet to fill in, a guide, drop-downs."""

import io
from collections.abc import Mapping, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from shared_metrics.contracts.model import Column, ColumnType, Contract, Role
from shared_metrics.periods import Period

GUIDE: Final = "Guide"
LISTS: Final = "Lists"
SPARE_ROWS: Final = 500
LONGEST_PROMPT: Final = 255
LONGEST_PROMPT_TITLE: Final = 32
LONGEST_SHEET_TITLE: Final = 31
_TEXT: Final = "@"
_HEADER_FILL: Final = PatternFill("solid", fgColor="E8EEF4")
_WIDEST: Final = 60
_GUIDE_HEADER: Final = (
    "Column", "Title", "What it is", "Needed", "Unit", "What may stand there", "Example",
)  # fmt: skip


def workbook_bytes(
    contract: Contract, period: Period | None, rows: Sequence[Mapping[str, str]]
) -> bytes:
    """An .xlsx file of the rows (contract column -> text)."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = contract.title.translate(_NOT_IN_TITLES)[:LONGEST_SHEET_TITLE]
    _write_rows(sheet, contract, rows)
    _write_guide(book.create_sheet(GUIDE), contract, period)
    _add_choices(sheet, book.create_sheet(LISTS), contract, len(rows) + 1 + SPARE_ROWS)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


_NOT_IN_TITLES: Final = str.maketrans(dict.fromkeys(r"\/?*[]:", " "))


def _write_rows(sheet: Worksheet, contract: Contract, rows: Sequence[Mapping[str, str]]) -> None:
    for place, column in enumerate(contract.columns, start=1):
        head = sheet.cell(1, place, column.name)
        head.font, head.fill = Font(bold=True), _HEADER_FILL
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(12, len(column.name) + 4)
        style = _number_format(column)
        for line in range(2, len(rows) + 2 + SPARE_ROWS):
            sheet.cell(line, place).number_format = style
    for line, row in enumerate(rows, start=2):
        for place, column in enumerate(contract.columns, start=1):
            if row[column.name]:
                sheet.cell(line, place).value = row[column.name]
                sheet.cell(line, place).data_type = "s"
    sheet.freeze_panes = "A2"


def _number_format(column: Column) -> str:
    if column.is_number:
        return "0" if column.scale == 0 else "0." + "0" * column.scale
    return "yyyy-mm-dd" if column.type is ColumnType.DATE else _TEXT


def _add_choices(sheet: Worksheet, lists: Worksheet, contract: Contract, last: int) -> None:
    """A drop-down for every list of values, and a hint that shows when a cell is chosen."""
    lists.sheet_state = "hidden"
    for place, column in enumerate(contract.columns, start=1):
        letter = get_column_letter(place)
        for line, value in enumerate(column.enum, start=1):
            lists.cell(line, place, value.value)
        choice = _validation(column, letter)
        sheet.add_data_validation(choice)
        choice.add(f"{letter}2:{letter}{last}")


def _validation(column: Column, letter: str) -> DataValidation:
    choice = DataValidation(allow_blank=True, showInputMessage=True)
    choice.promptTitle = column.title[:LONGEST_PROMPT_TITLE]
    choice.prompt = column.description[:LONGEST_PROMPT]
    if column.enum:
        choice.type = "list"
        choice.formula1 = f"{LISTS}!${letter}$1:${letter}${len(column.enum)}"
        choice.errorStyle, choice.showErrorMessage = "warning", True
        choice.errorTitle, choice.error = "Not in the list", "Choose a value from the list."
    return choice


# --- the guide ----------------------------------------------------------------------------


def _write_guide(sheet: Worksheet, contract: Contract, period: Period | None) -> None:
    sheet.append([contract.title if period is None else f"{contract.title}, {period.label}"])
    for paragraph in contract.description.split("\n\n"):
        sheet.append([paragraph])
    if period is not None:
        sheet.append([f"Due on {contract.due.date_for(period).isoformat()}."])
    sheet.append([f"Rows: {contract.grain}. Delete rows that do not apply."])
    sheet.append([])
    sheet.append(_GUIDE_HEADER)
    header_line = sheet.max_row
    for column in contract.columns:
        sheet.append(guide_of(column))
    _lay_out_guide(sheet, header_line)


def guide_of(column: Column) -> tuple[str, ...]:
    """One line of the guide, in the order of its header."""
    needed = "yes" if column.required else "the column may be left out" if column.optional else "no"
    return (
        column.name,
        column.title,
        column.description,
        needed,
        column.unit or "",
        allowed_in(column),
        ", ".join(column.examples),
    )


def allowed_in(column: Column) -> str:
    """What may stand in a column, in words."""
    if column.enum:
        said = "; ".join(f"{value.value} ({value.label})" for value in column.enum)
    elif column.role is Role.PERIOD:
        said = "written as in the example"
    elif column.is_number:
        said = _range_in_words(column)
    else:
        said = {"date": "a day such as 2026-03-31", "boolean": "true or false"}.get(
            column.type, "text"
        )
    marks = [
        f"{mark} = {reason.replace('_', ' ')}"
        for mark, reason in (column.missing_marks or {}).items()
    ]
    return "; ".join([said, *marks])


def _range_in_words(column: Column) -> str:
    kind = "a whole number" if column.scale == 0 else f"a number, up to {column.scale} decimals"
    limits = (
        ("from", column.minimum),
        ("above", column.exclusive_minimum),
        ("to", column.maximum),
        ("below", column.exclusive_maximum),
    )
    said = [f"{word} {limit:,f}" for word, limit in limits if limit is not None]
    return " ".join([kind, *said])


def _lay_out_guide(sheet: Worksheet, header_line: int) -> None:
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[header_line]:
        cell.font, cell.fill = Font(bold=True), _HEADER_FILL
    for place in range(1, len(_GUIDE_HEADER) + 1):
        letter = get_column_letter(place)
        cells = [sheet.cell(line, place) for line in range(header_line, sheet.max_row + 1)]
        longest = max(len(str(cell.value or "")) for cell in cells)
        sheet.column_dimensions[letter].width = min(_WIDEST, longest + 3)
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
