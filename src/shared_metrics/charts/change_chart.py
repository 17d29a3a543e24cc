"""Why a number changed, step by step: before, what each one added or took away, after.

For screens inside only: a Change is made of figures that nothing has been hidden in.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any, Final

import altair as alt

from shared_metrics.agenda.model import Metric
from shared_metrics.charts.axes import number_format, tooltip
from shared_metrics.charts.look import ON_SCREEN
from shared_metrics.charts.theme import (
    ACCENT,
    AT_X,
    HAIRLINE,
    NO_TOOLTIP,
    PAPER,
    PATH,
    TEXT_SIZE,
    as_data,
    edged_text,
    themed,
)
from shared_metrics.progress import change_text, value_text
from shared_metrics.progress.explained import Change, Explained
from shared_metrics.progress.wording import is_share

Row = dict[str, Any]
ROW_HEIGHT: Final = 46
WORDS_AT, BAR_FROM, BAR_TO = 0.26, 0.5, 0.86  # of a row's height, from its top
READABLE: Final = Fraction(1, 8)  # of the axis: steps smaller than this need a closer look
ROOM: Final = Fraction(1, 20)
ROOM_FOR_NUMBERS: Final = 120  # pixels on the right of a name
EDGE: Final[Row] = {"stroke": ACCENT, "strokeWidth": 1.5}  # so that no bar is too thin to see
KEY: Final = "Filled: adds. Hollow: takes away."
SEEN: Final = {"both": "", "before": "no figures after", "after": "no figures before"}


def change_chart(
    change: Change,
    metric: Metric,
    names: Mapping[str, str],
    *,
    before: str = "Before",
    after: str = "After",
) -> alt.LayerChart:
    """A waterfall lying down: one row each, name and number above its bar.

    `names`: by id (an id without one is shown itself). `before`, `after`: what the two periods are
    called. The value itself is a bar from 0 where the steps can be seen beside it; otherwise the
    axis is cut to where the steps are and the value is a dot, since a cut bar would mislead.
    """
    drawn = _drawn(change, metric, names, (before, after))
    axis = _axis_of(change)
    base = alt.Chart().encode(
        x=_across(axis, metric),
        y=alt.Y("top:Q", axis=None, scale=_rows_scale(len(drawn))),
        y2="bottom:Q",
        tooltip=NO_TOOLTIP,
    )
    steps = base.encode(x2="start:Q")
    layers = [
        *_links(base),
        *_ends(steps, cut=axis.cut),
        *_steps(steps, {str(row["kind"]) for row in drawn}),
        *_words(base),
        _pointed_at(metric, len(drawn)),
    ]
    chart = alt.LayerChart(layer=layers, data=as_data(drawn), width="container")
    return themed(chart.properties(height=len(drawn) * ROW_HEIGHT, title=KEY))


def change_rows(change: Change, metric: Metric, names: Mapping[str, str]) -> list[dict[str, str]]:
    """The same as a table: `id`, `name`, `change`, `own` and `mix`, one row for each id.

    `own`: of which its own rate changed (the rate effect), `mix`: of which it weighs more or less
    than before; both empty for a count. Rounded one by one, so they may not add up to the last
    digit; the fractions of the Change do.
    """
    return [
        {
            "id": row.id,
            "name": names.get(row.id, row.id),
            "change": change_text(row.effect, metric),
            "own": _words_of(row.rate, metric),
            "mix": _words_of(row.mix, metric),
        }
        for row in change.rows
    ]


def _words_of(effect: Fraction | None, metric: Metric) -> str:
    return "" if effect is None else change_text(effect, metric)


# ---- what is drawn


def _drawn(
    change: Change, metric: Metric, names: Mapping[str, str], ends: tuple[str, str]
) -> list[Row]:
    levels = pairwise(_levels(change))
    told = change_rows(change, metric, names)
    steps = [
        _step_row(row, words, start, end)
        for row, words, (start, end) in zip(change.rows, told, levels, strict=True)
    ]
    first = _end_row(ends[0], change.before, metric)
    last = _end_row(ends[1], change.after, metric)
    last["change"] = f"{change_text(change.total, metric)} in all"
    rows = [first, *steps, last]
    return [row | _place(index, len(rows)) for index, row in enumerate(rows)]


def _levels(change: Change) -> list[Fraction]:
    """The value after each step, beginning before the first."""
    return list(accumulate((row.effect for row in change.rows), initial=change.before))


def _step_row(row: Explained, words: Mapping[str, str], start: Fraction, end: Fraction) -> Row:
    kind = "adds" if end > start else "takes away" if end < start else "nothing"
    seen = SEEN[row.seen]
    return {
        "kind": kind,
        "who": words["name"],
        "words": words["change"],
        "start": float(start),
        "end": float(end),
        "change": f"{words['change']}, {seen}" if seen else words["change"],
        "own": words["own"],
        "mix": words["mix"],
    }


def _end_row(name: str, value: Fraction, metric: Metric) -> Row:
    words = value_text(value, metric)
    numbers = {"start": 0.0, "end": float(value)}
    return {"kind": "value", "who": name, "words": words, **numbers, "change": words}


def _place(index: int, rows: int) -> Row:
    place: Row = {"top": index + BAR_FROM, "bottom": index + BAR_TO, "words_at": index + WORDS_AT}
    place |= {"row": index, "next_row": index + 1}
    if index + 1 < rows:
        place["next_top"] = index + 1 + BAR_FROM
    return place


# ---- where it is drawn


@dataclass(frozen=True, slots=True)
class _Axis:
    low: float
    high: float
    cut: bool  # whether 0 is outside


def _axis_of(change: Change) -> _Axis:
    """From 0 where the steps are large enough to be seen so; otherwise around them."""
    levels = _levels(change)
    low, high = min(levels), max(levels)
    bottom, top = min(low, Fraction(0)), max(high, Fraction(0))
    if high - low >= READABLE * (top - bottom):
        room = ROOM * (top - bottom or 1)
        return _Axis(float(bottom - room * (bottom < 0)), float(top + room), cut=False)
    room = ROOM * 2 * (high - low) or abs(high) * ROOM
    return _Axis(float(low - room), float(high + room), cut=True)


def _across(axis: _Axis, metric: Metric) -> alt.X:
    unit = ON_SCREEN.words.unit(metric)
    from_0 = is_share(metric) and not axis.cut and axis.high > 1
    return alt.X(
        "end:Q",
        scale=alt.Scale(domain=[axis.low, 1.0 if from_0 else axis.high], zero=False, nice=False),
        axis=alt.Axis(
            title=f"{unit} (not from 0)" if axis.cut else unit,
            titleAnchor="start",
            format=number_format(metric, [axis.low, axis.high]),
            tickCount=4,
            labelOverlap=True,
            grid=False,
        ),
    )


def _rows_scale(rows: int) -> alt.Scale:
    return alt.Scale(domain=[0, rows], reverse=True, zero=False, nice=False)


# ---- the marks


def _step(steps: alt.Chart, kind: str) -> alt.Chart:
    only: alt.Chart = steps.transform_filter(f"datum.kind === '{kind}'")
    return only


def _steps(steps: alt.Chart, kinds: Collection[str]) -> list[alt.Chart]:
    """Only those there are: a layer of nothing has no words for who cannot see it."""
    looks: dict[str, Row] = {"adds": {"fill": ACCENT}, "takes away": {"fill": PAPER}, "nothing": {}}
    return [
        _step(steps, kind).mark_rect(**look, **EDGE)
        for kind, look in looks.items()
        if kind in kinds
    ]


def _ends(steps: alt.Chart, *, cut: bool) -> Sequence[alt.Chart]:
    values = _step(steps, "value")
    if not cut:
        return [values.mark_rect(color=PATH)]
    middle = alt.Y("middle:Q", axis=None)
    dots = values.transform_calculate(middle="(datum.top + datum.bottom) / 2")
    dots = dots.encode(x="end:Q", x2=alt.Undefined, y=middle, y2=alt.Undefined)
    return [dots.mark_circle(color=PATH, size=130, opacity=1)]


def _links(base: alt.Chart) -> Sequence[alt.Chart]:
    """A hairline from where one row ends to where the next begins."""
    linked = base.transform_filter("isValid(datum.next_top)")
    down = linked.encode(y=alt.Y("bottom:Q", axis=None), y2="next_top:Q")
    return [down.mark_rule(color=HAIRLINE, strokeWidth=1.5)]


def _words(base: alt.Chart) -> Sequence[alt.Chart]:
    """The name on the left, the number on the right, both above the bar."""
    line = base.encode(y=alt.Y("words_at:Q", axis=None), y2=alt.Undefined)
    name = line.encode(x=AT_X(0), text=alt.Text("who:N"))
    number = line.encode(x=AT_X("width"), text=alt.Text("words:N"))
    limit = alt.ExprRef(f"max(width - {ROOM_FOR_NUMBERS}, {ROOM_FOR_NUMBERS})")
    return [
        *edged_text(name, {"align": "left", "limit": limit}),
        *edged_text(number, {"align": "right", "fontWeight": 600, "fontSize": TEXT_SIZE}),
    ]


def _pointed_at(metric: Metric, rows: int) -> alt.Chart:
    """The whole row answers when pointed at, however thin its bar is."""
    words = [("who", "Who"), ("change", "Change")]
    if metric.denominator:
        words += [("own", "Its own value changed"), ("mix", "It weighs more or less")]
    whole: alt.Chart = (
        alt.Chart()
        .encode(
            x=AT_X(0),
            x2=alt.value("width"),
            y=alt.Y("row:Q", axis=None, scale=_rows_scale(rows)),
            y2="next_row:Q",
            tooltip=tooltip(*words),
        )
        .mark_rect(opacity=0)
    )
    return whole
