"""Everything a partner sent and every figure made from it, as one ZIP it can take away."""

import csv
import datetime as dt
import io
import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from shared_metrics.agenda.model import Metric, Partner, Person
from shared_metrics.contracts.template import harmless
from shared_metrics.desk.keeping.backup import check_target
from shared_metrics.desk.keeping.unfinished import unfinished_folder
from shared_metrics.desk.kept_records import KeptRecord, kept
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.questions.figures import measured_of_partner
from shared_metrics.errors import CallersMistake
from shared_metrics.learning import Approval, FieldNote
from shared_metrics.logs import note
from shared_metrics.metrics import Question
from shared_metrics.observations import DENOMINATOR, NUMERATOR, PARTNER, PERIOD, SUBMISSION, VALUE
from shared_metrics.people import check_can_export
from shared_metrics.receipts import receipt
from shared_metrics.reviews import Commitment
from shared_metrics.submissions import Part, Submission
from shared_metrics.vault.files import plain_words, sync_folder

SUBMISSION_COLUMNS = (
    *("id", "state", "contract", "contract_version", "period", "file_name", "sha256", "rows"),
    *("nothing_to_report", "note", "submitted_at", "submitted_by", "on_behalf", "decided_at"),
    *("reason", "supersedes", "receipt", "originals", "rows_file"),
)
FIGURE_COLUMNS = (PERIOD, "breakdown", "group", NUMERATOR, DENOMINATOR, VALUE)
LONGEST_NAME = 80
Cell = str | int | float | bool | Decimal | dt.date | None
Told = dict[str, object]


@dataclass(frozen=True, slots=True)
class Export:
    """What was written."""

    file: Path
    partner: str
    submissions: int
    metrics: int

    def as_dict(self) -> dict[str, object]:
        """The shape `partner export --json` prints."""
        counted: dict[str, object] = {"submissions": self.submissions, "metrics": self.metrics}
        return {"file": str(self.file), "partner": self.partner, **counted}


def export_partner(
    desk: Desk,
    partner_id: str,
    file: Path,
    *,
    actor: Person,
    now: dt.datetime,
    force: bool = False,
) -> Export:
    """Writes the ZIP, whole or not at all.

    Raises NotAllowed unless the actor is the partner's own steward or of the backbone,
    CallersMistake, Conflict `file_exists` and InstallationProblem.
    """
    partner = desk.definitions.partner(partner_id)
    actor = desk.person(actor.email, acting_for=actor.partner)  # who they are now, not when asked
    check_can_export(actor, partner_id)
    file = file.absolute()
    check_target(file, force=force)
    with plain_words(file.parent), unfinished_folder(beside=file) as folder:
        made = folder / "export.zip"
        with made.open("xb") as opened, zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as into:
            made.chmod(0o600)
            export = _Writing(desk, partner, actor, now, into).write(file)
            into.close()
            opened.flush()
            os.fsync(opened.fileno())
        check_target(file, force=force)
        os.replace(made, file)  # noqa: PTH105 - says that an older file is replaced
        sync_folder(file.parent)
    note("partner_exported", partner=partner_id, submissions=export.submissions)
    return export


