"""Whatever was sent when: what each file did adds up to what a figure changed by, exactly."""

from fractions import Fraction

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from measuring_factories import (
    GENDER,
    PARTNERS,
    as_observations,
    contract,
    key,
    metric,
    number,
    on_engine,
    term,
)
from shared_metrics.metrics import Question, measure
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.progress import observed_series
from shared_metrics.progress.counted_together import amounts_together
from shared_metrics.progress.restated import Accepted, effects, figures, steps

SITE = key("site")
FLOWS = contract(SITE, number("people"), number("wage", scale=2), breakdowns=(GENDER,))
STOCKS = contract(SITE, number("people", over_time=False), breakdowns=(GENDER,))
LEVELS = contract(SITE, number("people", over_time=False, over_partners=False))
CASES = (
    (FLOWS, metric(term("people"))),
    (FLOWS, metric(term("wage", "people"), term("people"), kind="weighted_mean")),
    (FLOWS, metric(term("people", gender=["women"]), term("people"))),
    (STOCKS, metric(term("people"), kind="last_value")),
    (LEVELS, metric(term("people"), kind="last_value")),
)
MAY_LEAVE_A_REST = LEVELS
PERIODS = ("2026-01", "2026-02", "2026-04")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(("hill", "dale")),
        st.sampled_from(("all", "women", "men")),
        st.none() | st.integers(0, 30),
    ),
    max_size=3,
    unique_by=lambda row: row[:2],
)
SENT = st.lists(
    st.tuples(st.sampled_from([p.id for p in PARTNERS[:3]]), st.sampled_from(PERIODS), ROWS),
    max_size=8,
)


def rows_of(sent, described):
    """All that was ever sent; a submission's id is its place in the list."""
    rows = [
        {"partner": partner, "period": period, "submission": str(at), "site": site}
        | {"people": people, "wage": "20.25", "gender": gender}
        for at, (partner, period, cells) in enumerate(sent)
        for site, gender, people in cells
        if gender == "all" or "gender" in described.by_name
    ]
    known = {"line", "partner", "submission", *described.by_name}
    return as_observations(
        [{n: c for n, c in row.items() if n in known} for row in rows], described
    )


def counting(sent):
    return {
        (partner, parse_period(period, PeriodKind.MONTH)): str(at)
        for at, (partner, period, _) in enumerate(sent)
    }


def series(rows, ids, described, of, every):
    counted = on_engine("polars", rows.filter(pl.col("submission").is_in(list(ids))))
    table = measure(counted, of, described, Question(("period",), every=every), PARTNERS)
    return observed_series(table, every)


@settings(max_examples=120)
@given(
    SENT,
    st.integers(0, 8),
    st.sampled_from(CASES),
    st.sampled_from((PeriodKind.MONTH, PeriodKind.QUARTER)),
)
def test_what_each_file_did_adds_up(sent, known, case, every):
    """Over any history, metric and kind of period, numerator and denominator leave nothing over."""
    described, of = case
    rows, then, now = rows_of(sent, described), counting(sent[:known]), counting(sent)
    found = figures(
        *(series(rows, one.values(), described, of, every) for one in (then, now)),
    )
    arrived = [
        Accepted(str(at), partner, parse_period(period, PeriodKind.MONTH))
        for at, (partner, period, _) in enumerate(sent)
        if at >= known
    ]
    taken = steps(then, arrived, every)
    together = [ids for one in taken for ids in (one.before, one.after)]
    amounts = amounts_together(rows, together, of, described, every)
    for figure in found:
        made = effects(figure, taken, amounts)
        was, became = (
            [
                getattr(one, side) or Fraction(0) if one else Fraction(0)
                for side in ("top", "bottom")
            ]
            for one in (figure.then, figure.now)
        )
        assert sum(one.change.top for one in made) == became[0] - was[0]
        assert sum(one.change.bottom or 0 for one in made) == became[1] - was[1]
        named = {one.submission for one in made}
        assert None not in named or described is MAY_LEAVE_A_REST
