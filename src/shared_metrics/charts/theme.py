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
DAY: Final = alt.X("day:T")  # channels made once: a name alone costs Altair 14 ms each time
VALUE: Final = alt.Y("value:Q")
NO_TOOLTIP: Final = alt.TooltipValue(None)
AT_X: Final[Any] = alt.XValue  # pixels from the left; Altair gives these no types
AT_Y: Final[Any] = alt.YValue

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
    """The chart, given our look as it stands: a copy of all its data would take longer."""
    chart.config = alt.Config(**CONFIG)
    return chart


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
        x=DAY, y=VALUE, text=alt.Text("words:N"), tooltip=NO_TOOLTIP
    )
    return edged_text(chart, style)
