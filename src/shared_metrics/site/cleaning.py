"""SVG as Vega draws it -> SVG that stands in a page: shapes and words, nothing said twice."""

import re
from typing import Any, Final
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

from shared_metrics.charts import TOLD

FAMILY: Final = "Inter, sans-serif"
_SVG: Final = "{http://www.w3.org/2000/svg}"
_LONG: Final = re.compile(r"-?[0-9]+\.[0-9]{2,}")
_CIRCLE: Final = re.compile(r"M([0-9.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0Z?")
_DROPPED: Final = (
    "aria-", "role", "class", "pointer-events", "font-family", "version", "cursor", "{"
)  # fmt: skip
_DEFAULTS: Final = {
    "opacity": "1",
    "stroke-width": "1",
    "fill-opacity": "1",
    "transform": "translate(0,0)",
    "x2": "0",
    "y2": "0",
}
_INHERITED: Final = ("fill", "stroke", "stroke-width", "font-size", "font-weight", "text-anchor")


def cleaned(svg: str) -> str:
    """The drawing with words as text, no style, class or link; points carry what they say."""
    root: Any = fromstring(svg)
    width, height = root.get("width"), root.get("height")
    for element in root.iter():  # one name space for all, said once: others' settings cannot mix in
        element.tag = element.tag.removeprefix(_SVG)
    _clean(root)
    root.attrib.clear()
    size = {"viewBox": f"0 0 {width} {height}", "width": width, "height": height}
    root.attrib.update({"xmlns": _SVG.strip("{}"), "class": "chart", **size, "font-family": FAMILY})
    return tostring(root, encoding="unicode").replace(" />", "/>")


def _clean(element: Element) -> None:
    for child in list(element):
        if _is_nothing(child):
            element.remove(child)
            continue
        said = child.get("aria-label", "")
        _clean(child)
        _strip(child)
        _round_off(child)
        if said.startswith(TOLD):
            title = Element("title")
            title.text = said.removeprefix(TOLD)
            child.insert(0, title)
        if child.tag == "g" and not child.attrib:
            _unwrap(element, child)
    _say_once(element)


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
        short = _LONG.sub(_short, value)
        if name.startswith(_DROPPED) or _DEFAULTS.get(name) == short:
            del element.attrib[name]
        else:
            element.set(name, short)


def _short(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 1) + 0.0:g}"


def _round_off(element: Element) -> None:
    """A circle that is drawn as two arcs is a circle."""
    circle = _CIRCLE.fullmatch(element.get("d", "")) if element.tag == "path" else None
    if circle is not None:
        element.tag = "circle"
        del element.attrib["d"]
        element.set("r", circle[1])


def _unwrap(element: Element, group: Element) -> None:
    at = list(element).index(group)
    element.remove(group)
    for offset, child in enumerate(group):
        element.insert(at + offset, child)


def _say_once(group: Element) -> None:
    """What all children say alike, their group says for them."""
    children = list(group)
    if group.tag != "g" or len(children) < 2:  # noqa: PLR2004 - one says it once already
        return
    for name in _INHERITED:
        values = {child.get(name) for child in children}
        value = values.pop()
        if not values and value is not None:
            group.set(name, value)
            for child in children:
                del child.attrib[name]
