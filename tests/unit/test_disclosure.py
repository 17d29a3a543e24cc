import pickle

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measuring_factories import contract, metric, number, term
from progress_factories import measured
from shared_metrics.disclosure import MIN_CONTRIBUTORS, WHOLE_PARTNERSHIP, PublicTable, preview
from shared_metrics.disclosure.public_table import SCHEMA
from shared_metrics.periods import PeriodKind

CONTRACT = contract(
    number("placed", counts="people"),
    number("due", counts="people"),
    number("wage", scale=2, over_partners=False, over_time=False),
    number("trips", counts="events"),
)
COUNT = metric(term("placed"))
RATE = metric(term("placed"), term("due"), unit="%", decimals=1)
WAGE = metric(term("wage", "placed"), term("placed"), kind="weighted_mean", decimals=2)
TRIPS = metric(term("trips"))
SECTORS = ("civil_society", "nonprofit", "private", "public", "university")


def shown(described, total, by_sector=None, source_contract=CONTRACT):
    table = preview(
        described,
        source_contract,
        PeriodKind.MONTH,
        total=measured(total),
        by_sector=measured(by_sector) if by_sector else None,
    )
    return {
        row["sector"]: row["value"] if row["status"] == "published" else row["status"]
        for row in table.cells.to_dicts()
    }


def row_of(described, numerator, denominator, partners):
    header = "period | numerator | denominator | partners"
    return shown(described, f"{header}\n2026-01 | {numerator} | {denominator} | {partners}")["all"]


@pytest.mark.parametrize(
    ("placed", "partners", "answer"),
    [
        (11, 3, 11.0),
        (10, 3, "suppressed"),
        (1, 3, "suppressed"),
        (0, 3, 0.0),
        (500, 2, "suppressed"),
        (0, 2, "suppressed"),
    ],
)
def test_a_small_count_is_hidden(placed, partners, answer):
    """Fewer than 11 people, or fewer than three partners: hidden, never 0."""
    assert row_of(COUNT, placed, "", partners) == answer


@pytest.mark.parametrize(
    ("placed", "due", "answer"),
    [
        (11, 22, 0.5),
        (10, 40, "suppressed"),
        (30, 40, "suppressed"),
        (29, 40, 0.725),
        (0, 40, "suppressed"),
        (40, 40, "suppressed"),
        (3, 10, "suppressed"),
    ],
)
def test_a_rate_is_its_numerator_its_rest_and_its_denominator(placed, due, answer):
    """Each of the three must be large enough; all or nobody is a secret too."""
    assert row_of(RATE, placed, due, 3) == answer


def test_a_mean_needs_enough_people_under_it():
    """The sum of wages counts nobody; the people it is divided by do."""
    assert row_of(WAGE, "223.575", 11, 3) == 20.32
    assert row_of(WAGE, "223.575", 10, 3) == "suppressed"


def test_events_are_no_people():
    """Trips may be few; only the number of partners counts."""
    assert row_of(TRIPS, 4, "", 3) == 4.0
    assert row_of(TRIPS, 4, "", 2) == "suppressed"


def test_figures_published_by_others_are_shown_as_they_are():
    """Community figures have one contributor and no secret."""
    public = metric(term("placed"), term("due"), unit="%", decimals=1, source="published")
    assert row_of(public, 1, 3, 1) == 0.333


def test_nothing_to_divide_by_is_not_applicable():
    """A value that cannot be is neither hidden nor 0."""
    public = metric(term("placed"), term("due"), source="published")
    assert row_of(public, 0, 0, 1) == "not_applicable"


TOTAL = "period | numerator | partners\n2026-01 | 100 | 12"


def test_one_hidden_sector_hides_another():
    """What is left of the total would give the one away: the smallest other one is hidden too."""
    by_sector = """
    period  | sector    | numerator | partners
    2026-01 | nonprofit | 5         | 4
    2026-01 | private   | 35        | 4
    2026-01 | public    | 60        | 4
    """
    assert shown(COUNT, TOTAL, by_sector) == {
        "all": 100.0,
        "nonprofit": "suppressed",
        "private": "suppressed",
        "public": 60.0,
    }


