"""What a review's files have in common: one look, on a screen and on paper, nothing to load."""

import base64
from functools import cache
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from shared_metrics.site.fonts import FONTS, fonts_folder
from shared_metrics.site.goals import View
from shared_metrics.site.kept import Kept
from shared_metrics.site.places import Place
from shared_metrics.site.printing import picture_of, printed, rules_of
from shared_metrics.site.rendering import render

STYLE: Final = "meeting.css"
ON_SCREEN: Final = "meeting_screen.css"


def meeting_page(template: str, view: View, *, on_paper: bool, **values: object) -> str:
    """A page of a review; on a screen its style stands in it."""
    return render(
        template,
        view.words,
        Place(template.replace(".jinja", ".html"), view.words.code),
        release=view.edition.release,
        on_paper=on_paper,
        style="" if on_paper else Markup(_style_on_screen()),  # noqa: S704 - our own style
        picture_of=picture_of,
        **values,
    )


def meeting_pdf(page: str, kept: Kept) -> bytes:
    """A page of a review as tagged PDF."""
    return printed(page, rules_of(STYLE), kept)


@cache
def _style_on_screen() -> str:
    packed = (fonts_folder() / f"{FONTS[0]}.woff2").read_bytes()
    font = f"data:font/woff2;base64,{base64.b64encode(packed).decode()}"
    face = f"@font-face {{ font-family: Inter; font-weight: 100 900; src: url({font}); }}"
    more = (files("shared_metrics.site") / "static" / ON_SCREEN).read_text("utf-8")
    return f"{face}\n{rules_of(STYLE)}\n{more}"
