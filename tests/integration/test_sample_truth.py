"""The seeded sample partnership says what is true: every figure, every state, every verdict.

`truth.json` was added up by the generator in plain Python; nothing of the product is in it.
"""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import sample_data.seeding as seeding_module
from sample_data import stem
from sample_data.cast import ANALYSTS
from sample_data.months import TODAY, month
from sample_data.releases import releases
from sample_data.reviews import done
from sample_data.seeding import seed
from sample_data.story import story
from sample_data.truth import TRUTH_FILE

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, questions
from shared_metrics.desk.verification import verify_audit
from shared_metrics.errors import Conflict
from shared_metrics.findings import Level
from shared_metrics.metrics import Question
from shared_metrics.observations import DENOMINATOR, NUMERATOR, PARTNERS, VALUE
from shared_metrics.periods import PeriodKind
from shared_metrics.submissions import State, Submission

TRUTH: dict[str, Any] = json.loads(TRUTH_FILE.read_text(encoding="utf-8"))
TABLES: list[dict[str, Any]] = TRUTH["tables"]
QUARTER = month("2025-10")
AFTER_THE_FIRST_REVIEW = dt.date(2024, 6, 1)


SOME = tuple(
    {**row, "programme_type": "robot_van"} for row in stem.rows("saturday_circuits", QUARTER)
)


def in_words(table: dict[str, Any]) -> str:
    by = ",".join(table["by"]) or "everything"
    every = f"-every-{table['every']}" if table["every"] else ""
    return f"{table['metric']}-{by}{every}-{table['partners']}"


def analyst(desk: Desk) -> Person:
    return desk.definitions.person(ANALYSTS[0])


def silent(_done: int, _all: int, _words: str) -> None:
    return None


def as_exact(cell: str | None) -> Decimal | None:
    return None if cell is None else Decimal(cell)


def quotient(top: str | None, bottom: str | None, *, is_rate: bool) -> float | None:
    """What the value must be: the exact quotient, rounded once."""
    if top is None or (is_rate and (bottom is None or Fraction(bottom) == 0)):
        return None
    return float(Fraction(top) / (Fraction(bottom) if is_rate and bottom else 1))


class TestFigures:
    @pytest.mark.parametrize("table", TABLES, ids=in_words)
    def test_every_table_is_true(self, sample_desk: Desk, table: dict[str, Any]) -> None:
        """A measured table has the truth's rows in its order: sums exact, partners counted."""
        question = Question(
            by=tuple(table["by"]),
            every=PeriodKind(table["every"]) if table["every"] else None,
            partners=table["partners"],
        )
        measured = questions.measured(sample_desk, table["metric"], question)
        found = measured.select(*table["by"], NUMERATOR, DENOMINATOR, PARTNERS).rows()
        assert found == [
            (*row[:-3], as_exact(row[-3]), as_exact(row[-2]), row[-1]) for row in table["rows"]
        ]

    @pytest.mark.parametrize("table", TABLES, ids=in_words)
    def test_every_value_is_the_exact_quotient(
        self, sample_desk: Desk, table: dict[str, Any]
    ) -> None:
        """A value is numerator over denominator, null where there is nothing to divide by."""
        metric = sample_desk.definitions.metric(table["metric"])
        question = Question(
            by=tuple(table["by"]),
            every=PeriodKind(table["every"]) if table["every"] else None,
            partners=table["partners"],
        )
        values = questions.measured(sample_desk, table["metric"], question)[VALUE].to_list()
        is_rate = bool(metric.denominator)
        assert values == [quotient(row[-3], row[-2], is_rate=is_rate) for row in table["rows"]]

    def test_every_metric_and_cut_is_compared(self, sample_desk: Desk) -> None:
        """No metric of the agenda is without truth, and none of its breakdowns is left out."""
        compared = {(table["metric"], name) for table in TABLES for name in table["by"]}
        for metric in sample_desk.agenda.metrics:
            assert {(metric.id, name) for name in ("period", *metric.breakdowns)} <= compared