@dataclass(frozen=True)
class _Writing:
    desk: Desk
    partner: Partner
    actor: Person
    now: dt.datetime
    into: zipfile.ZipFile

    def write(self, file: Path) -> Export:
        sent = self.desk.ledger.submissions(partner=self.partner.id)
        self._add("README.txt", _readme(self.partner, self.desk, self.now).encode())
        rows = [self._add_submission(one) for one in sent]
        self._add("submissions.csv", _csv(SUBMISSION_COLUMNS, rows))
        self._add("submissions.json", _json([_told(one) for one in sent]))
        metrics = [metric for metric in self._metrics(sent) if self._add_figures(metric)]
        for name, told in told_and_promised(self.desk, self.partner.id).items():
            self._add(name, _json(told))
        return Export(file, self.partner.id, len(sent), len(metrics))

    def _add(self, path: str, content: bytes) -> None:
        info = zipfile.ZipInfo(path, self.now.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        self.into.writestr(info, content)

    def _add_submission(self, one: Submission) -> list[Cell]:
        """Its files; its row of submissions.csv."""
        told = _told(one)
        told["originals"] = "; ".join(self._add_originals(one))
        told["receipt"] = self._add_receipt(one)
        told["rows_file"] = self._add_rows(one, one.part) if one.part else None
        told["rows"] = one.rows
        told["file_name"] = one.file_name
        return [_cell(told.get(name)) for name in SUBMISSION_COLUMNS]

    def _add_originals(self, one: Submission) -> Iterator[str]:
        for at, sha256 in enumerate(one.originals, 1):
            name = one.file_name if sha256 == one.sha256 else sha256
            path = f"originals/{one.id}/{at}_{plain_name(name or sha256)}"
            self._add(path, self.desk.vault.original(sha256))
            yield path

    def _add_receipt(self, one: Submission) -> str | None:
        contract = self.desk.definitions.contracts.get(one.contract)
        if contract is None:  # no longer agreed on: nothing says how its columns are called
            return None
        made = receipt(one, contract, self.desk.partnership)
        self._add(f"receipts/{made.file_name}", made.text.encode())
        return f"receipts/{made.file_name}"

    def _add_rows(self, one: Submission, part: Part) -> str:
        path = f"rows/{one.contract}/{one.id}.csv"
        table = self.desk.vault.rows_of(part).drop(PARTNER, SUBMISSION)
        scales = {column.name: column.scale for column in part.columns}
        rows = (
            [_unscaled(value, scales.get(name, 0)) for name, value in row.items()]
            for row in table.iter_rows(named=True)
        )
        self._add(path, _csv(table.columns, rows))
        return path

    def _metrics(self, sent: Iterable[Submission]) -> Iterator[Metric]:
        contracts = {one.contract for one in sent}
        yield from (m for m in self.desk.agenda.metrics if m.contract in contracts)

    def _add_figures(self, metric: Metric) -> bool:
        """A metric over this partner's accepted rows; False where there is nothing accepted."""
        rows = [row for by in (None, *metric.breakdowns) for row in self._figures(metric, by)]
        if rows:
            self._add(f"figures/{metric.id}.csv", _csv(FIGURE_COLUMNS, rows))
        return bool(rows)

    def _figures(self, metric: Metric, breakdown: str | None) -> Iterator[list[Cell]]:
        question = Question(by=(PERIOD, breakdown) if breakdown else (PERIOD,))
        try:
            table = measured_of_partner(self.desk, self.actor, self.partner.id, metric.id, question)
        except CallersMistake:  # this metric cannot be asked so
            return
        for row in table.iter_rows(named=True):
            group = row[breakdown] if breakdown else None
            figures = (row[name] for name in (NUMERATOR, DENOMINATOR, VALUE))
            yield [row[PERIOD], breakdown, group, *figures]


def told_and_promised(desk: Desk, partner_id: str) -> dict[str, list[Told]]:
    """What a partner told, agreed to and promised, each as it stands, by the file it goes into."""
    ledger, own = desk.ledger, partner_id
    notes = [_kept(one) for one in kept(ledger, FieldNote) if one.thing.heard_by == own]
    agreed = [_kept(one) for one in kept(ledger, Approval) if one.thing.partner == own]
    promised = [_kept(one) for one in kept(ledger, Commitment) if one.thing.owner == own]
    return {
        "field_notes.json": notes,
        "agreed_words.json": agreed,
        "commitments.json": promised,
    }


def _kept(one: KeptRecord[FieldNote] | KeptRecord[Approval] | KeptRecord[Commitment]) -> Told:
    return {"id": one.id, "written": one.changed_at, **asdict(one.thing)}


def plain_name(name: str) -> str:
    """A file name that every computer takes and that leads nowhere else."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", name)[-LONGEST_NAME:]
    return plain.lstrip(".") or "file"


def _told(one: Submission) -> dict[str, object]:
    """A submission as its partner may read it: who of the backbone decided is not in it."""
    return {name: value for name, value in one.as_dict().items() if name != "decided_by"}


def _cell(value: object) -> Cell:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _unscaled(value: Cell, scale: int) -> Cell:
    return Decimal(value).scaleb(-scale) if scale and isinstance(value, int) else value


def _csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV for a spreadsheet: exact figures, nothing in it is run."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(name) for name in header])
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return harmless(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _json(value: object) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False, default=str).encode()


def _readme(partner: Partner, desk: Desk, now: dt.datetime) -> str:
    sample = "Everything in it is sample data: made up.\n" if desk.sample else ""
    day = desk.day_of(now)
    return f"""\
{partner.name} in {desk.partnership.name}
Everything you sent and every figure made from it, as on {day}.
{sample}
submissions.csv    Every file you sent, or that was sent on your behalf, newest first: its state,
                   its fingerprint (SHA-256), what was decided, and where it lies in this archive.
submissions.json   The same with everything that was found in the files.
receipts/          What was promised to you for each.
originals/         The files exactly as they came. They were not made harmless: open them with the
                   care you would open any file with. Of a file with something to fix, nothing was
                   kept.
rows/              The rows as they were understood, one table for each file.
figures/           Each shared metric from your accepted rows alone, by period; where `breakdown`
                   is filled, by its groups too. Value = numerator / denominator; it is empty where
                   nothing can be said. A ratio is a fraction: 0.5 is 50 %.
field_notes.json   What you told the backbone, beside a file or on the page, as it stands.
agreed_words.json  Which words that name you you agreed to, by their fingerprint (SHA-256); an empty
                   fingerprint: you took it back.
commitments.json   What you agreed to do, until when, and what became of it.

In the tables, a text that a spreadsheet would run as a formula begins with an apostrophe (').
An empty cell is not a zero.
"""
