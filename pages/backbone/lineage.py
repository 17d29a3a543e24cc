"""Where a number comes from: who brings what, in which file, in which of its rows."""

import streamlit as st

from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of
from shared_metrics.web.panels.lineage import choose_and_show, here

person = require("backbone")

title, day = st.columns([6, 1.5], vertical_alignment="bottom")
title.title("Where a number comes from")
with day:
    desk = as_of.choose_day()
as_of.check_day("lineage", **here())
as_of.show_banner(desk, "lineage", **here())

choose_and_show(desk, person, desk.agenda.metrics)
