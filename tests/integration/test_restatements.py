"""As shown then, as known now: who changed which figure, why, and what it did to a goal."""

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from desk_factories import (
    BOARD,
    CARMEN,
    DEFINITIONS,
    NOOR,
    STEPPINGWAY,
    make_desk,
    person,
    placements,
    send_rows,
)
from shared_metrics.cli import main
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.questions.restated import RestatedMetric, Restatements, restatements
from shared_metrics.errors import CallersMistake, NotAllowed

DAY_ONE = dt.date(2026, 2, 10)
LATER = dt.date(2026, 3, 1)
PLACED_GOAL = "more_people_placed"


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(18), dt.UTC)


def accept(desk: Desk, month: str, placed: int, day: dt.date, **how: object) -> str:
    now = at(day)
    rows = placements(month, placed=placed).with_columns(follow_up_due=500, completed=500)
    (one,) = send_rows(desk, rows, f"{month} {placed} {how}", now=now, **how)  # type: ignore[arg-type]
    acts.accept(desk, [one.id], actor=person(NOOR), now=now)
    return one.id


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SHARED_METRICS_TODAY", "2026-03-20")
    made = make_desk(tmp_path / "home")
    accept(made, "2025-12", 100, DAY_ONE - dt.timedelta(9))
    return made


def asked(desk: Desk, since: dt.date = DAY_ONE, **how: object) -> Restatements:
    return restatements(desk, person(NOOR), since, **how)  # type: ignore[arg-type]


def of_any_coverage(desk: Desk) -> Desk:
    """The same, had the partnership said that placements are judged however few files are in."""
    metrics = tuple(
        dataclasses.replace(one, judging=dataclasses.replace(one.judging, coverage=Decimal(0)))
        for one in desk.agenda.metrics
    )
    agenda = dataclasses.replace(desk.agenda, metrics=metrics)
    definitions = dataclasses.replace(desk.definitions, agenda=agenda)
    return dataclasses.replace(desk, definitions=definitions)


def placements_of(found: Restatements) -> RestatedMetric:
    return next(one for one in found.metrics if one.metric.id == "placements")


def test_nothing_has_changed(desk: Desk) -> None:
    """Where nothing was accepted in between, nothing is told."""
    found = asked(desk)
    assert (found.restated, found.new, found.flipped, found.arrivals) == ((), (), (), {})


def test_a_correction_is_told_with_its_note_and_what_it_did(desk: Desk) -> None:
    """Value then and now, who, why, how many figures it changed, and its part of the change."""
    corrected = accept(desk, "2025-12", 120, LATER, mode="replace")
    found = asked(desk)
    (figure,) = placements_of(found).figures
    assert (figure.period.text, figure.kind, figure.difference) == ("2025-Q4", "restated", 20)
    (effect,) = placements_of(found).effects[figure.period]
    assert (effect.submission, effect.change.top) == (corrected, 20)
    arrival = found.arrivals[corrected]
    assert (arrival.reason, arrival.changed) == ("correction", 1)
    assert arrival.replaced is not None
    assert arrival.replaced.id != corrected
    rate = next(one for one in found.metrics if one.metric.id == "placement_rate")
    assert rate.figures[0].difference == Fraction(20, 500)


def test_each_of_several_files_is_told(desk: Desk) -> None:
    """Two corrections one after the other, and a late first file: three parts of one change."""
    days = [LATER + dt.timedelta(more) for more in range(3)]
    accept(desk, "2025-12", 120, days[0], mode="replace")
    accept(desk, "2025-12", 90, days[1], mode="replace")
    accept(desk, "2025-12", 33, days[2], partner=STEPPINGWAY, by=CARMEN)
    found = asked(desk)
    (figure,) = placements_of(found).figures
    made = placements_of(found).effects[figure.period]
    assert [one.change.top for one in made] == [20, -30, 33]
    assert sum(one.change.top for one in made) == figure.difference == 23
    told = [found.arrivals[one.submission or ""] for one in made]
    assert [(one.submission.partner, one.reason) for one in told] == [
        (BOARD, "correction"),
        (BOARD, "correction"),
        (STEPPINGWAY, "late"),
    ]


def test_a_file_in_time_is_not_late(desk: Desk) -> None:
    """What came before its day of closing is a first file, though it changed a shown figure."""
    accept(desk, "2026-01", 50, DAY_ONE - dt.timedelta(1))
    accept(desk, "2026-01", 30, DAY_ONE + dt.timedelta(1), partner=STEPPINGWAY, by=CARMEN)
    found = asked(desk)
    assert [one.reason for one in found.arrivals.values()] == ["first"]


