"""Who is let in before any page runs.

Demo identity means that anybody may say who they are, so it works only for somebody sitting at
the machine: bound to loopback, asked for as localhost, by a loopback address, with no proxy in
between. Everybody else gets one plain sentence and no page.
"""

import ipaddress
import re
from collections.abc import Iterable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared_metrics.desk.readiness import readiness
from shared_metrics.people import demo_identity_allowed
from shared_metrics.web.content_policy import CONTENT_POLICY, PDF_POLICY, public_policy

SECURITY_HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
PUBLIC = "/public/"  # the built public pages and files: for anybody, also from other pages
PUBLIC_HEADERS = SECURITY_HEADERS | {
    "content-security-policy": public_policy(),
    "cross-origin-resource-policy": "cross-origin",
    "access-control-allow-origin": "*",
}
# A goal's card is made to stand inside other people's pages.
_CARD = re.compile(rf"{PUBLIC}([a-z]+/)?embed/[a-z0-9_]+\.(html|svg)")
CARD_HEADERS = {
    name: value
    for name, value in (PUBLIC_HEADERS | {"content-security-policy": public_policy("*")}).items()
    if name != "x-frame-options"
}
PDF_HEADERS = PUBLIC_HEADERS | {"content-security-policy": PDF_POLICY}
DOWNLOADS = "/media/"  # files made for one session; no browser or proxy keeps a copy


def is_loopback(address: str | None) -> bool:
    """Whether an address is this machine's own (`127.0.0.1`, `::1`, `localhost`)."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


def demo_refusal(
    *, bound: str | None, clients: Iterable[str | None], headers: Mapping[str, str]
) -> str | None:
    """Why demo identity may not be used here, in one sentence; None when it may.

    `bound` is the address the server listens on; `clients` are the addresses the request came
    to and from.
    """
    if not all(is_loopback(client) for client in clients):
        return "The demo only answers somebody at this machine."
    if not demo_identity_allowed(bound or "", headers):
        return "The demo only answers as localhost, on this machine, with no proxy in between."
    return None


class DemoDoor:
    """Turns away every request and websocket for which demo identity may not be used."""

    def __init__(self, app: ASGIApp, bound: str | None) -> None:
        self.app = app
        self.bound = bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal})
        else:
            words = f"{refusal}\nTo let others in, set up sign-in: SHARED_METRICS_IDENTITY=oidc.\n"
            await PlainTextResponse(words, status_code=403)(scope, receive, send)

    def _refusal(self, scope: Scope) -> str | None:
        if scope["type"] not in ("http", "websocket"):
            return None
        ends = (scope.get("client"), scope.get("server"))
        return demo_refusal(
            bound=self.bound,
            clients=[end[0] if end else None for end in ends],
            headers=Headers(scope=scope),
        )


def security_headers(path: str) -> Mapping[str, str]:
    """What is added to an answer to this path."""
    if _CARD.fullmatch(path):
        return CARD_HEADERS
    if not path.startswith(PUBLIC):
        return SECURITY_HEADERS
    return PDF_HEADERS if path.endswith(".pdf") else PUBLIC_HEADERS


class SecurityHeaders:
    """Adds to every answer what tells a browser to load nothing from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in security_headers(scope["path"]).items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(DOWNLOADS):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)


async def health(_request: Request) -> JSONResponse:
    """`/healthz`: the server answers. Says nothing about anybody's data."""
    return JSONResponse({"status": "ok"})


async def ready(_request: Request) -> JSONResponse:
    """`/readyz`: whether a file could be taken now; 503 with a plain reason otherwise."""
    from shared_metrics.web.data_io import the_desk  # the door itself stays without a desk

    answer = await run_in_threadpool(readiness, the_desk)
    return JSONResponse(answer.as_dict(), status_code=answer.http_status)
