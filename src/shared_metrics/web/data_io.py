"""The desk the pages ask, opened once for the whole server."""

import os

import streamlit as st

from shared_metrics.desk import Desk, open_desk
from shared_metrics.settings import load_settings

PREFIX = "SHARED_METRICS_"


def the_desk() -> Desk:
    """The desk of the home the environment names; opened on first use."""
    return _open(tuple(sorted(item for item in os.environ.items() if item[0].startswith(PREFIX))))


@st.cache_resource(show_spinner=False)
def _open(environment: tuple[tuple[str, str], ...]) -> Desk:
    del environment  # read again by load_settings; here it tells two homes apart
    return open_desk(load_settings())
