"""What the backbone wants to know first, each number with a way to act on it."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import questions
from shared_metrics.desk.questions import Expected, Today
from shared_metrics.submissions import Submission
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.navigation import link
from shared_metrics.web.panels.sent import name_of, title_of
from shared_metrics.web.wording import count_words, day_words, list_words, plain

SHOWN = 8


def show_counts(today: Today) -> None:
    """Four numbers of equal height, each with its door."""
    counts = (
        ("Files arrived", len(today.arrived), "reported", "Who has reported"),
        ("Waiting", len(today.waiting), "inbox", "Open the inbox"),
        ("Late", len(today.late), "reported", "See who"),
        ("Figures moved", len(today.moved), "today", "Listed below"),
    )
    for column, (label, number, screen, words) in zip(st.columns(4), counts, strict=True):
        with column.container(border=True, height="stretch"):
            st.metric(label, f"{number:,}")
            if screen == "today":
                st.markdown(words if number else "No correction was accepted")
            else:
                link(screen, words)


def show_waiting(waiting: Sequence[Submission]) -> None:
    """The oldest files that wait, each a link."""
    if not waiting:
        st.write("Nothing waits for a decision.")
        return
    desk = the_desk()
    for one in list(reversed(waiting))[:SHOWN]:
        when = day_words(desk.day_of(one.submitted_at), year=False)
        link(
            "submission",
            f"{plain(name_of(one.partner))}: {plain(title_of(one))}, {when}",
            id=one.id,
        )
    if len(waiting) > SHOWN:
        link("inbox", f"All {len(waiting):,}")


def show_late(late: Sequence[Expected]) -> None:
    """Partners whose figures are late: a matter for a friendly call."""
    if not late:
        st.write("Nobody is late.")
        return
    desk = the_desk()
    for partner, cells in groupby(
        sorted(late, key=lambda e: e.cell.partner), lambda e: e.cell.partner
    ):
        missing = [
            f"{plain(desk.definitions.contract(e.cell.contract).title)} {e.cell.period.label}"
            for e in cells
        ]
        shown = missing if len(missing) <= 3 else [*missing[:2], f"{len(missing) - 2} more"]  # noqa: PLR2004 - a line's worth
        st.markdown(f"**{plain(name_of(partner))}** · {list_words(shown)}")


def show_moved(moved: Sequence[Submission], person: Person) -> None:
    """Accepted corrections, with how many figures each moved."""
    desk = the_desk()
    for one in moved:
        count = count_words(len(questions.changes(desk, person, one)), "figure")
        link(
            "submission",
            f"{plain(name_of(one.partner))}: {plain(title_of(one))}, {count} changed",
            id=one.id,
        )
    since = (desk.today().replace(day=1) - dt.timedelta(1)).isoformat()
    link("restatements", "What this did to the shared figures", since=since)
