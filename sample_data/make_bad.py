"""Files with one fault each, named after the finding they must raise: `bad/<contract>/<rule>`.

`python -m sample_data.make_bad` writes them all again, byte for byte the same. Each begins as a
good file; most faults are one cell. Line 1 is the header.
"""

import csv
import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

FOLDER = Path(__file__).parent / "bad"
LONG_AGO = (2026, 7, 1, 0, 0, 0)

Rows = list[list[str]]

GOOD: Mapping[str, str] = {
    "workforce_placements": """
        period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage
        2026-03,healthcare,all,all,42,12,10,7,24.50
        2026-03,healthcare,women,all,22,6,5,4,25.00
        2026-03,healthcare,men,all,18,5,4,3,24.00
        2026-03,healthcare,nonbinary,all,1,1,1,0,
        2026-03,healthcare,not_stated,all,1,0,0,0,
        2026-03,healthcare,all,16_24,12,4,3,2,22.00
        2026-03,healthcare,all,25_54,24,6,5,4,25.50
        2026-03,healthcare,all,55_plus,6,2,2,1,24.75
        2026-03,construction,all,all,30,8,9,6,31.00
    """,
    "stem_participation": """
        period,programme_type,school_level,gender,enrolled,attended_regularly,completed,hours_delivered
        2026-Q1,after_school,middle,all,60,48,40,120.5
        2026-Q1,after_school,middle,girls_women,33,27,22,
        2026-Q1,after_school,middle,boys_men,25,20,17,
        2026-Q1,after_school,middle,nonbinary,1,1,1,
        2026-Q1,after_school,middle,not_stated,1,0,0,
        2026-Q1,mentoring,high,,24,20,18,36.0
    """,
    "congestion": """
        period,corridor,peak,trips,on_time_trips,average_delay_minutes,commuter_programme_members
        2026-05,sr_87,am_peak,400,352,4.25,180
        2026-05,sr_87,pm_peak,420,350,5.10,
        2026-05,sr_87,off_peak,300,285,2.00,
        2026-05,us_101,am_peak,500,410,6.75,240
        2026-05,us_101,pm_peak,520,400,7.50,
        2026-05,us_101,off_peak,380,350,2.25,
    """,
    "community_workforce": """
        period,area,labour_force,employed,source,licence,retrieved_on
        2026-Q1,Santa Clara County,1050000,1008000,State labor office,Public domain,2026-05-02
        2026-Q1,San Benito County,33500,31800,State labor office,Public domain,2026-05-02
    """,
    "community_stem": """
        period,area,degrees_awarded,stem_degrees_awarded,source,licence,retrieved_on
        2024-25,Santa Clara County,21400,9100,National education survey,Public domain,2026-02-11
    """,
    "community_congestion": """
        period,area,lane_miles_monitored,lane_miles_congested,source,licence,retrieved_on
        2026-05,Santa Clara County,1210.5,298.4,Regional transport survey,CC BY 4.0,2026-06-20
    """,
}


def good_rows(contract: str) -> Rows:
    """The good file of a contract, header first."""
    return [line.strip().split(",") for line in GOOD[contract].strip().splitlines()]


