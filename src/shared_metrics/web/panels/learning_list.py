"""What was learned as a list: filtered by metric and by open or closed, never by partner."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk
from shared_metrics.desk.kept_records import KeptRecord
from shared_metrics.desk.questions import Learning
from shared_metrics.desk.reviewing.room import owners_of
from shared_metrics.learning import FieldNote, Setback
from shared_metrics.people import can_write_learning
from shared_metrics.web.panels.learning_forms import (
    answer_to,
    change_adaptation,
    change_note,
    change_setback,
    look_again,
    write_adaptation,
)
from shared_metrics.web.panels.setbacks import month_words, show_adaptation, show_setback
from shared_metrics.web.wording import list_words, plain

EVERY = "All figures"
VISIBLE = {"private": "Backbone only", "partners": "All partners", "public": "Everybody"}
COLOURS = {"private": "gray", "partners": "blue", "public": "green"}


@dataclass(frozen=True)
class Chosen:
    """What the filters leave."""

    open: Sequence[KeptRecord[Setback]]
    closed: Sequence[KeptRecord[Setback]]
    notes: Sequence[KeptRecord[FieldNote]]


def choose_what(desk: Desk, found: Learning) -> Chosen:
    """Two filters: the figure, and whether there is still something to look at."""
    metrics = {EVERY: EVERY} | {metric.id: metric.title for metric in desk.agenda.metrics}
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    metric = left.selectbox("About", list(metrics), format_func=metrics.__getitem__)
    states = right.segmented_control("Show", ("Open", "Closed"), selection_mode="multi") or ()
    of = [s for s in found.setbacks if metric in (EVERY, *s.thing.metrics)]
    closed = [one for one in of if is_closed(found, one)]
    return Chosen(
        [] if states == ["Closed"] else [one for one in of if one not in closed],
        [] if states == ["Open"] else closed,
        [note for note in found.field_notes if metric in (EVERY, *note.thing.metrics)],
    )


def is_closed(found: Learning, setback: KeptRecord[Setback]) -> bool:
    """Whether something was changed, and all of it was looked at again."""
    answers = found.answers_to(setback.id)
    return bool(answers) and all(one.thing.is_closed for one in answers)


def title_of(desk: Desk, metric_id: str) -> str:
    """What a metric is called; its id where the agenda no longer has it."""
    metric = desk.agenda.metric_by_id.get(metric_id)
    return metric.title if metric else metric_id


def show_story(desk: Desk, found: Learning, setback: KeptRecord[Setback], person: Person) -> None:
    """A setback with what was changed, who may read it, and what can be done next."""
    with st.container(border=True, key=f"setback_{setback.id}"):
        show_setback(setback.thing)
        metrics = [title_of(desk, one) for one in setback.thing.metrics]
        st.caption(f"About {plain(list_words(metrics))}")
        _show_readers(desk, setback.thing.visibility, found.waits.get(setback.id, ()))
        for answer in found.answers_to(setback.id):
            show_adaptation(answer.thing, desk.today())
            if waits := found.waits.get(answer.id, ()):
                _show_readers(desk, setback.thing.visibility, waits)
            if _may_write(desk, person):
                with st.container(horizontal=True):
                    if not answer.thing.is_closed and st.button(
                        "Look again", key=f"look_{answer.id}"
                    ):
                        look_again(answer, person)
                    if st.button("Change these words", key=f"change_{answer.id}"):
                        change_adaptation(answer, person)
        if _may_write(desk, person):
            with st.container(horizontal=True):
                if st.button("Say what we change", key=f"answer_{setback.id}"):
                    write_adaptation(answer_to(setback.id), person)
                if st.button("Change the setback", key=f"change_{setback.id}"):
                    change_setback(setback, person)


def show_notes(
    desk: Desk, found: Learning, notes: Sequence[KeptRecord[FieldNote]], person: Person
) -> None:
    """What was heard, the newest first, with who told it: the backbone alone reads that here."""
    names = owners_of(desk)
    if not notes:
        st.markdown("Nothing was heard yet.")
    for note in reversed(notes):
        with st.container(border=True, key=f"note_{note.id}"):
            told = plain(names.get(note.thing.heard_by, note.thing.heard_by))
            when = month_words(note.thing.period)
            st.markdown(f"“{plain(note.thing.heard)}”  \n{told}, {when}")
            _show_readers(desk, note.thing.visibility, found.waits.get(note.id, ()))
            if note.thing.wish != "private" and note.thing.visibility == "private":
                st.markdown("They would share it with all partners.")
            if _may_write(desk, person) and st.button("Change", key=f"change_{note.id}"):
                change_note(note, person)


def _may_write(desk: Desk, person: Person) -> bool:
    """On a page of an earlier day nobody writes."""
    return desk.known_on is None and can_write_learning(person)


def _show_readers(desk: Desk, visibility: str, waits: Sequence[str]) -> None:
    """Who may read it, and whose agreement is lacking before others do."""
    with st.container(horizontal=True):
        st.badge(VISIBLE[visibility], color=COLOURS[visibility])  # type: ignore[arg-type]  # Streamlit's names
        if waits:
            names = list_words(desk.definitions.partner(one).name for one in waits)
            lead = "Names" if visibility == "private" else "Waits for"
            rest = "" if visibility == "private" else " to agree"
            st.markdown(f"{lead} {plain(names)}{rest}")
