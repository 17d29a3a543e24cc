"""Header texts -> contract columns: by name, title, synonym, or a person's word for it."""

import datetime as dt
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from shared_metrics.contracts import header_key
from shared_metrics.contracts.model import Column, Contract
from shared_metrics.findings import Assumption, Finding, Level
from shared_metrics.observations import LINE
from shared_metrics.reading.places import cell_name, column_letters

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
HARD_SPACES = "\u00a0\u202f\u2007"
_WHITE_SPACE = (  # Unicode's, as Polars strips it; Python's own strip takes more
    " \t\n\x0b\x0c\r\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_TIDY = str.maketrans(dict.fromkeys(INVISIBLE, "") | dict.fromkeys(HARD_SPACES, " "))
_DIGITS_GLUED_ON = re.compile(r"(.*[^\d])\d{1,2}")
_SIMILAR_ENOUGH = 0.8
_LONGEST_QUOTED_HEADER = 80


def tidy_text(text: str) -> str:
    """One cell as the table will hold it: no invisible characters, plain spaces, NFC, stripped."""
    return unicodedata.normalize("NFC", text.translate(_TIDY)).strip(_WHITE_SPACE)


def is_blank(cells: Iterable[str]) -> bool:
    """Whether no cell holds anything a person can see."""
    for cell in cells:  # noqa: SIM110 - runs once a row: a generator costs more than the answer
        if cell[:1].isalnum() or tidy_text(cell):
            return False
    return True


def shown_header(text: str) -> str:
    """A header as people read it in a message: on one line, not endless."""
    shown = " ".join(tidy_text(text).split())
    return shown if len(shown) <= _LONGEST_QUOTED_HEADER else f"{shown[:_LONGEST_QUOTED_HEADER]}…"


def key_of(text: str) -> str:
    """What makes two header texts the same; texts without Latin letters compare as they are."""
    return header_key(text) or tidy_text(text).casefold()


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a person said of a header in an earlier file: its contract column, and when."""

    column: str
    on: dt.date


@dataclass(frozen=True)
class Vocabulary:
    """The header texts of one contract in the files of one partner."""

    columns: Mapping[str, str]  # header key -> contract column
    declared: frozenset[str]  # keys of the columns' own names and titles
    confirmed: frozenset[str] = field(default=frozenset())  # keys a person matched
    remembered: Mapping[str, dt.date] = field(default_factory=dict)  # keys matched before: when

    def column_for(self, text: str) -> str | None:
        """The contract column an exact header means, if any."""
        return self.columns.get(key_of(text))

    def column_without_digits(self, text: str) -> str | None:
        """The column a header such as `Enrolled1` means once its footnote number is dropped."""
        match = _DIGITS_GLUED_ON.fullmatch(key_of(text))
        return self.columns.get(match[1]) if match else None

    def hits(self, cells: Iterable[str]) -> int:
        """How many different contract columns a row of texts names."""
        found = {self.column_for(cell) or self.column_without_digits(cell) for cell in cells}
        return len(found - {None})


def vocabulary_of(
    contract: Contract,
    partner: str | None = None,
    header_matches: Mapping[str, str] | None = None,
    remembered: Mapping[str, Remembered] | None = None,
) -> Vocabulary:
    """Header key -> column: what a person confirmed now, the contract's order, what was before.

    A confirmed match to a column the contract no longer has is passed over.
    """
    confirmed = {
        key_of(text): name
        for text, name in (header_matches or {}).items()
        if name in contract.by_name and key_of(text)
    }
    columns = dict(confirmed)
    for column in contract.columns:
        for text in column.headers_for(partner):
            columns.setdefault(key_of(text), column.name)
    before = {
        key_of(text): match
        for text, match in (remembered or {}).items()
        if match.column in contract.by_name and key_of(text) not in columns
    }
    columns |= {key: match.column for key, match in before.items()}
    declared = {key_of(text) for c in contract.columns for text in (c.name, c.title)}
    columns.pop("", None)
    on = {key: match.on for key, match in before.items() if key}
    return Vocabulary(columns, frozenset(declared), frozenset(confirmed), on)


def nearest_column(text: str, names: Container[str], vocabulary: Vocabulary) -> str | None:
    """Which of these contract columns has a header text close to this one, if any: a guess."""
    keys = [key for key, name in vocabulary.columns.items() if name in names]
    close = get_close_matches(key_of(text), keys, n=1, cutoff=_SIMILAR_ENOUGH)
    return vocabulary.columns[close[0]] if close else None


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The row with the column names: its first and last physical line, and its cells.

    `addressed`: cells have addresses, as in Excel, so one past the last name cannot be misplaced.
    """

    line: int
    last_line: int
    cells: tuple[str, ...]
    addressed: bool = False

    @property
    def width(self) -> int:
        """Columns up to the last one with a name; all of them where cells have addresses."""
        if self.addressed:
            return len(self.cells)
        named = [i for i, cell in enumerate(self.cells) if tidy_text(cell)]
        return named[-1] + 1 if named else 0


def enough_hits(hits: int, vocabulary: Vocabulary) -> bool:
    """Whether a row is a header: two of the contract's columns, or its only one."""
    return hits >= min(2, len(set(vocabulary.columns.values())))


@dataclass(frozen=True)
class ColumnMatch:
    """Where each contract column and each other named column stands (0-based sheet columns).

    `matched`: contract column -> the header a person matched with it. `unmatched`: header that a
    person could match -> its name in `extra`.
    """

    positions: Mapping[str, int]
    extra: Mapping[str, int]
    matched: Mapping[str, str]
    unmatched: Mapping[str, str]
    findings: tuple[Finding, ...]
    assumptions: tuple[Assumption, ...]


@dataclass
class _Matching:
    """The header being matched; filled column by column."""

    header: HeaderRow
    contract: Contract
    vocabulary: Vocabulary
    positions: dict[str, int] = field(default_factory=dict)
    extra: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)
    matched: dict[str, str] = field(default_factory=dict)

    def text(self, position: int) -> str:
        return shown_header(self.header.cells[position])

    def cell(self, position: int) -> str:
        return cell_name(position, self.header.line)


