"""Charts for outside. They take a `PublicTable` and nothing else: hidden cells are not in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

import altair as alt
import polars as pl

from shared_metrics.agenda.model import Goal
from shared_metrics.charts.axes import day_of, domain_of
from shared_metrics.charts.contribution_charts import PANELS, single_panels, small_multiples
from shared_metrics.charts.look import ENGLISH, ON_SCREEN, ChartWords, Look
from shared_metrics.charts.progress_chart import Drawn, Row, goal_chart
from shared_metrics.charts.theme import ACCENT, PAPER, PATH, as_data, themed
from shared_metrics.disclosure.public_table import (
    CODED,
    STATUS,
    WHOLE_PARTNERSHIP,
    PublicTable,
)
from shared_metrics.learning import Setback, Visibility
from shared_metrics.observations import PERIOD, VALUE
from shared_metrics.periods import Period, parse_period
from shared_metrics.progress import path_points

PUBLIC_ONLY: Final[frozenset[Visibility]] = frozenset({"public"})
FOR_PARTNERS: Final[frozenset[Visibility]] = frozenset({"partners", "public"})


def public_progress_chart(
    table: PublicTable,
    goal: Goal,
    setbacks: Sequence[Setback] = (),
    look: Look = ON_SCREEN,
    *,
    visible: frozenset[Visibility] = PUBLIC_ONLY,
) -> alt.LayerChart:
    """The partnership's line and its goal; of the setbacks only those of a visibility."""
    marked = [setback for setback in setbacks if setback.visibility in visible]
    drawn = drawn_for(table, goal, look)
    return goal_chart(goal, table.metric, drawn, marked, look)


def public_group_chart(
    table: PublicTable, names: Mapping[str, str], *, columns: int = 3, look: Look = PANELS
) -> alt.FacetChart:
    """One small panel for each group of a table by one thing; a gap where there is no value.

    `names`: code -> what people read, in the order the panels come in.
    """
    rows, order = _panels(table, names, look)
    return small_multiples(rows, _periods(table), table.metric, order, columns=columns, look=look)


def public_panels(
    table: PublicTable, names: Mapping[str, str], look: Look = PANELS
) -> dict[str, alt.LayerChart]:
    """The same panels, each a chart of its own that a page can place: name -> chart."""
    rows, _ = _panels(table, names, look)
    return single_panels(rows, _periods(table), table.metric, look)


def _panels(
    table: PublicTable, names: Mapping[str, str], look: Look
) -> tuple[list[Row], list[str]]:
    groups = [group for group in names if group in set(_checked(table).groups)]
    rows: list[Row] = [
        {"panel": names[group], **drawn.row}
        for group in groups
        for drawn in drawn_from(table, group, look.words)
    ]
    return rows, [names[group] for group in groups]


def _periods(table: PublicTable) -> list[Period]:
    return [parse_period(text, table.every) for text in table.cells[PERIOD].unique().sort()]


def public_line(
    table: PublicTable, group: str = WHOLE_PARTNERSHIP, *, goal: Goal | None = None, look: Look
) -> alt.LayerChart:
    """The line alone, without a word or a number, for a place where the figures stand beside it.

    With a goal also its path and target; what may not be told of its baseline is not drawn.
    """
    drawn = drawn_for(table, goal, look) if goal else drawn_from(table, group, look.words)
    rows = [{"day": day_of(d.period), "value": d.value} for d in drawn]
    known = [row for row in rows if row["value"] is not None]
    path = _path(goal, look)
    domain = domain_of(table.metric, [row["value"] for row in [*known, *path]])
    line = _plain(rows, domain).mark_line(color=ACCENT, strokeWidth=2)
    layers = [
        *([_plain(path, domain).mark_line(color=PATH, strokeDash=[4, 3])] if path[1:] else []),
        *(
            [_plain(path[-1:], domain).mark_point(color=PATH, fill=PAPER, opacity=1)]
            if path
            else []
        ),
        line,
        _plain(rows, domain).mark_circle(color=ACCENT, size=12, opacity=1),
        _plain(known[-1:], domain).mark_circle(color=ACCENT, size=70, opacity=1),
    ]
    return themed(alt.LayerChart(layer=layers, width=look.width, height=look.height))


def _path(goal: Goal | None, look: Look) -> list[Row]:
    if goal is None:
        return []
    points = path_points(goal) if look.baseline else ()
    shown = points or ((goal.target.period, Fraction(goal.target.value)),)
    return [{"day": day_of(period), "value": float(value)} for period, value in shown]


def _plain(rows: Sequence[Row], domain: Sequence[float]) -> alt.Chart:
    return alt.Chart(as_data(rows)).encode(
        x=alt.X("day:T", axis=None),
        y=alt.Y("value:Q", axis=None, scale=alt.Scale(domain=list(domain), zero=False)),
    )


def drawn_for(table: PublicTable, goal: Goal, look: Look = ON_SCREEN) -> list[Drawn]:
    """The partnership's cells as they are drawn under a goal: added up if the goal is."""
    drawn = drawn_from(table, WHOLE_PARTNERSHIP, look.words)
    if goal.kind != "cumulative":
        return drawn
    return _so_far(drawn, goal, table, look) if look.baseline else []


def _so_far(drawn: Sequence[Drawn], goal: Goal, table: PublicTable, look: Look) -> list[Drawn]:
    """The sum since the baseline, up to the first period whose value is not shown."""
    total, summed = Fraction(goal.baseline.value), []
    for one in drawn:
        if one.period <= goal.baseline.period:
            continue
        if one.value is None:
            break
        total += Fraction(str(one.value))
        words = look.words.value(total, table.metric)
        summed.append(replace(one, value=float(total), words=words))
    return summed


def drawn_from(table: PublicTable, group: str, words: ChartWords = ENGLISH) -> list[Drawn]:
    """A group's cells, or the partnership's, as they are drawn."""
    rows = _checked(table).of(group).sort(pl.col(PERIOD)).iter_rows(named=True)
    return [_drawn(row, table, words) for row in rows]


def _drawn(row: Mapping[str, object], table: PublicTable, words: ChartWords) -> Drawn:
    period = parse_period(str(row[PERIOD]), table.every)
    value = row[VALUE]
    number = float(value) if isinstance(value, float) else None
    said = words.instead_of_a_value(str(row[STATUS]))
    if said is None:
        coded = row[CODED]
        said = words.value(Fraction(str(number)), table.metric) if coded is None else str(coded)
    return Drawn(period, number, said, words.period(period))


def _checked(table: PublicTable) -> PublicTable:
    if not isinstance(table, PublicTable):
        raise TypeError("a chart for outside is drawn from a PublicTable only")
    return table
