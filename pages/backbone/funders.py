"""Funders' reports: choose funder and period, see the file as it will be, take it."""

import streamlit as st

from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of, funders
from shared_metrics.web.plain_errors import shown_plainly

person = require("backbone")

title, day = st.columns([5, 1.5], vertical_alignment="bottom")
title.title("Funders' reports")
with day:
    desk = as_of.choose_day()
as_of.check_day("funders", **funders.here())
as_of.show_banner(desk, "funders", **funders.here())

if not desk.agenda.funders:
    funders.show_no_funder()
    st.stop()

which, when, source = st.columns([3, 2, 1.5])
with which:
    funder = funders.choose_funder(desk)
with when:
    period = funders.choose_period(desk, funder)
with source:
    release = funders.choose_release(desk)
with shown_plainly():
    funders.show_report(desk, person, funder, period, release)
funders.show_names(desk, funder)
