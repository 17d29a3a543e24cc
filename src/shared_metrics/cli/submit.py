"""`submit`: send a file for a partner."""

from pathlib import Path

import click

from shared_metrics.cli.call import Call, shared_options
from shared_metrics.cli.columns import column_option, parse_columns
from shared_metrics.cli.periods import parse_period_option
from shared_metrics.cli.submissions_text import put_submissions
from shared_metrics.errors import EXIT_FIX
from shared_metrics.submissions import Mode, State


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--contract", "contract_id", required=True, metavar="ID", help="What is reported.")
@click.option(
    "--partner", "partner_id", required=True, metavar="ID", help="Whose figures they are."
)
@click.option("--period", "period_text", metavar="P", help="The period, if the file does not say.")
@click.option("--as", "email", required=True, metavar="EMAIL", help="Who sends it.")
@click.option("--on-behalf", is_flag=True, help="Sent by the backbone for the partner.")
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    metavar="RULE=TEXT",
    help="Why something to check is right as it is. May be given several times.",
)
@click.option("--sheet", metavar="NAME", help="The sheet of an Excel file, if not the first.")
@column_option
@click.option("--note", default="", metavar="TEXT", help="Anything the backbone should know.")
@click.option("--nothing-to-report", is_flag=True, help="No file: there is nothing this period.")
@click.option("--replace", is_flag=True, help="Takes the place of what was sent.")
@click.option("--add", is_flag=True, help="Adds rows to what was sent.")
@shared_options
def submit(
    call: Call,
    *,
    file: Path | None,
    contract_id: str,
    partner_id: str,
    period_text: str | None,
    email: str,
    on_behalf: bool,
    reasons: tuple[str, ...],
    sheet: str | None,
    columns: tuple[str, ...],
    note: str,
    nothing_to_report: bool,
    replace: bool,
    add: bool,
) -> None:
    """Check FILE and send it. A file of several periods makes one submission for each.

    Exits with 1 when anything must be fixed; then nothing is counted.
    """
    if (file is None) != nothing_to_report:
        raise click.UsageError("Name a FILE, or say --nothing-to-report.")
    if replace and add:
        raise click.UsageError("Choose one of --replace and --add.")
    mode: Mode | None = "replace" if replace else "add" if add else None
    explained = dict(_parse_reason(reason) for reason in reasons)
    from shared_metrics.cli.files import read_upload
    from shared_metrics.desk import acts

    desk = call.open_desk()
    contract = desk.definitions.contract(contract_id)
    made = acts.submit(
        desk,
        read_upload(file, desk.settings.max_upload_bytes) if file else None,
        contract_id,
        partner_id=partner_id,
        actor=desk.person(email, acting_for=partner_id),
        now=desk.now(),
        period=parse_period_option(period_text, contract),
        on_behalf=on_behalf,
        reasons=explained,
        nothing_to_report=nothing_to_report,
        mode=mode,
        note=note,
        reading=acts.Reading(sheet, parse_columns(columns, contract)),
    )
    put_submissions(call, made)
    if any(submission.state is State.FAILED for submission in made):
        raise click.exceptions.Exit(EXIT_FIX)


def _parse_reason(text: str) -> tuple[str, str]:
    rule, equals, reason = text.partition("=")
    if not (equals and rule.strip() and reason.strip()):
        raise click.UsageError(
            f"“{text}” is not RULE=TEXT; write --reason 'wage_usual=two surgeons'."
        )
    return rule.strip(), reason.strip()
