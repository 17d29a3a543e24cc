"""`submissions`: what was sent, and what became of it."""

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.cli.submissions_text import table_of
from shared_metrics.submissions import State


@click.command()
@click.option("--partner", metavar="ID", help="Only of this partner.")
@click.option("--contract", metavar="ID", help="Only under this contract.")
@click.option("--period", metavar="P", help="Only for this period, such as 2026-03.")
@click.option(
    "--state", type=click.Choice([state.value for state in State]), help="Only in this state."
)
@shared_options
def submissions(
    call: Call, partner: str | None, contract: str | None, period: str | None, state: str | None
) -> None:
    """List submissions with their times, who acted and why, in the order they were sent."""
    desk = call.open_desk()
    if partner and partner != desk.partnership.backbone:
        desk.definitions.partner(partner)
    if contract:
        desk.definitions.contract(contract)
    found = desk.ledger.submissions(
        partner=partner, contract=contract, period=period, states=[State(state)] if state else None
    )
    shown = sorted(found, key=lambda one: (one.submitted_at, one.id))
    if call.as_json:
        output.put_json([submission.as_dict() for submission in shown])
        return
    if shown:
        output.put(table_of(shown))
    output.say(f"{output.counted(len(shown), 'submission')}.")
