"""The look that `.streamlit/config.toml` cannot say."""

from pathlib import Path

import streamlit as st

STATIC = Path(__file__).with_name("static")
FAVICON = STATIC / "favicon.svg"
STYLE = STATIC / "look.css"

INK = "#0C151B"
ACCENT = "#0F5C6E"


def set_look() -> None:
    """The page's width, title and mark, and our few style rules (all fixed text of ours)."""
    st.set_page_config(page_title="Shared Metrics", page_icon=str(FAVICON), layout="wide")
    st.logo(str(FAVICON), size="small")
    st.html(STYLE)
