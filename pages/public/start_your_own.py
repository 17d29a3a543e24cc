"""Start your own partnership: a few questions, a first file, a new folder on this machine."""

import streamlit as st

from shared_metrics.web.panels import starting

st.title("Start your own")
starting.stop_unless_at_this_machine()
begun = starting.begun_here()
if begun is not None:
    starting.show_begun(begun)
    starting.offer_first_upload(begun)
    starting.show_how_to_go_on(begun)
    st.stop()

st.write(
    "A partnership of your own, in a new folder. It takes two minutes, everything can be changed "
    "afterwards, and nothing of it mixes with what is served here."
)
answers = starting.ask()
first = starting.drop_first_file()
ready = starting.show_guesses(answers, first)
folder = starting.ask_folder(answers)
starting.offer_to_begin(answers, first, folder, ready=ready)
