import datetime as dt
import random
from decimal import ROUND_HALF_EVEN, Context, Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from checking_factories import judged, make_column, make_contract, shipped
from shared_metrics.checks.cells import Problem
from shared_metrics.checks.dates import ReadDate, parse_date, read_timestamps
from shared_metrics.checks.numbers import LARGEST, Separators, read_numbers
from shared_metrics.checks.periods_written import ReadPeriod, read_written_period
from shared_metrics.contracts.model import Breakdown, Role
from shared_metrics.findings import Level
from shared_metrics.periods import Period, PeriodKind

COMMAS = Separators(semicolons=False, decimal_comma_elsewhere=False)
SEMICOLONS = Separators(semicolons=True, decimal_comma_elsewhere=False)
NUMBERS = st.decimals(
    min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=4
)
SCALES = st.integers(min_value=0, max_value=6)
KINDS = st.sampled_from(list(PeriodKind))


def number(scale, **said):
    return make_column("n", "number", scale=scale, **said)


def stored(value: Decimal, scale: int) -> int:
    exact = Context(prec=60, rounding=ROUND_HALF_EVEN)
    return int(value.scaleb(scale, exact).quantize(Decimal(1), context=exact))


def typed(cells, scale, separators=COMMAS, **said):
    return read_numbers(pl.Series("n", cells, dtype=pl.String), number(scale, **said), separators)


@given(st.lists(NUMBERS, min_size=1, max_size=8), SCALES)
def test_every_way_of_writing_a_column_gives_the_same_numbers(values, scale):
    """Plain, with thousands, or with decimal commas: the same exact values are stored."""
    expected = [stored(value, scale) for value in values]
    plain = [f"{value:.4f}" for value in values]
    grouped = [f"{value:,.4f}" for value in values]
    commas = [text.translate(str.maketrans(",.", ".,")) for text in grouped]
    assert typed(plain, scale).values.to_list() == expected
    assert typed(grouped, scale).values.to_list() == expected
    assert typed(commas, scale, SEMICOLONS).values.to_list() == expected


@given(st.integers(min_value=-(10**25), max_value=10**25), SCALES)
def test_a_number_too_large_is_told_and_never_wraps(value, scale):
    """What fits in 64 bits at its scale is kept exactly, anything larger is a finding."""
    column = typed([str(value)], scale)
    if abs(value) * 10**scale <= LARGEST:
        assert column.values.to_list() == [value * 10**scale]
    else:
        assert column.problems[str(value)].rule == "too_large"


@given(st.lists(st.text(alphabet="0123456789.,-+ $%()eExn/<", max_size=9), max_size=6), SCALES)
def test_every_cell_is_a_value_or_a_finding(cells, scale):
    """No text is dropped: each filled cell has a value, a declared mark or a problem."""
    cells = [cell.strip() or None for cell in cells]
    column = typed(cells, scale, missing_marks={"n/": "not_collected"})
    for cell, value, untyped, marked in zip(
        cells, column.values, column.untyped, column.marked, strict=True
    ):
        ways = (cell is None, value is not None, untyped, marked)
        assert sum(ways) == 1
        assert not untyped or cell in column.problems
        assert not marked or cell == "n/"


@given(st.lists(st.sampled_from(["1.5", "2,5", "1.234", "1,234", "7"]), min_size=1, max_size=6))
def test_the_order_of_rows_changes_no_reading(cells):
    """What a number means depends on the column, not on which row comes first."""
    shuffled = random.Random(1).sample(cells, len(cells))  # noqa: S311 # a fixed order
    first = dict(zip(cells, typed(cells, 3).values, strict=True))
    second = dict(zip(shuffled, typed(shuffled, 3).values, strict=True))
    assert first == second


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_a_written_date_is_that_date_or_a_finding(day):
    """No way of writing a day is ever read as another day."""
    certain = [f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%d.%m.%Y}", f"{day:%B %d, %Y}"]
    for text in certain:
        assert parse_date(text).day == day
    for text, order in ((f"{day:%d/%m/%Y}", "day"), (f"{day:%m/%d/%Y}", "month")):
        assert parse_date(text, order).day == day
        alone = parse_date(text)
        assert isinstance(alone, Problem) or alone.day == day
    assert isinstance(parse_date(f"{day:%d/%m/%y}"), Problem)


