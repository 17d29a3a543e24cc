"""The built public site under `/public/`: its files as they lie, with what a browser may keep."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from shared_metrics.settings import load_settings
from shared_metrics.web.built_site import BASE, built_site

FRONT: Final = "index.html"
MISSING: Final = "404.html"
UTF_8: Final = "; charset=utf-8"
KINDS: Final = {
    ".html": f"text/html{UTF_8}",
    ".css": f"text/css{UTF_8}",
    ".js": f"text/javascript{UTF_8}",
    ".csv": f"text/csv{UTF_8}",
    ".txt": f"text/plain{UTF_8}",
    ".xml": f"application/xml{UTF_8}",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}
A_DAY, A_YEAR = 86_400, 31_536_000
SOON: Final = 300  # a new release is everybody's within minutes
_FROZEN: Final = re.compile(r"releases/R[0-9.]+/tables/[^/]+\.csv")  # the same for ever
_OF_A_RELEASE: Final = re.compile(r"([a-z]+/)?releases/R[0-9.]+/.+\.(?!html)[a-z]+")
_IN_A_LANGUAGE: Final = re.compile(r"([a-z]+)/")
NOTHING_YET: Final = (404, "Nothing has been published yet.", "Come back another day.")
BEING_MADE: Final = (503, "The public pages are being made.", "Try again in a minute.")


def routes() -> list[BaseRoute]:
    """The site's addresses."""
    return [
        Route(BASE.rstrip("/"), _to_the_front, methods=["GET"]),
        Route(f"{BASE}{{path:path}}", _answer, methods=["GET"]),
    ]


async def _to_the_front(_request: Request) -> Response:
    return RedirectResponse(BASE, status_code=308)


async def _answer(request: Request) -> Response:
    """A file of the site, or its own page that says there is none."""
    path = str(request.path_params["path"])
    return await run_in_threadpool(_answered, path, request)


def _answered(path: str, request: Request) -> Response:
    pages = built_site(load_settings().home).pages
    if not pages.is_dir():
        return _without_a_site()
    found = file_at(pages, path)
    if found is None:
        return _missing(pages, path)
    if found.is_dir():
        return RedirectResponse(f"{BASE}{path}/", status_code=308)
    keep = {"cache-control": f"public, max-age={seconds_to_keep(path)}"}
    return _file(found, request, keep)


def file_at(pages: Path, path: str) -> Path | None:
    """The file a path names, or a folder to be asked for with a slash; None for anything else.

    Nothing outside the site has a path: no `..`, no hidden file, no link that leads elsewhere.
    """
    asked = path + FRONT if not path or path.endswith("/") else path
    if "\\" in asked or "\0" in asked or any(p.startswith(".") or not p for p in asked.split("/")):
        return None
    found = pages / asked
    try:
        inside = found.resolve().is_relative_to(pages.resolve())
        there = found.is_file() or (found / FRONT).is_file()
    except OSError:  # a name no file can have
        return None
    return found if inside and there else None


def seconds_to_keep(path: str) -> int:
    """How long a browser may keep a file without asking again."""
    if _FROZEN.fullmatch(path) or path.endswith(".woff2"):
        return A_YEAR
    return A_DAY if _OF_A_RELEASE.fullmatch(path) else SOON


def _file(found: Path, request: Request, headers: dict[str, str]) -> Response:
    content, tag = _read(found, found.stat().st_mtime_ns)
    headers["etag"] = tag
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    kind = KINDS.get(found.suffix, "application/octet-stream")
    return Response(content, headers=headers | {"content-type": kind})


@lru_cache(maxsize=256)
def _read(found: Path, changed: int) -> tuple[bytes, str]:
    """A file and its tag; weak, because it may travel compressed or not."""
    del changed  # tells a new file from the old one
    content = found.read_bytes()
    return content, f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def _missing(pages: Path, path: str) -> Response:
    language = _IN_A_LANGUAGE.match(path)
    translated = pages / language[1] / MISSING if language else pages / MISSING
    page = translated if translated.is_file() else pages / MISSING
    content = page.read_bytes() if page.is_file() else b"There is no such page."
    return Response(content, 404, {"content-type": KINDS[".html"], "cache-control": "no-store"})


def _without_a_site() -> Response:
    from shared_metrics.desk.questions import releases as questions
    from shared_metrics.web.data_io import the_desk  # the door itself stays without a desk

    code, what, when = BEING_MADE if questions.releases(the_desk()) else NOTHING_YET
    page = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{what}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n</head>\n'
        f"<body>\n<main>\n<h1>{what}</h1>\n<p>{when}</p>\n</main>\n</body>\n</html>\n"
    )
    headers = {"content-type": KINDS[".html"], "cache-control": "no-store", "retry-after": "60"}
    return Response(page, code, headers)
