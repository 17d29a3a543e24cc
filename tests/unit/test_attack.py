"""What an attacker finds out of frames written by hand, leaky ones and safe ones."""

from typing import Any

import polars as pl
import pytest

from disclosure_factories import cells, count, dimensions, mean, public, rate, rules_of
from shared_metrics.disclosure.attack import attack, clues_from, own_parts
from shared_metrics.disclosure.rules import Measure, Ref, Relation, Rules
from shared_metrics.errors import CallersMistake

ROW = rules_of({"who": {"all": "a b c"}}, {"t": {"who": "all a b c"}})
PARTS_ONLY = rules_of({"who": {"all": "a b c"}}, {"t": {"who": "a b c"}})
SECTORS = rules_of(
    {"who": {"all": "sector:s sector:u", "sector:s": "a", "sector:u": "b c"}},
    {"sectors": {"who": "all sector:s sector:u"}, "partners": {"who": "a b c"}},
)
YEAR = rules_of({"when": {"year": "jan feb mar"}}, {"t": {"when": "year jan feb mar"}})
CALENDAR = rules_of(
    {"when": {"q2": "apr may jun", "q3": "jul aug sep", "school": "apr may jun jul"}},
    {"quarters": {"when": "q2 q3"}, "school": {"when": "school"}, "months": {"when": "aug sep"}},
)
CROSSED = rules_of(
    {"when": {"year": "jan feb"}, "who": {"sector": "a b"}},
    {
        "months": {"when": "jan feb", "who": "a b"},
        "years": {"when": "year", "who": "sector a b"},
    },
)
PARITY = rules_of({"who": {"p": "a b d", "q": "b c d", "r": "a c d"}}, {"t": {"who": "p q r"}})


def ranges(found: pl.DataFrame) -> dict[str, tuple[int | None, int | None]]:
    """`a` or `jan a`: the range of a cell's newest version; of a change, ` 0>1` follows."""
    told = {}
    for row in found.sort("version").to_dicts():
        codes = [row[name] for name in found.columns[1:-4] if row[name] != "all"]
        change = f" {row['since']}>{row['version']}" if row["since"] is not None else ""
        told[" ".join(codes or ["all"]) + change] = (row["low"], row["high"])
    return told


