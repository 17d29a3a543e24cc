"""Writing down what a review decides and learns: a small form each, opened with one key."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, acts
from shared_metrics.desk.kept_records import KeptRecord
from shared_metrics.desk.learned import kept_adaptations, shown_to
from shared_metrics.desk.questions.reviewing import ReviewShown
from shared_metrics.desk.reviewing.captured import Captured
from shared_metrics.desk.reviewing.room import owners_of
from shared_metrics.learning import Adaptation
from shared_metrics.reviews import AgendaItem, Commitment, Decision
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels import learning_forms as forms
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import count_words, day_words, plain

IN_FOUR_WEEKS = dt.timedelta(weeks=4)


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
    def setback(self) -> str:
        """The setback that is talked about; empty when it is another kind of item."""
        return self.item.about if self.item and self.item.kind == "setback" else ""

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metric that is talked about."""
        return (the_desk().definitions.goal(self.goal).metric,) if self.goal else ()


def offer_to_write(place: Place) -> None:
    """Six buttons, each with its key; looking back only where an adaptation is talked about."""
    offered: tuple[tuple[str, str, Callable[[Place], None]], ...] = (
        ("Decision", "d", write_decision),
        ("Commitment", "a", write_commitment),
        ("Setback", "s", _write_setback),
        ("Field note", "f", _write_note),
        ("What we change", "w", _write_adaptation),
        ("Look back", "l", _look_back),
    )
    columns = [column for _ in range(3) for column in st.columns(2)]
    for column, (words, letter, form) in zip(columns, offered, strict=True):
        is_off = form is _look_back and place.adaptation is None
        how = {"key": f"write_{letter}", "shortcut": letter, "width": "stretch"}
        if column.button(words, disabled=is_off, **how):  # type: ignore[arg-type]  # its look
            form(place)


def _write_setback(place: Place) -> None:
    begun = replace(forms.EMPTY, metrics=place.metrics, review=place.review, item=place.key)
    forms.write_setback(begun, place.person)


def _write_note(place: Place) -> None:
    begun = replace(forms.NOTHING_HEARD, metrics=place.metrics, review=place.review)
    forms.write_note(replace(begun, item=place.key), place.person)


def _write_adaptation(place: Place) -> None:
    begun = replace(forms.answer_to(place.setback), review=place.review, item=place.key)
    forms.write_adaptation(begun, place.person)


def _look_back(place: Place) -> None:
    seen = place.adaptation
    assert seen is not None  # noqa: S101 - the button is off without one
    frozen = {one.id: one for one in place.shown.frozen.adaptations}
    forms.look_again(seen, place.person, frozen[seen.id])


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
