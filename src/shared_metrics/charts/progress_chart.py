"""One goal over time: the line, the path agreed, baseline and target, numbered setbacks.

Inside also: what may come if nothing changes, where the goal was changed, what is provisional.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import altair as alt

from shared_metrics.agenda.model import Goal, Metric, Point
from shared_metrics.charts.axes import day_of, period_axis, tooltip, value_axis
from shared_metrics.charts.bands import band
from shared_metrics.charts.goal_history import Path, paths_that_held
from shared_metrics.charts.look import ON_SCREEN, TOLD, Look
from shared_metrics.charts.theme import (
    ACCENT,
    DAY,
    NO_TOOLTIP,
    PAPER,
    PATH,
    VALUE,
    as_data,
    label,
    themed,
)
from shared_metrics.charts.time_marks import (
    marks_of_breaks,
    marks_of_changes,
    marks_of_notes,
    marks_of_setbacks,
)
from shared_metrics.learning import FieldNote, Setback
from shared_metrics.periods import Period
from shared_metrics.progress import (
    Forecast,
    Standing,
    needed_by,
    path_points,
    value_number,
    value_text,
)

Row = dict[str, Any]
IF_NOTHING_CHANGES = "if nothing changes"
NEXT_LINE = 16  # pixels from a point to the middle of its words


@dataclass(frozen=True, slots=True)
class Drawn:
    """A value as it is drawn; `value` None leaves a gap and `words` say why.

    `whole`: whether nothing is missing of it; otherwise its point is hollow.
    """

    period: Period
    value: float | None
    words: str
    when: str = ""  # the period's name, English unless told
    whole: bool = True

    @property
    def row(self) -> Row:
        """For the chart."""
        return {
            "day": day_of(self.period),
            "value": self.value,
            "when": self.when or self.period.label,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class Inside:
    """What is drawn of a goal inside only.

    `paths`: as they held, one after the other. `expected`: the range if nothing changes. `stale`:
    the newest figure is too old. `notes`: what was heard, lettered in the order given.
    """

    paths: Sequence[Path]
    expected: Sequence[Row] = ()
    stale: bool = False
    notes: Sequence[FieldNote] = ()

    @property
    def values(self) -> list[float]:
        """Everything the axis must reach."""
        on_paths = [float(value) for path in self.paths for _, value in path]
        return [*on_paths, *(row[end] for row in self.expected for end in ("value", "high"))]


def progress_chart(
    standing: Standing,
    setbacks: Sequence[Setback] = (),
    forecast: Forecast | None = None,
    notes: Sequence[FieldNote] = (),
) -> alt.LayerChart:
    """Standing -> chart. Setbacks are numbered, notes lettered as given: list them below it."""
    expected = [] if forecast is None else expected_rows(standing, forecast)
    inside = Inside(paths_that_held(standing), expected, standing.stale, notes)
    return goal_chart(standing.goal, standing.metric, drawn_of(standing), setbacks, inside=inside)


def drawn_of(standing: Standing) -> list[Drawn]:
    """A standing's series as it is drawn."""
    provisional = {one.period for one in standing.judgements if one.provisional}
    return [
        Drawn(
            observed.period,
            None if observed.value is None else float(observed.value),
            value_text(observed.value, standing.metric),
            whole=observed.period not in provisional,
        )
        for observed in standing.series
    ]


def expected_rows(standing: Standing, forecast: Forecast) -> list[Row]:
    """The range of each coming period, beginning with the newest figure that is not provisional."""
    if not standing.whole:
        return []
    newest, metric = standing.whole[-1], standing.metric
    now = float(newest.value or 0)
    rows = [{"day": day_of(newest.period), "value": now, "high": now}]
    for ahead, point in enumerate(forecast.points, start=1):
        period = newest.period + ahead
        rows.append(
            {
                "day": day_of(period),
                "value": float(point.low),
                "high": float(point.high),
                "when": period.label,
                "words": f"{value_number(point.low, metric)} to {value_text(point.high, metric)}",
                "period": period,
            }
        )
    return rows


