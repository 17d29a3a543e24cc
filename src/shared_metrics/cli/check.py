"""`check`: what is right and wrong in files, without sending them."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.cli.files import must_be_a_file, read_upload
from shared_metrics.cli.findings_text import check_data, check_text
from shared_metrics.cli.periods import parse_period_option
from shared_metrics.errors import EXIT_FIX

if TYPE_CHECKING:
    import datetime as dt

    from shared_metrics.agenda.model import Partner
    from shared_metrics.checks import Judgement
    from shared_metrics.contracts import Contract
    from shared_metrics.periods import Period
    from shared_metrics.reading import Caps, FileFacts


@dataclass(frozen=True)
class Bench:
    """Everything files are checked against; made once for all the files of a call."""

    contract: "Contract"
    partner: "Partner | None"
    other_partners: "tuple[Partner, ...]"
    period: "Period | None"
    today: "dt.date"
    caps: "Caps"
    sheet: str | None

    def check(self, path: Path) -> "tuple[FileFacts, Judgement]":
        """Read and judge one file."""
        from shared_metrics.checks import judge
        from shared_metrics.reading import read

        upload = read_upload(path, self.caps.max_bytes)
        partner_id = self.partner.id if self.partner else None
        table = read(upload, self.contract, partner=partner_id, caps=self.caps, sheet=self.sheet)
        judgement = judge(
            table,
            self.contract,
            partner=self.partner,
            other_partners=self.other_partners,
            period=self.period,
            today=self.today,
        )
        return table.facts, judgement


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--contract", "contract_id", required=True, metavar="ID", help="What the files report."
)
@click.option("--partner", "partner_id", metavar="ID", help="Whose files they are.")
@click.option("--period", "period_text", metavar="P", help="The period they must be about.")
@click.option("--sheet", metavar="NAME", help="The sheet of an Excel file, if not the first.")
@click.option(
    "--table",
    "table_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.csv",
    help="Write the table as it was understood, typed and sorted (one FILE only).",
)
@click.option(
    "--max-mb", type=click.FloatRange(min=0, min_open=True), help="Read files up to this size."
)
@click.option("--max-rows", type=click.IntRange(min=1), help="Read files with up to so many rows.")
@shared_options
def check(
    call: Call,
    *,
    files: tuple[Path, ...],
    contract_id: str,
    partner_id: str | None,
    period_text: str | None,
    sheet: str | None,
    table_path: Path | None,
    max_mb: float | None,
    max_rows: int | None,
) -> None:
    """Check files against a contract: everything wrong at once, with cells and what to do.

    Nothing is sent and nothing is kept. Exits with 1 when anything must be fixed.
    """
    if table_path and len(files) > 1:
        raise click.UsageError("--table takes the table of one FILE; name one file only.")
    for path in files:
        must_be_a_file(path)
    bench = _lay_out(
        call,
        contract_id=contract_id,
        partner_id=partner_id,
        period_text=period_text,
        sheet=sheet,
        caps=caps_of(call, max_mb, max_rows),
    )
    reports = []
    for path in files:
        facts, judgement = bench.check(path)
        reports.append(check_data(str(path), facts.rows, judgement.findings, judgement.assumptions))
        if not call.as_json:
            _print_report(path, facts, judgement, first=len(reports) == 1)
        if table_path:
            _write_table(table_path, judgement, bench.contract)
    if call.as_json:
        output.put_json(reports[0] if len(reports) == 1 else reports)
    if any(report["verdict"] == "fail" for report in reports):
        raise click.exceptions.Exit(EXIT_FIX)


def caps_of(call: Call, max_mb: float | None, max_rows: int | None) -> "Caps":
    """How much may be read: what was said here, else the settings."""
    from shared_metrics.reading import Caps
    from shared_metrics.reading.upload import MEGABYTE

    settings = call.settings()
    return Caps(
        max_bytes=int(max_mb * MEGABYTE) if max_mb else settings.max_upload_bytes,
        max_rows=max_rows or settings.max_rows,
    )


def _lay_out(
    call: Call,
    *,
    contract_id: str,
    partner_id: str | None,
    period_text: str | None,
    sheet: str | None,
    caps: "Caps",
) -> Bench:
    from shared_metrics.definitions import load_definitions

    definitions = load_definitions(call.look_home().definitions)
    partnership = definitions.agenda.partnership
    contract = definitions.contract(contract_id)
    whose = None if partner_id == partnership.backbone else partner_id
    partner = definitions.partner(whose) if whose else None
    return Bench(
        contract=contract,
        partner=partner,
        other_partners=tuple(p for p in partnership.partners if p != partner),
        period=parse_period_option(period_text, contract),
        today=call.today(partnership.time_zone),
        caps=caps,
        sheet=sheet,
    )


def _print_report(path: Path, facts: "FileFacts", judgement: "Judgement", *, first: bool) -> None:
    if not first:
        output.put("")
    output.put(check_text(str(path), facts.sentence, judgement.findings, judgement.assumptions))


def _write_table(place: Path, judgement: "Judgement", contract: "Contract") -> None:
    from shared_metrics.cli.tables import understood_csv

    part = place.with_name(f"{place.name}.part")
    part.write_text(understood_csv(judgement.typed, contract), encoding="utf-8")
    part.replace(place)
