"""Under which names this installation answers when people sign in: its own, and this machine's.

A page of somebody else that points its own name at our address (DNS rebinding) gets nothing.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
WORDS = (
    "This installation does not answer under this name.\n"
    "Whoever runs it says its name in SHARED_METRICS_ADDRESS.\n"
)


def host_name(host: str) -> str | None:
    """The name in a `Host` header without its port, in lower case; None when it is none."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises for what is no port
    except ValueError:
        return None
    if parts.netloc != host or "@" in host:
        return None
    return parts.hostname


class AllowedHosts:
    """Turns away requests and websockets for any other name than that of `site`.

    `site` is where people find the pages, such as `https://figures.example.org`; when it is empty
    only this machine's own names are answered.
    """

    def __init__(self, app: ASGIApp, site: str) -> None:
        self.app = app
        own = urlsplit(site).hostname
        self.names = THIS_MACHINE | ({own} if own else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        asked = scope["type"] in ("http", "websocket")
        if not asked or host_name(Headers(scope=scope).get("host", "")) in self.names:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "unknown host"})
        else:
            await PlainTextResponse(WORDS, status_code=421)(scope, receive, send)
