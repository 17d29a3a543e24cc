"""Columns of text -> what each seems to be: when, whose, groups, things counted, numbers."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import polars as pl

from shared_metrics.checks.cells import Problem, TypedColumn
from shared_metrics.checks.number_shapes import sketch
from shared_metrics.checks.numbers import Separators, read_numbers, shows_decimal_comma
from shared_metrics.contracts import header_key, value_key
from shared_metrics.contracts.model import Column, ColumnType, Role
from shared_metrics.drafting.meanings import (
    CODE_WORDS,
    CURRENCIES,
    NOTE_WORDS,
    PARTNER_WORDS,
    TOTAL_WORDS,
    mark_reason,
    meaning_of,
    words_of,
)
from shared_metrics.drafting.model import DraftColumn, DraftTable, Group, When
from shared_metrics.drafting.naming import column_name, group_value
from shared_metrics.drafting.when import Found, find_when
from shared_metrics.periods import PeriodKind

_MOST_GROUPS = 12
_LONG_TEXT = 60
_TRIAL_SCALE = 6
_CENTS = 2
_WHOLE_PERCENT = 100
_STILL_A_NUMBER = (
    "masked_count",
    "ambiguous_number",
    "mixed_decimal_signs",
    "scientific_notation",
    "excel_error",
    "too_large",
)
_SIGN = re.compile(r"[%$€£]")
_LEADING_ZERO = re.compile(r"0\d+")


@dataclass(frozen=True, eq=False)
class FirstTable:
    """A file's cells by header, in its order; empty cells are null."""

    cells: Mapping[str, pl.Series]
    semicolons: bool = False


def guess_columns(
    table: FirstTable, partners: Collection[str], every: PeriodKind | None = None
) -> DraftTable:
    """Guess every column. `partners`: their names, to know a column of them. `every`: the kind.

    A table without any column that says when gets one more, `absent` from this file.
    """
    found = find_when({header: _different(series) for header, series in table.cells.items()})
    names = _names(list(table.cells))
    columns = [
        _guess(_bare(header, names[header]), series, table, found, partners)
        for header, series in table.cells.items()
    ]
    if found is None:
        columns.insert(0, _absent_period(every or PeriodKind.MONTH))
        return DraftTable(tuple(columns), When(every or PeriodKind.MONTH, "period", ("period",)))
    when = When(every or found.kind, found.how, tuple(names[h] for h in found.headers))
    return DraftTable(tuple(columns), when)


