"""The partners: what each brings and hopes for, its own figures and targets, its files."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of
from shared_metrics.web.panels.agreements import show_agreements
from shared_metrics.web.panels.own_lines import show_own_lines
from shared_metrics.web.panels.profiles import (
    show_own_figures,
    show_own_targets,
    show_partner_profile,
)
from shared_metrics.web.panels.sent import show_list
from shared_metrics.web.wording import plain

person = require("backbone")
partners = {partner.id: partner for partner in the_desk().partnership.partners}

title, control, day = st.columns([3, 3, 1.5], vertical_alignment="bottom")
title.title("Partners")
with day:
    desk = as_of.choose_day()
asked = st.query_params.get("partner", "")
chosen = control.selectbox(
    "Partner",
    list(partners),
    index=list(partners).index(asked) if asked in partners else 0,
    format_func=lambda partner_id: partners[partner_id].name,
)
partner = partners[chosen]
as_of.check_day("partners", partner=chosen)
as_of.show_banner(desk, "partners", partner=chosen)

st.header(plain(partner.name))
show_partner_profile(partner)
st.header("Its own figures")
show_own_figures(person, partner)
show_own_lines(person, partner)
st.header("Its own targets")
show_own_targets(person, partner)
show_agreements(person, partner.id)
st.header("Files")
sent = questions.submissions(desk, person, partner=partner.id)
if sent:
    show_list(sent[:12])
else:
    st.markdown("Nothing has been sent yet.")
