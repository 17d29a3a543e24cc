"""What holds for every file: checked against a plain-Python measure in fractions."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measuring_factories import (
    AGE,
    ENGINES,
    GENDER,
    PARTNERS,
    PATHWAY,
    as_observations,
    contract,
    key,
    metric,
    number,
    on_engine,
    term,
)
from shared_metrics.errors import CallersMistake
from shared_metrics.metrics import Question, measure
from shared_metrics.periods import PeriodKind, parse_period

PEOPLE = number("people", counts="people")
WAGE = number("wage", scale=2, over_partners=False, over_time=False)
SITE = key("site")
BROKEN_DOWN = contract(SITE, PEOPLE, WAGE, breakdowns=(PATHWAY, GENDER, AGE))
COUNT = metric(term("people"))
AVERAGE = metric(term("wage", "people"), term("people"), kind="weighted_mean")
WOMEN = metric(term("people", gender=["women"]), term("people"))
METRICS = (COUNT, AVERAGE, WOMEN)
PERIODS = ("2026-01", "2026-02", "2026-04")
PARTNER_IDS = tuple(p.id for p in PARTNERS)

GROUPS = [
    (pathway, gender, age)
    for pathway in PATHWAY.parts
    for gender, age in [
        *product((GENDER.total, *GENDER.parts), [AGE.total]),
        *product([GENDER.total], AGE.parts),
        ("women", "young"),
    ]
]
CELL_KEYS = st.tuples(
    st.sampled_from(("east", "north")),
    st.sampled_from(("2026-01", "2026-04")),
    st.sampled_from(("hill", "dale")),
    st.sampled_from(GROUPS),
)
PEOPLE_SEEN = st.one_of(st.integers(0, 40), st.integers(0, 40), st.none())
WAGES = st.one_of(st.none(), st.decimals(10, 60, places=2, allow_nan=False))


@st.composite
def files(draw, keys=CELL_KEYS, most=40):
    """Rows of any partners: totals, parts and numbers may each be missing."""
    chosen = draw(st.lists(keys, unique=True, max_size=most))
    return [
        {
            "partner": partner,
            "period": period,
            "site": site,
            "pathway": groups[0],
            "gender": groups[1],
            "age": groups[2],
            "people": draw(PEOPLE_SEEN),
            "wage": draw(WAGES),
        }
        for partner, period, site, groups in chosen
    ]


@st.composite
def whole_files(draw):
    """Files whose totals and parts agree and where nothing is missing."""
    rows = []
    for partner, period in draw(
        st.lists(st.tuples(st.sampled_from(PARTNER_IDS), st.sampled_from(PERIODS)), unique=True)
    ):
        for pathway in PATHWAY.parts:
            parts = {gender: draw(st.integers(0, 30)) for gender in GENDER.parts}
            young = draw(st.integers(0, sum(parts.values())))
            groups = {(g, "all"): n for g, n in parts.items()}
            groups |= {("all", "young"): young, ("all", "old"): sum(parts.values()) - young}
            groups |= {("all", "all"): sum(parts.values())}
            for (gender, age), people in groups.items():
                row = {"partner": partner, "period": period, "site": "hill", "pathway": pathway}
                rows.append(row | {"gender": gender, "age": age, "people": people, "wage": "20.25"})
    return rows


def answer(rows, described, question, engine="polars"):
    observed = on_engine(engine, as_observations(rows, BROKEN_DOWN))
    return measure(observed, described, BROKEN_DOWN, question, PARTNERS)


# --- The same, written as a person would do it with pencil and paper --------------------------


def product_of(row, columns):
    factors = [None if row[c] is None else Fraction(str(row[c])) for c in columns]
    if any(factor == 0 for factor in factors):
        return Fraction(0)
    if None in factors:
        return None
    result = Fraction(1)
    for factor in factors:
        result *= factor
    return result


UNKNOWN = "unknown"


def headline(rows, one_term, hidden):
    """The term over rows of one cell: a Fraction, UNKNOWN, or None where no row speaks of it."""
    if not hidden:
        values = [product_of(row, one_term.columns) for row in rows]
        if not values:
            return None
        return UNKNOWN if None in values else sum(values, Fraction(0))
    # The breakdown decided last comes first here: it is the outermost of the nesting.
    breakdown, *inner = hidden
    by_group = defaultdict(list)
    for row in rows:
        by_group[row[breakdown.column]].append(row)
    wanted = one_term.where.get(breakdown.column)
    answers = {g: headline(members, one_term, inner) for g, members in by_group.items()}
    spoken = {g: a for g, a in answers.items() if a is not None}
    if wanted is None and breakdown.total in spoken:
        return spoken[breakdown.total]
    parts = {g: a for g, a in spoken.items() if g != breakdown.total}
    if not parts:
        return None
    counted = [a for g, a in parts.items() if wanted is None or g in wanted]
    return UNKNOWN if UNKNOWN in counted else sum(counted, Fraction(0))


def cell_terms(rows, described, asked):
    """Numerator and denominator of one cell, or UNKNOWN."""
    hidden = [b for b in reversed(BROKEN_DOWN.breakdowns) if b.column not in asked]
    with_total = [b for b in hidden if b.total is not None]
    leaves = defaultdict(list)
    for row in rows:
        leaves[row["pathway"]].append(row)
    sums = [Fraction(0), Fraction(0)]
    for members in leaves.values():
        for side, terms in enumerate((described.numerator, described.denominator)):
            for one_term in terms:
                value = headline(members, one_term, with_total)
                nothing = all(product_of(row, one_term.columns) == 0 for row in members)
                if value is None and nothing and one_term.where:
                    value = Fraction(0)
                if value is None or value == UNKNOWN:
                    return UNKNOWN
                sums[side] += value
    return sums


def by_hand(rows, described, by):
    asked = [b.column for b in BROKEN_DOWN.breakdowns if b.column in by]
    cells = defaultdict(list)
    for row in rows:
        if all(row[column] != "all" for column in asked):
            cells[(row["partner"], row["period"], row["site"], *(row[c] for c in asked))].append(
                row
            )
    answers = defaultdict(lambda: [Fraction(0), Fraction(0), set(), 0])
    for members in cells.values():
        group = tuple(members[0][name] for name in by)
        sums = cell_terms(members, described, asked)
        if sums == UNKNOWN:
            answers[group][3] += 1
            continue
        answers[group][0] += sums[0]
        answers[group][1] += sums[1]
        answers[group][2].add(members[0]["partner"])
    return [(group, *answers[group]) for group in sorted(answers)]


def as_by_hand(table, described, by):
    return [
        (
            tuple(row[name] for name in by),
            Fraction(row["numerator"] or 0),
            Fraction(row["denominator"] or 0) if described.denominator else Fraction(0),
            row["partners"],
            row["missing"],
        )
        for row in table.to_dicts()
    ]


def reported_together(row, described, by):
    """Whether the row names a part of every breakdown the question is about."""
    about = {*by, *(column for t in described.numerator for column in t.where)}
    return all(row[b.column] != b.total for b in (GENDER, AGE) if b.column in about)


BYS = st.lists(
    st.sampled_from(("period", "partner", "site", "pathway", "gender", "age")), unique=True
)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=60)
@given(files(), st.sampled_from(METRICS), BYS)
def test_every_answer_is_the_one_worked_out_by_hand(engine, rows, described, by):
    """Any file, metric and question: exactly what plain Python says in fractions."""
    if described is WOMEN and "gender" in by:
        by.remove("gender")
    try:
        table = answer(rows, described, Question(by=tuple(by)), engine)
    except CallersMistake:
        assert not any(reported_together(row, described, by) for row in rows)
        return
    expected = [
        (g, n, d if described.denominator else 0, len(p), m)
        for g, n, d, p, m in by_hand(rows, described, by)
    ]
    assert as_by_hand(table, described, by) == expected
    for row in table.to_dicts():
        if row["denominator"]:
            exact = Fraction(row["numerator"]) / Fraction(row["denominator"])
            assert row["value"] == exact.numerator / exact.denominator


@given(whole_files(), st.sampled_from((COUNT, AVERAGE)), st.sampled_from(("gender", "age")))
def test_parts_add_up_to_the_headline(rows, described, breakdown):
    """Where files agree with themselves, the sum over a breakdown's groups is the total."""
    everything = answer(rows, described, Question())
    parts = answer(rows, described, Question(by=(breakdown,)))
    for name in ("numerator", "denominator"):
        assert (parts[name].sum() or 0) == (everything[name].sum() or 0)