@pytest.mark.parametrize(
    ("rules", "table", "expected"),
    [
        pytest.param(
            ROW, "all | 50 , a | 30 , b | 16 , c | x", {"c": (4, 4)}, id="one hidden in a row"
        ),
        pytest.param(
            ROW, "all | 0 , a | 0 , b | x , c | x", {"b": (0, 0), "c": (0, 0)}, id="0 = x + x"
        ),
        pytest.param(
            ROW, "all | 2 , a | 0 , b | x , c | x", {"b": (0, 2), "c": (0, 2)}, id="2 = x + x"
        ),
        pytest.param(
            ROW,
            "all | 60 , a | 30 , b | x , c | x",
            {"b": (0, 30), "c": (0, 30)},
            id="two hidden that can be far from what they are",
        ),
        pytest.param(
            ROW,
            "all | x , a | x , b | x , c | x",
            dict.fromkeys(["all", "a", "b", "c"], (0, None)),
            id="all small, all hidden: nothing is known",
        ),
        pytest.param(
            ROW, "all | 0 , a | x , b | x , c | x", dict.fromkeys("abc", (0, 0)), id="all zero"
        ),
        pytest.param(
            ROW, "all | 12 , a | - , b | 9 , c | x", {"c": (3, 3)}, id="nobody reported is 0"
        ),
        pytest.param(
            ROW,
            "all | x , a | 30 , b | 20 , c | 4",
            {"all": (54, 54)},
            id="a hidden total is the sum of its parts",
        ),
        pytest.param(
            ROW,
            "all | x , a | 30 , b | 20 , c | x",
            {"all": (50, None), "c": (0, None)},
            id="a total hidden with its part",
        ),
        pytest.param(
            PARTS_ONLY,
            "a | 30 , b | 20 , c | x",
            {"all": (50, None), "c": (0, None)},
            id="what no table shows is unknown too",
        ),
        pytest.param(
            SECTORS,
            """sectors | all | 40 , sectors | sector:s | 4 , sectors | sector:u | 36 ,
            partners | a | x , partners | b | x , partners | c | x""",
            {"a": (4, 4), "b": (0, 36), "c": (0, 36)},
            id="sector with one partner",
        ),
        pytest.param(
            SECTORS,
            """sectors | all | 40 , sectors | sector:s | x , sectors | sector:u | x ,
            partners | a | x , partners | b | 20 , partners | c | 13""",
            {"a": (7, 7), "sector:s": (7, 7), "sector:u": (33, 33)},
            id="a hidden sector is the sum of its partners",
        ),
        pytest.param(
            YEAR, "year | 90 , jan | 40 , feb | 47 , mar | x", {"mar": (3, 3)}, id="year of months"
        ),
        pytest.param(
            CALENDAR,
            """quarters | q2 | 50 , quarters | q3 | 60 , school | school | 53 ,
            months | aug | x , months | sep | x""",
            {
                "jul": (3, 3), "aug": (0, 57), "sep": (0, 57),
                "apr": (0, 50), "may": (0, 50), "jun": (0, 50),
            },
            id="quarter and school year tell the month they do not share",
        ),
        pytest.param(
            CROSSED,
            """months | jan | a | x , months | feb | a | 20 , months | jan | b | x ,
            months | feb | b | 30 , years | year | sector | 60 , years | year | a | x ,
            years | year | b | x""",
            {
                "jan a": (0, 10), "jan b": (0, 10), "year a": (20, 30), "year b": (30, 40),
                "jan sector": (10, 10), "feb sector": (50, 50),
            },
            id="tables that share margins, and margins no table has",
        ),
    ],
)  # fmt: skip
def test_what_one_release_tells(rules: Rules, table: str, expected: dict[str, Any]) -> None:
    """Every unknown number, planned or not, has the range that all sums together leave it."""
    assert ranges(attack(frame(rules, table), rules, integer=True)) == expected
    assert ranges(attack(frame(rules, table), rules)) == expected


def frame(rules: Rules, rows: str) -> pl.DataFrame:
    """Rows between commas; the table's name may be left out where there is one only."""
    dims = " | ".join(rules.names)
    lines = [row.strip() for row in rows.split(",")]
    width = 2 + len(rules.names)
    lines = [line if line.count("|") >= width - 1 else f"t | {line}" for line in lines]
    return public(rules, "\n".join([f"table | {dims} | value", *lines]))


def versioned(rules: Rules, rows: str) -> pl.DataFrame:
    """As `frame`, with the version at the end of each row."""
    lines = [f"t | {row.strip()}" for row in rows.split(",")]
    return public(rules, "\n".join(["table | who | value | version", *lines]))


FIRST = versioned(ROW, "all | 60 | 0, a | 30 | 0, b | x | 0, c | x | 0")


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        pytest.param(
            "all | 63 | 1, a | 30 | 0, b | x | 1, c | x | 0",
            {"b": (3, 33), "c": (0, 30), "b 0>1": (3, 3)},
            id="the total tells the change of the one restated",
        ),
        pytest.param(
            "all | 60* | 0, a | 30 | 0, b | x | 1, c | x | 0",
            {"all": (30, None), "all 0>1": (-30, None), "b": (0, None), "b 0>1": (-30, None),
             "c": (0, 30)},
            id="held back: no change is known",
        ),
        pytest.param(
            "all | 60 | 0, a | 30 | 0, b | x | 0, c | x | 0",
            {"b": (0, 30), "c": (0, 30)},
            id="nothing restated, nothing learned",
        ),
        pytest.param(
            "all | 60 | 0, a | 30 | 0, b | 27 | 1, c | x | 1",
            {"c": (3, 3), "b": (0, 30), "c 0>1": (-27, 3), "b 0>1": (-3, 27)},
            id="shown later: known in the newest version only",
        ),
        pytest.param(
            "all | 60 | 0, a | 30 | 0, b | 27 | 0, c | x | 0",
            {"c": (3, 3)},
            id="shown later without a restatement: known in the older release too",
        ),
        pytest.param(
            "all | x | 1, a | - | 1, b | x | 0, c | x | 0",
            {"all": (30, 30), "all 0>1": (-30, -30), "b": (0, 30), "c": (0, 30)},
            id="a partner that is gone leaves what the others had",
        ),
    ],
)  # fmt: skip
def test_what_two_releases_tell(newest: str, expected: dict[str, Any]) -> None:
    """Equal versions are one number, changes have ranges too, and a held-back figure is old."""
    newer = versioned(ROW, newest)
    assert ranges(attack(newer, ROW, [FIRST], integer=True)) == expected
    assert ranges(attack(newer, ROW, [FIRST])) == expected


