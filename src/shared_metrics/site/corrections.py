"""Figures that read otherwise than in the edition before, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared_metrics.periods import parse_period
from shared_metrics.releases import Correction, Edition, TableEntry
from shared_metrics.site.tables import group_name, title_of
from shared_metrics.site.words import INSTEAD, Words


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """One corrected figure."""

    release: str
    table: str
    metric: str
    by: str
    period: str
    groups: tuple[str, ...]
    was: str
    now: str
    note: str


def corrections_of(
    edition: Edition, corrections: Iterable[Correction], words: Words
) -> list[CorrectionShown]:
    """Corrections as an edition's pages show them."""
    entries = {entry.id: entry for entry in edition.release.tables}
    return [
        _shown(edition, entries[one.table], one, words)
        if one.table in entries and one.table in edition.tables
        else _as_written(edition, one)
        for one in corrections
    ]


def _as_written(edition: Edition, one: Correction) -> CorrectionShown:
    """Of a table this edition no longer has."""
    groups = tuple(one.group.values())
    return CorrectionShown(
        edition.id, "", one.table, "", one.period, groups, one.was, one.now, one.note
    )


def _shown(
    edition: Edition, entry: TableEntry, correction: Correction, words: Words
) -> CorrectionShown:
    table = edition.tables[entry.id]
    groups = (
        group_name(entry, column, code, words)
        for column, code in correction.group.items()
        if column in table.by
    )
    return CorrectionShown(
        edition.id,
        entry.id,
        table.metric.title,
        title_of(table, entry, words),
        words.period(parse_period(correction.period, table.every)),
        tuple(groups),
        _figure(correction.was, edition, entry, words),
        _figure(correction.now, edition, entry, words),
        correction.note,
    )


def _figure(text: str, edition: Edition, entry: TableEntry, words: Words) -> str:
    """A figure as it was shown: a number, a code, or the word in its place."""
    if text in INSTEAD:
        return words.instead(text)
    try:
        return words.value(float(text), edition.release.metric_by_id[entry.metric])
    except ValueError:
        return words.coded(text)
