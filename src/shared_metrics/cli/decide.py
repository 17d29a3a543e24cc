"""`accept`, `return` and `withdraw`: what becomes of a submission."""

import click

from shared_metrics.cli.call import Call, shared_options
from shared_metrics.cli.submissions_text import put_submissions

_BY = click.option("--as", "email", required=True, metavar="EMAIL", help="Who decides.")


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@_BY
@click.option("--reason", metavar="TEXT", help="Needed where one person sent and accepts.")
@shared_options
def accept(call: Call, ids: tuple[str, ...], email: str, reason: str | None) -> None:
    """Accept submissions: from now on their figures count. All of them or none."""
    from shared_metrics.desk import acts

    desk = call.open_desk()
    actor = desk.person(email)
    put_submissions(call, acts.accept(desk, ids, actor=actor, now=desk.now(), reason=reason))


@click.command(name="return")
@click.argument("submission_id", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="What the partner should change.")
@_BY
@shared_options
def return_(call: Call, submission_id: str, reason: str, email: str) -> None:
    """Return a submission to its partner, with a reason."""
    from shared_metrics.desk import acts

    desk = call.open_desk()
    actor = desk.person(email)
    put_submissions(
        call, [acts.return_(desk, submission_id, reason=reason, actor=actor, now=desk.now())]
    )


@click.command()
@click.argument("submission_id", metavar="ID")
@_BY
@shared_options
def withdraw(call: Call, submission_id: str, email: str) -> None:
    """Withdraw a submission before it is decided on."""
    from shared_metrics.desk import acts

    desk = call.open_desk()
    desk.person(email)  # first: a stranger is not told whether there is such a submission
    actor = desk.person(email, acting_for=desk.ledger.submission(submission_id).partner)
    put_submissions(call, [acts.withdraw(desk, submission_id, actor=actor, now=desk.now())])
