"""Files to fill in, made from the contract and from what the partner sent last."""

from typing import Literal

import polars as pl

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.contracts.model import ColumnType, Contract
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.sent import every_submission
from shared_metrics.periods import Period
from shared_metrics.submissions import State

_MOMENTS = (ColumnType.DATE, ColumnType.TIMESTAMP)


def template(
    desk: Desk, person: Person, contract_id: str, period: Period, kind: Literal["csv", "xlsx"]
) -> bytes:
    """A file for one period, its rows begun as in the partner's last accepted file.

    Without such a file, or where a row's name is a day or time, the rows the contract expects.
    """
    from shared_metrics.contracts.template import (
        template_csv,
        template_xlsx,
    )

    contract = desk.definitions.contract(contract_id)
    partner_id = person.partner or desk.partnership.backbone
    people.check_can_see_partner(person, partner_id)
    partner = desk.partnership.partner_by_id.get(partner_id)
    make = template_csv if kind == "csv" else template_xlsx
    return make(contract, partner, period, _last_rows(desk, contract, partner_id))


def _last_rows(desk: Desk, contract: Contract, partner_id: str) -> pl.DataFrame | None:
    if any(contract.by_name[name].type in _MOMENTS for name in contract.key):
        return None
    accepted = [
        one
        for one in every_submission(desk)
        if (one.partner, one.contract, one.state) == (partner_id, contract.id, State.ACCEPTED)
        and one.part is not None
        and one.period is not None
    ]
    if not accepted:
        return None
    newest = max(accepted, key=lambda one: one.period.ordinal if one.period else 0)
    part = [newest.part] if newest.part else []
    rows: pl.DataFrame = desk.vault.scan(part, contract).collect().to_native()
    return rows
