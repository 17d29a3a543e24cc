"""Setbacks and what was changed: numbered as on the chart, nobody to blame."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from shared_metrics.learning import Adaptation, Setback
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.web.wording import day_words, plain

OUTCOME_WORDS = {
    "helped": "it helped",
    "no_difference": "it made no difference",
    "too_early": "too early to tell",
}


def show_setbacks(
    setbacks: Sequence[tuple[Setback, tuple[Adaptation, ...]]], today: dt.date
) -> None:
    """Each with what we expected, what happened, what we learned and changed."""
    for number, (setback, adaptations) in enumerate(setbacks, start=1):
        with st.container(border=True):
            st.markdown(f"**{number} · {plain(setback.title)}**, {_month(setback.period)}")
            st.markdown(
                f"We expected: {plain(setback.expected)}  \n"
                f"What happened: {plain(setback.happened)}  \n"
                f"What we learned: {plain(setback.learned)}"
            )
            for adaptation in adaptations:
                st.markdown(
                    f"What we changed in {_month(adaptation.period)}: {plain(adaptation.changed)} "
                    f"{_looked_at(adaptation, today)}"
                )


def _month(text: str) -> str:
    return parse_period(text, PeriodKind.MONTH).label


def _looked_at(adaptation: Adaptation, today: dt.date) -> str:
    when = day_words(adaptation.check_back)
    found = f": {OUTCOME_WORDS[adaptation.outcome]}" if adaptation.outcome else ""
    return (
        f"**{'Looked' if adaptation.check_back <= today else 'To look'} again on {when}{found}.**"
    )
