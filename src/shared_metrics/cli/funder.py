"""`funder`: reports for funders, made of what releases hold for them."""

from pathlib import Path

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options

_HEADER = ("funder", "name", "every", "file", "measures", "newest period")


@click.group()
def funder() -> None:
    """Make funders' reports under their own names, from published releases alone."""


@funder.command(name="list")
@shared_options
def list_(call: Call) -> None:
    """List the funders, and the newest period that the newest release reaches for each.

    With --json: [{"funder", "name", "every", "format", "measures", "newest_period"}].
    """
    from shared_metrics.desk.questions.funders import periods_to_report

    desk = call.open_desk()
    rows = []
    for one in desk.agenda.funders:
        newest = next((period.text for period in periods_to_report(desk, one)), None)
        measures = len(one.measures)
        rows.append((one.id, one.name, one.periods.every, one.file.format, measures, newest))
    if call.as_json:
        keys = ("funder", "name", "every", "format", "measures", "newest_period")
        output.put_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    if rows:
        told = [tuple("–" if cell is None else str(cell) for cell in row) for row in rows]
        output.put(output.aligned(_HEADER, told, frozenset({4})))
    output.say(f"{output.counted(len(rows), 'funder')}.")


@funder.command()
@click.argument("funder_id", metavar="ID")
@click.option("--period", required=True, metavar="P", help="2026-Q1; a fiscal year: 2026.")
@click.option(
    "--out",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file to write. [default: ID-P.csv or ID-P.xlsx, here]",
)
@click.option("--release", "release_id", metavar="R", help="From this release. [default: newest]")
@click.option("--as", "email", required=True, metavar="EMAIL", help="Who makes it.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@shared_options
def export(
    call: Call,
    *,
    funder_id: str,
    period: str,
    file: Path | None,
    release_id: str | None,
    email: str,
    force: bool,
) -> None:
    """Write the report of funder ID for a period, in the layout the funder wants.

    Made of the figures that a published release holds for this funder: what is hidden to protect
    people there is hidden here, and says so. The audit trail keeps the file's fingerprint. With
    --json: {"funder", "period", "release", "file", "sha256", "about"}.
    """
    from shared_metrics.desk.acts.funders import export_for_funder
    from shared_metrics.desk.keeping.backup import check_target
    from shared_metrics.desk.questions.funders import period_of_report
    from shared_metrics.releases.manifest import sha256_of
    from shared_metrics.vault.files import plain_words, write_whole

    desk = call.open_desk()
    actor, asked = desk.person(email), desk.definitions.funder(funder_id)
    target = (file or Path(asked.file_name(period_of_report(asked, period)))).absolute()
    check_target(target, force=force)
    ready = export_for_funder(
        desk, funder_id, period, actor=actor, now=desk.now(), release_id=release_id
    )
    with plain_words(target.parent):
        write_whole(target, ready.content)
    if call.as_json:
        told = {"funder": funder_id, "period": ready.report.period.text}
        told |= {"release": ready.report.release, "file": str(target)}
        sha256 = sha256_of(ready.content)
        output.put_json(told | {"sha256": sha256, "about": list(ready.about)})
        return
    output.say("\n".join([f"{target}: written.", *ready.about]))