def goal_chart(
    goal: Goal,
    metric: Metric,
    drawn: Sequence[Drawn],
    setbacks: Sequence[Setback] = (),
    look: Look = ON_SCREEN,
    *,
    inside: Inside | None = None,
) -> alt.LayerChart:
    """The line of a metric under the path of a goal.

    Where the baseline may not be told, nothing is drawn or placed by its value: neither the path
    nor its ring, and the axis does not reach for it.
    """
    shown = inside or Inside([path_points(goal)] if look.baseline else [])
    first, last = _span(goal, drawn, shown)
    agreed = [Fraction(point.value) for point in _points(goal, look)]
    seen = [d.value for d in drawn if d.value is not None]
    color = PATH if shown.stale else ACCENT
    line = alt.Chart(as_data([d.row for d in drawn])).encode(
        x=period_axis(first, last, look),
        y=value_axis(metric, [*agreed, *seen, *shown.values], unit=look.words.unit(metric)),
        tooltip=tooltip(("when", "Period"), ("words", metric.title)),
    )
    path = shown.paths[-1] if shown.paths else ()
    layers = [
        *marks_of_setbacks(setbacks, first, last, look),
        *(marks_of_notes(inside.notes, first, last, look) if inside else []),
        *marks_of_breaks(metric.breaks, first, last, look),
        *(marks_of_changes(goal, first, last) if inside else []),
        *(layer for piece in shown.paths for layer in _path_line(piece)),
        *_expected(goal, shown.expected),
        line.mark_line(color=color, strokeWidth=2.5, interpolate="linear"),
        _dots(line, look, color),
        *_not_whole(drawn),
        *_path_words(path, drawn, look),
        *_ends(goal, metric, _beside_baseline(goal, drawn, shown), look),
        *_newest(goal, drawn, last, look, shown),
    ]
    return themed(alt.LayerChart(layer=layers, width=look.width, height=look.height))


def _points(goal: Goal, look: Look) -> list[Point]:
    return [goal.baseline, goal.target] if look.baseline else [goal.target]


def _dots(line: alt.Chart, look: Look, color: str) -> alt.Chart:
    """The values; where they may be pointed at, each carries its period and value as one text."""
    if look.pointed:
        told = line.transform_calculate(told=f"'{TOLD}' + datum.when + ': ' + datum.words")
        line = told.transform_filter("isValid(datum.value)").encode(
            description=alt.Description("told:N"), tooltip=NO_TOOLTIP
        )
    dots: alt.Chart = line.mark_circle(color=color, size=36, opacity=1)
    return dots


def _not_whole(drawn: Sequence[Drawn]) -> list[alt.Chart]:
    """Hollow points where files are missing."""
    provisional = [d for d in drawn if d.value is not None and not d.whole]
    rows = [d.row | {"words": f"{d.words}, files missing"} for d in provisional]
    if not rows:
        return []
    points = alt.Chart(as_data(rows)).encode(
        x=DAY, y=VALUE, tooltip=tooltip(("when", "Period"), ("words", "Provisional"))
    )
    return [points.mark_point(color=ACCENT, fill=PAPER, size=60, strokeWidth=1.5, opacity=1)]


def _expected(goal: Goal, rows: Sequence[Row]) -> list[alt.Chart]:
    """The range if nothing changes, named at its end, away from the target."""
    if not rows:
        return []
    drawn = [{key: row[key] for key in row if key != "period"} for row in rows]
    end = drawn[-1]
    below = float(goal.target.value) > (end["value"] + end["high"]) / 2
    near = drawn[-3:]  # what its words might cover
    edge = min(row["value"] for row in near) if below else max(row["high"] for row in near)
    words = {"day": end["day"], "value": edge, "words": IF_NOTHING_CHANGES}
    style = {"color": ACCENT, "fontStyle": "italic", **_style("right", below=below)}
    return [*band(drawn, IF_NOTHING_CHANGES), *label([words], style)]


def _span(goal: Goal, drawn: Sequence[Drawn], shown: Inside) -> tuple[Period, Period]:
    periods = [
        *(goal.baseline.period, goal.target.period),
        *(d.period for d in drawn),
        *(period for path in shown.paths for period, _ in path),
        *(row["period"] for row in shown.expected if "period" in row),
    ]
    return min(periods), max(periods)


def _path_line(path: Sequence[tuple[Period, Fraction]]) -> list[alt.Chart]:
    rows = [{"day": day_of(period), "value": float(value)} for period, value in path]
    if not rows:
        return []
    line = alt.Chart(as_data(rows)).encode(x=DAY, y=VALUE, tooltip=NO_TOOLTIP)
    return [line.mark_line(color=PATH, strokeWidth=1.5, strokeDash=[6, 4])]


