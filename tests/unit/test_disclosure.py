"""Nothing small can be found out: the cases every design of this kind has to stand."""

from dataclasses import replace

import polars as pl
import pytest

from disclosure_tables import (
    cells_of,
    drawn,
    proven,
    rules_of,
    share_cells,
    share_rules,
    shown,
)
from shared_metrics.disclosure import Dimension, Measure, PastEdition, Sum, protect
from shared_metrics.errors import CallersMistake, Conflict

ONE = "2026-Q1"


def row_of(text: str, **more: object) -> dict[str, str]:
    """What a reader sees of a table with one row."""
    cells = cells_of(drawn(text))
    return shown(proven(cells, rules_of(cells, **more)).frame)[ONE]


def hidden_in(row: dict[str, str]) -> set[str]:
    """The sectors of a row that are hidden."""
    return {sector for sector, words in row.items() if words == "x"}


@pytest.mark.parametrize(
    ("value", "is_shown"), [(0, True), (1, False), (10, False), (11, True), (12, True)]
)
def test_numbers_below_the_threshold_are_hidden_and_nothing_is_not(value, is_shown):
    """1 to t - 1 are hidden; 0 and t are shown."""
    row = row_of(f"| | a | b | c |\n| {ONE} | {value} | 40 | 50 |")
    assert (row["a"] != "x") is is_shown
    assert row["a"] in (str(value), "x")


def test_one_hidden_number_of_a_row_takes_another_with_it():
    """A number that could be subtracted from its total is not hidden alone."""
    row = row_of(f"| | a | b | c |\n| {ONE} | 5 | 40 | 50 |")
    assert len(hidden_in(row)) >= 2
    assert "a" in hidden_in(row)


def test_nothing_is_the_sum_of_nothing():
    """0 = 0 + 0 gives no small number away: all of it is shown."""
    assert hidden_in(row_of(f"| | a | b |\n| {ONE} | 0 | 0 |")) == set()


def test_a_total_of_two_tells_that_both_hidden_are_one():
    """1 + 1 under a published total of others would leave no doubt: more is hidden."""
    row = row_of(f"| | a | b | c | d |\n| {ONE} | 1 | 1 | 60 | 70 |")
    assert hidden_in(row) > {"a", "b"}


def test_where_all_are_small_so_is_what_can_be_shown():
    """A row of small numbers is hidden; its total only when it too is small or tells them."""
    row = row_of(f"| | a | b | c |\n| {ONE} | 3 | 2 | 4 |")
    assert hidden_in(row) == {"a", "b", "c", "all"}


def test_zeros_are_hidden_where_the_plan_calls_them_sensitive():
    """`zeros`: nobody at all is a small number too."""
    row = row_of(f"| | a | b | c |\n| {ONE} | 0 | 40 | 50 |", measures={"n": Measure(zeros=True)})
    assert "a" in hidden_in(row)


def test_an_empty_period_is_not_reported_rather_than_nothing():
    """A place nobody reported for reads “not reported”, never 0."""
    cells = cells_of(drawn("| | a | b |\n| 2026-Q1 | 40 | 50 |\n| 2026-Q2 | 30 | |"))
    assert shown(proven(cells, rules_of(cells)).frame)["2026-Q2"]["b"] == "-"


def test_a_year_less_its_other_months_does_not_tell_one():
    """Periods add up as sectors do."""
    longer = dict.fromkeys(("m1", "m2", "m3"), "year")
    text = "| | a |\n| m1 | 5 |\n| m2 | 40 |\n| m3 | 50 |"
    cells = cells_of(drawn(text), longer=longer)
    frame = proven(cells, rules_of(cells, longer)).frame
    months = {when: row["a"] for when, row in shown(frame).items()}
    assert months["m1"] == "x"
    assert list(months.values()).count("x") >= 2


def test_a_sector_of_one_partner_is_that_partner():
    """Fewer contributors than the plan asks for: hidden, however many people they are."""
    values = drawn("| | a | b |\n| 2026-Q1 | 60 | 70 |") | {(ONE, "c", "alone"): 500}
    cells = cells_of(values)
    row = shown(proven(cells, rules_of(cells, min_contributors=3)).frame)[ONE]
    assert row["c"] == "x"
    assert len(hidden_in(row)) >= 2


def test_partners_that_agreed_to_a_page_may_be_told_apart():
    """Few contributors hide nothing when all of them agreed to be shown."""
    cells = cells_of({(ONE, "a", "one"): 60, (ONE, "b", "two"): 70})
    rules = rules_of(cells, min_contributors=3, agreed=frozenset({"one", "two"}))
    assert hidden_in(shown(proven(cells, rules).frame)[ONE]) == set()


