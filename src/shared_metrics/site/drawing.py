"""Chart -> SVG that stands in a page: text as text, no styles of its own, nothing to load."""

import json
import re
from contextlib import AbstractContextManager
from functools import cache
from html import escape
from typing import Any, Final
from xml.etree.ElementTree import Element, tostring

import altair as alt
from altair.utils.schemapi import debug_mode
from defusedxml.ElementTree import fromstring

from shared_metrics.charts import TOLD
from shared_metrics.site.fonts import unpacked_fonts
from shared_metrics.site.kept import Kept
from shared_metrics.site.words import Words

VEGA_LITE: Final = "6.4"
FAMILY: Final = "Inter, sans-serif"
AS_DRAWN: Final = b"2"  # raise it when what is done to a drawing changes
_SVG: Final = "{http://www.w3.org/2000/svg}"
_LONG: Final = re.compile(r"-?[0-9]+\.[0-9]{2,}")
_DROPPED: Final = (
    "aria-",
    "role",
    "class",
    "pointer-events",
    "font-family",
    "version",
    "cursor",
    "{",
)
_DEFAULTS: Final = {"opacity": "1", "stroke-width": "1", "fill-opacity": "1"}

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
    return _cleaned(svg).encode()


@cache
def _register_fonts() -> None:
    """Lets the drawing measure words with our font, whatever fonts the machine has."""
    import vl_convert

    vl_convert.register_font_directory(str(unpacked_fonts()))


def _cleaned(svg: str) -> str:
    root: Any = fromstring(svg)
    width, height = root.get("width"), root.get("height")
    for element in root.iter():  # one name space for all, said once: others' settings cannot mix in
        element.tag = element.tag.removeprefix(_SVG)
    _clean(root)
    root.attrib.clear()
    size = {"viewBox": f"0 0 {width} {height}", "width": width, "height": height}
    root.attrib.update({"xmlns": _SVG.strip("{}"), "class": "chart", **size, "font-family": FAMILY})
    return tostring(root, encoding="unicode")


def _clean(element: Element) -> None:
    """Leaves shapes and words; what a point says is kept as its title."""
    for child in list(element):
        if _is_nothing(child):
            element.remove(child)
            continue
        said = child.get("aria-label", "")
        _clean(child)
        _strip(child)
        if said.startswith(TOLD):
            title = Element("title")
            title.text = said.removeprefix(TOLD)
            child.insert(0, title)
        if child.tag == "g" and not child.attrib:
            at = list(element).index(child)
            element.remove(child)
            for offset, grandchild in enumerate(child):
                element.insert(at + offset, grandchild)


def _is_nothing(element: Element) -> bool:
    if element.get("display") == "none" or element.tag == "defs":
        return True
    if element.tag == "path":
        invisible = element.get("fill") is None and element.get("stroke") is None
        return not element.get("d") or (element.get("class") == "background" and invisible)
    if element.tag == "rect":
        return element.get("fill") == "transparent"
    return element.tag == "g" and not list(element)


def _strip(element: Element) -> None:
    for name, value in list(element.attrib.items()):
        if name.startswith(_DROPPED) or _DEFAULTS.get(name) == value:
            del element.attrib[name]
        else:
            element.set(name, _LONG.sub(_short, value))


def _short(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 1) + 0.0:g}"
