"""A partner's own file back, with its problems beside the lines they are on."""

import csv
import io

from openpyxl import Workbook, load_workbook

from desk_factories import contract
from shared_metrics.findings import Finding, Level
from shared_metrics.reading import Upload, read
from shared_metrics.web.annotated import annotate, annotated_name

HEADER = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage"
)
ROWS = ("2026-03,healthcare,all,all,42,50,10,7,24.50", '2026-03,"con\nstruction",all,all,4,5,1,0,')
TOO_MANY = Finding("r", Level.FIX, "More completed.", line=4, cell="F4")
NOTE = Finding("n", Level.NOTE, "Rounded.", line=4, cell="I4")
BELOW = Finding("r", Level.CHECK, "Unusual.", line=5, cell="F5")


def annotated(content: str, *findings: Finding) -> list[list[str]]:
    upload = Upload("march.csv", content.encode())
    facts = read(upload, contract()).facts
    text = annotate(upload, facts, findings).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=facts.delimiter or ","))


def test_problems_stand_beside_their_physical_lines() -> None:
    """Title rows and records over several lines do not shift them; notes are no problems."""
    content = "\n".join(["Our report", "", HEADER, *ROWS])
    rows = annotated(content, TOO_MANY, NOTE, BELOW)
    assert [row[0] for row in rows] == ["", "", "Problem", "F4: More completed.", "F5: Unusual."]
    assert rows[3][1:] == ROWS[0].split(",")


def test_the_delimiter_stays() -> None:
    """A file with semicolons comes back with semicolons."""
    rows = annotated("\n".join([HEADER, ROWS[0]]).replace(",", ";"))
    assert rows[0][:2] == ["Problem", "period"]


def test_the_annotated_file_can_be_mended_and_sent_again() -> None:
    """The column of problems does not stand in the way of reading the file."""
    upload = Upload("march.csv", f"{HEADER}\n{ROWS[0]}\n".encode())
    facts = read(upload, contract()).facts
    again = read(Upload("again.csv", annotate(upload, facts, [TOO_MANY])), contract())
    assert again.readable
    assert again.facts.columns_found == again.facts.columns_expected
    assert all(finding.level is not Level.FIX for finding in again.findings)


def test_a_workbook_comes_back_as_a_workbook() -> None:
    """Same sheet, same cells, one column more at the left."""
    book = Workbook()
    book.active.title = "March"
    for line in (HEADER, ROWS[0]):
        book.active.append(line.split(","))
    kept = io.BytesIO()
    book.save(kept)
    upload = Upload("march.xlsx", kept.getvalue())
    facts = read(upload, contract()).facts
    problem = Finding("r", Level.FIX, "More completed.", line=2, cell="F2")
    sheet = load_workbook(io.BytesIO(annotate(upload, facts, [problem])))["March"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0][:2] == ["Problem", "period"]
    assert rows[1][:2] == ["F2: More completed.", "2026-03"]


def test_the_name_says_what_it_is() -> None:
    """The ending stays, so that it opens as before."""
    names = [annotated_name(Upload(name, b"")) for name in ("march.csv", "march", "a.b.xlsx")]
    assert names == [
        "march with problems.csv",
        "march with problems",
        "a.b with problems.xlsx",
    ]
