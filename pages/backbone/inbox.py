"""Files that wait: accept them, or return them with a reason."""

import streamlit as st

from shared_metrics.desk import questions
from shared_metrics.web.identity import require
from shared_metrics.web.panels import as_of
from shared_metrics.web.panels.deciding import accept_together, show_waiting_file
from shared_metrics.web.wording import count_words

person = require("backbone")
desk = as_of.show_head("Inbox", "inbox")
waiting = questions.inbox(desk, person)

if not waiting:
    st.success("Nothing waits for a decision.")
    st.stop()
st.write(f"{count_words(len(waiting), 'file').capitalize()} to decide on, the oldest first.")
accept_together(waiting, person)
for one in waiting:
    show_waiting_file(one, person)
