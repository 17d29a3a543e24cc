"""What sectors and partners add, side by side and never ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import altair as alt

from shared_metrics.agenda.model import Goal, Metric, Sector
from shared_metrics.charts.axes import (
    day_of,
    domain_of,
    period_axis,
    tooltip,
    value_axis,
    value_axis_across,
)
from shared_metrics.charts.look import ON_SCREEN, Look
from shared_metrics.charts.theme import (
    ACCENT,
    AT_X,
    AT_Y,
    DAY,
    PAPER,
    PATH,
    as_data,
    edged_text,
    themed,
)
from shared_metrics.periods import Period
from shared_metrics.progress import Contribution, change_text, share_text, value_text

PANELS = replace(ON_SCREEN, width=250, height=130, ticks=3)
ROOM_IN_PANELS = 0.3
INSTEAD = "instead"
ROW_HEIGHT = 46


def sector_panels(rows: Sequence[Contribution], metric: Metric) -> dict[str, alt.LayerChart]:
    """One small panel for each sector, all on the same axes, to be placed one by one: by name."""
    look = replace(PANELS, width="container", height=160)
    return single_panels(_panels(rows, metric), _periods(rows), metric, look)


def _panels(rows: Sequence[Contribution], metric: Metric) -> list[dict[str, Any]]:
    return [
        {
            "panel": sector_name(row.id),
            "day": day_of(observed.period),
            "value": None if observed.value is None else float(observed.value),
            "when": observed.period.label,
            "words": value_text(observed.value, metric),
        }
        for row in rows
        for observed in row.series
    ]


def _periods(rows: Sequence[Contribution]) -> list[Period]:
    return [observed.period for row in rows for observed in row.series]


def sector_name(sector: str) -> str:
    """What people read for a sector's id."""
    return Sector(sector).label if sector in set(Sector) else sector


def small_multiples(
    rows: Sequence[Mapping[str, Any]],
    periods: Sequence[Period],
    metric: Metric,
    order: Sequence[str],
    *,
    columns: int,
    look: Look = PANELS,
) -> alt.FacetChart:
    """A panel (of the look's size) for each `panel` of the rows; the newest value at its end.

    Where there is no value a small square at the bottom says so; pointing at it says why.
    """
    panel = _panel(_with_words_to_write(rows, periods), rows, periods, metric, look)
    facet = alt.Facet("panel:N", sort=list(order), title=None)
    panels: alt.FacetChart = panel.facet(facet, columns=columns, spacing=24)
    panels = panels.resolve_axis(x="independent")
    return themed(panels)


def single_panels(
    rows: Sequence[Mapping[str, Any]],
    periods: Sequence[Period],
    metric: Metric,
    look: Look = PANELS,
) -> dict[str, alt.LayerChart]:
    """The same panels as charts of their own, on the same axes, by their names."""
    drawn = _with_words_to_write(rows, periods)
    names = dict.fromkeys(row["panel"] for row in drawn)
    return {
        name: themed(_panel([r for r in drawn if r["panel"] == name], rows, periods, metric, look))
        for name in names
    }


def _panel(
    drawn: Sequence[Mapping[str, Any]],
    all_rows: Sequence[Mapping[str, Any]],
    periods: Sequence[Period],
    metric: Metric,
    look: Look,
) -> alt.LayerChart:
    """What is drawn of some rows, on axes for all of them."""
    values = [row["value"] for row in all_rows if row["value"] is not None]
    base = alt.Chart().encode(
        x=period_axis(min(periods), max(periods), look) if periods else DAY,
        y=value_axis(metric, values, unit=None, room=ROOM_IN_PANELS),
        tooltip=tooltip(("panel", "Group"), ("when", "Period"), ("words", metric.title)),
    )
    at_bottom = AT_Y(look.height - 5)
    nothing = base.transform_filter("!isValid(datum.value)").encode(y=at_bottom)
    newest = base.transform_filter("isValid(datum.write) && isValid(datum.value)")
    layers = [
        base.mark_line(color=ACCENT, strokeWidth=2),
        base.mark_circle(color=ACCENT, size=14, opacity=1),
        newest.mark_circle(color=ACCENT, size=70, opacity=1),
        *(_squares(nothing) if any(row["value"] is None for row in drawn) else []),
        *_words_in_panels(base, {str(row["write"]) for row in drawn if row.get("write")}, look),
    ]
    rows = as_data(drawn)
    return alt.LayerChart(layer=layers, data=rows, width=look.width, height=look.height)


def _squares(nothing: alt.Chart) -> list[alt.Chart]:
    """Left out where there is none: a layer of nothing has no words for who cannot see it."""
    return [nothing.mark_point(color=PATH, shape="square", size=22, strokeWidth=1.2, opacity=1)]


