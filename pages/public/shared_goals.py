"""Progress toward the shared goals, for anybody: only what was published."""

import streamlit as st

st.title("Shared goals")
st.info("Nothing has been published yet.")
