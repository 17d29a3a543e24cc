"""Writing down what was learned, and changing it: a small form each."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, get_args

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.kept_records import KeptRecord
from shared_metrics.desk.learned import shown_to
from shared_metrics.learning import (
    FACILITATING_ACTIONS,
    OUTCOMES,
    Adaptation,
    FacilitatingAction,
    FieldNote,
    Outcome,
    Setback,
    Visibility,
)
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels.setbacks import month_words
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import plain

READERS = {"private": "The backbone alone", "partners": "All partners", "public": "Everybody"}
HALF_A_YEAR = dt.timedelta(days=182)
MONTHS_BACK = 48
BEGUN = "begun_from_address"
EMPTY = Setback("", "", (), "", "", "", "")
NOTHING_HEARD = FieldNote("", "", "", "")


def offer_to_write(person: Person) -> None:
    """Two buttons: something went otherwise, or something was heard."""
    with st.container(horizontal=True):
        if st.button("Write down a setback", key="write_setback", type="primary"):
            write_setback(EMPTY, person)
        if st.button("Write down a field note", key="write_note"):
            write_note(NOTHING_HEARD, person)


def begin_from_address(person: Person) -> None:
    """Opens the form, once, where the address names the metric and the month to write about."""
    metric, month = (st.query_params.get(name, "") for name in ("metric", "month"))
    known = metric in the_desk().agenda.metric_by_id and month in _months()
    if known and BEGUN not in st.session_state:
        st.session_state[BEGUN] = True
        write_setback(replace(EMPTY, metrics=(metric,), period=month), person)


@st.dialog("A setback", width="large")
def write_setback(begun: Setback, person: Person) -> None:
    """What was expected, what happened, what was learned."""
    _setback_form(begun, lambda made, desk, how: acts.write_setback(desk, made, **how), person)


@st.dialog("A setback", width="large")
def change_setback(seen: KeptRecord[Setback], person: Person) -> None:
    """The same words again; whoever they name is asked again where they change."""
    _setback_form(
        seen.thing, lambda made, desk, how: acts.change_setback(desk, seen, made, **how), person
    )


def _setback_form(one: Setback, act: Callable[..., object], person: Person) -> None:
    with st.form("setback", border=False):
        title = st.text_input("In a few words", value=one.title)
        expected = st.text_area("What did we expect?", value=one.expected)
        happened = st.text_area("What happened?", value=one.happened)
        learned = st.text_area("What did we learn?", value=one.learned)
        metrics, month = _choose_metrics(one.metrics), _choose_month(one.period)
        partners, readers = _choose_named(one.partners), _choose_readers(one.visibility)
        if st.form_submit_button("Write it down", type="primary"):
            made = replace(
                one,
                title=title,
                expected=expected,
                happened=happened,
                learned=learned,
                period=month,
                visibility=readers,
                metrics=tuple(metrics),
                partners=tuple(partners),
            )
            _keep(lambda desk, how: act(made, desk, how), person)


def answer_to(setback: str) -> Adaptation:
    """An adaptation about to be written; `setback`: its id, empty when it is still to be chosen."""
    return Adaptation("", setback, "", "", the_desk().today() + HALF_A_YEAR)


@st.dialog("What we change", width="large")
def write_adaptation(begun: Adaptation, person: Person) -> None:
    """What is done otherwise from now on, and when to look again."""
    _adaptation_form(
        begun, lambda made, desk, how: acts.write_adaptation(desk, made, **how), person
    )


@st.dialog("What we change", width="large")
def change_adaptation(seen: KeptRecord[Adaptation], person: Person) -> None:
    """The same words again."""
    _adaptation_form(
        seen.thing, lambda made, desk, how: acts.change_adaptation(desk, seen, made, **how), person
    )


def _adaptation_form(one: Adaptation, act: Callable[..., object], person: Person) -> None:
    actions: tuple[FacilitatingAction | None, ...] = (None, *get_args(FacilitatingAction))
    with st.form("adaptation", border=False):
        setback = one.setback or _choose_setback()
        changed = st.text_area("What do we change?", value=one.changed)
        who = st.text_area("What changes in who does what?", value=one.who_does_what)
        action = st.selectbox(
            "What carries it?",
            actions,
            index=actions.index(one.action),
            format_func=lambda word: FACILITATING_ACTIONS[word] if word else "Not said",
        )
        seen = st.text_area("What did we see?", value=one.seen) if one.outcome else one.seen
        month, partners = _choose_month(one.period), _choose_named(one.partners)
        look = st.date_input("When do we look again?", value=one.check_back, format="YYYY-MM-DD")
        if st.form_submit_button("Write it down", type="primary"):
            made = replace(
                one,
                setback=setback,
                changed=changed,
                who_does_what=who,
                action=action,
                seen=seen,
                period=month,
                check_back=look,
                partners=tuple(partners),
            )
            _keep(lambda desk, how: act(made, desk, how), person)


@st.dialog("Look again", width="large")
def look_again(
    seen: KeptRecord[Adaptation], person: Person, shown: Adaptation | None = None
) -> None:
    """What came of a change: an outcome and what was seen close it.

    `shown`: its words as others may read them, on a screen that they read.
    """
    read = shown or seen.thing
    st.markdown(f"What we changed in {month_words(read.period)}: {plain(read.changed)}")
    with st.form("look_again", border=False):
        outcome = st.radio("What came of it?", get_args(Outcome), format_func=OUTCOMES.__getitem__)
        words = st.text_area("What did we see?", value=read.seen)
        day = the_desk().today() + HALF_A_YEAR
        later = st.date_input("If it is too early, look again on", value=day, format="YYYY-MM-DD")
        if st.form_submit_button("Write it down", type="primary"):
            told: dict[str, Any] = {"outcome": outcome, "seen": words, "read": seen}
            told["next_check_back"] = later if outcome == "too_early" else None
            _keep(lambda desk, how: acts.check_back(desk, seen.id, **told, **how), person)


@st.dialog("A field note", width="large")
def write_note(begun: FieldNote, person: Person) -> None:
    """What a partner or the community heard; no number needed."""
    names = {one.id: one.name for one in the_desk().partnership.partners}
    backbone = the_desk().partnership.backbone
    names = {backbone: the_desk().partnership.backbone_name} | names
    with st.form("note", border=False):
        heard = st.text_area("What was heard?")
        by = st.selectbox("Who heard it?", list(names), format_func=names.__getitem__)
        metrics, month = _choose_metrics(begun.metrics), _choose_month(begun.period)
        partners, readers = _choose_named(()), _choose_readers("private")
        if st.form_submit_button("Write it down", type="primary"):
            made = replace(
                begun,
                heard=heard,
                heard_by=by,
                period=month,
                metrics=tuple(metrics),
                visibility=readers,
                partners=tuple(partners),
            )
            _keep(lambda desk, how: acts.write_field_note(desk, made, **how), person)


@st.dialog("A field note", width="large")
def change_note(seen: KeptRecord[FieldNote], person: Person) -> None:
    """Who may read it and what it is about; the words stay those of who heard it."""
    st.markdown(f"“{plain(seen.thing.heard)}”")
    with st.form("note", border=False):
        metrics, month = _choose_metrics(seen.thing.metrics), _choose_month(seen.thing.period)
        partners = _choose_named(seen.thing.partners)
        readers = _choose_readers(seen.thing.visibility)
        if st.form_submit_button("Keep it so", type="primary"):
            made = replace(
                seen.thing,
                visibility=readers,
                metrics=tuple(metrics),
                period=month,
                partners=tuple(partners),
            )
            _keep(lambda desk, how: acts.change_field_note(desk, seen, made, **how), person)


def _choose_setback() -> str:
    """On a screen that others read: only what they may read."""
    known = reversed(shown_to(the_desk(), "partners").setbacks)
    titles = {one.id: one.title for one in known}
    chosen = st.selectbox("In answer to", list(titles), format_func=titles.__getitem__)
    return chosen or ""


def _choose_metrics(now: Sequence[str]) -> list[str]:
    titles = {metric.id: metric.title for metric in the_desk().agenda.metrics}
    return st.multiselect(
        "About which figures?", list(titles), default=list(now), format_func=titles.__getitem__
    )


def _months() -> list[str]:
    """The months somebody may write about, the newest first."""
    this = Period.of(the_desk().today(), PeriodKind.MONTH)
    return [(this + -back).text for back in range(MONTHS_BACK)]


def _choose_month(now: str) -> str:
    months = _months()
    if now and now not in months:
        months.append(now)
    at = months.index(now) if now else 0
    return st.selectbox("In which month?", months, index=at, format_func=month_words)


def _choose_named(now: Sequence[str]) -> list[str]:
    names = {partner.id: partner.name for partner in the_desk().partnership.partners}
    return st.multiselect(
        "Which partners does it name by other words?",
        list(names),
        default=list(now),
        format_func=names.__getitem__,
        help="Partners that the words call by name are found without this.",
    )


def _choose_readers(now: Visibility) -> Visibility:
    readers: tuple[Visibility, ...] = get_args(Visibility)
    return st.radio(
        "Who may read it?",
        readers,
        index=readers.index(now),
        format_func=READERS.__getitem__,
        horizontal=True,
        help="Words that name a partner are shown to others once that partner has agreed to them.",
    )


def _keep(act: Callable[[Desk, dict[str, Any]], object], person: Person) -> None:
    """Does it now, and closes the form; what stands in the way is said inside it."""
    with shown_plainly():
        desk = the_desk()
        act(desk, {"actor": person, "now": desk.now()})
        st.rerun()
