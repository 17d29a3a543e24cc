"""Two frozen editions side by side: corrected figures, and statuses that are another word now."""

import dataclasses

import pytest

from edition_factories import changed, edition
from releasing_factories import by_id, entry, public_table, release
from shared_metrics.periods import PeriodKind
from shared_metrics.releases import Correction, Edition
from shared_metrics.releases.restated import restated, said_of


def shown(text: str, **fields: object) -> Edition:
    tables = by_id(public_table(text))
    made = release(tables, tables=tuple(map(entry, tables.values())), **fields)
    return Edition(made, tables, "0" * 64)


def note(text: str, period: str = "2025-Q1") -> Correction:
    return Correction("placements-quarter", period, {}, "120", "121", text)


def worded(one: Edition, at: int, **fields: object) -> Edition:
    goals = list(one.release.goals)
    goals[at] = dataclasses.replace(goals[at], **fields)  # type: ignore[arg-type]
    return changed(one, goals=tuple(goals))


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("2025-Q1 120", "2025-Q1 120; 2025-Q2 90", []),
        ("2025-Q1 120", "2025-Q1 121; 2025-Q2 90", [("2025-Q1", "120", "121")]),
        ("2025-Q1 120", "2025-Q1 -", [("2025-Q1", "120", "suppressed")]),
        ("2025-Q1 120", "2025-Q2 90", [("2025-Q1", "120", "not_reported")]),
        ("2025-Q1 -", "2025-Q1 120", []),
    ],
)
def test_figures_that_read_otherwise(
    before: str, now: str, told: list[tuple[str, str, str]]
) -> None:
    """A figure shown before that reads otherwise is told; one that came since is not told."""
    found = restated(shown(before), shown(now))
    assert [(one.period, one.was, one.now) for one in found.corrections] == told
    assert bool(found) is bool(told)


@pytest.mark.parametrize(
    ("of_now", "between", "kept"),
    [
        ([], [], ""),
        ([note("Counted twice.")], [], "Counted twice."),
        ([], [note("Counted twice.")], "Counted twice."),
        ([note("The newest.")], [note("An older one.")], "The newest."),
        ([note("Another period.", "2025-Q2")], [], ""),
    ],
)
def test_the_newest_note_stands_beside_a_correction(
    of_now: list[Correction], between: list[Correction], kept: str
) -> None:
    """Readers are told what the edition that changed the figure said, though others came since."""
    found = restated(shown("2025-Q1 120"), shown("2025-Q1 121", corrections=tuple(of_now)), between)
    assert [one.note for one in found.corrections] == [kept]


def test_an_edition_beside_itself_says_nothing() -> None:
    """Nothing is restated where nothing changed."""
    assert not restated(edition(), edition())


def test_a_status_that_is_another_word_is_told_with_both_sentences() -> None:
    """Word and sentence then and now; the same word with another sentence is no flip."""
    before = worded(edition(), 0, word="on_track", sentence="Was on its path.")
    now = worded(edition(), 0, word="behind", sentence="Is off its path.")
    now = worded(now, 1, sentence="The same word, told anew.")
    (flip,) = restated(before, now).flipped
    first = before.release.goals[0]
    assert (flip.goal, flip.title) == (first.goal.id, first.goal.title)
    assert (flip.word_then, flip.word_now) == ("on_track", "behind")
    assert (flip.sentence_then, flip.sentence_now) == ("Was on its path.", "Is off its path.")


@pytest.mark.parametrize(("period", "is_restated"), [("2025-Q4", True), ("2026-Q1", False)])
def test_a_word_of_the_same_period_is_restated(period: str, is_restated: bool) -> None:
    """Where the newest figure is of a later period, the word turned because time went on."""
    before = worded(edition(), 0, word="on_track", period="2025-Q4")
    now = worded(edition(), 0, word="behind", period=period)
    (flip,) = restated(before, now).flipped
    assert flip.is_restated is is_restated


def test_goals_of_one_edition_only_are_not_compared() -> None:
    """A goal agreed since has no earlier word; one that was given up has no word now."""
    both = edition()
    fewer = changed(both, goals=both.release.goals[1:])
    assert not restated(both, fewer).flipped
    assert not restated(fewer, both).flipped


def test_what_an_edition_said_as_its_readers_see_it() -> None:
    """A hidden figure is said to be hidden, never a number; what is in no table is not said."""
    one = shown("2025-Q1 1200; 2025-Q2 -; 2025-Q3 ?; 2025-Q4 <5_%")
    assert said_of(one, "placements", PeriodKind.QUARTER) == {
        "2025-Q1": "1,200 people",
        "2025-Q2": "hidden to protect people",
        "2025-Q3": "no figure",
        "2025-Q4": "<5 %",
    }
    assert said_of(one, "placements", PeriodKind.YEAR) == {}
