import asyncio

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Scope

from shared_metrics.web.door import DemoDoor, SecurityHeaders, demo_refusal, is_loopback

HERE = {"host": "localhost:8501"}


def refusal(
    bound: str | None = "127.0.0.1", client: str | None = "127.0.0.1", **headers: str
) -> str | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return demo_refusal(bound=bound, clients=[client], headers=HERE | named)


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:1", "[::1]:8501"])
def test_demo_answers_somebody_at_this_machine(host: str) -> None:
    """Bound to loopback, asked as localhost, no proxy: the demo answers."""
    assert refusal(host=host) is None


@pytest.mark.parametrize("bound", [None, "", "0.0.0.0", "::", "192.168.1.4", "example.org"])  # noqa: S104 - what must be refused
def test_demo_needs_a_loopback_address(bound: str | None) -> None:
    """Listening to other machines refuses the demo, also when the address is not said."""
    assert "on this machine" in (refusal(bound=bound) or "")


@pytest.mark.parametrize("client", [None, "192.168.1.9", "8.8.8.8"])
def test_demo_refuses_other_machines(client: str | None) -> None:
    """A request from elsewhere is refused, whatever Host it claims."""
    assert "at this machine" in (refusal(client=client) or "")


@pytest.mark.parametrize(
    "mark",
    ["forwarded", "via", "x_forwarded_for", "x_forwarded_host", "x_forwarded_proto", "x_real_ip"],
)
def test_demo_refuses_a_proxy(mark: str) -> None:
    """Any header a proxy adds means somebody else may be at the other end."""
    assert "proxy" in (refusal(**{mark: "localhost"}) or "")


@pytest.mark.parametrize(
    "host",
    ["", "example.org", "localhost.example.org", "localhost:8501:1", "127.0.0.1.nip.io:8501"],
)
def test_demo_refuses_other_names(host: str) -> None:
    """Another name for this machine (DNS rebinding) is refused."""
    assert "localhost" in (refusal(host=host) or "")


def test_loopback_addresses() -> None:
    """The whole of 127/8 is this machine; a word is not an address."""
    assert is_loopback("127.8.8.8")
    assert not is_loopback("not an address")


def answer(scope_type: str, headers: list[tuple[bytes, bytes]]) -> list[Message]:
    scope: Scope = {
        "type": scope_type,
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 5000),
        "server": ("127.0.0.1", 8501),
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": f"{scope_type}.connect"}

    app = SecurityHeaders(DemoDoor(PlainTextResponse("page"), bound="127.0.0.1"))
    asyncio.run(app(scope, receive, send))
    return sent


def test_door_lets_localhost_in_and_sets_headers() -> None:
    """Somebody at the machine gets the page, with the headers that keep it to itself."""
    start, body = answer("http", [(b"host", b"localhost:8501")])
    assert (start["status"], body["body"]) == (200, b"page")
    headers = dict(start["headers"])
    assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]
    assert b"unsafe-eval" not in headers[b"content-security-policy"]
    assert headers[b"x-content-type-options"] == b"nosniff"


@pytest.mark.parametrize("name", [b"forwarded", b"x-forwarded-for"])
def test_door_turns_a_proxy_away(name: bytes) -> None:
    """A proxied request gets one plain sentence and what to set up instead."""
    start, body = answer("http", [(b"host", b"localhost"), (name, b"127.0.0.1")])
    assert start["status"] == 403
    assert b"proxy" in body["body"]
    assert b"SHARED_METRICS_IDENTITY=oidc" in body["body"]


def test_door_closes_websockets_of_others() -> None:
    """No page can be asked for over a websocket that the door would turn away."""
    (closed,) = answer("websocket", [(b"host", b"evil.example")])
    assert (closed["type"], closed["code"]) == ("websocket.close", 1008)
