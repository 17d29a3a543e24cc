"""The day whose knowledge a page shows: now, or an earlier day that stands in the address."""

import datetime as dt

import streamlit as st

from shared_metrics.desk import Desk
from shared_metrics.web.data_io import desk_of_now, the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.shown_day import show_day
from shared_metrics.web.wording import day_words, plain

EARLIEST = dt.date(1900, 1, 1)


def show_head(words: str, page: str, **query: str) -> Desk:
    """A page's title with the day beside it, and the banner of an earlier day; the desk of it."""
    title, day = st.columns([5, 1.5], vertical_alignment="bottom")
    title.title(words)
    with day:
        desk = choose_day()
    check_day(page, **query)
    show_banner(desk, page, **query)
    return desk


def choose_day() -> Desk:
    """The desk as it was known on the day chosen; it stands in the address, so it can be sent on.

    From here on `the_desk()` is this one too. An address whose day cannot be shown shows what is
    known now until `check_day` refuses it.
    """
    desk = desk_of_now()
    known = _day(st.query_params.get("on", ""))
    known = known if known and EARLIEST <= known <= desk.today() else None
    chosen = st.date_input(
        "As of",
        value=known,
        min_value=EARLIEST,
        max_value=desk.today(),
        format="YYYY-MM-DD",
        help="Shows every figure as it was known at the end of a day. Empty: now.",
    )
    if not isinstance(chosen, dt.date):
        if known is not None:
            del st.query_params["on"]
        return desk
    st.query_params["on"] = chosen.isoformat()
    show_day(chosen)
    return the_desk()


def check_day(page: str, **query: str) -> None:
    """Refuses an address whose day cannot be shown; call it below the page's title."""
    asked = st.query_params.get("on", "")
    if not asked:
        return
    today, known = desk_of_now().today(), _day(asked)
    if known is not None and EARLIEST <= known <= today:
        return
    st.error(
        f"“{plain(asked)}” is not a day. Write it as {today.isoformat()}."
        if known is None or known < EARLIEST
        else f"{day_words(known)} is still to come, so nothing is known of it. "
        f"Choose a day up to {day_words(today)}."
    )
    link(page, "Show what is known now", on="", **query)
    st.stop()


def show_banner(desk: Desk, page: str, **query: str) -> None:
    """Says loudly that this is an earlier day's knowledge, with a way back."""
    if desk.known_on is None:
        return
    st.warning(
        f"**As known on {day_words(desk.known_on)}.** Every figure on this page rests on the files "
        "that had been accepted by the end of that day. Definitions and people are those of today. "
        "Nothing can be changed here: go back to now for that."
    )
    with st.container(horizontal=True):
        link(page, "Show what is known now", on="", **query)
        link("restatements", "What reads otherwise since", since=desk.known_on.isoformat())


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