@given(files(), st.sampled_from(METRICS), st.sampled_from(("partner", "period", "site", "sector")))
def test_what_partners_periods_and_sectors_give_is_the_whole(rows, described, by):
    """Sums by partner, period, site or sector add up to the sum of everything."""
    everything = answer(rows, described, Question())
    each = answer(rows, described, Question(by=(by,)))
    for name in ("numerator", "denominator", "missing"):
        assert (each[name].sum() or 0) == (everything[name].sum() or 0)


@given(files(), st.randoms(use_true_random=False), st.sampled_from(METRICS))
def test_the_order_of_rows_never_matters(rows, randomness, described):
    """Shuffled rows give the same table, byte for byte."""
    question = Question(by=("period", "sector", "pathway"))
    before = answer(rows, described, question)
    randomness.shuffle(rows)
    assert answer(rows, described, question).equals(before)


@given(files(), st.integers(1, 9))
def test_the_unit_a_number_is_kept_in_never_matters(rows, scale):
    """The same wages kept with more decimals give the same answer."""
    finer = contract(
        SITE,
        PEOPLE,
        number("wage", scale=max(2, scale), over_partners=False, over_time=False),
        breakdowns=(PATHWAY, GENDER, AGE),
    )
    question = Question(by=("period",))
    coarse = answer(rows, AVERAGE, question)
    fine = measure(
        on_engine("polars", as_observations(rows, finer)), AVERAGE, finer, question, PARTNERS
    )
    assert fine["value"].to_list() == coarse["value"].to_list()
    assert fine["numerator"].to_list() == coarse["numerator"].to_list()


