"""What a correction moves, figure by figure."""

from collections.abc import Sequence

import streamlit as st

from shared_metrics.desk.questions import Change
from shared_metrics.web.wording import count_words, plain

SHOWN = 20


def show_changes(changes: Sequence[Change]) -> None:
    """`12 figures change`, then the first of them."""
    st.markdown(f"**{count_words(len(changes), 'figure')} changed.**")
    st.table(
        [
            {
                "Row": plain(change.row),
                "Figure": plain(change.column),
                "Before": change.old or "–",
                "Now": change.new or "–",
            }
            for change in changes[:SHOWN]
        ],
        border="horizontal",
        hide_index=True,
        alt="Figures before and now",
    )
    if len(changes) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(changes):,}.")
