"""Serving the built public site: which file an address is, and what a browser is told of it."""

import asyncio
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Scope

from shared_metrics.web import public_site
from shared_metrics.web.built_site import BuiltSite, built_site
from shared_metrics.web.door import SECURITY_HEADERS, SecurityHeaders, security_headers

FILES = {
    "index.html": "front",
    "404.html": "not here",
    "es/404.html": "no está",
    "es/index.html": "portada",
    "goals/more_work.html": "a goal",
    "embed/more_work.html": "a card",
    "embed/more_work.svg": "<svg/>",
    "releases/R1/index.html": "R1",
    "releases/R1/tables/placed-quarter.csv": "period,value",
    "releases/R1/datapackage.json": "{}",
    "es/releases/R1/R1-report-card-es.pdf": "%PDF",
    "assets/site.css": "p {}",
    ".hidden": "secret",
    ".folder/file.txt": "secret",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuiltSite:
    monkeypatch.setenv("SHARED_METRICS_HOME", str(tmp_path / "home"))
    made = built_site(tmp_path / "home")
    for name, text in FILES.items():
        path = made.pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "home" / "ledger.db").write_text("secret")
    (made.pages / "link.txt").symlink_to(tmp_path / "home" / "ledger.db")
    (made.pages / "up").symlink_to(tmp_path / "home")
    return made


def ask(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what the routes answer, behind the door's headers."""
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "root_path": "",
        "query_string": b"",
        "headers": [(name.replace("_", "-").encode(), v.encode()) for name, v in headers.items()],
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    app = SecurityHeaders(Starlette(routes=public_site.routes()))
    asyncio.run(app(scope, receive, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(one.get("body", b"") for one in sent[1:])


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("", "front"),
        ("index.html", "front"),
        ("es/", "portada"),
        ("goals/more_work.html", "a goal"),
        ("releases/R1/", "R1"),
        ("releases/R1/tables/placed-quarter.csv", "period,value"),
    ],
)
def test_an_address_is_a_file(site: BuiltSite, path: str, text: str) -> None:
    """Files are served as they lie; a folder is its first page."""
    status, _, body = ask(f"/public/{path}")
    assert (status, body.decode()) == (200, text)


@pytest.mark.parametrize(
    "path",
    [
        "../ledger.db",
        "goals/../../ledger.db",
        "goals/../index.html",
        "embed/../index.html",
        "//etc/passwd",
        "/etc/passwd",
        "..",
        ".",
        ".hidden",
        ".folder/file.txt",
        "link.txt",
        "up/ledger.db",
        "up/",
        "goals\\more_work.html",
        "index.html\0.txt",
        "index.html/",
        "goals/",
        "a" * 5000,
        "nothing.html",
    ],
)
def test_nothing_else_is_one(site: BuiltSite, path: str) -> None:
    """No way out of the site, nothing hidden in it, no name that cannot be: its own 404 page."""
    status, headers, body = ask(f"/public/{path}")
    assert (status, body) == (404, b"not here")
    assert headers["cache-control"] == "no-store"


def test_a_missing_page_is_said_in_its_language(site: BuiltSite) -> None:
    """Who reads Spanish is told in Spanish."""
    assert ask("/public/es/nada.html")[2].decode() == "no está"


@pytest.mark.parametrize(
    ("path", "to"),
    [("/public", "/public/"), ("/public/es", "/public/es/"), ("/public/goals", None)],
)
def test_a_folder_is_asked_for_with_a_slash(site: BuiltSite, path: str, to: str | None) -> None:
    """Or relative links on its page would lead astray; a folder without a page is none."""
    status, headers, _ = ask(path)
    assert (status, headers.get("location")) == ((308, to) if to else (404, None))


@pytest.mark.parametrize(
    ("path", "kind", "seconds"),
    [
        ("", "text/html; charset=utf-8", 300),
        ("goals/more_work.html", "text/html; charset=utf-8", 300),
        ("assets/site.css", "text/css; charset=utf-8", 300),
        ("embed/more_work.svg", "image/svg+xml", 300),
        ("releases/R1/", "text/html; charset=utf-8", 300),
        ("releases/R1/index.html", "text/html; charset=utf-8", 300),
        ("es/releases/R1/R1-report-card-es.pdf", "application/pdf", 86_400),
        ("releases/R1/datapackage.json", "application/json", 86_400),
        ("releases/R1/tables/placed-quarter.csv", "text/csv; charset=utf-8", 31_536_000),
    ],
)
def test_what_a_browser_may_keep(site: BuiltSite, path: str, kind: str, seconds: int) -> None:
    """Pages for minutes (one may say that its release was amended), files for a day or for ever."""
    _, headers, _ = ask(f"/public/{path}")
    kept = (headers["content-type"], headers["cache-control"])
    assert kept == (kind, f"public, max-age={seconds}")
    assert headers["x-content-type-options"] == "nosniff"


def test_what_did_not_change_is_not_sent_again(site: BuiltSite) -> None:
    """The tag of a file answers for it until the file is another."""
    _, headers, _ = ask("/public/")
    status, _, body = ask("/public/", if_none_match=headers["etag"])
    assert (status, body) == (304, b"")
    (site.pages / "index.html").write_text("a newer front")
    status, _, body = ask("/public/", if_none_match=headers["etag"])
    assert (status, body) == (200, b"a newer front")


def test_other_methods_do_nothing(site: BuiltSite) -> None:
    """Public pages are only read."""
    assert ask("/public/", "HEAD")[0] == 200
    assert {ask("/public/", method)[0] for method in ("POST", "PUT", "DELETE")} == {405}


def test_before_a_release_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No site and no release: a plain page, not the program's."""
    monkeypatch.setenv("SHARED_METRICS_HOME", str(tmp_path / "home"))
    status, headers, body = ask("/public/goals/any.html")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b"Nothing has been published yet." in body


STRICT, CARD, APP = "strict", "card", "app"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/public/", STRICT),
        ("/public/goals/more_work.html", STRICT),
        ("/public/embed/", STRICT),
        ("/public/embed/more_work.html", CARD),
        ("/public/embed/more_work.svg", CARD),
        ("/public/es/embed/more_work.html", CARD),
        ("/public/embed/../index.html", STRICT),
        ("/public/embed/x/../../index.html", STRICT),
        ("/publicity/embed/more_work.html", APP),
        ("/", APP),
        ("/shared_goals", APP),
    ],
)
def test_the_rules_of_a_page_follow_its_address(path: str, kind: str) -> None:
    """Public pages run one script of a file and no style of their own; only cards may be framed."""
    headers = security_headers(path)
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert ("x-frame-options" in headers) is (kind != CARD)
    assert rules["frame-ancestors"] == ("*" if kind == CARD else "'none'")
    if kind != APP:
        assert "unsafe" not in headers["content-security-policy"]
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == rules["style-src"] == "'self'"
        assert headers["access-control-allow-origin"] == "*"
    else:
        assert "access-control-allow-origin" not in headers


def test_a_pdf_can_be_shown_and_does_nothing(site: BuiltSite) -> None:
    """Browsers show it as an object with styles of their own; no script, nothing loaded."""
    _, headers, _ = ask("/public/es/releases/R1/R1-report-card-es.pdf")
    policy = headers["content-security-policy"]
    assert "object-src 'self'" in policy
    assert "script" not in policy
    assert security_headers("/elsewhere.pdf") == SECURITY_HEADERS
