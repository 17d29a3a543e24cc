"""A page -> a tagged PDF (PDF/UA): the same bytes for the same page, on any day."""

import base64
import ctypes.util
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, Final

from shared_metrics.errors import InstallationProblem
from shared_metrics.site.fonts import FONTS, unpacked_fonts
from shared_metrics.site.kept import Kept
from shared_metrics.site.statuses import STATUSES, Shown

LIBRARIES: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
MADE_BY: Final = b"weasyprint 70"
SET_CLOCK: Final = "SOURCE_DATE_EPOCH"  # what programs that make files agree to look at
_ONE_AT_A_TIME: Final = threading.Lock()
WEIGHTS: Final = (400, 700)


@cache
def can_print() -> bool:
    """Whether the libraries that set text seem to be on this machine."""
    return ctypes.util.find_library("pangoft2-1.0") is not None


def printed(page: str, rules: str, kept: Kept) -> bytes:
    """The page on paper. Raises InstallationProblem `pdf_libraries_missing`."""
    parts = (b"pdf", MADE_BY, rules.encode(), page.encode())
    return kept.get(parts, lambda: _made(page, rules))


def rules_of(name: str) -> str:
    """A style of ours, and the shapes of the statuses: decoration, the word is beside them."""
    own = (files("shared_metrics.site") / "static" / name).read_text("utf-8")
    shapes = {status.shape: picture_of(_shape(status)) for status in STATUSES.values()}
    drawn = (f'.{s}::before {{ content: url("{picture}"); }}' for s, picture in shapes.items())
    return "\n".join([own, *drawn])


def picture_of(svg: str) -> str:
    """A drawing as an address that holds all of it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _shape(status: Shown) -> str:
    path = f'<path fill="{status.color}" fill-rule="evenodd" d="{status.path}"/>'
    size = 'viewBox="0 0 16 16" width="8pt" height="8pt"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{path}</svg>'


def _made(page: str, rules: str) -> bytes:
    html = _weasyprint().HTML(string=page)
    with _ONE_AT_A_TIME, _without_a_clock():
        style, fonts = _style(rules)
        made = html.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return bytes(made)


@contextmanager
def _without_a_clock() -> Iterator[None]:
    """Fonts are cut down to the letters used, and would carry the second this was done."""
    before = os.environ.get(SET_CLOCK)
    os.environ[SET_CLOCK] = "0"
    try:
        yield
    finally:
        del os.environ[SET_CLOCK]
        if before is not None:
            os.environ[SET_CLOCK] = before


@cache
def _style(rules: str) -> tuple[Any, Any]:
    """A style and the fonts it names, read once."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return _weasyprint().CSS(string=_faces() + rules, font_config=fonts), fonts


def _faces() -> str:
    return "".join(
        f"@font-face {{ font-family: Inter; font-weight: {weight};"
        f" src: url({(unpacked_fonts() / f'{name}.ttf').as_uri()}); }}\n"
        for name in FONTS
        for weight in WEIGHTS
    )


def _weasyprint() -> Any:  # noqa: ANN401 - it has no types
    try:
        import weasyprint
    except OSError as error:
        raise InstallationProblem(
            "pdf_libraries_missing",
            "The PDF cannot be made: libraries that set text are missing on this machine.",
            f"Install them, on Debian with `apt-get install {LIBRARIES}`, then do it again.",
        ) from error
    return weasyprint
