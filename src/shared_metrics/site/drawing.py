"""Chart -> SVG that stands in a page: text as text, no styles of its own, nothing to load."""

import json
from contextlib import AbstractContextManager
from functools import cache
from html import escape
from typing import Final

import altair as alt
from altair.utils.schemapi import debug_mode

from shared_metrics.site.cleaning import cleaned
from shared_metrics.site.fonts import unpacked_fonts
from shared_metrics.site.kept import Kept
from shared_metrics.site.words import Words

VEGA_LITE: Final = "6.4"
AS_DRAWN: Final = b"3"  # raise it when what is done to a drawing changes

Chart = alt.LayerChart | alt.FacetChart


def unchecked() -> AbstractContextManager[None]:
    """While charts are built: Altair would check each part against a schema, half of its time."""
    return debug_mode(arg=False)


def draw(chart: Chart, words: Words, kept: Kept, *, alternative: str | None = None) -> str:
    """The chart as an `svg` element; without words for those who do not see it, it is hidden."""
    with unchecked():
        spec = json.dumps(chart.to_dict(validate=False), sort_keys=True)
    parts = (b"svg", AS_DRAWN, VEGA_LITE.encode(), words.code.encode(), spec.encode())
    drawn = kept.get(parts, lambda: _drawn(spec, words)).decode()
    told = f'role="img" aria-label="{escape(alternative)}"' if alternative else 'aria-hidden="true"'
    return drawn.replace("<svg ", f"<svg {told} ", 1)


def _drawn(spec: str, words: Words) -> bytes:
    import vl_convert

    _register_fonts()
    svg = vl_convert.vegalite_to_svg(
        spec, vl_version=VEGA_LITE, format_locale=words.axis_numbers, allowed_base_urls=[]
    )
    return cleaned(svg).encode()


@cache
def _register_fonts() -> None:
    """Lets the drawing measure words with our font, whatever fonts the machine has."""
    import vl_convert

    vl_convert.register_font_directory(str(unpacked_fonts()))
