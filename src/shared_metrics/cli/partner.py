"""`partner export`: everything a partner sent, to take away."""

from pathlib import Path

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options


@click.group()
def partner() -> None:
    """Do something for one partner."""


@partner.command()
@click.argument("partner_id", metavar="ID")
@click.option(
    "--out",
    "file",
    required=True,
    metavar="FILE.zip",
    type=click.Path(path_type=Path),
    help="The archive to write.",
)
@click.option("--as", "email", required=True, metavar="EMAIL", help="Who asks for it.")
@click.option("--force", is_flag=True, help="Replace FILE.zip if it is there.")
@shared_options
def export(call: Call, *, partner_id: str, file: Path, email: str, force: bool) -> None:
    """Write everything partner ID sent, and every figure made from it, into FILE.zip.

    Original files, receipts, the list of submissions, the rows as they were understood, and each
    metric from its accepted rows alone. For the partner's own stewards and the backbone.
    """
    from shared_metrics.desk.partner_export import export_partner

    desk = call.open_desk()
    actor = desk.person(email, acting_for=partner_id)
    made = export_partner(desk, partner_id, file, actor=actor, now=desk.now(), force=force)
    if call.as_json:
        output.put_json(made.as_dict())
        return
    sent = output.counted(made.submissions, "submission")
    output.say(f"{made.file}: {sent}, {output.counted(made.metrics, 'metric')}.")
