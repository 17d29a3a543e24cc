"""The word for a goal, case by case: golden rows that people can check by hand."""

from fractions import Fraction
from pathlib import Path

import pytest

from measuring_factories import cells_of
from progress_factories import PLACEMENTS, RATE, goal, measured
from shared_metrics.agenda.judging import Judging
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.progress import Comparison, compared, coverage_of, standing, status_sentence
from shared_metrics.progress.coverage import Asked
from status_cases import judged

# A quarter of 100 people is off by 10 through chance alone: a word needs 2.25 times as much.
CASES = (Path(__file__).parents[1] / "spec" / "status.txt").read_text(encoding="utf-8")


def path_of(told: str | None) -> dict[str, str]:
    if not told:
        return {}
    way, _, points = told.partition(" ")
    return {"path": "milestones", "milestones": points} if points else {"path": way}


@pytest.mark.parametrize("case", cells_of(CASES), ids=lambda case: case["what"])
def test_the_word(case):
    """Each row's newest period."""
    way = path_of(case["path"])
    told = judged(
        case["of"], case["kind"], case["baseline"], case["target"], case["figures"], **way
    )
    newest = told[-1] if told else None
    word = newest.status if newest else "no_data"
    assert word + (" provisional" if newest and newest.provisional else "") == case["word"]


def test_there_are_enough_cases():
    """Every word and every kind of goal is among them."""
    rows = cells_of(CASES)
    assert len(rows) >= 40
    words = {row["word"].split()[0] for row in rows}
    assert words == {
        "reached", "ahead", "on_track", "behind", "off_track", "too_few_to_tell", "no_data"
    }  # fmt: skip
    assert {row["kind"] for row in rows} == {
        "reach", "cumulative", "milestone", "keep_above", "keep_below", "keep_within"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("closed", "word"),
    [("2024-Q2", "on_track"), ("2024-Q3", "on_track"), ("2024-Q4", "out_of_date")],
)
def test_a_word_grows_old_after_two_missed_periods(closed, word):
    """The figure is still told, with its date; it is never shown as current."""
    table = measured("period | numerator\n2024-Q2 | 125")
    found = standing(goal(), PLACEMENTS, table, closed=parse_period(closed, PeriodKind.QUARTER))
    assert found.status == word
    told = status_sentence(found)
    assert told.startswith("Q2 2024: 125 people")
    assert ("Nothing newer than Q2 2024 has come." in told) is (word == "out_of_date")


def test_a_group_that_moves_away_keeps_a_goal_from_reading_reached():
    """It says which, and reads as it would without the target."""
    found = standing(goal(), PLACEMENTS, measured("period | numerator\n2024-Q2 | 220"))
    assert found.status == "reached"
    held = found.with_groups(["Women", "18 to 24"])
    assert held.status == "ahead"
    assert "The target is met, but not for all: worse than before for Women and 18 to 24." in (
        status_sentence(held)
    )
    assert held.would_change_at is None


@pytest.mark.parametrize(
    ("value", "word", "turns", "at"),
    [
        (130, "on_track", "behind", 99.8),
        (190, "ahead", "on_track", 125),
        (101, "on_track", "behind", 99.8),
        (96, "off_track", "on_track", 125),
        (210, "reached", "ahead", 174.8),
    ],
)
def test_the_figure_at_which_the_word_would_change(value, word, turns, at):
    """To the next worse word; from a bad one, back to the path."""
    found = standing(goal(), PLACEMENTS, measured(f"period | numerator\n2024-Q2 | {value}"))
    assert found.status == word
    turning, to = found.would_change_at
    assert (round(float(turning), 1), to) == (at, turns)


def test_the_sentence_has_all_its_evidence():
    """Value and what it is of, direction, needed by now, partners, where it would turn."""
    share = goal("2023-Q1 0.5", "2025-Q1 0.7", measures=RATE)
    table = measured(
        """
        period  | numerator | denominator
        2023-Q2 | 210       | 400
        2024-Q2 | 312       | 450
        """
    )
    assert status_sentence(standing(share, RATE, table), partners=(7, 8)) == (
        "Q2 2024: 69.3 % (312 of 450), needed by now 62.5 %: ahead. "
        "Better than a year before (+16.8 points). 7 of 8 partners are in. "
        "It would read “on track” below 62.5 %."
    )
    outside = status_sentence(standing(share, RATE, table), told=False)
    assert outside == (
        "Q2 2024: 69.3 %, needed by now 62.5 %: ahead. Better than a year before (+16.8 points)."
    )


