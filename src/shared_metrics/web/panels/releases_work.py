"""What takes minutes on the release page: done in the background, told to whoever looks."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from shared_metrics.desk.questions import releases as questions
from shared_metrics.releases.states import ReleaseRow
from shared_metrics.web.at_work import work_for
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.plain_errors import show

LOOK_AGAIN_SECONDS = 3.0
_Key = tuple[str, int, dt.date]  # which draft, as of which revision of the ledger, on which day
_looked_at: dict[Path, tuple[_Key, questions.Draft | Exception]] = {}  # the last one of each home


def begin(words: str, do: Callable[[], object]) -> None:
    """Begins something, waits a moment, and draws the page anew. `words`: what is being done."""
    work = work_for(the_desk().home.folder)
    if not work.begin(words, do):
        st.info(f"{work.words}. Try again when that is done.")
        return
    with st.spinner(f"{words} …"):
        work.wait()
    st.rerun()


def stop_while_at_work() -> None:
    """While something is being done: says so, looks again, and shows nothing else."""
    work = work_for(the_desk().home.folder)
    if work.running:
        _watch()
        st.stop()
    error = work.take_error()
    if error is not None:
        show(error)


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _watch() -> None:
    work = work_for(the_desk().home.folder)
    if not work.running:
        st.rerun()
    st.info(
        f"{work.words}, together with all that was published before. This can take minutes. You "
        "may leave this page and come back."
    )


def look_at(row: ReleaseRow) -> questions.Draft:
    """The draft as everybody of the backbone sees it: its proof is checked once for each change.

    Raises what `questions.draft` raises.
    """
    desk = the_desk()
    home, key = desk.home.folder, (row.key, desk.ledger.revision(), desk.today())
    known, found = _looked_at.get(home, (None, None))
    if known != key or found is None:
        begin(f"The draft of {row.id} is being looked at", lambda: _look(home, key, row))
        st.stop()  # something else is being done, which was said
    if isinstance(found, Exception):
        raise found
    return found


def _look(home: Path, key: _Key, row: ReleaseRow) -> None:
    try:
        _looked_at[home] = (key, questions.draft(the_desk(), None, row.id))
    except Exception as error:  # noqa: BLE001 - raised again where it is shown
        _looked_at[home] = (key, error)
