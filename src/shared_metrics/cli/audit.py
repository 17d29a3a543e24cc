"""`audit verify`: whether anybody has changed what was written."""

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.errors import Conflict


@click.group()
def audit() -> None:
    """Look into the trail of everything that was done."""


@audit.command()
@shared_options
def verify(call: Call) -> None:
    """Follow the trail from its first row; compare every submission, file and release with it.

    Exits with 13 when anything was changed after it was written. With --json:
    {"verified", "rows", "problems": [{"rule", "message", ...}]}.
    """
    from shared_metrics.desk.verification import verify_audit

    desk = call.open_desk()
    problems, rows = verify_audit(desk), desk.ledger.revision()
    if call.as_json:
        found = [problem.as_dict() for problem in problems]
        output.put_json({"verified": not problems, "rows": rows, "problems": found})
    else:
        for problem in problems:
            output.put(problem.message)
        told = output.counted(rows, "act")
        output.say("The trail does not hold." if problems else f"The trail holds: {told}.")
    if problems:
        raise click.exceptions.Exit(Conflict.exit_code)