def _path_words(
    path: Sequence[tuple[Period, Fraction]], drawn: Sequence[Drawn], look: Look
) -> list[alt.Chart]:
    """The path's name, where the line is furthest from it, on the other side."""
    if not path or look.brief:
        return []
    values = _values_of(drawn)
    gaps = [(period, values.get(period, float(value)) - float(value)) for period, value in path]
    inside = range(len(path) // 3, max(len(path) - len(path) // 5, len(path) // 3 + 1))
    best = max(inside, key=lambda i: _steady_gap([gap for _, gap in gaps[max(i - 2, 0) : i + 3]]))
    period, gap = gaps[best]
    row = {"day": day_of(period), "value": float(path[best][1]), "words": look.words.path}
    below = NEXT_LINE if gap > 0 else -NEXT_LINE
    return label([row], {"color": PATH, "align": "center", "dy": below, "fontStyle": "italic"})


def _steady_gap(gaps: Sequence[float]) -> float:
    """How far the line stays on one side of the path around a period."""
    one_side = min(gaps) > 0 or max(gaps) < 0
    return min(abs(gap) for gap in gaps) if one_side else 0.0


def _values_of(drawn: Sequence[Drawn]) -> dict[Period, float]:
    return {d.period: d.value for d in drawn if d.value is not None}


def _ends(goal: Goal, metric: Metric, beside: Sequence[float], look: Look) -> list[alt.Chart]:
    """Baseline and target: rings with their names, clear of the line."""
    if not look.baseline:
        return _target(goal, metric, look, below=metric.better == "lower")
    baseline = float(goal.baseline.value)
    over, under = max(baseline, *beside), min(baseline, *beside)
    below = baseline - under < over - baseline
    words = f"{look.words.baseline} {_point_words(goal.baseline, metric, look)}"
    return [
        _ring(goal.baseline),
        *_words_at(goal.baseline, under if below else over, words, _style("left", below=below)),
        *_target(goal, metric, look, below=goal.target.value < goal.baseline.value),
    ]


def _target(goal: Goal, metric: Metric, look: Look, *, below: bool) -> list[alt.Chart]:
    words = f"{look.words.target} {_point_words(goal.target, metric, look)}"
    style = _style("right", below=below)
    return [_ring(goal.target), *_words_at(goal.target, float(goal.target.value), words, style)]


def _point_words(point: Point, metric: Metric, look: Look) -> str:
    number = look.words.number(Fraction(point.value), metric)
    return number if look.brief else f"{number}, {look.words.period(point.period)}"


def _style(side: str, *, below: bool) -> Row:
    return {"align": side, "dy": NEXT_LINE if below else -NEXT_LINE}


def _beside_baseline(goal: Goal, drawn: Sequence[Drawn], shown: Inside) -> list[float]:
    """Of the line and the path, what the words at the baseline might cover."""
    first, last = _span(goal, drawn, shown)
    near = max((last - first) // 5, 2)
    on_paths = ((p, float(v)) for path in shown.paths for p, v in path)
    seen = [*_values_of(drawn).items(), *on_paths]
    return [v for p, v in seen if 0 <= p - goal.baseline.period <= near] or [0.0]


def _ring(point: Point) -> alt.Chart:
    row = {"day": day_of(point.period), "value": float(point.value)}
    at = alt.Chart(as_data([row])).encode(x=DAY, y=VALUE, tooltip=NO_TOOLTIP)
    ring: alt.Chart = at.mark_point(color=PATH, size=60, fill=PAPER, opacity=1)
    return ring


def _words_at(point: Point, height: float, words: str, style: Row) -> list[alt.Chart]:
    return label([{"day": day_of(point.period), "value": height, "words": words}], style)


def _newest(
    goal: Goal, drawn: Sequence[Drawn], last: Period, look: Look, shown: Inside
) -> list[alt.Chart]:
    """The newest value, written after its point where there is room."""
    known = [d for d in drawn if d.value is not None]
    if not known:
        return []
    newest = known[-1]
    dated = {"words": f"{newest.words}, as of {newest.period.label}"} if shown.stale else {}
    chart = alt.Chart(as_data([newest.row | dated])).encode(
        x=DAY, y=VALUE, tooltip=tooltip(("when", "Period"), ("words", "Newest"))
    )
    span = last - known[0].period
    needs = span // 4 if shown.stale else 0  # periods that its words take
    has_room = last - newest.period > needs and not shown.expected
    side = {"align": "left", "dx": 8} if has_room else {"align": "right", "dx": 4}
    below = look.baseline and _newest_is_written_below(goal, newest, span, shown)
    if not has_room and (shown.expected or shown.stale):  # away from where the line comes from
        below = (newest.value or 0) < (known[-2:][0].value or 0)
    color = PATH if shown.stale else ACCENT
    style = {"dy": NEXT_LINE if below else -NEXT_LINE, "fontWeight": 600, "color": color}
    dot = (
        chart.mark_circle(color=color, size=110, opacity=1)
        if newest.whole
        else chart.mark_point(color=color, fill=PAPER, size=110, strokeWidth=2, opacity=1)
    )
    return [dot, *label([newest.row | dated], {**side, **style})]


def _newest_is_written_below(goal: Goal, newest: Drawn, span: int, shown: Inside) -> bool:
    """Away from the path, unless the target's words are close by on that side."""
    on_paths = {period: value for path in shown.paths for period, value in path}
    needed = on_paths.get(newest.period) or needed_by(goal, newest.period)
    below = (newest.value or 0) < float(needed)
    target_is_near = abs(goal.target.period - newest.period) * 4 < span
    target_is_below = goal.target.value < goal.baseline.value
    return not below if target_is_near and below == target_is_below else below
