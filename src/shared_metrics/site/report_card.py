"""The report card: an edition on two pages to print, tagged for people who listen to it."""

import base64
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from shared_metrics.charts import Look
from shared_metrics.errors import InstallationProblem
from shared_metrics.releases import Edition, ReleasedSetback
from shared_metrics.site import places
from shared_metrics.site.corrections import corrections_of
from shared_metrics.site.fonts import FONTS, unpacked_fonts
from shared_metrics.site.goals import GoalShown, View
from shared_metrics.site.kept import Kept
from shared_metrics.site.places import Place
from shared_metrics.site.rendering import render
from shared_metrics.site.statuses import STATUSES, Shown
from shared_metrics.site.tables import Line
from shared_metrics.site.words import words_of

LIBRARIES: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
MADE_BY: Final = b"weasyprint 70"
SMALL: Final = Look(width=330, height=84)
MOST_CORRECTIONS: Final = 6
SET_CLOCK: Final = "SOURCE_DATE_EPOCH"  # what programs that make files agree to look at
_ONE_AT_A_TIME: Final = threading.Lock()
WEIGHTS: Final = (400, 700)


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest figure of each group, for one line of the card."""

    table: str
    title: str
    anchor: str
    period: str
    figures: tuple[tuple[str, str, bool], ...]  # group, words, hidden


def report_card_pdf(
    edition: Edition, language: str, *, address: str = "", kept: Kept | None = None
) -> bytes:
    """The card as PDF/UA; the same bytes for the same edition.

    `address`: where the site is; without it links are relative to the card's place in the site.
    Raises InstallationProblem `pdf_libraries_missing`.
    """
    words = words_of(language, edition.release.partnership.language)
    view = View(edition, words, kept or Kept(None))
    page = _page(view, address)
    return view.kept.get((b"pdf", MADE_BY, _rules().encode(), page.encode()), lambda: _made(page))


def _page(view: View, address: str) -> str:
    release, words = view.edition.release, view.words
    place = Place(places.release_page(release.id), words.code)
    goals = view.goals()
    return render(
        "report_card.jinja",
        words,
        place,
        release=release,
        goals=[(goal, _picture(view, goal), view.alternative(goal)) for goal in goals],
        groups=[newest for goal in goals for newest in _newest(view, goal)],
        setbacks=_setbacks(goals),
        corrected=corrections_of(view.edition, release.corrections, words),
        most=MOST_CORRECTIONS,
        manifest=view.edition.manifest_sha256,
        base=f"{address}{_folder(place)}" if address else "",
    )


def _folder(place: Place) -> str:
    """The folder a page lies in, with a slash at its end."""
    return place.full.removesuffix("index.html")


def _picture(view: View, goal: GoalShown) -> str:
    svg = view.spark(goal, SMALL)
    return _picture_of(svg) if svg else ""


def _picture_of(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _newest(view: View, goal: GoalShown) -> list[Newest]:
    """Of each table by one thing, its newest row that says anything."""
    found = []
    for table in goal.released.groups:
        if table not in view.edition.tables or len(view.edition.tables[table].by) != 1:
            continue
        seen = view.shown(table)
        line = next(
            (li for li in seen.lines if any(f.status == "published" for f in li.figures)), None
        )
        if line is not None:
            figures = tuple(
                (column, figure.words, figure.status == "suppressed")
                for column, figure in zip(seen.columns, line.figures, strict=True)
            )
            title = f"{goal.metric.title}, {seen.title}"
            found.append(Newest(table, title, line.anchor, line.heads[0], figures))
    return found


def _says_something(line: Line) -> bool:
    return any(figure.status in {"published", "coded"} for figure in line.figures)


def _setbacks(goals: list[GoalShown]) -> list[ReleasedSetback]:
    """Each once, newest first, whichever goals it touched."""
    known = {one.setback.id: one for goal in goals for one in goal.released.setbacks}
    return sorted(known.values(), key=lambda one: one.setback.period, reverse=True)


def _made(page: str) -> bytes:
    html = _weasyprint().HTML(string=page)
    with _ONE_AT_A_TIME, _without_a_clock():
        style, fonts = _style()
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
def _style() -> tuple[Any, Any]:
    """The style and the fonts it names, read once."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return _weasyprint().CSS(string=_faces() + _rules(), font_config=fonts), fonts


def _faces() -> str:
    return "".join(
        f"@font-face {{ font-family: Inter; font-weight: {weight};"
        f" src: url({(unpacked_fonts() / f'{name}.ttf').as_uri()}); }}\n"
        for name in FONTS
        for weight in WEIGHTS
    )


def _rules() -> str:
    """Our style, and the shapes of the statuses: drawn as decoration, the word is beside them."""
    own = (files("shared_metrics.site") / "static" / "report_card.css").read_text("utf-8")
    shapes = {status.shape: _picture_of(_shape(status)) for status in STATUSES.values()}
    drawn = (f'.{s}::before {{ content: url("{picture}"); }}' for s, picture in shapes.items())
    return "\n".join([own, *drawn])


def _shape(status: Shown) -> str:
    path = f'<path fill="{status.color}" fill-rule="evenodd" d="{status.path}"/>'
    size = 'viewBox="0 0 16 16" width="8pt" height="8pt"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{path}</svg>'


def _weasyprint() -> Any:  # noqa: ANN401 - it has no types
    try:
        import weasyprint
    except OSError as error:
        raise InstallationProblem(
            "pdf_libraries_missing",
            "The report card cannot be made: libraries that set text are missing on this machine.",
            f"Install them, on Debian with `apt-get install {LIBRARIES}`, then do it again.",
        ) from error
    return weasyprint
