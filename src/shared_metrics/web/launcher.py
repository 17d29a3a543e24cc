"""What the server needs around the pages: routes, the door, warming up, plain errors."""

import asyncio
import math
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from streamlit import config

from shared_metrics import logs
from shared_metrics.desk import Desk
from shared_metrics.ledger.running import acts
from shared_metrics.settings import load_settings
from shared_metrics.web import public_site, site_keeper
from shared_metrics.web.door import DemoDoor, SecurityHeaders, health, ready
from shared_metrics.web.hosts import AllowedHosts
from shared_metrics.web.plain_errors import show

ENTRY = Path(__file__).with_name("entry.py")
WARM_AFTER_SECONDS = 2.0
FINISH_WITHIN_SECONDS = 25.0  # whoever stops us should wait a little longer than this


def routes() -> list[BaseRoute]:
    """What is served beside the pages."""
    return [
        Route("/healthz", health, methods=["GET"]),
        Route("/readyz", ready, methods=["GET"]),
        *public_site.routes(),
    ]


def middleware() -> list[Middleware]:
    """The door first, so that nobody turned away reaches anything else."""
    settings = load_settings()
    cap_uploads(settings.max_upload_mb)
    if settings.identity == "demo":
        door = Middleware(DemoDoor, bound=st.get_option("server.address"))
    else:
        door = Middleware(AllowedHosts, site=settings.site)
    return [Middleware(SecurityHeaders), door]


def cap_uploads(megabytes: float) -> None:
    """Streamlit's server refuses a larger body before it is read, and while it arrives."""
    config.set_option("server.maxUploadSize", math.ceil(megabytes))


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any] | None]:
    """Warms the checks, keeps the public site; lets acts under way finish before the end."""
    logs.set_up()
    warming = threading.Timer(WARM_AFTER_SECONDS, warm_checks)
    warming.daemon = True
    warming.start()
    try:
        with site_keeper.keeping(_the_desk):
            yield None
    finally:
        warming.cancel()
        finished = await asyncio.to_thread(acts.wait, FINISH_WITHIN_SECONDS)
        logs.note("stopped", finished=finished)


def _the_desk() -> Desk:
    """Opened late: Streamlit's caches are made when this is imported, and want it running."""
    from shared_metrics.web.data_io import the_desk

    return the_desk()


def warm_checks() -> None:
    """Imports what judging a file needs (seconds), so that the first upload does not wait."""
    from shared_metrics import checks

    checks.warm()
    logs.note("ready_to_check")


def show_plainly(error: Exception) -> bool:
    """Shows an error nobody caught as a plain message. True: Streamlit shows nothing itself."""
    show(error)
    return True
