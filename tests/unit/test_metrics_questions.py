from dataclasses import replace

import pytest

from measuring_factories import (
    AGE,
    GENDER,
    PARTNERS,
    breakdown,
    contract,
    key,
    metric,
    number,
    observations,
    on_engine,
    partner,
    term,
)
from shared_metrics.agenda.model import Sector, SectorFrom
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics import Question, measure
from shared_metrics.periods import PeriodKind, parse_period

PLACED = number("placed", counts="people")
PRICE = number("price", scale=2, over_partners=False, over_time=False)
OVERLAPPING = breakdown("need", ("housing", "language"), exclusive=False)
CONTRACT = contract(PLACED, PRICE, key("site"), breakdowns=(GENDER, OVERLAPPING))
COUNT = metric(term("placed"))
ROW = """
partner | period  | site | gender | need | placed | price
east    | 2026-01 | hill | all    | all  | 3      | 2.50
"""


def ask(question, described=COUNT, under=CONTRACT, rows=ROW, partners=PARTNERS):
    observed = on_engine("polars", observations(rows, under))
    return measure(observed, described, under, question, partners).to_dicts()


def month(text):
    return parse_period(text, PeriodKind.MONTH)


@pytest.mark.parametrize(
    ("question", "described", "code"),
    [
        (Question(by=("placed",)), COUNT, "unknown_by"),
        (Question(by=("nonsense",)), COUNT, "unknown_by"),
        (Question(by=("line",)), COUNT, "unknown_by"),
        (Question(by=("gender", "gender")), COUNT, "asked_twice"),
        (Question(every=PeriodKind.YEAR), COUNT, "every_without_period"),
        (Question(first=month("2026-02"), last=month("2026-01")), COUNT, "range_backwards"),
        (Question(by=("gender",)), metric(term("placed", gender=["men"])), "breakdown_in_metric"),
        (Question(), metric(term("nowhere")), "unknown_column"),
        (Question(), metric(term("placed", nowhere=["x"])), "unknown_column"),
        (Question(), metric(term("placed", gender=["all", "men"])), "total_and_part"),
        (Question(), metric(term("placed", need=["housing", "language"])), "groups_overlap"),
        (Question(), metric(term("price")), "not_additive"),
        (Question(), metric(term("price", "price")), "not_additive"),
    ],
)
def test_what_cannot_be_answered_is_refused(question, described, code):
    """A question or a metric that makes no sense is refused with its code, never answered."""
    with pytest.raises(CallersMistake) as caught:
        ask(question, described)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("kind", "every", "nests"),
    [
        ("month", "month", True),
        ("month", "quarter", True),
        ("month", "year", True),
        ("month", "school_year", True),
        ("quarter", "year", True),
        ("quarter", "school_year", True),
        ("quarter", "month", False),
        ("year", "school_year", False),
        ("year", "quarter", False),
        ("school_year", "year", False),
        ("school_year", "school_year", True),
    ],
)
def test_only_longer_periods_that_nest(kind, every, nests):
    """Periods roll up into kinds they lie within as a whole."""
    under = contract(PLACED, period_kind=PeriodKind(kind))
    question = Question(by=("period",), every=PeriodKind(every))
    if nests:
        assert ask(question, under=under, rows="partner | period | placed") == []
        return
    with pytest.raises(CallersMistake, match="does not lie within"):
        ask(question, under=under, rows="partner | period | placed")


@pytest.mark.parametrize("by", [(), ("period",), ("sector", "gender")])
def test_no_rows_no_answer(by):
    """Where nothing was reported there is no row, not a row of zeros."""
    assert ask(Question(by=by), rows="partner | period | site | gender | need | placed") == []


def test_community_figures_have_no_sector():
    """What the backbone loads is of no partner's sector."""
    community = contract(PLACED, loaded_by="backbone")
    with pytest.raises(CallersMistake) as caught:
        ask(Question(by=("sector",)), under=community, rows="partner | period | placed")
    assert caught.value.code == "no_sector"


def test_figures_of_a_partner_nobody_lists():
    """A sector cannot be told of somebody who is not in the list; the rest can be measured."""
    rows = "partner | period | site | gender | need | placed\nghost | 2026-01 | a | all | all | 3"
    with pytest.raises(CallersMistake, match="ghost"):
        ask(Question(by=("sector",)), rows=rows)
    assert ask(Question(by=("partner",)), rows=rows)[0]["value"] == 3


def test_successors_that_lead_in_a_circle():
    """A circle of successors is told, not followed for ever."""
    circle = (partner("east", successor="west"), partner("west", successor="east"))
    with pytest.raises(CallersMistake) as caught:
        ask(Question(partners="current"), partners=circle)
    assert caught.value.code == "successors_in_a_circle"


