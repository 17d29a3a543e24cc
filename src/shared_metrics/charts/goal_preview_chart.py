"""A goal as it might be: the line under the path it has and the path it would get."""

import altair as alt

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.charts.axes import day_of
from shared_metrics.charts.progress_chart import NEXT_LINE, Inside, drawn_of, goal_chart
from shared_metrics.charts.theme import PATH, label, themed
from shared_metrics.progress import Standing, path_points, value_number, value_text

AS_IT_IS = "as it is:"


def goal_preview_chart(now: Standing | None, then: Standing) -> alt.LayerChart:
    """The paths of both in whole; only the new one where there is none yet, or they are alike."""
    new = path_points(then.goal, then.season)
    old = () if now is None else path_points(now.goal, now.season)
    paths = [path for path in (old, new) if path and (path is new or path != new)]
    inside = Inside(paths, stale=then.stale)
    chart = goal_chart(then.goal, then.metric, drawn_of(then), inside=inside)
    if now is None or now.goal.target == then.goal.target:
        return chart
    layers = [*chart.layer, *_old_target(now.goal, then.goal, then.metric)]
    return themed(alt.LayerChart(layer=layers, width=chart.width, height=chart.height))


def _old_target(now: Goal, then: Goal, metric: Metric) -> list[alt.Chart]:
    """Its words, on the side away from the new target."""
    target = now.target
    words = f"{AS_IT_IS} {value_number(float(target.value), metric)}"
    row = {"day": day_of(target.period), "value": float(target.value), "words": words}
    below = then.target.value > target.value
    style = {"dy": NEXT_LINE if below else -NEXT_LINE, "color": PATH, "fontStyle": "italic"}
    return [*label([row], {"align": "right", **style})]


def preview_sentence(now: Standing | None, then: Standing) -> str:
    """The same in words, for who cannot see the chart."""
    metric, new = then.metric, then.goal.target
    told = f"The path to {value_text(float(new.value), metric)} by {new.period.label}"
    if now is None or now.goal.target == new:
        return f"{told}, under the figures of {metric.title}."
    old = now.goal.target
    return (
        f"{told}, in place of {value_text(float(old.value), metric)} by {old.period.label}, "
        f"under the figures of {metric.title}."
    )
