"""Periods as written on the command line."""

from typing import TYPE_CHECKING

from shared_metrics.errors import CallersMistake
from shared_metrics.periods import Period, PeriodKind, parse_period

if TYPE_CHECKING:
    from shared_metrics.contracts.model import Contract


def parse_period_option(text: str | None, contract: "Contract") -> Period | None:
    """The period named, of the contract's kind. Raises CallersMistake when it is none."""
    if text is None:
        return None
    return parse_any(text, (contract.period_kind,))


def parse_any(text: str, kinds: tuple[PeriodKind, ...]) -> Period:
    """The period as the first of the kinds that it is. Raises CallersMistake when it is none."""
    for kind in kinds:
        try:
            return parse_period(text, kind)
        except ValueError:
            continue
    known = " or ".join(
        dict.fromkeys(f"a {k.replace('_', ' ')} such as {k.example}" for k in kinds)
    )
    raise CallersMistake("not_a_period", f"“{text}” is not a period here.", f"Write {known}.")