def test_successors_are_followed_to_the_end():
    """East went into west, west into north: north carries it today."""
    chain = (partner("east", successor="west"), partner("west", successor="north"))
    (row,) = ask(Question(by=("partner",), partners="current"), partners=(*chain, partner("north")))
    assert row["partner"] == "north"


def test_under_the_successor_the_sector_is_the_successor_s():
    """Asked as partners are now, a figure is in the sector of the partner it is shown under."""
    rows = "partner | period | site | gender | need | placed\neast | 2026-01 | a | all | all | 3"
    east = replace(partner("east", successor="west"), sectors=(SectorFrom(Sector.UNIVERSITY),))
    both = (east, replace(partner("west"), sectors=(SectorFrom(Sector.NONPROFIT),)))
    asked = ("sector", "partner")
    (now,) = ask(Question(by=asked, partners="current"), rows=rows, partners=both)
    (then,) = ask(Question(by=asked), rows=rows, partners=both)
    assert (now["sector"], now["partner"]) == ("nonprofit", "west")
    assert (then["sector"], then["partner"]) == ("university", "east")


@pytest.mark.parametrize(
    ("first", "last", "periods"),
    [
        ("2025-Q4", "2026-Q1", ["2025-12", "2026-01"]),
        ("2026-Q1", None, ["2026-01"]),
        (None, "2025-Q4", ["2025-12"]),
        (None, "2025-Q3", []),
    ],
)
def test_bounds_may_be_of_another_kind(first, last, periods):
    """From the first day of one to the last day of the other: whole periods between."""
    bounds = {
        name: parse_period(text, PeriodKind.QUARTER)
        for name, text in (("first", first), ("last", last))
        if text
    }
    rows = """
    partner | period  | site | gender | need | placed
    east    | 2025-12 | hill | all    | all  | 3
    east    | 2026-01 | hill | all    | all  | 4
    """
    found = ask(Question(by=("period",), **bounds), rows=rows)
    assert [row["period"] for row in found] == periods


def test_a_bound_inside_a_period_leaves_it_out():
    """Half a quarter is no quarter: February to May holds no whole one."""
    under = contract(PLACED, period_kind=PeriodKind.QUARTER)
    rows = "partner | period | placed\neast | 2026-Q1 | 3\neast | 2026-Q2 | 4"
    question = Question(by=("period",), first=month("2026-02"), last=month("2026-05"))
    assert ask(question, under=under, rows=rows) == []


def test_one_single_period_needs_no_sum_over_time():
    """What does not add up over time may be asked for one period at a time."""
    under = contract(number("members", counts="people", over_time=False))
    rows = "partner | period | members\neast | 2026-01 | 3\neast | 2026-02 | 4"
    members = metric(term("members"))
    one = Question(first=month("2026-02"), last=month("2026-02"))
    assert ask(one, members, under, rows)[0]["value"] == 4
    with pytest.raises(CallersMistake, match="over time"):
        ask(Question(), members, under, rows)


def test_an_optional_column_nobody_sent_is_missing():
    """A column that is in no file leaves every cell out; it is not 0."""
    rows = observations(ROW, CONTRACT).drop("placed")
    (row,) = measure(on_engine("polars", rows), COUNT, CONTRACT, Question(), PARTNERS).to_dicts()
    assert (row["value"], row["partners"], row["missing"]) == (None, 0, 1)


def test_a_blank_group_is_the_total():
    """A blank cell in a breakdown with a total stands for everybody."""
    rows = """
    partner | period  | site | gender | need | placed
    east    | 2026-01 | hill |        | all  | 7
    east    | 2026-01 | hill | women  | all  | 5
    """
    assert ask(Question(), rows=rows)[0]["value"] == 7
    assert [row["gender"] for row in ask(Question(by=("gender",)), rows=rows)] == ["women"]


def test_the_refusal_names_what_is_there():
    """Whoever asks for two breakdowns together is told which there are, one by one."""
    under = contract(PLACED, breakdowns=(GENDER, AGE))
    rows = "partner | period | gender | age | placed\neast | 2026-01 | women | all | 3"
    with pytest.raises(CallersMistake, match="there are figures by gender") as caught:
        ask(Question(by=("gender", "age")), under=under, rows=rows)
    assert caught.value.hint == "Ask by one of them: gender."
    assert "by age" not in caught.value.message


def test_naming_the_total_in_a_metric_asks_for_the_headline():
    """`where: {gender: [all]}` is everybody, from the total row or from the parts."""
    everybody = metric(term("placed", gender=["all"]))
    rows = ROW.replace("| all    |", "| women  |")
    assert ask(Question(), everybody)[0]["value"] == 3
    assert ask(Question(), everybody, rows=rows)[0]["value"] == 3
