"""Progress toward the shared goals, for anybody: only what may be shown outside."""

import streamlit as st

st.title("Shared goals")
