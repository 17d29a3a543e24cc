"""Where everybody arrives: what this is, and who to be."""

import streamlit as st

from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import choose_person, in_demo, signed_in
from shared_metrics.web.navigation import go, home_of, link
from shared_metrics.web.wording import plain

person = signed_in()
if person is not None:
    go(home_of(person).name)

partnership = the_desk().partnership
st.title(plain(partnership.name))
st.write(
    f"Organizations in {plain(partnership.place)}. They share goals, and the figures that show "
    "whether they get there."
)
st.header("Who are you today?" if in_demo() else "Sign in")
choose_person()
st.header("Just looking")
st.write("See what the partnership wants to reach, how far it is, and how it knows.")
link("shared_goals", "Progress toward the shared goals")
if in_demo():
    st.header("Start your own")
    st.write("A partnership of your own, in a new folder on this machine.")
    link("start_your_own", "Start your own partnership")
