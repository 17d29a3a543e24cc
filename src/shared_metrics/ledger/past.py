"""The ledger as it was known at a moment, told from its own trail. It only reads."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NoReturn
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from shared_metrics.errors import CallersMistake
from shared_metrics.ledger import tables
from shared_metrics.ledger.audit import AuditRow
from shared_metrics.ledger.read_submissions import STANDING, unknown_submission
from shared_metrics.ledger.records import TELLS_OF_ONE, Record, replayed_records
from shared_metrics.ledger.store import Ledger
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.submissions import Act, Part, State, Submission, Withdrawal, check_can_move

PASTS_KEPT = 8
_a = tables.audit
_BORN = {Act.SUBMIT.value, Act.SUBMIT_WITH_FINDINGS.value}
_ACTS = [act.value for act in Act]
Decision = Mapping[str, Any]


_kept: WeakKeyDictionary[Ledger, dict[dt.datetime, "PastLedger"]] = WeakKeyDictionary()


def known_at(ledger: Ledger, moment: dt.datetime) -> "PastLedger":
    """The ledger as it was known just before a moment: the same one for as long as it is asked for.

    So that what was worked out from it is found again.
    """
    kept = _kept.setdefault(ledger, {})
    if moment not in kept:
        while len(kept) >= PASTS_KEPT:
            kept.pop(next(iter(kept)), None)
        kept[moment] = PastLedger(ledger, moment)
    return kept[moment]


class PastLedger(Ledger):
    """What `ledger` held before `moment`: later acts have not happened, earlier states are back.

    A submission is put back to the state its last act before then gave it; what was sent later is
    not there. People and matched headers are those of now.
    """

    def __init__(self, ledger: Ledger, moment: dt.datetime) -> None:
        self.engine = ledger.engine
        self.moment = moment
        self._register = None
        self.close = ledger.close
        self._decided: tuple[int, dict[str, Decision]] | None = None

    def submission(self, submission_id: str) -> Submission:
        """One submission as it stood. Raises CallersMistake `unknown_submission`."""
        found = self._as_it_stood(super().submission(submission_id))
        if found is None:
            raise unknown_submission(submission_id)
        return found

    def submissions(
        self,
        *,
        states: Iterable[State] | None = None,
        limit: int | None = None,
        **conditions: str | None,
    ) -> list[Submission]:
        """Submissions that met every condition then, newest first."""
        every = super().submissions(**conditions)  # type: ignore[arg-type]  # the others' names
        wanted = None if states is None else {State(state) for state in states}
        stood = (self._as_it_stood(one) for one in every)
        found = [one for one in stood if one and (wanted is None or one.state in wanted)]
        return found[:limit]

    def standing(self, partner: str, contract: str, period: str) -> dict[State, Submission]:
        """What waited and what counted for a cell."""
        found = self.submissions(partner=partner, contract=contract, period=period, states=STANDING)
        return {one.state: one for one in found}

    def accepted_parts(self, contract: str, *, partner: str | None = None) -> list[Part]:
        """The parts that were measured then, in a fixed order."""
        found = self.submissions(partner=partner, contract=contract, states=[State.ACCEPTED])
        in_order = sorted(found, key=lambda one: (one.partner, one.period_text or ""))
        return [one.part for one in in_order if one.part is not None]

    def withdrawals(self) -> list[Withdrawal]:
        """What had been withdrawn from the public."""
        return [one for one in super().withdrawals() if one.withdrawn_at < self.moment]

    def releases(self) -> list[ReleaseRow]:
        """The releases that had been published, and no draft."""
        return [
            one
            for one in super().releases()
            if one.published_at is not None and one.published_at < self.moment
        ]

    def records(self, kind: str | None = None) -> list[Record]:
        """Every record as it stood, in the order they were made."""
        told = _a.c.details.startswith(TELLS_OF_ONE, autoescape=True)
        query = sa.select(_a).where(_a.c.at < self.moment, told).order_by(_a.c.seq)
        with self.reading() as connection:
            rows = [AuditRow(**row) for row in connection.execute(query).mappings()]
        return [one for one in replayed_records(rows).values() if kind in (None, one.kind)]

    def audit_rows(self, *, about: str | None = None, limit: int | None = None) -> list[AuditRow]:
        """The trail until then, newest first."""
        rows = [row for row in super().audit_rows(about=about) if row.at < self.moment]
        return rows[:limit]

    def writing(self, *, actor: str, now: dt.datetime) -> NoReturn:  # noqa: ARG002 - the shape of any ledger
        """Nothing can be done in the past. Raises CallersMistake `only_reads`."""
        raise CallersMistake(
            "only_reads",
            "This is how all was known on an earlier day: it can be read, not changed.",
            "Take the day away to work with what is known now.",
        )

    def _as_it_stood(self, one: Submission) -> Submission | None:
        decision = self._decisions().get(one.id)
        if decision is None:
            return None
        decided_at = decision.get("decided_at")
        return replace(
            one,
            state=State(decision["state"]),
            decided_by=decision.get("decided_by"),
            decided_at=dt.datetime.fromisoformat(decided_at) if decided_at else None,
            decision_reason=decision.get("decision_reason"),
        )

    def _decisions(self) -> dict[str, Decision]:
        """Submission -> what its last act before the moment made of it."""
        revision = self.revision()
        if self._decided is None or self._decided[0] != revision:
            query = (
                sa.select(_a).where(_a.c.at < self.moment, _a.c.act.in_(_ACTS)).order_by(_a.c.seq)
            )
            with self.reading() as connection:
                rows = [AuditRow(**row) for row in connection.execute(query).mappings()]
            last = {row.about: row for row in rows}
            self._decided = (revision, {id_: _decision(row) for id_, row in last.items()})
        return self._decided[1]


def _decision(row: AuditRow) -> Decision:
    if row.act in _BORN:
        return {"state": check_can_move(None, Act(row.act)).value}
    decision: Decision = row.told["decision"]
    return decision
