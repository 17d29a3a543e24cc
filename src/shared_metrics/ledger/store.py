"""The ledger: every read, and the one way to write (all or none, with its audit rows)."""

import datetime as dt
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from shared_metrics.accounts import Register
from shared_metrics.errors import CallersMistake, SharedMetricsError
from shared_metrics.ledger import tables
from shared_metrics.ledger.audit import (
    AuditProblem,
    AuditRow,
    born,
    chained,
    disagreements,
    first_broken_link,
)
from shared_metrics.ledger.engine import READING, make_engine, plain_words
from shared_metrics.ledger.matches import (
    CONFIRM,
    FORGET,
    end_match,
    match_disagreements,
    read_matches,
    write_match,
)
from shared_metrics.ledger.migrate import bring_up_to_date, check_version, stored_version
from shared_metrics.ledger.records import (
    ANSWER,
    RECORD,
    Record,
    answer_disagreements,
    answers_by_round,
    check_not_answered,
    leave_no_traces,
    read_answers,
    read_records,
    record_disagreements,
    write_answer,
    write_record,
)
from shared_metrics.ledger.register import (
    RegisterEntry,
    read_register,
    register_disagreements,
)
from shared_metrics.ledger.releases import (
    RELEASES,
    read_releases,
    release_disagreements,
    write_release,
)
from shared_metrics.ledger.rows import DECISION, Row, from_row, part_of, plain, to_row
from shared_metrics.ledger.running import acts
from shared_metrics.ledger.withdrawals import (
    ACT as WITHDRAW_PUBLISHED,
)
from shared_metrics.ledger.withdrawals import (
    read_withdrawals,
    withdrawal_disagreements,
    write_withdrawal,
)
from shared_metrics.logs import note
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.submissions import (
    Act,
    HeaderMatch,
    Part,
    State,
    Submission,
    Withdrawal,
    check_can_move,
)

STANDING = (State.PASSED, State.ACCEPTED)
_s = tables.submissions
_a = tables.audit


def open_ledger(
    url: str | sa.URL,
    *,
    durable: bool = True,
    before_change: Callable[[str], object] | None = None,
) -> "Ledger":
    """The ledger at a database address; its tables are made or brought up to date.

    `durable=False`: SQLite does not wait for the disk (see `desk.open_desk`). `before_change` is
    told the version of a ledger with acts in it before its tables are changed.

    Raises InstallationProblem: `ledger_newer`, or the database cannot be used.
    """
    ledger = Ledger(make_engine(url, durable=durable))
    with ledger.reading() as connection:
        version = stored_version(connection)
    if not check_version(version):
        if before_change and version is not None and ledger.revision():
            before_change(version)
        with plain_words():
            bring_up_to_date(ledger.engine)
    return ledger