def _add_extra(matching: _Matching, position: int) -> None:
    name = matching.text(position)
    taken = {LINE, *matching.extra, *matching.contract.by_name}
    if name in taken:
        name = f"{name} (column {column_letters(position)})"
    matching.extra[name] = position


def _duplicate(matching: _Matching, position: int, name: str) -> None:
    first = matching.positions[name]
    matching.findings.append(
        Finding(
            "duplicate_header",
            Level.FIX,
            f"“{matching.text(first)}” in {matching.cell(first)} and “{matching.text(position)}” "
            f"in {matching.cell(position)} are both the column {name}.",
            line=matching.header.line,
            column=name,
            cell=matching.cell(position),
            value=matching.text(position),
            fix="Delete or rename one of them.",
        )
    )
    _add_extra(matching, position)


def _say_how_matched(matching: _Matching, position: int, name: str) -> None:
    text, key = matching.text(position), key_of(matching.header.cells[position])
    on = matching.vocabulary.remembered.get(key)
    if key in matching.vocabulary.confirmed or on:
        matching.matched[name] = text
        when = f" on {on.day} {on:%B %Y}" if on else ""
        message = f"“{text}” was read as {name}, as you confirmed{when}."
    elif key in matching.vocabulary.declared:
        return
    else:
        message = f"“{text}” was read as {name}."
    matching.assumptions.append(Assumption("header_matched", message))


def _match_exact(matching: _Matching) -> None:
    """By the words of now; a match remembered from an earlier file gives way to them."""
    named = list(enumerate(matching.header.cells[: matching.header.width]))
    before = matching.vocabulary.remembered
    for position, text in sorted(named, key=lambda cell: key_of(cell[1]) in before):
        name = matching.vocabulary.column_for(text)
        if name is None:
            continue
        if name in matching.positions and key_of(text) in before:
            continue
        if name in matching.positions:
            _duplicate(matching, position, name)
        else:
            matching.positions[name] = position
            _say_how_matched(matching, position, name)


def _match_digits(matching: _Matching, position: int) -> bool:
    """`Enrolled1`, when no other header is `Enrolled`."""
    name = matching.vocabulary.column_without_digits(matching.header.cells[position])
    if name is None or name in matching.positions:
        return False
    matching.positions[name] = position
    message = f"“{matching.text(position)}” was read as {name}, without the number at its end."
    matching.assumptions.append(Assumption("header_digits", message))
    return True