def _with_words_to_write(
    rows: Sequence[Mapping[str, Any]], periods: Sequence[Period]
) -> list[dict[str, Any]]:
    """The rows, with `write` (where, e.g. `above left`) at each panel's newest value.

    A panel without any value has its newest row's words written in its middle instead.
    """
    early = day_of(min(periods) + (max(periods) - min(periods)) // 3) if periods else ""
    drawn = [dict(row) for row in rows]
    for panel in dict.fromkeys(row["panel"] for row in drawn):
        known = [row for row in drawn if row["panel"] == panel and row["value"] is not None]
        if not known:
            [row for row in drawn if row["panel"] == panel][-1]["write"] = INSTEAD
        for newest, before in zip(known[-1:], [*known[-2:-1], *known[-1:]], strict=False):
            height = "below" if newest["value"] < before["value"] else "above"
            newest["write"] = f"{height} {'left' if newest['day'] < early else 'right'}"
    return drawn


def _words_in_panels(base: alt.Chart, places: set[str], look: Look) -> list[alt.Chart]:
    words = alt.Text("words:N")
    across = float(look.width) / 2 if look.width != "container" else alt.ExprRef("width / 2")
    middle = base.encode(x=AT_X(across), y=AT_Y(look.height / 2), text=words)
    instead = middle.transform_filter(f"datum.write === '{INSTEAD}'")
    charts = edged_text(instead, {"color": PATH}) if INSTEAD in places else []
    for place in sorted(places - {INSTEAD}):
        height, align = place.split()
        style = {"align": align, "dy": 14 if height == "below" else -12}
        there = base.transform_filter(f"datum.write === '{place}'").encode(text=words)
        charts += edged_text(there, {"fontWeight": 600, "color": ACCENT, **style})
    return charts


def partner_chart(
    rows: Sequence[Contribution], metric: Metric, goal: Goal, *, names: Mapping[str, str]
) -> alt.LayerChart:
    """One row for each partner: where it was at the baseline (ring) and where it is now (dot)."""
    drawn = [_row(row, metric, names) for row in rows]
    known = [row[end] for row in drawn for end in ("then", "now") if row[end] is not None]
    across = value_axis_across("now", metric, known)
    base = alt.Chart(as_data(drawn)).encode(
        y=alt.Y("who:N", sort=[row["who"] for row in drawn], axis=_names_axis(), title=None),
        tooltip=tooltip(("who", "Partner"), ("words", "Now"), ("since", "Since the baseline")),
    )
    moved = base.transform_filter("isValid(datum.now) && isValid(datum.then)")
    layers = [
        moved.encode(x=across, x2="then:Q").mark_rule(color=PATH, strokeWidth=2),
        moved.encode(x="then:Q").mark_point(color=PATH, fill=PAPER, size=70, opacity=1),
        base.encode(x=across).mark_circle(color=ACCENT, size=110, opacity=1),
        *_words_above(base, sum(domain_of(metric, known)) / 2),
    ]
    height = max(len(drawn), 1) * ROW_HEIGHT
    sized = alt.LayerChart(layer=layers).properties(width="container", height=height)
    return themed(sized.properties(title=_key(rows, goal)))


def _row(row: Contribution, metric: Metric, names: Mapping[str, str]) -> dict[str, Any]:
    part = f", {_part_words(row.part, metric)}" if row.part is not None else ""
    now = value_text(row.newest, metric) if row.newest is not None else "no figures"
    return {
        "who": names.get(row.id, row.id),
        "then": None if row.baseline is None else float(row.baseline),
        "now": None if row.newest is None else float(row.newest),
        "words": f"{now}{part}",
        "since": change_text(row.change, metric),
    }


def _part_words(part: Fraction, metric: Metric) -> str:
    """Of a count, its part; of a rate or mean, how much it weighs."""
    if metric.denominator:
        return f"counts for {share_text(part)}"
    return f"{share_text(part)} of the total"


def _words_above(base: alt.Chart, middle: float) -> list[alt.Chart]:
    """Words above each dot, towards the middle of the chart so that they stay inside it."""
    words = base.encode(x="now:Q", text="words:N")
    left = words.transform_filter(f"isValid(datum.now) && datum.now < {middle}")
    right = words.transform_filter(f"isValid(datum.now) && datum.now >= {middle}")
    nothing = base.encode(x=alt.value(0), text="words:N").transform_filter("!isValid(datum.now)")
    return [
        *edged_text(left, {"align": "left", "dx": -5, "dy": -14}),
        *edged_text(right, {"align": "right", "dx": 5, "dy": -14}),
        *edged_text(nothing, {"align": "left", "dx": 6, "color": PATH}),
    ]


def _names_axis() -> alt.Axis:
    return alt.Axis(labelLimit=230, domain=False, ticks=False, grid=False, title=None)


def _key(rows: Sequence[Contribution], goal: Goal) -> str:
    now = next((row.period.label for row in rows if row.period), "now")
    return f"○ {goal.baseline.period.label} (baseline)    ● {now}"
