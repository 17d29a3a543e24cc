"""“What happened here?”: asked of the backbone alone, where wanted, until it is answered."""

import dataclasses
import datetime as dt
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from desk_factories import NOOR, ROSA, make_desk, person
from learning_factories import METRIC, written
from shared_metrics.desk import Desk, questions
from shared_metrics.desk.questions import Broken
from shared_metrics.errors import NotAllowed
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.progress.series import Observed

GOAL = "more_people_placed"
BROKE = parse_period("2025-10", PeriodKind.MONTH)
FIRST = BROKE + -27
MARCH = dt.date(2026, 3, 20)


def broken_series() -> tuple[Observed, ...]:
    """Fifty a month with some noise, thirty from October 2025 on."""
    noise = (1, -1, 0, 2, -2, 1, 0)
    months = [FIRST + at for at in range(33)]
    return tuple(
        Observed(month, Fraction((50 if month < BROKE else 30) + noise[at % 7]))
        for at, month in enumerate(months)
    )


def on(desk: Desk, day: dt.date, *, asks: bool = True) -> Desk:
    """The desk of a partnership that wants to be asked, on a day."""
    partnership = dataclasses.replace(desk.partnership, asks_what_happened=asks)
    agenda = dataclasses.replace(desk.agenda, partnership=partnership)
    return dataclasses.replace(
        desk,
        definitions=dataclasses.replace(desk.definitions, agenda=agenda),
        settings=desk.settings.model_copy(update={"today": day}),
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    standing = SimpleNamespace(
        whole=broken_series(), goal=SimpleNamespace(every=PeriodKind.MONTH, metric=METRIC)
    )
    module = "shared_metrics.desk.questions.broken.goal_standing"
    monkeypatch.setattr(module, lambda *_: standing)
    return make_desk(tmp_path / "home")


def asked(desk: Desk) -> Broken | None:
    return questions.what_happened(desk, person(NOOR), GOAL)


def test_it_is_asked_where_the_series_broke(desk: Desk) -> None:
    """With the metric and the month that the answer begins with."""
    assert asked(on(desk, MARCH)) == Broken(GOAL, METRIC, BROKE, BROKE.text)


def test_nobody_is_asked_unless_the_partnership_wants_it(desk: Desk) -> None:
    """Off until partnership.yaml switches it on."""
    assert not desk.partnership.asks_what_happened
    assert asked(on(desk, MARCH, asks=False)) is None


@pytest.mark.parametrize(
    ("month", "still_asked"), [("2025-11", False), ("2025-10", False), ("2025-09", True)]
)
def test_an_answer_in_the_quarter_ends_the_question(
    desk: Desk, month: str, still_asked: bool
) -> None:
    """A setback of this metric in that quarter has said it."""
    written(desk, period=month)
    assert (asked(on(desk, MARCH)) is not None) is still_asked


def test_what_is_long_past_is_not_asked(desk: Desk) -> None:
    """A year later nobody remembers."""
    month = Period.of(MARCH, PeriodKind.MONTH) + 8
    assert asked(on(desk, month.first_day)) is None


def test_a_partner_is_never_asked(desk: Desk) -> None:
    """Only the backbone reads the question."""
    with pytest.raises(NotAllowed):
        questions.what_happened(on(desk, MARCH), person(ROSA), GOAL)
