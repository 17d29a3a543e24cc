"""A partner's own file back, with a column `Problem` at the left; it can be mended and sent again.

Somebody else may open it too, so no cell is left that a spreadsheet would run: text that begins
like a formula gets an apostrophe in CSV and stays text in a workbook. Numbers stay as they came.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from shared_metrics.contracts.template import harmless
from shared_metrics.findings import Finding, Level
from shared_metrics.reading import FileFacts, Upload
from shared_metrics.reading.text import decode

PROBLEM = "Problem"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def annotate(upload: Upload, facts: FileFacts, findings: Iterable[Finding]) -> bytes:
    """The file with its problems beside the lines they are on; same kind, same delimiter."""
    problems = _problems(findings)
    if facts.kind == "xlsx":
        return _annotated_workbook(upload, facts, problems)
    return _annotated_text(upload, facts, problems)


def annotated_name(upload: Upload) -> str:
    """`march.csv` -> `march with problems.csv`."""
    stem, dot, ending = upload.name.rpartition(".")
    return f"{stem} with problems.{ending}" if dot else f"{upload.name} with problems"


def _problems(findings: Iterable[Finding]) -> Mapping[int, str]:
    said: dict[int, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.line is not None and finding.level is not Level.NOTE:
            place = f"{finding.cell}: " if finding.cell else ""
            said[finding.line].append(f"{place}{finding.message}")
    return {line: " ".join(messages) for line, messages in said.items()}


def _annotated_text(upload: Upload, facts: FileFacts, problems: Mapping[int, str]) -> bytes:
    delimiter = facts.delimiter or ","
    records = csv.reader(io.StringIO(decode(upload.content).text), delimiter=delimiter)
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    first_line = 1
    for record in records:
        cells = [_mark(first_line, facts, problems), *record]
        writer.writerow([cell if is_number(cell) else harmless(cell) for cell in cells])
        first_line = records.line_num + 1
    return written.getvalue().encode("utf-8-sig")


def _annotated_workbook(upload: Upload, facts: FileFacts, problems: Mapping[int, str]) -> bytes:
    source = load_workbook(io.BytesIO(upload.content), read_only=True, data_only=True)
    target = Workbook(write_only=True)
    sheet = source[facts.sheet] if facts.sheet else source.worksheets[0]
    copy = target.create_sheet(sheet.title)
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        told = (_mark(line, facts, problems), *cells)
        copy.append([_as_text(copy, cell) if isinstance(cell, str) else cell for cell in told])
    kept = io.BytesIO()
    target.save(kept)
    return kept.getvalue()


def is_number(cell: str) -> bool:
    """Whether a cell that begins with a sign is only a number: `-5`, `+1,5`, `-3 %`."""
    return re.fullmatch(r"[+-]?[\d.,'\s]*\d[\d.,'\s]*%?\s*", cell) is not None


def _as_text(sheet: Any, text: str) -> Any:  # noqa: ANN401 - openpyxl has no types for it
    """A cell that is text whatever it begins with; openpyxl makes a formula of `=...` otherwise."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _mark(line: int, facts: FileFacts, problems: Mapping[int, str]) -> str:
    if line == facts.header_line:
        return " ".join([PROBLEM, *filter(None, [problems.get(line)])])
    return problems.get(line, "")
