"""The public site on a real server: built by the program apart, open to everybody, never half."""

import gzip
import json
import shutil
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from authorisation_cases import IDENTITIES
from desk_factories import NOOR, person
from release_pages import prepare, publish, releasing_home
from releasing_factories import accept_placed
from served_app import served
from shared_metrics.desk import Desk, acts, open_desk
from shared_metrics.desk.questions.releases import releases
from shared_metrics.web.building import one_at_a_time
from shared_metrics.web.built_site import built_site, fingerprint_of
from shared_metrics.web.site_keeper import Child

BUILT_WITHIN_SECONDS = 240
GOAL = "goals/more_people_placed.html"
CSV = "releases/R1/tables/placements-quarter.csv"


@pytest.fixture(scope="module")
def monkeypatch_of_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patching:
        yield patching


@pytest.fixture(scope="module")
def desk(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch_of_module: pytest.MonkeyPatch
) -> Desk:
    """R1 is published, and its site was built with one goal's card."""
    monkeypatch_of_module.setenv("SHARED_METRICS_EMBEDS", "more_people_placed")
    made = releasing_home(tmp_path_factory.mktemp("public"), monkeypatch_of_module)
    prepare(made)
    publish(made)
    assert Child().build(made.home.folder) is None
    return made


@pytest.fixture(scope="module", params=IDENTITIES)
def address(request: pytest.FixtureRequest, desk: Desk) -> Iterator[str]:
    definitions = str(desk.home.definitions)
    told = {"SHARED_METRICS_IDENTITY": request.param, "SHARED_METRICS_DEFINITIONS": definitions}
    with served(desk.home.folder, SHARED_METRICS_TODAY="2026-05-02", **told) as address:
        yield f"{address}/public/"


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    asked = urllib.request.Request(  # noqa: S310 - our own address
        url, method=method, headers={n.replace("_", "-"): v for n, v in headers.items()}
    )
    try:
        with urllib.request.urlopen(asked, timeout=20) as told:  # noqa: S310 - as above
            answer = told.status, dict(told.headers), told.read()
    except urllib.error.HTTPError as refused:
        with refused:
            answer = refused.code, dict(refused.headers), refused.read()
    code, said, body = answer
    return code, {name.lower(): value for name, value in said.items()}, body


def test_the_site_is_what_was_built_for_this_release(desk: Desk) -> None:
    """The program apart leaves the pages and what they were built from, and nothing beside."""
    kept = built_site(desk.home.folder)
    assert (kept.newest, kept.fingerprint) == ("R1", fingerprint_of(desk))
    left = {path.name for path in kept.folder.iterdir()}
    assert left == {"pages", "drawings", "built.json", "building.lock"}


def test_two_servers_of_a_home_build_it_once(desk: Desk) -> None:
    """Whoever comes second waits, and finds it done."""
    kept = built_site(desk.home.folder)
    built = (kept.pages / "index.html").stat().st_ctime_ns
    with one_at_a_time(kept.folder):
        second = threading.Thread(target=Child().build, args=(desk.home.folder,))
        second.start()
        second.join(3)
        assert second.is_alive()
    second.join(60)
    assert not second.is_alive()
    assert (kept.pages / "index.html").stat().st_ctime_ns == built


def test_anybody_may_read_it(address: str) -> None:
    """Pages, figures and the report card, in both ways of signing in, without signing in."""
    for path, kind, word in (
        ("", "text/html; charset=utf-8", b"R1"),
        (GOAL, "text/html; charset=utf-8", b"300"),
        (f"es/{GOAL}", "text/html; charset=utf-8", b"300"),
        (CSV, "text/csv; charset=utf-8", b"2026-Q1,300"),
        ("releases/R1/datapackage.json", "application/json", b"tables/placements-quarter.csv"),
        ("releases.json", "application/json", b'"R1"'),
        ("assets/site.css", "text/css; charset=utf-8", b"{"),
    ):
        status, headers, body = ask(address + path)
        assert (status, headers["content-type"]) == (200, kind), path
        assert word in body, path


def test_nothing_private_is_in_it(address: str, desk: Desk) -> None:
    """Not the ledger, not a release's private part, not what drawings are kept in."""
    for path in ("../../ledger.db", "..%2f..%2fledger.db", "%2e%2e/%2e%2e/ledger.db",
                 "..%2fbuilt.json", "..%2fdrawings", "releases/R1/private/basis.json",
                 "releases/R1.draft/manifest.json"):  # fmt: skip
        status, _, body = ask(address + path)
        assert status in {400, 404} or b'<div id="root">' in body, path
        assert b"SQLite format" not in body
    there = [path for path in built_site(desk.home.folder).pages.rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in there)
    assert not [one.id for one in desk.ledger.submissions() if one.id.encode() in content]


