"""What must stay uncertain, from the true cells, and which ranges are too narrow."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from disclosure_factories import cells, count, dimensions, rate, rules_of
from shared_metrics.disclosure.attack import clues_from, narrowed, needs, own_parts
from shared_metrics.disclosure.rules import Measure, Ref, Relation, Rules


def plan(**fields: Any) -> Rules:
    """One table of `all`, a and b; partners p, q, r in any of them."""
    table = {"t": {"who": "all a b"}}
    return rules_of(
        {"who": {"all": "a b"}},
        table,
        **({"threshold": 11, "min_contributors": 1, "interval": 0.25} | fields),
    )


ALONE = "who | partner | value \n a | p | {0} \n b | q | 500 \n b | r | 500 \n b | s | 500"
PAIR = "who | partner | value \n a | p | {0} \n a | q | {1} \n b | r | 900"


def of_a(rules: Rules, rows: str, insider: str | None = None) -> list[tuple[Any, ...]]:
    """The needs of cell `a`: low, high, width, reason."""
    found = needs([cells(rules, rows)], rules, insider)
    return found.filter(pl.col("who") == "a").select("low", "high", "width", "reason").rows()


@pytest.mark.parametrize(
    ("fields", "rows", "expected"),
    [
        pytest.param({}, ALONE.format(1), [(1, 10, 0, "small")], id="1 is small"),
        pytest.param({}, ALONE.format(10), [(1, 10, 0, "small")], id="t - 1 is small"),
        pytest.param({}, ALONE.format(11), [], id="t is not"),
        pytest.param({}, ALONE.format(0), [], id="0 is no secret"),
        pytest.param(
            {"measures": {"people": Measure(zeros=True)}},
            ALONE.format(0),
            [(0, 10, 0, "small")],
            id="0 where zeros are sensitive",
        ),
        pytest.param(
            {"measures": {"people": Measure("amount")}}, ALONE.format(5), [], id="a small amount"
        ),
        pytest.param(
            {"measures": {"people": Measure("slack")}, "min_contributors": 3},
            ALONE.format(5),
            [],
            id="what only links cells",
        ),
        pytest.param(
            {"min_contributors": 3},
            PAIR.format(100, 21),
            [(121, 121, 61, "few_contributors")],
            id="two of three contributors",
        ),
        pytest.param({"min_contributors": 2}, PAIR.format(100, 21), [], id="two of two"),
        pytest.param(
            {"min_contributors": 3},
            PAIR.format(5, 3),
            [(1, 10, 0, "small")],
            id="small and of few: small decides",
        ),
        pytest.param(
            {"min_contributors": 3, "agreed": frozenset({"p", "q"})},
            PAIR.format(100, 21),
            [],
            id="all contributors agreed to be seen",
        ),
        pytest.param(
            {"min_contributors": 3, "agreed": frozenset({"p"})},
            PAIR.format(100, 21),
            [(121, 121, 61, "few_contributors")],
            id="one of them did",
        ),
        pytest.param(
            {"dominance": 0.8},
            PAIR.format(100, 21),
            [(121, 121, 61, "dominated")],
            id="one brings more than its share",
        ),
        pytest.param({"dominance": 0.9}, PAIR.format(100, 21), [], id="one brings less"),
        pytest.param(
            {"min_contributors": 3, "mode": "round"},
            PAIR.format(100, 21),
            [],
            id="contributors do not matter where figures are rounded",
        ),
    ],
)
def test_what_outsiders_must_not_find_out(
    fields: dict[str, Any], rows: str, expected: list[tuple[Any, ...]]
) -> None:
    """Small numbers, few contributors and dominated cells are secrets; nothing else is."""
    assert of_a(plan(**fields), rows) == expected


@pytest.mark.parametrize(
    ("insider", "rows", "expected"),
    [
        pytest.param("p", PAIR.format(100, 4), [(101, 110, 0, "small")], id="the others' 4"),
        pytest.param("q", PAIR.format(100, 4), [], id="the others' 100"),
        pytest.param("p", PAIR.format(100, 0), [], id="the others have nobody"),
        pytest.param("p", ALONE.format(4), [], id="nobody else is in it"),
        pytest.param("r", ALONE.format(4), [(1, 10, 0, "small")], id="an insider elsewhere"),
    ],
)
def test_what_a_partner_must_not_find_out(
    insider: str, rows: str, expected: list[tuple[Any, ...]]
) -> None:
    """For a partner it is the others' part that must stay uncertain, on top of its own."""
    assert of_a(plan(), rows, insider) == expected


