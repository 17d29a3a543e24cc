"""The ledger: every read, and the one way to write (all or none, with its audit rows)."""

import datetime as dt
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from shared_metrics.accounts import Register
from shared_metrics.errors import SharedMetricsError
from shared_metrics.ledger import tables
from shared_metrics.ledger.audit import (
    AuditProblem,
    AuditRow,
    disagreements,
    first_broken_link,
)
from shared_metrics.ledger.engine import READING, make_engine, plain_words
from shared_metrics.ledger.entry import Entry
from shared_metrics.ledger.matches import (
    match_disagreements,
    read_matches,
)
from shared_metrics.ledger.migrate import bring_up_to_date, check_version, stored_version
from shared_metrics.ledger.read_submissions import (
    in_utc,
    read_standing,
    read_submission,
)
from shared_metrics.ledger.records import (
    ANSWER,
    Record,
    answer_disagreements,
    answers_by_round,
    leave_no_traces,
    read_answers,
    read_records,
    record_disagreements,
)
from shared_metrics.ledger.register import (
    read_register,
    register_disagreements,
)
from shared_metrics.ledger.releases import (
    read_releases,
    release_disagreements,
)
from shared_metrics.ledger.rows import from_row, part_of
from shared_metrics.ledger.running import acts
from shared_metrics.ledger.withdrawals import (
    read_withdrawals,
    withdrawal_disagreements,
)
from shared_metrics.logs import note
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.submissions import (
    HeaderMatch,
    Part,
    State,
    Submission,
    Withdrawal,
)

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
    def writing(self, *, actor: str, now: dt.datetime) -> Iterator[Entry]:
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
            return read_submission(connection, submission_id)

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
            return read_standing(connection, partner, contract, period)

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
            rows = [in_utc(found) for found in connection.execute(sa.select(_s)).mappings()]
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


@contextmanager
def _refusals_noted() -> Iterator[None]:
    try:
        yield
    except SharedMetricsError as error:
        note("act_refused", code=error.code)
        raise
