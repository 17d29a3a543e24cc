"""Writing down what a review decides and learns: a small form each, opened with one key."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.kept_records import KeptRecord
from shared_metrics.desk.learned import kept_adaptations, kept_setbacks, shown_to
from shared_metrics.desk.questions.reviewing import ReviewShown
from shared_metrics.desk.reviewing.captured import Captured
from shared_metrics.desk.reviewing.room import owners_of
from shared_metrics.learning import (
    FACILITATING_ACTIONS,
    OUTCOMES,
    Adaptation,
    FieldNote,
    Setback,
    Visibility,
)
from shared_metrics.periods import Period, PeriodKind
from shared_metrics.reviews import AgendaItem, Commitment, Decision
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import count_words, day_words, plain

IN_FOUR_WEEKS = dt.timedelta(weeks=4)
IN_A_QUARTER = dt.timedelta(weeks=13)
VISIBLE_TO = {
    "private": "the backbone alone",
    "partners": "all partners",
    "public": "everybody",
}


@dataclass(frozen=True)
class Place:
    """Where something is written down: in which review, at which item, by whom."""

    shown: ReviewShown
    item: AgendaItem | None
    person: Person

    @property
    def review(self) -> str:
        """The review's id."""
        return self.shown.review.id

    @property
    def key(self) -> str:
        """The item's key."""
        return self.item.key if self.item else ""

    @property
    def goal(self) -> str | None:
        """The goal that is talked about."""
        return self.item.goal if self.item else None

    @property
    def adaptation(self) -> KeptRecord[Adaptation] | None:
        """The adaptation that is looked back at."""
        about = self.item.about if self.item and self.item.kind == "check_back" else ""
        return next((one for one in kept_adaptations(the_desk()) if one.thing.id == about), None)

    @property
    def metrics(self) -> list[str]:
        """The metric that is talked about."""
        return [the_desk().definitions.goal(self.goal).metric] if self.goal else []


def offer_to_write(place: Place) -> None:
    """Six buttons, each with its key; looking back only where an adaptation is talked about."""
    forms: tuple[tuple[str, str, Callable[[Place], None]], ...] = (
        ("Decision", "d", write_decision),
        ("Commitment", "a", write_commitment),
        ("Setback", "s", write_setback),
        ("Field note", "f", write_field_note),
        ("What we change", "w", write_adaptation),
        ("Look back", "l", look_back),
    )
    columns = [column for _ in range(3) for column in st.columns(2)]
    for column, (words, letter, form) in zip(columns, forms, strict=True):
        is_off = form is look_back and place.adaptation is None
        how = {"key": f"write_{letter}", "shortcut": letter, "width": "stretch"}
        if column.button(words, disabled=is_off, **how):  # type: ignore[arg-type]  # its look
            form(place)


@st.dialog("Decision")
def write_decision(place: Place) -> None:
    """What was decided, in a sentence."""
    with st.form("decision", border=False):
        text = st.text_area("What was decided?")
        if st.form_submit_button("Write it down", type="primary"):
            decision = Decision("", place.review, text, place.key, place.goal)
            _keep(lambda desk, how: acts.decide(desk, decision, **how), place)


@st.dialog("Commitment")
def write_commitment(place: Place) -> None:
    """Who does what until when."""
    names = owners_of(the_desk())
    with st.form("commitment", border=False):
        text = st.text_area("What will be done?")
        owner = st.selectbox("By whom?", list(names), format_func=names.__getitem__)
        due = st.date_input(
            "Until when?", value=the_desk().today() + IN_FOUR_WEEKS, format="YYYY-MM-DD"
        )
        if st.form_submit_button("Write it down", type="primary"):
            assert isinstance(due, dt.date)  # noqa: S101 - one day was asked for
            made = Commitment("", text, owner, due, place.review, place.key, place.goal)
            _keep(lambda desk, how: acts.commit_to(desk, made, **how), place)


@st.dialog("Setback", width="large")
def write_setback(place: Place) -> None:
    """What was expected, what happened, what was learned; nobody to blame."""
    with st.form("setback", border=False):
        title = st.text_input("In a few words")
        expected = st.text_area("What did we expect?")
        happened = st.text_area("What happened?")
        learned = st.text_area("What did we learn?")
        metrics, month = _choose_metrics(place), _choose_month()
        visible = _choose_visible()
        if st.form_submit_button("Write it down", type="primary"):
            words = (expected, happened, learned)
            made = Setback(
                "", title, tuple(metrics), month, *words, visible, (), place.review, place.key
            )
            _keep(lambda desk, how: acts.write_setback(desk, made, **how), place)


@st.dialog("Field note")
def write_field_note(place: Place) -> None:
    """What a partner or the community heard; no number needed."""
    names = owners_of(the_desk())
    with st.form("field_note", border=False):
        heard = st.text_area("What was heard?")
        by = st.selectbox("Who heard it?", list(names), format_func=names.__getitem__)
        metrics, month = _choose_metrics(place), _choose_month()
        visible = _choose_visible()
        if st.form_submit_button("Write it down", type="primary"):
            made = FieldNote(
                *("", heard, by, month, tuple(metrics), visible),
                review=place.review,
                item=place.key,
            )
            _keep(lambda desk, how: acts.write_field_note(desk, made, **how), place)