RATE = Rules(
    dimensions({"who": {"all": "a b"}}),
    {"placed": Measure(), "due": Measure(), "rest": Measure()},
    (rate("rates", "placed", "due", "rest", who="all a b"), count("dues", "due", who="a b")),
    (Relation(Ref("due"), (Ref("placed"), Ref("rest"))),),
)


def placed(rows: str) -> pl.DataFrame:
    """`a | 30 | 50`: numerator and denominator of a partner -> all cells of the rate."""
    told = []
    for row in rows.split(","):
        who, top, bottom = (cell.strip() for cell in row.split("|"))
        numbers = {"placed": int(top), "due": int(bottom), "rest": int(bottom) - int(top)}
        told += [
            {"measure": measure, "who": who, "partner": f"p_{who}", "value": value}
            for measure, value in numbers.items()
        ]
    return cells(RATE, told)


@pytest.mark.parametrize(
    ("rows", "table", "expected"),
    [
        pytest.param(
            "a | 30 | 50, b | 13 | 20",
            "rates | all | x , rates | a | 0.6 , rates | b | x , dues | a | 50 , dues | b | 20",
            {"placed b": (0, 20), "rest b": (0, 20), "placed": (30, 50), "rest": (20, 40),
             "due": (70, 70)},
            id="a denominator limits the numerator",
        ),
        pytest.param(
            "a | 30 | 50, b | 13 | 20",
            "rates | all | 0.614 , rates | a | 0.6 , rates | b | x , dues | a | 50 , dues | b | x",
            {"placed b": (13, 13), "rest b": (7, 7), "due b": (20, 20)},
            id="a shown rate gives away its counts",
        ),
        pytest.param(
            "a | 3 | 100, b | 60 | 80",
            "rates | all | x , rates | a | <5 % , rates | b | x , dues | a | 100 , dues | b | x",
            {"placed a": (0, 4), "rest a": (96, 100), "placed b": (0, None), "rest b": (0, None),
             "due b": (0, None), "placed": (0, None), "rest": (96, None), "due": (100, None)},
            id="a code limits what it stands for",
        ),
        pytest.param(
            "a | 100 | 100, b | 60 | 80",
            """rates | all | 0.8888 , rates | a | >95 % , rates | b | x ,
            dues | a | x , dues | b | x""",
            {"placed a": (96, 100), "rest a": (0, 4), "placed b": (60, 64), "rest b": (16, 20),
             "due b": (80, 80)},
            id="what is above a code",
        ),
        pytest.param(
            "a | 0 | 0, b | 60 | 80",
            "rates | all | 0.75 , rates | a | x , rates | b | x , dues | a | 0 , dues | b | 80",
            {"placed a": (0, 0), "rest a": (0, 0), "placed b": (60, 60), "rest b": (20, 20)},
            id="nobody due, nobody placed",
        ),
    ],
)  # fmt: skip
def test_what_rates_tell(rows: str, table: str, expected: dict[str, Any]) -> None:
    """The exact counts behind a shown rate are taken to be known; a code gives limits."""
    shown, true = frame(RATE, table), placed(rows)
    clues = clues_from([shown], [true], RATE)
    found = attack(shown, RATE, clues=clues, integer=True)
    told = {
        " ".join([row["measure"], *([row["who"]] if row["who"] != "all" else [])]): (
            row["low"],
            row["high"],
        )
        for row in found.to_dicts()
    }
    assert told == expected


MEAN = Rules(
    dimensions({"who": {"all": "a b"}}),
    {"wages": Measure("amount"), "people": Measure()},
    (mean("means", "wages", "people", who="all a"), count("counts", "people", who="b")),
)