LARGE = contract(number("big", scale=9), number("people"))
LARGE_SUM = metric(term("big", "people"), term("people"), kind="weighted_mean")


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(PARTNER_IDS),
            st.integers(-(2**63) + 1, 2**63 - 1),
            st.integers(0, 10**9),
        ),
        max_size=6,
    )
)
def test_sums_beyond_64_bits_stay_exact(engine, rows):
    """However large the numbers, the sum is exact: it never wraps."""
    cells = [
        {"partner": p, "period": "2026-01", "big": Decimal(big).scaleb(-9), "people": people}
        for p, big, people in rows
    ]
    observed = on_engine(engine, as_observations(cells, LARGE))
    table = measure(observed, LARGE_SUM, LARGE, Question(), PARTNERS)
    assert len(table) == bool(rows)
    for row in table.to_dicts():
        assert Fraction(row["numerator"]) == sum(Fraction(b, 10**9) * p for _, b, p in rows)


@given(files(), st.sampled_from(METRICS))
def test_a_quarter_is_the_sum_of_its_months(rows, described):
    """Rolling months up is adding them up."""
    months = answer(rows, described, Question(by=("period",)))
    quarters = answer(rows, described, Question(by=("period",), every=PeriodKind.QUARTER))
    sums = defaultdict(Decimal)
    for row in months.to_dicts():
        quarter = parse_period(row["period"], PeriodKind.MONTH).within(PeriodKind.QUARTER)
        sums[quarter.text] += row["numerator"] or 0
    assert {r["period"]: r["numerator"] or 0 for r in quarters.to_dicts()} == sums
