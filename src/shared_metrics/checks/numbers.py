"""Number text -> Int64 (value x 10^scale), exactly; what is not certain is a finding.

Plain digits are read by Polars. Every other text is read once, in Python, and what its dots and
commas mean is decided by the column as a whole, never by the likelier guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

import polars as pl

from shared_metrics.checks.cells import (
    Noted,
    Problem,
    Reading,
    TypedColumn,
    mark_assumptions,
    odd_texts,
    read_each,
    typed_column,
    without_marks,
)
from shared_metrics.checks.number_shapes import Shape, Sketch, sketch
from shared_metrics.contracts.model import Column, ColumnType
from shared_metrics.findings import Assumption

LARGEST = 2**63 - 1
_DIGITS_OF_INT64 = 18
_DECIMAL_COMMA = r"^[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,})|0,[0-9]+)$"


@dataclass(frozen=True, slots=True)
class Separators:
    """What the file as a whole says about dots and commas."""

    semicolons: bool  # cells are separated by ";", as where the comma is the decimal sign
    decimal_comma_elsewhere: bool  # some column shows a comma that can only be a decimal sign


def shows_decimal_comma(text: pl.Series) -> bool:
    """Whether some cell has a comma that can only be a decimal sign."""
    return bool(text.str.contains(_DECIMAL_COMMA).any())


def read_numbers(text: pl.Series, column: Column, separators: Separators) -> TypedColumn:
    """Text cells -> Int64 cells of value x 10^scale. Nulls stay null."""
    plain = without_marks(text, _plain_numbers(text, column.scale), column)
    odd = odd_texts(text, plain)
    if not odd:
        return typed_column(text, plain, {})
    readings = read_each(odd, column, lambda written: sketch(written, column))
    plain_dots = _count_plain_dots(text, plain)
    meaning = _Meaning(text, readings, plain_dots, separators)
    if meaning.mixed and meaning.dots_lose:
        plain = _without_dots(text, plain)
        again = [t for t in odd_texts(text, plain) if t not in readings]
        readings |= read_each(again, column, lambda written: sketch(written, column))
    settled = {t: meaning.settle(t, r, column) for t, r in readings.items()}
    said = mark_assumptions(text, settled, column)
    return typed_column(text, plain, settled, (*said, *meaning.assumptions(settled, column)))


def _plain_numbers(text: pl.Series, scale: int) -> pl.Series:
    """Digits, with up to `scale` decimals after a dot that cannot group thousands."""
    whole = text.to_frame("t").lazy()
    digits = _DIGITS_OF_INT64 - scale
    cell = pl.col("t")
    is_whole = cell.str.contains(rf"^-?[0-9]{{1,{digits}}}$")
    integers = pl.when(is_whole).then(cell).cast(pl.Int64) * 10**scale
    if scale == 0:
        return whole.select(integers.alias(text.name)).collect().to_series()
    is_decimal = cell.str.contains(rf"^-?[0-9]{{1,{digits}}}\.[0-9]{{1,{scale}}}$")
    lone = cell.str.contains(r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$")
    padded = cell.str.replace(r"^.*\.", "").str.pad_end(scale, "0")
    joined = pl.when(is_decimal & ~lone).then(cell.str.replace(r"\..*$", "") + padded)
    decimals = joined.cast(pl.Int64)
    return whole.select(integers.fill_null(decimals).alias(text.name)).collect().to_series()


def _count_plain_dots(text: pl.Series, plain: pl.Series) -> int:
    return int((plain.is_not_null() & text.str.contains(".", literal=True)).sum())


def _without_dots(text: pl.Series, plain: pl.Series) -> pl.Series:
    dotted = text.str.contains(".", literal=True).fill_null(value=False)
    return plain.set(dotted, None)


class _Meaning:
    """What dots and commas mean in one column, and whether that is certain."""

    def __init__(
        self,
        text: pl.Series,
        readings: Mapping[str, Reading],
        plain_dots: int,
        separators: Separators,
    ) -> None:
        shapes = {t: r.shape for t, r in readings.items() if isinstance(r, Sketch)}
        counts = {
            shape: int(text.is_in([t for t, s in shapes.items() if s is shape]).sum())
            for shape in set(shapes.values())
        }
        self.dots = plain_dots + counts.get(Shape.DOT, 0)
        self.commas = counts.get(Shape.COMMA, 0)
        self.mixed = bool(self.dots and self.commas)
        self.dots_lose = self.mixed and self.dots <= self.commas
        self.commas_lose = self.mixed and self.commas <= self.dots
        self.comma_possible = (
            self.commas > 0 or separators.semicolons or separators.decimal_comma_elsewhere
        )

    def settle(self, text: str, reading: Reading, column: Column) -> Reading:
        """A sketch becomes a value or a problem; anything else stays what it is."""
        if not isinstance(reading, Sketch):
            return reading
        problem = self._uncertain(text, reading.shape)
        return problem or _scaled(text, _decimal(reading), column)

    def _uncertain(self, text: str, shape: Shape) -> Problem | None:
        if (shape is Shape.DOT and self.dots_lose) or (shape is Shape.COMMA and self.commas_lose):
            return Problem(
                "mixed_decimal_signs",
                f"“{text}”: some numbers of this column have a decimal dot and others a decimal "
                "comma.",
                "Use one decimal sign in the whole column, best the dot.",
            )
        lone = shape in (Shape.LONE_DOT, Shape.LONE_COMMA)
        dots_say_so = self.dots and not self.commas
        if lone and self.comma_possible and not dots_say_so:
            digits = text.replace(".", "").replace(",", "")
            return Problem(
                "ambiguous_number",
                f"“{text}” can be {digits}, or {text.replace(',', '.')} with three decimals.",
                "Write it without a separator for thousands and with a decimal dot.",
            )
        return None

    def assumptions(self, settled: Mapping[str, Reading], column: Column) -> tuple[Assumption, ...]:
        """What was taken to be so about separators and units, each once with an example."""
        examples: dict[tuple[str, str], str] = {}
        for text, reading in settled.items():
            seen = sketch(text, column) if isinstance(reading, int | Noted) else None
            if isinstance(seen, Sketch):
                for said in _words(seen):
                    examples.setdefault(said, text)
        return tuple(
            Assumption(rule, f"{column.title}: {words}, as in “{text}”.")
            for (rule, words), text in examples.items()
        )


def _words(seen: Sketch) -> list[tuple[str, str]]:
    said = [("number_as_written", seen.said)] if seen.said else []
    if seen.shape is Shape.COMMA:
        said.append(("decimal_comma", "the comma was read as the decimal sign"))
    elif "," in seen.body:
        said.append(("thousands", "commas were read as separators of thousands"))
    return said


def _decimal(seen: Sketch) -> Decimal:
    body = seen.body
    if seen.shape is Shape.COMMA:
        body = body.replace(".", "").replace(",", ".")
    else:
        body = body.replace(",", "")
    return -Decimal(body) if seen.negative else Decimal(body)


def _scaled(text: str, value: Decimal, column: Column) -> Reading:
    if column.type is ColumnType.INTEGER and value != value.to_integral_value():
        return Problem(
            "not_whole",
            f"“{text}” is not a whole number.",
            f"{column.title} is counted in whole {column.unit or 'numbers'}.",
        )
    if abs(value) > LARGEST:
        return _too_large(text, column)
    exactly = Context(prec=len(text) + 2 * _DIGITS_OF_INT64, rounding=ROUND_HALF_EVEN)
    scaled = value.scaleb(column.scale, exactly)
    kept = scaled.quantize(Decimal(1), context=exactly)
    if abs(kept) > LARGEST:
        return _too_large(text, column)
    if kept != scaled:
        return Noted(int(kept), "rounded", f"{kept.scaleb(-column.scale, exactly):f}")
    return int(kept)


def _too_large(text: str, column: Column) -> Problem:
    shown = text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 # a line of a screen
    message = f"“{shown}” is too large to be kept."
    return Problem("too_large", message, f"Check {column.title} and its unit.")