def test_two_partners_do_not_find_out_each_other() -> None:
    """Of two contributors each must stay unsure about the other, who is alone then."""
    rules = plan(min_contributors=3)
    assert of_a(rules, PAIR.format(100, 20), "p") == [(120, 120, 10, "few_contributors")]
    assert of_a(rules, PAIR.format(100, 20), "q") == [(120, 120, 50, "few_contributors")]


def test_partners_are_no_danger_where_the_plan_says_so() -> None:
    """Without `protect_insiders` nothing is asked of what partners find out."""
    rules = plan(protect_insiders=False)
    assert of_a(rules, PAIR.format(100, 4), "p") == []


@pytest.mark.parametrize(
    ("before", "after", "insider", "expected"),
    [
        pytest.param((100, 50), (103, 50), None, [(1, 10)], id="three more"),
        pytest.param((100, 50), (90, 50), None, [(-10, -1)], id="ten fewer"),
        pytest.param((100, 50), (111, 50), None, [], id="eleven more"),
        pytest.param((100, 50), (130, 52), None, [], id="many more, few of them q's"),
        pytest.param((100, 50), (130, 52), "p", [(31, 40)], id="p knows that two are q's"),
        pytest.param((100, 50), (103, 48), "p", [(-7, 2)], id="p knows that q has two fewer"),
        pytest.param((100, 50), (103, 50), "p", [], id="p's own restatement"),
    ],
)
def test_small_changes_are_secrets_too(
    before: tuple[int, int], after: tuple[int, int], insider: str | None, expected: list[Any]
) -> None:
    """Between two versions 1 to t - 1 people more or fewer must stay any such number."""
    rules = plan()
    releases = [cells(rules, PAIR.format(*numbers)) for numbers in (before, after)]
    found = needs(releases, rules, insider).filter(
        pl.col("who") == "a", pl.col("since").is_not_null()
    )
    assert found.select("low", "high").rows() == expected
    assert set(found["reason"]) <= {"small_change"}


def test_each_number_is_judged_by_the_rules_it_was_promised() -> None:
    """A cell keeps the threshold of the release in which it first stood."""
    true = cells(plan(), ALONE.format(7))
    strict, loose = plan(threshold=11), plan(threshold=5)
    kept = needs([true, true], loose, past_rules=[strict]).filter(pl.col("who") == "a")
    assert kept.select("version", "low", "high").rows() == [(0, 1, 10)]
    assert needs([true, true], loose).filter(pl.col("who") == "a").is_empty()


def test_nobody_and_everybody_are_secrets_behind_a_rate() -> None:
    """Behind a planned rate of somebody, a numerator or a rest of 0 tells of each of them."""
    rules = Rules(
        dimensions({"who": {"all": "a b"}}),
        {"placed": Measure(), "due": Measure(), "rest": Measure()},
        (rate("rates", "placed", "due", "rest", who="a"), count("counts", "placed", who="b")),
        (Relation(Ref("due"), (Ref("placed"), Ref("rest"))),),
        min_contributors=1,
    )
    numbers = {"a": (0, 30), "b": (0, 40)}
    rows = [
        {"measure": measure, "who": who, "partner": who, "value": value}
        for who, (top, bottom) in numbers.items()
        for measure, value in {"placed": top, "due": bottom, "rest": bottom - top}.items()
    ]
    found = needs([cells(rules, rows)], rules)
    assert found.select("measure", "who", "low", "high").rows() == [("placed", "a", 0, 10)]


def ranged(low: int | None, high: int | None) -> pl.DataFrame:
    row = {
        "measure": "people", "who": "a", "version": 0, "since": None, "low": low, "high": high
    }  # fmt: skip
    return pl.DataFrame([row], schema_overrides={"since": pl.Int64, "high": pl.Int64})


