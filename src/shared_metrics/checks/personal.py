"""Columns that look like people's names, emails, birth dates, phone or social security numbers.

Found before anything is kept. A finding says where and what kind, never what stands there.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import polars as pl

from shared_metrics.checks.cells import counted
from shared_metrics.contracts.model import Column, ColumnType, Contract
from shared_metrics.findings import Finding, Level
from shared_metrics.observations import LINE
from shared_metrics.reading import ReadTable
from shared_metrics.reading.outside import PLACE, SHEET, TEXT
from shared_metrics.reading.places import cell_name

PERSONAL_DATA = "personal_data"
PERSONAL_DATA_IN_NOTES = "personal_data_in_notes"


class Kind(StrEnum):
    """What a column seems to hold."""

    EMAIL = "email addresses"
    SOCIAL_SECURITY = "social security numbers"
    PHONE = "phone numbers"
    BIRTH_DATE = "birth dates"
    NAME = "people’s names"


_BY_VALUE = {
    Kind.EMAIL: r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
    Kind.SOCIAL_SECURITY: r"(?:^|[^0-9-])[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}(?:[^0-9-]|$)",
    Kind.PHONE: (
        r"^(?:tel\.?:? ?)?(?:\+?1[-. ]?)?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[-. ])"
        r"[2-9][0-9]{2}[-. ][0-9]{4}(?: ?(?:x|ext\.?) ?[0-9]+)?$|^\+[0-9][0-9 ().-]{8,16}[0-9]$"
    ),
}
_PHONE_IN_WORDS = r"(?:\([2-9][0-9]{2}\) ?|\b[2-9][0-9]{2}[-. ])[2-9][0-9]{2}[-. ][0-9]{4}\b"
_IN_NOTES = {**_BY_VALUE, Kind.PHONE: _PHONE_IN_WORDS}
_BY_HEADER = {
    Kind.EMAIL: re.compile(r"\be ?mails?\b|\bmail address"),
    Kind.SOCIAL_SECURITY: re.compile(r"\bssn\b|social security|\bss ?(?:#|no\b|num)|\bitin\b"),
    Kind.PHONE: re.compile(r"\b(?:tele)?phones?\b|\bmobile\b|\bcell\b|\bcell ?phone|\btel\b"),
    Kind.BIRTH_DATE: re.compile(r"\bbirth|\bdob\b|\bborn\b|\bd o b\b"),
    Kind.NAME: re.compile(
        r"\b(?:first|last|full|middle|given|family|sur|nick|maiden|preferred) ?names?\b|\bsurname\b"
        r"|^names?$|\b(?:client|student|participant|person|member|trainee|learner|employee|child"
        r"|parent|guardian|contact|mentor|mentee|intern|teacher|staff|graduate|applicant|worker)s?"
        r"(?: s)? (?:full )?names?\b"
        r"|^(?:client|student|participant|person|trainee|learner|child|parent|guardian|mentee)$"
    ),
}
_FITS_HEADER = {
    Kind.EMAIL: r"\S",
    Kind.SOCIAL_SECURITY: r"[0-9Xx*]{3,4}[- ]?[0-9Xx*]{2}[- ]?[0-9]{4}|^[0-9]{4}$",
    Kind.PHONE: r"(?:[0-9][^0-9]*){7,}",
    Kind.BIRTH_DATE: r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}|^(?:19|20)[0-9]{2}$|^[0-9]{8}$|^[0-9]{5}$",
    Kind.NAME: r"^\p{L}[\p{L}'’. -]+(?:, ?\p{L}[\p{L}'’. -]*)?$",
}
_FREQUENT = """
    james mary robert patricia john jennifer michael linda david elizabeth william barbara
    richard susan joseph jessica thomas sarah charles karen christopher lisa daniel nancy
    matthew betty anthony margaret mark sandra donald ashley steven kimberly paul emily andrew
    donna joshua michelle kenneth carol kevin amanda brian melissa george deborah timothy
    stephanie ronald rebecca jason sharon edward laura jeffrey cynthia ryan dorothy jacob amy
    gary kathleen nicholas angela eric shirley jonathan emma stephen brenda larry pamela justin
    nicole scott anna brandon samantha benjamin katherine samuel christine gregory helen
    alexander debra patrick rachel maria jose juan luis carlos jesus miguel ana carmen rosa
    guadalupe sofia isabella diego pedro fernando alejandro ricardo gabriela valentina lucia
    elena marta minh linh thanh huong nguyen tuan hoa mei wei li ming jin yuki hiroshi priya raj
    amit anita sanjay fatima mohammed ahmed ali omar aisha hassan ibrahim olga ivan natasha
    svetlana jamal keisha aaliyah malik noah liam olivia ava mia ethan logan lucas mason harper
    amelia evelyn abigail grace hannah chloe
