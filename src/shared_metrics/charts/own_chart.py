"""One partner's or sector's own line, small; inside also where the middle half of others is."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import altair as alt

from shared_metrics.agenda.model import Metric
from shared_metrics.charts.axes import day_of, period_axis, tooltip, value_axis
from shared_metrics.charts.bands import band
from shared_metrics.charts.look import ON_SCREEN
from shared_metrics.charts.theme import ACCENT, DAY, NO_TOOLTIP, PATH, VALUE, as_data, label, themed
from shared_metrics.progress import Observed, value_number, value_text
from shared_metrics.progress.others import Others

Row = dict[str, Any]
SMALL: Final = replace(ON_SCREEN, height=190, ticks=4)
OTHERS: Final = "Middle half of the others"
KEY: Final = "Band: middle half of the others."
ROOM: Final = 0.25


def own_chart(
    series: Sequence[Observed], metric: Metric, others: Sequence[Others] = ()
) -> alt.LayerChart:
    """A line of its own under no path; the band is of others together, none of them is drawn."""
    rows = [
        {
            "day": day_of(one.period),
            "value": None if one.value is None else float(one.value),
            "when": one.period.label,
            "words": value_text(one.value, metric),
        }
        for one in series
    ]
    ranges = _ranges(others, metric)
    seen = [row["value"] for row in rows if row["value"] is not None]
    reach = [*seen, *(row[end] for row in ranges for end in ("value", "high"))]
    periods = [one.period for one in series] + [o.period for o in others if o.low is not None]
    line = alt.Chart(as_data(rows)).encode(
        x=period_axis(min(periods), max(periods), SMALL) if periods else DAY,
        y=value_axis(metric, reach, unit=SMALL.words.unit(metric), room=ROOM),
        tooltip=tooltip(("when", "Period"), ("words", metric.title)),
    )
    layers = [
        *band(ranges, OTHERS, color=PATH),
        line.mark_line(color=ACCENT, strokeWidth=2),
        line.mark_circle(color=ACCENT, size=20, opacity=1),
        *_newest([row for row in rows if row["value"] is not None]),
    ]
    chart = alt.LayerChart(layer=layers, width=SMALL.width, height=SMALL.height)
    return themed(chart.properties(title=KEY) if ranges else chart)


def _ranges(others: Sequence[Others], metric: Metric) -> list[Row]:
    """Only periods in which enough others have a value; a gap begins a new run."""
    known = [one for one in others if one.low is not None and one.high is not None]
    starts = [0, *(int(b.period - a.period > 1) for a, b in pairwise(known))]
    run, rows = 0, []
    for one, start in zip(known, starts, strict=False):
        run += start
        low, high = one.low or 0, one.high or 0
        words = f"{value_number(low, metric)} to {value_text(high, metric)} ({one.count} others)"
        edges = {"value": float(low), "high": float(high)}
        rows.append(
            {"day": day_of(one.period), "when": one.period.label, "words": words, "run": run}
            | edges
        )
    return rows


def _newest(known: Sequence[Row]) -> list[alt.Chart]:
    if not known:
        return []
    falls = known[-1]["value"] < known[-2:][0]["value"]
    style = {"align": "right", "dy": 16 if falls else -14, "fontWeight": 600, "color": ACCENT}
    dot = alt.Chart(as_data(known[-1:])).encode(x=DAY, y=VALUE, tooltip=NO_TOOLTIP)
    return [dot.mark_circle(color=ACCENT, size=80, opacity=1), *label(known[-1:], style)]
