"""Reviews: their list, a day for another, what one froze and wrote down, how it is closed."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import acts
from shared_metrics.desk.kept_records import KeptRecord
from shared_metrics.desk.questions import reviewing as questions
from shared_metrics.desk.questions.reviewing import ReviewShown
from shared_metrics.desk.reviewing.frozen import Minutes
from shared_metrics.learning import OUTCOMES
from shared_metrics.people import can_run_review
from shared_metrics.reviews import Review, State
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import go, link
from shared_metrics.web.panels.review_files import show_files
from shared_metrics.web.panels.review_writing import show_written
from shared_metrics.web.plain_errors import shown_plainly
from shared_metrics.web.wording import count_words, day_words, plain

STATES: Final = {
    State.PLANNED: "Planned",
    State.OPEN: "Open",
    State.CLOSED: "Closed",
    State.CALLED_OFF: "Called off",
}
COLOURS: Final = {State.PLANNED: "blue", State.OPEN: "green", State.CLOSED: "gray"}
IN_FOUR_WEEKS: Final = dt.timedelta(weeks=4)


def show_reviews(found: Sequence[KeptRecord[Review]], page: str = "review") -> None:
    """Each with its day and where it stands, the newest first."""
    if not found:
        st.info("No review is planned yet.")
    for one in found:
        review = one.thing
        with st.container(border=True, key=f"listed_{one.id}"):
            words, state, door = st.columns([5, 1.2, 1.5], vertical_alignment="center")
            words.markdown(f"**{plain(review.title)}**  \n{day_words(review.on)}{_figures(review)}")
            with state:
                show_state(review)
            with door:
                link(page, "Open", id=one.id)


def _figures(review: Review) -> str:
    return f" · figures to {day_words(review.data_to)}" if review.data_to else ""


def show_state(review: Review) -> None:
    """Where it stands, in a word."""
    st.badge(STATES[review.state], color=COLOURS.get(review.state, "gray"))  # type: ignore[arg-type]  # Streamlit's names


def offer_to_plan(person: Person) -> None:
    """A day and a title for another review."""
    if not can_run_review(person):
        return
    st.header("Plan a review")
    today = the_desk().today()
    with st.form("plan_review"):
        title = st.text_input("What is it called?", placeholder="Autumn review")
        on = st.date_input(
            "On which day?", value=today + IN_FOUR_WEEKS, min_value=today, format="YYYY-MM-DD"
        )
        asked = st.form_submit_button("Plan it", type="primary")
    if asked:
        assert isinstance(on, dt.date)  # noqa: S101 - one day was asked for
        with shown_plainly():
            made = acts.plan_review(the_desk(), title, on, actor=person, now=the_desk().now())
            go("review", id=made.id)


def lead_to_reflection() -> None:
    """The way to the questions about working together, where the partnership asks them."""
    if the_desk().agenda.reflection:
        link("reflection", "How we work together: questions answered in private")


def asked_for(person: Person, title: str, page: str) -> KeptRecord[Review]:
    """The review in the address; without one, a title and the way to their list, and no more."""
    asked = st.query_params.get("id", "")
    known = [one for one in questions.reviews(the_desk(), person) if one.id == asked]
    if not known:
        st.title(title)
        st.info("There is no such review." if asked else "Choose one of the reviews.")
        link(page, "All reviews")
        st.stop()
    return known[0]


def show_heading(review: Review) -> None:
    """What it is called, when it is, where it stands."""
    st.title(plain(review.title))
    show_standing(review)


def show_standing(review: Review) -> None:
    """When it is and where it stands."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(day_words(review.on))
        show_state(review)


def show_frozen(shown: ReviewShown) -> None:
    """What is frozen, with the door to the big screen and the pack."""
    review = shown.review
    opened = f" on {day_words(shown.frozen.frozen_on)}" if review.opened_at else ""
    st.markdown(
        f"Figures to {day_words(shown.frozen.data_to)}, frozen{opened}, as of "
        f"{shown.frozen.as_of}. What comes in later changes nothing in this review."
    )
    link("meeting", "The meeting on the big screen", id=review.id)


def show_written_down(shown: ReviewShown, person: Person) -> None:
    """Everything written down so far, item by item."""
    st.header("Written down")
    if not can_run_review(person):
        st.write("An analyst or the chair writes down what is decided.")
        return
    captured = questions.review_captured(the_desk(), person, shown.review.id)
    if not len(captured):
        st.write("Nothing yet. It is written down on the meeting screen, at each item.")
    titles = {item.key: item.title for item in (*shown.items, *shown.frozen.goals)}
    places = [one.thing.item for one in captured.every]
    for key in dict.fromkeys(places):
        st.markdown(f"**{plain(titles.get(key, 'Beside the agenda'))}**")
        show_written(captured.at(key))
    st.header("Briefing pack")
    show_files(the_desk(), person, shown.review.id)


def offer_to_close(shown: ReviewShown, person: Person) -> None:
    """Closing it, once everything is written down."""
    if not can_run_review(person):
        return
    st.header("Close the review")
    st.write("The minutes are frozen as they are then, and all partners may read them.")
    if st.button("Close the review", type="primary"):
        with shown_plainly():
            acts.close_review(the_desk(), shown.review.id, actor=person, now=the_desk().now())
            st.rerun()


def show_minutes(shown: ReviewShown, person: Person) -> None:
    """The minutes of a closed review, and the files to take along."""
    desk = the_desk()
    minutes = questions.review_minutes(desk, person, shown.review.id)
    if minutes is not None:
        st.header("Minutes")
        st.write(f"Closed on {day_words(minutes.closed_on)} by {plain(minutes.closed_by)}.")
        _show_agreed(minutes)
        _show_learned(minutes)
    st.header("Files")
    show_files(desk, person, shown.review.id)


def _show_agreed(minutes: Minutes) -> None:
    if not (minutes.decisions or minutes.commitments):
        st.write("Nothing was decided.")
    for number, decision in enumerate(minutes.decisions, start=1):
        st.markdown(f"**D{number}.** {plain(decision.text)}")
    for number, one in enumerate(minutes.commitments, start=1):
        owner = plain(minutes.owners.get(one.owner, one.owner))
        st.markdown(f"**C{number}.** {plain(one.text)}  \n{owner}, until {day_words(one.due)}")


def _show_learned(minutes: Minutes) -> None:
    for setback in minutes.setbacks:
        st.markdown(f"**Setback: {plain(setback.title)}.** {plain(setback.learned)}")
    for adaptation in minutes.adaptations:
        found = f" {OUTCOMES[adaptation.outcome]}." if adaptation.outcome else ""
        st.markdown(
            f"**What we change:** {plain(adaptation.changed)}{found} {plain(adaptation.seen)}"
        )
    for note in minutes.field_notes:
        st.markdown(f"**Heard:** {plain(note.heard)}")
    if minutes.kept_back:
        more = count_words(minutes.kept_back, "entry", "entries")
        st.caption(f"{more.capitalize()} more, kept by the backbone.")
