"""The look of every chart: one ink, one accent, hairlines, no box, labels in the chart."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

import altair as alt

INK: Final = "#0C151B"
ACCENT: Final = "#0F5C6E"
SETBACK: Final = "#A3315A"
PATH: Final = "#5F6B72"  # 5.5 : 1 on white
HAIRLINE: Final = "#D7DEE2"
PAPER: Final = "#FFFFFF"
FONT: Final = "Inter, sans-serif"
TEXT_SIZE: Final = 13
HEIGHT: Final = 320

CONFIG: Final[dict[str, Any]] = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": TEXT_SIZE,
        "titleFontSize": TEXT_SIZE,
        "titleFontWeight": "normal",
        "gridColor": HAIRLINE,
        "domainColor": HAIRLINE,
        "tickColor": HAIRLINE,
        "labelPadding": 6,
    },
    "header": {
        "labelColor": INK,
        "labelFontSize": TEXT_SIZE,
        "labelFontWeight": 600,
        "labelAnchor": "start",
        "title": None,
    },
    "title": {
        "color": INK,
        "subtitleColor": INK,
        "fontSize": TEXT_SIZE,
        "subtitleFontSize": TEXT_SIZE,
        "fontWeight": "normal",
        "anchor": "start",
        "offset": 12,
    },
}


AnyChart = TypeVar("AnyChart", alt.LayerChart, alt.FacetChart)


def themed(chart: AnyChart) -> AnyChart:
    """The chart with our look."""
    with_look: AnyChart = chart.configure(**CONFIG)
    return with_look


def as_data(rows: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """Rows as a chart carries them."""
    return alt.InlineData(values=[dict(row) for row in rows])


def edged_text(chart: alt.Chart, style: Mapping[str, Any]) -> list[alt.Chart]:
    """Text with a white edge, so that lines do not strike it through."""
    whole: dict[str, Any] = {"fontSize": TEXT_SIZE, "color": INK, **style}
    edge: dict[str, Any] = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    return [chart.mark_text(**(whole | edge | {"color": PAPER})), chart.mark_text(**whole)]


def label(rows: Sequence[Mapping[str, Any]], style: Mapping[str, Any]) -> list[alt.Chart]:
    """Text in a chart over time. Rows have `day` and `value` (where), and `words`."""
    chart = alt.Chart(as_data(rows)).encode(
        x="day:T", y="value:Q", text=alt.Text("words:N"), tooltip=alt.value(None)
    )
    return edged_text(chart, style)
