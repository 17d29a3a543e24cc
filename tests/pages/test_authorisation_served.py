"""A fresh server, asked directly by somebody who has not signed in: pages, routes, files."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from starlette.routing import Route
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, ForwardMsg
from websockets.asyncio.client import connect

from authorisation_cases import (
    ADDRESS_CASES,
    ADDRESS_FORMS,
    GUESSED,
    IDENTITIES,
    PATH_CASES,
    PATHS,
)
from desk_factories import DEFINITIONS, NOOR, ROSA
from served_app import ask_for_page, served
from shared_metrics.authorisation import ROUTES
from shared_metrics.web import launcher
from shared_metrics.web.navigation import BY_NAME
from visitors import SECRET, Treasure, fill, make_desk

SIGN_IN = "Sign in to see this page"
# What Streamlit itself serves to anybody: its own health, its settings for the browser, and the
# empty page every address gets, which holds no data and asks for it by websocket.
SHELL = b'<div id="root"></div>'


@pytest.fixture(scope="module")
def treasure(tmp_path_factory: pytest.TempPathFactory) -> Treasure:
    made = fill(make_desk(tmp_path_factory.mktemp("treasure") / "home"))
    (made.desk.home.folder / "settings.toml").write_text(
        f'partnership = "{made.desk.partnership.id}"\n'
        f'definitions = "{DEFINITIONS}"\nsample = true\n'
    )
    return made


@pytest.fixture(scope="module", params=IDENTITIES)
def address(request: pytest.FixtureRequest, treasure: Treasure) -> Iterator[str]:
    """A server nobody has asked for anything yet."""
    with served(treasure.desk.home.folder, SHARED_METRICS_IDENTITY=request.param) as address:
        yield address


def stolen(told: bytes, treasure: Treasure) -> list[bytes]:
    """What an answer gives away."""
    ids = (treasure.waiting, treasure.accepted, treasure.link, *treasure.tokens.values())
    wanted = [SECRET, ROSA.encode(), b"SQLite format", b"workforce_placements"]
    return [one for one in [*wanted, *(i.encode() for i in ids)] if one in told]


@pytest.mark.parametrize("form", ADDRESS_FORMS)
def test_no_address_shows_a_private_page(address: str, treasure: Treasure, form: str) -> None:
    """Whatever address a private page is asked by: the sign-in or the first page, never it."""
    asked = [name for name, other in ADDRESS_CASES if other == form]
    for name in asked:
        screen = BY_NAME[name]
        told = ask_for_page(address, form.format(url=screen.url, side=screen.side, name=name))
        if form == "{url}":
            assert SIGN_IN in told, name
        assert f'"{screen.title}"' not in told, name
        hidden = [one for one in stolen(told.encode(), treasure) if one != ROSA.encode()]
        assert hidden == [], name  # the demo's cards name everybody one can be


def answer(address: str, path: str, method: str) -> tuple[int, bytes]:
    asked = urllib.request.Request(address + path, method=method, data=None)  # noqa: S310 - ours
    try:
        with urllib.request.urlopen(asked, timeout=20) as told:  # noqa: S310 - ours
            return told.status, told.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


@pytest.mark.parametrize("path", PATHS)
def test_no_route_gives_anything_away(address: str, treasure: Treasure, path: str) -> None:
    """Every route of ours, Streamlit's, and guessed files, by every method: nothing of anybody's.

    A guessed media file does not exist; any other unknown address gets the empty page.
    """
    for method in (method for other, method in PATH_CASES if other == path):
        code, told = answer(address, path, method)
        assert stolen(told, treasure) == [], method
        if path not in ROUTES and not path.startswith("/_stcore"):
            assert code >= 400 or SHELL in told or told == b"", (method, code, told[:200])
        if path.startswith(("/media/0", "/_stcore/upload_file", "/_stcore/deferred")):
            assert code >= 400 or (method == "OPTIONS" and told == b"") or SHELL in told, method


def test_a_guessed_download_is_refused(address: str) -> None:
    """A button's download is asked for by an id of 122 random bits; a made-up one is an error."""
    told = asyncio.run(_ask_for_download(address, GUESSED))
    assert told.error_msg
    assert not told.deferred_file.url


async def _ask_for_download(address: str, file_id: str) -> BackendOperationResponse:
    wanted = BackMsg()
    wanted.backend_operation_request.request_id = "1"
    wanted.backend_operation_request.deferred_file.file_id = file_id
    stream = f"ws{address.removeprefix('http')}/_stcore/stream"
    async with connect(stream, subprotocols=["streamlit"], origin=address) as asked:
        await asked.send(wanted.SerializeToString())
        while True:
            told = ForwardMsg.FromString(await asyncio.wait_for(asked.recv(), 30))
            if told.WhichOneof("type") == "backend_operation_response":
                return told.backend_operation_response


def test_every_route_of_ours_stands_in_the_table() -> None:
    """A new route fails here until it says who may ask it."""
    paths = {route.path for route in launcher.routes() if isinstance(route, Route)}
    assert paths == set(ROUTES)


def test_ours_is_all_that_was_added() -> None:
    """Nothing but plain routes is served beside the pages."""
    assert all(isinstance(route, Route) for route in launcher.routes())
    assert NOOR not in str(launcher.routes())
