import datetime as dt
import io

import pytest
from openpyxl import Workbook

from checking_factories import judged, make_column, make_contract, rows
from shared_metrics.checks import judge
from shared_metrics.reading import Upload, read

CONTRACT = make_contract(make_column("n"), make_column("note", "string"))

PERSONAL = rows("""
    Email          | ana@example.org      | email addresses
    contact        | ana@example.org      | email addresses
    Phone          | 4085550199           | phone numbers
    reach at       | (408) 555-0199       | phone numbers
    cell           | 408-555-0199         | phone numbers
    SSN            | 123456789            | social security numbers
    number         | 123-45-6789          | social security numbers
    Date of birth  | 1990-02-03           | birth dates
    DOB            | 2/3/1990             | birth dates
    First name     | Ngoc                 | people’s names
    participantName| Ngoc Tran            | people’s names
    Student        | Ngoc Tran            | people’s names
""")
HARMLESS = rows("""
    Email          |                      |
    Program name   | Clean Start          |
    Site           | San Jose             |
    Phone banks    | 12                   |
    Participants   | 42                   |
    Founded        | 1990-02-03           |
    Code           | 12-34-567            |
""")


@pytest.mark.parametrize(("header", "cell", "kind"), PERSONAL)
def test_a_column_about_one_person_is_refused_without_its_value(header, cell, kind):
    """Personal data is a fix with place and kind; nothing of the cell is repeated anywhere."""
    judgement = judged(f'period,n,{header}\n2026-03,1,"{cell}"', CONTRACT)
    (finding,) = [f for f in judgement.findings if f.rule == "personal_data"]
    assert (finding.level, finding.cell, finding.value) == ("fix", "C2", None)
    assert kind in finding.message
    assert cell not in repr([f.as_dict() for f in judgement.findings])
    assert judgement.observations.is_empty()


@pytest.mark.parametrize(("header", "cell", "_kind"), HARMLESS)
def test_columns_about_places_and_counts_are_not_taken_for_people(header, cell, _kind):
    """Headers and cells about sites, programs and counts raise no alarm."""
    judgement = judged(f"period,n,{header}\n2026-03,1,{cell}", CONTRACT)
    assert not [f for f in judgement.findings if f.rule == "personal_data"]


def test_names_are_seen_without_a_telling_header():
    """Most cells looking like given and family name is enough."""
    judgement = judged("period,n,note\n2026-03,1,Maria Lopez\n2026-04,2,James Nguyen", CONTRACT)
    assert [(f.cell, f.value) for f in judgement.findings] == [("C2", None)]


def test_places_named_after_people_are_places():
    """San Jose and Santa Rosa are not people."""
    judgement = judged("period,n,note\n2026-03,1,San Jose\n2026-04,2,Santa Rosa", CONTRACT)
    assert not judgement.findings


def test_no_other_finding_shows_a_value_of_a_personal_column():
    """An email in a number column is told as personal data, and nothing repeats it."""
    judgement = judged("period,n,note\n2026-03,ana@example.org,", CONTRACT)
    assert {f.rule for f in judgement.findings} == {"personal_data", "not_a_number"}
    assert "ana@example.org" not in repr([f.as_dict() for f in judgement.findings])
    assert "ana@example.org" not in repr(judgement.typed.rows())


def test_personal_text_leaves_the_typed_table():
    """The table as understood shows nothing of a column refused as personal."""
    judgement = judged("period,n,note\n2026-03,1,ana@example.org", CONTRACT)
    assert judgement.typed["note"].to_list() == [None]


def test_a_steward_s_false_alarm_asks_for_a_reason_only():
    """A column marked as a false alarm is a check, still without its value."""
    text = "period,n,note\n2026-03,1,help@example.org"
    judgement = judged(text, CONTRACT, false_alarms=frozenset({"note"}))
    (finding,) = judgement.findings
    assert (finding.level, finding.value) == ("check", None)
    assert judgement.verdict == "pass"


NOTES = rows("""
    Note: write to ana@example.org             | check
    Source: call (408) 555-0199 for details    | check
    Contact: 408-555-0199                      | check
    Note: client 123-45-6789 was left out      | fix
    Source: intake records of 2026             |
""")


@pytest.mark.parametrize(("note", "level"), NOTES)
def test_notes_are_kept_with_the_file_so_they_are_looked_at_too(note, level):
    """A contact in a note needs a reason; a social security number must go; nothing is repeated."""
    judgement = judged(f"period,n\n2026-03,1\n\n{note},", CONTRACT)
    found = [f for f in judgement.findings if f.rule.startswith("personal_data")]
    assert [(f.level, f.cell, f.value) for f in found] == ([(level, "A4", None)] if level else [])
    assert "555" not in repr(found)
    assert "6789" not in repr(found)


def test_a_title_above_the_table_is_looked_at_too():
    """What stands above the header is kept with the file as well."""
    judgement = judged("Report by ana@example.org,\nperiod,n\n2026-03,1", CONTRACT)
    (found,) = [f for f in judgement.findings if f.rule == "personal_data_in_notes"]
    assert (found.level, found.cell) == ("check", "A1")


SHEETS = rows("""
    Email                       | ana@example.org | yes
    Client name                 | Ngoc Tran       | yes
    anything                    | 123-45-6789     | yes
    Birthdate                   | 1990-02-03      | yes
    Site                        | San Jose        | no
    Allowed values              | healthcare      | no
""")


@pytest.mark.parametrize(("header", "cell", "refused"), SHEETS)
def test_other_sheets_are_kept_with_the_workbook_so_they_are_looked_at_too(header, cell, refused):
    """A list of people on another sheet refuses the workbook, hidden or not."""
    book = Workbook()
    figures, other = book.active, book.create_sheet("Clients")
    figures.append(["period", "n"])
    figures.append(["2026-03", 1])
    other.append([header])
    other.append([cell])
    other.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    table = read(Upload("march.xlsx", content.getvalue()), CONTRACT)
    judgement = judge(table, CONTRACT, partner=None, today=dt.date(2026, 7, 15))
    found = [(f.level, f.cell) for f in judgement.findings if f.rule == "personal_data"]
    assert found == ([("fix", "Clients!A2")] if refused == "yes" else [])
    assert cell not in repr(judgement.findings)
