import subprocess
import sys
from pathlib import Path

import polars as pl

from checking_factories import (
    TODAY,
    judged,
    make_column,
    make_contract,
    places,
    read_text,
    rules_of,
    shipped,
)
from shared_metrics.checks import RULES, judge
from shared_metrics.contracts import part_schema
from shared_metrics.contracts.model import Rule
from shared_metrics.findings import Level
from shared_metrics.reading import Upload, read

SOURCE = Path(__file__).parents[2] / "src" / "shared_metrics"
WORKFORCE = shipped("workforce_placements")
HEAD = "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage"
GOOD = f"""{HEAD}
    2026-03,healthcare,all,all,42,12,10,7,24.50
    2026-03,healthcare,women,all,22,6,5,4,25
    2026-03,healthcare,men,all,20,6,5,3,24
    2026-03,healthcare,nonbinary,all,0,0,0,0,-
    2026-03,healthcare,not_stated,all,0,0,0,0,-
"""


def test_a_good_file_gives_a_part_and_its_totals():
    """Nothing to fix: typed rows in the part's shape, sorted by key, and headline sums."""
    judgement = judged(GOOD, WORKFORCE)
    assert (judgement.verdict, judgement.findings) == ("pass", ())
    assert judgement.observations.schema == part_schema(WORKFORCE)
    assert judgement.observations["line"].to_list() == [2, 4, 5, 6, 3]
    assert judgement.observations["average_hourly_wage"].to_list() == [2450, 2400, None, None, 2500]
    assert {name: int(total) for name, total in judgement.totals.items()} == {
        "enrolled": 42, "completed": 12, "follow_up_due": 10, "placed": 7,
    }  # fmt: skip
    assert [str(p) for p in judgement.periods] == ["2026-03"]


def test_a_file_with_something_to_fix_gives_no_rows_but_shows_what_was_understood():
    """Observations are empty as soon as anything must be fixed; the typed table stays."""
    judgement = judged(GOOD.replace("42,12,10,7", "42,50,10,7"), WORKFORCE)
    assert judgement.verdict == "fail"
    assert judgement.observations.is_empty()
    assert judgement.observations.schema == part_schema(WORKFORCE)
    assert judgement.typed.height == 5


def test_the_finding_people_know_from_the_tour():
    """`F2: 50, enrolled is 42`: the cell, its value, and the value beside it."""
    findings = judged(GOOD.replace("42,12,10,7", "42,50,10,7"), WORKFORCE).findings
    found = next(f for f in findings if f.rule == "completed_within_enrolled")
    assert (found.cell, found.value) == ("F2", "50")
    assert "Completed is 50, Enrolled is 42." in found.message


def test_all_findings_come_in_one_pass_in_reading_order():
    """Faults of every layer are found together, what to fix first, then down the file."""
    text = f"""{HEAD}
        2026-03,healthcare,wimen,all,22,6,5,4,25
        2026-04,healthcare,all,all,x,6,5,9,
        2026-08,construction,all,all,22,30,5,4,12
    """
    assert places(judged(text, WORKFORCE).findings) == [
        ("not_in_list", "C2"),
        ("undeclared_mark", "E3"),
        ("placed_within_follow_up", "H3"),
        ("wage_when_placed", "I3"),
        ("period_not_begun", "A4"),
        ("completed_within_enrolled", "F4"),
        ("wage_usual", "I4"),
    ]


def test_rules_over_a_column_that_is_not_there_wait():
    """A missing column is one finding; the rules that need it are listed as waiting."""
    text = "\n".join(line.rsplit(",", 1)[0] for line in GOOD.strip().splitlines())
    judgement = judged(text, WORKFORCE)
    assert rules_of(judgement) == {"missing_column"}
    assert set(judgement.waiting_rules) == {"wage_when_placed", "wage_usual"}


def test_a_file_nobody_can_read_makes_every_rule_wait():
    """When nothing can be said about the rows, only reading's finding is given."""
    table = read(Upload("x.csv", b"%PDF-1.7"), WORKFORCE)
    judgement = judge(table, WORKFORCE, partner=None, today=TODAY)
    assert rules_of(judgement) == {"not_a_table"}
    assert judgement.verdict == "fail"
    assert set(judgement.waiting_rules) == {rule.id for rule in WORKFORCE.rules}
    assert judgement.typed.schema == part_schema(WORKFORCE)


def test_an_optional_column_may_stay_away():
    """A column declared optional is null everywhere and raises nothing."""
    extra = make_column("m", optional=True, minimum=3)
    rule = Rule(
        "some", Level.FIX, "?", None, "expect_column_values_to_not_be_null", {"column": "m"}, ("m",)
    )
    judgement = judged("period,n\n2026-03,1", make_contract(make_column("n"), extra, rules=(rule,)))
    assert not judgement.findings
    assert judgement.observations["m"].to_list() == [None]
    assert judgement.waiting_rules == ()


def test_a_file_without_rows_is_told_by_the_contract_s_own_rule():
    """A header and nothing below it breaks the rule that asks for rows, and no other."""
    assert rules_of(judged(HEAD, WORKFORCE)) == {"at_least_one_row"}


def test_a_file_without_rows_never_passes():
    """A contract need not ask for rows: a header alone is no figure and no “nothing”."""
    judgement = judged("period,n", make_contract(make_column("n")))
    (finding,) = judgement.findings
    assert (judgement.verdict, finding.rule, finding.level) == ("fail", "no_rows", Level.FIX)
    assert "nothing to report" in (finding.fix or "")


def test_judging_twice_says_the_same():
    """The same table gives equal findings and rows every time."""
    table = read_text(GOOD.replace("24.50", "24,50x"), WORKFORCE)
    first, second = (judge(table, WORKFORCE, partner=None, today=TODAY) for _ in range(2))
    assert first.findings == second.findings
    assert first.typed.equals(second.typed)


def test_rounded_numbers_are_noted_once_a_column():
    """Many rounded cells are one note, at the first of them, with the count."""
    made = make_contract(make_column("n", "number", scale=1))
    (note,) = judged("period,n\n2026-03,1.25\n2026-04,1.35", made).findings
    assert (note.rule, note.level, note.cell) == ("rounded", "note", "B2")
    assert "2 numbers had more and were rounded, here to 1.2" in note.message


def test_every_rule_a_finding_names_is_explained():
    """Every rule of the table is one that checking, or sending after it, can name."""
    sources = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("checks", "desk/acts")
        for path in (SOURCE / folder).rglob("*.py")
        if path.name != "rules.py"
    )
    assert {rule for rule in RULES if f'"{rule}"' not in sources} == set()


def test_nothing_imports_great_expectations_before_checking_does():
    """Contracts, reading and metrics start without the slow library."""
    code = (
        "import sys, shared_metrics.contracts, shared_metrics.reading;"
        "sys.exit('great_expectations' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_big_whole_numbers_stay_exact():
    """Nothing passes through a float: 2^53 + 1 is kept."""
    made = make_contract(make_column("n"))
    rows = judged("period,n\n2026-03,9007199254740993", made).observations
    assert rows.get_column("n").to_list() == [9007199254740993]
    assert rows.schema["n"] == pl.Int64