def test_a_figure_nobody_was_shown_is_new(desk: Desk) -> None:
    """A first figure of a period that had ended, and one of a period that has ended since."""
    accept(desk, "2026-01", 50, LATER)
    accept(desk, "2026-02", 50, LATER)
    found = asked(desk)
    assert (placements_of(found).figures, found.arrivals) == ((), {})
    (rate,) = (one for one in found.new if one.metric.id == "placement_rate")
    assert [one.period.text for one in rate.new] == ["2026-01", "2026-02"]


def test_between_two_days(desk: Desk) -> None:
    """A later act is not told of an earlier span, nor one that was known before it began."""
    accept(desk, "2025-12", 120, LATER, mode="replace")
    day_before, day_after = LATER - dt.timedelta(1), LATER + dt.timedelta(1)
    assert asked(desk, until=day_before).restated == ()
    assert asked(desk, since=LATER).restated == ()
    assert asked(desk, since=day_before, until=LATER) != asked(desk, since=day_before)
    assert placements_of(asked(desk, until=day_after)).figures[0].difference == 20


def test_a_word_that_turns_is_told_with_both_sentences(desk: Desk) -> None:
    """A goal's word of a period known before, as it was said and as it is known now."""
    desk = of_any_coverage(desk)
    accept(desk, "2025-12", 400, LATER, mode="replace")
    accept(desk, "2026-01", 1, LATER)
    (flip,) = asked(desk).flipped
    assert (flip.goal, flip.period_then, flip.is_restated) == (PLACED_GOAL, "2025-Q4", True)
    assert (flip.word_then, flip.word_now) == ("off_track", "reached")
    assert flip.sentence_then.startswith("Q4 2025: 100 people")
    assert flip.sentence_now.startswith("Q4 2025: 400 people")


def test_a_word_that_stays_is_not_told(desk: Desk) -> None:
    """Another figure under the same word turns nothing; a later period's word is not compared."""
    desk = of_any_coverage(desk)
    accept(desk, "2025-12", 101, LATER, mode="replace")
    accept(desk, "2026-01", 400, LATER)
    found = asked(desk)
    assert [one.difference for one in placements_of(found).figures] == [1]
    assert found.flipped == ()


def test_one_metric_alone(desk: Desk) -> None:
    """Asked about one metric, nothing is told of another or of another's goals."""
    accept(desk, "2025-12", 400, LATER, mode="replace")
    found = asked(desk, metric="placement_rate")
    assert [one.metric.id for one in found.metrics] == ["placement_rate"]
    assert found.flipped == ()


def test_days_that_cannot_be_compared_are_refused(desk: Desk) -> None:
    """The later day first, a day to come and an unknown metric end in a sentence."""
    with pytest.raises(CallersMistake, match="is before"):
        asked(desk, until=DAY_ONE - dt.timedelta(1))
    with pytest.raises(CallersMistake, match="still to come"):
        asked(desk, since=desk.today() + dt.timedelta(1))
    with pytest.raises(CallersMistake, match="no_such"):
        asked(desk, metric="no_such")


def test_names_stand_in_it_so_partners_do_not_ask(desk: Desk) -> None:
    """The backbone alone."""
    with pytest.raises(NotAllowed):
        restatements(desk, person(CARMEN), DAY_ONE)


def told(desk: Desk, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    where = ["--home", str(desk.home.folder), "--definitions", str(DEFINITIONS)]
    code = main(["restatements", *words, *where])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_command_says_it_in_words(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The figure then and now, and a line for each file with what it did."""
    one = accept(desk, "2025-12", 120, LATER, mode="replace")
    code, said = told(desk, capsys, "--since", DAY_ONE.isoformat(), "--metric", "placements")
    assert code == 0
    assert "Q4 2025: 100 people then, 120 people now (+20 people)" in said
    assert f"a correction ({one}, 1 figure changed): +20, so 120 people" in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--since", "2026-03-02"], 0, "still reads the same"),
        ([], 10, "missing or named twice"),
        (["--since", "2026-03-02", "--release", "R1"], 10, "missing or named twice"),
        (["--release", "R1"], 10, "R1"),
        (["--since", "2026-03-02", "--until", "2026-03-01"], 10, "is before"),
        (["--since", "yesterday"], 2, "yesterday"),
    ],
)
def test_the_command_ends_in_a_sentence(
    desk: Desk, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    """Nothing changed is said kindly; bad input ends in words and its exit code."""
    ended, out = told(desk, capsys, *words)
    assert (ended, said in out) == (code, True), out
