"""Text cells that are not numbers or days: groups from a list, yes or no, free text."""

import re
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from shared_metrics.checks.cells import (
    Problem,
    Reading,
    TypedColumn,
    count,
    counted,
    mark_assumptions,
    odd_texts,
    read_each,
    typed_column,
)
from shared_metrics.contracts.model import Breakdown, Column
from shared_metrics.documents import did_you_mean
from shared_metrics.findings import Assumption

_YES = frozenset({"true", "yes", "y", "1"})
_NO = frozenset({"false", "no", "n", "0"})
_MONTH_LIKE = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-[0-9]{2,4}"
    r"|[0-9]{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*",
    re.IGNORECASE,
)
_RUN_BY_SPREADSHEETS = r"^[=+\-@\t\r]"


def read_words(text: pl.Series, column: Column, breakdown: Breakdown | None) -> TypedColumn:
    """Groups are brought to the contract's own value; what is in no list stays as it is written.

    A blank cell becomes the total where the contract says that a blank means it.
    """
    if not column.enum:
        return _free_text(text, column)
    known = frozenset(value.value for value in column.enum)
    plain = text.set(~text.is_in(known).fill_null(value=True), None)
    spelled = spellings(column)
    odd = odd_texts(text, plain)
    readings = read_each(odd, column, lambda written: spelled.get(_folded(written), written))
    said = (*mark_assumptions(text, readings, column), *_respelled(readings, text, column))
    typed = typed_column(text, plain, readings, said)
    return _with_blank_total(text, typed, column, breakdown)


def spellings(column: Column) -> Mapping[str, str]:
    """Every spelling of the column's values, folded, -> the value."""
    spelled = {_folded(s): v.value for v in column.enum for s in (v.label, *v.synonyms)}
    return spelled | {_folded(v.value): v.value for v in column.enum}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _respelled(
    readings: Mapping[str, Reading], text: pl.Series, column: Column
) -> tuple[Assumption, ...]:
    return tuple(
        Assumption(
            "value_read_as",
            f"{column.title}: “{written}” read as {value} "
            f"({counted(count(text, written), 'cell')}).",
        )
        for written, value in readings.items()
        if isinstance(value, str) and value != written
    )


def _with_blank_total(
    text: pl.Series, typed: TypedColumn, column: Column, breakdown: Breakdown | None
) -> TypedColumn:
    if breakdown is None or breakdown.total is None:
        return typed
    blank_is_total = breakdown.blank_is_total or breakdown.total == ""
    blanks = text.null_count()
    if not blank_is_total or not blanks:
        return typed
    said = Assumption(
        "blank_is_total",
        f"{column.title}: an empty cell read as the total ({counted(blanks, 'cell')}).",
    )
    filled = typed.values.set(text.is_null(), breakdown.total)
    return replace(typed, values=filled, assumptions=(*typed.assumptions, said))


def not_in_list(written: str, column: Column) -> Problem:
    """The finding for a group that is not in the contract's list."""
    if _MONTH_LIKE.fullmatch(written):
        return changed_by_excel(written, column)
    known = [v.value for v in column.enum]
    guess = did_you_mean(_folded(written), [*known, *spellings(column)])
    message = f"“{written}” is not one of the groups of {column.title}.{guess}"
    return Problem("not_in_list", message, f"Use one of: {', '.join(known)}.")


def changed_by_excel(written: str, column: Column) -> Problem:
    """The finding for a code that Excel took for a date."""
    return Problem(
        "changed_by_excel",
        f"“{written}” looks like a code that Excel turned into a date.",
        f"Format the column {column.title} as text in Excel, then type the code again.",
    )


def looks_changed_by_excel(written: str) -> bool:
    """Whether the text is what Excel makes of codes such as 11-2011."""
    return _MONTH_LIKE.fullmatch(written) is not None


def _free_text(text: pl.Series, column: Column) -> TypedColumn:
    risky = text.str.contains(_RUN_BY_SPREADSHEETS).fill_null(value=False)
    marks = {mark.casefold() for mark in column.missing_marks or ()}
    marked = text.str.to_lowercase().is_in(marks).fill_null(value=False)
    plain = text.set(risky | marked, None)
    odd = odd_texts(text, plain)
    readings = read_each(odd, column, _like_a_formula)
    return typed_column(text, plain, readings, mark_assumptions(text, readings, column))


def _like_a_formula(written: str) -> Problem:
    return Problem(
        "formula",
        f"The text starts with “{written[0]}”, which a spreadsheet would run as a formula.",
        "Take that character away.",
    )


def read_yes_no(text: pl.Series, column: Column) -> TypedColumn:
    """`yes`, `no`, `true`, `false`, `1`, `0` in any case -> Boolean cells."""
    plain = pl.repeat(None, len(text), dtype=pl.Boolean, eager=True)
    readings = read_each(odd_texts(text, plain), column, _yes_no)
    return typed_column(text, plain, readings, mark_assumptions(text, readings, column))


def _yes_no(written: str) -> Reading:
    folded = written.casefold()
    if folded in _YES | _NO:
        return folded in _YES
    return Problem("not_yes_or_no", f"“{written}” is not yes or no.", "Write yes or no.")
