"""Progress toward the shared goals, for anybody: the newest release, and nothing else."""

import streamlit as st

from shared_metrics.desk.questions.releases import latest_edition
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels import editions
from shared_metrics.web.panels.goals import choose_goal

edition = latest_edition(the_desk())
if edition is None:
    st.title("Shared goals")
    st.info("Nothing has been published yet.")
    st.stop()

title, control = st.columns([3, 2], vertical_alignment="bottom")
title.title("Shared goals")
with control:
    chosen = choose_goal([one.goal for one in edition.release.goals])
editions.show_edition_line(edition)
view = editions.view_of(edition)

if chosen is None:
    # Every goal at a glance, and one line
    editions.show_first(view)
    editions.show_overview(view, "shared_goals")
    st.stop()

# One goal: what is said, its line, its figures, groups, corrections, how it is known
editions.show_goal(view, next(goal for goal in view.goals() if goal.id == chosen.id))
