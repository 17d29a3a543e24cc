"""The ASGI launcher: `streamlit run app.py`.

The pages are run by `web/entry.py`, never from here, so that Streamlit never serves the `pages/`
folder by itself to somebody who has not gone through the navigation.
"""

import streamlit as st

from shared_metrics.web import launcher

app = st.App(
    launcher.ENTRY,
    routes=launcher.routes(),
    middleware=launcher.middleware(),
    lifespan=launcher.lifespan,
    on_script_error=launcher.show_plainly,
)