def as_csv(rows: Rows, delimiter: str = ",") -> bytes:
    """Rows as a CSV file in UTF-8."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def as_workbook(rows: Rows, change: Callable[[Workbook], object] | None = None) -> bytes:
    """Rows as an Excel workbook whose bytes are the same every time."""
    book = Workbook()
    for row in rows:
        book.active.append([_typed(cell) for cell in row])
    if change is not None:
        change(book)
    made = io.BytesIO()
    book.save(made)
    return _without_clock(made.getvalue())


def _typed(cell: str) -> object:
    if re.fullmatch(r"[0-9]+", cell):
        return int(cell)
    return float(cell) if re.fullmatch(r"[0-9]+\.[0-9]+", cell) else cell or None


def _without_clock(workbook: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as made, zipfile.ZipFile(out, "w") as still:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-07-01T00:00:00Z", part)
            still.writestr(zipfile.ZipInfo(name, LONG_AGO), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@dataclass(frozen=True)
class Bad:
    """One bad file: what it is called, what it holds, and the cell (or line) its finding names."""

    contract: str
    rule: str
    content: bytes
    cell: str | None = None
    line: int | None = None
    variant: str = ""
    kind: str = "csv"

    @property
    def name(self) -> str:
        """`<rule>[-variant].csv`."""
        return f"{self.rule}{'-' if self.variant else ''}{self.variant}.{self.kind}"

    @property
    def path(self) -> Path:
        """Where it lies, under `bad/`."""
        return FOLDER / self.contract / self.name


# contract, rule, variant, cell, what is written there (and in a cell that must go with it)
ONE_CELL = """
    workforce_placements  not_in_list             misspelt      B10  constrution
    workforce_placements  not_in_list             no_group      C10  others
    workforce_placements  changed_by_excel        age_group     D10  16-Oct
    workforce_placements  required                no_pathway    B10
    workforce_placements  required                no_count      F10
    workforce_placements  undeclared_mark         dash          E10  -
    workforce_placements  undeclared_mark         x             F10  x
    workforce_placements  masked_count            below_five    H10  <5
    workforce_placements  two_numbers             range         E10  28-30
    workforce_placements  two_numbers             space         E10  28 30
    workforce_placements  words_in_number         people        E10  30 people
    workforce_placements  not_finite              nan           I10  NaN
    workforce_placements  not_finite              infinity      I10  inf
    workforce_placements  scientific_notation     excel         G10  9E+00
    workforce_placements  other_digits            fullwidth     G10  ９
    workforce_placements  not_whole               half          E10  30.5
    workforce_placements  mixed_decimal_signs     one_comma     I10  31,75
    workforce_placements  separators_misplaced    thousands     E10  3,00,00
    workforce_placements  unit_not_declared       percent       H10  67%
    workforce_placements  excel_error             division      I10  #DIV/0!
    workforce_placements  formula                 sum           E10  =SUM(E2:E9)
    workforce_placements  not_a_number            words         G10  nine
    workforce_placements  out_of_range            negative      F10  -8
    workforce_placements  out_of_range            wage_a_year   I10  64000
    workforce_placements  wage_when_placed        -             I10
    workforce_placements  wage_usual              too_low       I10  7.25
    workforce_placements  completed_within_enrolled  -          F10  50
    workforce_placements  placed_within_follow_up    -          H10  12
    workforce_placements  not_a_period            month_13      A10  2026-13
    workforce_placements  not_a_period            quarter       A10  2026-Q1
    workforce_placements  ambiguous_period        short         A10  03/04/26
    workforce_placements  period_not_begun        next_year     A10  2027-03
    workforce_placements  period_not_ended        this_month    A10  2026-07
    workforce_placements  parts_disagree_with_total  enrolled   E2   43
    workforce_placements  rounded                 wage          I10  31.005
    stem_participation    not_in_list             program       B7   tutoring
    stem_participation    undeclared_mark         dots          H7   ...
    stem_participation    too_large               hours         H7   99999999999999999999
    stem_participation    out_of_range            hours         H7   21000
    stem_participation    attended_within_enrolled  -           F7   25
    stem_participation    completed_within_enrolled -           G7   25
    stem_participation    enrolled_usual          -             E7   6000
    stem_participation    hours_usual             -             H7   5000.5
    stem_participation    parts_disagree_with_total  attended   F2   50
    stem_participation    not_a_period            month         A7   2026-03
    stem_participation    required                no_level      C7
    congestion            not_in_list             road          B7   us_1010
    congestion            undeclared_mark         na            E7   n.a.
    congestion            on_time_within_trips    -             E7   390
    congestion            delay_when_trips        -             F7
    congestion            delay_usual             -             F7   60.00
    congestion            trips_usual             -             D7   20001
    congestion            members_on_morning_rows -             G7   12
    congestion            period_not_begun        december      A7   2026-12
    community_workforce   employed_within_labour_force  -       D3   33501
    community_workforce   labour_force_usual      -             C3   999 also D3=900
    community_workforce   wrong_length            licence       F3   X
    community_workforce   not_a_date              retrieved     G3   soon
    community_workforce   ambiguous_date          retrieved     G3   02/05/2026
    community_workforce   formula                 source        E3   =cmd
    community_stem        stem_within_degrees     -             D2   21401
    community_stem        degrees_usual           -             C2   99 also D2=40
    community_stem        not_a_period            one_year      A2   2025
    community_congestion  congested_within_monitored  -         D2   1210.6
    community_congestion  monitored_usual         -             C2   9.5 also D2=2.5
    community_congestion  required                no_source     E2
