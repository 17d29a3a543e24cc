"""A built site to look at: once for a process, from editions as releases freeze them."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import html5lib

from edition_factories import edition, editions
from shared_metrics.releases import Edition, ReleaseId
from shared_metrics.site import build_site
from shared_metrics.site.goals import View
from shared_metrics.site.kept import Kept
from shared_metrics.site.words import words_of

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
EMBEDDED = "more_people_placed"


@cache
def three_editions() -> list[Edition]:
    """R1, its amendment and R2, oldest first."""
    return sorted(editions(3), key=lambda one: ReleaseId.parse(one.id))[-3:]


@cache
def site_folder() -> Path:
    """A site of three editions with one embedded goal."""
    folder = Path(tempfile.mkdtemp(prefix="site-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    build_site(three_editions(), folder / "site", cache=drawings(), embeds=frozenset({EMBEDDED}))
    return folder / "site"


@cache
def drawings() -> Path:
    """Where drawings and report cards of this process are kept, so that a test need not wait."""
    folder = Path(tempfile.mkdtemp(prefix="drawings-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def view(one: Edition | None = None, language: str = "en") -> View:
    """An edition in one language."""
    return View(one or edition(), words_of(language), Kept(drawings()))


def pages(folder: Path | None = None) -> list[Path]:
    """Every page of a site."""
    return sorted((folder or site_folder()).rglob("*.html"))


def parsed(page: Path) -> Any:
    """A page as a browser reads it; a mistake in it is an error."""
    return _parsed(page, page.stat().st_mtime_ns)


@cache
def _parsed(page: Path, _written: int) -> Any:
    return html5lib.HTMLParser(strict=True).parse(page.read_text(encoding="utf-8"))


def elements(tree: Any, name: str) -> Iterator[Any]:
    """Every element of a name."""
    yield from tree.iter(f"{HTML}{name}")


def words_of_element(element: Any) -> str:
    """What can be read in it, in one line; scripts left out."""
    inside = {f"{HTML}script", f"{HTML}style"}
    texts = [element.text or ""] if element.tag not in inside else []
    for child in element:
        texts += [words_of_element(child) if isinstance(child.tag, str) else "", child.tail or ""]
    return " ".join(" ".join(texts).split())