def test_text_travels_compressed(address: str) -> None:
    """A page is a fraction of its size on the wire; what is compressed already is left alone."""
    _, plain_headers, page = ask(address + GOAL)
    _, headers, packed = ask(address + GOAL, Accept_Encoding="gzip")
    assert (headers["content-encoding"], gzip.decompress(packed)) == ("gzip", page)
    assert len(packed) < len(page) / 2
    assert "accept-encoding" in headers["vary"].lower()
    assert headers["etag"] == plain_headers["etag"]
    _, headers, _ = ask(address + "assets/inter-latin-wght-normal.woff2", Accept_Encoding="gzip")
    assert "content-encoding" not in headers


def test_a_head_says_what_a_get_would(address: str) -> None:
    """The same headers without the page."""
    status, headers, body = ask(address + CSV, "HEAD")
    _, got, content = ask(address + CSV)
    assert (status, body, int(headers["content-length"])) == (200, b"", len(content))
    assert headers["cache-control"] == got["cache-control"]


def test_only_the_card_that_was_asked_for_may_be_framed(address: str) -> None:
    """Others show this one inside their pages, no other page, and no other goal's card."""
    card, headers, _ = ask(f"{address}embed/more_people_placed.html")
    assert (card, "x-frame-options" in headers) == (200, False)
    assert "frame-ancestors *" in headers["content-security-policy"]
    drawing, headers, _ = ask(f"{address}embed/more_people_placed.svg")
    assert (drawing, headers["cross-origin-resource-policy"]) == (200, "cross-origin")
    assert ask(f"{address}embed/residents_in_work.html")[0] == 404
    _, headers, _ = ask(address + GOAL)
    assert headers["x-frame-options"] == "DENY"


def test_its_own_page_says_that_there_is_no_such_page(address: str) -> None:
    """With the way back to the front, in the reader's language."""
    status, _, body = ask(f"{address}goals/nothing.html")
    assert status == 404
    assert b'href="/public/' in body
    assert ask(f"{address}es/goals/nothing.html")[2] != body


def test_a_release_published_elsewhere_is_noticed(desk: Desk, tmp_path: Path) -> None:
    """An amendment published on the command line is on the served site without a restart."""
    home = tmp_path / "home"
    shutil.copytree(desk.home.folder, home)
    definitions = str(desk.home.definitions)
    with served(
        home,
        SHARED_METRICS_DEFINITIONS=definitions,
        SHARED_METRICS_TODAY="2026-05-02",
        SHARED_METRICS_EMBEDS="more_people_placed",
    ) as address:
        assert _released(address) == ["R1"]
        assert b"300 people" in ask(f"{address}/public/{GOAL}")[2]
        _amend(home, desk)
        until = time.monotonic() + BUILT_WITHIN_SECONDS
        while _released(address) == ["R1"]:  # until then the old site is served
            assert time.monotonic() < until
            time.sleep(0.5)
        assert _released(address) == ["R1.1", "R1"]
        assert b"330 people" in ask(f"{address}/public/{GOAL}")[2]


def _released(address: str) -> list[str]:
    return [one["id"] for one in json.loads(ask(f"{address}/public/releases.json")[2])]


def _amend(home: Path, like: Desk) -> None:
    desk = open_desk(like.settings.model_copy(update={"home": home}))
    accept_placed(desk, "2026-03", 90)
    reason = "Thirty people were counted late."
    acts.amend_release(desk, "R1", reason=reason, actor=person(NOOR), now=desk.now())
    publish(desk)
    assert [row.id for row in releases(desk)] == ["R1", "R1.1"]


def test_a_release_that_is_not_whole_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """A damaged table: one plain sentence, and the site before is still there."""
    home = tmp_path / "home"
    shutil.copytree(desk.home.folder, home)
    before = (built_site(home).pages / "index.html").read_bytes()
    table = home / "releases" / "R1" / "tables" / "placements-quarter.csv"
    table.write_text(table.read_text().replace("300", "301"))
    (built_site(home).folder / "built.json").unlink()  # as after an update of the program
    assert "R1 is not what was written to the ledger" in (Child().build(home) or "")
    assert (built_site(home).pages / "index.html").read_bytes() == before
