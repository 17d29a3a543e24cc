import pytest

from shared_metrics.cli.periods import parse_any
from shared_metrics.errors import CallersMistake
from shared_metrics.periods import Period, PeriodKind, parse_period

MONTH, QUARTER, YEAR, SCHOOL_YEAR = PeriodKind


@pytest.mark.parametrize(
    ("text", "kinds", "kind"),
    [
        ("2026-03", (MONTH,), MONTH),
        ("2026-Q1", (MONTH, QUARTER), QUARTER),
        ("2009-10", (MONTH, SCHOOL_YEAR), MONTH),
        ("2009-10", (SCHOOL_YEAR, MONTH), SCHOOL_YEAR),
        ("2026", tuple(PeriodKind), YEAR),
    ],
)
def test_a_period_is_of_the_first_kind_it_fits(text, kinds, kind):
    """`2009-10` is a month or a school year: the likelier kind is asked first."""
    assert parse_any(text, kinds) == parse_period(text, kind)
    assert isinstance(parse_any(text, kinds), Period)


def test_what_is_no_period_is_told_with_examples():
    """Text that is no period of any kind allowed: how one is written is said."""
    with pytest.raises(CallersMistake) as mistake:
        parse_any("March", (QUARTER, MONTH))
    assert mistake.value.code == "not_a_period"
    assert "2026-Q1" in (mistake.value.hint or "")
    assert "2026-03" in (mistake.value.hint or "")