@pytest.mark.parametrize(
    ("rows", "found", "is_narrow"),
    [
        pytest.param(ALONE.format(4), ranged(1, 10), False, id="just wide enough"),
        pytest.param(ALONE.format(4), ranged(0, None), False, id="no end"),
        pytest.param(ALONE.format(4), ranged(2, 10), True, id="not 1"),
        pytest.param(ALONE.format(4), ranged(1, 9), True, id="not 10"),
        pytest.param(ALONE.format(4), ranged(1, 10).head(0), True, id="known exactly"),
        pytest.param(PAIR.format(40, 40), ranged(80, 120), False, id="as wide as wanted, above"),
        pytest.param(PAIR.format(40, 40), ranged(60, 99), True, id="one too narrow"),
    ],
)
def test_ranges_narrower_than_promised_are_found(
    rows: str, found: pl.DataFrame, is_narrow: bool
) -> None:
    """A range must contain what it must reach, be as wide as it must be, and be there."""
    rules = plan(min_contributors=3)
    true = [cells(rules, rows).filter(pl.col("who") == "a")]
    assert narrowed(found, true, rules).height == int(is_narrow)


SHOWN = {
    "table": pl.String, "who": pl.String, "value": pl.Float64, "status": pl.String,
    "coded": pl.String, "revision_pending": pl.Boolean, "version": pl.Int64,
}  # fmt: skip


def shown(who: str, value: float, version: int = 0) -> pl.DataFrame:
    """A frame of one figure."""
    row = ("t", who, value, "published", None, False, version)
    return pl.DataFrame([row], schema=SHOWN, orient="row")


def test_what_an_older_release_showed_is_no_secret_any_more() -> None:
    """With clues, numbers and changes that were shown outright before are left out."""
    rules = plan(threshold=3)
    true = [cells(rules, ALONE.format(n)) for n in (2, 4, 4)]
    frames = [shown("a", 2), shown("a", 4, 1), shown("a", 4, 1)]
    clues = clues_from(frames, true, rules)
    assert needs(true, rules).filter(pl.col("who") == "a").height == 2
    assert needs(true, rules, clues=clues).filter(pl.col("who") == "a").is_empty()
    two = clues_from(frames[:2], true[:2], rules)
    newest = needs(true[:2], rules, clues=two).filter(pl.col("who") == "a")
    assert newest.select("version", "since").rows() == [(1, 0)]


def test_what_the_newest_release_is_the_first_to_show_is_judged_by_its_own_rules_too() -> None:
    """A threshold that was raised holds for every number shown from then on, restated or not."""
    strict, loose = plan(threshold=11), plan(threshold=5)
    true = [cells(strict, ALONE.format(7))] * 2
    hidden = shown("b", 1500)
    clues = clues_from([hidden, shown("a", 7)], true, strict, past_rules=[loose])
    found = needs(true, strict, clues=clues, past_rules=[loose]).filter(pl.col("who") == "a")
    assert found.select("version", "low", "high").rows() == [(0, 1, 10)]
    before = clues_from([shown("a", 7), shown("a", 7)], true, strict, past_rules=[loose])
    assert (
        needs(true, strict, clues=before, past_rules=[loose])
        .filter(pl.col("who") == "a")
        .is_empty()
    )


def test_versions_go_up_with_every_changed_part() -> None:
    """A version is new when any partner's part is, though the sum is not; being gone is one."""
    rules = plan()
    gone = "who | partner | value \n b | r | 900"
    rows = [PAIR.format(10, 20), PAIR.format(15, 15), PAIR.format(15, 15), gone]
    clues = clues_from([shown("b", 900)] * 4, [cells(rules, one) for one in rows], rules)
    assert clues.filter(pl.col("who") == "a")["version"].to_list() == [0, 1, 1, 2]
    assert clues.filter(pl.col("who") == "b")["exact"].to_list() == [900] * 4
    assert clues.filter(pl.col("who") == "a")["exact"].null_count() == 4


def test_own_parts_say_where_a_partner_is_alone() -> None:
    """A partner's rows of each release, and whether anybody else is in the cell."""
    rules = plan()
    true = cells(rules, PAIR.format(10, 20))
    (own,) = own_parts([true], "r")
    assert own.select("who", "value", "alone").rows() == [("all", 900, False), ("b", 900, True)]


def test_a_planned_table_without_rows_promises_nothing():
    """A table of places that are not there yet has no figures; the others' needs stand."""
    measures = {"people": Measure(), "met": Measure(), "rest": Measure()}
    parts = (Ref("met"), Ref("rest"))
    fields = {"measures": measures, "relations": (Relation(Ref("people"), parts),)}
    full = plan(**fields)
    empty = rate("later", "met", "people", "rest", who="")
    rules = replace(full, figures=(*full.figures, empty))
    listed = cells(full, ALONE.format(5))
    assert needs([listed], rules).rows() == needs([listed], full).rows()
