"""One goal over time: the line, the path agreed, baseline and target, numbered setbacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import altair as alt

from shared_metrics.agenda.model import Break, Goal, Metric, Point
from shared_metrics.charts.axes import day_of, period_axis, tooltip, value_axis
from shared_metrics.charts.look import ON_SCREEN, TOLD, Look
from shared_metrics.charts.theme import (
    ACCENT,
    AT_Y,
    DAY,
    NO_TOOLTIP,
    PAPER,
    PATH,
    SETBACK,
    VALUE,
    as_data,
    edged_text,
    label,
    themed,
)
from shared_metrics.learning import Setback
from shared_metrics.periods import Period, PeriodKind, parse_period
from shared_metrics.progress import Standing, needed_by, path_points, value_text

Row = dict[str, Any]
NEXT_LINE = 16  # pixels from a point to the middle of its words


@dataclass(frozen=True, slots=True)
class Drawn:
    """A value as it is drawn; `value` None leaves a gap and `words` say why."""

    period: Period
    value: float | None
    words: str
    when: str = ""  # the period's name, English unless told

    @property
    def row(self) -> Row:
        """For the chart."""
        return {
            "day": day_of(self.period),
            "value": self.value,
            "when": self.when or self.period.label,
            "words": self.words,
        }


def progress_chart(standing: Standing, setbacks: Sequence[Setback] = ()) -> alt.LayerChart:
    """Standing -> chart. Setbacks are numbered in the order given: list them below it."""
    drawn = [
        Drawn(
            observed.period,
            None if observed.value is None else float(observed.value),
            value_text(observed.value, standing.metric),
        )
        for observed in standing.series
    ]
    return goal_chart(standing.goal, standing.metric, drawn, setbacks)


def goal_chart(
    goal: Goal,
    metric: Metric,
    drawn: Sequence[Drawn],
    setbacks: Sequence[Setback] = (),
    look: Look = ON_SCREEN,
) -> alt.LayerChart:
    """The line of a metric under the path of a goal.

    Where the baseline may not be told, nothing is drawn or placed by its value: neither the path
    nor its ring, and the axis does not reach for it.
    """
    first, last = _span(goal, drawn)
    path = path_points(goal) if look.baseline else ()
    agreed = [Fraction(point.value) for point in _points(goal, look)]
    seen = [d.value for d in drawn if d.value is not None]
    line = alt.Chart(as_data([d.row for d in drawn])).encode(
        x=period_axis(first, last, look),
        y=value_axis(metric, [*agreed, *seen], unit=look.words.unit(metric)),
        tooltip=tooltip(("when", "Period"), ("words", metric.title)),
    )
    layers = [
        *_marks_of_setbacks(setbacks, first, last, look),
        *_marks_of_breaks(metric.breaks, first, last, look),
        *_path_line(path),
        line.mark_line(color=ACCENT, strokeWidth=2.5, interpolate="linear"),
        _dots(line, look),
        *_path_words(path, drawn, look),
        *_ends(goal, metric, drawn, look),
        *_newest(goal, drawn, last, look),
    ]
    return themed(alt.LayerChart(layer=layers, width=look.width, height=look.height))


def _points(goal: Goal, look: Look) -> list[Point]:
    return [goal.baseline, goal.target] if look.baseline else [goal.target]


def _dots(line: alt.Chart, look: Look) -> alt.Chart:
    """The values; where they may be pointed at, each carries its period and value as one text."""
    if look.pointed:
        told = line.transform_calculate(told=f"'{TOLD}' + datum.when + ': ' + datum.words")
        line = told.transform_filter("isValid(datum.value)").encode(
            description=alt.Description("told:N"), tooltip=NO_TOOLTIP
        )
    dots: alt.Chart = line.mark_circle(color=ACCENT, size=36, opacity=1)
    return dots


def _span(goal: Goal, drawn: Sequence[Drawn]) -> tuple[Period, Period]:
    periods = [goal.baseline.period, goal.target.period, *(d.period for d in drawn)]
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


def _ends(goal: Goal, metric: Metric, drawn: Sequence[Drawn], look: Look) -> list[alt.Chart]:
    """Baseline and target: rings with their names, clear of the line."""
    if not look.baseline:
        return _target(goal, metric, look, below=metric.better == "lower")
    baseline = float(goal.baseline.value)
    beside = _values_beside_baseline(goal, drawn)
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


def _values_beside_baseline(goal: Goal, drawn: Sequence[Drawn]) -> list[float]:
    """Of the line and the path, what the words at the baseline might cover."""
    first, last = _span(goal, drawn)
    near = max((last - first) // 5, 2)
    seen = [*_values_of(drawn).items(), *((p, float(v)) for p, v in path_points(goal))]
    return [v for p, v in seen if 0 <= p - goal.baseline.period <= near] or [0.0]


def _ring(point: Point) -> alt.Chart:
    row = {"day": day_of(point.period), "value": float(point.value)}
    at = alt.Chart(as_data([row])).encode(x=DAY, y=VALUE, tooltip=NO_TOOLTIP)
    ring: alt.Chart = at.mark_point(color=PATH, size=60, fill=PAPER, opacity=1)
    return ring


def _words_at(point: Point, height: float, words: str, style: Row) -> list[alt.Chart]:
    return label([{"day": day_of(point.period), "value": height, "words": words}], style)


def _newest(goal: Goal, drawn: Sequence[Drawn], last: Period, look: Look) -> list[alt.Chart]:
    """The newest value, written after its point where there is room."""
    known = [d for d in drawn if d.value is not None]
    if not known:
        return []
    newest = known[-1]
    chart = alt.Chart(as_data([newest.row])).encode(
        x=DAY, y=VALUE, tooltip=tooltip(("when", "Period"), ("words", "Newest"))
    )
    has_room = last > newest.period
    side = {"align": "left", "dx": 8} if has_room else {"align": "right", "dx": 4}
    span = last - known[0].period
    below = look.baseline and _newest_is_written_below(goal, newest, span)
    style = {"dy": NEXT_LINE if below else -NEXT_LINE, "fontWeight": 600, "color": ACCENT}
    dot = chart.mark_circle(color=ACCENT, size=110, opacity=1)
    return [dot, *label([newest.row], {**side, **style})]


def _newest_is_written_below(goal: Goal, newest: Drawn, span: int) -> bool:
    """Away from the path, unless the target's words are close by on that side."""
    below = (newest.value or 0) < float(needed_by(goal, newest.period))
    target_is_near = abs(goal.target.period - newest.period) * 4 < span
    target_is_below = goal.target.value < goal.baseline.value
    return not below if target_is_near and below == target_is_below else below