@st.dialog("What we change", width="large")
def write_adaptation(place: Place) -> None:
    """What is done otherwise from now on, by whom, and when it is looked at again."""
    setbacks = {one.thing.id: one.thing.title for one in reversed(kept_setbacks(the_desk()))}
    if not setbacks:
        st.write("It answers a setback: write that down first.")
        return
    with st.form("adaptation", border=False):
        setback = st.selectbox("In answer to", list(setbacks), format_func=setbacks.__getitem__)
        changed = st.text_area("What do we change?")
        who = st.text_area("What changes in who does what?")
        action = st.radio(
            "Which of the five actions is it?",
            list(FACILITATING_ACTIONS),
            format_func=FACILITATING_ACTIONS.__getitem__,
        )
        again = st.date_input(
            "When do we look again?", value=the_desk().today() + IN_A_QUARTER, format="YYYY-MM-DD"
        )
        if st.form_submit_button("Write it down", type="primary"):
            assert isinstance(again, dt.date)  # noqa: S101 - one day was asked for
            now = Period.of(the_desk().today(), PeriodKind.MONTH).text
            made = Adaptation(
                *("", setback, now, changed, again),
                action=action,
                who_does_what=who,
                review=place.review,
                item=place.key,
            )
            _keep(lambda desk, how: acts.write_adaptation(desk, made, **how), place)


@st.dialog("Look back")
def look_back(place: Place) -> None:
    """What came of an adaptation; too early needs another day."""
    one = place.adaptation
    assert one is not None  # noqa: S101 - the button is off without one
    st.markdown(plain(one.thing.changed))
    with st.form("look_back", border=False):
        outcome = st.radio("What came of it?", list(OUTCOMES), format_func=OUTCOMES.__getitem__)
        seen = st.text_area("What do we see?")
        again = st.date_input(
            "If it is too early: when do we look again?",
            value=the_desk().today() + IN_A_QUARTER,
            format="YYYY-MM-DD",
        )
        if st.form_submit_button("Write it down", type="primary"):
            assert isinstance(again, dt.date)  # noqa: S101 - one day was asked for
            later = again if outcome == "too_early" else None
            _keep(
                lambda desk, how: acts.check_back(
                    desk, one.thing.id, outcome=outcome, seen=seen, next_check_back=later, **how
                ),
                place,
            )


def _choose_metrics(place: Place) -> list[str]:
    metrics = {metric.id: metric.title for metric in the_desk().agenda.metrics}
    return st.multiselect(
        "About which figures?",
        list(metrics),
        default=place.metrics,
        format_func=metrics.__getitem__,
    )


def _choose_month() -> str:
    now = Period.of(the_desk().today(), PeriodKind.MONTH)
    months = [now + -back for back in range(36)]
    labels = {month.text: month.label for month in months}
    return st.selectbox("In which month?", list(labels), index=1, format_func=labels.__getitem__)


def _choose_visible() -> Visibility:
    return st.radio(
        "Who may read it?",
        ("private", "partners", "public"),
        format_func=VISIBLE_TO.__getitem__,
        horizontal=True,
        help="Words that name a partner are shown outside once that partner has agreed to them.",
    )


def _keep(act: Callable[..., object], place: Place) -> None:
    """Does it now, and closes the form; what stands in the way is said inside it."""
    with shown_plainly():
        act(the_desk(), {"actor": place.person, "now": the_desk().now()})
        st.rerun()


def show_written(captured: Captured) -> None:
    """What was written down, in the words the room may read."""
    names = owners_of(the_desk())
    if not len(captured):
        st.caption("Nothing is written down here yet.")
    for decision in captured.decisions:
        st.markdown(f"**Decided:** {plain(decision.thing.text)}")
    for one in captured.commitments:
        owner = plain(names.get(one.thing.owner, one.thing.owner))
        st.markdown(
            f"**Agreed:** {plain(one.thing.text)}  \n{owner}, until {day_words(one.thing.due)}"
        )
    _show_learned(the_desk(), captured)


def _show_learned(desk: Desk, captured: Captured) -> None:
    """What partners may read of it; of the rest, how much there is."""
    shown = shown_to(desk, "partners")
    written = captured.learned
    for setback in shown.setbacks:
        if setback.id in written:
            st.markdown(f"**Setback:** {plain(setback.title)}")
    for adaptation in shown.adaptations:
        if adaptation.id in written:
            st.markdown(f"**We change:** {plain(adaptation.changed)}")
    for note in shown.field_notes:
        if note.id in written:
            st.markdown(f"**Heard:** {plain(note.heard)}")
    told = [*(s.id for s in shown.setbacks), *(a.id for a in shown.adaptations)]
    private = len(written.difference(told, (n.id for n in shown.field_notes)))
    if private:
        st.caption(f"{count_words(private, 'entry', 'entries').capitalize()} kept by the backbone.")