"""


def one_cell_files() -> Iterator[Bad]:
    """The files of the table above."""
    for line in ONE_CELL.strip().splitlines():
        contract, rule, variant, cell, *written = line.split(None, 4)
        text, _, also = (written[0] if written else "").partition(" also ")
        rows = with_cell(good_rows(contract), cell, text.strip())
        if also:
            rows = with_cell(rows, *also.strip().split("="))
        yield Bad(
            contract,
            rule,
            as_csv(rows),
            cell=cell,
            line=int(cell[1:]),
            variant=variant.strip("-"),
        )


def with_cell(rows: Rows, cell: str, text: str) -> Rows:
    """The rows with one cell (`F10`) written anew."""
    rows = [list(row) for row in rows]
    rows[int(cell[1:]) - 1][ord(cell[0]) - ord("A")] = text
    return rows


def with_column(rows: Rows, header: str, cells: list[str]) -> Rows:
    """The rows with one more column at the right."""
    return [[*row, cell] for row, cell in zip(rows, [header, *cells], strict=True)]


def other_files() -> Iterator[Bad]:
    """Faults of more than one cell: rows, columns, whole files, workbooks."""
    yield from _rows_and_columns()
    yield from _people()
    yield from _whole_files()
    yield from _workbooks()


def _rows_and_columns() -> Iterator[Bad]:
    for contract, line in (("workforce_placements", 11), ("congestion", 8)):
        rows = good_rows(contract)
        yield Bad(contract, "duplicate_rows", as_csv([*rows, rows[-1]]), cell=f"A{line}", line=line)
    rows = good_rows("workforce_placements")
    wages = [row[:-1] for row in rows]
    yield Bad("workforce_placements", "missing_column", as_csv(wages), line=1, variant="wage")
    no_period = [row[1:] for row in rows]
    yield Bad("workforce_placements", "no_period", as_csv(no_period))
    twice = with_column(rows, "Graduates", [row[5] for row in rows[1:]])
    yield Bad("workforce_placements", "duplicate_header", as_csv(twice), line=1)
    short = [*rows[:-1], rows[-1][:-2]]
    yield Bad("workforce_placements", "ragged_row", as_csv(short), line=10)
    total = ["Total", "", "", "", "73", "20", "19", "13", ""]
    yield Bad(
        "workforce_placements",
        "control_total_differs",
        as_csv([*rows, total]),
        cell="E11",
        line=11,
    )
    yield Bad(
        "congestion",
        "ambiguous_number",
        as_csv(_with_decimal_commas(good_rows("congestion")), ";"),
        cell="D7",
        line=7,
        variant="semicolons",
    )
    yield Bad(
        "congestion", "at_least_one_row", as_csv(good_rows("congestion")[:1]), variant="header_only"
    )


def _with_decimal_commas(rows: Rows) -> Rows:
    comma = [[*row[:5], row[5].replace(".", ","), *row[6:]] for row in rows]
    return with_cell(comma, "D7", "1.380")


def _people() -> Iterator[Bad]:
    people = {
        "email": ("Contact", "someone@example.org"),
        "phone": ("Phone", "(408) 555-0100"),
        "birth_date": ("Date of birth", "1990-02-03"),
        "social_security": ("SSN", "000-12-3456"),
        "name": ("Client name", "Example Person"),
    }
    for variant, (header, cell) in people.items():
        rows = good_rows("stem_participation")
        cells = [cell if at == 0 else "" for at in range(len(rows) - 1)]
        content = as_csv(with_column(rows, header, cells))
        yield Bad("stem_participation", "personal_data", content, "I2", 2, variant)


def _whole_files() -> Iterator[Bad]:
    rows = good_rows("congestion")
    content = as_csv(rows)
    yield Bad("congestion", "empty_file", b"")
    yield Bad("congestion", "not_a_table", gzip.compress(content, mtime=0), variant="gzip")
    yield Bad("congestion", "not_a_table", b"%PDF-1.7\n", variant="pdf")
    yield Bad("congestion", "no_header", as_csv(rows[1:]))
    yield Bad("congestion", "nul_character", content.replace(b"520", b"52\x000"), line=6)
    yield Bad("congestion", "unclosed_quote", content.replace(b"520", b'"520'), line=6)


def _workbooks() -> Iterator[Bad]:
    rows = good_rows("workforce_placements")
    kind = "xlsx"
    yield Bad(
        "workforce_placements",
        "formula_without_value",
        as_workbook(rows, lambda book: book.active.__setitem__("E10", "=15+15")),
        cell="E10",
        line=10,
        kind=kind,
    )
    yield Bad(
        "workforce_placements",
        "placed_within_follow_up",
        as_workbook(with_cell(rows, "H10", "12")),
        cell="H10",
        line=10,
        variant="workbook",
        kind=kind,
    )
    yield Bad(
        "workforce_placements",
        "not_in_list",
        as_workbook(with_cell(rows, "B10", "welding")),
        cell="B10",
        line=10,
        variant="workbook",
        kind=kind,
    )


def bad_files() -> tuple[Bad, ...]:
    """Every bad file."""
    return (*one_cell_files(), *other_files())


def main() -> None:
    """Write them all."""
    for bad in bad_files():
        bad.path.parent.mkdir(parents=True, exist_ok=True)
        bad.path.write_bytes(bad.content)


if __name__ == "__main__":
    main()
