"""Whatever files hold, the rows listed behind a number are exactly those it is made of."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from measuring_factories import (
    AGE,
    GENDER,
    PARTNERS,
    PATHWAY,
    as_observations,
    contract,
    metric,
    number,
    on_engine,
    term,
)
from properties.test_metrics_properties import AVERAGE, BROKEN_DOWN, COUNT, SITE, WOMEN, files
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics import Question, measure
from shared_metrics.metrics.counted_rows import counted_rows
from shared_metrics.periods import PeriodKind

STOCKS = contract(SITE, number("people", over_time=False), breakdowns=(PATHWAY, GENDER, AGE))
MEMBERS = metric(term("people"), kind="last_value")
OF_WOMEN = metric(term("people", gender=["women"]), term("people", pathway=["care"]))
METRICS = (COUNT, AVERAGE, WOMEN, OF_WOMEN, MEMBERS)
BYS = st.lists(
    st.sampled_from(("period", "partner", "site", "pathway", "gender", "age")), unique=True
)


def both(rows, described, question):
    """The answer and the rows behind it; None where the question cannot be put."""
    of = STOCKS if described is MEMBERS else BROKEN_DOWN
    observed = on_engine("polars", as_observations(rows, of))
    try:
        table = measure(observed, described, of, question, PARTNERS)
    except CallersMistake:
        return None
    return table, counted_rows(observed, described, of, question, PARTNERS)


@settings(max_examples=80)
@given(files(), st.sampled_from(METRICS), BYS, st.sampled_from((None, PeriodKind.QUARTER)))
def test_the_rows_add_up_to_the_number(rows, described, by, every):
    """For any file, metric and question: what the rows bring is numerator and denominator."""
    every = every if "period" in by else None
    found = both(rows, described, Question(by=tuple(by), every=every))
    if found is None:
        return
    table, listed = found
    tops = sum((row["numerator"] or Decimal(0) for row in table.to_dicts()), Decimal(0))
    bottoms = sum((row["denominator"] or Decimal(0) for row in table.to_dicts()), Decimal(0))
    assert sum(listed["numerator"].to_list(), Decimal(0)) == tops
    if described.denominator:
        assert sum(listed["denominator"].to_list(), Decimal(0)) == bottoms


@settings(max_examples=30)
@given(files(), st.sampled_from((COUNT, AVERAGE, WOMEN)))
def test_each_partner_and_month_adds_up_too(rows, described):
    """What one partner's rows of one month bring is what it is measured to bring."""
    table, listed = both(rows, described, Question(by=("partner", "period")))
    brought = defaultdict(Decimal)
    for row in listed.to_dicts():
        brought[row["partner"], row["period"]] += row["numerator"]
    for row in table.to_dicts():
        assert brought[row["partner"], row["period"]] == (row["numerator"] or 0)


@settings(max_examples=30)
@given(files(), st.sampled_from(METRICS), BYS)
def test_a_line_stands_once_and_what_is_left_out_brings_nothing(rows, described, by):
    """No row counts twice, and rows of a figure that is not known add nothing."""
    found = both(rows, described, Question(by=tuple(by)))
    if found is None:
        return
    _, listed = found
    assert listed["line"].n_unique() == listed.height
    left_out = listed.filter(~listed["counts"])
    assert not any(left_out["numerator"].to_list())


@settings(max_examples=40)
@given(files())
def test_a_total_row_stands_alone(rows):
    """Where a cell has a row for everybody, no row of its groups is listed beside it."""
    _, listed = both(rows, COUNT, Question())
    cells = defaultdict(list)
    for row in listed.to_dicts():
        cells[tuple(row[name] for name in ("partner", "period", "site", "pathway"))].append(row)
    for members in cells.values():
        if any(row["gender"] == "all" and row["age"] == "all" for row in members):
            assert len(members) == 1
