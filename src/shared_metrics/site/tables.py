"""Public tables as a page shows them: periods down, groups across, a word where a number is not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from shared_metrics.agenda.model import Metric
from shared_metrics.disclosure.public_table import (
    CODED,
    REVISION_PENDING,
    SECTOR,
    STATUS,
    PublicTable,
)
from shared_metrics.observations import PARTNER, PERIOD, VALUE
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.progress.wording import is_share
from shared_metrics.releases import TableEntry
from shared_metrics.site.places import row_anchor
from shared_metrics.site.words import Words, message

EVERY: Final = {
    PeriodKind.MONTH: message("by month"),
    PeriodKind.QUARTER: message("by quarter"),
    PeriodKind.YEAR: message("by year"),
    PeriodKind.SCHOOL_YEAR: message("by school year"),
}
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: the words in it, and whether they are a number, an older number or neither."""

    words: str
    status: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its period, the groups it is about but for the last thing, and its figures."""

    anchor: str
    heads: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table on a page; newest period first.

    `title`: what it is by; `heads` name the first columns, `columns` the groups across (or the
    unit; where groups are, `unit` is it, unless each number carries it).
    """

    id: str
    metric: Metric
    title: str
    heads: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    hidden: int
    pending: int
    by: tuple[str, ...]
    unit: str = ""

    @property
    def gaps(self) -> bool:
        """Whether some places have no number."""
        return any(f.status != "published" for line in self.lines for f in line.figures)

    @property
    def groups_are_own(self) -> bool:
        """Whether the names across are the partnership's own words."""
        return bool(self.by) and self.by[-1] not in {SECTOR, PARTNER}

    @property
    def heads_are_own(self) -> bool:
        """Whether the names down are the partnership's own words."""
        return any(column not in {SECTOR, PARTNER} for column in self.by[:-1])

    @property
    def coded(self) -> bool:
        """Whether a share is shown as "<5 %"."""
        return any(f.status == "coded" for line in self.lines for f in line.figures)


def shown(table: PublicTable, entry: TableEntry, words: Words) -> Shown:
    """A table as a page shows it, with the names that the edition gives its groups."""
    figures = _figures(table, words)
    across, down = table.by[-1:], table.by[:-1]
    columns = _codes(table, entry, across[0]) if across else [""]
    kept = {at[:-1] for at in figures} if across else set(figures)
    names = [_codes(table, entry, column) for column in down]
    periods = sorted({at[0] for at in figures}, reverse=True)
    lines = tuple(
        _line(
            table, entry, words, head, [figures.get((*head, *([c] if c else []))) for c in columns]
        )
        for head in product(periods, *names)
        if head in kept
    )
    return Shown(
        id=table.id,
        metric=table.metric,
        title=title_of(table, entry, words),
        heads=(words.say("Period"), *(by_title(entry, column, words) for column in down)),
        columns=tuple(
            group_name(entry, across[0], code, words) if code else words.unit(table.metric)
            for code in columns
        ),
        lines=lines,
        hidden=table.hidden,
        pending=entry.pending,
        by=table.by,
        unit="" if not across or is_share(table.metric) else words.unit(table.metric),
    )


def only(seen: Shown, column: str, every: str) -> Shown | None:
    """One group's column, titled `every`; None when nothing is said of the group."""
    if column not in seen.columns:
        return None
    at = seen.columns.index(column)
    lines = tuple(
        replace(line, figures=(line.figures[at],))
        for line in seen.lines
        if line.figures[at].status != "none"
    )
    kept = [line.figures[0] for line in lines]
    return replace(
        seen,
        columns=(column,),
        title=every,
        lines=lines,
        hidden=sum(one.status == "suppressed" for one in kept),
        pending=sum(one.pending for one in kept),
    )


def _figures(table: PublicTable, words: Words) -> dict[tuple[str, ...], Figure]:
    """The cells by place. What a partner did not report is nobody's business: no cell at all."""
    rows = table.cells.iter_rows(named=True)
    return {
        (str(row[PERIOD]), *(str(row[column]) for column in table.by)): figure(row, table, words)
        for row in rows
        if PARTNER not in table.by or row[STATUS] != "not_reported"
    }


def figure(row: Row, table: PublicTable, words: Words) -> Figure:
    """A cell in words."""
    status = str(row[STATUS])
    if status != "published":
        return Figure(words.instead(status), status)
    pending = bool(row[REVISION_PENDING])
    value = row[VALUE]
    if isinstance(value, float):
        return Figure(words.number(value, table.metric), status, pending)
    return Figure(words.coded(str(row[CODED])), "coded", pending)


def _codes(table: PublicTable, entry: TableEntry, column: str) -> list[str]:
    """The groups of a column, in the order the edition names them, then as they come."""
    there = table.cells[column].unique(maintain_order=True).to_list()
    named = [code for code in entry.by_names.get(column, {}) if code in set(there)]
    return [*named, *(code for code in there if code not in set(named))]


def _line(
    table: PublicTable,
    entry: TableEntry,
    words: Words,
    head: tuple[str, ...],
    figures: Sequence[Figure | None],
) -> Line:
    nothing = Figure(words.say("no figure"), "none")
    heads = [
        group_name(entry, column, code, words)
        for column, code in zip(table.by[:-1], head[1:], strict=True)
    ]
    period = parse_period(head[0], table.every)
    return Line(
        row_anchor(table.id, "-".join(head)),
        (words.period(period), *heads),
        tuple(one or nothing for one in figures),
    )


def title_of(table: PublicTable, entry: TableEntry, words: Words) -> str:
    """`by quarter and sector (type of organization)`."""
    every = words.say(EVERY[table.every])
    if not table.by:
        return every
    return words.say(
        "%(every)s, by %(groups)s", every=every, groups=_list(_lower(entry, table.by, words), words)
    )


def _lower(entry: TableEntry, by: Iterable[str], words: Words) -> list[str]:
    titles = [by_title(entry, column, words) for column in by]
    return [title[:1].lower() + title[1:] for title in titles]


def _list(items: Sequence[str], words: Words) -> str:
    *rest, last = items
    return words.say("%(items)s and %(last)s", items=", ".join(rest), last=last) if rest else last


def by_title(entry: TableEntry, column: str, words: Words) -> str:
    """What a column is called."""
    ours = {SECTOR: message("Sector (type of organization)"), PARTNER: message("Partner")}
    return words.say(ours[column]) if column in ours else entry.by_titles.get(column, column)


def group_name(entry: TableEntry, column: str, code: str, words: Words) -> str:
    """What people read for a group."""
    if column == SECTOR:
        return words.sector(code)
    return entry.by_names.get(column, {}).get(code, code)