def _match_rest(matching: _Matching) -> list[int]:
    """Positions of named columns that stay outside the contract."""
    matched = {*matching.positions.values(), *matching.extra.values()}
    outside = []
    for position, text in enumerate(matching.header.cells[: matching.header.width]):
        if position in matched or not tidy_text(text):
            continue
        if not _match_digits(matching, position):
            _add_extra(matching, position)
            outside.append(position)
    return outside


def _absent(matching: _Matching) -> Iterator[Column]:
    return (c for c in matching.contract.columns if c.name not in matching.positions)


def _suggestion(matching: _Matching, text: str) -> Column | None:
    """The absent column whose header texts come closest to this one."""
    absent = {column.name: column for column in _absent(matching)}
    name = nearest_column(text, absent, matching.vocabulary)
    return absent[name] if name else None


def _say_unknown(matching: _Matching, position: int, meant: Column | None) -> None:
    text = matching.text(position)
    lossy = meant is not None and meant.optional
    question = f" Did you mean {meant.name}?" if meant else ""
    matching.findings.append(
        Finding(
            "likely_misspelt_column" if lossy else "unknown_column",
            Level.CHECK if lossy else Level.NOTE,
            f"The column “{text}” is not in the contract and is not read.{question}",
            line=matching.header.line,
            cell=matching.cell(position),
            value=text,
            fix=f"Rename it to {meant.name}." if meant else None,
        )
    )


def _say_not_there(matching: _Matching, header_matches: Mapping[str, str]) -> None:
    there = {key_of(cell) for cell in matching.header.cells}
    for text, name in header_matches.items():
        if name in matching.contract.by_name and key_of(text) not in there:
            message = f"The file has no column “{shown_header(text)}” to read as {name}."
            finding = Finding("header_not_in_file", Level.NOTE, message, column=name)
            matching.findings.append(finding)


def _matchable(matching: _Matching, outside: Iterable[int]) -> dict[str, str]:
    """Headers a person can match by their text: that stand once and are shown whole."""
    keys = [key_of(cell) for cell in matching.header.cells]
    names = {position: name for name, position in matching.extra.items()}
    return {
        matching.text(position): names[position]
        for position in outside
        if keys[position]
        and keys.count(keys[position]) == 1
        and key_of(matching.text(position)) == keys[position]
    }


def _say_missing(matching: _Matching, column: Column, likely: str | None) -> None:
    fix = f"Rename “{likely}” to {column.name}." if likely else f"Add a column {column.name}."
    matching.findings.append(
        Finding(
            "missing_column",
            Level.FIX,
            f"The column {column.name} ({column.title}) is missing.",
            line=matching.header.line,
            column=column.name,
            fix=fix,
        )
    )


def match_columns(
    header: HeaderRow,
    contract: Contract,
    vocabulary: Vocabulary,
    header_matches: Mapping[str, str] | None = None,
) -> ColumnMatch:
    """Every header cell to its contract column, with findings for what does not fit."""
    matching = _Matching(header, contract, vocabulary)
    _match_exact(matching)
    likely: dict[str, str] = {}
    outside = _match_rest(matching)
    for position in outside:
        meant = _suggestion(matching, header.cells[position])
        if meant is not None:
            likely.setdefault(meant.name, matching.text(position))
        _say_unknown(matching, position, meant)
    for column in _absent(matching):
        if not column.optional:
            _say_missing(matching, column, likely.get(column.name))
    _say_not_there(matching, header_matches or {})
    return ColumnMatch(
        {
            c.name: matching.positions[c.name]
            for c in contract.columns
            if c.name in matching.positions
        },
        matching.extra,
        matching.matched,
        _matchable(matching, outside),
        tuple(matching.findings),
        tuple(matching.assumptions),
    )


def best_row(rows: Iterable[HeaderRow], vocabulary: Vocabulary) -> tuple[int, HeaderRow | None]:
    """The row that names the most contract columns (the first of equals), and how many."""
    best: tuple[int, HeaderRow | None] = (0, None)
    for row in rows:
        hits = vocabulary.hits(row.cells)
        if hits > best[0]:
            best = (hits, row)
    return best


def expected_names(contract: Contract) -> Sequence[str]:
    """The columns a file must have, as the contract names them."""
    return [column.name for column in contract.columns if not column.optional]
