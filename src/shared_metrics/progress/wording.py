"""How a metric's value is written for people: `231 people`, `69.4 %`, `24.50 USD per hour`."""

from decimal import Context, Decimal
from fractions import Fraction

from shared_metrics.agenda.model import Metric

PER_CENT = "%"
_EXACT = Context(prec=60)


def is_share(metric: Metric) -> bool:
    """Whether its values are fractions 0-1, shown as per cent."""
    return metric.kind == "ratio" and metric.unit == PER_CENT


def value_number(value: Fraction | float, metric: Metric) -> str:
    """The number alone, rounded half-even to the metric's decimals; a share as per cent."""
    shown = Fraction(value) * (100 if is_share(metric) else 1)
    return f"{rounded(shown, metric.decimals):,}"


def value_text(value: Fraction | float | None, metric: Metric) -> str:
    """The number with its unit; “no figure” where there is none."""
    if value is None:
        return "no figure"
    return f"{value_number(value, metric)} {metric.unit}"


def change_text(change: Fraction | float | None, metric: Metric) -> str:
    """A difference of two values with its sign: `+12 people`, `-1.5 points`."""
    if change is None:
        return "no comparison"
    number = value_number(change, metric)
    signed = f"+{number}" if number.strip("0.,") and not number.startswith("-") else number
    return f"{signed} {'points' if metric.unit == PER_CENT else metric.unit}"


def share_text(share: Fraction | float) -> str:
    """A share as whole per cent; a little is never written as nothing."""
    if 0 < share <= Fraction(1, 200):
        return "under 1 %"
    return f"{rounded(Fraction(share) * 100, 0)} %"


def looks_the_same(one: Fraction, other: Fraction, metric: Metric) -> bool:
    """Whether two values are written alike."""
    return value_number(one, metric) == value_number(other, metric)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Rounded half-even; never a negative zero."""
    whole = round(value * 10**decimals)  # round() of a Fraction is half-even and exact
    return Decimal(whole).scaleb(-decimals, _EXACT)
