"""What typing a column gives, whatever its type: values, what did not type, what was assumed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from shared_metrics.contracts.model import Column, MissingReason
from shared_metrics.findings import Assumption, Level

REASON_WORDS: Mapping[MissingReason, str] = {
    "suppressed": "held back",
    "not_applicable": "does not apply",
    "not_collected": "not collected",
    "top_coded": "too large to show",
    "unknown": "not known",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: the finding to be, without its place."""

    rule: str
    message: str
    fix: str | None
    level: Level = Level.FIX


@dataclass(frozen=True, slots=True)
class Noted:
    """A value with something to say about it, such as a rounding."""

    value: object
    rule: str
    message: str


@dataclass(frozen=True, eq=False)
class TypedColumn:
    """One column as understood; the three series have a row per row of the file.

    `untyped`: text stands there and has no value (`problems` says why, by the text as written).
    `marked`: a declared missing mark stands there: no value, and answered all the same.
    """

    values: pl.Series
    untyped: pl.Series
    marked: pl.Series
    problems: Mapping[str, Problem] = field(default_factory=dict)
    notes: Mapping[str, Noted] = field(default_factory=dict)
    assumptions: tuple[Assumption, ...] = ()


class Marked:
    """Stands for the value of a cell that holds a declared missing mark."""


MARKED = Marked()
Reading = object
"""What one text was read as: a value, a `Noted` value, `MARKED` or a `Problem`."""


def without_marks(text: pl.Series, plain: pl.Series, column: Column) -> pl.Series:
    """Quickly read values, without those whose text is a declared mark, such as -99999."""
    marks = [mark.casefold() for mark in column.missing_marks or ()]
    marked = text.str.to_lowercase().is_in(marks).fill_null(value=False)
    return plain.set(marked, None) if marked.any() else plain


def odd_texts(text: pl.Series, plain: pl.Series) -> list[str]:
    """Each different text that the fast path did not read, sorted."""
    odd = text.filter(text.is_not_null() & plain.is_null())
    return sorted(odd.unique().to_list())


def typed_column(
    text: pl.Series,
    plain: pl.Series,
    readings: Mapping[str, Reading],
    assumptions: tuple[Assumption, ...] = (),
) -> TypedColumn:
    """The column from its quickly read values (`plain`) and the reading of every other text."""
    values = plain
    read = {t: _value(r) for t, r in readings.items() if not isinstance(r, Problem | Marked)}
    if read:
        others = text.replace_strict(
            list(read), list(read.values()), default=None, return_dtype=plain.dtype
        )
        values = plain.fill_null(others) if plain.null_count() < len(plain) else others
    marks = [t for t, r in readings.items() if isinstance(r, Marked)]
    marked = text.is_in(marks).fill_null(value=False) if marks else _none(text)
    untyped = text.is_not_null() & values.is_null() & ~marked
    return TypedColumn(
        values=values.alias(text.name),
        untyped=untyped,
        marked=marked,
        problems={t: r for t, r in readings.items() if isinstance(r, Problem)},
        notes={t: r for t, r in readings.items() if isinstance(r, Noted)},
        assumptions=assumptions,
    )


def _value(reading: Reading) -> object:
    return reading.value if isinstance(reading, Noted) else reading


def _none(text: pl.Series) -> pl.Series:
    return pl.repeat(value=False, n=len(text), dtype=pl.Boolean, eager=True)


def read_each(
    texts: list[str], column: Column, read: Callable[[str], Reading]
) -> dict[str, Reading]:
    """Every text read: as a declared missing mark, else by `read`."""
    marks = {mark.casefold() for mark in column.missing_marks or ()}
    return {text: MARKED if text.casefold() in marks else read(text) for text in texts}


def mark_assumptions(
    text: pl.Series, readings: Mapping[str, Reading], column: Column
) -> tuple[Assumption, ...]:
    """One sentence for each declared missing mark met, with how often."""
    by_mark = {mark.casefold(): reason for mark, reason in (column.missing_marks or {}).items()}
    met = [t for t, r in readings.items() if isinstance(r, Marked)]
    return tuple(
        Assumption(
            "missing_mark",
            f"{column.title}: “{mark}” in {counted(count(text, mark), 'cell')} means there is no "
            f"number ({REASON_WORDS[by_mark[mark.casefold()]]}); it is not counted as 0.",
        )
        for mark in met
    )


def count(text: pl.Series, written: str) -> int:
    """How many cells hold exactly this text."""
    return int((text == written).sum())


def counted(number: int, noun: str) -> str:
    """`1 cell`, `1,200 cells`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(words: list[str], last: str = "and", at_most: int = 6) -> str:
    """`a, b and c`; what is beyond `at_most` is counted."""
    if len(words) > at_most:
        words = [*words[:at_most], f"{len(words) - at_most} more"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
