"""The files of a review, to take along: made when somebody asks, then kept."""

from collections.abc import Iterator
from functools import partial
from typing import Final

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk
from shared_metrics.desk.questions.reviewing import review_minutes, review_shown
from shared_metrics.site.printing import can_print
from shared_metrics.site.review_files import FORMATS, ReviewFile, minutes_file, pack_file
from shared_metrics.web.built_site import built_site

MOST: Final = 2 * len(FORMATS)
NO_PDF: Final = (
    "There is no PDF: libraries that set text are missing on this machine, which its operator can "
    "install (“Publish the site” in the documentation names them)."
)
WORDS: Final = {"html": "as a page", "pdf": "as PDF"}


def show_files(desk: Desk, person: Person, review_id: str) -> None:
    """The briefing pack, and the minutes once there are some; each as a page and as PDF."""
    drawings = built_site(desk.home.folder).drawings
    files = files_of(desk, person, review_id)
    for column, (what, file) in zip(st.columns(MOST), files, strict=False):
        column.download_button(
            f"{what} {WORDS[file.format]}",
            partial(file.made, drawings),
            file_name=file.name,
            mime=file.media_type,
            key=f"{file.name}_{review_id}",
            on_click="ignore",
            width="stretch",
        )
    pdf = "A PDF takes a moment the first time." if can_print() else NO_PDF
    st.caption(f"Made from what was frozen, for all partners. {pdf}")


def files_of(desk: Desk, person: Person, review_id: str) -> Iterator[tuple[str, ReviewFile]]:
    """What it is called, and the file; the minutes once the review is closed."""
    shown = review_shown(desk, person, review_id)
    minutes = review_minutes(desk, person, review_id)
    formats = [one for one in FORMATS if one != "pdf" or can_print()]
    for format_ in formats:
        yield "Briefing pack", pack_file(shown, format_)
    if minutes is not None:
        for format_ in formats:
            yield "Minutes", minutes_file(shown, minutes, format_)
