"""Progress toward the shared goals, for anybody: only what may be shown outside."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels.public import may_be_shown, show_public_goal
from shared_metrics.web.wording import plain

desk = the_desk()
st.title("Shared goals")
if not may_be_shown():
    st.info("Nothing has been published yet.")
    st.stop()
st.warning(
    "**Preview, not released.** These figures were not published. They cover periods that are "
    "closed, and small groups are hidden to protect people."
)
goals = questions.public_goals(desk)
for outcome in desk.agenda.outcomes:
    st.header(plain(outcome.title))
    st.markdown(plain(outcome.statement))
    for shown in (shown for shown in goals if shown.goal.outcome == outcome.id):
        show_public_goal(shown)