def test_a_mean_gives_away_its_amount_and_its_people() -> None:
    """Two shown means are two subtractions: the amount and the people of the third."""
    true = cells(
        MEAN,
        """
        measure | who | partner | value
        wages   | a   | p       | 900
        people  | a   | p       | 30
        wages   | b   | q       | 44
        people  | b   | q       | 2
        """,
    )
    shown = frame(MEAN, "means | all | 29.5 , means | a | 30 , counts | b | x")
    found = attack(shown, MEAN, clues=clues_from([shown], [true], MEAN))
    assert found.select("measure", "who", "low", "high").rows() == [
        ("people", "b", 2, 2),
        ("wages", "b", 44, 44),
    ]


def test_whole_numbers_may_tell_more_than_any_numbers() -> None:
    """Where only whole numbers leave a narrower range, `integer` finds it."""
    table = frame(PARITY, "p | 3 , q | 3 , r | 3")
    assert ranges(attack(table, PARITY))["d"] == (0, 3)
    assert ranges(attack(table, PARITY, integer=True))["d"] == (1, 3)


TWO = rules_of(
    {"who": {"all": "s", "s": "a b", "b": "c d"}}, {"t": {"who": "all s a b"}}, threshold=5
)


@pytest.mark.parametrize(
    ("partner", "expected"),
    [
        pytest.param(None, {"a": (0, 40), "b": (0, 40), "c": (0, 40), "d": (0, 40)}, id="outsider"),
        pytest.param("p", {"a": (33, 33), "b": (7, 7), "c": (0, 7), "d": (0, 7)}, id="alone in a"),
        pytest.param(
            "q", {"a": (0, 37), "b": (3, 40), "c": (3, 3), "d": (0, 37)}, id="in b with r"
        ),
        pytest.param(
            "r", {"a": (0, 36), "b": (4, 40), "c": (0, 36), "d": (4, 4)}, id="in b with q"
        ),
    ],
)
def test_a_partner_knows_its_own_rows(partner: str | None, expected: dict[str, Any]) -> None:
    """No cell is less than what a partner brought; one it is alone in, it knows."""
    true = cells(TWO, "who | partner | value \n a | p | 33 \n c | q | 3 \n d | r | 4")
    shown = frame(TWO, "all | 40 , s | 40 , a | x , b | x")
    known = own_parts([true], partner) if partner else None
    found = attack(shown, TWO, (), known, integer=True)
    assert ranges(found) == expected


def test_a_partner_knows_its_own_restatements() -> None:
    """Own rows are known release by release, so a change shown is the others' change."""
    old = cells(TWO, "who | partner | value \n a | p | 33 \n c | q | 30")
    new = cells(TWO, "who | partner | value \n a | p | 43 \n c | q | 32")
    frames = [frame(TWO, f"all | {n} , s | {n} , a | x , b | x") for n in (63, 75)]
    clues = clues_from(frames, [old, new], TWO)
    outside = ranges(attack(frames[1], TWO, frames[:1], clues=clues))
    inside = ranges(attack(frames[1], TWO, frames[:1], own_parts([old, new], "p"), clues=clues))
    assert outside["b 0>1"] == (-63, 75)
    assert inside["b 0>1"] == (2, 2)


