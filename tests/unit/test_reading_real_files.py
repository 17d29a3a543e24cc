"""Files nobody here wrote, where they are present: read as an independent count says."""

import csv
import io
from pathlib import Path

import pytest

from reading_factories import a_column, a_contract, read_bytes
from shared_metrics.contracts import Role
from shared_metrics.reading.text import decode

FOLDER = Path(__file__).parents[3] / "shared" / "data"
MESSY = FOLDER / "messy-give"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the public files are not here")


def a_contract_of(*names: str) -> object:
    return a_contract(*(a_column(name, Role.DETAIL) for name in names))


@pytest.mark.parametrize("file", sorted(FOLDER.glob("[!m]*/*.csv")), ids=lambda file: file.name)
def test_tidy_public_files_are_read_cell_by_cell(file: Path) -> None:
    """Under a contract of its own header, every cell is what the csv module alone gives."""
    content = file.read_bytes()
    rows = [row for row in csv.reader(io.StringIO(decode(content).text)) if any(row)]
    names = [name for name in rows[0] if name]
    table = read_bytes(content, a_contract_of(*names))
    places = [rows[0].index(name) for name in names]
    expected = [[row[place].strip() or None for place in places] for row in rows[1:]]
    assert [list(cells) for cells in table.cells.drop("line").iter_rows()] == expected
    assert not table.findings


@pytest.mark.parametrize(
    ("name", "columns", "header_line", "rows", "encoding"),
    [
        ("excel_pasting.csv", ("Year", "2000", "2007"), 4, 13, "UTF-8"),
        ("spanish_chars.csv", ("GF_ID", "FN_ID", "Descripción"), 1, 114, "Windows-1252"),
        ("utf-16le_encoded.csv", ("Organisation_code", "Organisation_name"), 1, 327, "UTF-16"),
        ("utf8bom.csv", ("kitten", "win"), 1, 0, "UTF-8"),
    ],
)
def test_messy_public_files_are_understood(
    name: str, columns: tuple[str, ...], header_line: int, rows: int, encoding: str
) -> None:
    """Title rows, totals and notes, cp1252 and UTF-16 are found in files that have them."""
    facts = read_bytes((MESSY / name).read_bytes(), a_contract_of(*columns)).facts
    assert (facts.header_line, facts.rows, facts.encoding) == (header_line, rows, encoding)


def test_every_ragged_row_of_a_messy_file_is_told() -> None:
    """Each row is read, blank or told: none is padded, cut or lost."""
    content = (MESSY / "sparse_with_column_errors.csv").read_bytes()
    table = read_bytes(content, a_contract_of("LP", "Bezeichnung", "Kapitel/Titel"))
    rows = list(csv.reader(io.StringIO(content.decode("cp1252"), newline="")))[1:]
    ragged = [row for row in rows if any(map(str.strip, row[3:]))]
    assert len(table.findings) == len(ragged) > 0
    assert table.facts.rows + len(ragged) == sum(1 for row in rows if any(map(str.strip, row)))
