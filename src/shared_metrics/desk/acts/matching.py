"""Taking back what a header in a partner's files was said to mean."""

import datetime as dt

from shared_metrics.agenda.model import Person
from shared_metrics.desk.matched_headers import match_of
from shared_metrics.desk.opening import Desk
from shared_metrics.errors import CallersMistake
from shared_metrics.people import check_can_send_for
from shared_metrics.submissions import HeaderMatch


def forget_header_match(
    desk: Desk,
    partner_id: str,
    contract_id: str,
    header: str,
    *,
    actor: Person,
    now: dt.datetime,
) -> HeaderMatch:
    """From the next file on, the header means what the contract says or nothing.

    What was sent with it stays as it is. Raises NotAllowed, CallersMistake
    `unknown_header_match` or `unknown_contract`.
    """
    check_can_send_for(actor, partner_id)
    contract = desk.definitions.contract(contract_id)
    with desk.writing(actor, now) as entry:
        match = match_of(entry.header_matches(partner_id, contract.id), header)
        if match is None:
            raise CallersMistake(
                "unknown_header_match",
                f"Nobody has matched the header “{header}” with a column of “{contract.title}”.",
                None,
            )
        entry.forget_match(match)
    return match
