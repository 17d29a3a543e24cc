"""One goal, changed or begun by what a review decided, with what it would say before it is kept."""

import streamlit as st

from shared_metrics.people import can_change_goals
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.navigation import link
from shared_metrics.web.panels import goal_editor
from shared_metrics.web.panels.goal_form import ask_goal, ask_new

person = require("backbone")
desk = the_desk()

title, which = st.columns([3, 3], vertical_alignment="bottom")
title.title("Change a goal")
if not can_change_goals(person):
    st.info("Analysts and the chair change goals, by what a review decided.")
    st.stop()
with which:
    goal = goal_editor.choose_goal(desk)

# What it says, and what it would say
asked = ask_goal(desk, goal or ask_new(desk))
preview = goal_editor.show_preview(desk, person, goal, asked)

# Kept by a decision; what was agreed before stays
goal_editor.offer_to_keep(desk, person, goal, preview)
if goal is not None:
    goal_editor.show_history(desk, goal)
    link("progress", "To the goal's progress", goal=goal.id)
