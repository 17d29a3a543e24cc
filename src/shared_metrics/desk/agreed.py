"""What agreements allow to be sent and kept; nothing changes where there are none."""

import datetime as dt
from collections.abc import Iterable, Sequence

import polars as pl

from shared_metrics.agenda import Agreement, covering, fields_left_out
from shared_metrics.agenda.agreed import agreements_about
from shared_metrics.contracts import Contract
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import CallersMistake
from shared_metrics.findings import Assumption
from shared_metrics.periods import Period

RENEW = (
    "Agree on a new one and write it into agenda/agreements.yaml (the backbone does), then send "
    "the file again. Figures for the periods that are covered stay as they are."
)


def check_agreed(desk: Desk, partner_id: str, contract: Contract, period: Period | None) -> None:
    """Raises CallersMistake `no_agreement` when no agreement covers this, all of the period."""
    if not desk.agenda.agreements or partner_id == desk.partnership.backbone:
        return
    about = agreements_about(desk.agenda.agreements, partner_id, contract.id)
    if not about or (period and not is_agreed(desk, partner_id, contract.id, period)):
        name = desk.partnership.partner_by_id[partner_id].name
        raise CallersMistake("no_agreement", _why_not(name, contract, about, period), RENEW)


def is_agreed(desk: Desk, partner_id: str, contract_id: str, period: Period) -> bool:
    """Whether a period may be asked of a partner and sent: covered, or no agreement is needed."""
    if not desk.agenda.agreements or partner_id == desk.partnership.backbone:
        return True
    return bool(covering(agreements_about(desk.agenda.agreements, partner_id, contract_id), period))


def _why_not(
    name: str, contract: Contract, about: Sequence[Agreement], period: Period | None
) -> str:
    if not about or period is None:
        return f"{name} has no data-sharing agreement about “{contract.title}”."
    first, last = about[0].starts, about[-1].ends
    if period.last_day > last:
        return (
            f"{name}'s data-sharing agreement about “{contract.title}” ends on {day_words(last)}; "
            f"{period.label} is not covered."
        )
    if period.first_day < first:
        return (
            f"{name}'s data-sharing agreement about “{contract.title}” begins on "
            f"{day_words(first)}; {period.label} is not covered."
        )
    return f"No data-sharing agreement of {name} covers all of {period.label}."


def columns_not_shared(
    desk: Desk, partner_id: str, contract: Contract, period: Period
) -> tuple[str, ...]:
    """The contract's columns that the agreements of a period leave out."""
    about = agreements_about(desk.agenda.agreements, partner_id, contract.id)
    return fields_left_out(covering(about, period), contract)


def filled(observations: pl.DataFrame, columns: Iterable[str]) -> tuple[str, ...]:
    """Those of the columns that hold anything."""
    there = [name for name in columns if name in observations.columns]
    return tuple(name for name in there if observations[name].null_count() < observations.height)


def emptied(observations: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    """The same rows with nothing in these columns."""
    types = observations.schema
    return observations.with_columns(pl.lit(None, dtype=types[n]).alias(n) for n in columns)


def told_not_kept(contract: Contract, columns: Sequence[str]) -> Assumption:
    """What the sender is told about columns outside the agreement."""
    titles = ", ".join(f"“{contract.by_name[name].title}”" for name in columns)
    return Assumption(
        "outside_agreement",
        f"The data-sharing agreement leaves out {titles}: what stands there was not kept, "
        "and neither was the file itself, only its fingerprint and its other columns.",
    )


def day_words(day: dt.date) -> str:
    """`31 August 2026`."""
    return f"{day.day} {day:%B %Y}"
