"""Whatever people do, in whatever order: what must hold of the ledger holds."""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desk_factories import (
    BOARD,
    CARMEN,
    NOOR,
    NOW,
    ROSA,
    STEPPINGWAY,
    TOMAS,
    WORKFORCE,
    contract,
    make_desk,
    person,
    placements,
)
from desk_factories import send_rows as send
from shared_metrics.desk import acts
from shared_metrics.desk.verification import verify_audit
from shared_metrics.errors import Conflict, NotAllowed
from shared_metrics.findings import Finding, Level
from shared_metrics.submissions import State

STEWARDS = {BOARD: ROSA, STEPPINGWAY: CARMEN}
PARTNERS = st.sampled_from(sorted(STEWARDS))
MONTHS = st.sampled_from(["2026-01", "2026-02"])
MODES = st.sampled_from([None, "replace"])
PICKS = st.integers(0, 20)
BROKEN = (Finding("completed_within_enrolled", Level.FIX, "More completed than enrolled."),)


class Office(RuleBasedStateMachine):
    """Two partners and two analysts at work, with a plain memory of what must have come of it."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.desk = make_desk(Path(self.folder.name))
        self.counts: dict[tuple[str, str], int] = {}  # cell -> placed, as accepted last
        self.placed: dict[str, int] = {}  # submission -> placed

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.ledger.close()
            self.folder.cleanup()

    @rule(partner=PARTNERS, month=MONTHS, mode=MODES, placed=st.integers(0, 3))
    def sends(self, partner: str, month: str, mode: str | None, placed: int) -> None:
        how = {"partner": partner, "by": STEWARDS[partner], "mode": mode}
        rows = placements(month, placed=placed)
        try:
            (sent,) = send(self.desk, rows, f"{month} {placed}", **how)
        except Conflict:
            assert mode is None
            return
        if sent.same_as is None:
            assert sent.id not in self.placed
            self.placed[sent.id] = placed

    @rule(partner=PARTNERS, month=MONTHS)
    def sends_something_broken(self, partner: str, month: str) -> None:
        how = {"partner": partner, "by": STEWARDS[partner], "findings": BROKEN}
        (failed,) = send(self.desk, placements(month), "broken", **how)
        assert failed.state is State.FAILED

    @rule(pick=PICKS, by=st.sampled_from([NOOR, TOMAS, ROSA]))
    def accepts(self, pick: int, by: str) -> None:
        if not self.placed:
            return
        chosen = sorted(self.placed)[pick % len(self.placed)]
        waiting = self.desk.ledger.submission(chosen).is_open
        try:
            (done,) = acts.accept(self.desk, [chosen], actor=person(by), now=NOW)
        except NotAllowed:
            assert by == ROSA
            return
        except Conflict:
            assert not waiting
            return
        assert waiting
        self.counts[(done.partner, done.period_text)] = self.placed[chosen]

    @rule(pick=PICKS, withdraws=st.booleans())
    def takes_out(self, pick: int, withdraws: bool) -> None:
        if not self.placed:
            return
        chosen = self.desk.ledger.submission(sorted(self.placed)[pick % len(self.placed)])
        try:
            if withdraws:
                steward = person(STEWARDS[chosen.partner])
                acts.withdraw(self.desk, chosen.id, actor=steward, now=NOW)
            else:
                acts.return_(self.desk, chosen.id, reason="no", actor=person(NOOR), now=NOW)
        except Conflict:
            assert not chosen.is_open

    @invariant()
    def only_what_was_accepted_last_is_measured(self) -> None:
        """Exactly the accepted figures of each cell are there to be measured, once."""
        parts = self.desk.ledger.accepted_parts(WORKFORCE)
        rows = self.desk.vault.scan(parts, contract()).collect().to_native()
        cells = rows.select("partner", "period", "placed").rows()
        assert sorted(cells) == sorted((*cell, placed) for cell, placed in self.counts.items())

    @invariant()
    def a_cell_has_one_waiting_and_one_accepted_at_most(self) -> None:
        """However many files came, each cell has one answer and one question at most."""
        standing = self.desk.ledger.submissions(states=[State.PASSED, State.ACCEPTED])
        cells = Counter((s.partner, s.period_text, s.state) for s in standing)
        assert set(cells.values()) <= {1}

    @invariant()
    def nothing_is_ever_lost_and_all_of_it_verifies(self) -> None:
        """Every submission made is still there, and trail, ledger and vault agree."""
        kept = {s.id for s in self.desk.ledger.submissions() if s.state is not State.FAILED}
        assert kept == set(self.placed)
        assert verify_audit(self.desk) == []


Office.TestCase.settings = settings(max_examples=25, stateful_step_count=20)
TestOffice = Office.TestCase
