"""The day whose knowledge a page shows, for as long as the page runs; None: now."""

import datetime as dt
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_KEY: Final = "shown_day"


def show_day(day: dt.date | None) -> None:
    """From here on the page shows what was known at the end of a day."""
    st.session_state[_KEY] = day


def shown_day() -> dt.date | None:
    """The day the page shows; None also where no page runs (a thread, the command line)."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    day: dt.date | None = st.session_state.get(_KEY)
    return day