def test_two_hidden_sectors_may_still_be_too_few():
    """Two hidden ones that are 1 + 2 people together hide a third."""
    by_sector = """
    period  | sector    | numerator | partners
    2026-01 | nonprofit | 1         | 3
    2026-01 | private   | 2         | 3
    2026-01 | public    | 37        | 3
    2026-01 | university| 60        | 3
    """
    answer = shown(COUNT, TOTAL, by_sector)
    assert [answer[s] for s in ("nonprofit", "private", "public")] == ["suppressed"] * 3
    assert answer["university"] == 60.0


def test_the_total_is_hidden_when_it_is_one_hidden_sector():
    """With one sector reporting, the total is that sector."""
    total = "period | numerator | partners\n2026-01 | 100 | 3"
    by_sector = "period | sector | numerator | partners\n2026-01 | public | 100 | 2"
    assert shown(COUNT, total, by_sector) == {"all": "suppressed", "public": "suppressed"}


def test_a_sector_that_sent_nothing_is_not_reported():
    """Nothing sent is not the same as hidden, in any period."""
    by_sector = """
    period  | sector    | numerator | partners
    2026-01 | nonprofit | 40        | 4
    2026-01 | private   | 60        | 8
    2026-02 | nonprofit | 40        | 4
    2026-02 | public    | 60        | 8
    2026-02 | private   |           | 0
    """
    total = TOTAL + "\n2026-02 | 100 | 12"
    table = preview(
        COUNT, CONTRACT, PeriodKind.MONTH, total=measured(total), by_sector=measured(by_sector)
    )
    assert table.of("public")["status"].to_list() == ["not_reported", "published"]
    assert table.of("private")["status"].to_list() == ["published", "not_reported"]
    assert table.of(WHOLE_PARTNERSHIP)["value"].to_list() == [100.0, 100.0]
    # In the agenda's order, whatever was sent first.
    assert (table.sectors, table.hidden) == (("public", "private", "nonprofit"), 0)


cells = st.dictionaries(
    st.sampled_from(SECTORS),
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 5)),
    min_size=1,
)


@given(cells, st.booleans())
def test_subtraction_tells_nothing_that_is_to_be_hidden(sectors, as_rate):
    """Total less the sectors shown: nothing at all, or enough people of enough partners."""
    rows = [
        f"2026-01 | {sector} | {a} | {a + b if as_rate else ''} | {partners}"
        for sector, (a, b, partners) in sectors.items()
    ]
    above, below, partners = (sum(column) for column in zip(*sectors.values(), strict=True))
    total = (
        "period | numerator | denominator | partners\n"
        f"2026-01 | {above} | {above + below if as_rate else ''} | {partners}"
    )
    header = "period | sector | numerator | denominator | partners"
    answer = shown(RATE if as_rate else COUNT, total, "\n".join([header, *rows]))
    for sector, (a, b, contributors) in sectors.items():
        if not isinstance(answer[sector], str):
            assert contributors >= MIN_CONTRIBUTORS
            assert min(a, b) >= 11 if as_rate else a == 0 or a >= 11
    hidden = [values for sector, values in sectors.items() if answer[sector] == "suppressed"]
    if hidden and answer["all"] != "suppressed":
        a, b, contributors = (sum(column) for column in zip(*hidden, strict=True))
        assert len(hidden) > 1
        assert contributors >= MIN_CONTRIBUTORS
        assert min(a, b) >= 11 if as_rate else a == 0 or a >= 11


def test_only_totals_of_the_partnership_and_of_sectors_leave():
    """A table by partner, by a breakdown, or of the wrong shape is refused."""
    by_partner = measured("period | partner | numerator\n2026-01 | east | 100")
    with pytest.raises(TypeError, match="partner"):
        preview(COUNT, CONTRACT, PeriodKind.MONTH, total=by_partner)
    with pytest.raises(TypeError, match="partner"):
        preview(COUNT, CONTRACT, PeriodKind.MONTH, total=measured(TOTAL), by_sector=by_partner)


def test_a_public_table_is_not_made_by_hand():
    """Whoever has a frame has no PublicTable; whoever has one can keep it."""
    frame = pl.DataFrame([("2026-01", "all", 5.0, "published")], schema=SCHEMA, orient="row")
    with pytest.raises(TypeError, match="disclosure"):
        PublicTable(COUNT, PeriodKind.MONTH, frame, object())
    made = preview(COUNT, CONTRACT, PeriodKind.MONTH, total=measured(TOTAL))
    with pytest.raises(AttributeError):
        made.cells = frame
    assert pickle.loads(pickle.dumps(made)).cells.equals(made.cells)  # noqa: S301 - our own bytes
    assert made.released is False