def test_a_cell_one_partner_dominates_is_hidden():
    """More than the plan's share from one partner: the cell is nearly that partner's own."""
    values = drawn("| | a | b |\n| 2026-Q1 | 60 | 70 |")
    values |= {(ONE, "c", "large"): 950, (ONE, "c", "small"): 30, (ONE, "c", "tiny"): 20}
    cells = cells_of(values)
    assert shown(proven(cells, rules_of(cells, dominance=0.9)).frame)[ONE]["c"] == "x"
    assert shown(proven(cells, rules_of(cells, dominance=0.97)).frame)[ONE]["c"] == "1000"


def test_an_insider_does_not_find_out_the_other_partner():
    """Of a sector of two, either knows the other's number, unless insiders are protected from."""
    values = {(ONE, "a", "one"): 30, (ONE, "a", "two"): 7, (ONE, "b", "three"): 80}
    values |= {(ONE, "b", "four"): 60, (ONE, "b", "five"): 90}
    cells = cells_of(values)
    assert shown(proven(cells, rules_of(cells)).frame)[ONE]["a"] == "37"
    careful = rules_of(cells, protect_insiders=True)
    assert shown(proven(cells, careful).frame)[ONE]["a"] == "x"


# --- shares ---------------------------------------------------------------------------------


def share_of(top: int, bottom: int, **more: object) -> str:
    """What a reader sees of one share among two large ones."""
    tops = drawn(f"| | a | b | c |\n| {ONE} | {top} | 400 | 300 |")
    bottoms = drawn(f"| | a | b | c |\n| {ONE} | {bottom} | 900 | 800 |")
    cells = share_cells(tops, bottoms)
    return shown(proven(cells, share_rules(cells, **more)).frame, "share")[ONE]["a"]


@pytest.mark.parametrize(
    ("top", "bottom", "reads"),
    [
        (5, 60, "x"),  # the numerator is small
        (55, 60, "x"),  # those not in it are
        (4, 8, "x"),  # both are
        (30, 60, "0.5"),
        (0, 60, "x"),  # nobody of sixty; 5 % of 60 would tell that it is 0 to 2
        (60, 60, "x"),  # everybody
        (0, 400, "<5 %"),  # could be 0 to 19
        (400, 400, ">95 %"),
        (7, 400, "<5 %"),
        (15, 400, "<5 %"),
        (20, 400, "0.05"),
        (0, 0, "n/a"),
    ],
)
def test_a_share_is_its_numerator(top, bottom, reads):
    """Shown only when numerator, denominator and difference may be; the ends are coded."""
    assert share_of(top, bottom) == reads


def test_without_coding_nobody_and_everybody_are_hidden():
    """0 % and 100 % say something of each and every one."""
    assert share_of(0, 400, coding=None) == "x"
    assert share_of(400, 400, coding=None) == "x"


# --- editions -------------------------------------------------------------------------------

BEFORE = "| | a | b | c |\n| 2026-Q1 | 40 | 50 | 60 |"


@pytest.mark.parametrize(
    ("now", "reads"),
    [
        (40, "40"),  # nothing changed
        (43, "40*"),  # a change of 3: the old figure stays, and says so
        (50, "40*"),  # of 10
        (51, "51"),  # of 11
        (29, "29"),
        (33, "40*"),
    ],
)
def test_a_change_between_editions_is_a_number_too(now, reads):
    """A restatement of 1 to t - 1 people is not shown; comparing editions tells nothing small."""
    first = cells_of(drawn(BEFORE))
    rules = rules_of(first)
    past = PastEdition("R1", first, proven(first, rules).frame)
    second = cells_of(drawn(BEFORE.replace("40", str(now))))
    row = shown(proven(second, rules, [past]).frame)[ONE]
    assert row["a"] == reads


def test_what_was_hidden_stays_safe_when_a_late_partner_comes_in():
    """The new total less the old one would be the late partner: small, so it is held back."""
    first = cells_of(drawn(BEFORE))
    rules = rules_of(first)
    past = PastEdition("R1", first, proven(first, rules).frame)
    late = cells_of(drawn(BEFORE) | {(ONE, "a", "late"): 6})
    row = shown(proven(late, rules, [past]).frame)[ONE]
    assert row["a"] == "40*"
    assert row["all"] == "150*"


def test_a_held_back_figure_is_renewed_once_the_change_is_large():
    """Held back is not for ever: from t on the new figure is shown."""
    history = []
    for value, reads in ((40, "40"), (45, "40*"), (47, "40*"), (60, "60")):
        cells = cells_of(drawn(BEFORE.replace("40", str(value))))
        rules = rules_of(cells)
        found = proven(cells, rules, history)
        assert shown(found.frame)[ONE]["a"] == reads
        history.append(PastEdition(f"R{len(history) + 1}", cells, found.frame))


