"""The next release: prepare it, look at what it hides and changes, publish it; amend the newest."""

import streamlit as st

from shared_metrics.desk.questions.releases import every_release
from shared_metrics.web.identity import require
from shared_metrics.web.navigation import link
from shared_metrics.web.panels import as_of, releases
from shared_metrics.web.panels.releases_draft import (
    offer_to_publish,
    show_checklist,
    show_draft_heading,
)
from shared_metrics.web.panels.releases_effects import show_difference, show_hidden, show_preview
from shared_metrics.web.panels.releases_work import look_at, stop_while_at_work
from shared_metrics.web.plain_errors import shown_plainly

person = require("backbone")
desk = as_of.show_head("Release", "release")
rows = every_release(desk, person)
public = [row for row in rows if row.is_public]
draft = next((row for row in rows if not row.is_public), None)

if not releases.is_planned():
    releases.show_no_plan()
    st.stop()

# What everybody reads now
releases.show_newest(public)
if desk.known_on is not None:
    releases.show_all(rows)
    st.stop()
stop_while_at_work()
may_act = releases.may_act(person)

# The draft: may it leave, what does it hide, what does it change, how does it read
if draft is not None:
    show_draft_heading(draft)
    with shown_plainly():
        looked_at = look_at(draft)
        show_checklist(looked_at)
        if may_act:
            offer_to_publish(looked_at, person)
        st.header("What is hidden to protect people")
        show_hidden(looked_at)
        st.header("What readers see otherwise")
        show_difference(looked_at)
        st.header("How it will read")
        show_preview(looked_at)

# Another draft, or an amendment of what is public
if may_act:
    st.header("Prepare it again" if draft else "The next release")
    with shown_plainly():
        releases.offer_to_prepare(person, draft)
    if public:
        releases.offer_to_amend(person, public[-1], draft)
releases.show_all(rows)
link("funders", "Funders' reports, from what was published")
