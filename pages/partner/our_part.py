"""Progress toward the shared goals, for anybody: only what may be shown outside."""

import streamlit as st

from shared_metrics.web.identity import require

person = require("partner")
st.title("What others see of us")
