"""Progress by goal, by sector and by partner, for the people who coordinate."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels import goals
from shared_metrics.web.panels.contributions import choose_metric, show_partners, show_sectors
from shared_metrics.web.panels.setbacks import show_setbacks
from shared_metrics.web.wording import plain

person = require("backbone")
desk = the_desk()

title, control = st.columns([3, 2], vertical_alignment="bottom")
title.title("Progress")
with control:
    goal = goals.choose_goal(desk.agenda.goals)

if goal is None:
    # Every goal at a glance
    goals.show_overview(person)
    st.stop()

# One goal: the sentence, the numbers, the line under its path
standing = questions.goal_standing(desk, person, goal.id)
setbacks = questions.setbacks_of(desk, person, [goal.metric])
goals.show_heading(goal, desk.agenda.outcome_by_id[goal.outcome])
goals.show_standing(standing, person)
goals.show_line(standing, [setback for setback, _ in setbacks])
show_setbacks(setbacks, desk.today())

# Who moves it: sectors, then partners
metric = choose_metric(goal)
if metric is not None:
    st.header(f"By sector: {plain(metric.title)}")
    show_sectors(person, goal, metric)
    st.header(f"By partner: {plain(metric.title)}")
    show_partners(person, goal, metric)
goals.show_definition(desk.definitions.metric(goal.metric), goal)
