"""Every rule reading can name, and the one exception that stays inside this package."""

from collections.abc import Mapping
from types import MappingProxyType

from shared_metrics.findings import Finding, Level

RULES: Mapping[str, str] = MappingProxyType(
    {
        # nothing can be said about the rows
        "file_too_large": "The file has more bytes than may be sent.",
        "empty_file": "The file has no text in it.",
        "not_a_table": "The file is not a CSV or Excel file, whatever its name says.",
        "old_workbook": "The file is an old Excel file (.xls).",
        "protected_workbook": "The workbook is protected with a password.",
        "broken_workbook": "The workbook is damaged or is not an Excel workbook.",
        "workbook_too_large": "The workbook unpacks to more than may be read.",
        "unreadable_letters": "The letters of the file are in an encoding we cannot read.",
        "unknown_sheet": "The sheet asked for is not in the workbook.",
        "no_header": "No row holds the contract's column names.",
        "quoted_lines": "Every line is wrapped in quotation marks as one cell.",
        "too_many_rows": "The file has more rows than may be sent.",
        "too_many_columns": "The file has more columns than may be sent.",
        # the file must be mended
        "nul_character": "A line holds a hidden null character.",
        "unclosed_quote": "A quotation mark is opened and never closed.",
        "swallowed_rows": "Stray quotation marks join several lines into one cell.",
        "ragged_row": "A row has more or fewer cells than the header.",
        "duplicate_header": "Two headers mean the same column.",
        "missing_column": "A column of the contract is not in the file.",
        "formula_without_value": "A formula was saved without its result.",
        "merged_cells": "Cells of the table are merged.",
        # worth a look
        "several_sheets_match": "More than one sheet holds such a table.",
        "total_row_among_rows": "A row in the middle looks like a total.",
        "likely_misspelt_column": "A column that is not in the contract looks like one that is.",
        # to know
        "unknown_column": "A column is not in the contract and is not read.",
        "column_without_name": "A column has figures but no header, and is not read.",
        "header_not_in_file": "A header that somebody matched with a column is not in the file.",
        "total_row": "A total row at the end is kept aside to compare with our sums.",
        # what reading took to be so
        "kind_from_content": "The file is another kind than its name says.",
        "encoding": "The letters were read in another encoding than UTF-8.",
        "delimiter": "The cells were taken to be separated by something other than a comma.",
        "header_line": "Lines above the header were left out.",
        "header_matched": "A header was matched by a synonym or by a person.",
        "header_digits": "A footnote number at the end of a header was ignored.",
        "blank_lines": "Blank lines between rows were left out.",
        "footnotes": "Notes below the table were left out.",
        "total_rows": "Total rows were left out of the figures.",
        "repeated_header": "The header is repeated further down and was left out.",
        "sheet": "One sheet of several was read.",
        "hidden_rows": "Hidden rows were read like the others.",
        "percent_cells": "Cells shown as per cent were read as they are shown.",
    }
)


class Unreadable(Exception):
    """Nothing can be said about the rows; `finding` says why. Never leaves `reading`."""

    def __init__(self, rule: str, message: str, fix: str, line: int | None = None) -> None:
        super().__init__(message)
        self.finding = Finding(rule, Level.FIX, message, line=line, fix=fix)
