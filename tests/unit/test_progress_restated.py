"""What is restated, new or gone, and what each submission did to a figure."""

from fractions import Fraction

import pytest

from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.progress import Amounts, Observed
from shared_metrics.progress.restated import Accepted, Effect, effects, figures, steps

MONTH, QUARTER = PeriodKind.MONTH, PeriodKind.QUARTER
FIRST = parse_period("2026-Q1", QUARTER)


def month(text: str) -> Period:
    return parse_period(text, MONTH)


def seen(text: str) -> tuple[Observed, ...]:
    """`-`: nothing is known of the period; `?`: it is there without a figure; `3/4` a ratio."""
    if text == "-":
        return ()
    if text == "?":
        return (Observed(FIRST, None),)
    if text == "5/0":
        return (Observed(FIRST, None, top=Fraction(5), bottom=Fraction(0)),)
    if "/" in text:
        top, bottom = map(Fraction, text.split("/"))
        return (Observed(FIRST, top / bottom, top=top, bottom=bottom),)
    return (Observed(FIRST, Fraction(text), top=Fraction(text)),)


@pytest.mark.parametrize(
    ("then", "now", "kind", "difference"),
    [
        ("120", "120", None, None),
        ("120", "121", "restated", 1),
        ("120", "0", "restated", -120),
        ("0", "120", "restated", 120),
        ("1/2", "2/4", "restated", 0),
        ("1/2", "3/4", "restated", Fraction(1, 4)),
        ("-", "120", "new", None),
        ("?", "120", "new", None),
        ("5/0", "5/6", "new", None),
        ("120", "-", "gone", None),
        ("120", "?", "gone", None),
        ("-", "?", None, None),
        ("?", "5/0", None, None),
    ],
)
def test_what_counts_as_restated(
    then: str, now: str, kind: str | None, difference: Fraction | None
) -> None:
    """A figure somebody was shown and that is made of other numbers now; 0 is a figure."""
    found = figures(seen(then), seen(now))
    assert [one.kind for one in found] == ([kind] if kind else [])
    assert [one.difference for one in found] == ([difference] if kind else [])


def test_the_same_number_of_other_partners_is_no_restatement() -> None:
    """How many partners are in is coverage: a file without anything changes no figure."""
    then = Observed(FIRST, Fraction(5), partners=3, missing=1, top=Fraction(5))
    now = Observed(FIRST, Fraction(5), partners=4, missing=0, top=Fraction(5))
    assert figures((then,), (now,)) == ()


def test_a_submission_takes_the_place_of_what_counted_there() -> None:
    """Each partner's months of one quarter count together, one submission a month."""
    counted = {("east", month("2026-01")): "a", ("west", month("2026-01")): "x"}
    arrived = [
        Accepted("b", "east", month("2026-02")),
        Accepted("c", "east", month("2026-01")),
        Accepted("d", "east", month("2026-01")),
        Accepted("e", "east", month("2026-04")),
    ]
    found = [(s.submission, s.replaced, s.period.text, s.before, s.after) for s in steps(
        counted, arrived, QUARTER
    )]  # fmt: skip
    assert found == [
        ("b", None, "2026-Q1", {"a"}, {"a", "b"}),
        ("c", "a", "2026-Q1", {"a", "b"}, {"b", "c"}),
        ("d", "c", "2026-Q1", {"b", "c"}, {"b", "d"}),
        ("e", None, "2026-Q2", set(), {"e"}),
    ]


def test_what_no_file_did_is_told_apart() -> None:
    """A stock that another partner reports too is left out: no single file changed it."""
    (figure,) = figures(seen("7"), seen("?"))
    (step,) = steps({}, [Accepted("b", "west", month("2026-01"))], QUARTER)
    made = effects(figure, [step], {step.after: Amounts(Fraction(3))})
    assert made == (
        Effect("b", Amounts(Fraction(3))),
        Effect(None, Amounts(Fraction(-10))),
    )


def test_steps_of_other_periods_do_nothing_to_a_figure() -> None:
    """Only what counts for the figure's own period is told of it."""
    (figure,) = figures(seen("7/10"), seen("9/12"))
    taken = steps(
        {("east", month("2026-03")): "a"},
        [Accepted("b", "east", month("2026-03")), Accepted("c", "east", month("2026-04"))],
        QUARTER,
    )
    amounts = {
        frozenset("a"): Amounts(Fraction(7), Fraction(10)),
        frozenset("b"): Amounts(Fraction(9), Fraction(12)),
        frozenset("c"): Amounts(Fraction(1), Fraction(1)),
    }
    assert effects(figure, taken, amounts) == (Effect("b", Amounts(Fraction(2), Fraction(2))),)