def _marks_of_setbacks(
    setbacks: Sequence[Setback], first: Period, last: Period, look: Look
) -> list[alt.Chart]:
    rows = [
        {"day": day_of(month), "number": str(number), "what": setback.title, "when": month.label}
        for number, setback in enumerate(setbacks, start=1)
        for month in [parse_period(setback.period, PeriodKind.MONTH)]
        if first.first_day <= month.first_day <= last.last_day
    ]
    if not rows:
        return []
    marks = alt.Chart(as_data(rows)).encode(
        x=DAY, tooltip=tooltip(("when", "Setback"), ("what", "What happened"))
    )
    at_top = marks.encode(y=AT_Y(look.setbacks_at))
    numbers = at_top.encode(text=alt.Text("number:N"))
    return [
        marks.mark_rule(color=SETBACK, strokeDash=[2, 3], strokeWidth=1.5),
        at_top.mark_circle(color=SETBACK, size=320, opacity=1),
        numbers.mark_text(color=PAPER, fontSize=12, fontWeight=600),
    ]


def _marks_of_breaks(
    breaks: Sequence[Break], first: Period, last: Period, look: Look
) -> list[alt.Chart]:
    """A thin line where figures begin to mean something else."""
    rows = [
        {
            "day": f"{start.isoformat()}T12:00:00",
            "words": look.words.definition_changed,
            "what": b.note,
        }
        for b in breaks
        for start in [_break_period(b).first_day]
        if first.first_day <= start <= last.last_day
    ]
    if not rows:
        return []
    marks = alt.Chart(as_data(rows)).encode(
        x=DAY, tooltip=tooltip(("words", "From here on"), ("what", "What changed"))
    )
    words = marks.encode(y=AT_Y(look.height - 10), text=alt.Text("words:N"))
    return [
        marks.mark_rule(color=PATH, strokeWidth=1),
        *edged_text(words, {"color": PATH, "fontSize": 12, "align": "left", "dx": 5}),
    ]


def _break_period(described: Break) -> Period:
    """The period a break is written with, of whichever kind it is."""
    for kind in PeriodKind:
        try:
            return parse_period(described.period, kind)
        except ValueError:
            continue
    raise ValueError(f"“{described.period}” is not a period")
