"""A goal's line under its path: where it may go, where the goal was changed, and the figures."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import streamlit as st

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.charts import progress_chart, summary_sentence
from shared_metrics.desk import Desk
from shared_metrics.desk.questions import GoalView
from shared_metrics.learning import FieldNote, Setback
from shared_metrics.progress import Forecast, Standing, change_text, value_number, value_text
from shared_metrics.web.data_io import chart_spec
from shared_metrics.web.panels.goals import draw, figures_of
from shared_metrics.web.wording import day_words, plain


def show_line(
    desk: Desk,
    view: GoalView,
    setbacks: Sequence[Setback],
    forecast: Forecast | None,
    notes: Sequence[FieldNote] = (),
) -> None:
    """The chart with path, target, range and setbacks, and the same in words and as a table."""
    standing = view.standing
    spec = chart_spec(
        "progress",
        lambda: progress_chart(standing, setbacks, forecast, notes),
        standing.goal.id,
        desk=desk,
    )
    with figures_of(view, "line", dated=False):
        draw(spec, summary_sentence(standing, len(setbacks), forecast, len(notes)))
        if words := _line_words(standing):
            st.markdown(words)
        if forecast is not None:
            st.markdown(plain(forecast_words(standing, forecast)))
        _changes(standing.goal, standing.metric)
        _table(standing)


def _line_words(standing: Standing) -> str:
    """What the points are, where that is not what the sentence above says."""
    evidence, words = standing.evidence, []
    if evidence is None:
        return ""
    if evidence.first != evidence.period and standing.goal.kind != "cumulative":
        together = evidence.period - evidence.first + 1
        words.append(
            f"Each point is one {standing.goal.every.value}; the status looks at the newest "
            f"{together} together, so that chance does not decide."
        )
    if standing.season and standing.goal.kind != "cumulative":
        words.append(
            "The path follows last year's season, so a strong or weak season ends above or below "
            "the target, which is for an average one."
        )
    if any(one.provisional for one in standing.judgements):
        words.append("A hollow point: files are still missing.")
    return " ".join(words)


def forecast_words(standing: Standing, forecast: Forecast) -> str:
    """The range in words, and how far off such ranges were."""
    metric, end = standing.metric, forecast.points[-1]
    until = (standing.whole[-1].period + len(forecast.points)).label
    return (
        f"If nothing changes, {until} is likely to bring {value_number(end.low, metric)} to "
        f"{value_text(end.high, metric)}: about 8 of 10 times in the past a figure came to lie "
        "inside such a range. In the past this range was off by "
        f"{_distance(forecast.error, metric)} on average; the last value alone by "
        f"{_distance(forecast.error_of_last_value, metric)}."
    )


def _distance(size: Fraction, metric: Metric) -> str:
    """`1.5 points`, `12 people`: how far two values lie apart."""
    return change_text(size, metric).removeprefix("+")


def _changes(goal: Goal, metric: Metric) -> None:
    """Each time the goal itself was changed: from what to what, and why."""
    for earlier, (old, new) in zip(goal.earlier, pairwise(goal.versions), strict=True):
        st.markdown(
            f"**The goal was changed on {day_words(new.agreed_on)}**, agreed by "
            f"{plain(new.agreed_by)}. Before: {plain(_aim(old, metric))}. "
            f"Since: {plain(_aim(new, metric))}. Why: {plain(earlier.why_changed)}"
        )


def _aim(goal: Goal, metric: Metric) -> str:
    return f"{value_text(float(goal.target.value), metric)} by {goal.target.period.label}"


def _table(standing: Standing) -> None:
    provisional = {one.period for one in standing.judgements if one.provisional}
    rows = [
        {
            "Period": observed.period.label,
            plain(standing.metric.title): plain(value_text(observed.value, standing.metric)),
            "Partners": f"{observed.partners:,}",
            "": "files missing" if observed.period in provisional else "",
        }
        for observed in reversed(standing.series)
    ]
    if not provisional:
        rows = [{name: cell for name, cell in row.items() if name} for row in rows]
    with st.expander("The figures"):
        st.table(
            rows,
            border="horizontal",
            hide_index=True,
            height=400,
            alt=f"{standing.metric.title} by period",
        )
