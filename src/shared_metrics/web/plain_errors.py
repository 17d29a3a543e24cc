"""Errors on a screen: what happened and what to do, never a stack trace."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from shared_metrics.errors import SharedMetricsError
from shared_metrics.logs import note_error
from shared_metrics.web.wording import plain


def show(error: Exception) -> None:
    """One message with its hint; an error that is not ours is logged and apologised for."""
    if isinstance(error, SharedMetricsError):
        st.error("\n\n".join(plain(text) for text in _said(error)))
        return
    note_error("page_stopped", error)
    st.error(
        "Something went wrong on our side. Nothing was saved half-way. "
        "Try again; if it happens again, tell the backbone what you were doing."
    )


def _said(error: SharedMetricsError) -> list[str]:
    """Its message and its hint, unless the hint speaks to somebody at the command line."""
    hint = error.hint or ""
    of_the_command_line = "--" in hint or "shared-metrics " in hint
    return [error.message] if of_the_command_line or not hint else [error.message, hint]


@contextmanager
def shown_plainly() -> Iterator[None]:
    """Shows errors of our own tree raised inside, and goes on after the block."""
    try:
        yield
    except SharedMetricsError as error:
        show(error)
