"""Setbacks and what was changed: numbered as on the chart, nobody to blame."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from string import ascii_lowercase

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, questions
from shared_metrics.learning import FACILITATING_ACTIONS, Adaptation, FieldNote, Setback
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


def known_field_notes(desk: Desk, person: Person, metric_ids: Iterable[str]) -> list[FieldNote]:
    """What was heard about these metrics by the desk's day, as far as one may read it."""
    notes = questions.field_notes_of(desk, person, metric_ids)
    return [one for one in notes if _begins(one.period) <= desk.today()]


def _known(adaptation: Adaptation, desk: Desk) -> Adaptation:
    """What came of it is not known before the day somebody looked."""
    too_soon = desk.known_on is not None and adaptation.check_back > desk.known_on
    return replace(adaptation, outcome=None, seen="") if too_soon else adaptation


def _begins(month: str) -> dt.date:
    return parse_period(month, PeriodKind.MONTH).first_day


def show_setbacks(
    setbacks: Sequence[tuple[Setback, tuple[Adaptation, ...]]], today: dt.date
) -> None:
    """Each with what we expected, what happened, what we learned and changed."""
    for number, (setback, adaptations) in enumerate(setbacks, start=1):
        with st.container(border=True):
            show_setback(setback, number)
            for adaptation in adaptations:
                show_adaptation(adaptation, today)


def show_setback(setback: Setback, number: int | None = None) -> None:
    """Its words, under its number where a chart has one."""
    mark = f"{number} · " if number else ""
    st.markdown(f"**{mark}{plain(setback.title)}**, {month_words(setback.period)}")
    told = {
        "We expected": setback.expected,
        "What happened": setback.happened,
        "What we learned": setback.learned,
    }
    st.markdown(_lines(told))


def show_adaptation(adaptation: Adaptation, today: dt.date) -> None:
    """What was changed, in who does what too, and what was seen when somebody looked again."""
    action = FACILITATING_ACTIONS[adaptation.action] if adaptation.action else ""
    told = {
        f"What we changed in {month_words(adaptation.period)}": adaptation.changed,
        "Who does what now": adaptation.who_does_what,
        "What carried it": action,
        "What we saw": adaptation.seen,
    }
    st.markdown(f"{_lines(told)}  \n{_looked_at(adaptation, today)}")


def show_field_notes(notes: Sequence[FieldNote]) -> None:
    """What was heard, each with its letter as on the chart."""
    for letter, note in zip(ascii_lowercase, notes, strict=False):
        st.markdown(f"**{letter} ·** Heard in {month_words(note.period)}: “{plain(note.heard)}”")


def month_words(text: str) -> str:
    """`March 2026`."""
    return parse_period(text, PeriodKind.MONTH).label


def _lines(told: dict[str, str]) -> str:
    return "  \n".join(f"{name}: {plain(words)}" for name, words in told.items() if words)


def _looked_at(adaptation: Adaptation, today: dt.date) -> str:
    when = day_words(adaptation.check_back)
    if adaptation.is_closed:
        return f"**Looked at again: {OUTCOME_WORDS[adaptation.outcome or '']}.**"
    found = f" {OUTCOME_WORDS[adaptation.outcome].capitalize()}." if adaptation.outcome else ""
    is_due = adaptation.check_back <= today
    return f"**{'It is time to look again' if is_due else 'To look again'}: {when}.{found}**"