class Ledger:
    """Reads; `writing` opens a transaction to write in. Make one with `open_ledger`."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._register: tuple[int, Register] | None = None
        self.close = weakref.finalize(self, engine.dispose)  # else the pool outlives its user

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the ledger and holds no lock against writers."""
        with plain_words(), self.engine.connect().execution_options(**{READING: True}) as opened:
            yield opened

    @contextmanager
    def writing(self, *, actor: str, now: dt.datetime) -> Iterator["Entry"]:
        """One transaction: everything in it happens, with its audit rows, or nothing does."""
        with acts, _refusals_noted(), plain_words(), self.engine.begin() as connection:
            entry = Entry(connection, actor, now)
            yield entry
        for row in entry.recorded:
            note("act", act=row.act, about=row.about, seq=row.seq)
        if any(row.act == ANSWER for row in entry.recorded):
            leave_no_traces(self.engine)

    def revision(self) -> int:
        """A number that changes with every committed act."""
        with self.reading() as connection:
            return int(connection.scalar(sa.select(tables.head.c.seq)) or 0)

    def register(self) -> Register:
        """Everybody and every way in; read anew only when an act has been committed since."""
        with self.reading() as connection:
            revision = int(connection.scalar(sa.select(tables.head.c.seq)) or 0)
            kept = self._register
            if kept is None or kept[0] != revision:
                kept = self._register = (revision, read_register(connection))
        return kept[1]

    def submission(self, submission_id: str) -> Submission:
        """One submission. Raises CallersMistake `unknown_submission`."""
        with self.reading() as connection:
            return _one(connection, submission_id)

    def submissions(
        self,
        *,
        partner: str | None = None,
        contract: str | None = None,
        period: str | None = None,
        states: Iterable[State] | None = None,
        submitted_by: str | None = None,
        limit: int | None = None,
    ) -> list[Submission]:
        """Submissions that meet every condition given, newest first."""
        wanted = {"partner": partner, "contract": contract, "period": period}
        wanted["submitted_by"] = submitted_by
        query = sa.select(_s).order_by(_s.c.submitted_at.desc(), _s.c.id).limit(limit)
        query = query.where(*(_s.c[name] == value for name, value in wanted.items() if value))
        if states is not None:
            query = query.where(_s.c.state.in_([State(state).value for state in states]))
        with self.reading() as connection:
            return [from_row(row) for row in connection.execute(query).mappings()]

    def standing(self, partner: str, contract: str, period: str) -> dict[State, Submission]:
        """What waits (`passed`) and what counts (`accepted`) for a cell, where there is one."""
        with self.reading() as connection:
            return _standing(connection, partner, contract, period)

    def accepted_parts(self, contract: str, *, partner: str | None = None) -> list[Part]:
        """The parts that may be measured: of accepted submissions only, in a fixed order."""
        query = (
            sa.select(_s.c.part)
            .where(_s.c.contract == contract, _s.c.state == State.ACCEPTED.value)
            .where(_s.c.part.is_not(None))
            .order_by(_s.c.partner, _s.c.period)
        )
        if partner is not None:
            query = query.where(_s.c.partner == partner)
        with self.reading() as connection:
            return [part_of(kept) for kept in connection.scalars(query)]

    def withdrawals(self) -> list[Withdrawal]:
        """Everything that was withdrawn from the public, oldest first."""
        with self.reading() as connection:
            return read_withdrawals(connection)

    def releases(self) -> list[ReleaseRow]:
        """Every release and every draft, in the order they were prepared."""
        with self.reading() as connection:
            return read_releases(connection)

    def records(self, kind: str | None = None) -> list[Record]:
        """Every record, of a kind when it is named, in the order they were made."""
        with self.reading() as connection:
            return read_records(connection, kind)

    def answers(self, round_id: str) -> list[dict[str, int]]:
        """The answers given in a round of reflection; whose they are is not known."""
        with self.reading() as connection:
            return read_answers(connection, round_id)

    def header_matches(self, partner: str, contract: str) -> list[HeaderMatch]:
        """What counts now of the headers matched in a partner's files, oldest first."""
        with self.reading() as connection:
            matches = read_matches(connection, partner, contract)
        return [match for match in matches if match.forgotten_at is None]

    def audit_rows(self, *, about: str | None = None, limit: int | None = None) -> list[AuditRow]:
        """The trail, newest first; about one thing when it is named."""
        query = sa.select(_a).order_by(_a.c.seq.desc()).limit(limit)
        if about is not None:
            query = query.where(_a.c.about == about)
        with self.reading() as connection:
            return [AuditRow(**row) for row in connection.execute(query).mappings()]

    def verify(self) -> list[AuditProblem]:
        """The first broken link of the trail, else all rows elsewhere that disagree with it."""
        with self.reading() as connection:
            trail = [
                AuditRow(**row)
                for row in connection.execute(sa.select(_a).order_by(_a.c.seq)).mappings()
            ]
            rows = [_row(found) for found in connection.execute(sa.select(_s)).mappings()]
            head = connection.execute(sa.select(tables.head)).one()
            register = read_register(connection)
            withdrawn = read_withdrawals(connection)
            matches = read_matches(connection)
            released = read_releases(connection)
            records = read_records(connection)
            answers = answers_by_round(connection)
        broken = first_broken_link(trail, head.seq, head.hash)
        if broken:
            return [broken]
        return [
            *disagreements(trail, rows),
            *register_disagreements(trail, register),
            *withdrawal_disagreements(trail, withdrawn),
            *match_disagreements(trail, matches),
            *release_disagreements(trail, released),
            *record_disagreements(trail, records),
            *answer_disagreements(trail, answers),
        ]


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
        return _one(self._connection, submission_id)

    def standing_with(self, submission: Submission) -> dict[State, Submission]:
        """What waits and what counts now for the submission's partner, contract and period."""
        s = submission
        return _standing(self._connection, s.partner, s.contract, s.period_text or "")

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
        self.record(act.value, submission.id, born(_row(row)))
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


@contextmanager
def _refusals_noted() -> Iterator[None]:
    try:
        yield
    except SharedMetricsError as error:
        note("act_refused", code=error.code)
        raise


def _standing(
    connection: sa.Connection, partner: str, contract: str, period: str
) -> dict[State, Submission]:
    """What waits and what counts for partner x contract x period."""
    query = sa.select(_s).where(
        _s.c.partner == partner,
        _s.c.contract == contract,
        _s.c.period == period,
        _s.c.state.in_([state.value for state in STANDING]),
    )
    found: Sequence[Submission] = [from_row(r) for r in connection.execute(query).mappings()]
    return {submission.state: submission for submission in found}


def _one(connection: sa.Connection, submission_id: str) -> Submission:
    query = sa.select(_s).where(_s.c.id == submission_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise unknown_submission(submission_id)
    return from_row(row)


def unknown_submission(submission_id: str) -> CallersMistake:
    """What is answered for an id that does not exist, and for one of somebody else's."""
    return CallersMistake(
        "unknown_submission",
        f"There is no submission “{submission_id}”.",
        "List them with `shared-metrics submissions`.",
    )


def _row(row: Mapping[Any, Any]) -> Row:
    """A row with times in UTC, as the fingerprint is taken."""
    return {
        name: value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value
        for name, value in row.items()
    }