def _names(headers: Sequence[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    taken = {header_key(header) for header in headers}
    for place, header in enumerate(headers):
        others = (taken - {header_key(header)}) | {header_key(name) for name in names.values()}
        names[header] = column_name(header, place, others)
    return names


def _different(series: pl.Series) -> list[str]:
    return series.drop_nulls().unique(maintain_order=True).to_list()


def _absent_period(kind: PeriodKind) -> DraftColumn:
    return DraftColumn(
        header=kind.value.replace("_", " ").capitalize(),
        name="period",
        role=Role.PERIOD,
        type=ColumnType.STRING,
        example=kind.example,
        absent=True,
        guesses=("The first file has no such column; its sender said the period.",),
    )


def _bare(header: str, name: str) -> DraftColumn:
    return DraftColumn(header, name, Role.DETAIL, ColumnType.STRING)


def _guess(
    column: DraftColumn,
    series: pl.Series,
    table: FirstTable,
    found: Found | None,
    partners: Collection[str],
) -> DraftColumn:
    texts = _different(series)
    if found is not None and column.header in found.headers:
        return _period_column(column, series, found)
    if not texts:
        said = "The column is empty in the first file, so nothing is known about it."
        return replace(column, guesses=(said,))
    numbers = None if _is_code(column.header, texts) else _number(column, series, table)
    return numbers or _text(column, series, partners)


def _is_code(header: str, texts: Sequence[str]) -> bool:
    """Digits that only name something: an id, a postcode, anything with zeros in front."""
    coded = CODE_WORDS.search(words_of(header)) is not None
    return coded or any(_LEADING_ZERO.fullmatch(text) for text in texts)


# --- when ---------------------------------------------------------------------------------


def _period_column(column: DraftColumn, series: pl.Series, found: Found) -> DraftColumn:
    kind = found.kind.value.replace("_", " ")
    said = f"It seems to say the {kind} of each row."
    if found.how == "date":
        said = f"It seems to hold days; the {kind} a day lies in is the period of its row."
    days = ColumnType.TIMESTAMP if found.timestamps else ColumnType.DATE
    return replace(
        column,
        role=Role.PERIOD,
        type=days if found.how == "date" else ColumnType.STRING,
        required=series.null_count() == 0,
        example=found.kind.example if found.how == "period" else "",
        guesses=(said,),
    )


# --- numbers ------------------------------------------------------------------------------


def _number(column: DraftColumn, series: pl.Series, table: FirstTable) -> DraftColumn | None:
    """The column as a number, when more than half of its cells without a mark are numbers."""
    texts = _different(series)
    signs = "".join(dict.fromkeys("".join(_SIGN.findall("".join(texts)))))
    trial = _trial(column, meaning_of(column.header, signs=signs, decimals=False).unit)
    marks = [text for text in texts if _is_mark(text, trial)]
    numbers = series.set(series.is_in(marks).fill_null(value=False), None) if marks else series
    decimal_comma = any(shows_decimal_comma(s) for s in table.cells.values())
    typed = read_numbers(numbers, trial, Separators(table.semicolons, decimal_comma))
    if not _is_meant_as_number(numbers, typed):
        return None
    read = typed.values.drop_nulls()
    scale = _scale(read)
    meaning = meaning_of(column.header, signs=signs, decimals=scale > 0)
    scale = max(scale, _CENTS) if scale and meaning.unit in CURRENCIES else scale
    smallest, largest = _unscaled(read.min() or 0), _unscaled(read.max() or 0)
    fraction = meaning.unit == "%" and "%" not in signs and 0 <= smallest <= largest <= 1
    unit = "share of 1" if fraction else meaning.unit
    percent = unit == "%" and 0 <= smallest <= largest <= _WHOLE_PERCENT
    return replace(
        column,
        role=Role.INDICATOR,
        type=ColumnType.NUMBER if scale else ColumnType.INTEGER,
        required=series.null_count() == 0,
        example=_example(read, scale),
        unit=unit,
        counts=meaning.counts,
        scale=scale,
        minimum=Decimal(0) if smallest >= 0 else None,
        maximum=Decimal(1) if fraction else Decimal(_WHOLE_PERCENT) if percent else None,
        over_partners=meaning.over_partners,
        over_time=meaning.over_time,
        stock=meaning.stock,
        marks={mark: mark_reason(mark) for mark in marks},
        guesses=_number_guesses(unit, scale, marks),
    )


def _is_meant_as_number(numbers: pl.Series, typed: TypedColumn) -> bool:
    """More cells with a number, good or to be mended, than with anything else."""
    to_mend = [text for text, problem in typed.problems.items() if problem.rule in _STILL_A_NUMBER]
    mended = int(numbers.is_in(to_mend).sum())
    others = int(typed.untyped.sum()) - mended
    return len(typed.values.drop_nulls()) + mended > others


def _trial(column: DraftColumn, unit: str) -> Column:
    return Column(
        name=column.name,
        title=column.header,
        description="",
        type=ColumnType.NUMBER,
        role=Role.INDICATOR,
        scale=_TRIAL_SCALE,
        unit=unit,
    )


def _is_mark(text: str, trial: Column) -> bool:
    shape = sketch(text, trial)
    return isinstance(shape, Problem) and shape.rule == "undeclared_mark"


def _scale(read: pl.Series) -> int:
    """The decimals the file's own numbers have."""
    scales = range(_TRIAL_SCALE + 1)
    return next(s for s in scales if not (read % 10 ** (_TRIAL_SCALE - s) != 0).any())


def _unscaled(value: object) -> Decimal:
    return Decimal(int(str(value))).scaleb(-_TRIAL_SCALE)


def _example(read: pl.Series, scale: int) -> str:
    if not len(read):
        return ""
    return f"{_unscaled(read[0]):.{scale}f}"


def _number_guesses(unit: str, scale: int, marks: Sequence[str]) -> tuple[str, ...]:
    decimals = f" with {scale} decimals" if scale > 1 else " with 1 decimal" if scale else ""
    said = [f"A number of {unit}{decimals}, from its header and its cells."]
    if marks:
        listed = ", ".join(f"“{mark}”" for mark in marks)
        said.append(f"{listed} stands where there is no number; the reason is a guess.")
    return tuple(said)


# --- text ---------------------------------------------------------------------------------


def _text(column: DraftColumn, series: pl.Series, partners: Collection[str]) -> DraftColumn:
    texts, words = _different(series), words_of(column.header)
    filled = series.null_count() == 0
    readable = all(text.isprintable() for text in texts)
    example = texts[0] if readable and len(texts[0]) <= _LONG_TEXT else ""
    column = replace(column, required=filled, example=example)
    if _is_whose(words, texts, partners):
        said = "It names the partner; every cell must be a name of who sends the file."
        return replace(column, role=Role.PARTNER, guesses=(said,))
    long = any(len(text) > _LONG_TEXT for text in texts)
    if NOTE_WORDS.search(words) or long:
        return replace(column, guesses=("Carried along and not counted.",))
    if readable and len(texts) > 1 and len({value_key(text) for text in texts}) <= _MOST_GROUPS:
        grouped = _breakdown(column, series)
        if grouped is not None:
            return grouped
    if not filled:
        return replace(column, guesses=("Not always filled, so it is carried along.",))
    said = "It names the thing a row is about; any text may stand here."
    return replace(column, role=Role.KEY, guesses=(said,))


def _is_whose(words: str, texts: Sequence[str], partners: Collection[str]) -> bool:
    known = {name.casefold() for name in partners}
    one = len(texts) == 1 and texts[0].casefold() in known
    return one or (bool(PARTNER_WORDS.search(words)) and {t.casefold() for t in texts} <= known)


def _breakdown(column: DraftColumn, series: pl.Series) -> DraftColumn | None:
    """Few different values: groups. A word such as “all”, or an empty cell, is the total."""
    groups = _groups(_different(series))
    total = next((g.value for g in groups if header_key(g.label) in TOTAL_WORDS), None)
    blank = series.null_count() > 0
    if blank and total is not None:
        return None
    said = [f"Few different values, so it is a breakdown of {len(groups)} groups."]
    if blank:
        total = "all"
        groups = (Group("all", "All"), *groups)
        said.append("An empty cell seems to be the row for everybody.")
    elif total is not None:
        label = next(group.label for group in groups if group.value == total)
        said.append(f"“{label}” seems to be the row for everybody.")
    if len(groups) - (total is not None) < 1:
        return None
    said.append("Everybody is taken to be in exactly one group, so that groups add up.")
    return replace(
        column,
        role=Role.BREAKDOWN,
        required=not blank,
        example=next(g.value for g in groups if g.value != total),
        groups=groups,
        total=total,
        blank_is_total=blank,
        guesses=tuple(said),
    )


def _groups(texts: Sequence[str]) -> tuple[Group, ...]:
    once = {value_key(text): text for text in reversed(texts)}
    return tuple(Group(group_value(text), text) for text in reversed(once.values()))


def as_key(column: DraftColumn) -> DraftColumn:
    """The column as the name of what a row is about."""
    said = "It names the thing a row is about; any text may stand here."
    return replace(
        column, role=Role.KEY, groups=(), total=None, blank_is_total=False, guesses=(said,)
    )
