"""Progress by goal, by sector and by partner, now or as known on a day; for who coordinates."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.navigation import link
from shared_metrics.web.panels import as_of, goals
from shared_metrics.web.panels.contributions import choose_metric, show_partners, show_sectors
from shared_metrics.web.panels.goal_editor import offer_change
from shared_metrics.web.panels.goal_line import show_line
from shared_metrics.web.panels.groups import show_groups
from shared_metrics.web.panels.lineage import link_to_origin
from shared_metrics.web.panels.setbacks import (
    known_field_notes,
    known_setbacks,
    show_field_notes,
    show_setbacks,
)
from shared_metrics.web.panels.what_happened import ask_what_happened
from shared_metrics.web.panels.why import show_why
from shared_metrics.web.panels.year_before import show_year_before
from shared_metrics.web.wording import plain

person = require("backbone")

title, which, day = st.columns([3, 3, 1.5], vertical_alignment="bottom")
title.title("Progress")
with which:
    goal = goals.choose_goal(the_desk().agenda.goals)
with day:
    desk = as_of.choose_day()
here = {"goal": goal.id} if goal else {}
as_of.check_day("progress", **here)
as_of.show_banner(desk, "progress", **here)

if goal is None:
    # Every goal at a glance
    goals.show_overview(desk, person)
    if desk.known_on is None:
        link("restatements", "What reads otherwise than it was shown")
        offer_change(person, None)
    st.stop()

# One goal: the word and its evidence, the line under its path, what pushed it off
view = questions.goal_view(desk, person, goal.id)
setbacks = known_setbacks(desk, person, [goal.metric])
forecast = questions.goal_forecast(desk, person, goal.id)
goals.show_heading(view.standing.goal, desk.agenda.outcome_by_id[goal.outcome])
goals.show_status(view)
goals.show_standing(view)
link_to_origin(desk, view)
notes = known_field_notes(desk, person, [goal.metric])
show_line(desk, view, [setback for setback, _ in setbacks], forecast, notes)
show_setbacks(setbacks, desk.today())
show_field_notes(notes)
ask_what_happened(desk, person, goal)

# What changed since a year before, for whom, and why
change = questions.goal_year_before(desk, person, goal.id)
show_year_before(desk, view, change)
show_why(desk, person, view, change)
show_groups(desk, view)

# Who moves it: sectors, then partners
metric = choose_metric(desk, goal)
if metric is not None:
    st.header(f"By sector: {plain(metric.title)}")
    with goals.figures_about(view, metric, "sectors"):
        show_sectors(desk, person, view.standing.goal, metric)
    st.header(f"By partner: {plain(metric.title)}")
    with goals.figures_about(view, metric, "partners"):
        show_partners(desk, person, view.standing.goal, metric)
goals.show_definition(view.standing.metric, view.standing.goal)
if desk.known_on is None:
    offer_change(person, goal)
