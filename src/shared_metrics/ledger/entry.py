"""What one transaction of the ledger writes, each change with its row of the trail."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from shared_metrics.ledger import tables
from shared_metrics.ledger.audit import (
    AuditRow,
    born,
    chained,
)
from shared_metrics.ledger.matches import (
    CONFIRM,
    FORGET,
    end_match,
    read_matches,
    write_match,
)
from shared_metrics.ledger.read_submissions import (
    in_utc,
    read_standing,
    read_submission,
)
from shared_metrics.ledger.records import (
    ANSWER,
    RECORD,
    Record,
    check_not_answered,
    read_records,
    write_answer,
    write_record,
)
from shared_metrics.ledger.register import (
    RegisterEntry,
)
from shared_metrics.ledger.releases import (
    RELEASES,
    read_releases,
    write_release,
)
from shared_metrics.ledger.rows import DECISION, plain, to_row
from shared_metrics.ledger.withdrawals import (
    ACT as WITHDRAW_PUBLISHED,
)
from shared_metrics.ledger.withdrawals import (
    read_withdrawals,
    write_withdrawal,
)
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.submissions import (
    Act,
    HeaderMatch,
    State,
    Submission,
    Withdrawal,
    check_can_move,
)

_s = tables.submissions
_a = tables.audit


class Entry:
    """What one transaction writes. Made by `Ledger.writing`; it holds the writers' lock."""

    def __init__(self, connection: sa.Connection, actor: str, now: dt.datetime) -> None:
        self._connection = connection
        self._actor = plain(actor)
        self._now = now
        locked = connection.execute(sa.select(tables.head).with_for_update()).one()
        self._seq, self._hash = locked.seq, locked.hash
        self.recorded: list[AuditRow] = []
        self.register = RegisterEntry(connection, self._actor, now)

    def submission(self, submission_id: str) -> Submission:
        """One submission as it stands now. Raises CallersMistake `unknown_submission`."""
        return read_submission(self._connection, submission_id)

    def standing_with(self, submission: Submission) -> dict[State, Submission]:
        """What waits and what counts now for the submission's partner, contract and period."""
        s = submission
        return read_standing(self._connection, s.partner, s.contract, s.period_text or "")

    def named_files(self) -> set[str]:
        """Every original's SHA-256 and every part's path that a submission or record names."""
        rows = self._connection.execute(sa.select(_s.c.originals, _s.c.part)).all()
        frozen = self._connection.scalars(sa.select(tables.records.c.files)).all()
        originals = {sha256 for kept in (*(row[0] for row in rows), *frozen) for sha256 in kept}
        return originals | {part["path"] for _, part in rows if part}

    def add(self, submission: Submission, act: Act) -> Submission:
        """Writes a new submission and its audit row."""
        submission = replace(submission, state=check_can_move(None, act))
        row = to_row(submission)
        self._connection.execute(sa.insert(_s), [row])
        self.record(act.value, submission.id, born(in_utc(row)))
        return submission

    def move(
        self,
        submission: Submission,
        act: Act,
        reason: str | None = None,
        superseded_by: str | None = None,
    ) -> Submission:
        """Changes a submission's state by the transition table, and writes why.

        Raises Conflict when its state, as it stands now, does not allow the act.
        """
        now = self.submission(submission.id)
        moved = replace(now, state=check_can_move(now.state, act))
        if act is not Act.SUPERSEDE:  # superseding keeps the decision that was taken
            said = plain(reason or "").strip() or None
            moved = replace(
                moved, decided_by=self._actor, decided_at=self._now, decision_reason=said
            )
        changed = {name: to_row(moved)[name] for name in DECISION}
        self._connection.execute(sa.update(_s).where(_s.c.id == moved.id).values(changed))
        at = moved.decided_at.astimezone(dt.UTC).isoformat() if moved.decided_at else None
        told = {
            "decision": changed | {"decided_at": at},
            "partner": moved.partner,
            "contract": moved.contract,
            "period": moved.period_text,
            "superseded_by": superseded_by,
        }
        self.record(act.value, moved.id, told)
        return moved

    def withdrawals(self) -> list[Withdrawal]:
        """Everything withdrawn from the public so far."""
        return read_withdrawals(self._connection)

    def withdraw_published(self, withdrawal: Withdrawal) -> Withdrawal:
        """Writes that figures are no longer shown outside."""
        kept = write_withdrawal(self._connection, withdrawal)
        self.record(WITHDRAW_PUBLISHED, kept.id, kept.as_dict())
        return kept

    @property
    def revision(self) -> int:
        """The ledger's revision with what this transaction has written."""
        return int(self._seq)

    def releases(self) -> list[ReleaseRow]:
        """Every release and draft as they stand now."""
        return read_releases(self._connection)

    def keep_releases(self, act: str, release: ReleaseRow, *others: ReleaseRow) -> ReleaseRow:
        """Writes what a release became, and first others that the act changes with it."""
        kept = [write_release(self._connection, one) for one in (*others, release)]
        self.record(act, release.id, {RELEASES: {one.key: one.as_dict() for one in kept}})
        return kept[-1]

    def records(self, kind: str | None = None) -> list[Record]:
        """Every record as it stands now, of a kind when it is named."""
        return read_records(self._connection, kind)

    def keep_record(self, act: str, record: Record) -> Record:
        """Writes a new record or the next version of one, whoever made it before.

        Raises Conflict `changed_meanwhile`.
        """
        changed = replace(record, changed_by=self._actor, changed_at=self._now)
        if record.version == 1:
            made = {"made_by": self._actor, "made_at": self._now, "place": self._seq + 1}
            changed = replace(changed, **made)
        kept = write_record(self._connection, changed)
        self.record(act, kept.id, {RECORD: kept.as_dict()})
        return kept

    def keep_answer(self, id_: str, round_id: str, answers: Mapping[str, int]) -> None:
        """Writes an answer to a round of reflection; the trail says that one was given.

        Raises Conflict `answered_already`.
        """
        check_not_answered(self._connection, self._actor, round_id)
        write_answer(self._connection, id_, round_id, answers)
        self.record(ANSWER, round_id, {})

    def header_matches(self, partner: str, contract: str) -> list[HeaderMatch]:
        """What counts now of the headers matched in a partner's files."""
        matches = read_matches(self._connection, partner, contract)
        return [match for match in matches if match.forgotten_at is None]

    def confirm_match(self, match: HeaderMatch) -> HeaderMatch:
        """Writes what a header in a partner's files means from now on."""
        kept = write_match(self._connection, match)
        self.record(CONFIRM, kept.id, kept.as_dict())
        return kept

    def forget_match(self, match: HeaderMatch) -> None:
        """Writes that a header in a partner's files means nothing any more."""
        end_match(self._connection, match, self._actor, self._now)
        self.record(FORGET, match.id, match.as_dict())

    def record(self, act: str, about: str, details: Mapping[str, Any]) -> AuditRow:
        """Writes the next row of the trail."""
        row = chained(
            self._hash,
            self._seq + 1,
            at=self._now,
            actor=self._actor,
            act=act,
            about=about,
            details=details,
        )
        self._connection.execute(sa.insert(_a), [asdict(row)])
        self._connection.execute(sa.update(tables.head).values(seq=row.seq, hash=row.hash))
        self._seq, self._hash = row.seq, row.hash
        self.recorded.append(row)
        return row
