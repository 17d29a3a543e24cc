"""Setbacks and what was changed: numbered as on the chart, nobody to blame."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, questions
from shared_metrics.learning import Adaptation, Setback
from shared_metrics.periods import PeriodKind, parse_period
from shared_metrics.web.wording import day_words, plain

OUTCOME_WORDS = {
    "helped": "it helped",
    "no_difference": "it made no difference",
    "too_early": "too early to tell",
}


def known_setbacks(
    desk: Desk, person: Person, metric_ids: Iterable[str]
) -> list[tuple[Setback, tuple[Adaptation, ...]]]:
    """Those of these metrics that had begun by the desk's day, with what had been changed then."""
    today = desk.today()
    return [
        (setback, tuple(_known(a, desk) for a in adaptations if _begins(a.period) <= today))
        for setback, adaptations in questions.setbacks_of(desk, person, metric_ids)
        if _begins(setback.period) <= today
    ]


def _known(adaptation: Adaptation, desk: Desk) -> Adaptation:
    """What came of it is not known before the day somebody looked."""
    too_soon = desk.known_on is not None and adaptation.check_back > desk.known_on
    return replace(adaptation, outcome=None) if too_soon else adaptation


def _begins(month: str) -> dt.date:
    return parse_period(month, PeriodKind.MONTH).first_day


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
