"""Who sees a partner's figures, said plainly."""

import streamlit as st

from shared_metrics.disclosure import MIN_CONTRIBUTORS
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.wording import plain

ROWS = (
    ("You and your colleagues", "Everything you sent, your figures and your own targets."),
    ("{backbone}", "Everything you sent, to check it and add it up."),
    ("Other partners", "Your name, what you bring and hope to gain. None of your figures."),
    (
        "The public",
        (
            "Totals of the partnership and of sectors, where at least {least} partners are behind "
            "a number and no small group can be told from it. Who is late is never shown."
        ),
    ),
)


def show_who_sees_what() -> None:
    """One row for each kind of reader."""
    backbone = the_desk().partnership.backbone_name
    st.table(
        [
            {
                "Who": f"**{plain(who.format(backbone=backbone))}**",
                "Sees": what.format(least=MIN_CONTRIBUTORS),
            }
            for who, what in ROWS
        ],
        border="horizontal",
        hide_index=True,
        alt="Who sees what of a partner's figures",
    )