def test_clues_tell_what_no_table_shows() -> None:
    """With clues a cell that was not restated is the same number, also where no figure has it."""
    rules = rules_of(
        {"when": {"year": "jan feb"}, "who": {"all": "a b"}},
        {"years": {"when": "year"}, "months": {"when": "jan", "who": "a b"}},
    )
    rows = [
        {"when": "jan", "who": "a", "partner": "p", "value": 20},
        {"when": "jan", "who": "b", "partner": "q", "value": 30},
        {"when": "feb", "who": "a", "partner": "p", "value": 25},
        {"when": "feb", "who": "b", "partner": "q", "value": 35},
    ]
    old, new = cells(rules, rows), cells(rules, [*rows[:3], rows[3] | {"value": 38}])
    frames = [
        public(
            rules,
            f"""
            table  | when | who | value   | version
            years  | year | all | {total} | {version}
            months | jan  | a   | 20      | 0
            months | jan  | b   | 30      | 0
            """,
        )
        for version, total in enumerate([110, 113])
    ]
    clues = clues_from(frames, [old, new], rules)
    names = ["when", "who", "version", "since", "low", "high"]
    strong = attack(frames[1], rules, frames[:1], clues=clues).filter(pl.col("who") == "b")
    weak = attack(frames[1], rules, frames[:1]).filter(pl.col("who") == "b")
    assert ("feb", "b", 1, 0, 3, 3) in strong.select(names).rows()
    assert ("feb", "b", 1, 0, -60, 63) in weak.select(names).rows()


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        pytest.param("all | 15 , a | 10 , b | 5 , c | 0", {"c": (0, 4), "b": (1, 9)}, id="near"),
        pytest.param(
            "all | 15 , a | 5 , b | 10 , c | 0", {"a": (0, 14), "b": (1, 19)}, id="further"
        ),
    ],
)
def test_a_rounded_count_is_near_what_is_shown(shown: str, expected: dict[str, Any]) -> None:
    """Rounded figures give limits, as wide as the rounding went."""
    rules = rules_of(
        {"who": {"all": "a b c"}}, {"t": {"who": "all a b c"}}, threshold=5, mode="round"
    )
    true = cells(rules, "who | partner | value \n a | p | 11 \n b | q | 2 \n c | r | 1")
    table = frame(rules, shown)
    found = ranges(attack(table, rules, clues=clues_from([table], [true], rules), integer=True))
    assert {name: found[name] for name in expected} == expected


def test_what_is_asked_is_answered_as_wide_as_asked() -> None:
    """A range that is wide enough may be told narrower than it is, one that is not is exact."""
    table = frame(ROW, "all | 60 , a | 30 , b | x , c | x")
    asked = pl.DataFrame(
        {
            "measure": ["people"] * 3, "who": ["a", "b", "c"], "version": [0] * 3,
            "since": [None] * 3, "low": [1, 1, 40], "high": [10, 10, 45], "width": [0] * 3,
        },
        schema_overrides={"since": pl.Int64},
    )  # fmt: skip
    found = ranges(attack(table, ROW, asked=asked))
    low, high = found["b"]
    assert found["a"] == (30, 30)
    assert 0 <= low <= 1  # type: ignore[operator]
    assert 10 <= high <= 30  # type: ignore[operator]
    assert found["c"][1] == 30
    with pytest.raises(CallersMistake, match="not there"):
        attack(table, ROW, asked=asked.with_columns(version=7))


def test_the_answer_does_not_depend_on_the_order_of_rows() -> None:
    """Attacking is deterministic: the same frames in any order give the same answer."""
    table = frame(
        CROSSED, "months | jan | a | x , months | feb | a | 20 , years | year | sector | 60"
    )
    answer = attack(table, CROSSED)
    assert answer.equals(attack(table.reverse(), CROSSED))
    assert answer.equals(attack(table.sample(fraction=1, shuffle=True, seed=3), CROSSED))


@pytest.mark.parametrize(
    ("rules", "tables", "code"),
    [
        pytest.param(ROW, ["all | 5 , a | 3 , b | 1 , c | 7"], "contradicted", id="no sum"),
        pytest.param(ROW, ["all | 5 , a | 9 , b | x , c | x"], "contradicted", id="part too large"),
        pytest.param(RATE, ["rates | a | 0.5"], "needs_clues", id="rate without its counts"),
        pytest.param(ROW, ["all | x", "all | 60*"], "held_back", id="held back from nowhere"),
        pytest.param(rules_of({"who": {"all": "a"}}, {}), [""], "nothing_told", id="no tables"),
    ],
)
def test_what_cannot_be_attacked_is_said(rules: Rules, tables: list[str], code: str) -> None:
    """Frames that contradict each other, or lack something, end in a plain message."""
    *history, newest = [frame(rules, table) if table else public(rules, "t") for table in tables]
    with pytest.raises(CallersMistake) as told:
        attack(newest, rules, history)
    assert told.value.code == f"attack_{code}"
