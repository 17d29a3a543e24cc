"""How people write numbers: the shape of one text, before deciding what its separators mean."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from shared_metrics.checks.cells import Problem
from shared_metrics.contracts.model import Column

MONEY_UNITS = {"$": ("usd", "dollar", "$"), "€": ("eur", "€"), "£": ("gbp", "£", "pound")}
PERCENT_UNITS = ("%", "percent", "per cent")

_UNDECLARED_MARKS = frozenset(
    """
    -;--;---;–;—;.;..;...;*;**;#;?;x;n/a;na;n.a.;n.a;none;null;nil;nd;n/d;tbd;tba;unknown;missing;
    suppressed;s;c;~;/;\\;n/r;nr;not available;not applicable;not collected
    """.replace("\n", "")
    .replace(" " * 4, "")
    .split(";")
)
_EXCEL_ERRORS = frozenset(
    ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity|∞)", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]*)?e[+-]?[0-9]+", re.IGNORECASE)
_MASKED = re.compile(r"(?:<|≤|<=|less than|fewer than|under)\s*=?\s*[0-9]+", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:~|≈|>|≥|about|approx\.?|ca\.?|circa|over|more than)\s*=?\s*[0-9].*", re.IGNORECASE
)
_WITH_WORDS = re.compile(
    r"[+-]?[0-9][0-9.,]*\s*[^\W\d_][\w .%$/-]*|[^\W\d_][\w .$/-]*\s[0-9][0-9.,]*"
)
_TWO = re.compile(r"[+-]?[0-9][0-9.,]*\s*(?:[;/|&]|\s|\bto\b|\band\b|–|—|-)\s*[+-]?[0-9][0-9.,]*.*")

_GROUP_SPACES = "\u00a0\u202f\u2009\u2007"  # typographic spaces: never between two numbers
_PLAIN = re.compile(r"[0-9]+")
_SPACED = re.compile(rf"[0-9]{{1,3}}(?:(?:[{_GROUP_SPACES}][0-9]{{3}})+|(?:['’][0-9]{{3}})+)")


class Shape(Enum):
    """What the separators in a text can mean."""

    PLAIN = "no decimal sign"
    DOT = "the dot is a decimal sign, or commas group thousands"
    COMMA = "the comma is a decimal sign, or dots group thousands"
    LONE_DOT = "one dot before three digits: either"
    LONE_COMMA = "one comma before three digits: either"


@dataclass(frozen=True, slots=True)
class Sketch:
    """A well-formed number text: sign, its digits with separators, what they can mean."""

    negative: bool
    body: str
    shape: Shape
    said: str | None = None  # what else was read, such as “$” or brackets


_SHAPES = (
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]*)?"), Shape.DOT),
    (re.compile(r"[0-9]{1,3},[0-9]{3}\.[0-9]*"), Shape.DOT),
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]*)?"), Shape.COMMA),
    (re.compile(r"[0-9]{1,3}\.[0-9]{3},[0-9]*"), Shape.COMMA),
    (re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}"), Shape.LONE_DOT),
    (re.compile(r"[1-9][0-9]{0,2},[0-9]{3}"), Shape.LONE_COMMA),
    (re.compile(r"[0-9]+\.[0-9]*|\.[0-9]+"), Shape.DOT),
    (re.compile(r"[0-9]+,[0-9]+|,[0-9]+"), Shape.COMMA),
)


def sketch(text: str, column: Column) -> Sketch | Problem:
    """The shape of a number text, or why it is not one number."""
    problem = _not_one_number(text, column)
    if problem is not None:
        return problem
    bare, negative, said = _without_unit(text, column)
    if bare.startswith(("-", "+", "\u2212")):
        negative, bare = negative or not bare.startswith("+"), bare[1:].lstrip()
    if _SPACED.fullmatch(bare):
        bare = re.sub(r"\D", "", bare)
        said = said or "the spaces or apostrophes between digits group thousands"
    if _PLAIN.fullmatch(bare):
        return Sketch(negative, bare, Shape.PLAIN, said)
    for pattern, shape in _SHAPES:
        if pattern.fullmatch(bare):
            return Sketch(negative, bare, shape, said)
    return _unreadable(text, column)


def _without_unit(text: str, column: Column) -> tuple[str, bool, str | None]:
    """The text without what the declared unit explains; whether brackets made it negative."""
    unit = (column.unit or "").casefold()
    for sign, words in MONEY_UNITS.items():
        if any(word in unit for word in words):
            negative = text.startswith("(") and text.endswith(")")
            bare = text[1:-1].strip() if negative else text
            # a sign may stand before the currency: -$5
            lead = bare[:1] if bare[:1] in "-+" else ""
            stripped = lead + bare.removeprefix(lead).removeprefix(sign).removesuffix(sign).strip()
            said = "brackets mean below zero" if negative else None
            return stripped, negative, said or (f"“{sign}” is the unit" if sign in text else None)
    if unit in PERCENT_UNITS and text.endswith("%"):
        return text[:-1].strip(), False, "“%” is the unit"
    return text, False, None


def _not_one_number(text: str, column: Column) -> Problem | None:
    """Texts that stand in number cells and are no number, each with what to do."""
    leave, full = _leave(column), f"Write {column.title} out in full."
    told = {
        "formula": ("This is a formula, not its result.", "Paste the value in its place."),
        "excel_error": (
            f"Excel shows the error {text} here instead of a number.",
            "Mend the formula in Excel, or type the number.",
        ),
        "not_finite": (f"“{text}” is not a number that can be counted.", leave),
        "undeclared_mark": (
            f"“{text}” is not a number, and the reporting guide gives it no meaning.",
            leave,
        ),
        "masked_count": (
            f"“{text}” hides the number.",
            "Send the real count; small counts are hidden later.",
        ),
        "other_digits": (
            f"“{text}” is written with digits of another script.",
            "Write it with the digits 0 to 9.",
        ),
        "scientific_notation": (
            f"“{text}” is in scientific notation, which may have lost digits.",
            full,
        ),
    }
    rule = next((rule for rule, is_so in _NO_NUMBER.items() if is_so(text)), None)
    return None if rule is None else Problem(rule, *told[rule])


def _is_formula(text: str) -> bool:
    calls = re.search(r"[A-Za-z]+[0-9]*\(", text)
    return text.startswith("=") or (text[:1] in "+-@" and calls is not None)


def _is_excel_error(text: str) -> bool:
    return text in _EXCEL_ERRORS or (set(text) == {"#"} and len(text) > 1)


def _has_other_digits(text: str) -> bool:
    return any(c.isnumeric() and not ("0" <= c <= "9") for c in text)


_NO_NUMBER: Mapping[str, Callable[[str], object]] = {
    "formula": _is_formula,
    "excel_error": _is_excel_error,
    "not_finite": _NOT_FINITE.fullmatch,
    "undeclared_mark": lambda text: text.casefold() in _UNDECLARED_MARKS,
    "masked_count": _MASKED.fullmatch,
    "other_digits": _has_other_digits,
    "scientific_notation": _SCIENTIFIC.fullmatch,
}


def _unreadable(text: str, column: Column) -> Problem:
    only = f"Write only the number of {column.title.lower()}."
    if text[:1] == "(" or "$" in text or "€" in text or "£" in text or text.endswith("%"):
        unit = f"its unit is {column.unit}" if column.unit else "it has no unit"
        message = f"“{text}” has a sign that {column.title} does not use: {unit}."
        return Problem("unit_not_declared", message, only)
    if _ABOUT.fullmatch(text):
        return Problem("not_a_number", f"“{text}” is not an exact number.", only)
    if _TWO.fullmatch(text):
        message = f"“{text}” looks like two numbers in one cell."
        return Problem("two_numbers", message, "Put one number in the cell, without spaces.")
    if _WITH_WORDS.fullmatch(text):
        return Problem("words_in_number", f"“{text}” has words beside the number.", only)
    if re.fullmatch(r"[+-]?[0-9][0-9.,' ]*", text):
        message = f"The separators in “{text}” do not fall where thousands or decimals would."
        return Problem("separators_misplaced", message, "Write it with digits and one decimal dot.")
    return Problem("not_a_number", f"“{text}” is not a number.", _leave(column))


def _leave(column: Column) -> str:
    marks = ", ".join(f"“{mark}”" for mark in column.missing_marks or ())
    said = f", or write {marks} if there is none" if marks else ", or leave the cell empty"
    return f"Write the number{said}."
