import pytest

from agreement_factories import agreement, sharing
from desk_factories import BOARD, STEPPINGWAY, WORKFORCE, contract
from shared_metrics.agenda import audience_may_see, covering, fields_left_out
from shared_metrics.agenda.agreed import agreements_about
from shared_metrics.periods import PeriodKind, parse_period

OLD = agreement("2023-07-01", "2026-03-15")
NEW = agreement("2026-03-16", "2026-08-31")
LATER = agreement("2027-01-01", "2027-12-31")


@pytest.mark.parametrize(
    ("period", "held"),
    [
        ("2023-06", ()),
        ("2023-07", (OLD,)),
        ("2026-02", (OLD,)),
        ("2026-03", (OLD, NEW)),  # the new one begins where the old one ends
        ("2026-08", (NEW,)),
        ("2026-09", ()),
        ("2027-01", (LATER,)),
        ("2028-01", ()),
    ],
)
def test_which_agreements_hold_a_period(period: str, held: tuple[object, ...]) -> None:
    """A period is covered when every day of it lies in an agreement, or in two that meet."""
    assert covering((OLD, NEW, LATER), parse_period(period, PeriodKind.MONTH)) == held


def test_a_day_too_few_is_not_covered() -> None:
    """A quarter whose last day lies after the end is not covered; its first months are."""
    ends_early = agreement("2026-04-01", "2026-06-29")
    assert covering((ends_early,), parse_period("2026-Q2", PeriodKind.QUARTER)) == ()
    assert covering((ends_early,), parse_period("2026-05", PeriodKind.MONTH)) == (ends_early,)


def test_the_next_agreement_says_nothing_about_the_last_period() -> None:
    """Where one agreement ends with a period, the one that begins the day after is not asked."""
    march, april = agreement("2026-01-01", "2026-03-31"), agreement("2026-04-01", "2026-12-31")
    assert covering((march, april), parse_period("2026-03", PeriodKind.MONTH)) == (march,)


def test_a_gap_of_a_day_is_not_covered() -> None:
    """Two agreements with a day between them do not cover the month that day lies in."""
    late = agreement("2026-03-17", "2026-12-31")
    assert covering((OLD, late), parse_period("2026-03", PeriodKind.MONTH)) == ()


def test_agreements_are_about_a_partner_and_a_contract() -> None:
    """Another partner's, or another contract's, agreement says nothing; the oldest comes first."""
    theirs = agreement("2023-07-01", "2026-12-31", partner=STEPPINGWAY)
    assert agreements_about((NEW, theirs, OLD), BOARD, WORKFORCE) == (OLD, NEW)
    assert agreements_about((NEW, theirs, OLD), BOARD, "congestion") == ()


def test_fields_left_out() -> None:
    """What any agreement of the period does not name is left out; without a list nothing is."""
    all_but_wages = sharing("enrolled", "completed", "follow_up_due", "placed")
    limited = agreement("2026-03-16", "2026-08-31", contracts=all_but_wages)
    assert fields_left_out((OLD,), contract()) == ()
    assert fields_left_out((OLD, limited), contract()) == ("average_hourly_wage",)
    assert fields_left_out((), contract()) == ()


def test_who_may_see() -> None:
    """An audience sees a period only when every agreement that holds it names the audience."""
    private = agreement("2026-03-16", "2026-08-31", audiences=("partners",), public_page=False)
    assert audience_may_see((OLD,), "public")
    assert audience_may_see((OLD, private), "partners")
    assert not audience_may_see((OLD, private), "public")
    assert not audience_may_see((), "public")
    assert not audience_may_see((OLD,), "funder:somebody")
