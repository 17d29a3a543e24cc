"""What agreements say about one partner's figures for one period."""

import datetime as dt
from collections.abc import Iterable, Sequence

from shared_metrics.agenda.agreement import Agreement
from shared_metrics.contracts import Contract, Role
from shared_metrics.periods import Period

ONE_DAY = dt.timedelta(days=1)
MAY_BE_LEFT_OUT = (Role.INDICATOR, Role.DETAIL)


def agreements_about(
    agreements: Iterable[Agreement], partner_id: str, contract_id: str
) -> tuple[Agreement, ...]:
    """A partner's agreements about a contract, the oldest first."""
    about = [a for a in agreements if a.partner == partner_id and a.shared(contract_id)]
    return tuple(sorted(about, key=lambda agreement: agreement.starts))


def covering(about: Iterable[Agreement], period: Period) -> tuple[Agreement, ...]:
    """The agreements that together hold every day of a period; none when a day is left over.

    `about`: of one partner about one contract, the oldest first (see `agreements_about`).
    """
    held: list[Agreement] = []
    wanted = period.first_day
    for agreement in about:
        if agreement.starts <= wanted <= min(agreement.ends, period.last_day):
            held.append(agreement)
            wanted = min(agreement.ends, period.last_day) + ONE_DAY
    return tuple(held) if wanted > period.last_day else ()


def fields_left_out(held: Sequence[Agreement], contract: Contract) -> tuple[str, ...]:
    """The columns of a contract that the agreements of a period do not share, in file order."""
    limits = [s.fields for a in held if (s := a.shared(contract.id)) and s.fields is not None]
    return tuple(
        column.name
        for column in contract.columns
        if column.role in MAY_BE_LEFT_OUT and any(column.name not in shared for shared in limits)
    )


def audience_may_see(held: Sequence[Agreement], audience: str) -> bool:
    """Whether every agreement of a period shares it with an audience; without one: nobody."""
    return bool(held) and all(audience in agreement.audiences for agreement in held)