"""
_GIVEN_NAMES = frozenset(_FREQUENT.split())
_OF_PLACES = """
    san santa los las saint st mount fort county city town metro area valley region bay district
    school college university academy institute center centre program programme foundation inc llc
    corp company department office agency services works health hospital library church council
    alliance network street avenue road park survey bureau board group team club course academy
"""
_PLACE_WORDS = frozenset(_OF_PLACES.split())
_NAME_VALUE = re.compile(r"[^\W\d_][\w'’.-]*(?:,? [^\W\d_][\w'’.-]*){1,3}")
_OLDEST, _YOUNGEST = 105, 10


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """A column that seems to hold personal data: its first such cell and how many there are."""

    column: str
    kind: Kind
    line: int
    cells: int


def personal_columns(
    read: ReadTable, contract: Contract, today: dt.date
) -> tuple[PersonalColumn, ...]:
    """Every column, the contract's or extra, that looks like personal data."""
    found = [
        _look(
            read.cells[c.name],
            read.cells[LINE],
            read.matched.get(c.name),
            names=_may_hold_names(c) or c.name in read.matched,
            today=today,
        )
        for c in contract.columns
        if c.name in read.cells.columns
    ]
    extra = [
        _look(read.extra[name], read.extra[LINE], name, names=True, today=today)
        for name in read.extra.columns
        if name != LINE
    ]
    return tuple(column for column in (*found, *extra) if column is not None)


def _may_hold_names(column: Column) -> bool:
    return column.type is ColumnType.STRING and not column.enum and column.pattern is None


def _look(
    text: pl.Series, lines: pl.Series, header: str | None, *, names: bool, today: dt.date
) -> PersonalColumn | None:
    filled = text.drop_nulls()
    if not len(filled):
        return None
    for kind, fits in _suspicions(filled, header, names=names, today=today):
        where = text.str.contains(fits).fill_null(value=False)
        if where.any():
            first = int(lines[int(where.arg_max() or 0)])
            return PersonalColumn(text.name, kind, first, int(where.sum()))
    return None


def _suspicions(
    filled: pl.Series, header: str | None, *, names: bool, today: dt.date
) -> Iterator[tuple[Kind, str]]:
    """Kinds to look for, each with the pattern of its cells."""
    long = filled.filter(filled.str.len_bytes() >= 6).unique()  # noqa: PLR2004 # a@b.cd
    for kind, pattern in _BY_VALUE.items():
        if long.str.contains(pattern).any():
            yield kind, pattern
    if header is not None:
        words = " ".join(re.findall(r"[a-z#]+", _spaced(header)))
        for kind, said in _BY_HEADER.items():
            if said.search(words):
                yield kind, _FITS_HEADER[kind]
        if _mostly(filled, lambda t: _is_birth_date(t, today)):
            yield Kind.BIRTH_DATE, _FITS_HEADER[Kind.BIRTH_DATE]
    if names and _mostly(filled, _is_name):
        yield Kind.NAME, _FITS_HEADER[Kind.NAME]