class TestVerdicts:
    def test_every_submission_stands_where_it_should(self, sample_desk: Desk) -> None:
        """Contract, partner, period and state of every submission are the story's."""
        kept = Counter(
            (s.contract, s.partner, s.period_text, s.state.value)
            for s in sample_desk.ledger.submissions()
        )
        told = Counter((c, p, period, state) for c, p, period, _, state in TRUTH["submissions"])
        assert kept == told

    def test_files_with_faults_fail_for_that_reason(self, sample_desk: Desk) -> None:
        """Each file with something to fix names the one rule it breaks, and no other has any."""
        failed = sample_desk.ledger.submissions(states=[State.FAILED])
        found = sorted(
            [s.contract, s.partner, s.period_text, rule] for s in failed for rule in to_fix(s)
        )
        assert found == [[c, p, period, rule] for c, p, period, _, rule in TRUTH["to_fix"]]
        others = (s for s in sample_desk.ledger.submissions() if s.state is not State.FAILED)
        assert not any(to_fix(s) for s in others)

    def test_what_is_expected_stands_where_it_should(self, sample_desk: Desk) -> None:
        """Reported, waiting, returned, due or late: every partner's cell on 15 July 2026."""
        expected = questions.expected(sample_desk, analyst(sample_desk))
        found = sorted(
            [one.cell.contract, one.cell.partner, one.cell.period.text, one.standing.value]
            for one in expected
            if one.cell.partner != sample_desk.partnership.backbone
        )
        assert found == TRUTH["expected"]

    def test_published_figures_are_expected_of_the_backbone(self, sample_desk: Desk) -> None:
        """What was loaded is accepted; what has ended since then and is not out yet is due."""
        expected = questions.expected(sample_desk, analyst(sample_desk), partner="backbone")
        found = {(e.cell.contract, e.cell.period.text): e.standing.value for e in expected}
        loaded = {
            (contract, period): "accepted"
            for contract, partner, period, _, state in TRUTH["submissions"]
            if partner == "backbone" and state == "accepted"
        }
        due = {("community_workforce", "2026-Q2"): "due", ("community_stem", "2025-26"): "due"}
        assert found == {key: standing for key, standing in loaded.items() if key in found} | due
        assert {contract for contract, _ in found} == {contract for contract, _ in loaded}

    def test_reasons_are_kept(self, sample_desk: Desk) -> None:
        """Files with something to check carry their reason; one of them still waits."""
        told = {s.sent_at: dict(s.reasons) for s in story() if s.reasons}
        kept = {s.submitted_at: dict(s.reasons) for s in sample_desk.ledger.submissions()}
        assert {when: reasons for when, reasons in kept.items() if reasons} == told
        waiting = questions.inbox(sample_desk, analyst(sample_desk))
        assert sorted(bool(s.reasons) for s in waiting) == [False, True]

    def test_the_backbones_day(self, sample_desk: Desk) -> None:
        """On 15 July two files wait, one figure moved, and three cells are late."""
        today = questions.today(sample_desk, analyst(sample_desk))
        assert len(today.waiting) == 2
        assert [s.partner for s in today.moved] == ["arroyo_unified_schools"]
        assert len(today.late) == sum(cell[3] == "late" for cell in TRUTH["expected"]) == 3

    def test_history_is_in_its_own_time(self, sample_desk: Desk) -> None:
        """Sent, decided, by whom, on whose behalf, with which note: all as the story tells."""
        told = {(s.contract, s.partner, s.sent_at): s for s in story()}
        for kept in sample_desk.ledger.submissions():
            sending = told[kept.contract, kept.partner, kept.submitted_at]
            assert (kept.submitted_by, kept.on_behalf) == (sending.sent_by, sending.on_behalf)
            assert (kept.decided_at, kept.decided_by) == (sending.decided_at, sending.decided_by)
            assert kept.note == sending.note
            assert (kept.decision_reason or None) == sending.words

    def test_corrections_name_what_they_supersede(self, sample_desk: Desk) -> None:
        """What was superseded is named by the file that took its place."""
        kept = sample_desk.ledger.submissions()
        superseded = {s.id for s in kept if s.state is State.SUPERSEDED}
        assert {s.supersedes for s in kept if s.supersedes} == superseded

    def test_the_trail_and_the_vault_agree(self, sample_desk: Desk) -> None:
        """The audit chain verifies, and every kept file is whole."""
        assert verify_audit(sample_desk) == []


