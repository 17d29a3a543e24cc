"""Meeting mode: one item at a time on the big screen, moved through with the arrow keys."""

from collections.abc import Sequence

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk.questions import reviewing as questions
from shared_metrics.desk.questions.reviewing import ReviewShown
from shared_metrics.people import can_run_review
from shared_metrics.reviews import AgendaItem, State
from shared_metrics.site.review_items import KINDS
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.review_writing import Place, offer_to_write, show_written
from shared_metrics.web.wording import day_words, plain

LOOK_AGAIN_SECONDS = 4.0
AT = "item"


def current(items: Sequence[AgendaItem]) -> int:
    """The place of the item in the address, else the first."""
    asked = st.query_params.get(AT, "")
    return next((place for place, item in enumerate(items) if item.key == asked), 0)


def show_head(shown: ReviewShown) -> None:
    """Which review this is, and as of when its figures are."""
    review = shown.review
    st.caption(
        f"{plain(review.title)}, {day_words(review.on)} · figures to "
        f"{day_words(shown.frozen.data_to)}, as of {shown.frozen.as_of}"
    )


def move(items: Sequence[AgendaItem], place: int) -> None:
    """Back and on, with the arrow keys too, and straight to any item."""
    back, which, on = st.columns([1, 6, 1], vertical_alignment="bottom")
    if back.button("Back", key="back", shortcut="Left", disabled=place == 0, width="stretch"):
        _go(items[place - 1])
    last = place == len(items) - 1
    if on.button("Next", key="next", shortcut="Right", disabled=last, width="stretch"):
        _go(items[place + 1])
    titles = [f"{n} of {len(items)} · {KINDS[i.kind]}: {i.title}" for n, i in enumerate(items, 1)]
    chosen = which.selectbox(
        "Item", range(len(items)), index=place, format_func=titles.__getitem__, key=f"at_{place}"
    )
    if chosen != place:
        _go(items[chosen])


def _go(item: AgendaItem) -> None:
    st.query_params[AT] = item.key
    st.rerun()


def show_title(item: AgendaItem) -> None:
    """The item in large letters."""
    st.title(plain(item.title))


def write_down(shown: ReviewShown, item: AgendaItem, person: Person) -> None:
    """What was written down at this item, by anybody; and the forms to add to it."""
    st.subheader("Written down", anchor=False)
    if not can_run_review(person):
        st.caption("An analyst or the chair writes down what is decided.")
        return
    _written(shown.review.id, item.key, person)
    if shown.review.state is State.OPEN:
        offer_to_write(Place(shown, item, person))
        st.caption("The arrow keys move through the agenda; the letters write something down.")
    else:
        st.caption("This review is closed: nothing more is written down in it.")


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _written(review_id: str, item: str, person: Person) -> None:
    """Looks again every few seconds, so that what others write appears."""
    show_written(questions.review_captured(the_desk(), person, review_id).at(item))


def leave(shown: ReviewShown) -> None:
    """Back to the review's own page."""
    link("review", "Leave the meeting screen", id=shown.review.id)
