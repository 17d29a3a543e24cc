"""Charts for outside. They take a `PublicTable` and nothing else: hidden cells are not in it."""

from collections.abc import Sequence

import altair as alt
import polars as pl

from shared_metrics.agenda.model import Goal
from shared_metrics.charts.contribution_charts import sector_name, small_multiples
from shared_metrics.charts.progress_chart import Drawn, goal_chart
from shared_metrics.disclosure import WHOLE_PARTNERSHIP, PublicTable
from shared_metrics.learning import Setback
from shared_metrics.periods import parse_period
from shared_metrics.progress import value_text

WORDS = {
    "suppressed": "hidden to protect people",
    "not_reported": "not reported",
    "not_applicable": "not applicable",
}


def public_progress_chart(
    table: PublicTable, goal: Goal, setbacks: Sequence[Setback] = ()
) -> alt.LayerChart:
    """The partnership's line and its goal; of the setbacks only those that are public."""
    drawn = drawn_from(table, WHOLE_PARTNERSHIP)
    public = [setback for setback in setbacks if setback.visibility == "public"]
    return goal_chart(goal, table.metric, drawn, public)


def public_sector_chart(table: PublicTable, *, columns: int = 3) -> alt.FacetChart:
    """One small panel for each sector; a gap where a figure is hidden or not there."""
    rows = [
        {"panel": sector_name(sector), **drawn.row}
        for sector in _checked(table).sectors
        for drawn in drawn_from(table, sector)
    ]
    periods = [parse_period(text, table.every) for text in table.cells["period"].unique()]
    order = [sector_name(sector) for sector in table.sectors]
    return small_multiples(rows, periods, table.metric, order, columns)


def drawn_from(table: PublicTable, sector: str) -> list[Drawn]:
    """A sector's cells, or the partnership's, as they are drawn."""
    cells = _checked(table).of(sector).sort(pl.col("period"))
    return [
        Drawn(
            parse_period(period, table.every),
            value,
            WORDS.get(status) or value_text(value, table.metric),
        )
        for period, _, value, status in cells.iter_rows()
    ]


def _checked(table: PublicTable) -> PublicTable:
    if not isinstance(table, PublicTable):
        raise TypeError("a chart for outside is drawn from a PublicTable only")
    return table
