"""Up to which days figures can be released now: what may be chosen for the next release."""

import datetime as dt
from collections.abc import Iterator

from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.releases import releases
from shared_metrics.desk.releasing.closing import closed_to
from shared_metrics.desk.releasing.plans import contracts_of, plans_of
from shared_metrics.periods import Period, PeriodKind

MOST = 12  # months to choose from


def release_days(desk: Desk) -> tuple[dt.date, ...]:
    """Ends of months after the last release for which nothing may come any more, newest first.

    Raises Conflict `no_plan` when nothing is planned for the public.
    """
    last = closed_to(contracts_of(desk, plans_of(desk)), desk.today())
    released = releases(desk)
    return tuple(_back_from(last, released[-1].data_to if released else None))


def _back_from(last: dt.date, released_to: dt.date | None) -> Iterator[dt.date]:
    month = Period.of(last, PeriodKind.MONTH)
    for _ in range(MOST):
        if released_to is not None and month.last_day <= released_to:
            return
        yield month.last_day
        month += -1
