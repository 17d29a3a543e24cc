"""What a chart shows, in a sentence: its text for people who do not see it."""

from collections.abc import Sequence
from fractions import Fraction

from shared_metrics.agenda.model import Goal, Metric
from shared_metrics.charts.progress_chart import Drawn, drawn_of, expected_rows
from shared_metrics.charts.public_charts import drawn_for
from shared_metrics.disclosure.public_table import PublicTable
from shared_metrics.progress import Contribution, Forecast, Observed, Standing, value_text


def summary_sentence(
    standing: Standing, setbacks: int = 0, forecast: Forecast | None = None, notes: int = 0
) -> str:
    """For a progress chart."""
    told = _summary(standing.goal, standing.metric, drawn_of(standing), setbacks)
    if notes:
        told += f" {notes} field note{'s' if notes != 1 else ''} marked."
    changed = [version.agreed_on for version in standing.goal.versions[1:]]
    if changed:
        days = " and ".join(f"{day.day} {day:%B %Y}" for day in changed)
        told += f" The goal was changed on {days}."
    rows = expected_rows(standing, forecast)[-1:] if forecast else []
    return told + "".join(f" If nothing changes, {r['when']}: {r['words']}." for r in rows)


def own_sentence(series: Sequence[Observed], metric: Metric) -> str:
    """For one partner's or sector's own line."""
    known = [one for one in series if one.value is not None]
    if not known:
        return f"{metric.title}: no figures yet."
    first, last = known[0], known[-1]
    told = f"{value_text(first.value, metric)} to {value_text(last.value, metric)}"
    return f"{metric.title}, {first.period.label} to {last.period.label}: from {told}."


def public_summary_sentence(table: PublicTable, goal: Goal, setbacks: int = 0) -> str:
    """For a public progress chart."""
    return _summary(goal, table.metric, drawn_for(table, goal), setbacks)


def _summary(goal: Goal, metric: Metric, drawn: Sequence[Drawn], setbacks: int) -> str:
    target = (
        f"target {value_text(Fraction(goal.target.value), metric)} by {goal.target.period.label}"
    )
    known = [d for d in drawn if d.value is not None]
    if not known:
        return f"{metric.title}: no figures yet; {target}."
    first, last = known[0], known[-1]
    what = f"{metric.title}, {first.period.label} to {last.period.label}"
    marked = f", {setbacks} setback{'s' if setbacks != 1 else ''} marked" if setbacks else ""
    return f"{what}: from {first.words} to {last.words}; {target}{marked}."


def contributions_sentence(rows: Sequence[Contribution], metric: Metric) -> str:
    """For a chart of sectors or partners."""
    known = [row for row in rows if row.newest is not None]
    if not known:
        return f"{metric.title}: no figures yet."
    when = next((row.period.label for row in known if row.period), "")
    up = sum(1 for row in known if row.change is not None and row.change > 0)
    down = sum(1 for row in known if row.change is not None and row.change < 0)
    moved = f"{up} higher and {down} lower than at the baseline"
    return f"{metric.title}, {when}: {len(known)} of {len(rows)} with figures, {moved}."
