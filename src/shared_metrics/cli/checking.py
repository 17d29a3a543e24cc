"""Files checked where they are, against one contract: nothing is sent, nothing is kept."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from shared_metrics.agenda.model import Partner, Partnership
from shared_metrics.checks import Judgement, judge
from shared_metrics.cli import output
from shared_metrics.cli.call import Call
from shared_metrics.cli.columns import parse_columns
from shared_metrics.cli.files import read_upload
from shared_metrics.cli.findings_text import check_data, check_text
from shared_metrics.cli.periods import parse_period_option
from shared_metrics.cli.tables import understood_csv
from shared_metrics.contracts import Contract
from shared_metrics.definitions import Definitions, load_definitions
from shared_metrics.errors import InstallationProblem
from shared_metrics.periods import Period
from shared_metrics.reading import Caps, ReadTable, Upload, read, recognise
from shared_metrics.reading.header import Remembered
from shared_metrics.reading.upload import MEGABYTE


@dataclass(frozen=True)
class Asked:
    """What the command line says about the files."""

    contract: str
    partner: str | None = None
    period: str | None = None
    sheet: str | None = None
    columns: tuple[str, ...] = ()
    max_mb: float | None = None
    max_rows: int | None = None


@dataclass(frozen=True, eq=False)
class CheckedFile:
    """One file, read and judged; `looks_like` says whose or what it is when it is another's."""

    path: Path
    table: ReadTable
    judgement: Judgement
    looks_like: str | None

    @property
    def passes(self) -> bool:
        """Whether nothing has to be fixed."""
        return self.judgement.verdict == "pass"

    def as_dict(self) -> Mapping[str, object]:
        """The shape `check --json` prints."""
        judgement = self.judgement
        rows = self.table.facts.rows
        return check_data(str(self.path), rows, judgement.findings, judgement.assumptions)

    def as_text(self) -> str:
        """The report for people."""
        judgement = self.judgement
        periods = [period.label for period in judgement.periods]
        facts = ", ".join([*periods, self.table.facts.sentence])
        lines = [check_text(str(self.path), facts, judgement.findings, judgement.assumptions)]
        if self.looks_like:
            lines.append(f"\n  This looks like a file {self.looks_like}.")
        if judgement.waiting_rules:
            waiting = output.counted(len(judgement.waiting_rules), "rule")
            names = ", ".join(judgement.waiting_rules)
            lines.append(f"\n  Not judged until this is fixed: {waiting} ({names}).")
        return "\n".join(lines)


@dataclass(frozen=True)
class Checker:
    """Everything files are checked against; made once for all the files of a call."""

    definitions: Definitions
    contract: Contract
    partner: Partner | None
    period: Period | None
    today: dt.date
    max_bytes: int
    max_rows: int
    sheet: str | None
    header_matches: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, Remembered] = field(default_factory=dict)

    def check(self, path: Path) -> CheckedFile:
        """Read and judge one file."""
        upload = read_upload(path, self.max_bytes)
        table = self._read(upload, self.partner)
        judgement = judge(
            table,
            self.contract,
            partner=self.partner,
            other_partners=[p for p in self._partners if p != self.partner],
            period=self.period,
            today=self.today,
        )
        return CheckedFile(path, table, judgement, self._looks_like(upload, table))

    @property
    def _partners(self) -> tuple[Partner, ...]:
        return self.definitions.agenda.partnership.partners

    def _read(self, upload: Upload, partner: Partner | None) -> ReadTable:
        return read(
            upload,
            self.contract,
            partner=partner.id if partner else None,
            caps=Caps(max_bytes=self.max_bytes, max_rows=self.max_rows),
            sheet=self.sheet,
            header_matches=self.header_matches,
            remembered=self.remembered if partner == self.partner else None,
        )

    def _looks_like(self, upload: Upload, table: ReadTable) -> str | None:
        if _is_whole(table):
            return None
        owner = self._owner(upload)
        if owner:
            return f"of {owner.name}"
        found = recognise(upload, self.definitions.contracts.values())
        return f"for “{found}”" if found not in (None, self.contract.id) else None

    def _owner(self, upload: Upload) -> Partner | None:
        """The partner whose own column names the file has, when it is not the one asked about."""
        named = {synonym.partner for c in self.contract.columns for synonym in c.synonyms}
        others = (p for p in self._partners if p.id in named and p != self.partner)
        return next((p for p in others if _is_whole(self._read(upload, p))), None)


def _is_whole(table: ReadTable) -> bool:
    return table.readable and table.facts.columns_found == table.facts.columns_expected


def checker_for(call: Call, asked: Asked) -> Checker:
    """Load what files are checked against; makes no home.

    Raises CallersMistake for an unknown contract or partner, or a period that is none.
    """
    settings = call.settings()
    definitions = load_definitions(call.look_home().definitions)
    partnership = definitions.agenda.partnership
    contract = definitions.contract(asked.contract)
    whose = None if asked.partner == partnership.backbone else asked.partner
    return Checker(
        definitions=definitions,
        contract=contract,
        partner=definitions.partner(whose) if whose else None,
        period=parse_period_option(asked.period, contract),
        today=call.today(partnership.time_zone),
        max_bytes=int(asked.max_mb * MEGABYTE) if asked.max_mb else settings.max_upload_bytes,
        max_rows=asked.max_rows or settings.max_rows,
        sheet=asked.sheet,
        header_matches=parse_columns(asked.columns, contract),
        remembered=_remembered(call, asked, partnership),
    )


def _remembered(call: Call, asked: Asked, partnership: Partnership) -> Mapping[str, Remembered]:
    """What the home knows of this partner's headers; a file is checked without it too."""
    from shared_metrics.desk.matched_headers import remembered_at_home

    if asked.partner is None:
        return {}
    try:
        zone = ZoneInfo(partnership.time_zone)
        return remembered_at_home(call.settings(), asked.partner, asked.contract, zone)
    except InstallationProblem as problem:
        output.say(f"Columns matched before could not be looked up. {problem.message}")
        return {}


def write_table(place: Path, checked: CheckedFile, contract: Contract) -> None:
    """Write the table as it was understood, whole or not at all."""
    part = place.with_name(f"{place.name}.part")
    part.write_text(understood_csv(checked.judgement.typed, contract), encoding="utf-8")
    part.replace(place)