def _spaced(header: str) -> str:
    """`firstName` and `FIRST_NAME` as words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", header).lower()


def _mostly(filled: pl.Series, test: Callable[[str], bool]) -> bool:
    """Whether half of the different texts, and at least two of them, pass."""
    different = filled.unique().head(200).to_list()
    passing = sum(test(text) for text in different)
    return passing >= 2 and passing * 2 >= len(different)  # noqa: PLR2004 # one may be chance


def _is_name(text: str) -> bool:
    words = frozenset(text.lower().replace(",", " ").replace(".", " ").split())
    is_person = bool(words & _GIVEN_NAMES) and not words & _PLACE_WORDS
    return is_person and _NAME_VALUE.fullmatch(text) is not None


def _is_birth_date(text: str, today: dt.date) -> bool:
    match = re.fullmatch(
        r"(?:([0-9]{4})[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
        r"|[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{4}))(?:[ T]00:00(?::00)?)?",
        text,
    )
    if match is None:
        return False
    year = int(match[1] or match[2])
    return today.year - _OLDEST <= year <= today.year - _YOUNGEST


def personal_findings(
    found: Iterable[PersonalColumn], read: ReadTable, false_alarms: frozenset[str]
) -> Iterator[Finding]:
    """One finding for each such column; a column marked as a false alarm is for checking only."""
    for personal in found:
        known = personal.column in false_alarms
        yield Finding(
            PERSONAL_DATA,
            Level.CHECK if known else Level.FIX,
            f"A column looks like {personal.kind} ({counted(personal.cells, 'cell')}). "
            "Figures about groups are asked for, never data about one person.",
            line=personal.line,
            column=personal.column,
            cell=read.cell_name(personal.column, personal.line),
            fix="Marked as a false alarm: say why it is not about people."
            if known
            else "Take the whole column out of the file and send it again. If it is not about "
            "people, ask for it to be marked as a false alarm.",
        )


def personal_outside(read: ReadTable, today: dt.date) -> Iterator[Finding]:
    """Findings about text that is kept with the file but is not in its table."""
    same_sheet = pl.col(SHEET).is_null()
    yield from _in_notes(read.outside.filter(same_sheet))
    others = read.outside.filter(~same_sheet)
    for _, cells in others.group_by(SHEET, PLACE, maintain_order=True):
        yield from _on_other_sheet(cells, today)


def _in_notes(notes: pl.DataFrame) -> Iterator[Finding]:
    """A contact in a note may stay, for a reason; a social security number may not."""
    for kind, pattern in _IN_NOTES.items():
        may_stay = kind is not Kind.SOCIAL_SECURITY
        for row in notes.filter(pl.col(TEXT).str.contains(pattern)).iter_rows(named=True):
            yield Finding(
                PERSONAL_DATA_IN_NOTES,
                Level.CHECK if may_stay else Level.FIX,
                f"A line outside the table seems to hold {kind}. It is kept with the file.",
                line=row[LINE],
                cell=cell_name(row[PLACE], row[LINE]),
                fix="Say that it is the contact of somebody at work, or take it out."
                if may_stay
                else "Take it out and send the file again.",
            )


def _on_other_sheet(cells: pl.DataFrame, today: dt.date) -> Iterator[Finding]:
    """One column of another sheet; its first text is taken as the header."""
    header, below = str(cells[TEXT][0]), cells[1:]
    found = _look(below[TEXT], below[LINE], header, names=True, today=today) or _look(
        cells[TEXT], cells[LINE], None, names=False, today=today
    )
    if found is not None:
        cell = cell_name(cells[PLACE][0], found.line)
        yield Finding(
            PERSONAL_DATA,
            Level.FIX,
            f"The sheet “{cells[SHEET][0]}” looks like it holds {found.kind} "
            f"({counted(found.cells, 'cell')}). The whole workbook would be kept.",
            line=found.line,
            cell=f"{cells[SHEET][0]}!{cell}",
            fix="Delete that sheet, or send the sheet with the figures as a file of its own.",
        )


def without_values(
    findings: Iterable[Finding], columns: Iterable[str], meanings: Mapping[str, str]
) -> Iterator[Finding]:
    """Findings that repeat nothing from a personal column."""
    secret = frozenset(columns)
    for finding in findings:
        about_rows = secret and finding.column is None and finding.value is not None
        if finding.rule != PERSONAL_DATA and (finding.column in secret or about_rows):
            message = meanings.get(finding.rule, "A rule of the reporting guide is broken.")
            yield replace(finding, value=None, message=message)
        else:
            yield finding
