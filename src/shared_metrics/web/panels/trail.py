"""Where a submission's figures come from: the file as sent, and everything done to it."""

from functools import partial

import streamlit as st

from shared_metrics.agenda.model import Person
from shared_metrics.desk import Desk, questions
from shared_metrics.submissions import Submission
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.panels.sent import person_name
from shared_metrics.web.wording import moment_words, plain


def offer_original(one: Submission, person: Person) -> None:
    """The bytes exactly as they were sent."""
    for number, sha256 in enumerate(one.originals, start=1):
        more = f" ({number} of {len(one.originals)})" if len(one.originals) > 1 else ""
        st.download_button(
            f"The file as it was sent{more}",
            partial(_original, the_desk(), person, one, sha256),
            file_name=one.file_name or f"{one.id}.csv",
            mime="application/octet-stream",
            key=f"original_{sha256}",
            on_click="ignore",
        )


def _original(desk: Desk, person: Person, one: Submission, sha256: str) -> bytes:
    """Made when the button is pressed, perhaps long after the page: who they are is asked anew."""
    now = desk.person(person.email, acting_for=person.partner)
    return questions.original(desk, now, one, sha256)


def show_trail(one: Submission, person: Person) -> None:
    """The audit trail's rows about it, oldest first."""
    desk = the_desk()
    st.table(
        [
            {
                "When": moment_words(row.at, desk.time_zone),
                "Who": plain(person_name(row.actor)),
                "What": plain(row.act.replace("_", " ")),
            }
            for row in reversed(questions.trail(desk, person, one))
        ],
        border="horizontal",
        hide_index=True,
        alt="What happened to this submission",
    )
