"""Exact sums: 64 bits when the data prove it is enough, 128 when not, else refused.

Sums of whole numbers wrap silently in some engines, so the largest sum that could possibly come
out is worked out first, from how many rows there are and the largest number in each column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from math import prod

import narwhals as nw

from shared_metrics.agenda.model import Metric, Term
from shared_metrics.contracts.model import Contract
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics.frames import Integer
from shared_metrics.metrics.terms import scale_of, scale_of_all

SMALLEST_TOO_LARGE_FOR_64_BITS = 2**63
SMALLEST_TOO_LARGE_FOR_DECIMAL = 10**38  # what Decimal(38) holds; 128 bits hold a little more
_EXACT = Context(prec=100)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows there are, and the largest absolute (scaled) number in each column."""

    rows: int
    largest: Mapping[str, int]


def size_expressions(columns: Sequence[str]) -> list[nw.Expr]:
    """Aggregates that `sizes_from` reads."""
    most = [nw.col(c).max().alias(f"__most_{c}") for c in columns]
    least = [nw.col(c).min().alias(f"__least_{c}") for c in columns]
    return [nw.len().alias("__rows"), *most, *least]


def sizes_from(answer: Mapping[str, object], columns: Sequence[str]) -> Sizes:
    """The one row that `size_expressions` give -> Sizes."""
    return Sizes(
        _whole(answer["__rows"]),
        {c: max(abs(_whole(answer[f"__{end}_{c}"])) for end in ("most", "least")) for c in columns},
    )


def _whole(number: object) -> int:
    return int(str(number)) if number is not None else 0


def integer_for(metric: Metric, contract: Contract, sizes: Sizes) -> Integer:
    """The integer type in which no sum of the metric can wrap.

    Raises CallersMistake("too_large") when even 38 digits may not hold a sum.
    """
    sides = (metric.numerator, metric.denominator)
    bound = max(_largest_sum(terms, contract, sizes) for terms in sides)
    if bound < SMALLEST_TOO_LARGE_FOR_64_BITS:
        return nw.Int64
    if bound < SMALLEST_TOO_LARGE_FOR_DECIMAL:
        return nw.Int128
    raise CallersMistake(
        "too_large",
        f"The figures of “{metric.id}” may add up to more than 38 digits.",
        "Give the contract's columns fewer decimals, or look for a figure that is far too large.",
    )


def _largest_sum(terms: Sequence[Term], contract: Contract, sizes: Sizes) -> int:
    scale = scale_of_all(terms, contract)
    largest = (
        prod(sizes.largest[c] for c in t.columns) * ten_to(scale - scale_of(t, contract))
        for t in terms
    )
    return sizes.rows * sum(largest)


def unscaled(number: int, scale: int) -> Decimal:
    """A whole number of 10^-scale units -> the Decimal it stands for, exactly."""
    return Decimal(number).scaleb(-scale, _EXACT)


def exact_ratio(numerator: int, denominator: int, scales: tuple[int, int]) -> float | None:
    """The float nearest to the true quotient; None where the denominator is 0."""
    if denominator == 0:
        return None
    return (numerator * ten_to(scales[1])) / (denominator * ten_to(scales[0]))


def ten_to(digits: int) -> int:
    """10^digits, as the whole number it is."""
    return int(10**digits)
