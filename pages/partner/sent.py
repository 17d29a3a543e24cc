"""What we sent: each file, where it stands, its receipt; a waiting one can be withdrawn."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.submissions import State
from shared_metrics.web.data_io import the_desk
from shared_metrics.web.identity import require
from shared_metrics.web.panels.sent import choose_submission, show_list, show_one

person = require("partner")
sent = questions.submissions(the_desk(), person)
shown = [one for one in sent if one.state is not State.FAILED]

st.title("What we sent")
if not shown:
    st.info("Nothing has been sent yet.")
    st.stop()
show_list(shown)

st.header("Look at one")
chosen = choose_submission(shown, st.query_params.get("id"))
show_one(chosen, person)
