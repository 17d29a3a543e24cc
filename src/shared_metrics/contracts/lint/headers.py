"""No header may mean two columns, and no spelling two values."""

from collections.abc import Iterator, Mapping
from typing import Final

from shared_metrics.contracts.model import Column, Contract, Synonym
from shared_metrics.contracts.names import header_key, value_key
from shared_metrics.documents import Notebook

HEADER_RULES: Final[Mapping[str, str]] = {
    "header_names": "Names, titles and synonyms of columns are unique, as headers are compared.",
    "enum_values": "Values, labels and synonyms of values are unique in their column.",
}


def note_header_problems(contract: Contract, notebook: Notebook) -> None:
    """Note every header text that would mean two columns, and every value that would mean two."""
    for partner in _partners(contract):
        _note_shared_headers(contract, partner, notebook)
    for column in contract.columns:
        _note_repeated_synonyms(column, notebook)
        _note_shared_values(column, notebook)


def _partners(contract: Contract) -> Iterator[str | None]:
    named = {synonym.partner for column in contract.columns for synonym in column.synonyms}
    yield None
    yield from sorted(partner for partner in named if partner is not None)


def _note_shared_headers(contract: Contract, partner: str | None, notebook: Notebook) -> None:
    """For one partner's files: what holds for everybody's is told once, with partner None."""
    owner: dict[str, tuple[Column, bool]] = {}
    for column in contract.columns:
        for text in column.headers_for(partner):
            theirs = partner is None or Synonym(text, partner) in column.synonyms
            other, others = owner.setdefault(header_key(text), (column, theirs))
            if other is not column and (theirs or others):
                message = f"“{text}” would mean both “{other.name}” and “{column.name}”."
                notebook.add(column.line, "header_names", message)


def _note_repeated_synonyms(column: Column, notebook: Notebook) -> None:
    seen: set[tuple[str, str | None]] = set()
    for synonym in column.synonyms:
        key = header_key(synonym.text)
        if not key:
            message = f"The synonym “{synonym.text}” holds no letter or digit."
            notebook.add(column.line, "header_names", message)
        if (key, synonym.partner) in seen:
            message = f"“{synonym.text}” stands among the synonyms of “{column.name}” twice."
            notebook.add(column.line, "header_names", message)
        seen.add((key, synonym.partner))


def _note_shared_values(column: Column, notebook: Notebook) -> None:
    owner: dict[str, str] = {}
    values: set[str] = set()
    for entry in column.enum:
        if entry.value in values:
            message = f"The value “{entry.value}” of “{column.name}” stands there twice."
            notebook.add(column.line, "enum_values", message)
        values.add(entry.value)
        for text in (entry.value, entry.label, *entry.synonyms):
            other = owner.setdefault(value_key(text), entry.value)
            if other != entry.value:
                message = f"In “{column.name}”, “{text}” would mean “{other}” and “{entry.value}”."
                notebook.add(column.line, "enum_values", message)
