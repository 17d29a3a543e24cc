"""One sector: its own line of each figure it reports, its part of the whole, since the baseline."""

import streamlit as st

from shared_metrics.charts import sector_name
from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of
from shared_metrics.web.panels.profiles import show_sector_profiles
from shared_metrics.web.panels.sectors import choose_sector, show_sector

person = require("backbone")

title, which, day = st.columns([3, 3, 1.5], vertical_alignment="bottom")
with day:
    desk = as_of.choose_day()
with which:
    sector = choose_sector(desk)
title.title("One sector")
as_of.check_day("sector", sector=sector)
as_of.show_banner(desk, "sector", sector=sector)

st.header(sector_name(sector))
show_sector_profiles([sector])
show_sector(desk, person, sector)
