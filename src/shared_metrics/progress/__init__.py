"""Where metrics stand against goals, and what sectors and partners add.

All numbers are exact fractions until they are written for people or drawn.
"""

from shared_metrics.progress.contributions import (
    Contribution,
    OwnStanding,
    contributions,
    own_standings,
)
from shared_metrics.progress.path import needed_by, path_points
from shared_metrics.progress.standing import (
    Observed,
    Standing,
    exact_value,
    observed_series,
    standing,
)
from shared_metrics.progress.wording import change_text, share_text, value_number, value_text

__all__ = [
    "Contribution",
    "Observed",
    "OwnStanding",
    "Standing",
    "change_text",
    "contributions",
    "exact_value",
    "needed_by",
    "observed_series",
    "own_standings",
    "path_points",
    "share_text",
    "standing",
    "value_number",
    "value_text",
]
