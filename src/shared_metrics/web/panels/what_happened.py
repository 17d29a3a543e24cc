"""One question at a clear break of a goal's series, with a button that begins the answer."""

import streamlit as st

from shared_metrics.agenda.model import Goal, Person
from shared_metrics.desk import Desk, questions
from shared_metrics.people import can_write_learning
from shared_metrics.web.navigation import go
from shared_metrics.web.wording import plain


def ask_what_happened(desk: Desk, person: Person, goal: Goal) -> None:
    """Nothing unless the partnership wants to be asked and there is something to ask."""
    broken = questions.what_happened(desk, person, goal.id)
    if broken is None:
        return
    with st.container(border=True, key=f"what_happened_{goal.id}"):
        words, door = st.columns([5, 1.5], vertical_alignment="center")
        words.markdown(
            f"**What happened here?** {plain(goal.title)}: from {broken.period.label} on the "
            "figures run otherwise than before, by more than season and chance. Only the backbone "
            "is asked."
        )
        may = desk.known_on is None and can_write_learning(person)
        if may and door.button("Write it down", key=f"answer_{goal.id}", width="stretch"):
            go("learning", metric=broken.metric, month=broken.month)