@given(st.text(max_size=20), KINDS)
def test_any_text_is_a_period_or_a_finding(text, kind):
    """Reading a period never raises, and what is read has the kind asked for."""
    read = read_written_period(text, kind)
    assert isinstance(read, Problem) or read.period.kind is kind
    assert isinstance(parse_date(text), Problem | ReadDate)


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2089, 12, 31)), KINDS)
def test_every_spelling_of_a_period_is_that_period(day, kind):
    """Canonical text and the usual spellings of any period are read as it."""
    period = Period.of(day, kind)
    first = period.first_day
    quarter = (first.month - 1) // 3 + 1
    spelled = {
        PeriodKind.MONTH: [f"{first:%b %Y}", f"{first:%B %Y}", f"{first:%m/%Y}"],
        PeriodKind.QUARTER: [f"Q{quarter} {first.year}", f"{first.year} Q{quarter}"],
        PeriodKind.YEAR: [f"CY {first.year}"],
        PeriodKind.SCHOOL_YEAR: [f"{first.year}/{first.year + 1}", f"SY {period.text}"],
    }[kind]
    for text in (period.text, f"{day:%Y-%m-%d}", *spelled):
        read = read_written_period(text, kind)
        assert isinstance(read, ReadPeriod)
        assert read.period == period
    assert read_written_period(period.text, kind).canonical


@given(st.datetimes(min_value=dt.datetime(2000, 1, 1), max_value=dt.datetime(2030, 1, 1)))  # noqa: DTZ001 # wall times
def test_a_wall_time_is_kept_or_never_was(at):
    """A local time is kept as written, unless the clocks skipped it."""
    at = at.replace(second=0, microsecond=0)
    text = pl.Series("at", [f"{at:%Y-%m-%d %H:%M}"])
    column = read_timestamps(text, make_column("at", "timestamp"), "America/Los_Angeles")
    there = text.str.to_datetime("%Y-%m-%d %H:%M").dt.replace_time_zone(
        "America/Los_Angeles", ambiguous="earliest", non_existent="null"
    )
    assert column.values.to_list() == [at if there[0] is not None else None]


CELLS = st.one_of(
    st.sampled_from(
        ["", "2026-03", "all", "women", "healthcare", "n/a", "-", "12", "7.5", "Mar-26"]
    ),
    st.text(max_size=8),
)


@given(st.lists(st.lists(CELLS, min_size=9, max_size=9), max_size=5))
@settings(max_examples=40)
def test_no_table_of_cells_makes_judging_fall_over(rows):
    """Whatever stands in the cells, a judgement comes back, and its parts agree."""
    contract = shipped("workforce_placements")
    head = ",".join(column.name for column in contract.columns)
    lines = [",".join('"' + c.replace('"', '""') + '"' for c in row) for row in rows]
    judgement = judged("\n".join([head, *lines]), contract)
    to_fix = [f for f in judgement.findings if f.level is Level.FIX]
    assert (judgement.verdict == "fail") == bool(to_fix)
    assert judgement.observations.height in (0, judgement.typed.height)
    assert not to_fix or judgement.observations.is_empty()


GROUPS = make_column("group", "string", role=Role.BREAKDOWN, enum=("all", "p", "q", "r"))
PARTED = make_contract(
    GROUPS,
    make_column("site", "string"),
    make_column("n"),
    key=("site", "group"),
    breakdowns=(Breakdown("group", "all", ("p", "q", "r"), exclusive=True, exhaustive=True),),
)
PARTS = st.lists(st.tuples(*[st.integers(0, 50)] * 3), min_size=1, max_size=5)


@given(PARTS, st.integers(min_value=-3, max_value=3), st.randoms(use_true_random=False))
def test_a_total_off_by_any_amount_is_found_in_any_order_of_rows(sites, off, dice):
    """Rows in any order: totals that agree pass, one that is off by any amount is found."""
    rows = []
    for at, parts in enumerate(sites):
        total = sum(parts) + (off if at == 0 else 0) + 10 * (at == 0)
        given_parts = (parts[0] + 10 * (at == 0), *parts[1:])
        rows += [f"2026-03,all,s{at},{total}"]
        rows += [f"2026-03,{g},s{at},{n}" for g, n in zip("pqr", given_parts, strict=True)]
    dice.shuffle(rows)
    judgement = judged("\n".join(["period,group,site,n", *rows]), PARTED)
    expected = ["parts_disagree_with_total"] if off else []
    assert [f.rule for f in judgement.findings] == expected
    headline = sum(sum(parts) for parts in sites) + 10 + off
    assert judgement.totals == {"n": headline}
