"""What the partnership sees of us: our profile, our figures, and where they appear."""

import streamlit as st

from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.agreements import show_agreements
from shared_metrics.web.panels.lineage import LABEL
from shared_metrics.web.panels.own_lines import show_own_lines
from shared_metrics.web.panels.profiles import (
    show_own_figures,
    show_own_targets,
    show_partner_profile,
)
from shared_metrics.web.panels.visibility import show_what_is_released, show_who_sees_what
from shared_metrics.web.wording import plain

person = require("partner")
partner = the_desk().definitions.partner(person.partner or "")

st.title("What others see of us")
show_who_sees_what()

st.header("What the newest release shows of us")
show_what_is_released(partner)

st.header(plain(partner.name))
show_partner_profile(partner)

st.header("Our figures")
show_own_figures(person, partner)
link("our_lineage", LABEL)
show_own_lines(person, partner)

st.header("What we agreed to")
show_own_targets(person, partner)

show_agreements(person, partner.id)
