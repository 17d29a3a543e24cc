"""Tables -> Altair charts, built the same way every time; for outside from a `PublicTable` only."""

from shared_metrics.charts.change_chart import change_chart, change_rows
from shared_metrics.charts.contribution_charts import (
    partner_chart,
    sector_name,
    sector_panels,
)
from shared_metrics.charts.goal_preview_chart import goal_preview_chart, preview_sentence
from shared_metrics.charts.look import TOLD, ChartWords, Look
from shared_metrics.charts.own_chart import own_chart
from shared_metrics.charts.progress_chart import progress_chart
from shared_metrics.charts.public_charts import (
    drawn_for,
    public_group_chart,
    public_line,
    public_panels,
    public_progress_chart,
)
from shared_metrics.charts.reflection_chart import reflection_chart
from shared_metrics.charts.summaries import (
    contributions_sentence,
    own_sentence,
    public_summary_sentence,
    summary_sentence,
)

__all__ = [
    "TOLD",
    "ChartWords",
    "Look",
    "change_chart",
    "change_rows",
    "contributions_sentence",
    "drawn_for",
    "goal_preview_chart",
    "own_chart",
    "own_sentence",
    "partner_chart",
    "preview_sentence",
    "progress_chart",
    "public_group_chart",
    "public_line",
    "public_panels",
    "public_progress_chart",
    "public_summary_sentence",
    "reflection_chart",
    "sector_name",
    "sector_panels",
    "summary_sentence",
]