class TestTheHome:
    def test_it_remembers_its_day_and_that_it_is_a_sample(self, sample_desk: Desk) -> None:
        """A seeded home lives on 15 July 2026 and says that its data is a sample."""
        assert sample_desk.today() == TODAY
        assert sample_desk.home.sample

    def test_seeding_again_changes_nothing(self, own_sample_desk: Desk) -> None:
        """A second run finds everything done."""
        before = own_sample_desk.ledger.revision()
        seed(own_sample_desk, silent)
        assert own_sample_desk.ledger.revision() == before


class TestInterrupted:
    """A seeding of the first months, stopped and started again."""

    @pytest.fixture
    def short_story(self, monkeypatch: pytest.MonkeyPatch) -> int:
        """The story's first 24 sendings, releases and review only; the number of sendings."""
        monkeypatch.setattr(seeding_module, "story", lambda: story()[:24])
        monkeypatch.setattr(seeding_module, "releases", lambda: [*releases()][:2])
        first = [one for one in done() if one.when.date() < AFTER_THE_FIRST_REVIEW]
        monkeypatch.setattr(seeding_module, "done", lambda: first)
        return 24

    def test_it_goes_on_where_it_stopped(self, short_story: int, empty_sample_desk: Desk) -> None:
        """Stopped at any step, a second run ends where one run would have ended."""
        for stop_after in (3, 17, 30):
            with pytest.raises(KeyboardInterrupt):
                seed(empty_sample_desk, stopping(stop_after))
        seed(empty_sample_desk, silent)
        kept = empty_sample_desk.ledger.submissions()
        told = Counter(p for s in story()[:short_story] for p in s.periods)
        assert Counter(s.period_text for s in kept) == told
        assert {s.state for s in kept} == {State.ACCEPTED}

    def test_progress_is_told_from_first_to_last(
        self, short_story: int, empty_sample_desk: Desk
    ) -> None:
        """Steps are counted up to their total, with the month in words."""
        told: list[tuple[int, int, str]] = []
        seed(empty_sample_desk, lambda *step: told.append(step))
        total = told[-1][1]
        assert [done for done, _, _ in told] == list(range(total + 1))
        assert total > short_story
        assert told[0][2] == "August 2023"


def test_changed_definitions_are_told(
    empty_sample_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sample file that is not judged as the story says stops the seeding with plain words."""
    wrong = next(s for s in story() if s.fault == "unknown_group")
    monkeypatch.setattr(seeding_module, "story", lambda: (replace(wrong, fault=None, rows=SOME),))
    monkeypatch.setattr(seeding_module, "releases", list)
    monkeypatch.setattr(seeding_module, "done", list)
    with pytest.raises(Conflict, match=r"saturday_circuits for stem_participation 2025-Q4"):
        seed(empty_sample_desk, silent)


def test_another_partnerships_home_is_left_alone(own_sample_desk: Desk) -> None:
    """Sample data never goes into a home that is not the sample's."""
    definitions = own_sample_desk.definitions
    partnership = replace(definitions.agenda.partnership, id="somewhere_else")
    elsewhere = replace(definitions, agenda=replace(definitions.agenda, partnership=partnership))
    with pytest.raises(Conflict, match="never goes into it"):
        seed(replace(own_sample_desk, definitions=elsewhere), silent)


def to_fix(submission: Submission) -> set[str]:
    return {f.rule for f in submission.findings if f.level is Level.FIX}


def stopping(after: int) -> seeding_module.Progress:
    """A progress that stops the seeding at a step."""

    def progress(done: int, _all: int, _words: str) -> None:
        if done == after:
            raise KeyboardInterrupt

    return progress
