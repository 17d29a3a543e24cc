"""Up to which day figures can be released: as far as no partner's file may still come.

Only partners' contracts count. What the backbone loads itself comes in one file: it is there whole
or not at all, and no total lacks a part of it.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from shared_metrics.contracts.model import Contract
from shared_metrics.errors import CallersMistake
from shared_metrics.periods import Period, PeriodKind

ONE_DAY: Final = dt.timedelta(days=1)


def closed_to(contracts: Iterable[Contract], today: dt.date) -> dt.date:
    """The last day of the newest month for which no partner's file may come any more.

    A longer period that has not closed yet does not hold back the months before its end: its
    figures are left out.
    """
    ends = [_first_open(contract, today).last_day for contract in _of_partners(contracts)]
    return _month_end_before(min([*ends, today]))


def check_data_to(
    day: dt.date, contracts: Iterable[Contract], today: dt.date, released_to: dt.date | None
) -> None:
    """Raises CallersMistake unless figures up to this day may be released, and are new.

    `released_to`: the last day of the release before.
    """
    if Period.of(day, PeriodKind.MONTH).last_day != day:
        end = Period.of(day, PeriodKind.MONTH).last_day
        raise CallersMistake(
            "not_a_months_end", f"{day} is not the last day of a month.", f"Did you mean {end}?"
        )
    if day >= today:
        raise CallersMistake("not_over", f"{day} is not over.", "Name the end of a past month.")
    for contract in _of_partners(contracts):
        period = _first_open(contract, today)
        if period.last_day <= day:
            raise CallersMistake(
                "not_closed",
                f"Files for “{contract.title}” of {period.label} may come until "
                f"{contract.due.closes_on(period)}.",
                f"Name an earlier day than {period.last_day}, or wait.",
            )
    if released_to is not None and day <= released_to:
        raise CallersMistake(
            "released_before",
            f"Figures up to {released_to} are released already.",
            "Amend that release with `shared-metrics release amend`, or name a later day.",
        )


def _of_partners(contracts: Iterable[Contract]) -> list[Contract]:
    return [contract for contract in contracts if contract.loaded_by == "partner"]


def _first_open(contract: Contract, today: dt.date) -> Period:
    """The first of the contract's periods for which a file may still come in time."""
    period = Period.of(today, contract.period_kind)
    while contract.due.closes_on(period + -1) >= today:
        period += -1
    return period


def _month_end_before(day: dt.date) -> dt.date:
    return day.replace(day=1) - ONE_DAY
