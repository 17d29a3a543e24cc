"""Which column is which: what a file lacks, and what it has that could be meant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.contracts.model import Column, Contract, Role
from shared_metrics.desk.opening import Desk
from shared_metrics.findings import Finding
from shared_metrics.reading import ReadTable, Upload, header_of
from shared_metrics.reading.header import nearest_column, shown_header, vocabulary_of
from shared_metrics.submissions import HeaderMatch

EXAMPLES = 3
_LONGEST_EXAMPLE = 24
NO_HEADER, MISSING_COLUMN = "no_header", "missing_column"
NO_PERIOD, PERSONAL_DATA = "no_period", "personal_data"  # `checks` is not imported for names


@dataclass(frozen=True, slots=True)
class Lacking:
    """A contract column the file does not have.

    `guess`: the header closest to it, if any. `needed`: the file cannot be sent without it.
    """

    column: Column
    guess: str | None
    needed: bool


@dataclass(frozen=True, slots=True)
class Matching:
    """What a person is asked. `headers`: of the file's own -> its first few different cells.

    Cells of a column that looks like personal data are not among them.
    """

    lacking: tuple[Lacking, ...]
    headers: Mapping[str, tuple[str, ...]]

    @property
    def needed(self) -> bool:
        """Whether the file cannot be sent without."""
        return any(one.needed for one in self.lacking)

    @property
    def pressing(self) -> bool:
        """Whether it is worth a look: needed, or there is a guess."""
        return self.needed or any(one.guess for one in self.lacking)


def matching_of(
    table: ReadTable,
    contract: Contract,
    upload: Upload,
    findings: tuple[Finding, ...],
    *,
    sheet: str | None = None,
) -> Matching | None:
    """What to ask about a file as read; None when every column is found or none is left over.

    `findings`: as judged, which say what columns look like personal data.
    """
    headers = _headers(table, upload, findings, sheet)
    lacking = [c for c in contract.columns if c.name not in table.positions]
    if not headers or not lacking:
        return None
    guesses = _guesses(headers, contract, {column.name for column in lacking})
    asked = (
        Lacking(column, guesses.get(column.name), _needed(column, table, findings))
        for column in lacking
    )
    return Matching(tuple(sorted(asked, key=lambda one: not one.needed)), headers)


def _needed(column: Column, table: ReadTable, findings: tuple[Finding, ...]) -> bool:
    """A period that was said otherwise needs no column; in a file not read all are missed."""
    if not table.readable:
        return not column.optional
    told = {(finding.rule, finding.column) for finding in findings}
    no_period = column.role is Role.PERIOD and (NO_PERIOD, None) in told
    return no_period or (MISSING_COLUMN, column.name) in told


def _headers(
    table: ReadTable, upload: Upload, findings: tuple[Finding, ...], sheet: str | None
) -> dict[str, tuple[str, ...]]:
    if table.readable:
        personal = {f.column for f in findings if f.rule == PERSONAL_DATA}
        return {
            header: () if name in personal else tuple(_examples(table, name))
            for header, name in table.unmatched.items()
        }
    if not any(finding.rule == NO_HEADER for finding in table.findings):
        return {}
    found = header_of(upload, sheet=sheet)
    names = () if isinstance(found, Finding) else found
    return {shown_header(name): () for name in names if names.count(name) == 1}


def _examples(table: ReadTable, name: str) -> Iterator[str]:
    """The first few different cells of a column that no contract describes."""
    texts = table.extra[name].drop_nulls().unique(maintain_order=True).head(EXAMPLES)
    for text in texts:
        yield text if len(text) <= _LONGEST_EXAMPLE else f"{text[:_LONGEST_EXAMPLE]}…"


def _guesses(
    headers: Mapping[str, object], contract: Contract, lacking: set[str]
) -> dict[str, str]:
    """Lacking column -> header; each header and column at most once."""
    vocabulary, guesses = vocabulary_of(contract), dict[str, str]()
    for header in headers:
        name = nearest_column(header, lacking - guesses.keys(), vocabulary)
        if name is not None:
            guesses[name] = header
    return guesses


def header_matches(
    desk: Desk, person: Person, partner_id: str, contract: Contract
) -> list[HeaderMatch]:
    """What was confirmed of the headers in a partner's files, for who may send them."""
    people.check_can_send_for(person, partner_id)
    return desk.ledger.header_matches(partner_id, contract.id)