# --- what cannot be right -------------------------------------------------------------------


def spoiled(change: pl.Expr) -> pl.DataFrame:
    """A table with every value changed."""
    return cells_of(drawn(BEFORE)).with_columns(change.alias("value"))


VALUE = pl.col("value")
FIRST = pl.int_range(pl.len()) == 0


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (spoiled(-VALUE), "cells_negative"),
        (spoiled(VALUE + 0.5), "cells_not_whole"),
        (spoiled(pl.when(FIRST).then(float("nan")).otherwise(VALUE)), "cells_not_whole"),
        (spoiled(pl.when(FIRST).then(float("inf")).otherwise(VALUE)), "cells_not_whole"),
        (spoiled(pl.when(FIRST).then(None).otherwise(VALUE)), "cells_not_whole"),
        (spoiled(VALUE + FIRST.cast(pl.Int64)), "cells_disagree"),
        (pl.concat([cells_of(drawn(BEFORE))] * 2), "cells_twice"),
        (cells_of(drawn(BEFORE), measure="other"), "cells_unknown_measure"),
        (cells_of(drawn(BEFORE)).drop("partner"), "cells_shape"),
    ],
)
def test_cells_that_cannot_be_right_are_refused_by_name(cells, code):
    """Refused before anything is protected, and the message names cells, never values."""
    with pytest.raises(CallersMistake) as refused:
        protect(cells, rules_of(cells_of(drawn(BEFORE))))
    assert refused.value.code == code
    if code != "cells_shape":
        assert ONE in refused.value.message


def test_the_same_facts_give_the_same_bytes():
    """Protection is deterministic, whatever the order of the rows."""
    cells = cells_of(drawn("| | a | b | c |\n| q1 | 5 | 40 | 9 |\n| q2 | 30 | 3 | 50 |"))
    rules = rules_of(cells)
    first, second = protect(cells, rules), protect(cells.reverse(), rules)
    assert first.certificate.content == second.certificate.content
    assert first.frame.equals(second.frame)


# --- sums over time that overlap ------------------------------------------------------------


def with_windows(values: dict[str, int], windows: dict[str, tuple[str, ...]]) -> pl.DataFrame:
    """One series, and sums over several of its periods, each divided among three partners."""
    rows = [
        ("n", when, "all", f"p{i}", value // 3 + (i < value % 3))
        for when, value in values.items()
        for i in range(3)
    ]
    inner = pl.DataFrame(rows, schema=["measure", "when", "who", "partner", "value"], orient="row")
    sums = [
        inner.filter(pl.col("when").is_in(parts)).with_columns(pl.lit(name).alias("when"))
        for name, parts in windows.items()
    ]
    keys = ["measure", "when", "who", "partner"]
    return pl.concat([inner, *sums]).group_by(keys, maintain_order=True).agg(pl.col("value").sum())


QUARTERS = ("q1", "q2", "q3", "q4")
ROLLING = {f"rolling:{i}": QUARTERS[i : i + 2] for i in range(3)}
CUMULATIVE = {f"until:q{i}": QUARTERS[:i] for i in (2, 3, 4)}


@pytest.mark.parametrize("windows", [ROLLING, CUMULATIVE], ids=["rolling", "cumulative"])
def test_rolling_and_cumulative_values_are_sums_too(windows):
    """Of two windows one period apart the difference is a period: never a small one."""
    values = {"q1": 40, "q2": 50, "q3": 6, "q4": 60}
    cells = with_windows(values, windows)
    rules = rules_of(cells)
    when = Dimension("when", tuple(Sum(name, parts) for name, parts in windows.items()))
    rules = replace(rules, dimensions=(when, rules.dimensions[1]))
    seen = {when: row["all"] for when, row in shown(proven(cells, rules).frame).items()}
    assert seen["q3"] == "x"
    inside = [name for name, parts in windows.items() if "q3" in parts]
    outside = [name for name, parts in windows.items() if "q3" not in parts]
    told = {name for name in (*inside, *outside) if seen[name] != "x"}
    shown_periods = {q for q in values if seen[q] != "x"}
    for name in told & set(inside):
        assert not set(windows[name]) - {"q3"} <= shown_periods


def test_a_solver_that_finds_nothing_in_time_lets_nothing_out(monkeypatch):
    """A time-out is a doubt, and on any doubt nothing leaves."""
    cells = cells_of(drawn(f"| | a | b | c |\n| {ONE} | 5 | 40 | 50 |"))
    monkeypatch.setattr("shared_metrics.disclosure.witnesses.SECONDS", 0.0)
    with pytest.raises(Conflict) as refused:
        protect(cells, rules_of(cells))
    assert refused.value.code == "cannot_protect"
    assert "5" not in refused.value.message
