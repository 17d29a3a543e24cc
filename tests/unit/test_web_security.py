import asyncio

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Scope
from streamlit import config

from shared_metrics.web import launcher
from shared_metrics.web.content_policy import CONTENT_POLICY, content_policy
from shared_metrics.web.door import SECURITY_HEADERS, SecurityHeaders
from shared_metrics.web.hosts import AllowedHosts, host_name

SITE = "https://figures.example.org"


def answer(host: str | None, site: str = SITE, kind: str = "http", path: str = "/") -> Message:
    """The first thing that is sent to somebody who asks for this host."""
    scope: Scope = {
        "type": kind,
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [] if host is None else [(b"host", host.encode())],
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    app = SecurityHeaders(AllowedHosts(PlainTextResponse("page"), site))
    asyncio.run(app(scope, receive, send))
    return sent[0]


@pytest.mark.parametrize(
    "host", ["figures.example.org", "FIGURES.example.org:443", "127.0.0.1:8501", "[::1]:8501"]
)
def test_its_own_name_is_answered(host: str) -> None:
    """The name people use, and this machine's own for whoever keeps it running."""
    assert answer(host)["status"] == 200


HOSTILE_HOSTS = [
    None,
    "",
    "evil.example",
    "figures.example.org.evil.example",
    "evil.example@figures.example.org",
    "figures.example.org@evil.example",
    "figures.example.org:80:80",
    "figures.example.org:port",
    "figures.example.org/",
    "figures.example.org?",
    "10.0.0.1",
    "[::1",
]


@pytest.mark.parametrize("host", HOSTILE_HOSTS)
def test_any_other_name_is_turned_away(host: str | None) -> None:
    """A name that is not ours, or is none, gets one plain sentence and no page."""
    assert answer(host)["status"] == 421


@pytest.mark.parametrize("host", HOSTILE_HOSTS)
def test_no_websocket_under_another_name(host: str | None) -> None:
    """Pages come over the websocket, so it asks the same."""
    told = answer(host, kind="websocket")
    assert (told["type"], told["code"]) == ("websocket.close", 1008)


def test_without_an_address_only_this_machine_is_answered() -> None:
    """An installation that was not told its name is closed, not open."""
    assert answer("figures.example.org", site="")["status"] == 421
    assert answer("localhost:8501", site="")["status"] == 200


def test_a_host_is_read_without_its_port() -> None:
    """Names are compared in lower case, addresses without brackets."""
    assert [host_name(h) for h in ("A.b:1", "[::1]:2", "a b@c")] == ["a.b", "::1", None]


def test_nothing_is_run_that_was_built_from_text() -> None:
    """No `unsafe-eval`; inline scripts only by their hash; nothing from another host."""
    rules = dict(rule.split(" ", 1) for rule in CONTENT_POLICY.split("; "))
    assert "unsafe" not in rules["script-src"]
    assert rules["connect-src"] == "'self'"
    assert rules["default-src"] == "'self'"
    assert "http" not in CONTENT_POLICY


def test_only_the_scripts_of_the_page_itself_are_allowed() -> None:
    """A changed inline script has another hash; a page without one allows none."""
    mine, other = (content_policy(f"<script>{x}</script>") for x in ("a()", "b()"))
    assert mine != other
    assert "sha256" not in content_policy("<p>no script</p>")


@pytest.mark.parametrize("host", ["figures.example.org", "evil.example"])
def test_every_answer_has_the_headers(host: str) -> None:
    """Also the refusals."""
    headers = {k.decode(): v.decode() for k, v in answer(host)["headers"]}
    assert headers.items() >= SECURITY_HEADERS.items()
    assert set(SECURITY_HEADERS) >= {
        "content-security-policy",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "permissions-policy",
        "referrer-policy",
        "x-content-type-options",
        "x-frame-options",
    }


def test_no_copy_of_a_download_is_kept() -> None:
    """Files made for one session are not left in a browser's or proxy's store."""
    headers = dict(answer("localhost", path="/media/abc.csv")["headers"])
    assert headers[b"cache-control"] == b"no-store"


@pytest.mark.parametrize(("megabytes", "cap"), [("5", 5), ("0.5", 1), ("20", 20)])
def test_the_servers_cap_follows_the_setting(
    monkeypatch: pytest.MonkeyPatch, megabytes: str, cap: int
) -> None:
    """A larger body is refused by the server at the same size as by the pages."""
    before = config.get_option("server.maxUploadSize")
    monkeypatch.setenv("SHARED_METRICS_MAX_UPLOAD_MB", megabytes)
    try:
        launcher.middleware()
        assert config.get_option("server.maxUploadSize") == cap
    finally:
        config.set_option("server.maxUploadSize", before)


@pytest.mark.parametrize(("identity", "door"), [("demo", "DemoDoor"), ("oidc", "AllowedHosts")])
def test_there_is_always_a_door(monkeypatch: pytest.MonkeyPatch, identity: str, door: str) -> None:
    """Whatever the identity, somebody asks for which name and by whom; headers are outermost."""
    monkeypatch.setenv("SHARED_METRICS_IDENTITY", identity)
    layers = [layer.cls.__name__ for layer in launcher.middleware()]
    assert layers == ["SecurityHeaders", door]
