"""Empty files to fill in, made from the contract."""

from typing import Literal

from shared_metrics import people
from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.periods import Period


def template(
    desk: Desk, person: Person, contract_id: str, period: Period, kind: Literal["csv", "xlsx"]
) -> bytes:
    """A file for one period with the partner's rows begun; as CSV or as a workbook."""
    from shared_metrics.contracts.template import (
        template_csv,
        template_xlsx,
    )

    contract = desk.definitions.contract(contract_id)
    partner_id = person.partner or desk.partnership.backbone
    people.check_can_see_partner(person, partner_id)
    partner = desk.partnership.partner_by_id.get(partner_id)
    make = template_csv if kind == "csv" else template_xlsx
    return make(contract, partner, period)
