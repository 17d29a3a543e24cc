import datetime as dt
from dataclasses import replace

import pytest

from checking_factories import (
    judged,
    make_column,
    make_contract,
    partner,
    places,
    rows,
    rules_of,
)
from shared_metrics.contracts.model import PeriodSource, Role
from shared_metrics.periods import PeriodKind, parse_period

COUNTED = make_contract(make_column("n"))
NAMED = make_contract(make_column("who", "string", role=Role.PARTNER), make_column("n"))
HOPE = partner("Hope Works", synonyms=("HW",))
BRIDGE = partner("Bridge Academy")


def month(text):
    return parse_period(text, PeriodKind.MONTH)


@pytest.mark.parametrize("name", ["hope_works", "Hope Works", "hw", "HW"])
def test_a_partner_column_may_hold_any_name_of_the_partner(name):
    """Id, name and synonyms of the partner are its own rows."""
    assert not judged(f"period,who,n\n2026-03,{name},1", NAMED, partner=HOPE).findings


def test_a_row_of_another_partner_is_named():
    """A row of another partner blocks the file and says whose it is, or that it is unknown."""
    text = "period,who,n\n2026-03,HW,1\n2026-04,Bridge Academy,1\n2026-05,Nobody,1"
    findings = judged(text, NAMED, partner=HOPE, other_partners=[BRIDGE]).findings
    assert places(findings) == [("other_partner", "B3"), ("other_partner", "B4")]
    assert "This row is about Bridge Academy" in findings[0].message


def test_without_a_partner_nobody_s_rows_are_judged():
    """A check without a partner says nothing about whose rows these are."""
    assert not judged("period,who,n\n2026-03,Anybody,1", NAMED).findings


@pytest.mark.parametrize("named", ["Nobody", ""])
def test_in_a_file_of_several_partners_each_row_names_one(named):
    """Whose a row is must be known: an unknown or empty name blocks the file, also in a check."""
    text = f"period,who,n\n2026-03,HW,1\n2026-03,bridge academy,1\n2026-04,{named},1"
    several = replace(NAMED, partner_column="split")
    findings = judged(text, several, other_partners=[HOPE, BRIDGE]).findings
    assert places(findings) == [("unknown_partner", "B4")]


def test_several_periods_are_several_submissions():
    """Without a given period every period of the file counts."""
    judgement = judged("period,n\n2026-04,1\n2026-03,2", COUNTED)
    assert judgement.periods == (month("2026-03"), month("2026-04"))
    assert judgement.observations["n"].to_list() == [2, 1]


def test_a_row_about_another_period_than_the_given_one_is_told():
    """The given period stands; every row that says otherwise is a finding."""
    judgement = judged("period,n\n2026-03,1\n2026-02,2", COUNTED, period=month("2026-03"))
    assert places(judgement.findings) == [("other_period", "A3")]
    assert "February 2026" in judgement.findings[0].message


@pytest.mark.parametrize("required", [True, False])
def test_a_file_without_a_period_column_takes_the_given_one(required):
    """A given period stands for every row; without one nothing is known."""
    contract = make_contract(
        make_column("period", "string", role=Role.PERIOD, required=required),
        make_column("n"),
        make_column("m"),
        source=PeriodSource("period", ("period",)),
    )
    given = judged("n,m\n1,2", contract, period=month("2026-03"))
    assert given.observations.rows() == [(2, "2026-03", 1, 2)]
    assert rules_of(judged("n,m\n1,2", contract)) == {"no_period"}


CALENDAR = rows("""
    today      | rule
    2026-02-28 | period_not_begun
    2026-03-01 | period_not_ended
    2026-03-31 | period_not_ended
    2026-04-01 |
""")[1:]


@pytest.mark.parametrize(("today", "rule"), CALENDAR)
def test_a_period_ahead_is_refused_and_one_not_over_is_asked_about(today, rule):
    """Not begun blocks, not ended asks; from the day after its end nothing is said."""
    judgement = judged("period,n\n2026-03,1", COUNTED, today=dt.date.fromisoformat(today))
    assert rules_of(judgement) == ({rule} if rule else set())
    assert judgement.verdict == ("fail" if rule == "period_not_begun" else "pass")


def test_the_way_a_period_was_written_is_said():
    """What Excel made of 2026-03 is read back, and said."""
    judgement = judged("period,n\nMar-26,1", COUNTED)
    assert judgement.periods == (month("2026-03"),)
    assert [a.message for a in judgement.assumptions] == ["Period: read “Mar-26” as 2026-03."]


def test_the_period_comes_from_a_timestamp_column():
    """A month is derived from the days of a timestamp column."""
    contract = make_contract(
        make_column("at", "timestamp", required=True),
        make_column("n"),
        source=PeriodSource("date", ("at",)),
        key=("at",),
    )
    judgement = judged("at,n\n2026-03-31 23:45,1\n2026-04-01 00:00,2", contract)
    assert judgement.observations["period"].to_list() == ["2026-03", "2026-04"]


def test_the_period_comes_from_a_year_and_a_month_column():
    """Year and month make the period; a month that is none is told at its cell."""
    contract = make_contract(
        make_column("year", role=Role.DETAIL),
        make_column("month", "string"),
        make_column("n"),
        source=PeriodSource("year_month", ("year", "month")),
    )
    assert judged("year,month,n\n2026,3,1", contract).periods == (month("2026-03"),)
    assert places(judged("year,month,n\n2026,13,1", contract).findings) == [("not_a_period", "B2")]


def test_an_empty_period_cell_is_told_once():
    """A required period cell that is empty is told as empty, and only that."""
    assert places(judged("period,n\n2026-03,1\n,2", COUNTED).findings) == [("required", "A3")]
