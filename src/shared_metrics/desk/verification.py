"""Whether ledger, trail, vault and releases still agree, and what lies there for nobody."""

import datetime as dt
from collections.abc import Iterable, Iterator

from shared_metrics.agenda.model import Person
from shared_metrics.desk.opening import Desk
from shared_metrics.desk.releasing.shelf import Shelf, shelf_of
from shared_metrics.ledger import AuditProblem, Ledger
from shared_metrics.people import check_can_administer
from shared_metrics.submissions import Submission
from shared_metrics.vault import Vault, original_path


def verify_audit(desk: Desk) -> list[AuditProblem]:
    """Everything that is not what the audit trail says: links, rows, files, releases."""
    kept = verify_kept(desk.ledger, desk.vault)
    return [*kept, *verify_releases(desk.ledger, shelf_of(desk.home))]


def verify_releases(ledger: Ledger, shelf: Shelf) -> list[AuditProblem]:
    """Every published release on the disk that is not what its row in the ledger stands for."""
    return [
        AuditProblem("release_altered", f"{row.id}: {told}", about=row.id)
        for row in ledger.releases()
        if row.is_public
        for told in shelf.problems(row)
    ]


def verify_kept(ledger: Ledger, vault: Vault) -> list[AuditProblem]:
    """What the trail says of a ledger and a vault, without a desk."""
    problems = ledger.verify()
    for submission in ledger.submissions():
        problems.extend(_file_problems(vault, submission.id, _files_of(submission)))
    for record in ledger.records():
        frozen = [(original_path(sha256), sha256) for sha256 in record.files]
        problems.extend(_file_problems(vault, record.id, frozen))
    return problems


def _files_of(submission: Submission) -> list[tuple[str, str]]:
    """Path -> SHA-256 of all that was kept of a submission."""
    files = [(original_path(sha256), sha256) for sha256 in submission.originals]
    part = submission.part
    return [*files, (part.path, part.sha256)] if part else files


def _file_problems(
    vault: Vault, about: str, files: Iterable[tuple[str, str]]
) -> Iterator[AuditProblem]:
    for path, sha256 in files:
        state = vault.state_of(path, sha256)
        if state != "whole":
            yield AuditProblem(
                f"file_{state}", f"The file “{path}” of {about} is {state}.", about=about
            )


def sweep(desk: Desk, *, actor: Person, now: dt.datetime) -> list[str]:
    """Removes files in the vault that no submission names, older than a day; returns their paths.

    And releases that no row of the ledger stands for. Writers wait meanwhile, so that nothing being
    sent or published is taken for a leftover.
    """
    check_can_administer(actor)
    with desk.writing(actor, now) as entry:
        # Files carry the machine's time, also where the desk lives on a fixed day.
        removed = desk.vault.sweep(entry.named_files(), now=dt.datetime.now(dt.UTC))
        removed += shelf_of(desk.home).sweep(entry.releases())
        entry.record("sweep", "vault", {"removed": removed})
    return removed
