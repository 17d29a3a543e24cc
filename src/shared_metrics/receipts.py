"""The receipt: what was promised to the sender, in words that last."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from shared_metrics.agenda.model import Partnership
from shared_metrics.contracts import Contract
from shared_metrics.submissions import State, Submission


@dataclass(frozen=True)
class Receipt:
    """What a sender can keep. `lines`: label and value in reading order; `text`: as a file."""

    number: str
    title: str
    lines: tuple[tuple[str, str], ...]

    @property
    def file_name(self) -> str:
        """What the download is called."""
        return f"receipt-{self.number}.txt"

    @property
    def text(self) -> str:
        """The receipt as plain text."""
        width = max(len(label) for label, _ in self.lines)
        rows = (f"{label:<{width}}  {value}".rstrip() for label, value in self.lines)
        return "\n".join([self.title, "=" * len(self.title), *rows, ""])


def receipt(
    submission: Submission,
    contract: Contract,
    partnership: Partnership,
    *,
    sender: str | None = None,
) -> Receipt:
    """The receipt of a submission; `contract` gives titles and units, the versions are its own.

    `sender`: what whoever sent it is called; without it, their name in the definitions.
    """
    partner = partnership.partner_by_id.get(submission.partner)
    lines = (
        ("Number", submission.id),
        ("State", _STATES[submission.state]),
        ("For", partner.name if partner else partnership.backbone_name),
        ("Period", submission.period.label if submission.period else "not known"),
        *_sent(submission, partnership, sender),
        *_file(submission, contract),
        *_totals(submission, contract),
        *(("Reason given", f"{rule}: {why}") for rule, why in sorted(submission.reasons.items())),
        *((("You told us", submission.note),) if submission.note else ()),
    )
    return Receipt(submission.id, f"{partnership.name}: {contract.title}", lines)


_STATES = {
    State.FAILED: "something to fix; nothing of the file was kept",
    State.PASSED: "received; waiting for a decision",
    State.WITHDRAWN: "withdrawn",
    State.ACCEPTED: "accepted",
    State.RETURNED: "returned",
    State.SUPERSEDED: "replaced by a newer one",
}


def _sent(
    submission: Submission, partnership: Partnership, sender: str | None
) -> Iterator[tuple[str, str]]:
    at = submission.submitted_at.astimezone(ZoneInfo(partnership.time_zone))
    yield "Received", at.strftime("%Y-%m-%d %H:%M %Z")
    person = partnership.person_by_email.get(submission.submitted_by.lower())
    who = sender or (person.name if person else submission.submitted_by)
    yield "Sent by", f"{who}, on the partner's behalf" if submission.on_behalf else who


def _file(submission: Submission, contract: Contract) -> Iterator[tuple[str, str]]:
    if submission.nothing_to_report:
        yield "Sent", "nothing to report for this period (this is not a zero)"
    else:
        yield "File", submission.file_name or ""
        yield "SHA-256", submission.sha256 or ""
        earlier = (sha256 for sha256 in submission.originals if sha256 != submission.sha256)
        yield from (("Added to", sha256) for sha256 in earlier)
        yield "Rows", f"{submission.rows:,}"
    yield "Contract", f"{contract.id} {submission.contract_version}"
    yield "Contract SHA-256", submission.contract_sha256
    if submission.supersedes:
        yield "Replaces", submission.supersedes


def _totals(submission: Submission, contract: Contract) -> Iterator[tuple[str, str]]:
    for name, total in submission.totals.items():
        column = contract.by_name.get(name)
        unit = f" {column.unit}" if column and column.unit else ""
        yield f"Total {column.title if column else name}", f"{total:,}{unit}"