def test_the_direction_is_told_on_the_same_partners():
    """A partner that is late is no fall: 400 of seven, not 346 of eight."""
    table = measured("period | numerator\n2023-Q2 | 400\n2024-Q2 | 346")
    found = standing(goal("2023-Q1 100", "2025-Q1 200"), PLACEMENTS, table)
    totals = (Fraction(400), Fraction(346))
    same = Comparison(*totals, Fraction(330), Fraction(346), ("b",), (), ("a",))
    assert "Better than a year before on the same partners (+16 people)." in (
        status_sentence(found, same=same)
    )
    nobody = Comparison(*totals, None, None, (), ("b",), ("a",))
    assert "a year before" not in status_sentence(found, same=nobody)


QUARTERS = [parse_period(text, PeriodKind.QUARTER) for text in ("2023-Q2", "2024-Q2")]
BY_PARTNER = {
    "the same": ("a 100 120 | b 50 60", "+30 +30 a,b - - -"),
    "one joined": ("a 100 120 | b - 60", "+80 +20 a b - -"),
    "one left": ("a 100 120 | b 50 -", "-30 +20 a - b -"),
    "one merged into another": ("a 100 - | b 50 160", "+10 +10 b - - -"),
    "one merged into another, both named": ("a 100 10 | b 50 160", "+20 +20 b - - -"),
    "a file is missing": ("a 100 120 | b 50 !20", "-10 +20 a - - b"),
    "one is late": ("a 100 120 | b 50 !-", "-30 +20 a - - b"),
    "nobody is in both": ("c 100 - | d - 60", "-40 . - d c -"),
}


@pytest.mark.parametrize(("told", "expected"), BY_PARTNER.values(), ids=list(BY_PARTNER))
def test_a_change_is_told_on_the_same_partners(told, expected):
    """Totals, same partners, who they are, who came, left and is incomplete."""
    rows, gaps = [], set()
    for part in told.split("|"):
        partner, *figures = part.split()
        for period, figure in zip(QUARTERS, figures, strict=True):
            if figure.strip("!") != "-":
                rows.append(f"{period.text} | {partner} | {figure.lstrip('!')}")
            if figure.startswith("!"):
                gaps.add((partner, period))
    table = measured("\n".join(["period | partner | numerator", *rows]))
    successors = {"a": "b"} if "merged" in _name_of(told) else {}
    found = compared(table, QUARTERS[:1], QUARTERS[1:], successors=successors, gaps=gaps)
    lists = (found.same, found.came, found.left, found.incomplete)
    change = "." if found.change is None else f"{int(found.change):+d}"
    said = [f"{int(found.raw_change):+d}", change, *(",".join(one) or "-" for one in lists)]
    assert " ".join(said) == expected
    assert found.is_on_all is (found.came == found.left == found.incomplete == ())


def _name_of(told: str) -> str:
    return next(name for name, (series, _) in BY_PARTNER.items() if series == told)


NINE = " ".join(f"{partner}1" for partner in "abcdefghi")


@pytest.mark.parametrize(
    ("files", "volumes", "said", "enough"),
    [
        ("a1 b1", "a90 b10", "2 of 2 files for Q2 2024 are in.", True),
        ("a1 b0", "a90 b10", "1 of 2 files|1 of 2 partners, 90 % of", False),
        ("a1 a1 a0 b1 b1 b1", "a90 b10", "5 of 6 files|1 of 2 partners, 70 % of", False),
        (f"{NINE} j0", "j50 a50", "9 of 10 files|9 of 10 partners, 50 % of", False),
        (f"{NINE} j0", "", "9 of 10 files|9 of 10 partners.", True),
    ],
)
def test_coverage(files, volumes, said, enough):
    """Files, partners whose files are all in, and what they brought a year before."""
    period = QUARTERS[1]
    asked = [Asked(word[0], period, word[1] == "1") for word in files.split()]
    held = coverage_of(period, asked, {w[0]: Fraction(w[1:]) for w in volumes.split()})
    said = said.replace("|", " for Q2 2024 are in: ")
    assert held.sentence == (f"{said} last year's volume." if said.endswith(" of") else said)
    assert held.is_enough(Fraction(Judging().coverage)) is enough
