"""Where metrics stand against goals, and what sectors and partners add.

All numbers are exact fractions until they are written for people or drawn.
"""

from shared_metrics.progress.comparison import Comparison, amounts_over, compared
from shared_metrics.progress.contributions import (
    Contribution,
    OwnStanding,
    contributions,
    own_standings,
)
from shared_metrics.progress.coverage import Asked, Coverage, coverage_of
from shared_metrics.progress.evidence import Evidence, outside, wants_more
from shared_metrics.progress.explained import Amounts, Change, Explained, explained
from shared_metrics.progress.forecast import Forecast, forecast
from shared_metrics.progress.groups import GroupStanding, group_standings
from shared_metrics.progress.judging import Judgement, Status, judgements
from shared_metrics.progress.path import needed_by, path_points, season_of
from shared_metrics.progress.sentences import STATUS_WORDS, status_sentence, when_text
from shared_metrics.progress.series import Observed, exact_value, observed_series
from shared_metrics.progress.standing import Standing, standing
from shared_metrics.progress.wording import change_text, share_text, value_number, value_text

__all__ = [
    "STATUS_WORDS",
    "Amounts",
    "Asked",
    "Change",
    "Comparison",
    "Contribution",
    "Coverage",
    "Evidence",
    "Explained",
    "Forecast",
    "GroupStanding",
    "Judgement",
    "Observed",
    "OwnStanding",
    "Standing",
    "Status",
    "amounts_over",
    "change_text",
    "compared",
    "contributions",
    "coverage_of",
    "exact_value",
    "explained",
    "forecast",
    "group_standings",
    "judgements",
    "needed_by",
    "observed_series",
    "outside",
    "own_standings",
    "path_points",
    "season_of",
    "share_text",
    "standing",
    "status_sentence",
    "value_number",
    "value_text",
    "wants_more",
    "when_text",
]
